"""Exports that are cut off, of one day or of the night when clocks change, and what the database itself refuses."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from pytest_django import Settings

from safeguarding.access.models import User
from safeguarding.cases.models import Case
from safeguarding.conversations.choices import ExportStatus
from safeguarding.conversations.models import Conversation, Message, MessageExport, Participant, UnreadLine
from safeguarding.conversations.selectors import reading
from safeguarding.conversations.selectors.reading import PAGE, Asked, Where, page_of
from safeguarding.conversations.services import passes
from safeguarding.core import clock
from tests.cast import Cast, fresh
from tests.exports.made import zipped
from tests.factories.casework import opened
from tests.factories.exports import instagram, read, whatsapp

pytestmark = pytest.mark.django_db
DAY = dt.datetime(2019, 5, 1, 10, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, settings: Settings) -> None:
    settings.FILES_DIR = str(tmp_path / "files")
    settings.CLAMD_ADDRESS = ""


@pytest.fixture
def case(cast: Cast) -> Case:
    return opened(cast)


@pytest.fixture
def lena(cast: Cast) -> User:
    return fresh(cast.lena)


def texts(export: MessageExport) -> list[str]:
    return list(Message.objects.filter(export=export).order_by("position").values_list("text", flat=True))


def test_a_chat_that_breaks_off_gives_everything_before_the_break(case: Case, lena: User) -> None:
    whole = whatsapp(300)
    export = read(case, lena, whole[: whole.index(b"message 211") + 9])
    assert export.status == ExportStatus.READ
    assert texts(export) == [*(f"message {at}" for at in range(211)), "message 2"]


def test_a_download_that_breaks_off_gives_everything_before_the_break_and_says_where(case: Case, lena: User) -> None:
    whole = instagram([("carl.m", f"message {at}", DAY + dt.timedelta(minutes=at)) for at in range(50)])
    export = read(case, lena, whole[: whole.index(b"message 20")], "message_1.json")
    assert export.status == ExportStatus.READ
    assert texts(export) == [f"message {at}" for at in range(49, 20, -1)]
    assert export.counts["unread"] == 1
    assert "ends in the middle" in UnreadLine.objects.get(export=export).why


def test_a_damaged_member_gives_everything_before_the_damage_and_says_so(case: Case, lena: User) -> None:
    archive = bytearray(zipped({"WhatsApp Chat with Carl.txt": whatsapp(30_000)}))
    archive[len(archive) // 2] ^= 0xFF
    export = read(case, lena, bytes(archive), "WhatsApp Chat.zip")
    found = texts(export)
    assert export.status == ExportStatus.READ
    assert 1_000 < len(found) < 30_000
    assert found[:1_000] == [f"message {at}" for at in range(1_000)]
    assert UnreadLine.objects.filter(export=export).exists()


def test_what_is_said_of_a_file_never_ends_without_saying_that_there_is_more(case: Case, lena: User) -> None:
    """Sixty archives in one: as many are named as are kept, and what was said of clocks is not lost for them."""
    members = {f"media {at}.zip": b"PK" for at in range(60)}
    chat = b"31/03/2019, 01:30 - Ann: b\n31/03/2019, 02:10 - Carl: c"
    export = read(case, lena, zipped({"WhatsApp Chat with Carl.txt": chat, **members}), "WhatsApp Chat.zip")
    assert (len(export.notes), export.notes[-1]) == (passes.MOST_NOTES, passes.MORE_NOTES)
    assert any("left out when clocks are put forward" in note for note in export.notes)


def test_times_that_no_clock_showed_are_kept_and_told_of(case: Case, lena: User) -> None:
    lines = ["30/03/2019, 23:59 - Ann: a", "31/03/2019, 01:30 - Ann: b", "31/03/2019, 02:10 - Carl: c"]
    export = read(case, lena, "\n".join(lines).encode())
    assert texts(export) == ["a", "b", "c"]
    written = Message.objects.filter(export=export).order_by("position").values_list("sent_text", flat=True)
    assert written[1] == "31/03/2019, 01:30"
    assert any("left out when clocks are put forward" in note for note in export.notes)


def test_thousands_within_one_minute_are_all_found_page_by_page_and_by_their_day(case: Case, lena: User) -> None:
    many = 12 * PAGE + 7
    before = b"13/03/2019, 10:00 - Ann: the day before\n"
    export = read(case, lena, before + whatsapp(many, step=dt.timedelta()))
    conversation = Conversation.objects.get(export=export)
    seen, where = [], Where()
    while True:
        page = page_of(conversation, Asked(), where)
        seen += [message.position for message in page.messages]
        if page.later is None:
            break
        where = Where(after=page.later)
    assert seen == list(range(1, many + 2))
    day = page_of(conversation, Asked(), Where(day=clock.london_date(dt.datetime(2019, 3, 14, 16, tzinfo=dt.UTC))))
    assert [message.position for message in day.messages] == list(range(2, PAGE + 2))
    assert day.earlier == 2
    back = page_of(conversation, Asked(), Where(before=many))
    assert [message.position for message in back.messages] == list(range(many - PAGE, many))


@pytest.mark.parametrize("words", ["message", "message 7", "essage 12", "nothing of this"])
def test_hits_are_the_same_whether_they_are_held_at_once_or_asked_for_one_by_one(
    case: Case, lena: User, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    export = read(case, lena, whatsapp(450))
    conversation = Conversation.objects.get(export=export)
    asked = Asked(words=words, is_exact=words.startswith("essage"))
    for where in (Where(), Where(after=100), Where(at=250), Where(before=300), Where(is_last=True)):
        held = page_of(conversation, asked, where)
        with monkeypatch.context() as few:
            few.setattr(reading, "MOST_HITS", 0)
            one_by_one = page_of(conversation, asked, where)
        assert (held.hits, held.jumps) == (one_by_one.hits, one_by_one.jumps)
        assert bool(held.jumps) is not words.startswith("nothing")


def test_a_message_names_only_what_its_own_export_has(case: Case, lena: User) -> None:
    one, other = read(case, lena, whatsapp(3)), read(case, lena, whatsapp(5))
    conversation, elsewhere = (Conversation.objects.get(export=export) for export in (one, other))
    stranger = Participant.objects.filter(export=other)[0]

    def add(**given: object) -> None:
        known = {"export": one, "conversation": conversation, "position": 90, "kind": "text", "raw": "x", "place": "x"}
        with transaction.atomic():
            Message.objects.create(**{**known, **given})

    for wrong in ({"conversation": elsewhere}, {"conversation": Conversation(pk=10**9)}, {"sender": stranger}):
        with pytest.raises(IntegrityError):
            add(**wrong)
    add(sender=Participant.objects.filter(export=one)[0])
    assert Message.objects.filter(conversation=conversation).count() == 4


@pytest.mark.parametrize(
    "statement", ["DELETE FROM conversations_conversation", "DELETE FROM conversations_participant"]
)
def test_what_messages_name_is_never_deleted(case: Case, lena: User, statement: str) -> None:
    read(case, lena, whatsapp(2))
    with pytest.raises(Exception, match="Cannot delete"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
