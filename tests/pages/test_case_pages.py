"""The pages of one case: who finds them, what they say, what they cost, and what they keep from whom."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from safeguarding.audit.models import Consultation
from safeguarding.cases.choices import PartyRole
from safeguarding.cases.models import Case
from safeguarding.cases.services import casework, decisions, links, parties, tasks
from safeguarding.core import clock
from safeguarding.people.models import Person
from tests.cast import Cast, fresh
from tests.factories.case_pages import entry, full_case, page, send
from tests.factories.casework import SECRETS, opened, signed_in

pytestmark = pytest.mark.django_db

READ = (
    "case", "case_people", "case_chronology", "case_chronology_print", "case_decisions", "case_decisions_print",
    "case_links", "case_history", "case_changes", "case_access", "case_stage",
)  # fmt: skip
FORMS = (
    "case_edit", "case_owner", "case_supervisor", "case_person_find", "case_person_new", "case_person_unidentified",
    "case_chronology_add", "case_decision_add", "case_link_add", "case_grant", "case_conflict", "case_own_conflict",
    "case_restrict",
)  # fmt: skip


@pytest.fixture
def case(cast: Cast) -> Case:
    return full_case(cast)


@pytest.mark.parametrize("name", [*READ, *FORMS])
def test_who_works_on_the_case_opens_every_page_and_nobody_else_learns_that_it_is_there(
    cast: Cast, case: Case, name: str
) -> None:
    parties.add_party(case=case, role=PartyRole.SUBJECT, person=cast.people["brian"], by=fresh(cast.lena))
    assert page(signed_in(cast.lena), case, name).status_code == 200
    nowhere = signed_in(cast.lars).get(reverse(f"cases:{name}", args=["SC-2026-999999"]))
    for user in (cast.pat, cast.lars, cast.wes, cast.root, cast.brian, cast.bella):
        answer = page(signed_in(user), case, name)
        assert answer.status_code == nowhere.status_code == 404, user
        assert case.reference not in answer.content.decode().replace(answer.request["PATH_INFO"], ""), user


@pytest.mark.parametrize("name", [*READ, *FORMS, "case_identify"])
def test_who_sees_only_headers_finds_no_name_and_no_text_in_any_byte(cast: Cast, case: Case, name: str) -> None:
    answer = page(signed_in(cast.mona), case, name)
    assert answer.status_code in (200, 403)
    found = [secret for secret in SECRETS if secret in answer.content.decode()]
    assert found == []


def test_who_sees_only_headers_has_the_clocks_the_labels_and_a_way_to_know_more(cast: Cast, case: Case) -> None:
    client = signed_in(cast.mona)
    text = page(client, case, "case").content.decode()
    assert all(words in text for words in ("Child A", "PCSO B", "Review the case", "LADO", "Restricted duties"))
    assert page(client, case, "case_chronology").status_code == 403
    send(client, case, "case_identify", reason="A complaint has come in")
    assert "Snowdrop" in page(client, case, "case").content.decode()
    assert "Archer" in page(client, case, "case_people").content.decode()


def test_the_overview_says_how_things_stand_and_what_was_told(cast: Cast, case: Case) -> None:
    text = page(signed_in(cast.lena), case, "case").content.decode()
    assert all(words in text for words in ("Snowdrop.", "Primrose.", "Bluebell.", "Violets by the gate.", "Marigolds."))
    assert "Pat Example" not in text


def test_what_is_late_on_the_overview_leads_to_where_it_is_done(cast: Cast, case: Case) -> None:
    task = tasks.add(case=case, title="Ask the school", owner=cast.lena, due_on=clock.today(), by=fresh(cast.lena))
    text = page(signed_in(cast.lena), case, "case").content.decode()
    assert (
        f'href="{reverse("cases:case_tasks", args=[case.reference])}#task-{task.pk}"><bdi>Ask the school</bdi></a>'
        in text
    )
    assert f'href="{reverse("cases:case_reviews", args=[case.reference])}"><bdi>Review the case</bdi></a>' in text


def test_the_overview_shows_the_beginning_of_a_very_long_entry(cast: Cast, case: Case) -> None:
    entry(case, cast, "Bluebell " * 1000)
    text = page(signed_in(cast.lena), case, "case").content.decode()
    assert text.count("Bluebell") < 200
    assert "Read the whole entry" in text
    assert page(signed_in(cast.lena), case, "case_chronology").content.decode().count("Bluebell") > 1000


def test_every_reading_is_written_down_with_its_purpose(cast: Cast, case: Case) -> None:
    for user in (cast.lena, cast.sam, cast.mona):
        page(signed_in(user), case, "case")
    rows = Consultation.objects.filter(object_type="case", object_id=case.pk).order_by("pk")
    assert list(rows.values_list("actor_label", "purpose")) == [
        ("Lena Example", "case_work"), ("Sam Example", "supervision"), ("Mona Example", "supervision"),
    ]  # fmt: skip
    assert Consultation.objects.filter(object_type="concern").count() == 2


def test_a_stale_edit_shows_both_and_loses_nothing_typed(cast: Cast, case: Case) -> None:
    client = signed_in(cast.lena)
    casework.edit_header(case=case, by=fresh(cast.leo), version=None, situation="What Leo wrote")
    given = {"version": case.version, "title": case.title, "situation": "What Lena wrote", "safety_plan": ""}
    answer = send(client, case, "case_edit", **given)
    text = answer.content.decode()
    assert answer.status_code == 412
    assert "What Leo wrote" in text
    assert "What Lena wrote" in text
    again = dict(given, version=answer.context["form"]["version"].value())
    assert send(client, case, "case_edit", **again).status_code == 302
    case.refresh_from_db()
    assert case.situation == "What Lena wrote"


def test_a_title_with_a_name_is_refused_beside_the_field(cast: Cast, case: Case) -> None:
    given = {"version": case.version, "title": "Ann Archer and others", "situation": "x", "safety_plan": ""}
    answer = send(signed_in(cast.lena), case, "case_edit", **given)
    assert answer.status_code == 422
    assert answer.context["form"].errors["title"]


@pytest.mark.parametrize("name", ["case_chronology", "case_decisions", "case_people", "case_history", "case_changes"])
def test_a_page_costs_the_same_however_much_is_there(cast: Cast, case: Case, name: str) -> None:
    client = signed_in(cast.lena)

    def cost() -> int:
        page(client, case, name)
        with CaptureQueriesContext(connection) as found:
            assert page(client, case, name).status_code == 200
        return len(found)

    before = cost()
    for number in range(12):
        entry(case, cast, f"Call {number}")
        decisions.add_decision(case=case, question="q", options="o", decision="d", reason="r", by=fresh(cast.lena))
        parties.add_party(case=case, role=PartyRole.UNIDENTIFIED, description="x", by=fresh(cast.lena))
    assert cost() == before
    assert before <= 24


def test_people_are_added_from_the_record_new_or_unknown_under_the_next_label(cast: Cast, case: Case) -> None:
    client = signed_in(cast.lena)
    found = page(client, case, "case_person_find", query="?q=bella").content.decode()
    assert "Bella Bright" in found
    send(client, case, "case_person_add", cast.people["bella"].pk, role="witness", contact_preference="By phone")
    send(
        client, case, "case_person_new", role="young_person", kind="young_person", given_name="Zoë", family_name="Zane",
    )  # fmt: skip
    send(client, case, "case_person_unidentified", description="A man in a blue car", kind="adult")
    labels = list(case.parties.order_by("pk").values_list("label", "role"))
    assert labels[2:] == [
        ("Officer C", "witness"), ("Child D", "young_person"), ("Unidentified E", "unidentified"),
    ]  # fmt: skip
    assert not Case.objects.visible_to(fresh(cast.bella)).filter(pk=case.pk).exists()
    text = page(client, case, "case_people").content.decode()
    assert "Zoë Zane" in text
    assert "A man in a blue car" in text


def test_somebody_unknown_is_identified_and_keeps_the_label(cast: Cast, case: Case) -> None:
    client = signed_in(cast.lena)
    party = parties.add_party(case=case, role=PartyRole.UNIDENTIFIED, description="A friend", by=fresh(cast.lena))
    address = reverse("cases:case_person_identify", args=[case.reference, party.pk])
    assert "Fay Fletcher" in client.get(f"{address}?q=fay").content.decode()
    fay = cast.people["fay"]
    answer = client.post(f"{address}?person={fay.pk}", {"version": party.version, "role": "young_person"})
    assert answer.status_code == 302
    party.refresh_from_db()
    assert (party.label, party.person, party.role) == ("Unidentified C", fay, "young_person")


def test_taking_somebody_off_asks_why_and_keeps_them_on_the_page(cast: Cast, case: Case) -> None:
    client = signed_in(cast.lena)
    party = case.parties.get(label="PCSO B")
    assert send(client, case, "case_person_remove", party.pk, version=party.version, reason="").status_code == 422
    send(client, case, "case_person_remove", party.pk, version=party.version, reason="Another PCSO")
    text = page(client, case, "case_people").content.decode()
    assert "Taken off the case" in text
    assert "Another PCSO" in text
    assert page(client, case, "case_person_remove", party.pk).status_code == 404


def test_a_person_the_worker_may_not_see_cannot_be_added(cast: Cast, case: Case) -> None:
    stranger = Person.objects.create(
        force=cast.other_force, unit=cast.other_hub, kind="adult", person_type="pcso", given_name="Far",
        family_name="Away", created_by=cast.wes,
    )  # fmt: skip
    assert page(signed_in(cast.lena), case, "case_person_add", stranger.pk).status_code == 404


def test_the_chronology_is_added_to_filtered_turned_around_and_printed(cast: Cast, case: Case) -> None:
    client = signed_in(cast.lena)
    answer = send(
        client, case, "case_chronology_add", kind="observation", nature="opinion", precision="day",
        **{"on_day-day": "1", "on_day-month": "3", "on_day-year": "2026"}, text="He seems to know her way home.",
    )  # fmt: skip
    assert answer.status_code == 302
    found = page(client, case, "case_chronology", query="?nature=opinion&kind=observation").context["threads"]
    assert [thread.entry.text.rpartition(": ")[2] for thread in found] == [
        "He seems to know her way home.",
        "Foxglove.",
    ]
    newest = [thread.entry.pk for thread in page(client, case, "case_chronology").context["threads"]]
    oldest = [
        thread.entry.pk for thread in page(client, case, "case_chronology", query="?order=oldest").context["threads"]
    ]
    assert set(newest) == set(oldest)
    assert newest != oldest
    assert "Sunday 1 March 2026" in page(client, case, "case_chronology_print").content.decode()


def test_an_entry_in_the_future_is_refused_and_what_was_typed_stays(cast: Cast, case: Case) -> None:
    day = clock.today() + dt.timedelta(days=2)
    answer = send(
        signed_in(cast.lena), case, "case_chronology_add", kind="call", nature="fact", precision="day",
        **{"on_day-day": day.day, "on_day-month": day.month, "on_day-year": day.year}, text="Typed at length",
    )  # fmt: skip
    assert answer.status_code == 422
    assert "Typed at length" in answer.content.decode()


def test_a_corrected_entry_stands_under_its_correction(cast: Cast, case: Case) -> None:
    client = signed_in(cast.lena)
    wrong = entry(case, cast, "Called the mother.")
    answer = send(
        client, case, "case_chronology_correct", wrong.pk, kind="call", nature="fact", precision="unknown",
        text="Called the father.", reason="It was the father",
    )  # fmt: skip
    assert answer.status_code == 302
    text = page(client, case, "case_chronology").content.decode()
    assert text.index("Called the father.") < text.index("Called the mother.") < text.index("It was the father")
    assert page(client, case, "case_chronology_correct", wrong.pk).status_code == 409


def test_links_are_made_seen_and_taken_away(cast: Cast, case: Case) -> None:
    client, other = signed_in(cast.lena), opened(cast)
    send(client, case, "case_link_add", other=other.reference, reason="The same PCSO")
    assert case.reference in page(client, other, "case_links").content.decode()
    casework.restrict(case=other, reason="x", by=fresh(cast.sam))
    leo = signed_in(cast.leo)
    assert other.reference not in page(leo, case, "case_links").content.decode()
    assert other.reference not in page(leo, case, "case_history").content.decode()
    assert other.reference not in page(leo, case, "case_changes").content.decode()
    (linked,) = page(client, case, "case_links").context["links"]
    assert page(leo, case, "case_link_remove", linked.link.pk).status_code == 404
    send(client, case, "case_link_remove", linked.link.pk, reason="Another PCSO")
    assert page(client, case, "case_links").context["links"] == []


def test_history_says_who_did_what_and_what_changed_from_what_to_what(cast: Cast, case: Case) -> None:
    client = signed_in(cast.lena)
    given = {"version": case.version, "title": case.title, "situation": "Tulips.", "safety_plan": case.safety_plan}
    send(client, case, "case_edit", **given)
    assert "Lena Example changed the situation of" in page(client, case, "case_history").content.decode()
    (change, *_) = page(client, case, "case_changes").context["changes"]
    assert (change.by, change.words) == ("Lena Example", "The case: changed")
    assert [(one.name, one.before, one.after) for one in change.fields] == [("Situation", "Snowdrop.", "Tulips.")]
    everything = page(client, case, "case_changes").context["changes"]
    assert {change.what for change in everything} >= {"Child A", "Referral: LADO", "Task “Bluebell task”", "Access"}


def test_odd_addresses_are_not_there(cast: Cast, case: Case) -> None:
    client = signed_in(cast.lena)
    huge = 10**30
    for name in ("case_person_change", "case_chronology_correct", "case_decision", "case_link_remove", "case_revoke",
                 "case_conflict_withdraw"):  # fmt: skip
        assert page(client, case, name, huge).status_code == 404, name
    assert page(client, case, "case_history", query="?page=nonsense").status_code == 200
    assert page(client, case, "case_changes", query="?page=99999999").status_code == 200


def test_links_need_a_case_that_is_there(cast: Cast, case: Case) -> None:
    answer = send(signed_in(cast.lena), case, "case_link_add", other="SC-2026-999999", reason="x")
    assert answer.status_code == 422
    assert links.NOT_THERE in answer.content.decode()
