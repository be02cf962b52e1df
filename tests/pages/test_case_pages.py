"""The pages of one case: who finds them, what they say, what they cost, and what they keep from whom."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from safeguarding.audit.models import Consultation
from safeguarding.cases.choices import GrantKind, MeasureKind, PartyRole, ReferralKind, Stage
from safeguarding.cases.models import Case, CaseGrant, CaseParty, ProtectiveMeasure, Referral, Task
from safeguarding.cases.services import access, casework, chronology, decisions, links, parties, tasks
from safeguarding.cases.services.stages import take_step
from safeguarding.core import clock
from safeguarding.deadlines.models import Deadline
from safeguarding.people.models import Person
from tests.cast import Cast, fresh
from tests.factories.casework import SECRETS, last_review, opened, signed_in

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
    """A case with something of everything in it."""
    case = opened(cast)
    lena = fresh(cast.lena)
    casework.edit_header(case=case, by=lena, version=None, situation="Snowdrop.", safety_plan="Primrose.")
    entry(case, cast, "Bluebell.")
    decisions.add_decision(case=case, question="Bluebell?", options="a", decision="Bluebell", reason="b", by=lena)
    party = CaseParty.objects.get(case=case, role=PartyRole.SUBJECT)
    Task.objects.create(case=case, title="Bluebell task", owner=lena, due_on=clock.today(), created_by=lena)
    Referral.objects.create(case=case, kind=ReferralKind.LADO, why="Bluebell", agency="Primrose", created_by=lena)
    ProtectiveMeasure.objects.create(
        case=case, party=party, kind=MeasureKind.RESTRICTED, detail="Snowdrop", starts_on=clock.today(),
        review_on=clock.today(), created_by=lena,
    )  # fmt: skip
    late = clock.now() - dt.timedelta(days=1)
    Deadline.objects.filter(subject_type="case", subject_id=case.pk).update(due_at=late, computed_due_at=late)
    return Case.objects.get(pk=case.pk)


def entry(case: Case, cast: Cast, text: str = "Called the mother.") -> Any:
    return chronology.add_entry(
        case=case, kind="call", text=text, is_opinion=False, precision="exact",
        happened_at=clock.now() - dt.timedelta(hours=1), by=fresh(cast.lena),
    )  # fmt: skip


def page(client: Client, case: Case, name: str, *args: object, query: str = "") -> Any:
    return client.get(reverse(f"cases:{name}", args=[case.reference, *args]) + query)


def send(client: Client, case: Case, name: str, *args: object, **data: object) -> Any:
    return client.post(reverse(f"cases:{name}", args=[case.reference, *args]), data)


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


def test_closing_shows_what_is_left_with_where_to_do_it_and_offers_no_button(cast: Cast, case: Case) -> None:
    client = signed_in(cast.lena)
    take_step(case=case, verb="assess", by=fresh(cast.lena))
    text = page(client, case, "case_step", "close").content.decode()
    for name in ("case_tasks", "case_referrals", "case_measures", "case_reviews"):
        assert reverse(f"cases:{name}", args=[case.reference]) in text
    assert '<form method="post" action="" novalidate data-once' in text
    assert not re.search(r"<button[^>]*>\s*Close the case", text)
    answer = send(client, case, "case_step", "close", reason="Done", version=case.version + 1)
    assert answer.status_code == 409
    case.refresh_from_db()
    assert case.stage == Stage.ASSESSING


def test_who_was_slower_is_told_where_the_case_stands_now(cast: Cast, case: Case) -> None:
    first, second = signed_in(cast.lena), signed_in(cast.sam)
    send(first, case, "case_step", "assess", version=case.version, reason="")
    answer = send(second, case, "case_restrict", version=case.version, reason="Close to the subject")
    assert answer.status_code == 412
    assert answer.context["form"].current["stage"] == "Assessing"
    assert "Close to the subject" in answer.content.decode()


def test_a_case_is_closed_and_reopened_by_its_pages(cast: Cast) -> None:
    case = opened(cast)
    lena, sam = signed_in(cast.lena), signed_in(cast.sam)
    assert send(lena, case, "case_step", "assess", version=case.version, reason="").status_code == 302
    last_review(cast, case)
    case.refresh_from_db()
    send(lena, case, "case_step", "close", reason="All is well", version=case.version)
    case.refresh_from_db()
    assert case.stage == Stage.CLOSED
    assert page(lena, case, "case_edit").status_code == 409
    assert page(lena, case, "case_step", "reopen").status_code == 403
    send(sam, case, "case_step", "reopen", reason="More messages", version=case.version)
    case.refresh_from_db()
    assert case.stage == Stage.ACTIVE


def test_only_the_steps_of_the_stage_are_offered(cast: Cast, case: Case) -> None:
    steps = page(signed_in(cast.lena), case, "case_stage").context["steps"]
    assert [step["step"].verb for step in steps] == ["assess"]
    assert page(signed_in(cast.lena), case, "case_step", "reopen").status_code == 403
    assert page(signed_in(cast.lena), case, "case_step", "activate").status_code == 409
    assert page(signed_in(cast.lena), case, "case_step", "explode").status_code == 404


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


def test_conflicts_are_shown_to_those_who_decide_on_access_alone(cast: Cast, case: Case) -> None:
    access.declare_conflict(case=case, user=cast.leo, reason="Next door", by=fresh(cast.lena))
    until = clock.now() + dt.timedelta(days=1)
    access.grant(case=case, user=cast.pat, kind=GrantKind.ACCESS, reason="School", by=fresh(cast.sam), expires_at=until)
    for name in ("case_access", "case_history"):
        assert "Next door" in page(signed_in(cast.lena), case, name).content.decode()
        assert "Next door" not in page(signed_in(cast.pat), case, name).content.decode()


def test_who_may_be_given_access_stands_there_with_their_unit(cast: Cast, case: Case) -> None:
    text = page(signed_in(cast.lena), case, "case_grant").content.decode()
    assert f">{cast.pat}, {cast.pat.home_unit}</option>" in text


def test_access_is_given_until_a_day_and_taken_away(cast: Cast, case: Case) -> None:
    client = signed_in(cast.lena)
    last = clock.today() + dt.timedelta(days=7)
    given = {"ends_on-day": last.day, "ends_on-month": last.month, "ends_on-year": last.year}
    send(client, case, "case_grant", user=cast.pat.pk, kind=GrantKind.ACCESS, reason="School meeting", **given)
    grant = CaseGrant.objects.get(user=cast.pat)
    assert grant.expires_at == clock.end_of_day(last)
    assert "School meeting" in page(client, case, "case_access").content.decode()
    assert page(signed_in(cast.pat), case, "case").status_code == 200
    assert page(signed_in(cast.pat), case, "case_grant").status_code == 403
    send(client, case, "case_revoke", grant.pk, reason="Over")
    assert page(signed_in(cast.pat), case, "case").status_code == 404


def test_who_is_not_of_psd_works_on_a_case_until_a_day(cast: Cast, case: Case) -> None:
    client = signed_in(cast.lena)
    answer = send(client, case, "case_grant", user=cast.pat.pk, kind=GrantKind.INVESTIGATE, reason="To help")
    assert answer.status_code == 422
    assert "Enter the last day. Pat Example is not a PSD investigator or PSD supervisor." in answer.content.decode()
    send(client, case, "case_grant", user=cast.ivy.pk, kind=GrantKind.INVESTIGATE, reason="To investigate")
    assert CaseGrant.objects.get(user=cast.ivy).expires_at is None


def test_taking_a_conflict_back_names_only_who_is_in_conflict(cast: Cast, case: Case) -> None:
    lena = signed_in(cast.lena)
    send(lena, case, "case_conflict", user=cast.leo.pk, reason="A neighbour")
    assert "Leo Example" in page(lena, case, "case_conflict_withdraw", cast.leo.pk).content.decode()
    for user in (cast.pat, cast.adam, cast.wes):
        assert page(lena, case, "case_conflict_withdraw", user.pk).status_code == 404, user


def test_every_emergency_stands_in_the_list_that_is_reviewed(cast: Cast, case: Case) -> None:
    for reason in ("The child is here now", "The school called again"):
        access.put_grant(
            case=case, user=cast.lars, kind=GrantKind.BREAK_GLASS, reason=reason, by=cast.lars, expires_at=clock.now()
        )
    shown = page(signed_in(cast.sam), case, "case_access").content.decode()
    assert shown.count("Not reviewed yet") == 2
    assert "The child is here now" in shown
    assert "The school called again" in shown


def test_who_restricts_a_case_away_from_themself_is_told_and_lands_on_the_list(cast: Cast, case: Case) -> None:
    client = signed_in(cast.leo)
    assert "you lose sight of it" in page(client, case, "case_restrict").content.decode()
    answer = send(client, case, "case_restrict", reason="Close to the subject", version=case.version)
    assert answer.headers["Location"] == reverse("cases:case_list")


def test_saying_that_one_is_in_conflict_closes_the_case_to_oneself(cast: Cast, case: Case) -> None:
    client = signed_in(cast.mona)
    answer = send(client, case, "case_own_conflict", reason="My brother")
    assert answer.headers["Location"] == reverse("cases:case_list")
    assert page(client, case, "case").status_code == 404


def test_an_emergency_page_says_the_same_byte_for_byte_whatever_is_wrong(cast: Cast, case: Case) -> None:
    parties.add_party(case=case, role=PartyRole.SUBJECT, person=cast.people["brian"], by=fresh(cast.lena))
    client = signed_in(cast.bella)

    def said(reference: str) -> str:
        answer = client.post(reverse("cases:break_glass"), {"reference": reference, "reason": "The child is here now"})
        assert answer.status_code == 422
        text = answer.content.decode().replace(reference, "")
        return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)

    assert said(case.reference) == said("SC-2026-999999")
    client.force_login(fresh(cast.wes))
    assert said(case.reference) == said("SC-2026-999999")


def test_an_emergency_opens_the_case_and_somebody_else_reviews_it(cast: Cast, case: Case) -> None:
    lars = signed_in(cast.lars)
    answer = lars.post(reverse("cases:break_glass"), {"reference": case.reference, "reason": "The child is here now"})
    assert answer.headers["Location"] == case.get_absolute_url()
    assert page(lars, case, "case").status_code == 200
    row = Consultation.objects.filter(actor_id=cast.lars.pk, object_type="case").get()
    assert row.purpose_text.startswith("Emergency")
    sam = signed_in(cast.sam)
    assert "Not reviewed yet" in page(sam, case, "case_access").content.decode()
    grant = CaseGrant.objects.get(user=cast.lars)
    send(sam, case, "case_glass_review", grant.pk, note="It was right")
    assert "It was right" in page(sam, case, "case_access").content.decode()
    assert signed_in(cast.pat).get(reverse("cases:break_glass")).status_code == 403


def test_a_case_is_given_to_another_owner_and_supervisor(cast: Cast, case: Case) -> None:
    client = signed_in(cast.sam)
    send(client, case, "case_owner", user=cast.leo.pk, reason="Moves", version=case.version)
    case.refresh_from_db()
    assert case.owner == cast.leo
    assert send(client, case, "case_owner", user=cast.wes.pk, reason="x", version=case.version).status_code == 422
    send(client, case, "case_supervisor", user=cast.piers.pk, reason="PSD", version=case.version)
    case.refresh_from_db()
    assert case.supervisor == cast.piers


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
