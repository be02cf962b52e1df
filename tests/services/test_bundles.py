"""Bundles of messages: what was chosen stands in the document sign for sign, with where it comes from."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.db import Error, transaction
from pytest_django import Settings

from safeguarding.access.models import User
from safeguarding.audit.models import AuditEvent, Consultation
from safeguarding.cases.models import Case
from safeguarding.conversations.choices import FilesListed, VersionStatus
from safeguarding.conversations.models import Bundle, BundleOpening, BundleVersion, Message, MessageExport
from safeguarding.conversations.selectors import bundling
from safeguarding.conversations.services import bundles, making
from safeguarding.core.errors import Conflict, Invalid, Stale
from safeguarding.core.services import waiting
from safeguarding.documents.services import NotSet
from safeguarding.evidence.services import add_exhibit
from safeguarding.files.models import StoredFile
from safeguarding.files.services import stores
from tests.cast import Cast, fresh
from tests.factories.bundles import a_bundle, made, pdf_of
from tests.factories.casework import opened
from tests.factories.exports import instagram, read, whatsapp
from tests.pdf import pages_of, problems

pytestmark = pytest.mark.django_db
AT = dt.datetime(2019, 5, 1, 10, tzinfo=dt.UTC)
HOSTILE = '#read("/etc/passwd") $x$ @ref *b* `r` = h \\ <script>alert(1)</script> // c'


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


@pytest.fixture
def export(case: Case, lena: User) -> MessageExport:
    return read(case, lena, whatsapp(12))


def test_the_messages_stand_there_with_what_is_around_them_and_where_they_come_from(
    export: MessageExport, lena: User
) -> None:
    version = made(a_bundle(export, lena, positions=(3, 10), before=1, after=1), lena)
    assert (version.status, version.number) == (VersionStatus.MADE, 1)
    pdf = pdf_of(version)
    assert problems(pdf) == []
    pages = pages_of(pdf)
    words = " ".join("\n".join(pages).split())
    assert [f"message {at}" in words for at in range(12)] == [at in (1, 2, 3, 8, 9, 10) for at in range(12)]
    chosen = Message.objects.get(export=export, position=3)
    for said in (
        "1. Unidentified 1, 14 March 2019 at 16:19:00 GMT",
        "Around it: Unidentified 2, 14 March 2019 at 16:12:00 GMT",
        "Messages are left out here.",
        "Exhibit JB/9; the time there: 14/03/2019, 16:19; read in the zone Europe/London",
        f"SHA-256 of the message: {hashlib.sha256(chosen.raw.encode()).hexdigest()}",
        f"HO/1, version 1 · {export.case.reference}",
    ):
        assert said.replace(" ", "") in words.replace(" ", ""), said
    assert export.sha256 in words.replace(" ", "")
    assert "Carl" not in words
    assert chosen.place not in words
    assert version.pages == len(pages)
    assert version.sha256 == hashlib.sha256(pdf).hexdigest()


def test_pages_are_named_where_things_stand(export: MessageExport, lena: User) -> None:
    version = made(a_bundle(export, lena, positions=tuple(range(1, 13)), before=0, after=0), lena)
    pages = pages_of(pdf_of(version))
    where = next(number for number, page in enumerate(pages, 1) if "12. Unidentified" in page)
    index = next(
        page for page in pages if "Index of messages" in page.partition("OFFICIAL")[2] and "Number Time" in page
    )
    line = next(line for line in index.splitlines() if line.startswith("12 "))
    assert line.endswith(f" {where}")
    first = next(number for number, page in enumerate(pages, 1) if "1. Unidentified" in page)
    exhibits = next(page for page in pages if "Exhibit What it is Pages" in page)
    assert f"Export of a conversation: {export.source.pk}.txt {first}–{where}" in exhibits


def test_what_was_written_stands_there_as_it_was_written(case: Case, lena: User) -> None:
    texts = (HOSTILE, "photo\u202egpj.exe مرحبا", "x" * 400, "👍🏽 ok\n\n= no heading")
    said = [(("carl.m", "ann_a")[at % 2], text, AT + dt.timedelta(minutes=at)) for at, text in enumerate(texts)]
    export = read(case, lena, instagram(said), "message_1.json")
    version = made(a_bundle(export, lena, positions=(1, 2, 3, 4), has_names=True, has_raw=True), lena)
    pdf = pdf_of(version)
    assert problems(pdf) == []
    words = "\n".join(pages_of(pdf))
    assert HOSTILE in words
    assert "photo[U+202E]gpj.exe" in words
    assert "x" * 400 in words.replace("\n", "")
    assert "= no heading" in words
    assert "root:" not in words
    assert "In the file: carl.m" in words
    assert "As it stands in the file:" in words


def test_files_of_exhibits_are_listed_with_their_digests(export: MessageExport, lena: User) -> None:
    version = made(a_bundle(export, lena, positions=(1,), files_listed=FilesListed.ALL), lena)
    words = "".join("\n".join(pages_of(pdf_of(version))).split())
    assert words.count(export.source.file.sha256) == 2


def test_a_version_stays_as_it_is_and_the_next_has_a_number_of_its_own(export: MessageExport, lena: User) -> None:
    bundle = a_bundle(export, lena, positions=(1, 2))
    first = made(bundle, lena)
    bundles.empty_bundle(bundle=bundle, messages=[Message.objects.get(export=export, position=1).pk], by=lena)
    bundles.change_bundle(bundle=bundle, by=lena, title="Another title")
    second = made(bundle, lena)
    assert [version.number for version in bundle.versions.all()] == [2, 1]
    assert first.sha256 != second.sha256
    assert "What was written in March" in pages_of(pdf_of(first))[0]
    assert len(first.asked["messages"]) == 2
    with pytest.raises(Error), transaction.atomic():
        BundleVersion.objects.filter(pk=first.pk).update(sha256="0" * 64)


def test_making_it_twice_makes_it_once(export: MessageExport, lena: User) -> None:
    bundle = a_bundle(export, lena, positions=(1,))
    version = bundles.ask_for_version(bundle=bundle, by=lena)
    with pytest.raises(Conflict):
        bundles.ask_for_version(bundle=bundle, by=lena)
    assert making.make_waiting() == 1
    assert making.make_waiting() == 0
    assert StoredFile.objects.filter(bundle_version=version).count() == 1


def test_a_worker_that_was_stopped_leaves_nothing_and_the_next_begins_again(
    export: MessageExport, lena: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = bundles.ask_for_version(bundle=a_bundle(export, lena, positions=(1,)), by=lena)
    before = len(list((tmp_path / "files").rglob("*")))

    def stopped(*given: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(making, "_keep", stopped)
        with pytest.raises(KeyboardInterrupt):
            making.make_waiting()
    version.refresh_from_db()
    assert (version.status, version.tries) == (VersionStatus.MAKING, 1)
    assert len(list((tmp_path / "files").rglob("*"))) == before
    assert making.make_waiting() == 1
    version.refresh_from_db()
    assert version.status == VersionStatus.MADE


def test_one_that_goes_wrong_keeps_no_other_waiting_and_is_given_up_in_the_end(
    export: MessageExport, lena: User, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken = bundles.ask_for_version(bundle=a_bundle(export, lena, positions=(1,)), by=lena)
    document_of = bundling.document_of

    def of_others(row: BundleVersion, **more: Any) -> dict[str, Any]:
        if row.pk == broken.pk:
            raise ValueError("What was written in March")
        return document_of(row, **more)

    monkeypatch.setattr(bundling, "document_of", of_others)
    another = a_bundle(export, lena, positions=(1,), reference="HO/2")
    for _ in range(waiting.MOST_TRIES):
        other = bundles.ask_for_version(bundle=another, by=lena)
        # The one that goes wrong has waited longest.
        BundleVersion.objects.filter(pk=broken.pk).update(seen_at=broken.asked_at)
        assert making.make_waiting() == 1
        other.refresh_from_db()
        broken.refresh_from_db()
        assert (other.status, broken.status) == (VersionStatus.MADE, VersionStatus.MAKING)
    assert making.make_waiting() == 0
    broken.refresh_from_db()
    assert (broken.status, broken.problem) == (VersionStatus.FAILED, making.TOO_OFTEN)
    (told, *_) = [each for each in caplog.records if each.name == waiting.__name__]
    assert told.__dict__["trouble"] == "ValueError"
    assert "March" not in caplog.text


def test_what_cannot_be_made_says_why_and_may_be_asked_for_again(
    export: MessageExport, lena: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle = a_bundle(export, lena, positions=(1,))
    with monkeypatch.context() as patch:
        patch.setattr(bundling, "MOST_ENTRIES", 1)
        assert made(bundle, lena).problem == making.TOO_LARGE

    def slow(*given: object, **more: object) -> None:
        raise NotSet("time")

    with monkeypatch.context() as patch:
        patch.setattr(making, "set_document", slow)
        assert made(bundle, lena).status == VersionStatus.FAILED
    version = bundles.ask_for_version(bundle=bundle, by=lena)
    BundleVersion.objects.filter(pk=version.pk).update(tries=waiting.MOST_TRIES)
    making.make_waiting()
    version.refresh_from_db()
    assert (version.status, version.problem) == (VersionStatus.FAILED, making.TOO_OFTEN)
    assert made(bundle, lena).number == 4


def test_a_message_of_a_million_letters_fills_no_thousand_pages_and_says_so(case: Case, lena: User) -> None:
    export = read(case, lena, whatsapp(3))
    long = "word " * 200_000 + "\n" * 1_000
    thread = Message.objects.filter(export=export)[0].conversation
    Message.objects.bulk_create(
        [Message(export=export, conversation=thread, position=9, kind="text", text=long, raw=long, place="x")]
    )
    version = made(a_bundle(export, lena, positions=(9,), has_raw=True), lena)
    assert (version.status, version.problem) == (VersionStatus.MADE, "")
    assert version.pages < 20
    assert "Of 1,001,000 letters" in " ".join(" ".join(pages_of(pdf_of(version))).split())


def test_an_exhibit_and_a_bundle_share_one_series_of_references(export: MessageExport, lena: User) -> None:
    a_bundle(export, lena, reference="HO/9")
    with pytest.raises(Invalid, match="bundle of messages"):
        add_exhibit(
            case=export.case, by=lena, reference="ho/9", kind="phone", description="A phone", seized_at=AT,
            seized_where="Home", seized_by="PC 1",
        )  # fmt: skip
    version = made(a_bundle(export, lena, positions=(1,), reference="NS/../1"), lena)
    assert version.file is not None
    assert version.file.name == "NS-1-version-1.pdf"


def test_while_the_store_is_away_it_waits(export: MessageExport, lena: User, monkeypatch: pytest.MonkeyPatch) -> None:
    bundle = a_bundle(export, lena, positions=(1,))

    def away(self: object, name: str) -> None:
        raise stores.StoreAway

    with monkeypatch.context() as patch:
        patch.setattr(stores.Directory, "writer", away)
        assert made(bundle, lena).status == VersionStatus.MAKING
    assert making.make_waiting() == 1


def test_who_took_it_and_why_is_on_record(export: MessageExport, cast: Cast, lena: User) -> None:
    version = made(a_bundle(export, lena, positions=(1,)), lena)
    sam = fresh(cast.sam)
    with pytest.raises(Invalid):
        bundles.open_version(made=version, purpose="other", by=sam)
    assert not BundleOpening.objects.exists()
    given = b"".join(bundles.open_version(made=version, purpose="case_work", by=sam))
    assert hashlib.sha256(given).hexdigest() == version.sha256
    opening = BundleOpening.objects.get()
    assert (opening.opened_by, opening.purpose) == (sam, "case_work")
    event = AuditEvent.objects.get(verb="bundle.opened")
    assert (event.operation, event.data["sha256"]) == ("disclosure", version.sha256)
    assert Consultation.objects.filter(page="bundle of messages").count() == 1


def test_who_does_not_read_the_case_has_no_bundle(export: MessageExport, cast: Cast, lena: User) -> None:
    bundle = a_bundle(export, lena, positions=(1,))
    assert bundle in Bundle.objects.visible_to(fresh(cast.sam))
    for name in ("mona", "brian", "wes", "bella"):
        user = fresh(cast.users[name]) if name in cast.users else fresh(getattr(cast, name))
        seen = Bundle.objects.visible_to(user)
        assert (bundle in seen) == (user in (cast.bella,))
    with pytest.raises(Case.DoesNotExist):
        bundles.fill_bundle(bundle=bundle, messages=[1], by=fresh(cast.brian))


def test_messages_of_another_case_do_not_go_in(export: MessageExport, cast: Cast, lena: User) -> None:
    bundle = a_bundle(export, lena, positions=(1,))
    other = read(opened(cast), lena, whatsapp(2))
    foreign = Message.objects.filter(export=other).values_list("pk", flat=True)
    with pytest.raises(Invalid):
        bundles.fill_bundle(bundle=bundle, messages=[*foreign], by=lena)
    own = list(Message.objects.filter(export=export, position__in=(1, 2)).values_list("pk", flat=True))
    assert bundles.fill_bundle(bundle=bundle, messages=own, by=lena) == 1
    assert bundle.chosen.count() == 2


def test_its_reference_is_its_own_and_its_words_are_asked_for(export: MessageExport, lena: User) -> None:
    bundle = a_bundle(export, lena)
    for given in ({"reference": "ho/1"}, {"reference": "JB/9"}, {"reference": " "}, {"title": ""}, {"before": 21}):
        with pytest.raises(Invalid):
            a_bundle(export, lena, **given)
    with pytest.raises(Conflict):
        bundles.ask_for_version(bundle=bundle, by=lena)
    with pytest.raises(Stale):
        bundles.change_bundle(bundle=bundle, by=lena, version=9, title="x")
