"""Beginning a risk assessment: anew, as the next version of one, or after the pattern of another."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.db import transaction
from django.db.models import QuerySet

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.core.services import differing, next_reference
from safeguarding.risk import states
from safeguarding.risk.choices import AssessmentKind, AssessmentStatus
from safeguarding.risk.models import Hazard, RiskAssessment, Venue
from safeguarding.risk.policies import require_writer
from safeguarding.risk.services.taking import save_written, take, take_to_write
from safeguarding.risk.services.venues import add_venue
from safeguarding.schemes.choices import SchemeStatus
from safeguarding.schemes.models import Scheme

#: What is copied of a hazard into the next assessment.
COPIED = (
    "position", "hazard", "who", "likelihood", "impact", "controls", "done_by", "done_by_on", "likelihood_after",
    "impact_after",
)  # fmt: skip
IN_HAND = "One of these is being written or waits for approval already: {reference}. Go on with that one."


@dataclass(frozen=True)
class NewAssessment:
    """What a risk assessment is about: for a venue one of the list, or one that is put on it."""

    kind: str
    title: str
    scope: str = ""
    venue: Venue | None = None
    venue_name: str = ""
    venue_place: str = ""


@transaction.atomic
def start(scheme: Scheme, about: NewAssessment, *, by: User) -> RiskAssessment:
    """Begin to write a risk assessment. Of a scheme, and of each of its venues, one is written at a time."""
    held = _scheme_to_write(scheme, by)
    about = _with_new_venue(held, about, by)
    errors = _errors(held, about)
    if errors:
        raise Invalid(errors)
    return _make(held, about, replaces=_in_force(held, about), by=by)


@transaction.atomic
def edit_details(
    assessment: RiskAssessment, *, title: str, scope: str, version: int | None, by: User
) -> RiskAssessment:
    """Change what a draft is about."""
    held = take_to_write(assessment, version=version, by=by)
    if not title.strip():
        raise Invalid({"title": ["Enter what it is about"]})
    changed = differing(held, title=title.strip(), scope=scope.strip())
    if not changed:
        return held
    save_written(held, by=by, **changed)
    record("riskassessment.edited", by=by, obj=held)
    return held


@transaction.atomic
def next_version(assessment: RiskAssessment, *, by: User) -> RiskAssessment:
    """The next version of an approved assessment: a draft copied from it, which replaces it once it is approved."""
    scheme = _scheme_to_write(assessment.scheme, by)
    held = take(assessment, version=None)
    if held.status not in (AssessmentStatus.APPROVED, AssessmentStatus.ENDED):
        raise Conflict("Only the assessment that is in force, or ended with the scheme, has a next version.")
    after = held.versions_after.exclude(status=AssessmentStatus.WITHDRAWN).first()
    if after is not None:
        raise Conflict(IN_HAND.format(reference=after.reference))
    about = NewAssessment(kind=held.kind, title=held.title, scope=held.scope, venue=held.venue)
    _require_none_in_hand(scheme, about)
    if held.status == AssessmentStatus.ENDED and _in_force(scheme, about):
        raise Conflict("The scheme was assessed anew since. Write the next version of that one.")
    made = _make(scheme, about, replaces=held, by=by)
    _copy_hazards(held, made)
    return made


@transaction.atomic
def copy_for(assessment: RiskAssessment, *, title: str, by: User) -> RiskAssessment:
    """Another activity, after the pattern of an earlier one, such as last year's: neither replaces the other."""
    scheme = _scheme_to_write(assessment.scheme, by)
    held = take(assessment, version=None)
    if held.kind != AssessmentKind.ACTIVITY:
        raise Conflict("Only the assessment of an activity is copied for another. Of others, write the next version.")
    if not title.strip():
        raise Invalid({"title": ["Enter which activity it is for"]})
    made = _make(scheme, NewAssessment(held.kind, title, held.scope), replaces=None, by=by)
    _copy_hazards(held, made)
    return made


def _scheme_to_write(scheme: Scheme, by: User) -> Scheme:
    """The scheme, locked, so that two who begin at once do not both pass."""
    held = Scheme.objects.select_related("force", "unit").select_for_update(of=("self",), no_key=True).get(pk=scheme.pk)
    require_writer(by, held)
    if held.status == SchemeStatus.CLOSED:
        raise Conflict("The scheme is closed: nothing of it is assessed any more.")
    return held


def _with_new_venue(scheme: Scheme, about: NewAssessment, by: User) -> NewAssessment:
    if about.kind != AssessmentKind.VENUE or about.venue is not None or not about.venue_name.strip():
        return about
    try:
        venue = add_venue(scheme, name=about.venue_name, place=about.venue_place, by=by)
    except Invalid as no:
        raise Invalid({"venue_name": no.errors["name"]}) from no
    return replace(about, venue=venue)


def _errors(scheme: Scheme, about: NewAssessment) -> dict[str, list[str]]:
    errors: dict[str, list[str]] = {}
    if about.kind not in AssessmentKind.values:
        errors["kind"] = ["Select what is assessed"]
    if not about.title.strip():
        errors["title"] = ["Enter what it is about"]
    is_venue = about.kind == AssessmentKind.VENUE
    if is_venue and (about.venue is None or about.venue.force_id != scheme.force_id):
        errors["venue"] = ["Choose the venue, or enter a new one"]
    elif about.venue is not None and not is_venue:
        errors["venue"] = ["Only the assessment of a venue names one"]
    if not errors:
        _require_none_in_hand(scheme, about)
    return errors


def _require_none_in_hand(scheme: Scheme, about: NewAssessment) -> None:
    """Of a scheme, and of each of its venues, one is written at a time."""
    there = None if about.kind == AssessmentKind.ACTIVITY else _same(scheme, about, *states.IN_HAND).first()
    if there is not None:
        raise Conflict(IN_HAND.format(reference=there.reference))


def _same(scheme: Scheme, about: NewAssessment, *statuses: str) -> QuerySet[RiskAssessment]:
    return RiskAssessment.objects.filter(scheme=scheme, kind=about.kind, venue=about.venue, status__in=statuses)


def _in_force(scheme: Scheme, about: NewAssessment) -> RiskAssessment | None:
    """What it will replace: of a scheme and of a venue one is in force, of activities any number."""
    if about.kind == AssessmentKind.ACTIVITY:
        return None
    return _same(scheme, about, AssessmentStatus.APPROVED).first()


def _make(scheme: Scheme, about: NewAssessment, *, replaces: RiskAssessment | None, by: User) -> RiskAssessment:
    made = RiskAssessment.objects.create(
        force_id=scheme.force_id, scheme=scheme, kind=about.kind, venue=about.venue, title=about.title.strip(),
        scope=about.scope.strip(), replaces=replaces, number=replaces.number + 1 if replaces else 1, written_by=by,
        writers=[by.pk], reference=next_reference("RA"),
    )  # fmt: skip
    data = {"scheme_id": scheme.pk, "kind": made.kind, "replaces_id": made.replaces_id}
    record("riskassessment.started", by=by, obj=made, data=data)
    return made


def _copy_hazards(old: RiskAssessment, new: RiskAssessment) -> None:
    Hazard.objects.bulk_create(
        Hazard(assessment=new, **{name: getattr(hazard, name) for name in COPIED}) for hazard in old.hazards.all()
    )
