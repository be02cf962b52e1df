"""The catalogue of rules and the calendar: loaded whole, edited only where a figure is not law."""

from __future__ import annotations

import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from safeguarding.audit.models import AuditEvent
from safeguarding.core import workingdays
from safeguarding.core.errors import Invalid, NotAllowed
from safeguarding.deadlines import services
from safeguarding.deadlines.choices import CATALOGUE, Basis
from safeguarding.deadlines.models import BankHolidayOverride, Deadline, DeadlineRule
from tests.cast import Cast
from tests.factories.clocks import end_of, start

# The catalogue of the domain: key, basis, amount, rolls.
DOMAIN = [
    ("lado_referral", "wd_after", 1, False),
    ("iopc_referral", "calendar_next_day", 1, False),
    ("complainant_update_1", "days_after", 28, False),
    ("complainant_update_n", "days_after", 28, False),
    ("outcome_notified", "wd_after", 5, False),
    ("timeliness_letter_12m", "months_beginning_with", 12, False),
    ("timeliness_letter_6m", "months_beginning_with", 6, False),
    ("review_request", "days_after", 28, False),
    ("representations", "wd_after", 10, False),
    ("interview_alternative", "wd_after", 5, False),
    ("hearing_response", "wd_after", 15, False),
    ("witness_lists", "wd_after", 3, False),
    ("prehearing", "wd_after", 15, False),
    ("meeting_held", "wd_after", 20, False),
    ("hearing_starts", "wd_after", 100, False),
    ("meeting_appeal", "wd_after", 7, False),
    ("outcome_report_to_aa", "wd_after", 5, False),
    ("barred_list_report", "wd_beginning_with", 5, False),
    ("suspension_review", "days_after", 28, False),
    ("iopc_rec_response", "days_beginning_with", 56, False),
    ("iopc_publish_response", "days_beginning_with", 21, False),
    ("rec_response_set", "fixed", 0, False),
    ("rec_refusal_review", "months_after", 12, False),
    ("rec_action", "fixed", 0, False),
    ("rec_audience", "fixed", 0, False),
    ("self_assessment", "fixed", 0, False),
    ("icpc", "wd_after", 15, False),
    ("assessment", "wd_after", 45, False),
    ("assessment_wales", "wd_after", 42, False),
    ("sar_response", "corresponding_month", 1, True),
    ("sar_extension_notice", "months_beginning_with", 1, False),
    ("sar_extended", "corresponding_month", 3, True),
    ("dp_complaint_ack", "days_after", 30, True),
    ("breach_to_ico", "hours", 72, False),
    ("account_review", "months_after", 12, False),
    ("scheme_review", "fixed", 0, False),
    ("scheme_condition_review", "months_after", 6, False),
    ("credential_renewal", "fixed", 0, False),
    ("venue_risk_assessment", "months_after", 12, False),
    ("risk_assessment_review", "months_after", 12, False),
    ("risk_entry_review", "fixed", 0, False),
    ("risk_action", "fixed", 0, False),
    ("contact_authorisation_ends", "fixed", 0, False),
    ("case_review", "days_after", 28, False),
    ("case_review_urgent", "days_after", 7, False),
    ("task_due", "fixed", 0, False),
    ("measure_review", "fixed", 0, False),
    ("evidence_preservation", "days_after", 0, False),
    ("concern_triage", "wd_after", 1, False),
    ("concern_triage_urgent", "hours", 4, False),
    ("mash_referral", "days_after", 0, False),
    ("low_level_pattern_decision", "wd_after", 5, False),
    ("dbs_duty_decision", "wd_after", 5, False),
    ("police_report", "at_once", 0, False),
    ("child_sex_offence_report", "days_after", 0, False),
    ("child_sex_offence_delayed", "days_after", 7, False),
    ("referral_answer", "wd_after", 1, False),
    ("strategy_discussion", "days_after", 3, False),
    ("core_group", "wd_after", 10, False),
    ("review_conference_first", "months_after", 3, False),
    ("review_conference_next", "months_after", 6, False),
    ("advisory_list_report", "wd_beginning_with", 5, False),
    ("notice_withheld_review", "fixed", 0, False),
    ("subject_update", "days_after", 28, False),
    ("case_to_answer", "wd_after", 15, False),
    ("tribunal_appeal", "wd_after", 10, False),
    ("staff_appeal", "wd_after", 10, False),
    ("staff_proceedings", "wd_after", 20, False),
    ("public_hearing_notice", "fixed", 0, False),
    ("complainant_update_withheld", "fixed", 0, False),
    ("subject_update_withheld", "fixed", 0, False),
]
NOT_CONFIRMED_LAW = {
    "iopc_referral", "representations", "meeting_held", "hearing_starts", "suspension_review", "mash_referral",
    "scheme_condition_review", "case_review", "case_review_urgent", "concern_triage", "concern_triage_urgent",
    "low_level_pattern_decision", "dbs_duty_decision", "risk_assessment_review", "account_review",
    "strategy_discussion", "advisory_list_report", "subject_update", "case_to_answer", "tribunal_appeal",
    "staff_appeal", "rec_refusal_review", "staff_proceedings", "public_hearing_notice",
    "child_sex_offence_report", "child_sex_offence_delayed",
}  # fmt: skip


