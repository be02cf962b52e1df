"""The proposal: what each indicator says about the four harm tests, and what follows for the route."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguarding.cases.choices import ConcernPartyRole, HarmTest, InDanger, Indicator, Route, StillVisible, Threshold
from safeguarding.cases.choices import TestAnswer as Answer
from safeguarding.cases.rules.indicators import ABUSE_OF_POSITION, DECISIVE, SIGNS, Weight
from safeguarding.cases.rules.threshold import (
    Facts,
    PartyFacts,
    Proposal,
    is_against,
    needs_lado_advice,
    propose,
)
from safeguarding.people.choices import SERVING_TYPES, AgeBand, PersonKind, PersonType

YES, NO, NOT_KNOWN = Answer.YES, Answer.NO, Answer.NOT_KNOWN
CHILD = PartyFacts(ConcernPartyRole.YOUNG_PERSON, PersonKind.YOUNG_PERSON, age=13)
ALL_NO = dict.fromkeys(map(str, HarmTest), str(NO))


def adult(person_type: str = PersonType.PCSO, **more: object) -> PartyFacts:
    return PartyFacts(ConcernPartyRole.ADULT_OF_CONCERN, PersonKind.ADULT, person_type, **more)


def facts(*indicators: str, who: tuple[PartyFacts, ...] = (CHILD, adult()), **more: object) -> Facts:
    return Facts(indicators=frozenset(indicators), parties=who, **more)


def answers(proposal: Proposal) -> dict[str, str]:
    return {finding.test: finding.answer for finding in proposal.tests}


H, C, R, S = HarmTest.HARMED, HarmTest.OFFENCE, HarmTest.RISK, HarmTest.SUITABILITY
# What each indicator alone answers yes about a child; the others stay not known.
ALONE: dict[str, set[str]] = {
    Indicator.ASKS_SECRECY: {R},
    Indicator.ASKS_TO_DELETE: {R},
    Indicator.CHECKS_KNOWN: {R},
    Indicator.COMPLIMENTS: {R},
    Indicator.AFFECTION: {R},
    Indicator.EXPLICIT_MEDIA: {C, R},
    Indicator.OTHERS: {R},
    Indicator.FEAR: {H},
    Indicator.BEFRIENDS_PERSONAL: {S},
    Indicator.DELETES_MESSAGES: set(),
    Indicator.MOVES_PLATFORM: set(),
    Indicator.PRESENCE: set(),
    Indicator.UNFOLLOW_REFOLLOW: set(),
    Indicator.WELLBEING_OPENER: set(),
    Indicator.DISENGAGES: set(),
    Indicator.UNIDENTIFIED: set(),
    Indicator.TRUSTED_POSITION: set(),
    Indicator.DUTY_TIME: set(),
}


@pytest.mark.parametrize("indicator", Indicator.values)
def test_each_indicator_alone(indicator: str) -> None:
    proposal = propose(facts(indicator))
    assert {test for test, answer in answers(proposal).items() if answer == YES} == ALONE[indicator]
    expected = (Threshold.MET, Route.CASE_PSD) if ALONE[indicator] else (Threshold.LOW_LEVEL, Route.LOW_LEVEL)
    assert (proposal.threshold, proposal.route) == expected


@pytest.mark.parametrize("indicator", Indicator.values)
def test_every_sign_has_a_sentence_and_a_source(indicator: str) -> None:
    assert SIGNS[indicator]
    assert all(sign.sentence.endswith(".") and sign.source for sign in SIGNS[indicator])
    assert len({sign.test for sign in SIGNS[indicator]}) == len(SIGNS[indicator])


@pytest.mark.parametrize(
    "indicator", [Indicator.ASKS_SECRECY, Indicator.ASKS_TO_DELETE, Indicator.COMPLIMENTS, Indicator.AFFECTION]
)
def test_any_one_of_secrecy_deletion_appearance_affection_is_enough(indicator: str) -> None:
    assert propose(facts(indicator, who=(CHILD, adult(PersonType.VOLUNTEER)))).threshold == Threshold.MET


@pytest.mark.parametrize("person_type", PersonType.values)
@pytest.mark.parametrize("indicator", sorted(DECISIVE))
def test_psd_and_abuse_of_position_are_for_who_serves_with_the_police(indicator: str, person_type: str) -> None:
    proposal = propose(facts(indicator, who=(CHILD, adult(person_type))))
    serves = person_type in SERVING_TYPES
    assert proposal.route == (Route.CASE_PSD if serves else Route.CASE)
    assert proposal.is_abuse_of_position == (serves and indicator in ABUSE_OF_POSITION)


def test_two_supporting_signs_decide_one_does_not_and_circumstances_never_do() -> None:
    assert propose(facts(Indicator.UNFOLLOW_REFOLLOW)).threshold == Threshold.LOW_LEVEL
    assert propose(facts(Indicator.UNFOLLOW_REFOLLOW, Indicator.WELLBEING_OPENER)).threshold == Threshold.MET
    circumstances = facts(Indicator.TRUSTED_POSITION, Indicator.DUTY_TIME, Indicator.WELLBEING_OPENER)
    assert propose(circumstances).threshold == Threshold.LOW_LEVEL


def test_danger_now_is_harm_whatever_was_ticked() -> None:
    proposal = propose(facts(in_danger=InDanger.YES))
    assert answers(proposal)[H] == YES
    assert proposal.acts[0].startswith("Check that 999")


def test_no_indicator_is_unclear_and_kept_at_least_as_low_level() -> None:
    proposal = propose(facts())
    assert (proposal.threshold, proposal.route) == (Threshold.UNCLEAR, Route.LOW_LEVEL)
    assert "No indicator speaks" in proposal.tests[0].reasons[0].sentence


def test_nobody_knows_about_danger_is_unclear() -> None:
    unknown = facts(Indicator.WELLBEING_OPENER, in_danger=InDanger.UNKNOWN)
    assert propose(unknown).threshold == Threshold.UNCLEAR


def test_the_leads_answers_count_but_no_sets_no_decisive_sign_aside() -> None:
    assert propose(facts(answers={str(C): str(YES)})).threshold == Threshold.MET
    assert propose(facts(answers=ALL_NO)).threshold == Threshold.LOW_LEVEL
    assert propose(facts(Indicator.ASKS_SECRECY, answers=ALL_NO)).threshold == Threshold.MET


def test_no_adult_of_concern_is_child_protection() -> None:
    assert propose(facts(Indicator.FEAR, who=(CHILD,))).route == Route.CASE
    nothing = propose(facts(who=(CHILD,)))
    assert (nothing.threshold, nothing.route) == (Threshold.UNCLEAR, Route.CASE)
    assert propose(facts(who=(CHILD,), answers=ALL_NO)).route == Route.NO_FURTHER_ACTION


def test_another_child_as_the_adult_of_concern_is_child_protection() -> None:
    other = PartyFacts(ConcernPartyRole.ADULT_OF_CONCERN, PersonKind.YOUNG_PERSON, age=15)
    assert propose(facts(Indicator.FEAR, who=(CHILD, other))).route == Route.CASE


def test_about_somebody_known_to_be_grown_up_a_decisive_sign_only_supports() -> None:
    grown_up = PartyFacts(ConcernPartyRole.YOUNG_PERSON, PersonKind.YOUNG_PERSON, age=18)
    coach = adult(PersonType.VOLUNTEER)
    assert propose(facts(Indicator.COMPLIMENTS, who=(grown_up, coach))).threshold == Threshold.LOW_LEVEL
    proposal = propose(facts(Indicator.COMPLIMENTS, who=(grown_up, adult())))
    assert (proposal.route, proposal.is_abuse_of_position) == (Route.CASE_PSD, True)


def test_a_young_person_of_unknown_age_counts_as_a_child() -> None:
    unknown = PartyFacts(ConcernPartyRole.YOUNG_PERSON, PersonKind.YOUNG_PERSON, age_band=AgeBand.UNKNOWN)
    assert propose(facts(Indicator.COMPLIMENTS, who=(unknown, adult()))).threshold == Threshold.MET


@pytest.mark.parametrize(
    ("told", "preserve"),
    [
        (facts(Indicator.DELETES_MESSAGES), True),
        (facts(Indicator.ASKS_TO_DELETE), True),
        (facts(still_visible=StillVisible.NO), True),
        (facts(is_online=True), True),
        (facts(Indicator.PRESENCE), False),
    ],
)
def test_evidence_is_preserved_when_messages_may_go(told: Facts, preserve: bool) -> None:
    assert propose(told).preserve_evidence is preserve


def test_the_founding_case_is_met_by_all_four_and_abuse_of_position() -> None:
    proposal = propose(facts(*Indicator.values, is_online=True))
    assert set(answers(proposal).values()) == {YES}
    assert (proposal.route, proposal.is_abuse_of_position) == (Route.CASE_PSD, True)


@pytest.mark.parametrize(
    ("route", "against"),
    [(Route.NO_FURTHER_ACTION, True), (Route.LOW_LEVEL, True), (Route.CASE, True), (Route.CASE_PSD, False),
     (Route.JOINED, False)],
)  # fmt: skip
def test_against_a_met_threshold(route: str, against: bool) -> None:
    proposal = propose(facts(Indicator.FEAR))
    assert is_against(proposal, route=route, is_abuse_of_position=False) is against
    assert needs_lado_advice(proposal, route=route) is (route in (Route.NO_FURTHER_ACTION, Route.LOW_LEVEL))


@pytest.mark.parametrize("route", [Route.LOW_LEVEL, Route.CASE, Route.CASE_PSD, Route.JOINED])
def test_against_an_unclear_proposal_is_only_to_do_less(route: str) -> None:
    proposal = propose(facts())
    assert not is_against(proposal, route=route, is_abuse_of_position=False)
    assert is_against(proposal, route=Route.NO_FURTHER_ACTION, is_abuse_of_position=False)


def test_saying_no_to_abuse_of_position_is_against() -> None:
    proposal = propose(facts(Indicator.AFFECTION))
    assert is_against(proposal, route=Route.CASE_PSD, is_abuse_of_position=False)
    assert is_against(proposal, route=Route.JOINED, is_abuse_of_position=False)


RANK = {Threshold.UNCLEAR: 0, Threshold.LOW_LEVEL: 1, Threshold.MET: 2}
ROUTE_RANK = [Route.NO_FURTHER_ACTION, Route.LOW_LEVEL, Route.CASE, Route.CASE_PSD]
SOMEBODY = st.builds(
    PartyFacts,
    role=st.sampled_from(ConcernPartyRole.values),
    kind=st.sampled_from(PersonKind.values),
    person_type=st.sampled_from(["", *PersonType.values]),
    age=st.none() | st.integers(0, 80),
    age_band=st.sampled_from(AgeBand.values),
)
ANY_FACTS = st.builds(
    Facts,
    indicators=st.frozensets(st.sampled_from(Indicator.values)),
    in_danger=st.sampled_from(InDanger.values),
    parties=st.lists(SOMEBODY, max_size=4).map(tuple),
    is_online=st.booleans(),
    still_visible=st.sampled_from(["", *StillVisible.values]),
    answers=st.dictionaries(st.sampled_from(HarmTest.values), st.sampled_from(Answer.values)),
)


@given(told=ANY_FACTS, more=st.sampled_from(Indicator.values))
def test_another_indicator_never_lowers_the_proposal(told: Facts, more: str) -> None:
    before = propose(told)
    after = propose(Facts(**{**vars(told), "indicators": told.indicators | {more}}))
    assert RANK[Threshold(after.threshold)] >= RANK[Threshold(before.threshold)]
    assert ROUTE_RANK.index(Route(after.route)) >= ROUTE_RANK.index(Route(before.route))
    assert after.is_abuse_of_position >= before.is_abuse_of_position
    assert after.preserve_evidence >= before.preserve_evidence


@given(told=ANY_FACTS)
def test_every_answer_has_a_reason_with_its_source(told: Facts) -> None:
    proposal = propose(told)
    assert [finding.test for finding in proposal.tests] == list(HarmTest)
    assert all(reason.sentence and reason.source for finding in proposal.tests for reason in finding.reasons)
    assert all(finding.reasons for finding in proposal.tests)
    assert (proposal.threshold == Threshold.MET) == any(finding.is_yes for finding in proposal.tests)


def test_weights_are_ordered() -> None:
    assert Weight.CIRCUMSTANCE < Weight.SUPPORTING < Weight.DECISIVE
