"""Reports, leave, numbers and the page of rules in the browser; and what of it waits in whose work."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from safeguarding.communications.models import Account
from safeguarding.communications.selectors.failures import places
from safeguarding.core import clock
from safeguarding.notices.models import Notice
from safeguarding.people.choices import PersonType, PlacementRole
from safeguarding.people.models import Placement
from safeguarding.risk.models import RiskRegisterEntry
from tests.cast import Cast, staff
from tests.factories.accounts import an_account
from tests.factories.contacts import a_world, hours, moment, planned

pytestmark = pytest.mark.django_db


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text(response: Any) -> str:
    return str(response.content.decode())


def page(name: str, *numbers: int) -> str:
    return reverse(f"communications:{name}", args=numbers)


def on(name: str, day: dt.date) -> dict[str, int]:
    return {f"{name}-{part}": getattr(day, part) for part in ("day", "month", "year")}


def test_a_report_says_who_was_told_and_leads_to_the_risk(cast: Cast) -> None:
    it = a_world(cast)
    nora = signed_in(cast.nora)
    sent = {
        "adult": "Brian Baker", "description": "A cadet", "platform": it.official.platform_id,
        "channel": "one_to_one_dm", "what": "She asked for his number", "once": "a-key",
        **moment("happened_at", clock.now() - hours(1)),
    }  # fmt: skip
    missing = nora.post(page("report_add"), {**sent, "description": "", "what": "Typed with care"})
    assert missing.status_code == 422
    assert "Say who it was, as far as you know" in text(missing)
    assert "Typed with care" in text(missing)
    first, second = nora.post(page("report_add"), sent), nora.post(page("report_add"), sent)
    assert first["Location"] == second["Location"]
    entry = RiskRegisterEntry.objects.get()
    shown = text(nora.get(first["Location"]))
    for words in ("Bella", "Central team told", entry.reference, "make no screenshot"):
        assert words in shown
    told = Notice.objects.filter(subject_type="contactreport").values_list("recipient", flat=True)
    assert set(told) == {cast.bella.pk, cast.cora.pk}
    # Whom it is about finds none of it.
    assert signed_in(cast.brian).get(first["Location"]).status_code == 404
    assert first["Location"] not in text(signed_in(cast.brian).get(page("report_list")))


def leave_asked(it: SimpleNamespace) -> Any:
    sent = {
        "young_person": "Ann Archer", "account": it.official.pk, "channel": "email", "reason": "The form for the camp",
        **on("valid_from", clock.today()), **on("valid_until", clock.today() + dt.timedelta(days=7)),
    }  # fmt: skip
    return signed_in(it.cast.brian).post(page("authorisation_ask"), sent)


def test_leave_waits_in_the_work_of_who_may_answer_and_of_nobody_else(cast: Cast) -> None:
    answer = leave_asked(a_world(cast))
    assert answer.status_code == 302
    words = "1 request to be in contact to answer"
    assert words in text(signed_in(cast.cora).get("/my-work/"))
    for user in (cast.brian, cast.pat, cast.mona, cast.wes):
        assert words not in text(signed_in(user).get("/my-work/"))
    lena = signed_in(cast.lena)
    lena.post(page("purpose"), {"purpose": "supervision"})
    assert "Give leave" in text(lena.get(answer["Location"]))
    gave = lena.post(answer["Location"] + "approve/", {"version": 1, "reason": "Once, over the unit's account"})
    assert gave.status_code == 302
    assert words not in text(signed_in(cast.cora).get("/my-work/"))
    # The clock that ends it leads to it.
    assert answer["Location"] in text(signed_in(cast.brian).get("/my-work/"))


def test_a_request_is_withdrawn_by_who_asked_alone_and_a_meeting_needs_no_account(cast: Cast) -> None:
    it = a_world(cast)
    brian, cora = signed_in(cast.brian), signed_in(cast.cora)
    days = {**on("valid_from", clock.today()), **on("valid_until", clock.today())}
    sent = {"young_person": "Ann Archer", "channel": "email", "reason": "A talk before the camp", **days}
    lacks = brian.post(page("authorisation_ask"), sent)
    assert lacks.status_code == 422
    assert "Only a meeting in person needs none" in text(lacks)
    asked = brian.post(page("authorisation_ask"), {**sent, "channel": "in_person"})["Location"]
    cora.post(page("purpose"), {"purpose": "supervision"})
    assert "No account: a meeting in person" in text(cora.get(asked))
    reason = {"version": 1, "reason": "It rains"}
    assert cora.post(asked + "withdraw/", reason).status_code == 403
    assert "Withdraw it" in text(brian.get(asked))
    assert brian.post(asked + "withdraw/", {**reason, "version": 7}).status_code == 412
    assert brian.post(asked + "withdraw/", reason).status_code == 302
    assert "Withdrawn before it was answered" in text(brian.get(asked))
    assert cora.post(asked + "approve/", {"version": 2, "reason": "Fine"}).status_code == 409
    assert "request to be in contact to answer" not in text(signed_in(it.cast.cora).get("/my-work/"))


def test_what_waits_for_somebody_stands_in_their_work(cast: Cast) -> None:
    it = a_world(cast)
    planned(it)
    assert "1 contact to look at as the second adult" in text(signed_in(cast.bella).get("/my-work/"))
    assert "as the second adult" not in text(signed_in(cast.brian).get("/my-work/"))
    Account.objects.filter(pk=it.official.pk).update(
        approved_on=clock.today() - dt.timedelta(days=20), approved_until=clock.today() - dt.timedelta(days=1)
    )
    assert "1 account to be seen to" in text(signed_in(cast.cora).get("/my-work/"))
    assert "to be seen to" not in text(signed_in(cast.lena).get("/my-work/"))


def test_an_account_waits_in_the_work_of_who_may_approve_it_and_not_of_who_put_it_up(cast: Cast) -> None:
    it = a_world(cast)
    an_account(cast.cora, "@new", scheme=it.scheme)
    words = "1 account to approve"
    assert words in text(signed_in(cast.mona).get("/my-work/"))
    for user in (cast.cora, cast.lena, cast.wes):
        assert "account to approve" not in text(signed_in(user).get("/my-work/"))
    me = staff(cast, "Mona", "Upton", PersonType.POLICE_STAFF, user=cast.mona)
    Placement.objects.create(person=me, scheme=it.scheme, role=PlacementRole.LEADER, starts_on=clock.today())
    assert words not in text(signed_in(cast.mona).get("/my-work/"))


def test_a_number_is_set_with_a_reason_and_its_history_is_shown(cast: Cast) -> None:
    cora, day = signed_in(cast.cora), clock.today() + dt.timedelta(days=3)
    sent = {"name": "social_most", "value": "many", "reason": "After the review", **on("since", day)}
    wrong = cora.post(page("number_set"), sent)
    assert wrong.status_code == 422
    assert "Enter a whole number from 0 to 100" in text(wrong)
    assert "After the review" in text(wrong)
    assert cora.post(page("number_set"), {**sent, "value": "3"}).status_code == 302
    shown = text(cora.get(page("numbers")))
    for words in ("3 contacts", "After the review", "5 contacts", "Cora Example"):
        assert words in shown
    assert cora.post(page("number_set"), {**sent, "value": "4"}).status_code == 409


def test_the_page_of_rules_leads_to_where_each_failed_for_who_may_see_it(cast: Cast) -> None:
    it = a_world(cast)
    plan = planned(it, account=it.personal, channel="one_to_one_dm", scheme=it.scheme)
    rules, cora = page("rules"), signed_in(cast.cora)
    assert "?rule=COM-15" not in text(cora.get(rules))
    sent = {"version": plan.version, **moment("sent_at", clock.now())}
    assert signed_in(cast.brian).post(page("contact_sent", plan.pk), sent).status_code == 302
    link = f"{page('contact_list')}?rule=COM-15&scheme={it.scheme.pk}&stands=happened"
    assert link.replace("&", "&amp;") in text(cora.get(rules))
    assert plan.get_absolute_url() in text(cora.get(link))
    for user in (cast.mona, cast.wes, cast.pat):
        assert "?rule=COM-15" not in text(signed_in(user).get(rules))


def test_a_rule_tells_months_schemes_and_teams_of_what_one_may_see(cast: Cast) -> None:
    it = a_world(cast)
    for scheme in (it.scheme, None):
        planned(it, channel="one_to_one_dm", scheme=scheme, is_planned=False, in_hours=-1)
    shown = text(signed_in(cast.cora).get(reverse("communications:rule", args=["COM-13"])))
    for words in (f"{clock.today():%B %Y}", it.scheme.name, "outside a scheme", it.scheme.unit.name, "outside=on"):
        assert words in shown
    assert it.scheme.name not in text(signed_in(cast.wes).get(reverse("communications:rule", args=["COM-13"])))


def test_a_scheme_that_one_does_not_see_is_not_called_outside_all() -> None:
    told = places(Counter({7: 2, 8: 1, None: 4}), {})
    assert [(one.count, one.is_hidden) for one in told] == [(4, False), (3, True)]
