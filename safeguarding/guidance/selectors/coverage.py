"""Whom a version of a policy reached, audience by audience and scheme by scheme, on any day."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from safeguarding.access.models import User
from safeguarding.core.clock import date_words
from safeguarding.guidance.choices import AudienceKind, Tag
from safeguarding.guidance.models import Acknowledgement, Campaign, PolicyTalk, PolicyVersion
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
    """How many of some adults were asked, how many acknowledged, and how many were only talked with."""

    label: str
    key: str
    count: int
    asked: int
    reached: int
    talked: int = 0

    @property
    def missing(self) -> int:
        """Neither acknowledged nor talked with."""
        return self.count - self.reached - self.talked

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
    talked: frozenset[int]

    def line(self, label: str, key: str, adults: Iterable[Adult]) -> Line:
        ids = {adult.person_id for adult in adults}
        return Line(label, key, len(ids), len(ids & self.asked), len(ids & self.done), len(ids & self.talked))


def coverage(version: PolicyVersion, *, day: dt.date) -> Coverage:
    """Whom the version, which the caller was allowed to read, had reached on the day."""
    return _coverage(version, day, _read(version, day))


def coverage_and_missed(
    user: User, version: PolicyVersion, *, day: dt.date, key: str
) -> tuple[Coverage, QuerySet[Person], int]:
    """Whom it had reached and who of an audience it had not: what is known of everybody is read once for both."""
    known = _read(version, day)
    return _coverage(version, day, known), *_missed(user, known, key)


def _coverage(version: PolicyVersion, day: dt.date, known: _Known) -> Coverage:
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
    """Those of an audience whom neither reading nor a talk had reached by the day: who the user may see, and how many.

    The key is that of an audience, or "asked" for everybody whom a campaign asked.
    """
    return _missed(user, _read(version, day), key)


def _missed(user: User, known: _Known, key: str) -> tuple[QuerySet[Person], int]:
    return _named(user, _ids_of(known, key) - known.done - known.talked)


def reached(user: User, version: PolicyVersion, *, day: dt.date, key: str) -> tuple[QuerySet[Person], int]:
    """Those of an audience who had acknowledged or been talked with by the day, as far as the user may see them."""
    known = _read(version, day)
    return _named(user, _ids_of(known, key) & (known.done | known.talked))


def ways_of(version: PolicyVersion, person_ids: Iterable[int], *, day: dt.date) -> dict[int, list[str]]:
    """How each was reached by the day, in words: for people whom the caller was allowed to read."""
    ids = list(person_ids)
    found: dict[int, list[str]] = defaultdict(list)
    done = Acknowledgement.objects.filter(policy_version=version, person__in=ids, acknowledged_on__lte=day)
    for one in done:
        found[one.person_id].append(f"{one.get_way_display()}, {date_words(one.acknowledged_on)}")
    talks = PolicyTalk.objects.filter(policy_version=version, person__in=ids, talked_on__lte=day)
    for talk in talks.select_related("talked_by").order_by("talked_on", "pk"):
        found[talk.person_id].append(f"Talk with {talk.talked_by.name}, {date_words(talk.talked_on)}")
    return found


def _ids_of(known: _Known, key: str) -> set[int]:
    if key == "asked":
        return {adult.person_id for adult in known.adults if adult.person_id in known.asked}
    audience = audience_named(key)
    return {adult.person_id for adult in known.adults if audience and belongs(adult, audience)}


def _named(user: User, ids: set[int]) -> tuple[QuerySet[Person], int]:
    people = Person.objects.visible_to(user).filter(pk__in=ids).select_related("unit", "user")
    return people.order_by("family_name", "given_name", "pk"), len(ids)


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
    talks = PolicyTalk.objects.filter(policy_version=version, talked_on__lte=day)
    read = frozenset(done.values_list("person_id", flat=True))
    return _Known(
        adults=adults,
        asked=frozenset(adult.person_id for adult in reached_by(adults, audiences)),
        done=read,
        talked=frozenset(talks.values_list("person_id", flat=True)) - read,
    )
