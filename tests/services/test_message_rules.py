"""The guideline rules over the messages of an export."""

from __future__ import annotations

import datetime as dt

import pytest

from safeguarding.communications.choices import AccountKind, AccountStatus, Outcome
from safeguarding.communications.models import Account
from safeguarding.communications.selectors.numbers import limits_on
from safeguarding.communications.services.numbers import set_number
from safeguarding.conversations.models import Message
from safeguarding.conversations.selectors.judging import judge_export
from safeguarding.conversations.selectors.reading import Asked, filtered
from safeguarding.core import clock
from tests.cast import Cast
from tests.factories.chat import benign
from tests.factories.messages import a_thread, an_export, founding, platform, somebody
from tests.factories.work import a_case, the_child, the_pcso

pytestmark = pytest.mark.django_db


def test_the_founding_contact_fails_the_rules_that_came_of_it(cast: Cast) -> None:
    case = a_case(cast)
    insta, snap = founding(cast, case, the_pcso(cast, case), the_child(cast, case))
    of_insta, of_snap = judge_export(insta).rules, judge_export(snap).rules
    failed = {rule for rule, tally in of_insta.items() if tally.outcomes[Outcome.FAILED]}
    assert failed >= {"COM-05", "COM-08", "COM-12", "COM-13", "COM-15", "COM-20", "COM-21"}
    assert Message.objects.get(pk=of_insta["COM-05"].shown[0]).text == "Followed"
    assert Message.objects.get(pk=of_insta["COM-13"].shown[0]).text == "hiya are you ok?"
    assert of_insta["COM-15"].is_critical
    assert of_snap["COM-21"].is_critical
    assert Message.objects.get(pk=of_snap["COM-15"].shown[0]).text == "i really like you lily"
    assert of_snap["COM-13"].outcomes == {Outcome.FAILED: 2, Outcome.PASSED: 2}


def test_what_nobody_knows_never_passes(cast: Cast) -> None:
    case = a_case(cast)
    insta, _ = founding(cast, case, the_pcso(cast, case), the_child(cast, case))
    rules = judge_export(insta).rules
    for rule in ("COM-01", "COM-10", "COM-11", "COM-17", "COM-18", "COM-22"):
        assert rules[rule].outcomes[Outcome.NOT_EVALUABLE], rule
        assert rules[rule].reasons, rule


def test_the_official_group_of_a_unit_fails_nothing_critical(cast: Cast) -> None:
    case = a_case(cast)
    adult, child = the_pcso(cast, case), the_child(cast, case)
    export = an_export(cast, case)
    today = export.added_at.date()
    Account.objects.create(
        force=case.force, platform=platform("whatsapp"), handle="Leader Sam", handle_key="leader sam",
        kind=AccountKind.OFFICIAL_CADET, status=AccountStatus.APPROVED, added_by=cast.lena, approved_by=cast.lena,
        approved_on=today, approved_until=today,
    )  # fmt: skip
    leader = somebody(export, "Leader Sam", "whatsapp", adult, AccountKind.OFFICIAL_CADET)
    others = {"Leader Sam": leader, "Cadet 1": somebody(export, "Cadet 1", "whatsapp", child)}
    said = [(others[name], at, text) for name, at, text in benign(2_000) if name in others]
    a_thread(export, "whatsapp", said, is_group=True)
    found = judge_export(export)
    assert found.judged == len(said)
    assert not [tally.rule for tally in found.rules.values() if tally.is_critical]


def test_who_is_matched_to_nobody_is_left_out_and_counted(cast: Cast) -> None:
    case = a_case(cast)
    export = an_export(cast, case)
    stranger = somebody(export, "someone", "instagram")
    a_thread(export, "instagram", [(stranger, None, "hi"), (stranger, export.read_at, "hello")])
    found = judge_export(export)
    assert (found.judged, found.left_out, found.rules) == (0, 2, {})


def test_the_numbers_are_those_of_the_force_on_the_day_of_each_message(cast: Cast) -> None:
    case = a_case(cast)
    export = an_export(cast, case)
    adult = somebody(export, "Leader Sam", "whatsapp", the_pcso(cast, case), AccountKind.OFFICIAL_CADET)
    child = somebody(export, "Cadet 1", "whatsapp", the_child(cast, case))
    noon = dt.datetime(2025, 11, 19, 12, tzinfo=dt.UTC)
    with clock.standing_at(noon - dt.timedelta(days=1)):
        set_number(name="quiet_from", value="11:00", since=noon.date(), reason="Trial", by=cast.cora)
    said = [(adult, noon - dt.timedelta(days=1), "hello"), (adult, noon, "hello again")]
    thread = a_thread(export, "whatsapp", [*said, (child, noon, "hi")])

    tally = judge_export(export).rules["COM-12"]
    assert [Message.objects.get(pk=pk).text for pk in tally.shown] == ["hello again"]
    for limits, texts in (
        (limits_on(case.force_id, noon.date()), ["hello", "hello again", "hi"]),
        (limits_on(case.force_id, noon.date() - dt.timedelta(days=1)), []),
    ):
        found = filtered(thread, Asked(quiet=limits))
        assert sorted(message.text for message in found) == texts