def rule(key: str) -> DeadlineRule:
    return DeadlineRule.objects.get(key=key)


@pytest.mark.django_db
class TestCatalogue:
    def test_every_rule_of_the_domain_is_there_with_its_figure(self) -> None:
        rows = DeadlineRule.objects.values_list("key", "basis", "amount", "roll_to_working_day")
        assert sorted(rows) == sorted(DOMAIN)

    def test_each_says_where_its_figure_comes_from(self) -> None:
        assert not DeadlineRule.objects.filter(source="").exists()

    def test_exactly_the_unconfirmed_figures_are_marked(self) -> None:
        marked = DeadlineRule.objects.filter(from_memory=True).values_list("key", flat=True)
        assert set(marked) == NOT_CONFIRMED_LAW

    def test_loading_it_again_changes_nothing(self) -> None:
        before = DeadlineRule.pgh_event_model.objects.count()
        services.load_catalogue()
        assert DeadlineRule.pgh_event_model.objects.count() == before

    def test_migrating_puts_back_what_is_missing_or_out_of_step(self) -> None:
        rule("icpc").delete()
        DeadlineRule.objects.filter(key="assessment").update(amount=99, title="Wrong")
        config = apps.get_app_config("deadlines")
        config.load_catalogue(apps=apps, using="default")
        assert sorted(DeadlineRule.objects.values_list("key", "basis", "amount", "roll_to_working_day")) == sorted(
            DOMAIN
        )

    @pytest.mark.parametrize(("basis", "roll"), [(Basis.WORKING_DAYS_AFTER, False), (Basis.AT_ONCE, True)])
    def test_the_database_refuses_a_rule_that_cannot_be_counted(self, basis: str, roll: bool) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            DeadlineRule.objects.create(key="x", basis=basis, amount=0, roll_to_working_day=roll)


