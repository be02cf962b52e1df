"""What is linked, and why; what is not there for who may not see it; and supervisors who are told of it."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
from django.core.management import call_command

from safeguarding.access.models import User
from safeguarding.audit.models import AuditEvent
from safeguarding.cases.choices import GrantKind, PartyRole
from safeguarding.cases.models import Case, CaseConcern
from safeguarding.cases.services.access import declare_conflict, put_grant, rebuild_access
from safeguarding.communications.choices import AccountKind, AccountStatus
from safeguarding.communications.models import AccountAccess, ContactEvent, ContactRecipient
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid, NotAllowed
from safeguarding.links.choices import NodeKind, ToldStatus
from safeguarding.links.models import SetAside, Told, ToldLink
from safeguarding.links.rules.nodes import Node
from safeguarding.links.selectors.common import in_common
from safeguarding.links.selectors.picture import Picture, picture_of
from safeguarding.links.selectors.set_aside import set_aside_from, without
from safeguarding.links.services import mark_seen, set_aside, take_up, tell_of_hidden_links
from safeguarding.matching import services as merging
from safeguarding.notices.models import Notice
from safeguarding.people.choices import AgeBand, PersonKind, PersonType
from safeguarding.people.models import Carer, Person
from tests.cast import Cast, fresh, staff
from tests.factories.accounts import an_account
from tests.factories.evidence import an_exhibit
from tests.factories.links import an_export, in_case, tells, writes
from tests.factories.work import a_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    return a_case(cast)


@pytest.fixture
def other(cast: Cast) -> Case:
    return a_case(cast)


def seen(user: User, case: Case, *, depth: int = 2) -> Picture:
    aside = without(set_aside_from(case), case)
    return picture_of(fresh(user), Node(NodeKind.CASE, case.pk), depth=depth, without=aside)


def told(user: User, case: Case) -> dict[tuple[str, str], list[str]]:
    """By what is common and where else it is, why it is said."""
    return {
        (one.named.text, there.named.text): [reason.why for reason in there.reasons]
        for one in in_common(seen(user, case))
        for there in one.elsewhere
    }


# -- each kind of identifier ------------------------------------------------------------------------------------------


def test_a_person_in_two_cases_is_linked(cast: Cast, case: Case, other: Case) -> None:
    in_case(case, cast.people["carl"])
    party = in_case(other, cast.people["carl"], PartyRole.ASSOCIATE)
    assert told(cast.lena, case) == {("Carl Cooper", other.reference): [f"Associate in the case, as {party.label}"]}


def test_a_person_who_was_taken_off_a_case_is_no_link(cast: Cast, case: Case, other: Case) -> None:
    in_case(case, cast.people["carl"])
    party = in_case(other, cast.people["carl"])
    party.removed_at, party.removed_by = clock.now(), cast.lena
    party.save()
    assert told(cast.lena, case) == {}


def test_a_handle_in_messages_of_two_cases_is_one(cast: Cast, case: Case, other: Case) -> None:
    writes(case, "@Kai.X")
    there = writes(other, "https://instagram.com/kai.x")
    exhibit = there.export.source.exhibit.reference
    assert told(cast.lena, case) == {
        ("kai.x", other.reference): [f"In the messages of exhibit {exhibit}, participant 1"]
    }


def test_the_same_handle_on_another_platform_is_another(cast: Cast, case: Case, other: Case) -> None:
    writes(case, "kai.x")
    writes(other, "kai.x", on="snapchat")
    assert told(cast.lena, case) == {}


def test_a_name_with_a_space_links_nothing(cast: Cast, case: Case, other: Case) -> None:
    writes(case, "Tom Ashby")
    writes(other, "Tom Ashby")
    assert told(cast.lena, case) == {}


def test_a_number_is_one_on_every_service(cast: Cast, case: Case, other: Case) -> None:
    writes(case, "+44 7700 900123", on="whatsapp")
    writes(other, "07700900123", on="telephone")
    assert set(told(cast.lena, case)) == {("+447700900123", other.reference)}


def test_an_email_address_is_found_in_a_concern(cast: Cast, case: Case) -> None:
    writes(case, "Kai@Example.org", on="email")
    concern = tells(cast, "kai@example.org", "")
    assert told(cast.lena, case) == {("kai@example.org", concern.reference): [f"Told in concern {concern.reference}"]}


def test_a_device_in_two_cases_is_one(cast: Cast, case: Case, other: Case) -> None:
    an_exhibit(case, device_number="35-209900-176148-1")
    an_exhibit(other, device_number="352099001761481", reference="KP/4")
    assert told(cast.lena, case) == {("352099001761481", other.reference): ["The device is exhibit KP/4"]}


@pytest.mark.parametrize("typed", ["@kai.x", "kai.x on insta", "see instagram.com/kai.x", "KAI.X, other_one"])
def test_a_handle_told_in_a_concern_is_found_however_it_was_typed(cast: Cast, case: Case, typed: str) -> None:
    writes(case, "kai.x")
    concern = tells(cast, typed)
    assert set(told(cast.lena, case)) == {("kai.x", concern.reference)}


def test_a_handle_told_without_its_platform_is_found_and_says_so(cast: Cast, case: Case, other: Case) -> None:
    writes(other, "kai.x", on="snapchat")
    concern = tells(cast, "kai.x", "")
    CaseConcern.objects.create(case=case, concern=concern, added_by=cast.lena)
    picture = seen(cast.lena, case)
    reasons = [reason.why for each in picture.joined for reason in each.reasons]
    assert f"Told, the platform not said, in concern {concern.reference}" in reasons
    assert other.reference in {there.named.text for one in in_common(picture) for there in one.elsewhere}


def test_two_concerns_that_tell_one_handle_are_linked(cast: Cast) -> None:
    one, two = tells(cast, "@kai.x"), tells(cast, "kai.x", "insta, Instagram")
    picture = picture_of(fresh(cast.lena), Node(NodeKind.CONCERN, one.pk), depth=2)
    assert [there.named.text for each in in_common(picture) for there in each.elsewhere] == [two.reference]


def test_an_account_of_the_register_says_whose_a_handle_is(cast: Cast, case: Case) -> None:
    carl = cast.people["carl"]
    account = an_account(
        cast.cora, "@Kai.X", person=carl, kind=AccountKind.PERSONAL_INDIVIDUAL, status=AccountStatus.KNOWN
    )
    AccountAccess.objects.create(account=account, person=cast.people["brian"], given_by=cast.cora)
    writes(case, "kai.x")
    found = told(cast.lena, case)
    assert found["@Kai.X", "Carl Cooper"] == ["Owns the account, by the register"]
    assert found["@Kai.X", "Brian Baker"] == [f"May use it since {clock.date_words(clock.today())}"]


def test_the_number_of_a_carer_is_found_in_messages(cast: Cast, case: Case) -> None:
    adult = Person.objects.create(
        force=cast.force, unit=cast.hub, kind=PersonKind.ADULT, given_name="Mo", family_name="Archer",
        age_band=AgeBand.ADULT, created_by=cast.lena,
    )  # fmt: skip
    Carer.objects.create(
        young_person=cast.people["ann"], adult=adult, relationship="mother", contact="may", telephone="07700 900 123",
        since=clock.today(), recorded_by=cast.lena,
    )  # fmt: skip
    writes(case, "+447700900123", on="whatsapp", export=an_export(case))
    writes(case, "+447700900123", on="whatsapp", export=an_export(case))
    around = picture_of(fresh(cast.lena), Node(NodeKind.PERSON, adult.pk), depth=2)
    assert {around.names[node].text for node in around.nodes} == {
        "Mo Archer", "Ann Archer", "+447700900123", case.reference
    }  # fmt: skip
    assert told(cast.lena, case)["+447700900123", "Mo Archer"] == ["How this carer is reached"]


def test_whom_an_adult_contacted_is_around_them_with_how_often(cast: Cast) -> None:
    carl, ann = cast.people["carl"], cast.people["ann"]
    for _ in range(2):
        contact = ContactEvent.objects.create(
            force=cast.force, direction="adult_to_child", sender=carl, channel="group_message", sent_at=clock.now(),
            logged_by=cast.lena,
        )  # fmt: skip
        ContactRecipient.objects.create(contact=contact, person=ann)
    picture = picture_of(fresh(cast.lena), Node(NodeKind.PERSON, carl.pk), depth=1)
    (joined,) = picture.joined
    assert joined.reasons[0].why.startswith("2 contacts on record, the last on ")


def test_two_exports_of_one_case_are_linked_by_a_handle(cast: Cast, case: Case) -> None:
    writes(case, "kai.x")
    writes(case, "kai.x")
    (one,) = in_common(seen(cast.lena, case))
    assert (one.named.text, len(one.here), one.elsewhere) == ("kai.x", 2, [])


def test_a_handle_that_is_found_once_is_not_shown(cast: Cast, case: Case) -> None:
    writes(case, "kai.x")
    assert len(seen(cast.lena, case).nodes) == 1


# -- who sees it ------------------------------------------------------------------------------------------------------


@pytest.fixture
def restricted(cast: Cast) -> Case:
    """A case that lena owns and sam supervises; leo and lars do not see it."""
    case = a_case(cast, is_restricted=True)
    put_grant(case=case, user=cast.lena, kind=GrantKind.LEAD, reason="Owns it", by=cast.system)
    put_grant(case=case, user=cast.sam, kind=GrantKind.SUPERVISE, reason="Supervises it", by=cast.system)
    return case


def test_who_may_not_see_the_other_end_sees_no_link(cast: Cast, case: Case, restricted: Case) -> None:
    in_case(case, cast.people["carl"])
    in_case(restricted, cast.people["carl"])
    writes(case, "kai.x")
    writes(restricted, "kai.x")
    assert restricted.reference in {end for _, end in told(cast.lena, case)}
    picture = seen(cast.leo, case)
    assert told(cast.leo, case) == {}
    assert {node.kind for node in picture.nodes} == {NodeKind.CASE, NodeKind.PERSON}
    assert picture.more == {}
    assert picture.left_out == 0


def test_conflict_hides_the_other_end(cast: Cast, case: Case, other: Case) -> None:
    writes(case, "kai.x")
    writes(other, "kai.x")
    assert told(cast.leo, case)
    declare_conflict(case=other, user=fresh(cast.leo), reason="A friend", by=fresh(cast.lena))
    assert told(cast.leo, case) == {}


def test_a_manager_who_sees_headers_sees_no_link(cast: Cast, case: Case, other: Case) -> None:
    in_case(case, cast.people["carl"])
    in_case(other, cast.people["carl"])
    assert seen(cast.mona, case).joined == []


def test_a_concern_of_another_unit_is_not_there(cast: Cast, case: Case) -> None:
    writes(case, "kai.x")
    tells(cast, "kai.x", unit=cast.south)
    assert told(cast.lena, case) == {}


def test_another_force_is_never_linked(cast: Cast, case: Case) -> None:
    foreign = a_case(cast, force=cast.other_force, unit=cast.other_hub, owner=cast.wes, supervisor=None)
    rebuild_access(foreign)
    writes(case, "kai.x")
    writes(foreign, "kai.x")
    assert told(cast.lena, case) == {}
    assert told(cast.wes, foreign) == {}


def test_how_many_more_there_are_counts_only_what_one_may_see(cast: Cast, case: Case) -> None:
    carl = cast.people["carl"]
    in_case(case, carl)
    for number in range(12):
        there = a_case(cast, is_restricted=number % 2 == 0)
        in_case(there, carl)
    picture = seen(cast.leo, case)
    shown = [node for node in picture.nodes if node.kind == NodeKind.CASE]
    assert len(shown) + sum(picture.more.values()) == 7


# -- setting aside ----------------------------------------------------------------------------------------------------


def aside(cast: Cast, case: Case, other: Case) -> SetAside:
    (one,) = in_common(seen(cast.lena, case))
    end = one.elsewhere[0]
    assert end.node == Node(NodeKind.CASE, other.pk)
    return set_aside(case=case, through=one.node, end=end.node, reason="Another one had it before", by=fresh(cast.lena))


def test_a_link_that_is_set_aside_is_gone_from_both_ends_until_it_is_taken_up(
    cast: Cast, case: Case, other: Case
) -> None:
    writes(case, "kai.x")
    writes(other, "kai.x")
    row = aside(cast, case, other)
    assert "kai" not in row.sealed_text
    assert told(cast.lena, case) == told(cast.lena, other) == {}
    take_up(case=other, row=row, reason="It is the same", version=row.version, by=fresh(cast.lena))
    assert set(told(cast.lena, case)) == {("kai.x", other.reference)}
    verbs = AuditEvent.objects.filter(verb__startswith="link.").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["link.set_aside", "link.taken_up"]


def test_who_works_on_a_third_case_takes_up_no_link_of_two_others(cast: Cast, case: Case, other: Case) -> None:
    writes(case, "kai.x")
    writes(other, "kai.x")
    row = aside(cast, case, other)
    third = a_case(cast)
    with pytest.raises(SetAside.DoesNotExist):
        take_up(case=third, row=row, reason="It is the same", version=row.version, by=fresh(cast.lena))
    assert told(cast.lena, case) == {}


def test_what_is_set_aside_stays_so_when_the_key_of_sealed_fields_is_changed(
    cast: Cast, case: Case, other: Case, settings: Any
) -> None:
    settings.FIELD_KEYS = ["old"]
    writes(case, "kai.x")
    writes(other, "kai.x")
    aside(cast, case, other)
    settings.FIELD_KEYS = ["new", "old"]
    call_command("seal_again", stdout=io.StringIO())
    settings.FIELD_KEYS = ["new"]
    assert told(cast.lena, case) == told(cast.lena, other) == {}


def test_one_who_is_found_to_be_another_brings_their_links_along(cast: Cast, case: Case, other: Case) -> None:
    """Two records of one person, each in a case of its own: as one person they link the two."""
    kept, merged = cast.people["carl"], staff(cast, "Karl", "Cooper", PersonType.PCSO)
    in_case(case, kept)
    in_case(other, merged)
    assert told(cast.lena, case) == {}
    proposal = merging.propose(kept=kept, merged=merged, why="One man, written in two ways", by=fresh(cast.lena))
    merging.approve(proposal=proposal, reason="", version=None, by=fresh(cast.leo))
    assert {end for _, end in told(cast.lena, case)} == {other.reference}


def test_what_is_set_aside_for_one_case_stands_for_a_third(cast: Cast, case: Case, other: Case) -> None:
    third = a_case(cast)
    for one in (case, other, third):
        writes(one, "kai.x")
    (found,) = in_common(seen(cast.lena, case))
    wrong = next(end for end in found.elsewhere if end.node.pk == other.pk)
    set_aside(case=case, through=found.node, end=wrong.node, reason="Another", by=fresh(cast.lena))
    assert {end for _, end in told(cast.lena, case)} == {third.reference}
    assert {end for _, end in told(cast.lena, other)} == {third.reference}


def test_setting_aside_needs_a_reason_and_is_done_once_by_who_works_on_the_case(
    cast: Cast, case: Case, other: Case
) -> None:
    writes(case, "kai.x")
    writes(other, "kai.x")
    through, end = Node(NodeKind.HANDLE, 1, "kai.x"), Node(NodeKind.CASE, other.pk)
    with pytest.raises(Invalid):
        set_aside(case=case, through=through, end=end, reason=" ", by=fresh(cast.lena))
    with pytest.raises(NotAllowed):
        set_aside(case=case, through=through, end=end, reason="No", by=fresh(cast.mona))
    with pytest.raises(Case.DoesNotExist):
        set_aside(case=case, through=through, end=end, reason="No", by=fresh(cast.lars))
    row = aside(cast, case, other)
    through = Node(NodeKind.HANDLE, row.platform_number, "kai.x")
    with pytest.raises(Conflict):
        set_aside(case=other, through=through, end=Node(NodeKind.CASE, case.pk), reason="No", by=fresh(cast.lena))


def test_nobody_judges_a_link_that_is_about_them(cast: Cast, case: Case, other: Case) -> None:
    lena = Person.objects.create(
        force=cast.force, unit=cast.hub, kind=PersonKind.ADULT, person_type="police_officer", given_name="Lena",
        family_name="Example", age_band=AgeBand.ADULT, created_by=cast.adam, user=cast.lena,
    )  # fmt: skip
    with pytest.raises(NotAllowed):
        set_aside(
            case=case, through=Node(NodeKind.PERSON, lena.pk), end=Node(NodeKind.CASE, other.pk), reason="No",
            by=fresh(cast.lena),
        )  # fmt: skip


# -- supervisors are told that there is a link ------------------------------------------------------------------------


@pytest.fixture
def of_south(cast: Cast) -> Case:
    """A case of the other team: lars owns it, and sees none of the Hub's."""
    return a_case(cast, unit=cast.south, owner=cast.lars, supervisor=None)


