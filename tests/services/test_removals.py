"""A file taken in by mistake: asked for by one, decided by another, destroyed, and still on record."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from safeguarding.access.models import User
from safeguarding.audit.management.commands.database_roles import WEB
from safeguarding.audit.models import AuditEvent
from safeguarding.cases.choices import GrantKind
from safeguarding.cases.models import ChronologyEntry
from safeguarding.cases.services.access import put_grant
from safeguarding.conversations.choices import ExportStatus, VersionStatus
from safeguarding.conversations.models import Bundle, BundleVersion, Finding, Message, MessageExport
from safeguarding.conversations.selectors.bundles import picked
from safeguarding.conversations.services import add_export, bundles, erasing, judging, looking
from safeguarding.conversations.services.deciding import decide
from safeguarding.conversations.services.noting import many_to_chronology, to_chronology
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid, NotAllowed
from safeguarding.evidence import services
from safeguarding.evidence.choices import RemovalStatus
from safeguarding.evidence.models import ExhibitFile, FileRemoval
from safeguarding.evidence.services import removing
from safeguarding.files import services as files
from safeguarding.files.models import StoredFile
from safeguarding.files.services import stores
from safeguarding.notices.models import Notice
from tests.cast import Cast, fresh
from tests.factories.bundles import a_bundle, made
from tests.factories.casework import opened, signed_in
from tests.factories.evidence import TEXT, a_file, an_exhibit
from tests.factories.exports import an_exhibit_file, instagram, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(tmp_path: Path, settings: Settings) -> Path:
    settings.FILES_DIR = str(tmp_path / "files")
    settings.CLAMD_ADDRESS = ""
    return tmp_path / "files"


@pytest.fixture
def held(place: Path, cast: Cast) -> ExhibitFile:
    return a_file(an_exhibit(opened(cast)))


@pytest.fixture
def lena(cast: Cast) -> User:
    return fresh(cast.lena)


@pytest.fixture
def sam(cast: Cast) -> User:
    return fresh(cast.sam)


def lying(place: Path) -> list[Path]:
    return [path for path in place.rglob("*") if path.is_file()]


def test_two_people_remove_a_file_and_what_it_was_stays_on_record(
    held: ExhibitFile, place: Path, lena: User, sam: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:  # fmt: skip
    asked = services.ask_removal(held=held, reason="The phone of somebody else", by=lena)
    assert b"".join(files.checked(StoredFile.objects.get(), by=lena)) == TEXT
    with pytest.raises(Conflict):
        services.ask_removal(held=held, reason="Again", by=lena)
    with pytest.raises(NotAllowed):
        services.decide_removal(removal=asked, removes=True, answer="Yes", by=lena, version=1)
    with django_capture_on_commit_callbacks(execute=True):
        services.decide_removal(removal=asked, removes=True, answer="I looked", by=sam, version=1)
    gone = StoredFile.objects.get()
    assert (gone.sha256, gone.name, gone.size) == (held.file.sha256, "chat.txt", len(TEXT))
    assert gone.destroyed_at
    assert gone.erased_at
    assert lying(place) == []
    with pytest.raises(files.Held):
        files.checked(gone, by=lena)
    events = AuditEvent.objects.filter(verb__in=("exhibit.removal_asked", "exhibit.file_removed", "files.destroyed"))
    assert {(event.verb, event.actor_id) for event in events} == {
        ("exhibit.removal_asked", lena.pk), ("exhibit.file_removed", sam.pk), ("files.destroyed", sam.pk),
    }  # fmt: skip
    told = ChronologyEntry.objects.filter(case=held.exhibit.case).latest("pk").text
    assert "The phone of somebody else" in told
    with pytest.raises(Conflict):
        services.ask_removal(held=held, reason="Again", by=lena)
    assert files.seal_again(by=lena) == 0
    again = files.store(io.BytesIO(TEXT), name="chat.txt", by=lena)
    assert services.put_file(exhibit=held.exhibit, stored=again, by=lena).file == again


def test_it_is_kept_when_the_second_person_says_so_or_who_asked_takes_it_back(
    held: ExhibitFile, lena: User, sam: User
) -> None:
    asked = services.ask_removal(held=held, reason="Mistake", by=lena)
    with pytest.raises(Invalid):
        services.decide_removal(removal=asked, removes=False, answer=" ", by=sam, version=1)
    kept = services.decide_removal(removal=asked, removes=False, answer="It belongs here", by=sam, version=1)
    assert kept.status == RemovalStatus.REFUSED
    again = services.ask_removal(held=held, reason="Mistake", by=lena)
    with pytest.raises(NotAllowed):
        services.take_back_removal(removal=again, by=sam, version=1)
    services.take_back_removal(removal=again, by=lena, version=1)
    with pytest.raises(Conflict):
        services.decide_removal(removal=again, removes=True, answer="Yes", by=sam, version=2)
    assert b"".join(files.checked(held.file, by=lena)) == TEXT


WORD = "zebrafinch"
TALK = [
    (f"carl.{WORD}", f"You are so pretty. Delete this {WORD}, tell nobody", clock.now()),
    ("ann_a", f"ok {WORD}", clock.now()),
]


def holding(word: str) -> set[str]:
    """Every table of the database in which a word stands."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT EXISTS (SELECT FROM "{table}" AS r WHERE r::text ILIKE %s)', [f"%{word}%"])  # noqa: S608
            if cursor.fetchone()[0]:
                found.add(table)
    return found


