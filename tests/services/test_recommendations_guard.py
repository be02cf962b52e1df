"""Nothing of a recommendation that came from a case gives anybody of it away; what is approved stands as it is."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from safeguarding.cases.choices import PartyRole
from safeguarding.cases.models import CaseParty
from safeguarding.core.errors import Conflict, Invalid, NotAllowed, Stale
from safeguarding.guard.policies import MOST_TRIES, NOT_AS_IT_STANDS
from safeguarding.notices.models import Notice
from safeguarding.people.choices import PersonKind
from safeguarding.recommendations import policies, selectors, services
from safeguarding.recommendations.models import Recommendation
from safeguarding.recommendations.selectors import Wanted
from safeguarding.recommendations.services import Details, Draft, NewAction, Publication
from safeguarding.recommendations.services.taking import LOOK_AGAIN
from tests.cast import Cast, fresh
from tests.factories import recommendations as make
from tests.factories.casework import opened, signed_in
from tests.pdf import pages_of

pytestmark = pytest.mark.django_db


def refused(act: Callable[[], Any]) -> dict[str, list[str]]:
    with pytest.raises(Invalid) as caught:
        act()
    return caught.value.errors


def on_board(cast: Cast, **given: Any) -> Recommendation:
    held = make.in_hand(cast, case=opened(cast), **given)
    return services.release(held, version=None, by=fresh(cast.lena))


def planted(held: Recommendation, **texts: Any) -> Recommendation:
    """As it may stand on record from before: words that no service would keep."""
    Recommendation.objects.filter(pk=held.pk).update(**texts)
    return make.again(held)


# -- names ------------------------------------------------------------------------------------------------------------


def test_who_reads_the_case_is_told_at_each_field_in_whatever_form_somebody_is_named(cast: Cast) -> None:
    case = opened(cast)
    for given in ({"recommended_by": "the family of archer"}, {"addressee": f"Whoever has {case.reference.lower()}"}):
        assert set(refused(lambda given=given: make.recorded(cast, case=case, **given))) == set(given)  # type: ignore[misc]
    said = Details("Own accounts", "See SC-2019-000123.", their_reference="ARCHER/1")
    assert set(refused(lambda: make.recorded(cast, case=case, details=said))) == {"text", "their_reference"}
    held = make.in_hand(cast, case=case)
    lena = fresh(cast.lena)
    gone = make.action(cast, held)
    for act in (
        lambda: services.add_action(held, NewAction("Ring archer", cast.lena, make.day(9)), by=lena),
        lambda: services.drop_action(gone, reason="Archer said so", version=None, by=lena),
        lambda: services.ask_extension(
            held, asked_on=make.day(0), wanted_until=make.day(80), reason="archer is away", version=None, by=lena
        ),
        lambda: services.draft(held, Draft("accepted", "As ARCHER asked."), version=None, by=lena),
    ):
        assert refused(act)


def test_who_does_not_read_the_case_learns_nothing_from_a_refusal_and_cannot_go_on_trying(cast: Cast) -> None:
    held, cora = on_board(cast), fresh(cast.cora)
    assert not policies.reads_case(cora, make.again(held))

    def add(what: str) -> Any:
        return services.add_action(held, NewAction(what, cast.cora, make.day(9)), by=cora)

    for _ in range(MOST_TRIES):
        with pytest.raises(Invalid) as caught:
            add("Ask archer")
        assert (caught.value.message, set(caught.value.errors)) == (NOT_AS_IT_STANDS, {""})
    # From now on every text is refused in the same words: the next name that is tried tells nothing.
    with pytest.raises(Invalid, match="Ask who reads the case"):
        add("Revise the policy")
    assert not held.actions.exists()


def test_it_is_put_on_the_board_when_nothing_in_the_whole_of_it_names_anybody(cast: Cast) -> None:
    held = make.in_hand(cast, case=opened(cast))
    make.action(cast, held)
    planted(held, recommended_by="The family of Archer")
    held.actions.update(what="Talk with archer")
    with pytest.raises(Invalid, match="in: who made it; something to be done"):
        services.release(held, version=None, by=fresh(cast.lena))
    planted(held, recommended_by="The IOPC")
    held.actions.update(what="Revise the policy")
    services.release(held, version=None, by=fresh(cast.lena))


def test_nobody_is_named_in_what_is_approved_and_sent(cast: Cast) -> None:
    held = on_board(cast)
    make.action(cast, held)
    services.draft(held, make.ACCEPTED, version=None, by=fresh(cast.cora))
    planted(held, their_reference="Archer 1")
    # A chief officer who does not read the case is not told where.
    with pytest.raises(Conflict, match=LOOK_AGAIN):
        services.approve(held, approved_as="DCC", version=None, by=fresh(cast.mona))
    planted(held, their_reference="")
    services.approve(held, approved_as="DCC", version=None, by=fresh(cast.mona))
    planted(held, their_reference="Archer 1")
    with pytest.raises(Invalid, match="in: their reference"):
        services.send(held, sent_on=make.day(0), version=None, by=fresh(cast.lena))


def test_one_that_names_somebody_does_not_go_out_and_only_its_number_is_told(cast: Cast) -> None:
    held, clean = on_board(cast), make.published(cast, title="Stands alone")
    planted(held, made_public_on=make.day(0), late_because="archer was away")
    lars = fresh(cast.lars)
    made = services.give_out(Wanted(), recipient="The inspectorate", reason="It asks", by=lars)
    assert (made.left_out, [one.reference for one in made.shown]) == ([held.reference], [clean.reference])
    assert "rcher" not in " ".join(pages_of(made.document.pdf))
    page = signed_in(lars).get(reverse("recommendations:give_out")).content.decode()
    assert "left out" in page
    assert f"{held.reference}: " not in page
    planted(held, late_because="")
    made = services.give_out(Wanted(), recipient="The inspectorate", reason="It asks", by=lars)
    assert (made.left_out, len(made.shown)) == ([], 2)


def test_who_comes_into_the_case_later_is_found_at_night_and_only_who_reads_the_case_is_told_where(cast: Cast) -> None:
    held = on_board(cast)
    make.action(cast, held)
    held.actions.update(what="Ask Fletcher to write it")
    assert services.tell_of_names() == 0
    assert held.case is not None
    page = held.get_absolute_url()
    assert "in: something to be done" not in signed_in(cast.lena).get(page).content.decode()
    CaseParty.objects.create(
        case=held.case, role=PartyRole.WITNESS, label="Child D", person=cast.people["fay"], added_by=cast.lena,
        kind=PersonKind.YOUNG_PERSON,
    )  # fmt: skip
    for _ in range(2):
        assert services.tell_of_names() == 1
    told = Notice.objects.filter(title="A recommendation names somebody of its case")
    assert {one.recipient for one in told} == {cast.lena, cast.sam}
    assert {one.body for one in told} == {f"{held.reference}, in: something to be done."}
    assert "in: something to be done" in signed_in(cast.lena).get(page).content.decode()
    # Who has it in hand, and who sees the board, would learn from it who is in the case.
    for user in (cast.cora, cast.mona):
        assert "names somebody" not in signed_in(user).get(page).content.decode()
    # Something more of it is something new to tell.
    Recommendation.objects.filter(pk=held.pk).update(their_reference="archer 1")
    assert services.tell_of_names() == 1
    assert told.filter(body__contains="their reference").count() == 2


def test_what_was_neither_made_public_nor_answered_does_not_go_out(cast: Cast) -> None:
    held = make.drafted(cast)
    with pytest.raises(Conflict, match="None of these may go out"):
        services.give_out(Wanted(), recipient="The inspectorate", reason="It asks", by=fresh(cast.lena))
    planted(held, made_public_on=make.day(0))
    made = services.give_out(Wanted(), recipient="The inspectorate", reason="It asks", by=fresh(cast.lena))
    assert [(one.reference, one.answer) for one in made.shown] == [(held.reference, "")]


# -- who --------------------------------------------------------------------------------------------------------------


def test_a_header_without_names_opens_no_recommendation_of_the_case(cast: Cast) -> None:
    held, mona = make.recorded(cast, case=opened(cast)), fresh(cast.mona)
    assert not Recommendation.objects.visible_to(mona).filter(pk=held.pk).exists()
    services.release(held, version=None, by=fresh(cast.lena))
    assert Recommendation.objects.visible_to(mona).filter(pk=held.pk).exists()


def test_who_reads_the_case_alone_gives_it_to_others_so_that_no_list_tells_who_is_in_conflict(cast: Cast) -> None:
    held = on_board(cast)
    lars, cora = fresh(cast.lars), fresh(cast.cora)
    assert policies.is_keeper(lars, held)
    assert not policies.may_assign(lars, make.again(held))
    with pytest.raises(NotAllowed, match="Only who reads the case"):
        services.assign(held, owner=cast.ivy, version=None, by=lars)
    assert list(selectors.possible_owners(make.again(held), cora)) == [cora]
    with pytest.raises(Invalid, match="Ask who reads the case"):
        services.add_action(held, NewAction("Revise it", cast.ivy, make.day(9)), by=cora)
    services.add_action(held, NewAction("Revise it", cast.ivy, make.day(9)), by=fresh(cast.lena))


# -- what is approved, and who had a part -----------------------------------------------------------------------------


def test_what_is_approved_stands_until_it_is_sent_back(cast: Cast) -> None:
    held = make.approved(cast)
    todo, by = held.actions.get(), fresh(cast.lena)
    changed = Details("Another title", "Another text")
    acts: list[Callable[[], Any]] = [
        lambda: services.edit(held, changed, version=None, by=by),
        lambda: services.add_action(held, NewAction("More", cast.cora, make.day(9)), by=by),
        lambda: services.drop_action(todo, reason="No", version=None, by=by),
        lambda: make.audience(cast, held, "all_staff", unmeasured_because="Nobody counts"),
    ]
    for act in acts:
        with pytest.raises(Conflict, match="Its answer is approved"):
            act()
    # More time that is asked for in between opens nothing.
    services.ask_extension(
        held, asked_on=make.day(0), wanted_until=make.day(80), reason="A survey", version=None, by=fresh(cast.cora)
    )
    with pytest.raises(Conflict, match="Its answer is approved"):
        acts[0]()
    services.answer_extension(held, granted_until=None, version=None, by=by)
    # What was dropped by other ways is found when it is sent: an accepted answer states what is done.
    held.actions.update(dropped_on=make.day(0), dropped_by=cast.lena, dropped_because="No")
    with pytest.raises(Conflict, match="Add what has been done"):
        services.send(held, sent_on=make.day(0), version=None, by=by)


def test_a_chief_officer_does_not_approve_what_changed_since_they_read_it(cast: Cast) -> None:
    held = make.drafted(cast)
    read = make.again(held).version
    line = make.audience(cast, held, "all_staff", unmeasured_because="Nobody counts")
    assert make.again(held).version == read + 1
    with pytest.raises(Stale):
        services.approve(held, approved_as="DCC", version=read, by=fresh(cast.mona))
    todo = make.action(cast, held)
    services.tell_audience(line, told_on=make.day(0), proof="Minutes", version=None, by=fresh(cast.cora))
    services.finish_action(todo, evidence="Seen", version=None, by=fresh(cast.cora))
    assert make.again(held).version == read + 4


def test_who_ever_wrote_said_or_did_something_of_it_does_not_verify_it(cast: Cast) -> None:
    held = make.evidenced(cast)
    services.doubt(held, reason="Not yet", version=None, by=fresh(cast.leo))
    more = services.add_action(held, NewAction("Once more", cast.cora, make.day(9)), by=fresh(cast.sam))
    services.finish_action(more, evidence="Seen", version=None, by=fresh(cast.lars))
    services.evidence(held, evidence="Now it is", version=None, by=fresh(cast.bella))
    services.doubt(held, reason="Not yet", version=None, by=fresh(cast.leo))
    services.evidence(held, evidence="Now it is", version=None, by=fresh(cast.cora))
    for name in ("sam", "lars", "bella"):
        with pytest.raises(NotAllowed, match="You had a part in it"):
            services.verify(held, verified_how="Saw it", version=None, by=fresh(cast.users[name]))
    services.verify(held, verified_how="Saw it", version=None, by=fresh(cast.leo))


def test_an_address_that_names_somebody_is_not_published(cast: Cast) -> None:
    held = on_board(cast)
    make.action(cast, held)
    services.draft(held, make.ACCEPTED, version=None, by=fresh(cast.cora))
    services.approve(held, approved_as="DCC", version=None, by=fresh(cast.mona))
    services.send(held, sent_on=make.day(0), version=None, by=fresh(cast.lena))
    told = Publication(make.day(0), "https://example.org/a")
    named = dataclasses.replace(told, address="https://example.org/archer")
    assert set(refused(lambda: services.publish(held, named, version=None, by=fresh(cast.lena)))) == {"address"}
    services.publish(held, told, version=None, by=fresh(cast.lena))
