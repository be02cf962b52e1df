"""The guideline rules over the messages of an export."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from unittest import mock

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeguarding.audit.models import AuditEvent
from safeguarding.communications.choices import AccountKind, AccountStatus, Channel, Direction, Outcome, PlatformKind
from safeguarding.communications.models import Account, AccountAccess, ContactAuthorisation, ContactReport, Platform
from safeguarding.communications.rules.facts import Answered
from safeguarding.communications.rules.guidelines import judge
from safeguarding.communications.selectors.numbers import limits_on
from safeguarding.communications.services.numbers import set_number
from safeguarding.conversations.choices import JudgementStatus
from safeguarding.conversations.models import Breach, Judgement, Message, MessageExport
from safeguarding.conversations.selectors import judged
from safeguarding.conversations.selectors.judging.settled import SETTLED
from safeguarding.conversations.selectors.judging.walk import Walk
from safeguarding.conversations.selectors.reading import Asked, filtered
from safeguarding.conversations.services import judging
from safeguarding.core import clock
from safeguarding.core.errors import Conflict
from safeguarding.risk.models import RiskRegisterEntry
from tests.cast import Cast, fresh
from tests.factories.chat import benign
from tests.factories.judged import asked, rules_of, texts
from tests.factories.messages import a_thread, an_export, founding, platform, somebody
from tests.factories.work import a_case, the_child, the_pcso

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2025, 11, 19, 12, tzinfo=dt.UTC)
F = Outcome.FAILED


def asked_by(cast: Cast, export: MessageExport) -> Judgement:
    return asked(export, fresh(cast.lena))


def a_talk(
    cast: Cast, said: list[tuple[str, dt.datetime | None, str]], *, kind: str = AccountKind.PERSONAL_INDIVIDUAL,
    slug: str = "instagram", is_group: bool | None = False, account: dict[str, Any] | None = None,
) -> tuple[MessageExport, Account]:  # fmt: skip
    """A talk of the adult ("he") and the young person ("she") of a case."""
    case = a_case(cast)
    export = an_export(cast, case)
    if account:
        Account.objects.create(
            force=case.force, platform=platform(slug), handle="he", handle_key="he", kind=kind, added_by=cast.lena,
            **account,
        )  # fmt: skip
    he = somebody(export, "he", slug, the_pcso(cast, case), kind)
    she = somebody(export, "she", slug, the_child(cast, case))
    who = {"he": he, "she": she}
    said = [*said, ("she", NOON - dt.timedelta(days=900), "first")]
    a_thread(export, slug, [(who[name], at, text) for name, at, text in said], is_group=is_group)
    assert he.account is not None
    return export, he.account


def official(until: dt.date, since: dt.date, cast: Cast) -> dict[str, Any]:
    return {
        "status": AccountStatus.APPROVED, "approved_by": cast.cora, "approved_on": since, "approved_until": until,
    }  # fmt: skip


def test_the_founding_contact_fails_the_rules_that_came_of_it(cast: Cast) -> None:
    case = a_case(cast)
    insta, snap = founding(cast, case, the_pcso(cast, case), the_child(cast, case))
    of_insta, of_snap = asked_by(cast, insta), asked_by(cast, snap)
    failed = {name for name, one in rules_of(of_insta).items() if one.failed}
    assert failed >= {"COM-05", "COM-08", "COM-12", "COM-13", "COM-14", "COM-15", "COM-20", "COM-21"}
    assert texts(of_insta, "COM-05") == ["Followed"]
    assert texts(of_insta, "COM-13")[0] == "hiya are you ok?"
    assert texts(of_insta, "COM-14")[0] == "saw you walking home today with your mate"
    assert rules_of(of_insta)["COM-15"].is_critical
    assert rules_of(of_snap)["COM-21"].is_critical
    assert texts(of_snap, "COM-15") == ["i really like you lily", "im parked round the corner from yours"]
    private = rules_of(of_snap)["COM-13"]
    assert (private.failed, private.passed, private.beside) == (2, 0, 2)


def test_what_nobody_knows_never_passes(cast: Cast) -> None:
    case = a_case(cast)
    insta, _ = founding(cast, case, the_pcso(cast, case), the_child(cast, case))
    rules = rules_of(asked_by(cast, insta))
    for rule in ("COM-01", "COM-10", "COM-11", "COM-17", "COM-18", "COM-22"):
        assert rules[rule].unknown, rule
        assert rules[rule].why_unknown[0].reason, rule


def test_a_rule_that_is_about_something_else_does_not_apply_and_never_passes(cast: Cast) -> None:
    case = a_case(cast)
    insta, _ = founding(cast, case, the_pcso(cast, case), the_child(cast, case))
    rules = rules_of(asked_by(cast, insta))
    for rule in ("COM-06", "COM-07", "COM-09", "COM-16"):
        assert rules[rule].beside, rule
        assert (rules[rule].passed, rules[rule].failed, rules[rule].unknown) == (0, 0, 0), rule
        assert rules[rule].why_beside[0].reason, rule
    assert "a personal account" in rules["COM-01"].why_unknown[0].reason


def test_what_the_young_person_wrote_fails_no_rule_about_what_adults_do(cast: Cast) -> None:
    case = a_case(cast)
    _, snap = founding(cast, case, the_pcso(cast, case), the_child(cast, case))
    found = asked_by(cast, snap)
    rules = rules_of(found)
    for name in ("COM-01", "COM-02", "COM-04", "COM-22"):
        assert rules[name].beside == 2, name
        assert [one.reason for one in rules[name].why_beside] == ["The young person wrote, not the adult."], name
    assert texts(found, "COM-02") == ["i really like you lily", "im parked round the corner from yours"]


def test_a_text_from_an_own_number_breaks_rule_16(cast: Cast) -> None:
    Platform.objects.filter(slug="telephone").delete()
    Platform.objects.create(slug="telephone", name="Telephone", kind=PlatformKind.PHONE)
    export, _ = a_talk(cast, [("he", NOON, "hello"), ("she", NOON, "hi")], slug="telephone")
    found = asked_by(cast, export)
    assert texts(found, "COM-16") == ["hello"]
    assert rules_of(found)["COM-16"].is_critical
    assert (rules_of(found)["COM-15"].failed, rules_of(found)["COM-15"].passed) == (0, 0)


def kept(cast: Cast, export: MessageExport, account: Account, at: dt.datetime) -> None:
    """The force keeps reports and leave from that moment: an attempt reported then, and leave for that day alone."""
    adult, child = (export.participants.get(name=name).party for name in ("he", "she"))
    assert adult is not None
    assert child is not None
    who = {
        "adult": adult.person,
        "young_person": child.person,
        "force": export.case.force,
        "channel": Channel.ONE_TO_ONE,
    }
    entry = RiskRegisterEntry.objects.create(
        force=export.case.force, reference="RR-2025-000001", title="Contact", description="Online",
        source="contact_report", raised_by=cast.cora, raised_at=at, likelihood=2, impact=3, review_on=at.date(),
    )  # fmt: skip
    ContactReport.objects.create(
        **who, platform=account.platform, happened_at=at, what="Hello", reported_by=cast.cora, reported_at=at,
        supervisor=cast.sam, supervisor_told_at=at, central_team_told_at=at, risk_entry=entry,
    )  # fmt: skip
    ContactAuthorisation.objects.create(
        **who, account=account, reason="A lift", requested_by=cast.lena, requested_at=at, status="approved",
        decided_by=cast.cora, decided_at=at, valid_from=at.date(), valid_until=at.date(),
    )  # fmt: skip


def test_reports_and_leave_that_are_on_record_count_and_before_any_were_kept_nobody_knows(cast: Cast) -> None:
    day = dt.timedelta(days=1)
    said = [(who, NOON + day * at, f"{who} {at}") for at in (-2, 0, 2) for who in ("he", "she")]
    export, account = a_talk(cast, said, kind=AccountKind.OFFICIAL_CADET)
    kept(cast, export, account, NOON - dt.timedelta(minutes=5))
    found = asked_by(cast, export)
    rules = rules_of(found)
    for rule, failing in (("COM-17", ["she 2"]), ("COM-18", ["he 2"])):
        assert texts(found, rule) == failing
        assert rules[rule].passed == 1, rule
        assert rules[rule].unknown == (2 if rule == "COM-17" else 1), rule
    assert judged.why_out_of_date(found) == []
    ContactAuthorisation.objects.update(status="ended", ended_by=cast.cora, ended_at=NOON)
    assert judged.why_out_of_date(found) == ["what was reported, or leave that was given"]


def test_the_official_group_of_a_unit_fails_nothing_critical(cast: Cast) -> None:
    case = a_case(cast)
    adult, child = the_pcso(cast, case), the_child(cast, case)
    export = an_export(cast, case)
    Account.objects.create(
        force=case.force, platform=platform("whatsapp"), handle="Leader Sam", handle_key="leader sam",
        kind=AccountKind.OFFICIAL_CADET, added_by=cast.lena,
        **official(dt.date(2027, 1, 1), dt.date(2026, 1, 1), cast),
    )  # fmt: skip
    leader = somebody(export, "Leader Sam", "whatsapp", adult, AccountKind.OFFICIAL_CADET)
    others = {"Leader Sam": leader, "Cadet 1": somebody(export, "Cadet 1", "whatsapp", child)}
    said = [(others[name], at, text) for name, at, text in benign(2_000) if name in others]
    a_thread(export, "whatsapp", said, is_group=True)
    found = asked_by(cast, export)
    assert found.judged == len(said)
    assert not [name for name, one in rules_of(found).items() if one.is_critical]
    with pytest.raises(Conflict):
        judged.critical_of(found)


def test_an_account_counts_as_approved_on_the_days_on_which_it_was(cast: Cast) -> None:
    """Not today: what ran out last week was fine the week before, and what is approved today was not last year."""
    said = [("he", NOON + dt.timedelta(days=day), f"day {day}") for day in (-1, 0, 1)]
    run_out = official(NOON.date(), NOON.date(), cast)
    export, _ = a_talk(cast, said, kind=AccountKind.OFFICIAL_CADET, is_group=True, account=run_out)
    found = asked_by(cast, export)
    assert texts(found, "COM-21") == ["day -1", "day 1"]
    assert texts(found, "COM-02") == ["day -1", "day 1"]


def test_who_uses_an_account_is_who_was_on_its_list_at_that_moment(cast: Cast) -> None:
    said = [("he", NOON + dt.timedelta(hours=hour), f"hour {hour}") for hour in (-1, 1, 3)]
    export, account = a_talk(cast, said, kind=AccountKind.OFFICIAL_CADET, is_group=True)
    adult = export.participants.get(name="he").party
    assert adult is not None
    AccountAccess.objects.create(
        account=account, person_id=adult.person_id, since=NOON, given_by=cast.cora,
        ended_at=NOON + dt.timedelta(hours=2), ended_by=cast.cora,
    )  # fmt: skip
    found = asked_by(cast, export)
    assert texts(found, "COM-03") == ["hour -1", "hour 3"]
    assert texts(found, "COM-04") == ["hour -1", "hour 3"]


def test_without_a_time_nothing_that_needs_one_passes_or_fails(cast: Cast) -> None:
    everything = official(dt.date(2030, 1, 1), dt.date(2020, 1, 1), cast)
    export, _ = a_talk(cast, [("he", None, "when?"), ("she", NOON, "hm")], kind=AccountKind.OFFICIAL_CADET,
                       is_group=True, account=everything)  # fmt: skip
    rules = rules_of(asked_by(cast, export))
    assert {rule for rule in ("COM-02", "COM-03", "COM-04", "COM-12", "COM-21") if rules[rule].unknown == 1} == {
        "COM-02", "COM-03", "COM-04", "COM-12", "COM-21",
    }  # fmt: skip


def test_who_is_matched_to_nobody_is_left_out_and_counted(cast: Cast) -> None:
    case = a_case(cast)
    export = an_export(cast, case)
    stranger = somebody(export, "someone", "instagram")
    a_thread(export, "instagram", [(stranger, None, "hi"), (stranger, export.read_at, "hello")])
    found = asked_by(cast, export)
    assert (found.judged, found.left_out, found.failed) == (0, 2, 0)
    assert not any(one.was_asked for one in judged.by_rule(found))


def test_the_numbers_are_those_of_the_force_on_the_day_of_each_message(cast: Cast) -> None:
    case = a_case(cast)
    export = an_export(cast, case)
    adult = somebody(export, "Leader Sam", "whatsapp", the_pcso(cast, case), AccountKind.OFFICIAL_CADET)
    child = somebody(export, "Cadet 1", "whatsapp", the_child(cast, case))
    with clock.standing_at(NOON - dt.timedelta(days=1)):
        set_number(name="quiet_from", value="11:00", since=NOON.date(), reason="Trial", by=cast.cora)
    said = [(adult, NOON - dt.timedelta(days=1), "hello"), (adult, NOON, "hello again")]
    thread = a_thread(export, "whatsapp", [*said, (child, NOON, "hi")])

    found = asked_by(cast, export)
    assert texts(found, "COM-12") == ["hello again"]
    assert "Quiet hours begin at: 21:00, then 11:00 from 19/11/2025" in judged.went_by(found)
    for limits, expected in (
        (limits_on(case.force_id, NOON.date()), ["hello", "hello again", "hi"]),
        (limits_on(case.force_id, NOON.date() - dt.timedelta(days=1)), []),
    ):
        shown = filtered(thread, Asked(quiet=limits))
        assert sorted(message.text for message in shown) == expected


def test_quiet_hours_weigh_more_the_second_time_within_a_year_of_one_adult(cast: Cast) -> None:
    """In the order of time, whatever the order of conversations; and counted as contacts that were logged are."""
    late = NOON.replace(hour=23)
    said = [("he", late + dt.timedelta(days=day), f"day {day}") for day in (400, 0, 1)]
    export, _ = a_talk(cast, said)
    rows = judged.failed_page(asked_by(cast, export), "COM-12", None).rows
    assert [(row.message.text, row.severity) for row in rows] == [
        ("day 0", "low"), ("day 1", "medium"), ("day 400", "low"),
    ]  # fmt: skip


def test_asked_again_it_is_a_new_row_and_what_was_said_before_stays(cast: Cast) -> None:
    export, account = a_talk(cast, [("he", NOON, "hello"), ("she", NOON, "hi")], is_group=True)
    first = asked_by(cast, export)
    assert judged.why_out_of_date(first) == []
    Account.objects.filter(pk=account.pk).update(kind=AccountKind.OFFICIAL_CADET)
    assert judged.why_out_of_date(first) == ["an account of theirs, or who may use it"]
    with clock.standing_at(NOON):
        set_number(name="quiet_from", value="20:00", since=NOON.date(), reason="Trial", by=cast.cora)
    assert len(judged.why_out_of_date(first)) == 2
    second = asked_by(cast, export)
    assert second.pk != first.pk
    assert judged.why_out_of_date(second) == []
    assert Breach.objects.filter(judgement=first).exists()


def test_matching_somebody_else_makes_it_out_of_date(cast: Cast) -> None:
    export, _ = a_talk(cast, [("he", NOON, "hello"), ("she", NOON, "hi")])
    found = asked_by(cast, export)
    export.participants.filter(name="she").update(party=None, matched_at=None, matched_by=None)
    assert judged.why_out_of_date(found) == ["who is who, or what is on record of them"]


def test_a_second_asking_while_the_first_is_under_way_is_refused(cast: Cast) -> None:
    export, _ = a_talk(cast, [("he", NOON, "hello"), ("she", NOON, "hi")])
    judging.ask_rules(export=export, by=fresh(cast.lena))
    with pytest.raises(Conflict):
        judging.ask_rules(export=export, by=fresh(cast.lena))
    assert judging.judge_waiting() == 1
    assert judging.judge_waiting() == 0
    verbs = list(AuditEvent.objects.filter(verb__startswith="export.").order_by("pk").values_list("verb", flat=True))
    assert verbs == ["export.rules_asked", "export.judged"]


def test_they_are_asked_by_themselves_once_who_is_who_has_settled(cast: Cast) -> None:
    export, _ = a_talk(cast, [("he", NOON, "hello"), ("she", NOON, "hi")])
    assert judging.judge_waiting() == 0
    with clock.standing_at(clock.now() + SETTLED + dt.timedelta(minutes=1)):
        assert judging.judge_waiting() == 1
        assert judging.judge_waiting() == 0
    assert judged.latest(fresh(cast.lena), export)


def many(count: int) -> list[tuple[str, dt.datetime | None, str]]:
    return [("he" if at % 3 else "she", NOON + dt.timedelta(minutes=at), f"message {at}") for at in range(count)]


@pytest.fixture
def small_batches() -> Iterator[None]:
    with mock.patch.object(judging, "BATCH", 10):
        yield


@pytest.mark.usefixtures("small_batches")
@pytest.mark.parametrize("stops_at", [1, 2, 3])
def test_whoever_is_stopped_is_followed_and_each_message_stands_once(cast: Cast, stops_at: int) -> None:
    export, _ = a_talk(cast, many(24))
    whole = asked_by(cast, export)
    judging.ask_rules(export=export, by=fresh(cast.lena))
    real, calls = judging._keep, []

    def stopped(*given: Any) -> None:
        calls.append(given)
        if len(calls) == stops_at:
            raise KeyboardInterrupt
        real(*given)

    with mock.patch.object(judging, "_keep", stopped), pytest.raises(KeyboardInterrupt):
        judging.judge_waiting()
    half = export.judgements.get(status=JudgementStatus.WORKING)
    assert half.done == 10 * (stops_at - 1)
    assert half.failed == half.breaches.count()
    assert judging.judge_waiting() == 1
    half.refresh_from_db()
    assert sorted(half.breaches.values_list("message", "verdict")) == sorted(
        whole.breaches.values_list("message", "verdict")
    )
    assert (half.judged, half.failed) == (whole.judged, whole.failed)


@pytest.mark.usefixtures("small_batches")
def test_when_the_time_is_up_the_rest_is_left_for_the_next_and_what_changed_between_begins_anew(cast: Cast) -> None:
    export, account = a_talk(cast, many(24))
    judging.ask_rules(export=export, by=fresh(cast.lena))
    with mock.patch.object(judging.time, "monotonic", side_effect=[0, 0, *range(1_000, 1_100)]):
        assert judging.judge_waiting(seconds=10) == 0
    half = export.judgements.get()
    assert (half.status, half.done) == (JudgementStatus.WORKING, 10)
    Account.objects.filter(pk=account.pk).update(kind=AccountKind.PERSONAL_PROFESSIONAL)
    assert judging.judge_waiting() == 0
    assert judging.judge_waiting() == 1
    half.refresh_from_db()
    assert half.status == JudgementStatus.OVERTAKEN
    assert export.judgements.filter(status=JudgementStatus.DONE).count() == 1


def test_what_cannot_be_judged_is_said_and_can_be_asked_again(cast: Cast) -> None:
    export, _ = a_talk(cast, many(3))
    judging.ask_rules(export=export, by=fresh(cast.lena))
    with mock.patch.object(judging, "Walk", side_effect=ValueError("a name")):
        assert judging.judge_waiting() == 0
    assert export.judgements.get().problem == judging.BROKE
    assert AuditEvent.objects.filter(verb="export.not_judged").count() == 1
    assert asked_by(cast, export).judged == 4


def test_a_worker_whose_time_runs_out_fails_no_judgement(cast: Cast) -> None:
    export, _ = a_talk(cast, many(3))
    judging.ask_rules(export=export, by=fresh(cast.lena))
    with mock.patch.object(judging, "_end", side_effect=SoftTimeLimitExceeded), pytest.raises(SoftTimeLimitExceeded):
        judging.judge_waiting()
    assert export.judgements.get().status == JudgementStatus.WORKING
    assert judging.judge_waiting() == 1
    assert export.judgements.get().status == JudgementStatus.DONE


def test_the_number_of_queries_does_not_grow_with_the_messages(cast: Cast) -> None:
    counts = []
    for number in (20, 400):
        export, _ = a_talk(cast, many(number))
        with CaptureQueriesContext(
            connection,
        ) as taken:
            for _ in Walk(export, now=NOON).results():
                pass
        counts.append(len(taken))
    assert counts[0] == counts[1] <= 14


def test_what_is_said_of_many_at_once_is_what_each_rule_says_of_each(cast: Cast) -> None:
    """Rules are asked once for each situation. Asked of each message with its own time, they say the same."""
    made = random.Random(7)
    said = [
        (made.choice(("he", "she")), NOON + dt.timedelta(minutes=made.randint(0, 600_000)), f"{n}") for n in range(300)
    ]
    everything = official(NOON.date() + dt.timedelta(days=200), NOON.date(), cast)
    export, _ = a_talk(cast, said, kind=AccountKind.OFFICIAL_CADET, account=everything)
    walk = Walk(export, now=NOON)
    found = dict(walk.results())
    told = {number: verdict for verdict, number in walk.verdicts.items()}
    by_number = {number: one for one, number in walk.said.items()}
    quiet_before = answers = False
    for message in Message.objects.filter(export=export).order_by("sent_at"):
        assert message.sender_id
        assert message.sent_at
        local = message.sent_at.astimezone(clock.LONDON)
        situation = walk.situations.of(
            message.conversation_id, message.sender_id, "text", message.sent_at, local.date()
        )
        assert situation
        contact = replace(
            situation.contact, sent_at=message.sent_at, local=local.time(), quiet_before=int(quiet_before)
        )
        is_hers = contact.direction == Direction.CHILD_TO_ADULT
        if answers and not is_hers:
            contact = replace(contact, answers=judged_answer(message.sent_at))
        mine = {rule: (one.outcome, one.severity, one.reason) for rule, one in judge(contact).items()}
        ours = {
            by_number[n].rule: (by_number[n].outcome, by_number[n].severity, by_number[n].reason)
            for n in told[found[message.pk]].said
        }
        assert ours == mine, message.text
        answers = is_hers
        quiet_before = quiet_before or (not is_hers and mine["COM-12"][0] == F)


def judged_answer(at: dt.datetime) -> Any:
    return Answered(Channel.ONE_TO_ONE, at)