def notices(user: User) -> list[Notice]:
    return list(Notice.objects.visible_to(fresh(user)).filter(subject_type="link"))


def test_who_sees_both_ends_and_supervises_is_told_once(cast: Cast, case: Case, of_south: Case) -> None:
    put_grant(
        case=of_south, user=cast.sam, kind=GrantKind.ACCESS, reason="Looks in", by=cast.system,
        expires_at=clock.now() + dt.timedelta(days=3),
    )  # fmt: skip
    writes(case, "kai.x")
    writes(of_south, "kai.x")
    assert tell_of_hidden_links(by=cast.system) == 1
    assert tell_of_hidden_links(by=cast.system) == 0
    (notice,) = notices(cast.sam)
    assert "kai" not in f"{notice.title}{notice.body}{notice.url}"
    assert [row.user for row in Told.objects.all()] == [cast.sam]
    assert notices(cast.lena) == notices(cast.lars) == []
    assert AuditEvent.objects.filter(verb="link.told").count() == 1


def test_who_supervises_one_end_is_told_of_it_alone(cast: Cast, case: Case, of_south: Case) -> None:
    writes(case, "kai.x")
    writes(of_south, "kai.x")
    tell_of_hidden_links(by=cast.system)
    (notice,) = notices(cast.sam)
    assert case.reference in notice.title
    assert of_south.reference not in f"{notice.title}{notice.body}{notice.url}"


