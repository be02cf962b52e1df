"""What belongs to some tracks: offences with the days on which they were law, meetings with the police of no chain."""

from __future__ import annotations

import datetime as dt
from typing import Any
from unittest import mock

import pytest

from safeguarding.cases.models import Case
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.people.choices import PersonType
from safeguarding.people.models import Person
from safeguarding.tracks import services
from safeguarding.tracks.choices import TrackKind
from safeguarding.tracks.models import Track
from safeguarding.tracks.rules.chain import are_in_one_chain
from safeguarding.tracks.rules.offences import BY_CODE, conduct_problem
from tests.cast import Cast, fresh, staff
from tests.factories.tracks import a_track, along
from tests.factories.work import a_case, brian_is_the_subject, the_child, the_pcso

pytestmark = pytest.mark.django_db

CODE = "sexual_communication_with_a_child"
BEFORE, SINCE = dt.date(2017, 4, 2), dt.date(2017, 4, 3)


@pytest.fixture
def case(cast: Cast) -> Case:
    return a_case(cast)


@pytest.fixture
def criminal(cast: Cast, case: Case) -> Track:
    return a_track(cast.lena, case, TrackKind.CRIMINAL, party=the_pcso(cast, case))


def test_an_offence_does_not_reach_back() -> None:
    offence = BY_CODE[CODE]
    assert "since 3 April 2017" in conduct_problem(offence, BEFORE, SINCE)
    assert conduct_problem(offence, SINCE, SINCE) == ""
    assert conduct_problem(BY_CODE["misconduct_in_public_office"], dt.date(1950, 1, 1), SINCE) == ""


def test_not_charged_says_why_and_closes_the_criminal_track_only_when_each_is_decided(
    cast: Cast, criminal: Track
) -> None:
    with pytest.raises(Invalid, match="does not reach back"):
        services.add_offence(track=criminal, code=CODE, conduct_from=BEFORE, by=fresh(cast.lena))
    office, message = (
        services.add_offence(track=criminal, code=code, conduct_from=dt.date(2026, 1, 5), by=fresh(cast.lena))
        for code in ("misconduct_in_public_office", CODE)
    )
    along(criminal, cast.lena, "investigate", "send_file")
    given: dict[str, Any] = {"decision": "not_charged", "decided_on": dt.date(2026, 6, 1), "by": fresh(cast.lena)}
    with pytest.raises(Invalid, match="why"):
        services.decide_offence(offence=office, **given)
    services.decide_offence(offence=office, decision_reason="evidential", **given)
    with pytest.raises(Conflict, match="each offence"):
        along(criminal, cast.lena, "no_action")
    services.decide_offence(offence=message, decision_reason="evidential", **given)
    with pytest.raises(Conflict, match="No offence was charged"):
        along(criminal, cast.lena, "charge")
    assert along(criminal, cast.lena, "no_action").stage == "nfa"


def test_a_result_belongs_to_a_charge(cast: Cast, criminal: Track) -> None:
    offence = services.add_offence(track=criminal, code=CODE, conduct_from=dt.date(2026, 1, 5), by=fresh(cast.lena))
    along(criminal, cast.lena, "investigate")
    services.decide_offence(offence=offence, decision="charged", decided_on=dt.date(2026, 2, 2), by=fresh(cast.lena))
    result: dict[str, Any] = {"offence": offence, "result": "convicted", "by": fresh(cast.lena)}
    with pytest.raises(Conflict):
        services.record_result(result_on=dt.date(2026, 3, 3), **result)
    along(criminal, cast.lena, "charge")
    with pytest.raises(Invalid, match="before the charge"):
        services.record_result(result_on=dt.date(2026, 2, 1), **result)
    assert services.record_result(result_on=dt.date(2026, 3, 3), **result).result == "convicted"


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [(1, 1, True), (3, 1, True), (1, 3, True), (1, 4, True), (1, 5, False), (4, 5, False)],
    ids=["the subject", "over them", "under them", "beside them", "elsewhere", "the subject's peer"],
)
def test_who_is_in_one_chain(one: int, other: int, is_one: bool) -> None:
    # 3 over 2 over 1 and 4; 5 has a manager of their own, and the ring 6 and 7 ends.
    managers = {1: 2, 4: 2, 2: 3, 3: None, 5: 6, 6: 7, 7: 6}
    assert are_in_one_chain(one, other, managers) == is_one


def test_the_police_at_a_strategy_discussion_are_not_of_the_subjects_chain(cast: Cast, case: Case) -> None:
    brian_is_the_subject(cast, case)
    colleague = cast.pat
    staff(cast, "Pat", "Perkins", PersonType.PCSO, user=colleague, line_manager=cast.people["bella"])
    track = a_track(cast.lena, case, TrackKind.CHILD_PROTECTION, party=the_child(cast, case))
    facts: dict[str, Any] = {"attended": "Social care, health, the school", "decided": "A section 47 enquiry"}

    def discuss(attendee: object) -> Track:
        meeting = services.MeetingFacts(**facts, police_attendee=attendee)  # type: ignore[arg-type]  # None too
        return services.step(track=track, verb="discuss", by=fresh(cast.lena), meeting=meeting)

    with pytest.raises(Invalid, match="for the police"):
        discuss(None)
    for near in (cast.brian, cast.bella, colleague):
        with pytest.raises(Conflict, match=r"PCSO C, or is or was in the same chain of command.*Working Together"):
            discuss(near)
    with pytest.raises(Invalid):
        discuss(cast.wes)
    assert discuss(cast.piers).stage == "strategy"
    assert track.meetings.get().police_attendee == cast.piers


def test_a_manager_of_the_past_is_of_the_chain_too(cast: Cast, case: Case) -> None:
    """A line that ended is a line: whoever managed the subject last spring does not sit for the police about them."""
    brian_is_the_subject(cast, case)
    piers = staff(cast, "Piers", "Example", PersonType.POLICE_OFFICER, user=cast.piers)
    track = a_track(cast.lena, case, TrackKind.CHILD_PROTECTION, party=the_child(cast, case))
    meeting = services.MeetingFacts("Social care", "To enquire", cast.piers)
    history = Person.pgh_event_model.objects
    latest = history.filter(pgh_obj_id=cast.people["brian"].pk).order_by("-pgh_id").values().first()
    with clock.standing_at(clock.now() - dt.timedelta(days=200)), mock.patch("django.utils.timezone.now", clock.now):
        history.create(**{**latest, "pgh_id": None, "line_manager_id": piers.pk})
    history.create(**{**latest, "pgh_id": None})
    with pytest.raises(Conflict, match="is or was in the same chain of command"):
        services.step(track=track, verb="discuss", by=fresh(cast.lena), meeting=meeting)
