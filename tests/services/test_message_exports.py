"""Message exports: what stands in the file stands in the case, once, whatever comes in between."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.db import OperationalError, connection, transaction
from pytest_django import Settings

from safeguarding.access.models import User
from safeguarding.audit.models import AuditEvent
from safeguarding.cases.choices import Indicator
from safeguarding.cases.models import Case
from safeguarding.communications.choices import AccountKind, AccountStatus
from safeguarding.communications.rules.handles import handle_key
from safeguarding.conversations import services
from safeguarding.conversations.choices import ExportStatus, MessageKind
from safeguarding.conversations.models import Conversation, Message, MessageExport, Participant, UnreadLine
from safeguarding.conversations.selectors.exports import accounts_on, suggestions
from safeguarding.conversations.services import passes, platforms
from safeguarding.conversations.services.looking import look_through
from safeguarding.core.errors import Conflict, Invalid, Stale
from safeguarding.core.services import waiting
from tests.cast import Cast, fresh
from tests.factories.accounts import an_account
from tests.factories.casework import opened
from tests.factories.exports import added, an_exhibit_file, instagram, read, spoil, whatsapp

pytestmark = pytest.mark.django_db


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
    return list(
        Message.objects.filter(export=export).order_by("conversation", "position").values_list("text", flat=True)
    )


def test_what_stands_in_the_file_stands_in_the_case(case: Case, lena: User) -> None:
    export = read(case, lena, whatsapp(300))
    assert export.status == ExportStatus.READ
    assert texts(export) == [f"message {at}" for at in range(300)]
    one = Conversation.objects.get(export=export)
    assert (one.messages_count, one.platform.slug) == (300, "whatsapp")
    first = Message.objects.select_related("sender").get(conversation=one, position=1)
    assert first.raw == "14/03/2019, 16:05 - Carl: message 0"
    assert first.place == "WhatsApp Chat with Carl.txt, line 1"
    assert first.sent_at == dt.datetime(2019, 3, 14, 16, 5, tzinfo=dt.UTC) == one.first_at
    assert [str(p.name) for p in Participant.objects.filter(export=export)] == ["Carl", "Ann"]
    assert export.counts == {"text": 300}
    assert "14/03/2019" in export.day_order_because
    assert AuditEvent.objects.filter(verb="export.read", object_id=export.pk).count() == 1


def test_the_same_file_twice_adds_nothing_and_leads_to_the_first(case: Case, lena: User) -> None:
    export = read(case, lena, whatsapp(30))
    again, is_new = services.add_export(case=case, file=an_exhibit_file(case, lena, whatsapp(30), "copy.txt"), by=lena)
    assert (again, is_new) == (export, False)
    services.read_waiting()
    assert Message.objects.filter(export__case=case).count() == 30
    assert MessageExport.objects.filter(case=case).count() == 1


def test_dates_that_can_be_read_both_ways_are_asked_about_not_guessed(case: Case, lena: User) -> None:
    content = b"03/04/2019, 10:00 - Carl: hello\n05/04/2019, 10:00 - Ann: hi"
    export = read(case, lena, content)
    assert export.status == ExportStatus.ASKING
    assert not Message.objects.filter(export=export).exists()
    with pytest.raises(Invalid):
        services.answer(export, day_order="year_first", version=export.version, by=lena)
    services.answer(export, day_order="month_first", version=export.version, by=lena)
    services.read_waiting()
    export.refresh_from_db()
    assert export.status == ExportStatus.READ
    assert Message.objects.filter(export=export).first().sent_at.date() == dt.date(2019, 3, 4)
    assert export.day_order_because.startswith(str(lena))
    with pytest.raises(Conflict):
        services.answer(export, day_order="day_first", version=export.version, by=lena)


def test_a_batch_that_fails_leaves_whole_batches_and_the_next_pass_goes_on(
    case: Case, lena: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passes, "BATCH", 100)
    export = added(case, lena, whatsapp(450))
    put, calls = passes.Writer.put, []

    def breaking(self: Any, batch: Any) -> Any:
        calls.append(len(batch))
        found = put(self, batch)
        if len(calls) == 3:
            raise OperationalError("the connection is gone")
        return found

    monkeypatch.setattr(passes.Writer, "put", breaking)
    with pytest.raises(OperationalError):
        services.read_waiting()
    export.refresh_from_db()
    assert (export.checkpoint, export.status) == ({"pieces": 200}, ExportStatus.READING)
    assert Message.objects.filter(export=export).count() == 200
    services.read_waiting()
    export.refresh_from_db()
    assert texts(export) == [f"message {at}" for at in range(450)]
    assert calls == [100, 100, 100, 100, 100, 50]
    assert export.counts == {"text": 450}


def test_a_worker_whose_time_runs_out_fails_no_file(case: Case, lena: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passes, "BATCH", 10)
    export = added(case, lena, whatsapp(35))
    with (
        mock.patch.object(passes, "count_parts", side_effect=SoftTimeLimitExceeded),
        pytest.raises(SoftTimeLimitExceeded),
    ):
        services.read_waiting()
    export.refresh_from_db()
    assert (export.status, export.problem) == (ExportStatus.READING, "")
    services.read_waiting()
    export.refresh_from_db()
    assert export.status == ExportStatus.READ
    assert texts(export) == [f"message {at}" for at in range(35)]


def test_a_file_that_takes_its_reader_down_each_time_is_given_up_with_words(case: Case, lena: User) -> None:
    export = added(case, lena, whatsapp(3))
    MessageExport.objects.filter(pk=export.pk).update(tries=waiting.MOST_TRIES)
    services.read_waiting()
    export.refresh_from_db()
    assert (export.status, export.problem) == (ExportStatus.FAILED, passes.TOO_OFTEN)
    services.read_again(export, version=export.version, by=lena)
    services.read_waiting()
    export.refresh_from_db()
    assert export.status == ExportStatus.READ


def test_time_is_up_the_rest_is_read_by_the_next_pass(case: Case, lena: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passes, "BATCH", 10)
    export = added(case, lena, whatsapp(35))
    passes.WAITING.work_on(export.pk, until=0)
    assert Message.objects.filter(export=export).count() == 10
    services.read_waiting()
    assert texts(export) == [f"message {at}" for at in range(35)]


def test_the_store_away_holds_it_and_says_so_and_it_goes_on_by_itself(
    case: Case, lena: User, settings: Settings
) -> None:
    export = added(case, lena, whatsapp(5))
    there, settings.FILES_DIR = settings.FILES_DIR, "/nowhere/at/all"
    services.read_waiting()
    export.refresh_from_db()
    assert export.status in (ExportStatus.WAITING, ExportStatus.READING)
    assert passes.BY_ITSELF in export.problem
    settings.FILES_DIR = there
    services.read_waiting()
    export.refresh_from_db()
    assert (export.status, export.problem, len(texts(export))) == (ExportStatus.READ, "", 5)


def test_a_file_that_was_changed_where_it_lies_fails_and_raises_the_alarm(case: Case, lena: User) -> None:
    export = added(case, lena, whatsapp(3))
    spoil(export.source)
    services.read_waiting()
    export.refresh_from_db()
    assert (export.status, export.problem) == (ExportStatus.FAILED, passes.NOT_THE_SAME)
    alarm = AuditEvent.objects.get(verb="files.damaged")
    assert (alarm.object_id, alarm.data) == (export.source.file_id, {"trouble": "Tampered"})


def test_what_cannot_be_read_is_listed_and_the_rest_is_read(case: Case, lena: User) -> None:
    export = read(case, lena, b"left over from before\n" + whatsapp(3) + b"\n32/12/2019, 10:00 - Carl: never")
    assert len(texts(export)) == 3
    assert [line.raw for line in UnreadLine.objects.filter(export=export)] == [
        "left over from before", "32/12/2019, 10:00 - Carl: never",
    ]  # fmt: skip
    assert export.counts == {"text": 3, "unread": 2}


def test_text_that_is_trouble_stays_text(case: Case, lena: User) -> None:
    odd = [
        "<script>alert(1)</script>",
        "a\n\\.\nb",
        "\\N",
        'say "hi", ok',
        "zero \x00 byte",
        "half \ud83d",
        "\r",
        "é 😀",
        "",
    ]
    messages = [("carl.m", text, dt.datetime(2019, 5, 1, 10, at, tzinfo=dt.UTC)) for at, text in enumerate(odd[:4])]
    data = json.loads(instagram(messages))
    data["messages"] += [
        {"sender_name": "ann_a", "timestamp_ms": 1556708000000 + at, "content": text} for at, text in enumerate(odd[4:])
    ]
    export = read(case, lena, json.dumps(data).encode(), "message_1.json")
    found = texts(export)
    assert export.status == ExportStatus.READ
    assert len(found) == len(odd)
    assert found[:4] == list(reversed(odd[:4]))
    assert "zero \ufffd byte" in found
    assert "half \ufffd" in found


def test_two_hundred_thousand_on_one_day_and_a_very_long_one(case: Case, lena: User) -> None:
    content = b"14/03/2019, 16:04 - Ann: " + b" ".join(b"word%d" % at for at in range(90_000)) + b"\n"
    export = read(case, lena, content + whatsapp(20_000, step=dt.timedelta(milliseconds=2)))
    assert export.status == ExportStatus.READ
    assert Message.objects.filter(export=export).count() == 20_001


def test_a_download_taken_for_the_wrong_site_is_corrected_by_a_person(case: Case, lena: User) -> None:
    thread = instagram([("carl.m", "hi", dt.datetime(2019, 3, 1, tzinfo=dt.UTC))]).replace(
        b"inbox/instagram_1", b"inbox/carl_1"
    )
    export = read(case, lena, thread, "message_1.json")
    carl = Participant.objects.get(export=export, name="carl.m")
    assert (carl.platform.slug, carl.handle_key) == ("facebook", handle_key(carl.platform.handle_rule, "carl.m"))
    now = platforms.say_site(export, site="instagram", version=export.version, by=lena)
    assert set(Conversation.objects.filter(export=export).values_list("platform__slug", flat=True)) == {"instagram"}
    after = Participant.objects.get(pk=carl.pk)
    assert after.platform.slug == "instagram"
    assert after.handle_key == handle_key(after.platform.handle_rule, "carl.m") != carl.handle_key
    assert "It was taken for Facebook" in now.notes[-1]
    assert Message.objects.get(export=export).text == "hi"
    with pytest.raises(Conflict):
        platforms.say_site(now, site="instagram", version=now.version, by=lena)
    with pytest.raises(Stale):
        platforms.say_site(now, site="facebook", version=now.version - 1, by=lena)
    Participant.objects.filter(pk=carl.pk).update(account=an_account(lena, "carl.m"))
    with pytest.raises(Conflict, match="Take back first"):
        platforms.say_site(now, site="facebook", version=now.version, by=lena)


def test_an_hour_that_comes_twice_is_read_alike_by_whoever_goes_on_with_the_file(
    case: Case, lena: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passes, "BATCH", 1)
    lines = ["14/10/2019, 10:00 - Ann: a", "27/10/2019, 01:50 - Ann: b", "27/10/2019, 01:10 - Carl: c",
             "27/10/2019, 01:20 - Ann: d", "27/10/2019, 02:00 - Ann: e"]  # fmt: skip
    export = added(case, lena, "\n".join(lines).encode())
    for _ in range(len(lines) + 1):
        # Each worker puts one message on record and leaves.
        passes.WAITING.work_on(export.pk, until=0)
    export.refresh_from_db()
    assert export.status == ExportStatus.READ
    hours = Message.objects.filter(export=export).order_by("position").values_list("sent_at", flat=True)
    assert [f"{one:%H:%M}" for one in hours] == ["09:00", "00:50", "01:10", "01:20", "02:00"]


def test_an_hour_that_comes_twice_is_told_of(case: Case, lena: User) -> None:
    lines = ["14/10/2019, 10:00 - Ann: a", "27/10/2019, 01:50 - Ann: first", "27/10/2019, 01:10 - Carl: second"]
    export = read(case, lena, "\n".join(lines).encode())
    hours = list(Message.objects.filter(export=export).order_by("position").values_list("sent_at", flat=True))[1:]
    assert [f"{one:%H:%M}" for one in hours] == ["00:50", "01:10"]
    assert any("comes twice" in note for note in export.notes)


def test_the_first_words_of_an_export_open_the_contact_though_the_program_spoke_before(case: Case, lena: User) -> None:
    lines = [
        "14/03/2019, 16:05 - Messages and calls are end-to-end encrypted. Only people in this chat can read them.",
        "14/03/2019, 16:05 - Carl: hiya are you ok?",
        "14/03/2019, 16:09 - Ann: hi",
    ]
    export = read(case, lena, "\n".join(lines).encode())
    assert export.counts == {"system": 1, "text": 2}
    look_through(export=export)
    assert [one.indicator for one in export.findings.all()] == [Indicator.WELLBEING_OPENER]


def test_times_told_of_are_counted_over_the_whole_file_however_many_workers_read_it(
    case: Case, lena: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passes, "BATCH", 2)
    lines = ["14/10/2019, 10:00 - Ann: a", *(f"27/10/2019, 01:{at} - Ann: {at}" for at in range(10, 15))]
    export = added(case, lena, "\n".join(lines).encode())
    for _ in range(2):
        passes.WAITING.work_on(export.pk, until=0)
    services.read_waiting()
    export.refresh_from_db()
    assert export.status == ExportStatus.READ
    assert [note for note in export.notes if note.startswith("5 times fall in the hour that comes twice")]


def test_an_archive_is_read_and_a_damaged_one_is_refused_with_words(case: Case, lena: User) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("_chat.txt", whatsapp(12))
    export = read(case, lena, packed.getvalue(), "chat.zip")
    assert len(texts(export)) == 12


def test_a_file_of_another_case_or_of_no_format_is_refused(cast: Cast, case: Case, lena: User) -> None:
    other = opened(cast)
    with pytest.raises(Invalid):
        services.add_export(case=case, file=an_exhibit_file(other, lena, whatsapp(3)), by=lena)
    with pytest.raises(Invalid) as refused:
        services.add_export(case=case, file=an_exhibit_file(case, lena, b"just a letter", "a.txt"), by=lena)
    assert "format" in refused.value.errors


def test_reading_a_case_opens_the_register_of_accounts_to_nobody(cast: Cast, case: Case, lena: User) -> None:
    """Only accounts that whoever asks may see are suggested, offered or taken."""
    export = read(case, lena, whatsapp(4))
    carl = Participant.objects.select_related("export__case").get(export=export, name="Carl")
    save = {"on": carl.platform.slug, "kind": AccountKind.PERSONAL_INDIVIDUAL, "status": AccountStatus.KNOWN}
    theirs = an_account(fresh(cast.cora), "carl_of_the_oaks", **save)
    foreign = an_account(fresh(cast.wes), "carl_of_westmoor", **save)
    Participant.objects.filter(pk=carl.pk).update(handle_key=theirs.handle_key)
    carl.refresh_from_db()
    assert [one["account"] for one in suggestions(carl, lena) if "account" in one] == [theirs]
    assert [one for one in suggestions(carl, fresh(cast.nora)) if "account" in one] == []
    assert not accounts_on(carl, fresh(cast.nora)).exists()
    with pytest.raises(Invalid) as refused:
        services.match(carl, party=None, account=foreign, version=carl.version, by=lena)
    assert "account" in refused.value.errors
    services.match(carl, party=None, account=theirs, version=carl.version, by=lena)


def test_a_number_is_found_in_the_register_however_the_file_writes_it(cast: Cast, case: Case, lena: User) -> None:
    export = read(case, lena, whatsapp(4).replace(b"Carl", b"+44 7700 900123"))
    save = {"on": "whatsapp", "kind": AccountKind.PERSONAL_INDIVIDUAL, "status": AccountStatus.KNOWN}
    account = an_account(fresh(cast.cora), "07700 900123", **save)
    found = Participant.objects.select_related("export__case").get(export=export, name="+44 7700 900123")
    assert [one["account"] for one in suggestions(found, lena) if "account" in one] == [account]


def test_who_somebody_is_is_said_and_taken_back_by_a_person(cast: Cast, case: Case, lena: User) -> None:
    export = read(case, lena, whatsapp(4))
    carl = Participant.objects.get(export=export, name="Carl")
    party = case.parties.order_by("pk").last()
    services.match(carl, party=party, account=None, version=carl.version, by=lena)
    carl.refresh_from_db()
    assert (carl.party, carl.matched_by) == (party, lena)
    foreign = opened(cast).parties.first()
    with pytest.raises(Invalid):
        services.match(carl, party=foreign, account=None, version=carl.version, by=lena)
    services.unmatch(carl, version=carl.version, by=lena)
    carl.refresh_from_db()
    assert (carl.party, carl.matched_by) == (None, None)
    services.say_owner(carl, is_owner=True, version=carl.version, by=lena)
    ann = Participant.objects.get(export=export, name="Ann")
    services.say_owner(ann, is_owner=True, version=ann.version, by=lena)
    carl.refresh_from_db()
    assert not carl.is_owner
    said = AuditEvent.objects.filter(verb__startswith="participant.").order_by("pk")
    assert list(said.values_list("verb", "object_id")) == [
        ("participant.matched", carl.pk), ("participant.unmatched", carl.pk), ("participant.owner", carl.pk),
        ("participant.not_owner", carl.pk), ("participant.owner", ann.pk),
    ]  # fmt: skip


def test_a_message_on_record_can_be_neither_changed_nor_deleted(case: Case, lena: User) -> None:
    export = read(case, lena, whatsapp(2))
    for statement in ("UPDATE conversations_message SET text = 'x'", "DELETE FROM conversations_message"):
        with pytest.raises(Exception, match="Cannot"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert texts(export) == ["message 0", "message 1"]
    assert set(Message.objects.values_list("kind", flat=True)) == {MessageKind.TEXT}