def test_nobody_in_conflict_with_either_end_is_told(cast: Cast, case: Case, of_south: Case) -> None:
    """Sam supervises the one and is the subject of the other: that there is another would tell him."""
    sam = Person.objects.create(
        force=cast.force, unit=cast.hub, kind=PersonKind.ADULT, person_type="police_officer", given_name="Sam",
        family_name="Example", age_band=AgeBand.ADULT, created_by=cast.adam, user=cast.sam,
    )  # fmt: skip
    in_case(of_south, sam)
    writes(case, "kai.x")
    writes(of_south, "kai.x")
    tell_of_hidden_links(by=cast.system)
    assert notices(cast.sam) == []
    assert cast.sam not in {row.user for row in Told.objects.all()}


def test_a_conflict_that_comes_later_takes_the_notice_away(cast: Cast, case: Case, of_south: Case) -> None:
    writes(case, "kai.x")
    writes(of_south, "kai.x")
    tell_of_hidden_links(by=cast.system)
    assert notices(cast.sam)
    declare_conflict(case=of_south, user=fresh(cast.sam), reason="A friend", by=fresh(cast.lars))
    assert notices(cast.sam) == []
    assert not ToldLink.objects.visible_to(fresh(cast.sam)).exists()


def test_a_link_that_both_owners_see_is_told_to_nobody(cast: Cast, case: Case, other: Case) -> None:
    writes(case, "kai.x")
    writes(other, "kai.x")
    in_case(case, cast.people["carl"])
    in_case(other, cast.people["carl"])
    assert tell_of_hidden_links(by=cast.system) == 0
    assert ToldLink.objects.count() == 0


