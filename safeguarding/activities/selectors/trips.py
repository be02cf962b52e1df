"""What an off-site activity has and lacks before it may be confirmed."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from safeguarding.access.models import User
from safeguarding.activities.choices import AWAY, ConsentState, SessionStatus
from safeguarding.activities.models import Session, TripConsent
from safeguarding.activities.rules import Facts
from safeguarding.activities.selectors.breaches import conditions_on
from safeguarding.activities.selectors.ratios import ratio_of
from safeguarding.core import clock
from safeguarding.core.clock import date_words
from safeguarding.people.choices import ContactPermission
from safeguarding.people.models import Carer, Person
from safeguarding.risk.choices import AssessmentKind
from safeguarding.risk.models import RiskAssessment
from safeguarding.schemes.choices import ConditionKind

#: What stands beside a trip is a way there, not a list of everything.
MOST_SHOWN = 5


def consents_of(session: Session) -> list[TripConsent]:
    """Who was named to go along, those who go first."""
    found = session.consents.select_related("person", "recorded_by", "carer__adult")
    return list(found.order_by("-is_going", "person__family_name", "person__given_name", "pk"))


def facts_of(session: Session, user: User) -> Facts:
    """What is known of it now. Young people are named only as `people` shows them to the user."""
    going = [one for one in consents_of(session) if one.is_going and one.state != ConsentState.REFUSED]
    ratio = ratio_of(session)
    with_contact = _with_contact(session, [one.person_id for one in going])
    seen = set(
        Person.objects.visible_to(user).filter(pk__in=[one.person_id for one in going]).values_list("pk", flat=True)
    )

    def named(consent: TripConsent) -> str:
        return consent.person.name if consent.person_id in seen else "a young person"

    return Facts(
        is_approved=session.status in (SessionStatus.APPROVED, SessionStatus.CONFIRMED, SessionStatus.HELD),
        forbidden_by=_forbidden_by(session),
        has_risk_assessment=_is_assessed(session),
        going=len(going),
        no_consent=tuple(named(one) for one in going if one.state != ConsentState.GIVEN),
        no_contact=tuple(named(one) for one in going if one.person_id not in with_contact),
        adults_needed=ratio.need.required,
        adults_counted=ratio.counted,
    )


def _forbidden_by(session: Session) -> str:
    if session.kind not in AWAY:
        return ""
    condition = conditions_on(session.scheme_id, session.day).filter(Q(kind=ConditionKind.NO_OFFSITE)).first()
    if condition is None:
        return ""
    return (
        f"The scheme may not have off-site activities: “{condition.text}”, set by {condition.set_by} on "
        f"{date_words(condition.set_on)}"
    )


def carers_for(consent: TripConsent, user: User) -> QuerySet[Carer]:
    """The carers of a young person whom the user may know of, and who may be asked."""
    known = Carer.objects.visible_to(user).live_on(clock.today()).exclude(contact=ContactPermission.MUST_NOT)
    return known.filter(young_person_id=consent.person_id).select_related("adult").order_by("pk")


def _with_contact(session: Session, people: list[int]) -> set[int]:
    """Those for whom somebody may be rung in an emergency until it ends."""
    carers = Carer.objects.live_on(clock.london_date(session.ends_at)).filter(since__lte=session.day)
    may = carers.filter(young_person__in=people, is_emergency_contact=True, contact=ContactPermission.MAY)
    return set(may.exclude(telephone="").values_list("young_person_id", flat=True))


def assessments_for(session: Session) -> QuerySet[RiskAssessment]:
    """Those of activities of its scheme that are approved and will still be in date on its last day."""
    last = clock.london_date(session.ends_at)
    found = RiskAssessment.objects.approved_on_or_before(last).filter(kind=AssessmentKind.ACTIVITY)
    return found.filter(scheme_id=session.scheme_id, approved_on__lte=clock.today()).order_by("title", "pk")


def written_assessments(session: Session, user: User) -> list[RiskAssessment]:
    """Every assessment of an activity of its scheme that the user sees, as it stands now, the newest first.

    So that a second trip begins from what was written for the first.
    """
    found = RiskAssessment.objects.visible_to(user).filter(scheme_id=session.scheme_id, kind=AssessmentKind.ACTIVITY)
    return list(found.filter(superseded_on__isnull=True, withdrawn_on__isnull=True).order_by("-pk")[:MOST_SHOWN])


def named_assessment(session: Session, user: User) -> RiskAssessment | None:
    """The one named for it, if the user sees it, also when it was replaced or withdrawn since."""
    return RiskAssessment.objects.visible_to(user).filter(pk=session.risk_assessment_id or 0).first()


def other_trips(session: Session, user: User) -> list[Session]:
    """Where the scheme has gone, or is to go, beside this."""
    found = Session.objects.visible_to(user).filter(scheme_id=session.scheme_id, kind__in=AWAY)
    return list(
        found.exclude(pk=session.pk).exclude(status=SessionStatus.CANCELLED).order_by("-starts_at")[:MOST_SHOWN]
    )


def _is_assessed(session: Session) -> bool:
    return assessments_for(session).filter(pk=session.risk_assessment_id or 0).exists()