class TestEditing:
    def test_an_edited_figure_outlives_the_next_migration(self, cast: Cast) -> None:
        services.edit_rule(rule("case_review"), by=cast.adam, amount=14, source="Force policy 12/2026", warn_days=3)
        services.load_catalogue()
        edited = rule("case_review")
        assert (edited.amount, edited.source, edited.warn_days) == (14, "Force policy 12/2026", 3)
        assert edited.edited_by == cast.adam

    def test_of_a_rule_of_law_only_the_warning_may_change_and_stays(self, cast: Cast) -> None:
        services.edit_rule(rule("lado_referral"), by=cast.adam, warn_days=0)
        DeadlineRule.objects.filter(key="lado_referral").update(amount=2)
        services.load_catalogue()
        assert (rule("lado_referral").warn_days, rule("lado_referral").amount) == (0, 1)

    @pytest.mark.parametrize("change", [{"amount": 2}, {"source": "Hearsay"}, {"roll_to_working_day": True}])
    def test_the_figure_of_the_law_may_not(self, cast: Cast, change: dict[str, Any]) -> None:
        with pytest.raises(Invalid, match="set by law"):
            services.edit_rule(rule("lado_referral"), by=cast.adam, **change)

    @pytest.mark.parametrize("change", [{"basis": "hours"}, {"key": "other"}, {"from_memory": False}])
    def test_nor_what_a_rule_is(self, cast: Cast, change: dict[str, Any]) -> None:
        with pytest.raises(Invalid):
            services.edit_rule(rule("case_review"), by=cast.adam, **change)

    def test_a_figure_that_cannot_be_counted_is_refused(self, cast: Cast) -> None:
        with pytest.raises(Invalid, match="at least 1"):
            services.edit_rule(rule("representations"), by=cast.adam, amount=0)

    @pytest.mark.parametrize("who", ["lena", "sam", "mona", "aud", "root", "nora"])
    def test_only_an_administrator_may(self, cast: Cast, who: str) -> None:
        with pytest.raises(NotAllowed):
            services.edit_rule(rule("case_review"), by=getattr(cast, who), amount=14)
        with pytest.raises(NotAllowed):
            services.set_bank_holiday(
                day=dt.date(2027, 6, 4), is_holiday=True, name="X", source="", by=getattr(cast, who)
            )

    def test_the_record_says_what_it_was(self, cast: Cast) -> None:
        services.edit_rule(rule("case_review"), by=cast.adam, amount=14)
        event = AuditEvent.objects.get(verb="deadline_rule.edited")
        assert event.data["before"].startswith("28 days after the case was opened")
        assert event.data["now"].startswith("14 days after the case was opened")


