"""Deciding a concern: once, with the proposal beside it, and everything that the decision sets going."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.db import transaction
from django.urls import reverse

from safeguarding.access.choices import Permission
from safeguarding.access.models import User
from safeguarding.access.policies import require_permission
from safeguarding.access.selectors import users_with
from safeguarding.audit.services import record
from safeguarding.cases import states
from safeguarding.cases.choices import ConcernStatus, HarmTest, Route, TestAnswer
from safeguarding.cases.models import Case, Concern, ConcernConflict, ThresholdDecision
from safeguarding.cases.rules.first_steps import CASE_ROUTES, first_steps
from safeguarding.cases.rules.threshold import Facts, Proposal, is_against, needs_lado_advice, propose
from safeguarding.cases.rules.work import TRIAGE_CLOCKS
from safeguarding.cases.selectors.facts import facts_of
from safeguarding.cases.services.cases import FirstDecision, join, open_case
from safeguarding.cases.services.first_steps import Moments, set_going
from safeguarding.cases.services.patterns import keep_low_level
from safeguarding.cases.services.rows import require, required
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid, Stale
from safeguarding.core.services import lock_fresh, save_fields
from safeguarding.deadlines.rules import moment_in_words
from safeguarding.deadlines.services import meet_for_subject
from safeguarding.notices.services import tell

OPTIONS = "; ".join(str(route.label) for route in Route)


@dataclass(frozen=True)
class Verdict:
    """What the lead decided, as it was sent."""

    route: str
    rationale: str
    disagreement: str = ""
    lado_consulted: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    is_abuse_of_position: bool | None = None
    first_clear_at: dt.datetime | None = None
    owner: User | None = None
    review_in_days: int | None = None
    join_case: Case | None = None

    def trimmed(self) -> Verdict:
        """Without the blanks around what was typed."""
        typed = ("rationale", "disagreement", "lado_consulted")
        return replace(self, **{name: getattr(self, name).strip() for name in typed})


@transaction.atomic
def decide(concern: Concern, verdict: Verdict, *, version: int | None, by: User) -> ThresholdDecision:
    """Decide a concern, once. The proposal is worked out anew and kept beside the decision."""
    held = take_concern(concern, by=by, version=version)
    verdict = verdict.trimmed()
    facts = facts_of(held, answers=_known_answers(verdict.answers))
    proposal = propose(facts)
    is_abuse = _is_abuse(verdict, proposal)
    _check(held, verdict, facts)
    against = is_against(proposal, route=verdict.route, is_abuse_of_position=is_abuse)
    why_against = _why_against(verdict, proposal) if against else ""
    case = _carry_out(held, verdict, facts, proposal, is_abuse, why_against, by=by)
    decision = _write(held, verdict, proposal, is_abuse, why_against, case, by=by)
    _end_triage(held, by=by)
    _record(held, decision, by=by)
    _tell(held, decision, by=by)
    return decision


def take_concern(concern: Concern, *, by: User, version: int | None = None) -> Concern:
    """Lock a concern that waits for its decision. Whoever comes second is told who decided, when and what."""
    held = lock_fresh(Concern.objects.visible_to(by), pk=concern.pk, version=None)
    require_permission(by, Permission.TRIAGE, unit_id=held.unit_id)
    if held.status == ConcernStatus.DECIDED:
        raise Conflict(_decided_words(held))
    if version is not None and held.version != version:
        words = "Somebody changed this concern since you opened it."
        raise Stale(words, current={"version": held.version, "status": held.get_status_display()})
    return held


def _decided_words(concern: Concern) -> str:
    decision = concern.threshold_decisions.select_related("decided_by").first()
    if decision is None:
        return f"{concern.reference} has been decided already."
    moment = moment_in_words(decision.decided_at)
    return f"{decision.decided_by} decided {concern.reference} on {moment}: {decision.get_route_display()}."


def _known_answers(answers: Mapping[str, str]) -> dict[str, str]:
    known = {test: answer for test, answer in answers.items() if answer}
    good = all(test in HarmTest.values and answer in TestAnswer.values for test, answer in known.items())
    require(good, "answers", "Answer each test with yes, no or not known.")
    return known


def _is_abuse(verdict: Verdict, proposal: Proposal) -> bool:
    """As the lead said; where nothing was said, as proposed. It only means something where there is a case."""
    if verdict.route not in CASE_ROUTES:
        return False
    said = verdict.is_abuse_of_position
    return proposal.is_abuse_of_position if said is None else said


def _check(concern: Concern, verdict: Verdict, facts: Facts) -> None:
    require(verdict.route in Route.values, "route", "Choose what to do with the concern.")
    required(verdict.rationale, field="rationale", message="Give the reasons for your decision.")
    if verdict.route == Route.LOW_LEVEL:
        words = "A low-level concern is kept about an adult. No adult of concern is named here."
        require(facts.has_adult, "route", words)
    if verdict.route == Route.CASE_PSD:
        require(facts.has_adult, "route", "PSD looks at the conduct of an adult. No adult of concern is named here.")
    if verdict.route == Route.JOINED:
        require(verdict.join_case is not None, "join_case", "Choose the case to join the concern to.")
    clear, now = verdict.first_clear_at, clock.now()
    in_time = clear is None or concern.received_at <= clear <= now
    words = "The moment must be between when the concern was received and now."
    require(in_time, "first_clear_at", words)


def _why_against(verdict: Verdict, proposal: Proposal) -> str:
    """Why the proposal is not followed; to set a met threshold aside, also whom at the LADO was asked."""
    asked = {"disagreement": (verdict.disagreement, "You decide against the proposal. Say why.")}
    if needs_lado_advice(proposal, route=verdict.route):
        words = (
            "The proposal is that the harm threshold is met. Say who at the LADO you consulted and what they advised."
        )
        asked["lado_consulted"] = (verdict.lado_consulted, words)
    if missing := {field: [words] for field, (said, words) in asked.items() if not said.strip()}:
        raise Invalid(missing)
    return "\n\nLADO consulted: ".join(said.strip() for said, _ in asked.values())


def _carry_out(
    concern: Concern, verdict: Verdict, facts: Facts, proposal: Proposal, is_abuse: bool, why_against: str, *, by: User
) -> Case | None:
    """What the route does with the concern."""
    if verdict.route == Route.LOW_LEVEL:
        keep_low_level(concern=concern, by=by)
        return None
    if verdict.route not in CASE_ROUTES:
        return None
    because = FirstDecision(
        question=f"What is done about concern {concern.reference}?", options=OPTIONS,
        decision=str(Route(verdict.route).label),
        reason="\n\n".join(filter(None, [verdict.rationale, why_against])),
    )  # fmt: skip
    case = _case_for(concern, verdict, because, is_abuse, by=by)
    to_psd = verdict.route == Route.CASE_PSD or (verdict.route == Route.JOINED and proposal.route == Route.CASE_PSD)
    steps = first_steps(facts, proposal, route=verdict.route, is_abuse_of_position=is_abuse, to_psd=to_psd)
    now = clock.now()
    moments = Moments(
        received_at=concern.received_at, received_why=f"Concern {concern.reference} was received", decided_at=now,
        first_clear_at=verdict.first_clear_at or now,
    )  # fmt: skip
    set_going(case, steps, moments=moments, by=by, concern=concern)
    return case


def _case_for(concern: Concern, verdict: Verdict, because: FirstDecision, is_abuse: bool, *, by: User) -> Case:
    if verdict.route == Route.JOINED and verdict.join_case:
        case = join(case=verdict.join_case, concern=concern, because=because, by=by)
        if is_abuse and not case.is_abuse_of_position:
            save_fields(case, is_abuse_of_position=True)
        return case
    return open_case(
        concerns=[concern], route=verdict.route, owner=verdict.owner or by, because=because, by=by,
        review_days=verdict.review_in_days, is_urgent=concern.is_urgent, is_abuse_of_position=is_abuse,
    )  # fmt: skip


def _write(
    concern: Concern, verdict: Verdict, proposal: Proposal, is_abuse: bool, why_against: str, case: Case | None, *,
    by: User,
) -> ThresholdDecision:  # fmt: skip
    return ThresholdDecision.objects.create(
        concern=concern, threshold=proposal.threshold, proposed_route=proposal.route, proposal=proposal.as_data(),
        route=verdict.route, rationale=verdict.rationale, disagreement=why_against, is_abuse_of_position=is_abuse,
        case=case, decided_by=by,
    )  # fmt: skip


def _end_triage(concern: Concern, *, by: User) -> None:
    """The concern is decided and its triage clock met."""
    now = clock.now()
    decided = states.CONCERN_MOVES["decide"].target
    save_fields(concern, status=decided, decided_at=now, looked_at=concern.looked_at or now)
    for rule_key in TRIAGE_CLOCKS:
        meet_for_subject(rule_key, subject_type="concern", subject_id=concern.pk, by=by)


def _record(concern: Concern, decision: ThresholdDecision, *, by: User) -> None:
    data = {
        "route": decision.get_route_display(), "threshold": decision.threshold,
        "proposed_route": decision.proposed_route, "against_proposal": decision.is_against_proposal,
        "case": decision.case.reference if decision.case else "",
    }  # fmt: skip
    record("concern.decided", by=by, obj=concern, data=data)


def _tell(concern: Concern, decision: ThresholdDecision, *, by: User) -> None:
    """The supervisors are told of a decision against the proposal; the reporter, that there is one."""
    if decision.is_against_proposal:
        in_conflict = ConcernConflict.objects.filter(concern=concern).values("user_id")
        supervisors = users_with(Permission.SUPERVISE_CASE, unit_ids=[concern.unit_id])
        tell(
            recipients=supervisors.exclude(pk__in=in_conflict).exclude(pk=by.pk),
            key=f"concern:{concern.pk}:against",
            title=f"{concern.reference} was decided against the proposal",
            body="Look at the reasons.",
            url=concern.get_absolute_url(),
            subject_type="concern",
            subject_id=concern.pk,
        )
    reporter = getattr(concern, "reporter", None)
    if reporter and reporter.user_id != by.pk:
        tell(
            recipients=[reporter.user],
            key=f"concern:{concern.pk}:decided",
            title=f"Your concern {concern.reference} has been decided",
            url=reverse("cases:my_concern", args=[concern.reference]),
        )
