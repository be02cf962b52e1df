"""What a proposal about a concern is made from, and what a decision would set going, with its dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.conf import settings
from django.db.models import Q

from safeguarding.cases.choices import ConcernPartyRole, Route
from safeguarding.cases.models import Concern, ConcernParty
from safeguarding.cases.rules.first_steps import FirstStep, Moment, first_steps
from safeguarding.cases.rules.threshold import Facts, PartyFacts, Proposal
from safeguarding.cases.rules.work import review_clock
from safeguarding.core import clock
from safeguarding.deadlines import rules as clock_rules
from safeguarding.deadlines.models import DeadlineRule
from safeguarding.deadlines.selectors import bank_holiday_overrides
from safeguarding.people.choices import PersonKind


def facts_of(
    concern: Concern, *, answers: Mapping[str, str] | None = None, named: list[ConcernParty] | None = None
) -> Facts:
    """What was told, without a name or a sentence: the tests are asked of this. `named` when it is read already."""
    on = _day_in_question(concern)
    return Facts(
        indicators=frozenset(row.indicator for row in concern.indicators.all()),
        in_danger=concern.in_danger,
        parties=tuple(_party_facts(party, on) for party in own_parties(concern, named)),
        is_online=concern.is_online,
        still_visible=concern.still_visible,
        answers=answers or {},
    )


def named_in(concern: Concern) -> list[ConcernParty]:
    """The people named in a concern, and those named in what was split off it."""
    concerns = Concern.objects.filter(Q(pk=concern.pk) | Q(split_from=concern))
    named = ConcernParty.objects.filter(concern__in=concerns.values("pk"))
    return list(named.select_related("person__unit").order_by("pk"))


def own_parties(concern: Concern, named: list[ConcernParty] | None = None) -> list[ConcernParty]:
    """The people whom a decision about this concern is about: not the adults who were split off into another one."""
    named = named_in(concern) if named is None else named
    adult = ConcernPartyRole.ADULT_OF_CONCERN
    told = [party for party in named if party.concern_id == concern.pk]
    elsewhere = [party for party in named if party.concern_id != concern.pk and party.role == adult]
    split_off = {(party.person_id, party.description) for party in elsewhere}
    return [party for party in told if party.role != adult or (party.person_id, party.description) not in split_off]


def own_adults(concern: Concern) -> list[ConcernParty]:
    """The adults whom a decision about this concern is about."""
    return [
        party
        for party in own_parties(concern)
        if party.role == ConcernPartyRole.ADULT_OF_CONCERN and party.kind == PersonKind.ADULT
    ]


def lado_adults(concern: Concern) -> list[ConcernParty]:
    """The adults of this concern whom the LADO deals with."""
    on = _day_in_question(concern)
    return [party for party in own_parties(concern) if _party_facts(party, on).may_work_with_children]


def _day_in_question(concern: Concern) -> dt.date:
    return concern.happened_on or clock.london_date(concern.received_at)


def facts_of_many(concerns: list[Concern]) -> Facts:
    """What several concerns told together."""
    found = [facts_of(concern) for concern in concerns]
    first = found[0]
    return replace(
        first,
        indicators=frozenset().union(*(facts.indicators for facts in found)),
        parties=tuple(party for facts in found for party in facts.parties),
        is_online=any(facts.is_online for facts in found),
    )


def _party_facts(party: ConcernParty, on: dt.date) -> PartyFacts:
    """Their age on the day in question; what they are to the force from the record or from what was told."""
    person = party.person
    return PartyFacts(
        role=party.role,
        kind=person.kind if person else party.kind,
        person_type=(person.person_type if person else "") or party.person_type,
        age=person.age_on(on) if person else None,
        age_band=party.age_band,
    )


@dataclass(frozen=True)
class ClockAhead:
    """Something that a decision would set going, by which routes, and when its clock would run out."""

    step: FirstStep
    routes: tuple[str, ...]
    due_at: dt.datetime | None
    counted: str = ""
    source: str = ""

    @property
    def is_at_once(self) -> bool:
        return self.step.rule_key == "police_report"

    @property
    def with_psd_only(self) -> bool:
        return self.routes == (Route.CASE_PSD,)


ROUTES_OFFERED = (Route.NO_FURTHER_ACTION, Route.LOW_LEVEL, Route.CASE, Route.CASE_PSD)


def clocks_ahead(concern: Concern, facts: Facts, proposal: Proposal, *, now: dt.datetime) -> list[ClockAhead]:
    """What each route would set going if it were decided now, the nearest clock first."""
    by_step: dict[FirstStep, list[str]] = {}
    for route in ROUTES_OFFERED:
        for step in _steps(facts, proposal, route, is_urgent=concern.is_urgent):
            by_step.setdefault(step, []).append(route)
    calendar = _Calendar(received_at=concern.received_at, now=now)
    found = [calendar.ahead(step, tuple(routes)) for step, routes in by_step.items()]
    return sorted(found, key=lambda one: (one.due_at is None, one.due_at or now))


def _steps(facts: Facts, proposal: Proposal, route: str, *, is_urgent: bool) -> tuple[FirstStep, ...]:
    steps = first_steps(facts, proposal, route=route, is_abuse_of_position=proposal.is_abuse_of_position)
    if route not in (Route.CASE, Route.CASE_PSD) or (route == Route.CASE_PSD and not facts.has_adult):
        return ()
    review = FirstStep("First review of the case", review_clock(is_urgent), Moment.DECIDED, "Every case is reviewed.")
    return (*steps, review)


class _Calendar:
    """The rules and bank holidays that the dates are worked out with, read once."""

    def __init__(self, *, received_at: dt.datetime, now: dt.datetime) -> None:
        self.starts = {Moment.RECEIVED: received_at, Moment.DECIDED: now, Moment.FIRST_CLEAR: now}
        self.rules = DeadlineRule.objects.in_bulk(field_name="key")
        self.overrides = bank_holiday_overrides()

    def ahead(self, step: FirstStep, routes: tuple[str, ...]) -> ClockAhead:
        rule = self.rules.get(step.rule_key)
        if rule is None:
            return ClockAhead(step, routes, None)
        basis = clock_rules.basis_for(rule.key, rule.basis, settings.IOPC_REFERRAL_DAY_BASIS)
        start, roll = self.starts[step.counts_from], rule.roll_to_working_day
        due = clock_rules.due_at(basis, rule.amount, start, roll, self.overrides)
        counted = clock_rules.counted_in_words(basis, rule.amount, rule.starts_from, roll)
        return ClockAhead(step, routes, due, counted, rule.source)
