"""What stands between two people: every number worked out by hand from a small export, and what nobody may be told."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeguarding.cases.choices import Indicator
from safeguarding.cases.models import Case, CaseParty
from safeguarding.communications.models import Threshold
from safeguarding.conversations.choices import FindingStatus, MessageKind
from safeguarding.conversations.models import Finding, Message
from safeguarding.conversations.rules import contact
from safeguarding.conversations.selectors import pairs, profile
from safeguarding.conversations.selectors.profile import Profile
from safeguarding.conversations.services.looking import look_through
from safeguarding.conversations.services.parts import count_hours_waiting
from safeguarding.core import clock
from tests.cast import Cast
from tests.factories.messages import a_thread, an_export, founding, somebody
from tests.factories.work import a_case, the_child, the_pcso

pytestmark = pytest.mark.django_db
DELETED = MessageKind.DELETED


@pytest.fixture
def case(cast: Cast) -> Case:
    return a_case(cast)


@pytest.fixture
def he(cast: Cast, case: Case) -> CaseParty:
    return the_pcso(cast, case)


@pytest.fixture
def she(cast: Cast, case: Case) -> CaseParty:
    return the_child(cast, case)


def at(day: int, hour: int, minute: int = 0, month: int = 3) -> dt.datetime:
    """As clocks in the United Kingdom show it."""
    return dt.datetime(2026, month, day, hour, minute, tzinfo=clock.LONDON)


def between(case: Case, one: CaseParty, other: CaseParty) -> Profile:
    scope = pairs.scope_of(case)
    sides = [pairs.side(scope, f"p{party.pk}") for party in (one, other)]
    assert sides[0]
    assert sides[1]
    return profile.profile(scope, sides[0], sides[1])


def test_every_number_of_a_small_export_is_as_by_hand(cast: Cast, case: Case, he: CaseParty, she: CaseParty) -> None:
    export = an_export(cast, case)
    me, you = somebody(export, "him", "instagram", he), somebody(export, "her", "instagram", she)
    a_thread(export, "instagram", [
        (me, at(2, 20, 59), "hi"), (me, at(2, 21, 0), "there?"), (you, at(2, 21, 30), "yes"),  # one talk, he begins
        (me, at(3, 7, 59), "morning"), (me, at(3, 8, 0), "(unsent)", DELETED),                 # no answer
        (you, at(3, 14, 0), "why"), (me, at(3, 19, 59), "because"),                             # she begins
        (me, at(3, 20, 0), "x", MessageKind.REACTION), (None, at(3, 20, 1), "x", MessageKind.SYSTEM),
        (me, None, "when?"),
    ])  # fmt: skip
    found = between(case, he, she)
    assert (found.sent, found.total, found.deleted, found.untimed) == ((6, 2), 8, (1, 0), 1)
    assert (found.first_at, found.last_at) == (at(2, 20, 59), at(3, 19, 59))
    assert found.volume.days == {dt.date(2026, 3, 2): [2, 1], dt.date(2026, 3, 3): [3, 1]}
    assert found.volume.hours[21][0] == [1, 1]
    assert found.volume.hours[7][1] == [1, 0]
    assert (found.volume.quiet, found.volume.timed) == ([2, 1], [5, 2])
    starts = found.starts
    assert (starts.talks, starts.unanswered, starts.unanswered_messages) == ((2, 1), (1, 0), (2, 0))


def test_the_night_on_which_clocks_go_back_has_one_hour_with_both_and_one_day(
    cast: Cast, case: Case, he: CaseParty, she: CaseParty
) -> None:
    export = an_export(cast, case)
    me, you = somebody(export, "him", "instagram", he), somebody(export, "her", "instagram", she)
    utc = lambda hour, minute: dt.datetime(2026, 10, 25, hour, minute, tzinfo=dt.UTC)  # noqa: E731
    a_thread(export, "instagram", [
        (me, dt.datetime(2026, 10, 24, 23, 30, tzinfo=dt.UTC), "half past midnight in summer time"),
        (me, utc(0, 30), "half past one, the first time"), (you, utc(1, 30), "half past one, the second time"),
        (me, utc(2, 30), "half past two in winter time"), (me, utc(8, 0), "eight"), (me, utc(23, 30), "late"),
    ])  # fmt: skip
    found = between(case, he, she)
    assert found.volume.days == {dt.date(2026, 10, 25): [5, 1]}
    sunday = [row[6] for row in found.volume.hours]
    assert {hour: sent for hour, sent in enumerate(sunday) if any(sent)} == {
        0: [1, 0], 1: [1, 1], 2: [1, 0], 8: [1, 0], 23: [1, 0],
    }  # fmt: skip
    assert found.volume.quiet == [4, 1]


def test_the_night_on_which_clocks_go_forward_leaves_one_hour_out(
    cast: Cast, case: Case, he: CaseParty, she: CaseParty
) -> None:
    export = an_export(cast, case)
    me, you = somebody(export, "him", "instagram", he), somebody(export, "her", "instagram", she)
    utc = lambda hour, minute: dt.datetime(2026, 3, 29, hour, minute, tzinfo=dt.UTC)  # noqa: E731
    a_thread(export, "instagram", [(me, utc(0, 59), "a"), (you, utc(1, 0), "b"), (me, utc(7, 0), "eight o'clock")])
    found = between(case, he, she)
    assert [hour for hour, row in enumerate(found.volume.hours) if any(row[6])] == [0, 2, 8]
    assert found.volume.quiet == [1, 1]


def test_quiet_hours_are_those_of_the_force_on_the_day_of_the_message(
    cast: Cast, case: Case, he: CaseParty, she: CaseParty
) -> None:
    for name, value in (("quiet_from", "22:30"), ("quiet_until", "06:15")):
        Threshold.objects.create(
            force=case.force, name=name, value=value, since=dt.date(2026, 3, 3), reason="Tried", set_by=cast.lena
        )
    export = an_export(cast, case)
    me, you = somebody(export, "him", "instagram", he), somebody(export, "her", "instagram", she)
    said = [(day, hour, minute) for day in (2, 3) for hour, minute in ((22, 29), (22, 30), (6, 14), (6, 15))]
    a_thread(export, "instagram", [(me, at(*when), "x") for when in said] + [(you, at(4, 12), "y")])
    found = between(case, he, she)
    assert count_hours_waiting(large=1) == 1
    assert between(case, he, she).volume == found.volume
    assert found.volume.quiet == [4 + 2, 0]
    assert [(one.quiet_from, one.quiet_until) for one in found.quiet_hours] == [
        (dt.time(21), dt.time(8)), (dt.time(22, 30), dt.time(6, 15)),
    ]  # fmt: skip


def test_talks_as_the_database_counts_them_are_those_of_the_rule(
    cast: Cast, case: Case, he: CaseParty, she: CaseParty
) -> None:
    made = random.Random(7)
    export = an_export(cast, case)
    both = (somebody(export, "him", "instagram", he), somebody(export, "her", "instagram", she))
    expected: list[Any] = []
    for _ in range(3):
        now, said = at(1, 12), []
        for _ in range(200):
            now += dt.timedelta(hours=made.choice((0, 0, 1, 5, 6, 7)), seconds=made.choice((0, 1, 1200)))
            said.append((made.randrange(2), now))
        expected.extend(contact.talks(said))
        a_thread(export, "instagram", [(both[side], when, "x") for side, when in said])
    plain = between(case, he, she)
    assert count_hours_waiting(large=200) == 3
    assert count_hours_waiting(large=200) == 0
    by_hour = between(case, he, she)
    assert (by_hour.starts, by_hour.volume) == (plain.starts, plain.volume)
    starts = plain.starts
    for side in (0, 1):
        own = [talk for talk in expected if talk.begun_by == side]
        alone = [talk for talk in own if not talk.is_answered]
        assert starts.talks[side] == len(own)
        assert starts.unanswered[side] == len(alone) > 0
        assert starts.unanswered_messages[side] == sum(sum(talk.sent) for talk in alone)


def test_the_founding_contact_is_one_pair_on_two_platforms_and_the_move_names_its_message(
    cast: Cast, case: Case, he: CaseParty, she: CaseParty
) -> None:
    for export in founding(cast, case, he, she):
        look_through(export=export)
    (pair,) = pairs.pairs(pairs.scope_of(case))[0:50]
    assert [side.party for side in pair.sides] == [he, she]
    assert (pair.sent, pair.platforms) == ((14, 9), ["Instagram", "Snapchat"])
    found = between(case, he, she)
    assert [(one.platform, one.sent) for one in found.platforms] == [("Instagram", (12, 7)), ("Snapchat", (2, 2))]
    (move,) = found.moves
    assert (move.before, move.to) == ("Instagram", "Snapchat")
    assert move.said is not None
    assert Message.objects.get(pk=move.said.message).text == "add me on snap instead"
    shown = {one.indicator: (one.by, one.open, one.first.message.text) for one in found.shown}
    assert shown[Indicator.ASKS_SECRECY] == ((1, 0), 1, "good, don't tell anyone i messaged you")
    # Four messages of his without an answer show her silence, not his.
    assert shown[Indicator.DISENGAGES][0] == (0, 3)
    assert shown[Indicator.UNFOLLOW_REFOLLOW][0] == (1, 0)


def test_what_was_said_of_a_finding_is_counted_and_what_was_dismissed_moves_nobody(
    cast: Cast, case: Case, he: CaseParty, she: CaseParty
) -> None:
    for export in founding(cast, case, he, she):
        look_through(export=export)
    Finding.objects.filter(indicator=Indicator.MOVES_PLATFORM).update(
        status=FindingStatus.DISMISSED, reason="A joke", decided_by=cast.lena, decided_at=clock.now()
    )
    found = between(case, he, she)
    assert found.moves[0].said is None
    (one,) = [one for one in found.shown if one.indicator == Indicator.MOVES_PLATFORM]
    assert (one.open, one.agreed, one.dismissed) == (0, 0, 1)


def test_groups_stand_apart_and_somebody_nobody_knows_is_a_side_of_their_own(
    cast: Cast, case: Case, he: CaseParty, she: CaseParty
) -> None:
    export = an_export(cast, case)
    me, you = somebody(export, "him", "instagram", he), somebody(export, "her", "instagram", she)
    stranger = somebody(export, "jay", "instagram")
    a_thread(export, "instagram", [(me, at(2, 12), "all"), (you, at(2, 13), "hi"), (stranger, at(2, 14), "yo")])
    a_thread(export, "instagram", [(me, at(3, 12), "you"), (stranger, at(3, 13), "me")], is_group=None)
    a_thread(export, "instagram", [(me, at(4, 12), "all"), (you, at(4, 13), "hi")], is_group=True)
    scope = pairs.scope_of(case)
    (pair,) = pairs.pairs(scope)[0:50]
    assert [side.label for side in pair.sides] == [he.label, "Unidentified 3"]
    assert pairs.pairs(scope, known=True)[0:50] == []
    found = between(case, he, she)
    assert (found.total, [group.sent for group in found.groups]) == (0, [(1, 1), (1, 1)])
    rows = pairs.others(cast.lena, scope, pairs.side(scope, f"p{he.pk}"))[0:50]  # type: ignore[arg-type]  # it is there
    assert [(row.side.label, row.sent, row.groups) for row in rows] == [
        ("Unidentified 3", (1, 1), 1), (she.label, (0, 0), 2),
    ]  # fmt: skip


def test_who_never_answers_is_still_one_of_two_where_the_conversation_is_named_after_them(
    cast: Cast, case: Case, he: CaseParty, she: CaseParty
) -> None:
    export = an_export(cast, case)
    me, _ = somebody(export, "him", "instagram", he), somebody(export, "her", "instagram", she)
    a_thread(export, "instagram", [(me, at(2, 12), "hello?"), (me, at(2, 12, 1), "hello??")], key="inbox/her")
    found = between(case, he, she)
    assert (found.sent, found.starts.unanswered_messages) == ((2, 0), (2, 0))


def test_of_another_case_only_who_reads_it_is_told_whom_the_same_adult_was_in_touch_with(
    cast: Cast, case: Case, he: CaseParty, she: CaseParty
) -> None:
    other = a_case(cast)
    again, third = the_pcso(cast, other), the_child(cast, other)
    again.person = he.person
    again.save()
    for where, one, two in ((case, he, she), (other, again, third)):
        export = an_export(cast, where)
        me, you = somebody(export, "him", "instagram", one), somebody(export, "her", "instagram", two)
        a_thread(export, "instagram", [(me, at(2, 12), "x"), (you, at(2, 13), "y")])
    scope = pairs.scope_of(case)
    side = pairs.side(scope, f"p{he.pk}")
    assert side is not None
    seen = pairs.others(cast.lena, scope, side)
    assert {(row.case.pk, row.side.party) for row in seen[0:50]} == {(case.pk, she), (other.pk, third)}
    assert seen.count() == 2
    Case.objects.filter(pk=other.pk).update(is_restricted=True, owner=cast.bella)
    stranger = cast.users["mona"]
    assert pairs.others(stranger, scope, side)[0:50] == []


def test_the_number_of_queries_is_the_same_for_four_messages_and_for_four_hundred(
    cast: Cast, case: Case, he: CaseParty, she: CaseParty
) -> None:
    counts = []
    for count in (4, 400):
        export = an_export(cast, case)
        me, you = somebody(export, "him", "instagram", he), somebody(export, "her", "instagram", she)
        said = [((me, you)[n % 2], at(2, 12) + dt.timedelta(hours=n), "don't tell anyone") for n in range(count)]
        a_thread(export, "instagram", said)
        look_through(export=export)
        with CaptureQueriesContext(connection) as ran:
            assert between(case, he, she).shown
        counts.append(len(ran))
    assert counts[0] == counts[1] <= 11
