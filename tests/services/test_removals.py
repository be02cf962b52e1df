"""A file taken in by mistake: asked for by one, decided by another, destroyed, and still on record."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from safeguarding.access.models import User
from safeguarding.audit.models import AuditEvent
from safeguarding.cases.models import ChronologyEntry
from safeguarding.core.errors import Conflict, Invalid, NotAllowed
from safeguarding.evidence import services
from safeguarding.evidence.choices import RemovalStatus
from safeguarding.evidence.models import ExhibitFile
from safeguarding.files import services as files
from safeguarding.files.models import StoredFile
from safeguarding.files.services import stores
from tests.cast import Cast, fresh
from tests.factories.casework import opened
from tests.factories.evidence import TEXT, a_file, an_exhibit
from tests.factories.exports import read, whatsapp

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


def test_a_file_whose_messages_are_on_record_stays(place: Path, cast: Cast, lena: User, sam: User) -> None:
    export = read(opened(cast), lena, whatsapp(3))
    with pytest.raises(Conflict, match="Messages were read"):
        services.ask_removal(held=export.source, reason="Mistake", by=lena)


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
