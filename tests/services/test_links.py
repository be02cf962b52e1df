"""What is linked, and why; and what is not there for who may not see it."""

from __future__ import annotations

import pytest

from safeguarding.cases.choices import GrantKind, PartyRole
from safeguarding.cases.models import Case, CaseConcern
from safeguarding.cases.services.access import declare_conflict, put_grant, rebuild_access
from safeguarding.communications.choices import AccountKind, AccountStatus
from safeguarding.communications.models import AccountAccess, ContactEvent, ContactRecipient
from safeguarding.core import clock
from safeguarding.links.choices import NodeKind
from safeguarding.links.rules.nodes import Node
from safeguarding.links.selectors.common import in_common
from safeguarding.links.selectors.picture import picture_of
from safeguarding.people.choices import AgeBand, PersonKind
from safeguarding.people.models import Carer, Person
from tests.cast import Cast, fresh
from tests.factories.accounts import an_account
from tests.factories.evidence import an_exhibit
from tests.factories.links import an_export, found_from, in_case, seen_around, tells, writes
from tests.factories.work import a_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    return a_case(cast)


@pytest.fixture
def other(cast: Cast) -> Case:
    return a_case(cast)


def test_a_person_in_two_cases_is_linked(cast: Cast, case: Case, other: Case) -> None:
    near = in_case(case, cast.people["carl"])
    party = in_case(other, cast.people["carl"], PartyRole.ASSOCIATE)
    assert found_from(cast.lena, case) == {(near.label, other.reference): [f"Associate in the case, as {party.label}"]}


def test_a_person_who_was_taken_off_a_case_is_no_link(cast: Cast, case: Case, other: Case) -> None:
    in_case(case, cast.people["carl"])
    party = in_case(other, cast.people["carl"])
    party.removed_at, party.removed_by = clock.now(), cast.lena
    party.save()
    assert found_from(cast.lena, case) == {}


def test_a_handle_in_messages_of_two_cases_is_one(cast: Cast, case: Case, other: Case) -> None:
    writes(case, "@Kai.X")
    there = writes(other, "https://instagram.com/kai.x")
    exhibit = there.export.source.exhibit.reference
    assert found_from(cast.lena, case) == {
        ("kai.x", other.reference): [f"In the messages of exhibit {exhibit}, participant 1"]
    }


def test_the_same_handle_on_another_platform_is_another(cast: Cast, case: Case, other: Case) -> None:
    writes(case, "kai.x")
    writes(other, "kai.x", on="snapchat")
    assert found_from(cast.lena, case) == {}


def test_a_name_with_a_space_links_nothing(cast: Cast, case: Case, other: Case) -> None:
    writes(case, "Tom Ashby")
    writes(other, "Tom Ashby")
    assert found_from(cast.lena, case) == {}


def test_a_number_is_one_on_every_service(cast: Cast, case: Case, other: Case) -> None:
    writes(case, "+44 7700 900123", on="whatsapp")
    writes(other, "07700900123", on="telephone")
    assert set(found_from(cast.lena, case)) == {("+447700900123", other.reference)}


def test_an_email_address_is_found_in_a_concern(cast: Cast, case: Case) -> None:
    writes(case, "Kai@Example.org", on="email")
    concern = tells(cast, "kai@example.org", "")
    assert found_from(cast.lena, case) == {
        ("kai@example.org", concern.reference): [f"Told in concern {concern.reference}"]
    }


def test_a_device_in_two_cases_is_one(cast: Cast, case: Case, other: Case) -> None:
    an_exhibit(case, device_number="35-209900-176148-1")
    an_exhibit(other, device_number="352099001761481", reference="KP/4")
    assert found_from(cast.lena, case) == {("352099001761481", other.reference): ["The device is exhibit KP/4"]}


@pytest.mark.parametrize("typed", ["@kai.x", "kai.x on insta", "see instagram.com/kai.x", "KAI.X, other_one"])
def test_a_handle_told_in_a_concern_is_found_however_it_was_typed(cast: Cast, case: Case, typed: str) -> None:
    writes(case, "kai.x")
    concern = tells(cast, typed)
    assert set(found_from(cast.lena, case)) == {("kai.x", concern.reference)}


def test_a_handle_told_without_its_platform_is_found_and_says_so(cast: Cast, case: Case, other: Case) -> None:
    writes(other, "kai.x", on="snapchat")
    concern = tells(cast, "kai.x", "")
    CaseConcern.objects.create(case=case, concern=concern, added_by=cast.lena)
    picture = seen_around(cast.lena, case)
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
    found = found_from(cast.lena, case)
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
    assert found_from(cast.lena, case)["+447700900123", "Mo Archer"] == ["How this carer is reached"]


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
    (one,) = in_common(seen_around(cast.lena, case))
    assert (one.named.text, len(one.here), one.elsewhere) == ("kai.x", 2, [])


def test_a_handle_that_is_found_once_is_not_shown(cast: Cast, case: Case) -> None:
    writes(case, "kai.x")
    assert len(seen_around(cast.lena, case).nodes) == 1


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
    assert restricted.reference in {end for _, end in found_from(cast.lena, case)}
    picture = seen_around(cast.leo, case)
    assert found_from(cast.leo, case) == {}
    assert {node.kind for node in picture.nodes} == {NodeKind.CASE, NodeKind.PERSON}
    assert picture.more == {}
    assert picture.left_out == 0


def test_conflict_hides_the_other_end(cast: Cast, case: Case, other: Case) -> None:
    writes(case, "kai.x")
    writes(other, "kai.x")
    assert found_from(cast.leo, case)
    declare_conflict(case=other, user=fresh(cast.leo), reason="A friend", by=fresh(cast.lena))
    assert found_from(cast.leo, case) == {}


def test_a_manager_who_sees_headers_sees_no_link(cast: Cast, case: Case, other: Case) -> None:
    in_case(case, cast.people["carl"])
    in_case(other, cast.people["carl"])
    assert seen_around(cast.mona, case).joined == []


def test_a_concern_of_another_unit_is_not_there(cast: Cast, case: Case) -> None:
    writes(case, "kai.x")
    tells(cast, "kai.x", unit=cast.south)
    assert found_from(cast.lena, case) == {}


def test_another_force_is_never_linked(cast: Cast, case: Case) -> None:
    foreign = a_case(cast, force=cast.other_force, unit=cast.other_hub, owner=cast.wes, supervisor=None)
    rebuild_access(foreign)
    writes(case, "kai.x")
    writes(foreign, "kai.x")
    assert found_from(cast.lena, case) == {}
    assert found_from(cast.wes, foreign) == {}


def test_how_many_more_there_are_counts_only_what_one_may_see(cast: Cast, case: Case) -> None:
    carl = cast.people["carl"]
    in_case(case, carl)
    for number in range(12):
        there = a_case(cast, is_restricted=number % 2 == 0)
        in_case(there, carl)
    picture = seen_around(cast.leo, case)
    shown = [node for node in picture.nodes if node.kind == NodeKind.CASE]
    assert len(shown) + sum(picture.more.values()) == 7