def test_access_that_is_given_ends_it_and_what_was_done_is_kept(cast: Cast, case: Case, of_south: Case) -> None:
    in_case(case, cast.people["carl"])
    in_case(of_south, cast.people["carl"])
    tell_of_hidden_links(by=cast.system)
    link = ToldLink.objects.visible_to(fresh(cast.sam)).get()
    with pytest.raises(Invalid):
        mark_seen(link=link, note="", version=link.version, by=fresh(cast.sam))
    done = mark_seen(link=link, note="Lars is given access", version=link.version, by=fresh(cast.sam))
    assert (done.status, done.seen_by) == (ToldStatus.SEEN, cast.sam)
    end = clock.now() + dt.timedelta(days=30)
    for one, owner in ((case, cast.lars), (of_south, cast.lena)):
        put_grant(case=one, user=owner, kind=GrantKind.ACCESS, reason="Linked", by=cast.system, expires_at=end)
    tell_of_hidden_links(by=cast.system)
    assert ToldLink.objects.get().status == ToldStatus.GONE


def test_a_concern_at_the_other_end_is_told_too(cast: Cast, of_south: Case) -> None:
    put_grant(case=of_south, user=cast.sam, kind=GrantKind.SUPERVISE, reason="For now", by=cast.system)
    writes(of_south, "kai.x")
    concern = tells(cast, "kai.x")
    assert tell_of_hidden_links(by=cast.system) == 1
    assert ToldLink.objects.get().concern == concern
    assert concern.reference not in notices(cast.sam)[0].title


def test_what_was_set_aside_is_not_told(cast: Cast, case: Case, of_south: Case) -> None:
    put_grant(case=of_south, user=cast.lena, kind=GrantKind.ACCESS, reason="Looks in", by=cast.system,
              expires_at=clock.now() + dt.timedelta(days=3))  # fmt: skip
    writes(case, "kai.x")
    writes(of_south, "kai.x")
    aside(cast, case, of_south)
    assert tell_of_hidden_links(by=cast.system) == 0
