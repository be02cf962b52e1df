"""The admin pages of rules and bank holidays."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from safeguarding.access.models import User
from safeguarding.audit.models import AuditEvent
from safeguarding.deadlines.models import BankHolidayOverride, Deadline, DeadlineRule
from tests.cast import Cast, fresh

RULES = "/admin/deadlines/deadlinerule/"
HOLIDAYS = "/admin/deadlines/bankholidayoverride/"


def sign_in(who: User) -> Client:
    """Let in at the admin's door, so that what is tested is what the pages themselves allow."""
    User.objects.filter(pk=who.pk).update(is_staff=True)
    client = Client()
    client.force_login(fresh(who), backend="caseapp.sign_in.Backend")
    return client


@pytest.fixture
def admin(cast: Cast) -> Client:
    return sign_in(cast.adam)


def page_of(key: str) -> str:
    return f"{RULES}{DeadlineRule.objects.get(key=key).pk}/change/"


def test_the_list_shows_each_figure_in_words_and_its_source(admin: Client) -> None:
    page = admin.get(RULES).content.decode()
    assert "1 working day after the concern was received" in page
    assert "Police (Conduct) Regulations 2020 reg 31(1)" in page


def test_of_a_rule_of_law_only_the_warning_can_be_typed(admin: Client) -> None:
    page = admin.get(page_of("lado_referral")).content.decode()
    assert 'name="warn_days"' in page
    assert 'name="amount"' not in page
    assert 'name="source"' not in page
    assert "Working Together to Safeguard Children" in page


def test_a_forged_figure_of_the_law_is_not_taken(admin: Client) -> None:
    admin.post(page_of("lado_referral"), {"warn_days": "0", "amount": "30", "source": "Hearsay"})
    rule = DeadlineRule.objects.get(key="lado_referral")
    assert (rule.warn_days, rule.amount, rule.source.startswith("Working Together")) == (0, 1, True)


def test_an_unconfirmed_figure_can_be_edited_with_its_source(cast: Cast, admin: Client) -> None:
    answer = admin.post(
        page_of("representations"), {"amount": "7", "warn_days": "2", "source": "Read on legislation.gov.uk"}
    )
    assert answer.status_code == 302
    rule = DeadlineRule.objects.get(key="representations")
    assert (rule.amount, rule.source, rule.edited_by) == (7, "Read on legislation.gov.uk", cast.adam)
    assert AuditEvent.objects.filter(verb="deadline_rule.edited", actor_id=cast.adam.pk).count() == 1


def test_a_figure_that_cannot_be_counted_is_answered_beside_the_field(admin: Client) -> None:
    answer = admin.post(page_of("representations"), {"amount": "0", "warn_days": "2", "source": "x"})
    assert answer.status_code == 200
    assert "give at least 1" in answer.content.decode()
    assert DeadlineRule.objects.get(key="representations").amount == 10


def test_rules_are_neither_added_nor_deleted_there(admin: Client) -> None:
    assert admin.get(f"{RULES}add/").status_code == 403
    assert admin.get(page_of("case_review").replace("change", "delete")).status_code == 403


def test_a_bank_holiday_is_added_changed_and_removed_and_each_is_recorded(admin: Client) -> None:
    given = {"day": "2027-06-04", "is_holiday": "on", "name": "Jubilee", "source": "London Gazette"}
    assert admin.post(f"{HOLIDAYS}add/", given).status_code == 302
    override = BankHolidayOverride.objects.get(day=dt.date(2027, 6, 4))
    assert admin.post(f"{HOLIDAYS}{override.pk}/change/", {**given, "name": "Coronation"}).status_code == 302
    assert admin.get(HOLIDAYS).status_code == 200
    assert BankHolidayOverride.objects.get().name == "Coronation"
    assert admin.post(f"{HOLIDAYS}{override.pk}/delete/", {"post": "yes"}).status_code == 302
    assert not BankHolidayOverride.objects.exists()
    verbs = AuditEvent.objects.filter(verb__startswith="bank_holiday.").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["bank_holiday.recorded", "bank_holiday.recorded", "bank_holiday.removed"]


def test_several_are_removed_at_once_and_recorded(admin: Client) -> None:
    rows = [BankHolidayOverride.objects.create(day=dt.date(2027, 6, n), name="x") for n in (3, 4)]
    admin.post(HOLIDAYS, {"action": "delete_selected", "_selected_action": [row.pk for row in rows], "post": "yes"})
    assert not BankHolidayOverride.objects.exists()
    assert AuditEvent.objects.filter(verb="bank_holiday.removed").count() == 2


def test_the_same_day_twice_is_answered_beside_the_field(admin: Client) -> None:
    BankHolidayOverride.objects.create(day=dt.date(2027, 6, 4), name="x")
    answer = admin.post(f"{HOLIDAYS}add/", {"day": "2027-06-04", "name": "y"})
    assert answer.status_code == 200
    assert BankHolidayOverride.objects.get().name == "x"


@pytest.mark.parametrize("who", ["lena", "sam", "mona", "aud", "root", "nora"])
def test_nobody_but_an_administrator_finds_them(cast: Cast, who: str) -> None:
    client = sign_in(getattr(cast, who))
    assert client.get(RULES).status_code == 404
    assert client.get(HOLIDAYS).status_code == 404
    assert client.post(page_of("case_review"), {"amount": "1", "warn_days": "1"}).status_code == 404


def test_no_clock_can_be_read_in_the_admin(admin: Client) -> None:
    assert admin.get(f"/admin/{Deadline._meta.app_label}/{Deadline._meta.model_name}/").status_code == 404
