"""Whom a recommendation reached is counted from other records; who sees it; and what of it goes out."""

from __future__ import annotations

import pytest

from safeguarding.access.models import User
from safeguarding.audit.models import AuditEvent
from safeguarding.cases.models import Case
from safeguarding.cases.services.access import declare_conflict
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid, NotAllowed
from safeguarding.deadlines.models import Deadline
from safeguarding.guidance.services import Talk, acknowledge, record_talk
from safeguarding.recommendations import selectors, services
from safeguarding.recommendations.choices import Channel
from safeguarding.recommendations.models import Dissemination, Recommendation
from safeguarding.recommendations.rules import Reach
from safeguarding.recommendations.selectors import Wanted, board, cards, going_out, reaches_of
from safeguarding.recommendations.services import Details, clocks
from tests.cast import Cast, fresh
from tests.factories import guidance
from tests.factories import recommendations as make
from tests.factories.assurance import give, requirement
from tests.factories.casework import opened
from tests.factories.schemes import tolerated
from tests.pdf import pages_of, problems

pytestmark = pytest.mark.django_db


def reach_of(line: Dissemination) -> Reach:
    found = Dissemination.objects.select_related("recommendation", "policy", "training").get(pk=line.pk)
    return reaches_of([found], day=clock.today())[line.pk]


def figures(line: Dissemination) -> tuple[int, int, int]:
    found = reach_of(line)
    return found.reached, found.count, found.talked


def is_running(line: Dissemination) -> bool:
    return Deadline.objects.running().filter(source_type="dissemination", source_id=line.pk).exists()


# -- coverage ---------------------------------------------------------------------------------------------------------


def test_that_they_were_told_reaches_nobody_and_what_they_acknowledged_does(cast: Cast) -> None:
    """The message went to the official scheme; whether it reached the adults of the other one is what is asked."""
    guidance.placed(cast.people["brian"], tolerated(cast, "Primary school scheme"))
    version = guidance.in_force(cast)
    held = make.in_hand(cast)
    line = make.audience(cast, held, "outside_official", policy=version.document)
    services.tell_audience(
        line, told_on=make.day(0), proof="The minutes of the briefing", version=None, by=fresh(cast.cora)
    )
    services.meet_reached(by=cast.system)
    assert figures(line) == (0, 1, 0)
    assert is_running(line)
    acknowledge(version, by=fresh(cast.brian))
    assert figures(line) == (1, 1, 0)
    assert services.meet_reached(by=cast.system) == 1
    assert not is_running(line)
    assert services.meet_reached(by=cast.system) == 0
    # Somebody joins: whoever was not reached is counted from that day on, without anybody doing anything.
    guidance.placed(cast.people["carl"], tolerated(cast, "Another scheme"))
    assert figures(line) == (1, 2, 0)