@pytest.fixture
def talk(place: Path, cast: Cast, lena: User) -> MessageExport:
    """Messages that were read, looked through, judged, noted and put into a bundle that was made and opened."""
    export = read(opened(cast), lena, instagram(TALK, people=(f"carl.{WORD}", "ann_a")), "message_1.json")
    looking.look_through(export=export)
    judging.ask_rules(export=export, by=lena)
    judging.judge_waiting()
    first = Message.objects.filter(export=export).first()
    assert first is not None
    to_chronology(case=export.case, message=first, by=lena)
    decide(finding=Finding.objects.all()[0], status="agreed", reason=f"He says {WORD}", version=1, by=lena)
    version = made(a_bundle(export, lena, positions=(1, 2)), lena)
    b"".join(bundles.open_version(made=version, purpose="case_work", by=lena))
    return export


def test_no_word_of_what_was_read_from_a_file_outlives_it(
    talk: MessageExport, lena: User, sam: User, place: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:  # fmt: skip
    """Two people have a file removed from which messages were read. What stays says that they were there."""
    assert {"conversations_message", "conversations_participantevent", "conversations_findingevent"} <= holding(WORD)
    told = services.what_goes_with(talk.source)
    assert [words.split(" ")[:2] for words in told] == [
        ["2", "messages"], ["The", "words"], ["2", "messages"], ["The", "document"],
    ]  # fmt: skip
    assert "opened 1 time" in told[3]
    asked = services.ask_removal(held=talk.source, reason="The phone of another family", by=lena)
    with django_capture_on_commit_callbacks(execute=True):
        services.decide_removal(removal=asked, removes=True, answer="I looked", by=sam, version=1)
    assert holding(WORD) == set()
    talk.refresh_from_db()
    assert talk.status == ExportStatus.REMOVED
    assert talk.erased_at
    assert talk.counts["text"] == 2
    version = BundleVersion.objects.select_related("file").get()
    assert version.file is not None
    assert version.file.destroyed_at
    assert version.sha256
    assert not Message.objects.order_by().exists()
    entry = ChronologyEntry.objects.get(case=talk.case, kind="message")
    assert "was removed with it on" in entry.text
    assert lying(place) == []
    verbs = AuditEvent.objects.filter(operation="erasure").values_list("verb", "actor_id")
    assert set(verbs) == {
        (verb, sam.pk) for verb in (
            "exhibit.file_removed", "export.removed", "export.erased", "bundle.destroyed"
        )
    }  # fmt: skip
    again = an_exhibit_file(talk.case, lena, instagram(TALK), "message_1.json")
    assert add_export(case=talk.case, file=again, by=lena)[1]


def test_the_words_kept_of_a_long_message_go_with_it(
    place: Path, cast: Cast, lena: User, sam: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:  # fmt: skip
    long = [("ann_a", f"{'ab cd ' * 17_000} {WORD}", clock.now())]
    export = read(opened(cast), lena, instagram(long), "message_1.json")
    assert "conversations_longwords" in holding(WORD)
    asked = services.ask_removal(held=export.source, reason="The phone of another family", by=lena)
    with django_capture_on_commit_callbacks(execute=True):
        services.decide_removal(removal=asked, removes=True, answer="I looked", by=sam, version=1)
    assert holding(WORD) == set()


def test_the_database_erases_no_message_unless_two_people_said_so(talk: MessageExport, lena: User) -> None:
    services.ask_removal(held=talk.source, reason="Mistake", by=lena)
    for asked in ("conversations_erase(%s, 'x')", "conversations_erase_messages(%s, 10)"):
        with pytest.raises(ProgrammingError, match="two people"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SELECT public.{asked}", [talk.pk])
    assert Message.objects.filter(export=talk).count() == 2


def test_messages_go_in_batches_and_nobody_finds_them_meanwhile(
    talk: MessageExport, lena: User, sam: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the role that serves pages, which may not delete a message itself."""
    call_command("database_roles", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {WEB}")
    asked = services.ask_removal(held=talk.source, reason="Mistake", by=lena)
    known = Message.objects.filter(export=talk).order_by("pk")[1]
    file = ExhibitFile.objects.select_related("file", "exhibit").get(pk=talk.source_id)
    services.decide_removal(removal=asked, removes=True, answer="I looked", by=sam, version=1)
    ids = list(Message.objects.filter(export=talk).order_by("pk").values_list("pk", flat=True))
    assert len(ids) == 2
    assert list(picked(talk.case, ids)) == []
    for put in (
        # Found just before the decision, and let in once it was taken.
        lambda: to_chronology(case=talk.case, message=known, by=lena),
        lambda: add_export(case=talk.case, file=file, format="meta", by=lena),
        lambda: bundles.fill_bundle(bundle=Bundle.objects.get(), messages=ids, by=lena),
        lambda: many_to_chronology(case=talk.case, messages=ids, by=lena),
    ):
        with pytest.raises(Invalid):
            put()
    monkeypatch.setattr(erasing, "BATCH", 1)
    assert erasing.erase_waiting(seconds=0) == 0
    assert erasing.erase_waiting() == 1
    assert not Message.objects.order_by().exists()
    assert erasing.erase_waiting() == 0


def test_a_document_that_is_made_while_the_removal_is_decided_goes_too(
    talk: MessageExport, lena: User, sam: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Looked for while it was being made, and made before it was ended."""
    version = BundleVersion.objects.get()
    version.status = VersionStatus.MAKING
    monkeypatch.setattr(erasing, "versions_quoting", lambda export: [version])
    asked = services.ask_removal(held=talk.source, reason="Mistake", by=lena)
    services.decide_removal(removal=asked, removes=True, answer="I looked", by=sam, version=1)
    file = BundleVersion.objects.select_related("file").get().file
    assert file is not None
    assert file.destroyed_at


def test_who_asked_takes_it_back_when_they_only_read_the_case_by_then(
    held: ExhibitFile, cast: Cast, lena: User
) -> None:
    asked = services.ask_removal(held=held, reason="Mistake", by=lena)
    put_grant(
        case=held.exhibit.case, user=cast.nora, kind=GrantKind.ACCESS, reason="Looks in", by=lena,
        expires_at=clock.now() + dt.timedelta(days=3),
    )  # fmt: skip
    FileRemoval.objects.filter(pk=asked.pk).update(asked_by=cast.nora)
    where = reverse("evidence:removal_take_back", args=[held.exhibit.case.reference, asked.pk])
    assert signed_in(fresh(cast.nora)).post(where, {"version": 1}).status_code == 302
    asked.refresh_from_db()
    assert asked.status == RemovalStatus.TAKEN_BACK


def test_what_has_to_stay_says_why(held: ExhibitFile, lena: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(removing, "_HOLDS", [lambda held: "It is under a legal hold."])
    with pytest.raises(Conflict, match="legal hold") as refused:
        services.ask_removal(held=held, reason="Mistake", by=lena)
    assert refused.value.title == "This file has to stay"


def test_while_the_store_is_away_it_is_forgotten_later(
    held: ExhibitFile, place: Path, lena: User, sam: User, monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:  # fmt: skip
    asked = services.ask_removal(held=held, reason="Mistake", by=lena)

    def away(self: object, name: str) -> None:
        raise files.StoreAway

    with monkeypatch.context() as patch:
        patch.setattr(stores.Directory, "delete", away)
        with django_capture_on_commit_callbacks(execute=True):
            services.decide_removal(removal=asked, removes=True, answer="I looked", by=sam, version=1)
    assert len(lying(place)) == 2
    with pytest.raises(files.Held):
        files.open_file(StoredFile.objects.get())
    assert files.tidy() == 1
    assert lying(place) == []


def test_the_second_person_is_told_and_finds_it_in_my_work(held: ExhibitFile, lena: User, sam: User) -> None:
    asked = services.ask_removal(held=held, reason="The phone of Jordan Placeholder", by=lena)
    case = held.exhibit.case
    decide = f"/cases/{case.reference}/exhibits/removals/{asked.pk}/"
    (told,) = Notice.objects.filter(key=f"removal:{asked.pk}", recipient=sam)
    assert told.url == decide
    assert "Jordan" not in told.title + told.body
    assert not Notice.objects.filter(key=f"removal:{asked.pk}", recipient=lena).exists()
    wanted = f"1 removal of a file of {case.reference} to decide"
    pages = {}
    for user in (sam, lena):
        client = signed_in(user)
        pages[user] = client.get("/my-work/").content.decode()
        listed = client.get(f"/cases/{case.reference}/exhibits/").content.decode()
        assert "1 removal waits for a second person" in listed
        assert (decide in listed) is (user == sam)
    assert wanted in pages[sam]
    assert decide in pages[sam]
    assert wanted not in pages[lena]
    services.decide_removal(removal=asked, removes=False, answer="It belongs here", by=sam, version=1)
    assert wanted not in signed_in(sam).get("/my-work/").content.decode()
