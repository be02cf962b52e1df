"""Taking young people off site: who goes, who consents, who approves, and when it may be confirmed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction

from safeguarding.access.choices import Permission
from safeguarding.access.models import User
from safeguarding.access.selectors import unit_ids_of, users_with
from safeguarding.activities import policies, rules, states
from safeguarding.activities.choices import ConsentState, SessionStatus, Verdict
from safeguarding.activities.models import Session, TripConsent, TripDecision
from safeguarding.activities.policies import require_approver, require_leader
from safeguarding.activities.selectors.register import young_people_on
from safeguarding.activities.selectors.trips import assessments_for, carers_for, facts_of
from safeguarding.activities.services.planning import SessionDetails, require_allowed
from safeguarding.activities.services.taking import save_planned, take
from safeguarding.audit.services import record
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.core.services import save_fields
from safeguarding.notices.services import tell
from safeguarding.people.models import Carer
from safeguarding.risk.models import RiskAssessment

NOT_AWAY = "Only what leads off site needs this."
MADE_FOR_ANOTHER = (
    "“{}” was made for another activity, and this is “{}”. Confirm that it covers this one too, or have one made for it"
)


@dataclass(frozen=True)
class Answer:
    """What a carer answered about one young person, and how that is known."""

    state: str
    evidence: str
    carer: Carer | None = None
    answered_by: str = ""
    answered_on: dt.date | None = None


@transaction.atomic
def set_going(session: Session, people: Collection[int], *, version: int | None, by: User) -> Session:
    """Say who goes along. Of each who is named, consent is to be asked; who is not named any more stays at home."""
    held = _take_away(session, version, by)
    states.require_coming(held.status)
    allowed = set(young_people_on(held).values_list("person_id", flat=True))
    wanted = set(people)
    if not wanted <= allowed:
        raise Invalid({"people": ["Choose young people who are in the scheme on that day"]})
    for consent in held.consents.all():
        is_going = consent.person_id in wanted
        if consent.is_going != is_going:
            consent.is_going = is_going
            consent.save(update_fields=["is_going"])
        wanted.discard(consent.person_id)
    for person_id in sorted(wanted):
        TripConsent.objects.create(session=held, person_id=person_id, asked_on=clock.today(), recorded_by=by)
    save_planned(held, by=by)
    record("session.going", by=by, obj=held, data={"count": len(people)})
    return held


@transaction.atomic
def record_consent(consent: TripConsent, answer: Answer, *, by: User) -> TripConsent:
    """Record what a carer answered. An answer can change until the activity has begun."""
    held = _take_away(consent.session, None, by)
    states.require_coming(held.status)
    row = held.consents.select_for_update(of=("self",), no_key=True).get(pk=consent.pk)
    day = answer.answered_on or clock.today()
    errors = _answer_errors(answer, day)
    if answer.carer and not carers_for(row, by).filter(pk=answer.carer.pk).exists():
        errors["carer"] = ["Choose a parent or carer of this young person who may be contacted"]
    if errors:
        raise Invalid(errors)
    row.state, row.evidence, row.carer = answer.state, answer.evidence.strip(), answer.carer
    row.answered_by = "" if answer.carer else answer.answered_by.strip()
    row.answered_on, row.recorded_by = day, by
    row.save()
    if by.pk not in held.planners:
        save_planned(held, by=by)
    record("session.consent", by=by, obj=held, data={"state": ConsentState(row.state).label.lower(), "id": row.pk})
    return row


@transaction.atomic
def name_assessment(
    session: Session, assessment: RiskAssessment, *, version: int | None, by: User, covers: bool = False
) -> Session:
    """Say which approved risk assessment is of this activity. Another than the one approved with it undoes that.

    Of one that was made for another activity somebody says that it covers this one too, and that goes on record.
    """
    held = _take_away(session, version, by)
    states.require_coming(held.status)
    if not assessments_for(held).filter(pk=assessment.pk).exists():
        raise Invalid({"assessment": ["Choose an assessment that is approved and in date when the activity ends"]})
    if held.risk_assessment_id == assessment.pk:
        return held
    is_own = rules.is_made_for(assessment.title, held.title)
    if not is_own and not covers:
        raise Invalid({"covers": [MADE_FOR_ANOTHER.format(assessment.title, held.title)]})
    undone = held.risk_assessment_id is not None and held.status in states.DECIDED
    status = SessionStatus.PLANNED if undone else held.status
    save_planned(held, by=by, risk_assessment=assessment, status=status)
    data = {"assessment_id": assessment.pk, "made_for_another": not is_own}
    record("session.assessment", by=by, obj=held, data=data)
    return held


@transaction.atomic
def ask(session: Session, *, version: int | None, by: User) -> Session:
    """Ask for approval: those who keep the register and do not run the scheme are told."""
    held = _take_away(session, version, by)
    states.require_next(held.kind, held.status, SessionStatus.ASKED)
    save_planned(held, by=by, status=SessionStatus.ASKED)
    record("session.asked", by=by, obj=held)
    keepers = users_with(Permission.KEEP_SCHEMES, unit_ids=unit_ids_of(held.scheme.force_id))
    tell(
        recipients=[one for one in keepers if policies.may_approve(one, held)], title=f"{held.scheme.name}: approve?",
        key=f"session:asked:{held.pk}:{held.version}", body="An off-site activity is waiting for approval.",
        url=held.get_absolute_url(), subject_type="session", subject_id=held.pk,
    )  # fmt: skip
    return held


@transaction.atomic
def decide(session: Session, *, verdict: str, reason: str, version: int | None, by: User) -> TripDecision:
    """Approve it or not, with the reason: by who keeps the register, has no part in the scheme and did not plan it."""
    held = take(session, version)
    require_approver(by, held)
    if verdict not in Verdict.values:
        raise Invalid({"verdict": ["Select what you decide"]})
    if not reason.strip():
        raise Invalid({"reason": ["Give the reason"]})
    states.require_next(held.kind, held.status, verdict)
    if verdict == Verdict.APPROVED:
        _require_allowed(held)
    made = TripDecision.objects.create(session=held, verdict=verdict, reason=reason.strip(), decided_by=by)
    save_fields(held, status=verdict)
    record("session.decided", by=by, obj=held, data={"verdict": Verdict(verdict).label.lower()})
    planner = [] if held.planned_by.is_system else [held.planned_by]
    tell(
        recipients=planner, key=f"session:decided:{made.pk}", body="Somebody decided about what you planned.",
        title=f"{held.scheme.name}: {Verdict(verdict).label.lower()}", url=held.get_absolute_url(),
        subject_type="session", subject_id=held.pk,
    )  # fmt: skip
    return made


@transaction.atomic
def confirm(session: Session, *, version: int | None, by: User) -> Session:
    """Confirm it: refused with everything that is missing, each line of which goes only by its own cure."""
    held = _take_away(session, version, by)
    states.require_coming(held.status)
    if held.status == SessionStatus.CONFIRMED:
        return held
    lacking = rules.missing(facts_of(held, by))
    if lacking:
        raise Invalid({"": lacking})
    states.require_next(held.kind, held.status, SessionStatus.CONFIRMED)
    save_fields(held, status=SessionStatus.CONFIRMED)
    record("session.confirmed", by=by, obj=held)
    return held


def _take_away(session: Session, version: int | None, by: User) -> Session:
    held = take(session, version)
    require_leader(by, held.scheme)
    if not held.is_away:
        raise Conflict(NOT_AWAY)
    return held


def _require_allowed(session: Session) -> None:
    """A condition may have been set since it was planned."""
    require_allowed(
        session.scheme, SessionDetails(session.kind, session.title, session.starts_at, session.ends_at, session.place)
    )


def _answer_errors(answer: Answer, day: dt.date) -> dict[str, list[str]]:
    errors: dict[str, list[str]] = {}
    if answer.state not in (ConsentState.GIVEN, ConsentState.REFUSED):
        errors["state"] = ["Select whether consent was given"]
    if answer.carer is None and not answer.answered_by.strip():
        errors["answered_by"] = ["Say which parent or carer answered"]
    if not answer.evidence.strip():
        errors["evidence"] = ["Say how it is known, and where it is kept"]
    if day > clock.today():
        errors["answered_on"] = ["The day of the answer must be today or in the past"]
    return errors