def test_one_audience_that_goes_wrong_at_night_keeps_no_other_waiting(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    guidance.placed(cast.people["brian"], tolerated(cast))
    version, held = guidance.in_force(cast), make.in_hand(cast)
    acknowledge(version, by=fresh(cast.brian))
    first = make.audience(cast, held, "outside_official", policy=version.document)
    second = make.audience(cast, held, "outside_official", Channel.BRIEFING, policy=version.document)
    meet = clocks.meet_audience

    def breaks(line: Dissemination, *, by: User) -> None:
        if line.pk == first.pk:
            raise OSError("The database went away")
        meet(line, by=by)

    monkeypatch.setattr(clocks, "meet_audience", breaks)
    assert services.meet_reached(by=cast.system) == 1
    assert (is_running(first), is_running(second)) == (True, False)


def test_a_talk_reaches_where_a_talk_was_chosen_and_is_shown_beside_elsewhere(cast: Cast) -> None:
    version, held = guidance.in_force(cast), make.in_hand(cast)
    by_reading = make.audience(cast, held, "all_staff", policy=version.document)
    by_talk = make.audience(cast, held, "all_staff", Channel.LINE_MANAGER_TALK, policy=version.document)
    talk = Talk(cast.people["bella"], make.day(0), "Never in private.")
    record_talk(version, talk, person=cast.people["brian"], by=fresh(cast.bella))
    everybody = reach_of(by_talk).count
    assert figures(by_reading) == (0, everybody, 1)
    assert figures(by_talk) == (1, everybody, 1)


def test_a_course_that_is_on_record_reaches_until_it_runs_out(cast: Cast) -> None:
    guidance.placed(cast.people["brian"], tolerated(cast))
    training = requirement("safeguarding_training")
    line = make.audience(cast, make.in_hand(cast), "outside_official", Channel.TRAINING, training=training)
    assert figures(line) == (0, 1, 0)
    give(cast, "safeguarding_training", cast.people["brian"], ago=900)
    assert figures(line) == (0, 1, 0)
    give(cast, "safeguarding_training", cast.people["brian"])
    assert figures(line) == (1, 1, 0)


def test_what_nothing_measures_says_why_and_is_never_shown_as_reached(cast: Cast) -> None:
    held, version = make.in_hand(cast), guidance.in_force(cast)
    with pytest.raises(Invalid, match="Choose one: the policy that is acknowledged, the training, or why"):
        make.audience(cast, held, "official")
    with pytest.raises(Invalid, match="Choose one"):
        make.audience(cast, held, "official", policy=version.document, unmeasured_because="Too many")
    line = make.audience(cast, held, "official", Channel.NEWSLETTER, unmeasured_because="Nobody counts its readers")
    services.tell_audience(line, told_on=make.day(0), proof="Issue 14", version=None, by=fresh(cast.cora))
    assert not is_running(line)
    assert (reach_of(line).words, reach_of(line).is_enough) == ("Not measured", False)


def test_it_is_not_verified_before_it_reached_whom_it_is_meant_for(cast: Cast) -> None:
    guidance.placed(cast.people["brian"], tolerated(cast))
    version = guidance.in_force(cast)
    held = make.published(cast)
    make.audience(cast, held, "outside_official", policy=version.document)
    services.begin(held, version=None, by=fresh(cast.lena))
    services.finish_action(held.actions.get(), evidence="Sent", version=None, by=fresh(cast.cora))
    services.evidence(held, evidence="It was sent to all", version=None, by=fresh(cast.cora))
    with pytest.raises(Conflict, match="Adults of schemes outside the official one, 0 of 1, wanted 100%"):
        services.verify(held, verified_how="Asked", version=None, by=fresh(cast.leo))
    acknowledge(version, by=fresh(cast.brian))
    services.verify(held, verified_how="Asked", version=None, by=fresh(cast.leo))


# -- who sees it ------------------------------------------------------------------------------------------------------


def sees(cast: Cast, name: str, held: Recommendation) -> bool:
    return Recommendation.objects.visible_to(fresh(cast.users[name])).filter(pk=held.pk).exists()


def test_one_that_stands_alone_is_for_who_sees_recommendations_and_who_has_something_of_it_to_do(cast: Cast) -> None:
    held = make.in_hand(cast)
    names = ("lena", "lars", "sam", "ivy", "piers", "mona", "aud", "cora", "pat", "adam", "nora", "wes")
    assert [name for name in names if sees(cast, name, held)] == [
        "lena", "lars", "sam", "ivy", "piers", "mona", "aud", "cora"
    ]  # fmt: skip
    with pytest.raises(NotAllowed):
        make.recorded(cast, by=cast.aud)


def test_one_from_a_case_is_for_who_sees_the_case_until_it_is_put_on_the_board(cast: Cast) -> None:
    case = opened(cast)
    held = make.recorded(cast, case=case)
    names = ("lena", "sam", "mona", "lars", "aud", "ivy")
    assert [name for name in names if sees(cast, name, held)] == ["lena", "sam"]
    services.release(held, version=None, by=fresh(cast.lena))
    assert all(sees(cast, name, held) for name in ("leo", "lars", "aud", "ivy"))
    # Which case it came from is told to who sees that alone.
    assert selectors.card_of(fresh(cast.lena), held).case == case
    assert selectors.card_of(fresh(cast.aud), held).case is None
    declare_conflict(case=Case.objects.get(pk=case.pk), user=cast.leo, reason="A neighbour", by=fresh(cast.sam))
    assert not sees(cast, "leo", held)
    assert not selectors.possible_owners(held, fresh(cast.lena)).filter(pk=cast.leo.pk).exists()


def test_its_texts_name_nobody_of_the_case(cast: Cast) -> None:
    case = opened(cast)
    name = case.parties.filter(person__isnull=False).first().person.family_name  # type: ignore[union-attr]  # opened so
    with pytest.raises(Invalid, match="This names somebody of the case"):
        make.recorded(cast, case=case, details=Details("Own accounts", f"What {name} did must not happen again."))
    held = make.recorded(cast, case=case)
    services.assign(held, owner=cast.lena, version=None, by=fresh(cast.lena))
    with pytest.raises(Invalid, match="This names somebody of the case"):
        services.edit(held, Details("Own accounts", f"{name}’s phone"), version=None, by=fresh(cast.lena))


# -- what goes out ----------------------------------------------------------------------------------------------------


def test_what_goes_out_holds_no_person_no_case_nothing_unsent_and_no_small_audience(cast: Cast) -> None:
    guidance.placed(cast.people["brian"], tolerated(cast))
    version, case = guidance.in_force(cast), opened(cast)
    secret = make.recorded(cast, case=case, title="Not on the board")
    public = Details("An answer that was not sent", "The policy should say it plainly.", made_public_on=make.day(0))
    drafted = make.drafted(cast, details=public)
    held = make.published(cast)
    make.audience(cast, held, "outside_official", policy=version.document)
    lena = fresh(cast.lena)
    shown = {one.reference: one for one in going_out(cards(lena, board(lena, Wanted())))}
    assert set(shown) == {drafted.reference, held.reference}
    assert (shown[drafted.reference].answer, shown[drafted.reference].actions) == ("", ())
    assert [reached for _, _, reached, _ in shown[held.reference].audiences] == ["An audience of fewer than 5"]
    made = services.give_out(Wanted(), recipient="The inspectorate", reason="Its question of May", by=lena)
    read = " ".join(" ".join(pages_of(made.document.pdf)).split())
    assert problems(made.document.pdf) == []
    assert "The policy is being revised." in read
    for word in (secret.title, case.reference, "Cora", "Mona", "Lena"):
        assert word not in read
    event = AuditEvent.objects.get(verb="recommendations.given_out")
    assert (event.reason, event.data["recipient"]) == ("Its question of May", "The inspectorate")
    assert event.data["count"] == 2
    with pytest.raises(NotAllowed):
        services.give_out(Wanted(), recipient="A friend", reason="He asked", by=fresh(cast.aud))
