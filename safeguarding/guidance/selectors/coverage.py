"""Whom a version of a policy reached, audience by audience and scheme by scheme, on any day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from safeguarding.access.models import User
from safeguarding.guidance.choices import AudienceKind, Tag
from safeguarding.guidance.models import Acknowledgement, Campaign, PolicyVersion
from safeguarding.guidance.models.campaigns import label_of
from safeguarding.guidance.rules import Adult, Audience, belongs, reached_by
from safeguarding.guidance.selectors.adults import adults_of
from safeguarding.people.choices import STAFF_TYPES, PlacementRole
from safeguarding.people.models import Person
from safeguarding.schemes.models import Scheme

#: Every audience that the page tells of, whether or not a campaign asked it: who was never asked is missing too.
AUDIENCES = (
    Audience(AudienceKind.OUTSIDE_OFFICIAL),
    Audience(AudienceKind.OFFICIAL),
    Audience(AudienceKind.ALL_STAFF),
    *(Audience(AudienceKind.TAG, tag) for tag in Tag.values),
    *(Audience(AudienceKind.ROLE, role) for role in PlacementRole.values if role != PlacementRole.YOUNG_PERSON),
    *(Audience(AudienceKind.PERSON_TYPE, kind) for kind in STAFF_TYPES),
)


@dataclass(frozen=True)
class Line:
    """How many of some adults were asked, and how many acknowledged."""

    label: str
    key: str
    count: int
    asked: int
    reached: int

    @property
    def missing(self) -> int:
        return self.count - self.reached

    @property
    def share(self) -> int | None:
        """Of a hundred; rounded down, so that a hundred means everybody."""
        return self.reached * 100 // self.count if self.count else None


@dataclass(frozen=True)
class SchemeLine:
    """The same for the adults of one scheme outside the official one."""

    scheme: Scheme
    line: Line


@dataclass(frozen=True)
class Coverage:
    """Whom a version reached by a day. The schemes outside the official one come first: that is where nobody looks."""

    policy_version: PolicyVersion
    day: dt.date
    outside: Line
    schemes: tuple[SchemeLine, ...]
    lines: tuple[Line, ...]
    asked: Line


def key_of(audience: Audience) -> str:
    """How an audience is named in an address."""
    return f"{audience.kind}-{audience.value}" if audience.value else audience.kind


def audience_named(key: str) -> Audience | None:
    """The audience that an address names; None for anything else."""
    return next((one for one in AUDIENCES if key_of(one) == key), None)


@dataclass(frozen=True)
class _Known:
    adults: list[Adult]
    asked: frozenset[int]
    done: frozenset[int]

    def line(self, label: str, key: str, adults: Iterable[Adult]) -> Line:
        ids = {adult.person_id for adult in adults}
        return Line(label, key, len(ids), len(ids & self.asked), len(ids & self.done))


def coverage(version: PolicyVersion, *, day: dt.date) -> Coverage:
    """Whom the version, which the caller was allowed to read, had reached on the day."""
    known = _read(version, day)
    outside = [adult for adult in known.adults if adult.is_outside_official]
    ids = sorted({part.scheme_id for adult in outside for part in adult.parts if not part.is_official})
    schemes = [
        SchemeLine(scheme, known.line(scheme.name, "", [
            adult for adult in outside if any(part.scheme_id == scheme.pk for part in adult.parts)
        ]))
        for scheme in Scheme.objects.filter(pk__in=ids)
    ]  # fmt: skip
    return Coverage(
        policy_version=version, day=day,
        outside=known.line(label_of(AudienceKind.OUTSIDE_OFFICIAL, ""), AudienceKind.OUTSIDE_OFFICIAL, outside),
        schemes=tuple(sorted(schemes, key=lambda one: (-one.line.missing, one.scheme.name))),
        lines=tuple(_line(known, audience) for audience in AUDIENCES),
        asked=known.line("Asked by a campaign", "asked", [a for a in known.adults if a.person_id in known.asked]),
    )  # fmt: skip


def not_reached(user: User, version: PolicyVersion, *, day: dt.date, key: str) -> tuple[QuerySet[Person], int]:
    """Those of an audience who had not acknowledged by the day, as far as the user may see them; and how many in all.

    The key is that of an audience, or "asked" for everybody whom a campaign asked.
    """
    known = _read(version, day)
    audience = audience_named(key)
    if key == "asked":
        wanted = [adult for adult in known.adults if adult.person_id in known.asked]
    else:
        wanted = [adult for adult in known.adults if audience and belongs(adult, audience)]
    missing = {adult.person_id for adult in wanted} - known.done
    people = Person.objects.visible_to(user).filter(pk__in=missing).select_related("unit", "user")
    return people.order_by("family_name", "given_name", "pk"), len(missing)


def reach(campaign: Campaign, *, day: dt.date) -> tuple[list[tuple[str, int]], set[int], set[int]]:
    """Whom a campaign asks on the day: how many by audience, everybody's number once, and who has acknowledged."""
    known = _read(campaign.policy_version, day)
    audiences = list(campaign.audiences.all())
    by_audience = [(one.label, len(reached_by(known.adults, [one.audience]))) for one in audiences]
    everybody = {adult.person_id for adult in reached_by(known.adults, [one.audience for one in audiences])}
    return by_audience, everybody, everybody & known.done


def _line(known: _Known, audience: Audience) -> Line:
    label = label_of(audience.kind, audience.value)
    return known.line(label, key_of(audience), reached_by(known.adults, [audience]))


def _read(version: PolicyVersion, day: dt.date) -> _Known:
    adults = adults_of(version.document.force_id, day=day)
    campaigns = Campaign.objects.filter(policy_version=version, opened_on__lte=day).prefetch_related("audiences")
    audiences = [one.audience for campaign in campaigns for one in campaign.audiences.all()]
    done = Acknowledgement.objects.filter(policy_version=version, acknowledged_on__lte=day)
    return _Known(
        adults=adults,
        asked=frozenset(adult.person_id for adult in reached_by(adults, audiences)),
        done=frozenset(done.values_list("person_id", flat=True)),
    )
