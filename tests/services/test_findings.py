"""Looking through an export for indicators, and what a person says of each."""

from __future__ import annotations

import contextlib
import datetime as dt
from unittest import mock

import pytest
from celery.exceptions import SoftTimeLimitExceeded

from safeguarding.audit.models import AuditEvent
from safeguarding.cases.choices import Indicator
from safeguarding.conversations import services
from safeguarding.conversations.choices import FindingStatus
from safeguarding.conversations.models import Finding, Look, MessageExport
from safeguarding.conversations.rules import lexicon
from safeguarding.conversations.services import deciding, looking
from safeguarding.core.errors import Conflict, Invalid, NotAllowed, Stale
from tests.cast import Cast, fresh
from tests.factories.chat import benign
from tests.factories.messages import FIRST, a_thread, an_export, founding, somebody
from tests.factories.work import a_case, the_child, the_pcso

pytestmark = pytest.mark.django_db


@pytest.fixture
def exports(cast: Cast) -> tuple[MessageExport, MessageExport]:
    case = a_case(cast)
    return founding(cast, case, the_pcso(cast, case), the_child(cast, case))


def found(export: MessageExport) -> dict[str, list[str]]:
    rows: dict[str, list[str]] = {}
    for one in export.findings.select_related("message"):
        rows.setdefault(one.indicator, []).append(one.message.text)
    return rows


def test_the_founding_contact_shows_its_indicators_each_with_its_message(exports: tuple[MessageExport, ...]) -> None:
    for export in exports:
        looking.look_through(export=export)
    insta, snap = (found(export) for export in exports)
    assert insta[Indicator.WELLBEING_OPENER] == ["hiya are you ok?"]
    assert insta[Indicator.COMPLIMENTS] == ["ur so pretty in that photo"]
    assert insta[Indicator.ASKS_SECRECY] == ["good, don't tell anyone i messaged you"]
    assert insta[Indicator.CHECKS_KNOWN] == ["i hope nobody knows we chat"]
    assert insta[Indicator.ASKS_TO_DELETE] == ["delete our messages, i do"]
    assert insta[Indicator.DELETES_MESSAGES] == ["(message unsent)"]
    assert insta[Indicator.MOVES_PLATFORM] == ["add me on snap instead"]
    assert insta[Indicator.PRESENCE] == ["saw you walking home today with your mate"]
    assert insta[Indicator.UNFOLLOW_REFOLLOW] == insta[Indicator.BEFRIENDS_PERSONAL] == ["Followed"]
    assert insta[Indicator.DISENGAGES] == ["k", "??", "no"]
    assert snap[Indicator.AFFECTION] == ["i really like you lily"]
    assert snap[Indicator.PRESENCE] == ["im parked round the corner from yours"]


def test_an_official_group_of_five_thousand_messages_shows_nothing_critical(cast: Cast) -> None:
    export = an_export(cast, a_case(cast))
    rows = list(benign(5_000))
    people = {name: somebody(export, name, "whatsapp") for name in {row[0] for row in rows}}
    a_thread(export, "whatsapp", [(people[name], at, text) for name, at, text in rows], is_group=True)
    look = looking.look_through(export=export)
    assert look.messages_count == 5_000
    assert look.done_at
    assert not set(found(export)) & lexicon.CRITICAL
    assert sum(len(texts) for texts in found(export).values()) == 0


def test_looking_twice_adds_nothing_and_a_stopped_look_goes_on(exports: tuple[MessageExport, ...]) -> None:
    insta = exports[0]
    with (
        mock.patch.object(looking, "_end", side_effect=KeyboardInterrupt),
        pytest.raises(KeyboardInterrupt),
    ):
        looking.look_through(export=insta)
    before = set(insta.findings.values_list("pk", flat=True))
    assert before
    assert looking.look_through_waiting() == 2
    assert set(insta.findings.values_list("pk", flat=True)) == before
    assert looking.look_through_waiting() == 0
    assert AuditEvent.objects.filter(verb="export.looked_through").count() == 2


def test_an_export_that_cannot_be_looked_through_keeps_no_other_waiting(exports: tuple[MessageExport, ...]) -> None:
    first, second = sorted(exports, key=lambda export: export.pk)
    real = looking._look_on

    def breaking(export: MessageExport, until: float | None) -> Look:
        if export == first:
            raise ValueError("something in it")
        return real(export, until)

    with mock.patch.object(looking, "_look_on", breaking):
        assert looking.look_through_waiting() == 1
    assert Look.objects.get(done_at__isnull=False).export == second
    assert looking.look_through_waiting() == 1


