"""The risk register in the browser: raised, found on the list and on the map, looked at, acted on, closed."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from safeguarding.audit.models import AuditEvent
from safeguarding.risk.choices import EntryStatus
from safeguarding.risk.models import RiskAction, RiskRegisterEntry
from safeguarding.risk.services import add_action
from safeguarding.risk.services.actions import NewAction
from tests.cast import Cast, fresh
from tests.factories.risk import a_risk, in_days, takes_part
from tests.factories.schemes import tolerated

pytestmark = pytest.mark.django_db
RISK = {"title": "Lifts home", "description": "In private cars", "likelihood": "3", "impact": "4"}


@pytest.fixture
def cora(cast: Cast, client: Client) -> Client:
    client.force_login(cast.cora)
    return client


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text(response: Any) -> str:
    return str(response.content.decode())


def page(name: str, *numbers: int) -> str:
    return reverse(f"risk:{name}", args=numbers)


def on(name: str, day: dt.date) -> dict[str, int]:
    return {f"{name}-{each}": getattr(day, each) for each in ("day", "month", "year")}


def test_a_risk_is_raised_and_stands_on_the_list_the_map_and_the_scheme(cast: Cast, cora: Client) -> None:
    scheme = tolerated(cast)
    assert "Name no young person here" in text(cora.get(page("entry_add")))
    answer = cora.post(page("entry_add"), {**RISK, "scheme": scheme.pk})
    entry = RiskRegisterEntry.objects.get()
    assert answer["Location"] == entry.get_absolute_url()
    assert "12, high" in text(cora.get(entry.get_absolute_url()))
    assert "Lifts home" in text(cora.get(page("entry_list")))
    assert "Lifts home" in text(cora.get(page("scheme_risk", scheme.pk)))
    shown = text(cora.get(page("risk_map")))
    assert "likelihood=3&amp;impact=4" in shown
    assert "Lifts home" in text(cora.get(f"{page('entry_list')}?likelihood=3&impact=4"))
    assert "No such risk" in text(cora.get(f"{page('entry_list')}?likelihood=1&impact=1"))
    assert "No such risk" in text(cora.get(f"{page('entry_list')}?band=low"))


def test_what_is_missing_is_said_and_what_was_typed_stays(cora: Client) -> None:
    answer = cora.post(page("entry_add"), {**RISK, "likelihood": ""})
    assert answer.status_code == 422
    assert "Select how likely it is" in text(answer)
    assert "In private cars" in text(answer)


def test_who_works_in_a_scheme_raises_a_risk_and_sees_their_own_alone(cast: Cast) -> None:
    scheme, pat = tolerated(cast), signed_in(cast.pat)
    assert pat.get(page("entry_add")).status_code == 403
    assert page("entry_list") not in text(pat.get(reverse("cases:my_concerns")))
    takes_part(cast, cast.pat, scheme)
    assert page("entry_list") in text(pat.get(reverse("cases:my_concerns"))), "the menu leads there"
    a_risk(cast, by=cast.lena, scheme=scheme, title="Not Pat's")
    assert pat.post(page("entry_add"), RISK).status_code == 422, "which scheme has to be said"
    assert pat.post(page("entry_add"), {**RISK, "scheme": scheme.pk}).status_code == 302
    shown = text(pat.get(page("entry_list")))
    assert "Lifts home" in shown
    assert "Not Pat&#x27;s" not in shown
    assert pat.get(page("entry_look", RiskRegisterEntry.objects.get(title="Lifts home").pk)).status_code == 403


def test_it_is_looked_at_again_and_closed(cast: Cast, cora: Client) -> None:
    entry = a_risk(cast, by=cast.lena)
    sent = {
        "outcome": "controlled", "reason": "Two adults now", "likelihood": "1", "impact": "4", "version": entry.version,
        **on("review_on", in_days(90)),
    }  # fmt: skip
    assert cora.post(page("entry_look", entry.pk), sent).status_code == 302
    shown = text(cora.get(entry.get_absolute_url()))
    assert "Two adults now" in shown
    assert "Controlled, before that open" in shown
    assert cora.post(page("entry_look", entry.pk), sent).status_code == 412, "the version is an old one"
    entry.refresh_from_db()
    closing = {**sent, "outcome": "closed", "reason": "No more lifts", "version": entry.version}
    assert cora.post(page("entry_look", entry.pk), closing).status_code == 302
    entry.refresh_from_db()
    assert entry.status == EntryStatus.CLOSED
    shown = text(cora.get(entry.get_absolute_url()))
    assert "Open it again" in shown
    assert "No more lifts" in shown


def test_somebody_is_given_something_to_do_and_does_it(cast: Cast, cora: Client) -> None:
    scheme = tolerated(cast)
    takes_part(cast, cast.pat, scheme)
    entry = a_risk(cast, by=cast.lena, scheme=scheme)
    sent = {"what": "Write to parents", "owner": cast.pat.pk, **on("due_on", in_days(9))}
    assert cora.post(page("action_add", entry.pk), sent).status_code == 302
    action, pat = RiskAction.objects.get(), signed_in(cast.pat)
    assert "It is done" in text(pat.get(entry.get_absolute_url()))
    done = {"evidence": "Letter sent", "version": action.version}
    assert pat.post(page("action_finish", entry.pk, action.pk), done).status_code == 302
    assert "Letter sent" in text(cora.get(entry.get_absolute_url()))
    other = a_risk(cast, by=cast.lena)
    assert cora.get(page("action_finish", other.pk, action.pk)).status_code == 404


def test_something_is_dropped_with_the_reason(cast: Cast, cora: Client) -> None:
    entry = a_risk(cast, by=cast.lena)
    action = add_action(entry, NewAction("Write", cast.sam, in_days(9)), by=fresh(cast.cora))
    sent = {"reason": "The school wrote", "version": action.version}
    assert cora.post(page("action_drop", entry.pk, action.pk), sent).status_code == 302
    assert "The school wrote" in text(cora.get(entry.get_absolute_url()))


def test_an_owner_is_named(cast: Cast, cora: Client) -> None:
    entry = a_risk(cast, by=cast.lena)
    sent = {"title": "Lifts", "description": "Cars", "owner": cast.sam.pk, "version": entry.version}
    assert cora.post(page("entry_edit", entry.pk), sent).status_code == 302
    assert "Sam Example" in text(cora.get(page("entry_list")))
    assert "Sam Example" in text(cora.get(f"{page('entry_list')}?owner={cast.sam.pk}"))


def test_what_leaves_as_a_file_is_recorded(cast: Cast, cora: Client) -> None:
    a_risk(cast, by=cast.lena, title="=HYPERLINK(1)")
    file = cora.get(f"{page('entry_list')}?as=csv")
    assert "'=HYPERLINK(1)" in text(file)
    assert "12,High" in text(file)
    assert AuditEvent.objects.get(verb="risk_register.exported").data["count"] == 1


def test_the_list_says_what_is_overdue(cast: Cast, cora: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    a_risk(cast, by=cast.lena)
    later = in_days(29)
    monkeypatch.setattr("safeguarding.core.clock.today", lambda: later)
    assert "1 risk is overdue" in text(cora.get(page("entry_list")))
    assert "Lifts home" in text(cora.get(f"{page('entry_list')}?overdue=on"))


def test_the_list_asks_the_same_however_long_it_is(
    cast: Cast, cora: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        a_risk(cast, by=cast.lena, title=f"Risk {number}", scheme=tolerated(cast, f"Club {number}"))
    with django_assert_max_num_queries(22):
        assert "12 risks" in text(cora.get(page("entry_list")))
