"""Recommendations as far on as a test needs them: recorded by Lena, in Cora's hands, approved by Mona."""

from __future__ import annotations

import datetime as dt
from typing import Any

from safeguarding.access.models import User
from safeguarding.core import clock
from safeguarding.deadlines.models import Deadline
from safeguarding.guidance.models import PolicyDocument
from safeguarding.recommendations import services
from safeguarding.recommendations.choices import AddresseeKind, Basis, Channel, Position, Reason, Scope
from safeguarding.recommendations.models import Dissemination, Recommendation, RecommendationAction
from safeguarding.recommendations.services import (
    AudienceDetails,
    Details,
    Draft,
    NewAction,
    NewRecommendation,
    Publication,
    TheirAnswer,
)
from tests.cast import Cast, fresh

ACCEPTED = Draft(Position.ACCEPTED, "The policy is being revised.")
REFUSED = Draft(
    Position.NOT_ACCEPTED, "Nothing is changed.", (Reason.EXISTING_RULES,), "The standards say it already."
)  # fmt: skip


def day(days: int) -> dt.date:
    """So many days from today; before it where they are negative."""
    return clock.today() + dt.timedelta(days=days)


def recorded(cast: Cast, made_on: dt.date | None = None, *, by: User | None = None, **given: Any) -> Recommendation:
    """On record as one of paragraph 28A for the force itself, unless something else is said."""
    title = given.pop("title", "Own accounts and people met through work")
    details = given.pop("details", Details(title, "The policy should say it plainly."))
    new = NewRecommendation(
        **{
            "details": details, "basis": Basis.PARA_28A, "scope": Scope.LOCAL, "recommended_by": "The IOPC",
            "addressee": "Northshire Police", "addressee_kind": AddresseeKind.THIS_FORCE,
            "made_on": made_on or clock.today(), **given,
        }
    )  # fmt: skip
    return services.record_recommendation(new, by=fresh(by or cast.lena))


def national(cast: Cast, **given: Any) -> Recommendation:
    """One for a body of all forces, which answers it itself."""
    return recorded(
        cast, basis=Basis.GENERAL_S10, scope=Scope.NATIONAL, addressee="Police Staff Council",
        addressee_kind=AddresseeKind.POLICING, **given,
    )  # fmt: skip


def in_hand(cast: Cast, made_on: dt.date | None = None, **given: Any) -> Recommendation:
    held = recorded(cast, made_on, **given)
    return services.assign(held, owner=cast.cora, version=None, by=fresh(cast.lena))


def action(
    cast: Cast, held: Recommendation, days: int = 30, *, owner: User | None = None, by: User | None = None
) -> RecommendationAction:
    new = NewAction("Revise the policy", owner or cast.cora, day(days))
    return services.add_action(held, new, by=fresh(by or cast.cora))


def drafted(cast: Cast, made_on: dt.date | None = None, answer: Draft = ACCEPTED, **given: Any) -> Recommendation:
    held = in_hand(cast, made_on, **given)
    if answer.position != Position.NOT_ACCEPTED:
        action(cast, held)
    return services.draft(held, answer, version=None, by=fresh(cast.cora))


def approved(cast: Cast, made_on: dt.date | None = None, answer: Draft = ACCEPTED, **given: Any) -> Recommendation:
    held = drafted(cast, made_on, answer, **given)
    return services.approve(held, approved_as="Deputy Chief Constable", version=None, by=fresh(cast.mona))


def published(cast: Cast, made_on: dt.date | None = None, answer: Draft = ACCEPTED, **given: Any) -> Recommendation:
    held = approved(cast, made_on, answer, **given)
    services.send(held, sent_on=clock.today(), version=None, by=fresh(cast.lena))
    return services.publish(held, Publication(clock.today()), version=None, by=fresh(cast.lena))


def evidenced(cast: Cast, **given: Any) -> Recommendation:
    """Answered, everything done, and said to be carried out by who has it in hand."""
    held = published(cast, **given)
    services.begin(held, version=None, by=fresh(cast.lena))
    services.finish_action(held.actions.get(), evidence="Version 2", version=None, by=fresh(cast.cora))
    return services.evidence(held, evidence="Version 2 is in force", version=None, by=fresh(cast.cora))


def refused_by_them(cast: Cast, **given: Any) -> Recommendation:
    answer = TheirAnswer(
        REFUSED.position, REFUSED.response_text, REFUSED.reasons, REFUSED.reason_text, answered_on=clock.today()
    )
    return services.record_answer(national(cast, **given), answer, version=None, by=fresh(cast.lena))


def audience(
    cast: Cast, held: Recommendation, key: str, channel: str = Channel.POLICY, *,
    policy: PolicyDocument | None = None, **given: Any,
) -> Dissemination:  # fmt: skip
    details = AudienceDetails(key, channel, "Never with own accounts", given.pop("due_on", day(30)), policy, **given)
    return services.add_audience(held, details, by=fresh(cast.cora))


def clock_of(held: Recommendation, rule: str = "iopc_rec_response") -> Deadline:
    return Deadline.objects.running().get(subject_type="recommendation", subject_id=held.pk, rule__key=rule)


def due_on(held: Recommendation, rule: str = "iopc_rec_response") -> dt.date:
    return clock.london_date(clock_of(held, rule).due_at)


def again(held: Recommendation) -> Recommendation:
    """As it stands on record now."""
    return Recommendation.objects.get(pk=held.pk)