@pytest.mark.parametrize(
    ("trouble", "words"), [(ValueError("a word"), looking.BROKE), (SoftTimeLimitExceeded(), looking.TOO_OFTEN)]
)
def test_looking_that_comes_no_further_is_given_up_in_words_until_a_person_asks_again(
    cast: Cast, exports: tuple[MessageExport, ...], trouble: Exception, words: str
) -> None:
    with mock.patch.object(looking, "_look_through_one", side_effect=trouble):
        for _ in range(2 * looking.MOST_TRIES + 2):
            with contextlib.suppress(SoftTimeLimitExceeded):
                looking.look_through_waiting()
    look = Look.objects.get(export=exports[0])
    assert (look.problem, look.done_at) == (f"{words} {looking.KEPT}", None)
    assert AuditEvent.objects.filter(verb="export.not_looked_through").count() == 2
    assert looking.look_through_waiting() == 0
    again = services.read_again(exports[0], by=fresh(cast.lena), version=exports[0].version)
    assert looking.look_through_waiting() == 1
    assert Look.objects.get(export=again).done_at
    with pytest.raises(Conflict):
        services.read_again(again, by=fresh(cast.lena), version=again.version)


def test_a_newer_lexicon_keeps_what_was_decided(cast: Cast, exports: tuple[MessageExport, ...]) -> None:
    insta = exports[0]
    looking.look_through(export=insta)
    one = insta.findings.get(indicator=Indicator.ASKS_SECRECY)
    deciding.decide(finding=one, status="dismissed", reason="About a surprise.", version=1, by=fresh(cast.lena))
    with mock.patch.object(lexicon, "VERSION", "2999.1"):
        assert looking.look_through_waiting() == 2
    now = Finding.objects.visible_to(fresh(cast.lena)).current().filter(export=insta)
    assert set(now.values_list("lexicon", flat=True)) == {"2999.1"}
    again = now.get(indicator=Indicator.ASKS_SECRECY)
    assert (again.status, again.reason, again.decided_by) == ("dismissed", "About a surprise.", cast.lena)
    assert now.exclude(status=FindingStatus.OPEN).count() == 1


def test_a_person_agrees_dismisses_and_takes_it_back(cast: Cast, exports: tuple[MessageExport, ...]) -> None:
    looking.look_through(export=exports[0])
    one, lena = exports[0].findings.get(indicator=Indicator.COMPLIMENTS), fresh(cast.lena)
    with pytest.raises(Invalid):
        deciding.decide(finding=one, status="agreed", reason="  ", version=1, by=lena)
    with pytest.raises(Invalid):
        deciding.decide(finding=one, status="open", reason="Why not.", version=1, by=lena)
    agreed = deciding.decide(finding=one, status="agreed", reason="To a child.", version=1, by=lena)
    with pytest.raises(Stale):
        deciding.decide(finding=one, status="dismissed", reason="No.", version=1, by=lena)
    back = deciding.undo(finding=agreed, version=2, by=lena)
    assert (back.status, back.reason, back.decided_by) == ("open", "", None)
    with pytest.raises(Conflict):
        deciding.undo(finding=back, version=3, by=lena)


def test_who_may_not_work_on_the_case_decides_nothing(cast: Cast, exports: tuple[MessageExport, ...]) -> None:
    looking.look_through(export=exports[0])
    one = exports[0].findings.first()
    with pytest.raises((NotAllowed, type(exports[0].case).DoesNotExist)):
        deciding.decide(finding=one, status="agreed", reason="Yes.", version=1, by=fresh(cast.cora))


def test_the_same_words_are_decided_together(cast: Cast) -> None:
    export = an_export(cast, a_case(cast))
    he, lena = somebody(export, "he", "instagram"), fresh(cast.lena)
    said = [
        (he, FIRST + dt.timedelta(days=day), text) for day, text in enumerate(("Ur pretty", "ur PRETTY x", "ur fit"))
    ]
    a_thread(export, "instagram", said)
    looking.look_through(export=export)
    one = export.findings.filter(pattern="looks-you-are").first()
    assert deciding.same_words(one).count() == 2
    with pytest.raises(Conflict):
        deciding.decide_same(finding=one, status="dismissed", reason="A song.", expected=3, by=lena)
    assert deciding.decide_same(finding=one, status="dismissed", reason="A song.", expected=2, by=lena) == 2
    assert export.findings.filter(status="dismissed").count() == 2
