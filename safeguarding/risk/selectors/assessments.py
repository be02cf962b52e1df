"""Reads over risk assessments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from safeguarding.access.models import User
from safeguarding.core import clock
from safeguarding.risk import states
from safeguarding.risk.choices import AssessmentKind, AssessmentStatus, EntryStatus, Likelihood
from safeguarding.risk.models import Hazard, RiskAssessment, RiskRegisterEntry
from safeguarding.risk.rules import STEPS, Rating, needs_reason
from safeguarding.schemes.choices import SchemeStatus
from safeguarding.schemes.models import Scheme


@dataclass(frozen=True, slots=True)
class Approved:
    """An assessment of a scheme or of a venue of it that was approved once, and for how long it counts."""

    kind: str
    scheme_id: int
    approved_on: dt.date
    valid_until: dt.date
    ended_on: dt.date | None


def approved_for(scheme_ids: Iterable[int]) -> list[Approved]:
    """Everything that was ever approved of these schemes and their venues, in one query.

    For schemes that the caller has already read through `visible_to`. What was replaced or withdrawn is among them with
    the day on which it ended, so that any past day can be answered for.
    """
    kinds = (AssessmentKind.SCHEME, AssessmentKind.VENUE)
    found = RiskAssessment.objects.filter(scheme__in=list(scheme_ids), kind__in=kinds, approved_on__isnull=False)
    rows = found.order_by("scheme_id", "kind", "approved_on", "pk").values_list(
        "kind", "scheme_id", "approved_on", "review_on", "superseded_on", "withdrawn_on"
    )
    return [
        Approved(kind, scheme_id, approved_on, review_on, superseded_on or withdrawn_on)
        for kind, scheme_id, approved_on, review_on, superseded_on, withdrawn_on in rows
        if approved_on and review_on
    ]


@dataclass(frozen=True)
class Risks:
    """The risks of one scheme as its page shows them."""

    in_force: list[RiskAssessment]
    in_hand: list[RiskAssessment]
    past: list[RiskAssessment]
    entries: list[RiskRegisterEntry]
    closed_entries: int
    missing: list[str]


def risks_of_scheme(user: User, scheme: Scheme, *, day: dt.date) -> Risks:
    """What was assessed of a scheme, what the register says of it, and what is missing on a day."""
    rows = RiskAssessment.objects.visible_to(user).filter(scheme=scheme)
    found = list(rows.select_related("venue", "written_by", "approved_by").order_by("kind", "title", "-number", "-pk"))
    in_force = [one for one in found if one.status == AssessmentStatus.APPROVED]
    entries = RiskRegisterEntry.objects.visible_to(user).filter(scheme=scheme)
    return Risks(
        in_force=in_force,
        in_hand=[one for one in found if one.status in states.IN_HAND],
        past=[one for one in found if one.status in (AssessmentStatus.SUPERSEDED, AssessmentStatus.WITHDRAWN)],
        entries=list(entries.live().select_related("owner").order_by("review_on", "pk")),
        closed_entries=entries.filter(status=EntryStatus.CLOSED).count(),
        missing=_missing(in_force, day) if scheme.status != SchemeStatus.CLOSED else [],
    )


def _missing(in_force: list[RiskAssessment], day: dt.date) -> list[str]:
    """What an official scheme would have: its own assessment, and one of where it meets, each not out of date."""
    said = []
    for kind, what in ((AssessmentKind.SCHEME, "of the scheme"), (AssessmentKind.VENUE, "of a venue where it meets")):
        of_kind = [one for one in in_force if one.kind == kind]
        if not of_kind:
            said.append(f"No risk assessment {what} is approved")
        said += [
            f"“{one.title}” had to be made again by {clock.date_words(one.review_on)}"
            for one in of_kind
            if one.review_on and one.review_on < day
        ]
    return said


def versions_of(assessment: RiskAssessment) -> list[RiskAssessment]:
    """The versions before this one and those after it, the newest first. For an assessment already read as visible."""
    found, earlier = [assessment], assessment.replaces
    while earlier is not None:
        found.append(earlier)
        earlier = earlier.replaces
    after = assessment.versions_after.order_by("-pk")
    return [*after, *found]


@dataclass(frozen=True)
class Pair:
    """A hazard as it was and as it is now."""

    before: Hazard | None
    now: Hazard | None

    @property
    def change(self) -> str:
        if self.before is None:
            return "New"
        if self.now is None:
            return "Taken out"
        same = all(getattr(self.before, name) == getattr(self.now, name) for name in SAID)
        return "As before" if same else "Changed"


SAID = (
    "hazard", "who", "likelihood", "impact", "controls", "done_by", "done_by_on", "likelihood_after", "impact_after",
)  # fmt: skip


def compared(assessment: RiskAssessment) -> list[Pair]:
    """Each hazard beside what the version before said: a copy keeps the places of its hazards."""
    now = {hazard.position: hazard for hazard in assessment.hazards.all()}
    old = assessment.replaces.hazards.all() if assessment.replaces else []
    before = {hazard.position: hazard for hazard in old}
    return [Pair(before.get(place), now.get(place)) for place in sorted({*before, *now})]


def needs_a_reason(assessment: RiskAssessment) -> list[Hazard]:
    """The hazards of which so much is left over that approving takes a written reason."""
    return [hazard for hazard in assessment.hazards.all() if needs_reason([hazard.after])]


def matrix() -> list[tuple[str, list[Rating]]]:
    """The matrix as it is shown, the most likely on top."""
    rows = sorted(Likelihood, reverse=True)
    return [(str(likelihood.label), [Rating(likelihood, impact) for impact in STEPS]) for likelihood in rows]
