"""Reads over risk assessments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, QuerySet

from safeguarding.access.models import User
from safeguarding.core import clock
from safeguarding.risk import states
from safeguarding.risk.choices import AssessmentKind, AssessmentStatus, EntryStatus, Likelihood
from safeguarding.risk.models import Hazard, RiskAssessment, RiskRegisterEntry
from safeguarding.risk.rules import STEPS, Rating, needs_reason
from safeguarding.risk.selectors.words import having
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
    written_down_on: dt.date | None = None


def approved_for(scheme_ids: Iterable[int]) -> list[Approved]:
    """Everything that was ever approved of these schemes and their venues, in one query.

    For schemes that the caller has already read through `visible_to`. What was replaced or withdrawn is among them with
    the day on which it ended, so that any past day can be answered for.
    """
    kinds = (AssessmentKind.SCHEME, AssessmentKind.VENUE)
    found = RiskAssessment.objects.filter(scheme__in=list(scheme_ids), kind__in=kinds, approved_on__isnull=False)
    rows = found.order_by("scheme_id", "kind", "approved_on", "pk").values_list(
        "kind", "scheme_id", "approved_on", "review_on", "superseded_on", "withdrawn_on", "ended_on",
        "written_down_on",
    )  # fmt: skip
    return [
        Approved(kind, scheme_id, approved_on, review_on, superseded_on or withdrawn_on or ended_on, written_down_on)
        for kind, scheme_id, approved_on, review_on, superseded_on, withdrawn_on, ended_on, written_down_on in rows
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
    to_assess_anew: list[RiskAssessment]


def risks_of_scheme(user: User, scheme: Scheme, *, day: dt.date) -> Risks:
    """What was assessed of a scheme, what the register says of it, and what is missing on a day."""
    rows = RiskAssessment.objects.visible_to(user).filter(scheme=scheme)
    found = list(rows.select_related("venue", "written_by", "approved_by").order_by("kind", "title", "-number", "-pk"))
    in_force = [one for one in found if one.status == AssessmentStatus.APPROVED]
    entries = RiskRegisterEntry.objects.visible_to(user).filter(scheme=scheme)
    return Risks(
        in_force=in_force,
        in_hand=[one for one in found if one.status in states.IN_HAND],
        past=[one for one in found if one.status in states.PAST],
        entries=list(entries.live().select_related("owner").order_by("review_on", "pk")),
        closed_entries=entries.filter(status=EntryStatus.CLOSED).count(),
        missing=_missing(in_force, day) if scheme.status != SchemeStatus.CLOSED else [],
        to_assess_anew=_to_assess_anew(found) if scheme.status != SchemeStatus.CLOSED else [],
    )


def _to_assess_anew(found: list[RiskAssessment]) -> list[RiskAssessment]:
    """What ended when the scheme was closed, and since it was opened again has neither a successor nor one in hand.

    Activities are not among them: a trip that was made is over.
    """
    again = {one.replaces_id for one in found if one.status != AssessmentStatus.WITHDRAWN}
    now = {(one.kind, one.venue_id) for one in found if one.status in (AssessmentStatus.APPROVED, *states.IN_HAND)}
    last: dict[tuple[str, int | None], RiskAssessment] = {}
    for one in found:
        about = (one.kind, one.venue_id)
        if one.status != AssessmentStatus.ENDED or one.kind == AssessmentKind.ACTIVITY or about in now:
            continue
        if one.pk not in again and (about not in last or last[about].pk < one.pk):
            last[about] = one
    return list(last.values())


def in_hand(scheme: Scheme, *, kind: str, venue_id: int | None) -> RiskAssessment | None:
    """The one that is being written or waits already, of which there is one at a time. For a scheme already visible."""
    if kind == AssessmentKind.ACTIVITY:
        return None
    found = RiskAssessment.objects.filter(scheme=scheme, kind=kind, status__in=states.IN_HAND)
    return found.filter(venue=venue_id if kind == AssessmentKind.VENUE else None).first()


def version_after(assessment: RiskAssessment) -> RiskAssessment | None:
    """The version that follows it, approved or not yet. For an assessment already read as visible."""
    return assessment.versions_after.exclude(status=AssessmentStatus.WITHDRAWN).first()


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


ALL, OUT_OF_DATE = "all", "out_of_date"
SEARCHED = ("reference", "title", "scope", "venue__name", "hazards__hazard", "hazards__who", "hazards__controls")


@dataclass(frozen=True)
class WantedAssessments:
    """Which risk assessments a list holds."""

    words: str = ""
    standing: str = ""
    kind: str = ""
    scheme: Scheme | None = None


def assessment_list(user: User, wanted: WantedAssessments) -> QuerySet[RiskAssessment]:
    """The risk assessments the user may see, those to be made again soonest first."""
    found: QuerySet[RiskAssessment] = RiskAssessment.objects.visible_to(user)
    if wanted.standing in AssessmentStatus.values:
        found = found.filter(status=wanted.standing)
    elif wanted.standing == OUT_OF_DATE:
        found = found.filter(status=AssessmentStatus.APPROVED, review_on__lt=clock.today())
    elif wanted.standing != ALL:
        found = found.exclude(status__in=states.PAST)
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.scheme:
        found = found.filter(scheme=wanted.scheme)
    found = having(found, wanted.words, SEARCHED)
    return found.select_related("scheme", "venue", "approved_by").order_by(
        F("review_on").asc(nulls_first=True), "scheme__name", "pk"
    )


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
