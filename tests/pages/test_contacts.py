"""Contacts in the browser without a script: logged after the rules answered, planned, changed, withdrawn, looked at."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from safeguarding.communications.choices import Channel, ContactStatus
from safeguarding.communications.models import ContactEvent
from safeguarding.core import clock
from safeguarding.people.choices import PersonType
from tests.cast import Cast, child, staff
from tests.factories.contacts import a_world, hours, moment, names, planned, sent_form

pytestmark = pytest.mark.django_db
LOG = "/contacts/log/"


@pytest.fixture
def it(cast: Cast) -> SimpleNamespace:
    return a_world(cast)


@pytest.fixture
def brian(it: SimpleNamespace) -> Client:
    return signed_in(it.cast.brian)


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text(response: Any) -> str:
    return str(response.content.decode())


def page(name: str, *numbers: int) -> str:
    return reverse(f"communications:{name}", args=numbers)


def test_a_plan_is_checked_logged_and_stands_among_what_is_due(it: SimpleNamespace, brian: Client) -> None:
    checked = brian.post(LOG, {**sent_form(it), "step": "check"})
    assert checked.status_code == 200
    assert "Nothing is written yet" in text(checked)
    assert not ContactEvent.objects.exists()
    # What was typed is carried through the page that answers.
    assert "Bring boots" in text(checked)
    assert 'name="young-0-name" value="Ann Archer"' in text(checked)

    answer = brian.post(LOG, {**sent_form(it), "step": "log"})
    plan = ContactEvent.objects.get()
    assert answer["Location"] == plan.get_absolute_url()
    assert [one.person for one in plan.recipients.all()] == [it.people["ann"]]
    assert plan.get_absolute_url() in text(brian.get(page("plan_list")))


def test_several_people_are_reached_and_the_rules_take_them_all(it: SimpleNamespace, brian: Client) -> None:
    sent = sent_form(
        it, reached=["young", "adults", "other"], description="A friend of hers", age_band="13_15",
        met_through_work="no", account=str(it.personal.pk), step="log",
        **names("young", "Ann Archer", ""), **names("adults", "Carl Cooper", "Bella Bright"),
    )  # fmt: skip
    assert brian.post(LOG, sent).status_code == 302
    contact = ContactEvent.objects.get()
    reached = {(one.person.name if one.person else one.description, one.is_child) for one in contact.recipients.all()}
    assert reached == {
        ("Ann Archer", True), ("Carl Cooper", False), ("Bella Bright", False), ("A friend of hers", True),
    }  # fmt: skip
    assert contact.results.get(rule="COM-15").outcome == "failed"
    assert len(contact.results.first().inputs["recipients"]) == 4


def test_a_name_that_nobody_has_or_several_have_is_asked_again_beside_it(it: SimpleNamespace, brian: Client) -> None:
    answer = brian.post(LOG, sent_form(it, **names("young", "Ann Archer", "Zoe Nobody")))
    assert answer.status_code == 422
    assert "No young person whom you may see is called “Zoe Nobody”" in text(answer)
    assert 'value="Ann Archer"' in text(answer)

    _, other = (staff(it.cast, "Robin", "Reed", PersonType.PCSO) for _ in range(2))
    both = sent_form(it, reached=["adults"], **names("adults", "Robin Reed"))
    asked = brian.post(LOG, both)
    assert "Say which “Robin Reed” you mean" in text(asked)
    assert f'name="adults-0-which" type="radio" value="{other.pk}"' in text(asked)
    assert brian.post(LOG, {**both, "adults-0-which": str(other.pk), "step": "log"}).status_code == 302
    assert ContactEvent.objects.get().recipients.get().person == other


def test_a_young_person_whom_one_may_not_see_is_not_found_by_name(it: SimpleNamespace, brian: Client) -> None:
    child(it.cast, "Hidden", "Harris", None)
    answer = brian.post(LOG, sent_form(it, **names("young", "Hidden Harris")))
    assert "whom you may see is called" in text(answer)


def test_one_row_more_is_given_without_a_script_and_nothing_is_called_wrong(it: SimpleNamespace, brian: Client) -> None:
    answer = brian.post(LOG, {**sent_form(it), "channel": "", "add": "young"})
    assert answer.status_code == 200
    assert 'name="young-1-name"' in text(answer)
    assert "There is a problem" not in text(answer)
    assert "Bring boots" in text(answer)


def test_the_same_page_sent_twice_logs_once_and_other_words_are_another_contact(
    it: SimpleNamespace, brian: Client
) -> None:
    sent = {**sent_form(it), "once": "a-key-of-the-page", "step": "log"}
    first, second = brian.post(LOG, sent), brian.post(LOG, sent)
    assert first["Location"] == second["Location"]
    assert ContactEvent.objects.count() == 1
    assert brian.post(LOG, {**sent, "purpose_text": "Another thing"})["Location"] != first["Location"]


def test_while_it_is_filled_in_the_rules_say_what_is_missing_and_write_nothing(
    it: SimpleNamespace, brian: Client
) -> None:
    begun = text(brian.post(page("contact_answers"), sent_form(it, channel="", reached=[])))
    assert "The rules can be asked when you have answered: “How?”." in begun
    half = text(brian.post(page("contact_answers"), sent_form(it, reached=[], account="")))
    assert "Cannot be told yet" in half
    assert "It needs: the account" in half
    own = sent_form(it, account=str(it.personal.pk), channel="one_to_one_dm")
    assert "Do not send this" in text(brian.post(page("contact_answers"), own))
    wrong = sent_form(it, **moment("sent_at", clock.now() - hours(30)))
    assert "This time has passed" in text(brian.post(page("contact_answers"), wrong))
    assert not ContactEvent.objects.exists()


def test_a_plan_is_changed_on_its_own_form(it: SimpleNamespace, brian: Client) -> None:
    plan = planned(it)
    form = text(brian.get(page("plan_edit", plan.pk)))
    assert 'value="Ann Archer"' in form
    assert "Has it taken place?" not in form
    sent = {**sent_form(it, purpose_text="Bring a coat"), "version": plan.version}
    del sent["when"]

    assert brian.post(page("plan_edit", plan.pk), sent).status_code == 302
    plan.refresh_from_db()
    assert plan.purpose_text == "Bring a coat"
    shown = text(brian.get(plan.get_absolute_url()))
    assert "What the rules said before" in shown

    stale = brian.post(page("plan_edit", plan.pk), {**sent, "purpose_text": "Typed with care"})
    assert stale.status_code == 412
    assert "Typed with care" in text(stale)


def test_what_took_place_or_was_withdrawn_offers_nothing_more(it: SimpleNamespace, brian: Client) -> None:
    plan = planned(it, account=it.personal, channel=Channel.ONE_TO_ONE)
    sent = {"version": plan.version, **moment("sent_at", clock.now())}
    assert brian.post(page("contact_sent", plan.pk), sent).status_code == 302
    shown = text(brian.get(plan.get_absolute_url()))
    assert "Log a concern about this" in shown
    assert "Change the plan" not in shown
    assert brian.get(page("plan_edit", plan.pk)).status_code == 409

    other = planned(it)
    gone = brian.post(page("contact_withdraw", other.pk), {"version": other.version, "reason": ""})
    assert gone.status_code == 422
    assert "Enter why" in text(gone)
    brian.post(page("contact_withdraw", other.pk), {"version": other.version, "reason": "The trip is off"})
    shown = text(brian.get(other.get_absolute_url()))
    assert "The trip is off" in shown
    assert "It took place" not in shown
    assert ContactEvent.objects.get(pk=other.pk).status == ContactStatus.WITHDRAWN


def test_whose_time_has_passed_is_asked_about(it: SimpleNamespace, brian: Client) -> None:
    plan = planned(it)
    assert "No such plan" in text(brian.get(page("plan_list") + "?passed=on"))
    ContactEvent.objects.update(sent_at=clock.now() - hours(2))
    assert "1 plan has a time that has passed" in text(brian.get(page("plan_list")))
    assert plan.get_absolute_url() in text(brian.get(page("plan_list") + "?mine=on&passed=on"))
    assert "Its time has passed" in text(brian.get(plan.get_absolute_url()))


def test_the_second_adult_finds_what_waits_for_them_and_says_that_they_looked(it: SimpleNamespace) -> None:
    plan = planned(it)
    bella = signed_in(it.cast.bella)
    assert plan.get_absolute_url() in text(bella.get(page("contact_list") + "?state=look"))
    assert "I have looked at it" in text(bella.get(plan.get_absolute_url()))
    where, seen = page("contact_checked", plan.pk), {"version": plan.version}
    ContactEvent.objects.filter(pk=plan.pk).update(purpose_text="Come alone", version=plan.version + 1)
    came = {"Referer": f"http://testserver{plan.get_absolute_url()}"}
    stale = bella.post(where, seen, headers=came)
    assert stale.status_code == 412
    assert f'href="{plan.get_absolute_url()}">Open it as it is now' in text(stale)
    assert bella.post(where).status_code == 412, "who names no version has seen none"
    assert ContactEvent.objects.get(pk=plan.pk).second_adult_checked_at is None
    now = {"version": plan.version + 1}
    assert [bella.post(where, now).status_code for _ in range(2)] == [302, 302]
    assert "No such contact" in text(bella.get(page("contact_list") + "?state=look"))
    assert signed_in(it.cast.brian).post(page("contact_checked", plan.pk)).status_code == 403


def test_lists_cost_the_same_however_many_there_are(it: SimpleNamespace, brian: Client) -> None:
    def cost(address: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert brian.get(address).status_code == 200
        return len(asked)

    lists = (page("plan_list"), page("contact_list"), page("rules"))
    for _ in range(2):
        planned(it)
    # The first page of all reads what the others find kept.
    cost(page("plan_list"))
    before = [cost(address) for address in lists]
    for _ in range(6):
        planned(it)
    assert [cost(address) for address in lists] == before
    assert max(before) <= 16


def test_ones_own_account_that_is_not_on_the_register_is_said_and_breaks_the_ban(
    it: SimpleNamespace, brian: Client
) -> None:
    own = sent_form(it, account="", account_kind="personal_individual", step="log")
    assert "My own account, personal" in text(brian.get(LOG))
    both = brian.post(LOG, {**own, "account": str(it.official.pk)})
    assert both.status_code == 422
    assert "The register says what this account is" in text(both)
    made = brian.post(LOG, own)
    plan = ContactEvent.objects.get()
    assert plan.results.get(rule="COM-15").outcome == "failed"
    assert "Personal account of the adult’s own" in text(brian.get(made["Location"]))
    # Changed to a meeting in person it goes over no account any more.
    change = {**own, "channel": "in_person", "version": plan.version}
    assert brian.post(page("plan_edit", plan.pk), change).status_code == 302
    plan.refresh_from_db()
    assert plan.account_kind == ""


def test_going_back_from_what_the_rules_say_loses_nothing_and_nobody_else_finds_it(
    it: SimpleNamespace, brian: Client
) -> None:
    sent = sent_form(it, **moment("sent_at", clock.now() + hours(50)))
    brian.post(LOG, {**sent, "step": "check"})
    back = text(brian.get(LOG))
    for words in ("Bring boots", 'value="Ann Archer"', f'value="{sent["sent_at-time"]}"', "It is not on record"):
        assert words in back
    assert "There is a problem" not in back
    kept = Session.objects.get(session_key=brian.session.session_key).get_decoded()
    assert "Bring" not in str(kept)
    assert "Bring boots" not in text(signed_in(it.cast.cora).get(LOG))
    # Given up, or on record, it is there no longer.
    brian.post(LOG, {"step": "drop"})
    assert "Bring boots" not in text(brian.get(LOG))
    brian.post(LOG, {**sent, "step": "check"})
    assert brian.post(LOG, {**sent, "step": "log"}).status_code == 302
    assert "Bring boots" not in text(brian.get(LOG))
