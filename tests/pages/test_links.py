"""The pages of links: what they show, to whom, that each look is written down, and what leaves as a file."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from safeguarding.audit.models import AuditEvent, Consultation
from safeguarding.cases.choices import GrantKind, PartyRole
from safeguarding.cases.models import Case
from safeguarding.cases.services.access import put_grant, rebuild_access
from safeguarding.links.choices import NodeKind
from safeguarding.links.models import SetAside, ToldLink
from safeguarding.links.rules.nodes import Node
from safeguarding.links.services import set_aside, take_up, tell_of_hidden_links
from safeguarding.links.views import told
from tests.cast import Cast, fresh
from tests.factories.accounts import an_account
from tests.factories.casework import signed_in
from tests.factories.links import in_case, tells, writes
from tests.factories.work import a_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    return a_case(cast)


@pytest.fixture
def other(cast: Cast) -> Case:
    return a_case(cast)


def purposeful(client: Client) -> Client:
    """They have said why they look."""
    client.post("/links/purpose/", {"purpose": "case_work"})
    return client


def page(case: Case) -> str:
    return f"/cases/{case.reference}/links/found/"


def test_the_purpose_is_asked_first_and_each_young_person_is_written_down(cast: Cast, case: Case) -> None:
    in_case(case, cast.people["ann"], PartyRole.YOUNG_PERSON)
    client = signed_in(cast.lena)
    asked = client.get(page(case))
    assert (asked.status_code, asked["Location"]) == (302, "/links/purpose/")
    back = client.post("/links/purpose/", {"purpose": "case_work"})
    assert back["Location"] == page(case)
    before = Consultation.objects.count()
    assert client.get(page(case)).status_code == 200
    new = Consultation.objects.order_by("-pk")[: Consultation.objects.count() - before]
    assert {(row.object_type, row.object_id) for row in new} == {
        ("case", case.pk), ("person", cast.people["ann"].pk)
    }  # fmt: skip


def test_a_case_shows_what_it_has_in_common_and_leads_to_setting_it_aside(cast: Cast, case: Case, other: Case) -> None:
    writes(case, "kai.x")
    writes(other, "kai.x")
    client = purposeful(signed_in(cast.lena))
    shown = client.get(page(case)).content.decode()
    assert "1 thing in this case is found elsewhere too" in shown
    assert other.reference in shown
    start = shown.index("/links/found/set-aside/")
    address = page(case) + shown[start + len("/links/found/") :].split('"')[0]
    assert "kai" not in address
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "Somebody else's before"})["Location"] == page(case)
    after = client.get(page(case)).content.decode()
    assert "Nothing in this case is found elsewhere" in after
    assert "Set aside (1)" in after
    assert "and 1 set aside.</p>" in after
    row = SetAside.objects.get()
    taken = client.post(f"{page(case)}{row.pk}/take-up/", {"version": row.version, "reason": "It is the same"})
    assert taken.status_code == 302
    assert "1 thing in this case is found elsewhere too" in client.get(page(case)).content.decode()


def test_another_end_that_one_may_not_see_answers_like_one_that_is_not_there(
    cast: Cast, case: Case, other: Case
) -> None:
    writes(case, "kai.x")
    writes(other, "kai.x")
    lena = purposeful(signed_in(cast.lena))
    shown = lena.get(page(case)).content.decode()
    address = page(case) + shown[shown.index("set-aside/") :].split('"')[0]
    Case.objects.filter(pk=other.pk).update(is_restricted=True)
    other.refresh_from_db()
    rebuild_access(other)
    leo = purposeful(signed_in(cast.leo))
    assert leo.get(address).status_code == leo.get(f"{page(case)}set-aside/a/b/").status_code == 404
    seen = leo.get(page(case)).content.decode()
    assert other.reference not in seen
    assert "kai" not in seen
    for kind in ("csv", "xlsx"):
        assert other.reference.encode() not in leo.get(f"{page(case)}?as={kind}").content
    answer = leo.get(f"/api/v1/links/cases/{case.reference}/?purpose=case_work").json()
    assert [thing["kind"] for thing in answer["things"]] == ["case"]
    assert answer["links"] == []


def test_the_history_of_a_case_keeps_still_about_a_link_of_which_one_may_not_see_the_other_end(
    cast: Cast, case: Case, other: Case
) -> None:
    in_case(case, cast.people["carl"])
    in_case(other, cast.people["carl"])
    through, end = Node(NodeKind.PERSON, cast.people["carl"].pk), Node(NodeKind.CASE, other.pk)
    row = set_aside(of=case, through=through, end=end, reason=f"As in {other.reference}", by=fresh(cast.lena))
    take_up(of=case, row=row, reason="It is the same", version=row.version, by=fresh(cast.lena))
    Case.objects.filter(pk=other.pk).update(is_restricted=True)
    other.refresh_from_db()
    put_grant(case=other, user=cast.lena, kind=GrantKind.LEAD, reason="Owns it", by=cast.system)
    rebuild_access(other)
    for who, sees in (("lena", True), ("leo", False)):
        shown = signed_in(getattr(cast, who)).get(f"/cases/{case.reference}/history/").content.decode()
        assert ("set aside a link" in shown, "took up again a link" in shown, other.reference in shown) == (sees,) * 3


def test_the_table_leaves_as_a_file_and_is_recorded(cast: Cast, case: Case, other: Case) -> None:
    in_case(case, cast.people["carl"])
    in_case(other, cast.people["carl"])
    client = purposeful(signed_in(cast.lena))
    rows = client.get(f"{page(case)}?as=csv").content.decode()
    assert "Carl Cooper" in rows
    assert other.reference in rows
    assert AuditEvent.objects.filter(verb="list.exported").count() == 1


def test_the_picture_is_narrowed_by_kind_and_by_step(cast: Cast, case: Case, other: Case) -> None:
    in_case(case, cast.people["carl"])
    in_case(other, cast.people["carl"])
    client = purposeful(signed_in(cast.lena))
    assert other.reference in client.get(page(case)).content.decode()
    assert other.reference not in client.get(f"{page(case)}?depth=1").content.decode()
    only = client.get(f"{page(case)}?depth=2&kind=device").content.decode()
    assert "Carl Cooper" not in only.split('id="picture"')[1]


@pytest.mark.parametrize("who", ["lena", "cora", "ivy"])
def test_around_a_person_each_sees_what_they_may(cast: Cast, case: Case, who: str) -> None:
    carl = cast.people["carl"]
    in_case(case, carl)
    shown = purposeful(signed_in(getattr(cast, who))).get(f"/links/people/{carl.pk}/").content.decode()
    assert "Carl Cooper" in shown
    assert (case.reference in shown) == (who == "lena")


@pytest.mark.parametrize("who", ["pat", "mona", "aud", "adam", "brian"])
def test_who_works_neither_with_people_nor_on_cases_looks_at_no_links(cast: Cast, who: str) -> None:
    client = purposeful(signed_in(getattr(cast, who)))
    assert client.get(f"/links/people/{cast.people['carl'].pk}/").status_code == 403


def test_the_subject_finds_no_page_and_no_link_of_the_case(cast: Cast, case: Case) -> None:
    in_case(case, cast.people["brian"])
    for who in (cast.brian, cast.bella):
        client = purposeful(signed_in(who))
        assert client.get(page(case)).status_code == 404
        around = client.get(f"/links/people/{cast.people['brian'].pk}/")
        assert case.reference not in around.content.decode()


def test_an_account_is_found_in_messages_and_in_a_concern(cast: Cast, case: Case) -> None:
    account = an_account(cast.cora, "@Kai.X", person=cast.people["carl"])
    writes(case, "kai.x")
    concern = tells(cast, "kai.x")
    shown = purposeful(signed_in(cast.lena)).get(f"/links/accounts/{account.pk}/").content.decode()
    assert case.reference in shown
    assert concern.reference in shown
    assert "Owns the account, by the register" in shown


def test_a_supervisor_sees_what_they_were_told_and_nothing_of_the_other_end(cast: Cast, case: Case) -> None:
    south = a_case(cast, unit=cast.south, owner=cast.lars, supervisor=None)
    writes(case, "kai.x")
    writes(south, "kai.x")
    tell_of_hidden_links(by=cast.system)
    link = ToldLink.objects.get()
    sam = signed_in(cast.sam)
    listed, one = sam.get("/links/told/").content.decode(), sam.get(link.get_absolute_url()).content.decode()
    for shown in (listed, one):
        assert case.reference in shown
        assert south.reference not in shown
        assert "kai" not in shown
    answer = sam.get(f"/api/v1/links/told/{link.pk}/").json()
    assert answer["between"] == [case.reference]
    assert signed_in(cast.lena).get(link.get_absolute_url()).status_code == 404
    done = sam.post(link.get_absolute_url(), {"version": link.version, "note": "Told the head of PSD"})
    assert done.status_code == 302
    assert "Told the head of PSD" in sam.get(link.get_absolute_url()).content.decode()


def test_a_file_of_links_one_was_told_of_says_when_it_does_not_hold_all(
    cast: Cast, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(told, "MOST_IN_A_FILE", 1)
    writes(case, "kai.x")
    for _ in range(2):
        writes(a_case(cast, unit=cast.south, owner=cast.lars, supervisor=None), "kai.x")
    tell_of_hidden_links(by=cast.system)
    file = signed_in(cast.sam).get("/links/told/?as=csv").content.decode()
    assert file.count(case.reference) == 1
    assert "Only the first 1 of 2 are in this file" in file


def test_a_link_is_set_aside_and_taken_up_through_the_api(cast: Cast, case: Case, other: Case) -> None:
    writes(case, "kai.x")
    writes(other, "kai.x")
    client = signed_in(fresh(cast.lena))
    address = f"/api/v1/links/cases/{case.reference}/"
    assert client.get(address).status_code == 422
    things = client.get(f"{address}?purpose=case_work").json()["things"]
    refs = {thing["kind"]: thing["ref"] for thing in things if thing["step"]}
    sent = {"through": refs["handle"], "end": refs["case"], "reason": "Another"}
    made = client.post(f"{address}set-aside/", sent, content_type="application/json")
    assert made.status_code == 201
    assert [row["id"] for row in client.get(f"{address}set-aside/").json()] == [made.json()["id"]]
    again = client.post(f"{address}set-aside/", sent, content_type="application/json")
    assert again.status_code == 422
    up = f"{address}set-aside/{made.json()['id']}/take-up/"
    body = {"reason": "It is"}
    assert client.post(up, body, content_type="application/json").status_code == 428
    done = client.post(up, body, content_type="application/json", headers={"If-Match": '"v1"'})
    assert done.status_code == 200


def test_a_link_of_two_concerns_is_set_aside_on_the_page_and_taken_up_through_the_api(cast: Cast) -> None:
    one, two = tells(cast, "@kai.x"), tells(cast, "kai.x")
    client = purposeful(signed_in(cast.lena))
    around = f"/links/concerns/{one.reference}/"
    shown = client.get(around).content.decode()
    assert two.reference in shown
    address = around + shown[shown.index(f"{around}set-aside/") + len(around) :].split('"')[0]
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "Another school"})["Location"] == around
    there = client.get(f"/links/concerns/{two.reference}/").content.decode()
    assert one.reference not in there.split('id="picture"')[1]
    assert "Set aside (1)" in there
    api = f"/api/v1/links/concerns/{one.reference}/set-aside/"
    (row,) = client.get(api).json()
    up = client.post(
        f"{api}{row['id']}/take-up/", {"reason": "It is"}, content_type="application/json", headers={"If-Match": '"v1"'}
    )
    assert up.status_code == 200
    assert two.reference in client.get(around).content.decode()


def test_the_number_of_queries_does_not_grow_with_what_is_linked(cast: Cast, case: Case) -> None:
    client = purposeful(signed_in(cast.lena))
    in_case(case, cast.people["carl"])
    in_case(case, cast.people["ann"], PartyRole.YOUNG_PERSON)
    asked = []
    for count in (2, 12):
        for number in range(count):
            there = a_case(cast)
            in_case(there, cast.people["carl"])
            in_case(there, cast.people["ann"], PartyRole.YOUNG_PERSON)
            for one in (case, there):
                writes(one, f"kai.{count}.{number}")
            tells(cast, f"kai.{count}.{number}")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page(case)).status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 51