class TestPublishedCalendar:
    """`manage.py load_bank_holidays`: a saved copy of GOV.UK's list."""

    @pytest.fixture
    def saved(self, tmp_path: Path) -> Any:
        def save(*, without: str = "", plus: dict[str, str] | None = None) -> Path:
            days = {
                day.isoformat(): name for year in (2026, 2027) for day, name in workingdays.bank_holidays(year).items()
            }
            days.pop(without, None)
            events = [{"title": name, "date": day, "notes": "", "bunting": True} for day, name in
                      {**days, **(plus or {})}.items()]  # fmt: skip
            scotland = {"division": "scotland", "events": [{"title": "2nd January", "date": "2026-01-02"}]}
            path = tmp_path / "bank-holidays.json"
            path.write_text(json.dumps(
                {"england-and-wales": {"division": "england-and-wales", "events": events}, "scotland": scotland}
            ))  # fmt: skip
            return path

        return save

    def load(self, path: Path, **options: Any) -> str:
        out = io.StringIO()
        call_command("load_bank_holidays", str(path), stdout=out, **options)
        return out.getvalue()

    def test_a_list_that_agrees_changes_nothing(self, cast: Cast, saved: Any) -> None:
        assert "nothing changed" in self.load(saved())
        assert not BankHolidayOverride.objects.exists()

    def test_a_proclaimed_and_a_moved_day(self, cast: Cast, saved: Any) -> None:
        path = saved(without="2027-05-31", plus={"2027-06-04": "Jubilee"})
        report = self.load(path)
        assert "Recorded: Monday 31 May 2027 is not a bank holiday (Spring Bank Holiday)" in report
        assert "Recorded: Friday 4 June 2027 is a bank holiday (Jubilee)" in report
        assert AuditEvent.objects.filter(verb="bank_holiday.recorded").count() == 2
        assert "nothing changed" in self.load(path)
        assert AuditEvent.objects.filter(verb="bank_holiday.recorded").count() == 2

    def test_a_day_taken_back_by_a_later_list_goes(self, cast: Cast, saved: Any) -> None:
        self.load(saved(plus={"2027-06-04": "Jubilee"}))
        assert "Removed: Friday 4 June 2027" in self.load(saved())
        assert not BankHolidayOverride.objects.exists()

    def test_a_day_entered_by_hand_stays_and_is_reported(self, cast: Cast, saved: Any) -> None:
        services.set_bank_holiday(
            day=dt.date(2027, 6, 4), is_holiday=True, name="Jubilee", source="London Gazette", by=cast.adam
        )
        assert "Kept, entered by hand and not borne out by the list: Friday 4 June 2027" in self.load(saved())
        assert BankHolidayOverride.objects.count() == 1
        later = self.load(saved(plus={"2027-06-04": "Jubilee"}))
        assert "Kept" not in later

    def test_days_of_other_years_are_left_alone(self, cast: Cast, saved: Any) -> None:
        self.load(saved(plus={"2027-06-04": "Jubilee"}))
        path = saved()
        only_2026 = json.loads(path.read_text())
        events = only_2026["england-and-wales"]["events"]
        only_2026["england-and-wales"]["events"] = [event for event in events if event["date"] < "2027"]
        path.write_text(json.dumps(only_2026))
        self.load(path)
        assert BankHolidayOverride.objects.count() == 1

    def test_running_clocks_are_named_and_move_only_when_told_to(self, cast: Cast, saved: Any) -> None:
        received = dt.datetime(2027, 6, 3, 9, tzinfo=dt.UTC)
        deadline = start(cast, start_at=received)
        path = saved(plus={"2027-06-04": "Jubilee"})
        report = self.load(path)
        assert "SC-2026-000001, Refer to the LADO: due Friday 4 June 2027 at 23:59" in report
        deadline.refresh_from_db()
        assert deadline.due_at == end_of("2027-06-04")
        self.load(path, recompute="Proclaimed", by="adam")
        deadline.refresh_from_db()
        assert deadline.due_at == end_of("2027-06-07")
        assert AuditEvent.objects.latest("pk").actor_label == "Adam Example"

    @pytest.mark.parametrize(
        "text", ["", "[]", "{}", '{"england-and-wales": {"events": [{"date": "soon"}]}}', '{"england-and-wales": 3}']
    )
    def test_another_file_is_refused_in_words(self, cast: Cast, tmp_path: Path, text: str) -> None:
        path = tmp_path / "other.json"
        path.write_text(text)
        with pytest.raises(CommandError, match=r"not a copy of GOV\.UK"):
            self.load(path)

    def test_a_missing_file_and_an_unknown_user(self, cast: Cast, tmp_path: Path, saved: Any) -> None:
        with pytest.raises(CommandError, match="cannot be read"):
            self.load(tmp_path / "none.json")
        with pytest.raises(CommandError, match="no user"):
            self.load(saved(), by="nobody")

    def test_whoever_loads_it_must_be_an_administrator(self, cast: Cast, saved: Any) -> None:
        with pytest.raises(NotAllowed):
            self.load(saved(), by="lena")


@pytest.mark.parametrize(("value", "problems"), [("calendar", 0), ("working", 0), ("workdays", 1), ("", 1)])
def test_a_mistyped_day_basis_stops_the_start(settings: Any, value: str, problems: int) -> None:
    settings.IOPC_REFERRAL_DAY_BASIS = value
    found = [each for each in run_checks() if each.id == "deadlines.E001"]
    assert len(found) == problems


def test_no_clock_names_a_person_in_what_the_record_keeps(cast: Cast) -> None:
    start(cast)
    services.meet(Deadline.objects.get(), by=cast.lena)
    for event in AuditEvent.objects.filter(object_type="deadline"):
        assert "Example" not in json.dumps(event.data)


def test_the_catalogue_has_no_key_twice() -> None:
    assert len({each.key for each in CATALOGUE}) == len(CATALOGUE) == len(DOMAIN)
