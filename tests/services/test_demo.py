"""The demo: two forces that do not see each other, something on every page, loaded once."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command
from django.db.models import Count
from django.test import Client

from safeguarding.access.models import Force, Unit, User
from safeguarding.activities.choices import SessionKind, SessionStatus
from safeguarding.activities.models import Session, SessionBreach
from safeguarding.cases.choices import ConcernStatus, ReferralKind, ReferralStatus, Route, Stage, TaskStatus
from safeguarding.cases.models import (
    Case,
    CaseConcern,
    CaseConflict,
    CaseGrant,
    CaseLink,
    ChronologyEntry,
    Concern,
    PatternReview,
    Task,
    ThresholdDecision,
)
from safeguarding.communications.choices import Outcome
from safeguarding.communications.models import ContactAuthorisation, ContactEvent, ContactReport
from safeguarding.conversations.choices import FindingStatus
from safeguarding.conversations.models import Finding, Participant, RuleSaid, UnreadLine
from safeguarding.conversations.selectors.judged import why_out_of_date
from safeguarding.dashboards.management.demo.cast import FORCES, SIGN_INS
from safeguarding.deadlines.models import Deadline
from safeguarding.notices.models import Notice
from safeguarding.people.models import Person
from safeguarding.records import policies
from safeguarding.records.models import Disposal, LegalHold, RetentionReview
from safeguarding.risk.models import RiskRegisterEntry
from safeguarding.risk.selectors import approved_for
from safeguarding.schemes.models import Scheme
from safeguarding.subject_access.models import AccessRequest
from tests import cast
from tests.factories import demo
from tests.factories.crawl import assert_no_trace
from tests.factories.demo import on_the_thursday, world

__all__ = ["on_the_thursday", "world"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_thursday")]
NORTH, WEST = FORCES
SUBJECT, MANAGER = "craig.dunmore", "karen.boyle"
CHILD = ("Ellie", "Marsden")


def user(key: str) -> User:
    return User.objects.get(email__startswith=f"{key}@")


def founding_case() -> Case:
    return Case.objects.get(parties__person__user=user(SUBJECT))


def test_a_second_run_changes_nothing_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DEMO_PASSWORD", raising=False)
    before = [model.objects.count() for model in (User, Concern, Case, ChronologyEntry, Deadline, Notice)]
    said = io.StringIO()
    call_command("load_demo", stdout=said)
    assert "nothing to do" in said.getvalue()
    assert before == [model.objects.count() for model in (User, Concern, Case, ChronologyEntry, Deadline, Notice)]


def test_the_table_of_sign_ins_names_everybody_with_their_role_and_the_password(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DEMO_PASSWORD", demo.PASSWORD)
    said = io.StringIO()
    call_command("load_demo", list_sign_ins=True, stdout=said)
    table = said.getvalue()
    assert demo.PASSWORD in table
    assert all(member.email in table for member in SIGN_INS)
    assert "Safeguarding lead" in table
    monkeypatch.setenv("DEMO_PASSWORD", "another one")
    call_command("load_demo", list_sign_ins=True, stdout=(other := io.StringIO()))
    assert "another one" not in other.getvalue()


def test_another_password_is_given_to_the_accounts_of_the_demo_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    unit = Unit.objects.filter(force__slug=NORTH).first()
    assert unit is not None
    own = cast.add_user("olive", unit, [])
    somebody = user("diane.whitlock")
    somebody.set_password("one that she chose herself")
    somebody.save(update_fields=["password"])
    for password in (demo.PASSWORD, "the next password"):
        monkeypatch.setenv("DEMO_PASSWORD", password)
        call_command("load_demo", stdout=(said := io.StringIO()))
        assert "already" in said.getvalue()
        assert all(user(member.key).check_password(password) for member in SIGN_INS)
        call_command("load_demo", list_sign_ins=True, stdout=(listed := io.StringIO()))
        assert password in listed.getvalue()
    own.refresh_from_db()
    assert own.check_password(cast.PASSWORD)


def test_who_cannot_sign_in_any_more_is_not_in_the_table() -> None:
    User.objects.filter(pk=user("tom.ashby").pk).update(is_active=False)
    call_command("load_demo", list_sign_ins=True, stdout=(listed := io.StringIO()))
    assert "tom.ashby@" not in listed.getvalue()
    assert "ruth.adeyemi@" in listed.getvalue()


def test_everybody_in_the_table_can_sign_in() -> None:
    assert all(user(member.key).check_password(demo.PASSWORD) for member in SIGN_INS)
    assert not User.objects.filter(is_superuser=True).exists()
    assert all(member.email.endswith(".example") for member in SIGN_INS)


def test_each_force_has_three_units_and_every_role() -> None:
    for force in Force.objects.all():
        assert Unit.objects.filter(force=force).count() >= 3
    roles = set(User.objects.values_list("force__slug", "role_assignments__role"))
    for slug in FORCES:
        assert len({role for where, role in roles if where == slug}) == 9
    assert Unit.objects.filter(force__slug=NORTH, kind="safeguarding").count() == 2


def test_forty_other_concerns_and_cases_stand_in_every_stage_and_took_every_route() -> None:
    assert Concern.objects.count() >= 41
    assert set(Case.objects.values_list("stage", flat=True)) == set(Stage.values)
    assert set(ThresholdDecision.objects.values_list("route", flat=True)) == set(Route.values)
    assert set(Concern.objects.values_list("status", flat=True)) == set(ConcernStatus.values)
    assert Case.objects.filter(chronology__text__startswith="The case went from closed to active").count() == 2
    assert PatternReview.objects.filter(decided_at__isnull=True).values("force").distinct().count() == 2
    assert PatternReview.objects.exclude(route="").count() == 2
    months = {(at.year, at.month) for at in Concern.objects.values_list("received_at", flat=True)}
    assert len(months) >= 16
    assert Concern.objects.values("reporter__user").distinct().count() >= 10
    assert Case.objects.values("unit").distinct().count() == 3


def test_a_child_hurt_at_home_is_not_called_a_contact() -> None:
    """The case is named for the child; who is said to have hurt them is in it all the same."""
    case = Case.objects.get(chronology__text__contains="marks on his arm")
    assert case.title == "Concern for Child A involving Parent B"


def test_every_page_has_something_to_show() -> None:
    for slug in FORCES:
        force = Force.objects.get(slug=slug)
        assert Concern.objects.filter(force=force, status=ConcernStatus.NEW).exists()
        assert Concern.objects.filter(force=force, status=ConcernStatus.WAITING).exists()
        assert Concern.objects.filter(force=force, is_urgent=True, status=ConcernStatus.NEW).exists()
        assert Deadline.objects.filter(force=force).overdue().exists()
        assert Scheme.objects.filter(force=force, kind="unofficial", conditions__isnull=False).exists()
    assert Concern.objects.filter(split_from__isnull=False).exists()
    assert CaseConcern.objects.values("case").annotate(n=Count("pk")).filter(n__gt=1).count() >= 2
    assert CaseLink.objects.exists()
    assert CaseGrant.objects.filter(permission__codename="break_glass_case", reviewed_at__isnull=False).exists()
    assert CaseConflict.objects.filter(kind="declared").exists()
    assert Task.objects.values("status").distinct().count() >= 2
    statuses = {status for _, status in Case.objects.values_list("referrals__kind", "referrals__status")}
    assert {ReferralStatus.TO_SEND, ReferralStatus.SENT, ReferralStatus.ANSWERED, ReferralStatus.CONCLUDED} <= statuses


@pytest.mark.parametrize(
    ("key", "address"),
    [
        ("tom.ashby", "/concerns/mine/"), ("ruth.adeyemi", "/triage/"), ("ruth.adeyemi", "/my-work/"),
        ("ruth.adeyemi", "/cases/"), ("diane.whitlock", "/my-work/"), ("stephen.rowe", "/cases/"),
        ("christine.vale", "/overview/"), ("helen.osei", "/schemes/"), ("helen.osei", "/people/"),
        ("neil.prentice", "/activity/"), ("anil.sharma", "/triage/"), ("lorna.baptiste", "/overview/"),
        ("ruth.adeyemi", "/notices/"),
    ],
)  # fmt: skip
def test_the_pages_of_the_people_in_the_table_open(client: Client, key: str, address: str) -> None:
    client.force_login(user(key))
    assert client.get(address).status_code == 200


def test_the_forces_are_invisible_to_each_other() -> None:
    for member in SIGN_INS:
        somebody = user(member.key)
        seen = {slug for model in (Case, Concern, Person, Scheme, Deadline)
                for slug in model.objects.visible_to(somebody).values_list("force__slug", flat=True)}  # fmt: skip
        assert seen <= {member.force}, member.email
        about = Notice.objects.filter(recipient=somebody, deadline__isnull=False)
        assert set(about.values_list("deadline__force__slug", flat=True)) <= {member.force}


def test_bells_have_something_in_them_and_nothing_is_sent() -> None:
    assert not Notice.objects.filter(email_due=True).exists()
    unread = Notice.objects.unread().filter(recipient=user("ruth.adeyemi"))
    assert 3 <= unread.count() <= 40
    assert Notice.objects.filter(recipient=user("diane.whitlock"), step="supervisor").exists()
    assert Notice.objects.filter(recipient=user("christine.vale"), step="manager").exists()


def test_nothing_in_the_demo_lies_ahead_of_the_moment_it_was_loaded() -> None:
    for model, field in ((Concern, "received_at"), (Case, "opened_at"), (ChronologyEntry, "recorded_at")):
        assert not model.objects.filter(**{f"{field}__gt": demo.NOW}).exists()
    assert not Notice.objects.filter(created_at__gt=demo.NOW).exists()


def test_the_founding_case_stands_as_it_should() -> None:
    case = founding_case()
    assert case.is_restricted
    assert case.is_abuse_of_position
    assert case.title == "Contact with Child A by PCSO B"
    assert list(case.parties.order_by("pk").values_list("label", flat=True))[:2] == ["Child A", "PCSO B"]
    child = case.parties.get(label="Child A").person
    assert child is not None
    assert child.age_on(demo.NOW.date()) in (12, 13)
    status = dict(case.referrals.values_list("kind", "status"))
    assert status[ReferralKind.LADO] == ReferralStatus.ANSWERED
    assert status[ReferralKind.IOPC] == ReferralStatus.ANSWERED
    assert case.psd_unit is not None
    assert set(case.measures.values_list("kind", flat=True)) == {"removed_from_role", "device_held"}
    assert case.parties.filter(role="unidentified").count() == 3
    assert case.reviews.exists()
    assert case.tasks.filter(status=TaskStatus.OPEN).exists()
    assert case.chronology.filter(corrects__isnull=False).exists()
    scheme = Scheme.objects.get(placements__person__user=user(SUBJECT))
    assert {row.kind for row in scheme.conditions.all()} == {"no_offsite", "teacher_present", "word_not_used"}
    assert set(Case.objects.visible_to(user("amara.obi"))) & {case} == set()
    assert case in Case.objects.visible_to(user("joel.fenwick"))


def test_nobody_approved_the_founding_scheme_s_risk_assessment_and_the_official_units_have_theirs() -> None:
    founding = Scheme.objects.get(placements__person__user=user(SUBJECT))
    assert set(founding.risk_assessments.values_list("status", flat=True)) == {"draft"}
    official = Scheme.objects.filter(status="official")
    assert {row.scheme_id for row in approved_for(official.values_list("pk", flat=True))} == {
        scheme.pk for scheme in official
    }
    entries = RiskRegisterEntry.objects.visible_to(user("helen.osei"))
    assert entries.filter(title__contains="personal accounts").exists()
    assert entries.overdue().exists()
    assert entries.filter(status="closed").exists()


@pytest.mark.parametrize("key", [SUBJECT, MANAGER])
def test_the_subject_and_who_manages_him_find_no_trace_on_any_route(client: Client, key: str) -> None:
    case = founding_case()
    concern = Concern.objects.get(case_concern__case=case)
    client.force_login(user(key))
    said = "front desk of the secondary school"
    assert_no_trace(client, case, concern, secrets=(case.title, *CHILD, "Tamsin", said))


def test_sessions_were_held_trips_planned_and_the_founding_scheme_once_met_without_its_teacher(world: int) -> None:
    breach = SessionBreach.objects.select_related("session__scheme", "check_of_condition").get()
    assert "Guardians" in breach.session.scheme.name
    assert not breach.check_of_condition.is_kept
    assert Session.objects.filter(status=SessionStatus.CLOSED).count() >= 10
    trips = Session.objects.filter(kind=SessionKind.OFFSITE).order_by("status").values_list("status", flat=True)
    assert list(trips) == [SessionStatus.APPROVED, SessionStatus.CONFIRMED]


def test_the_phone_of_the_founding_case_was_read_and_looked_at(client: Client, world: int) -> None:
    """Two downloads through the real engine, one piece that is listed as unread, and people said by a person."""
    case = founding_case()
    exports = case.message_exports.order_by("format")
    assert [(one.format, one.status) for one in exports] == [("meta", "read"), ("snapchat", "read")]
    assert UnreadLine.objects.filter(export__case=case).count() == 1
    named = Participant.objects.filter(export__case=case)
    assert set(named.exclude(party=None).values_list("party__role", flat=True)) == {"subject", "young_person"}
    assert named.filter(party=None).count() >= 3
    statuses = {status for _, status in Finding.objects.current().values_list("indicator", "status")}
    assert statuses == set(FindingStatus.values)
    dismissed = Finding.objects.current().filter(status=FindingStatus.DISMISSED)
    assert set(dismissed.values_list("message__sender__name", flat=True)) == {"Marco F"}
    assert case.chronology.filter(text__contains="SHA-256").count() == 3
    failed = set(
        RuleSaid.objects.filter(judgement__export__in=exports, outcome=Outcome.FAILED).values_list("rule", flat=True)
    )
    assert {"COM-05", "COM-13", "COM-15", "COM-20", "COM-21"} <= failed
    assert not [why for export in exports if (why := why_out_of_date(export.judgements.latest("pk")))]


def test_contact_was_planned_checked_reported_asked_for_and_refused() -> None:
    contacts = ContactEvent.objects.visible_to(user("helen.osei"))
    assert contacts.filter(status="planned", sent_at__gt=demo.NOW).exists()
    assert contacts.filter(second_adult_checked_at__isnull=False).exists()
    late = contacts.get(purpose_text__contains="hall is closed")
    assert {row.rule for row in late.results.filter(contact_version=late.version, outcome=Outcome.FAILED)} >= {
        "COM-09", "COM-12"
    }  # fmt: skip
    page = contacts.get(scheme__name__contains="Guardians", channel="one_to_one_dm")
    assert page.results.filter(rule="COM-15", outcome=Outcome.FAILED, severity="critical").exists()
    assert ContactReport.objects.visible_to(user("helen.osei")).exists()
    asked = ContactAuthorisation.objects.visible_to(user("ruth.adeyemi"))
    assert sorted(asked.values_list("status", flat=True)) == ["approved", "refused", "requested"]
    assert not ContactEvent.objects.visible_to(user(SUBJECT)).exists()


def test_cases_of_long_ago_are_kept_proposed_due_and_disposed_of_by_two_people() -> None:
    ruth, diane = user("ruth.adeyemi"), user("diane.whitlock")
    assert set(RetentionReview.objects.values_list("status", flat=True)) == {"due", "kept", "proposed"}
    assert RetentionReview.objects.filter(status="due").count() == 1
    gone = Disposal.objects.get(status="erased")
    assert (gone.proposed_by, gone.decided_by) == (ruth, diane)
    assert gone.row_count > 20
    assert gone.case.title == "Disposed of"
    assert not Case.objects.visible_to(ruth).filter(pk=gone.case_id).exists()
    assert not Person.objects.filter(family_name="Krall").exists()
    waits = Disposal.objects.get(status="proposed")
    assert policies.may_step(diane, "approve", waits)
    assert not policies.may_step(ruth, "approve", waits)
    assert LegalHold.objects.on().count() == 1


def test_one_subject_access_request_was_answered_and_another_is_being_decided() -> None:
    given = AccessRequest.objects.get(status="disclosed")
    assert given.file is not None
    items = given.items.all()
    assert not items.filter(verdict="").exists()
    assert any(one.words != one.redacted for one in items)
    assert items.filter(verdict="withhold").exists()
    assert not any("Hurst" in one.redacted for one in items)
    assert AccessRequest.objects.get(status="deciding").items.filter(verdict="").exists()
