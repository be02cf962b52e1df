"""Hearing bundles: files as they were handed in, in one document for everybody, made by workers that may be killed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from celery import current_app
from django.db import connection, transaction
from pytest_django import Settings

from safeguarding.access.models import User
from safeguarding.cases.models import Case
from safeguarding.cases.services.access import rebuild_access
from safeguarding.conversations.choices import VersionStatus
from safeguarding.core.clock import date_words
from safeguarding.core.errors import Invalid, NotAllowed, Stale
from safeguarding.core.heartbeat import broker
from safeguarding.evidence.services import what_goes_with
from safeguarding.investigations.choices import Act
from safeguarding.letters import services
from safeguarding.letters.models import HearingBundle, HearingOpening, HearingPart, HearingVersion
from safeguarding.letters.selectors import laying
from safeguarding.letters.selectors.hearing import offered
from safeguarding.letters.services import making, removing
from tests.cast import Cast, fresh
from tests.factories.hearing import SAID, a_bundle, files_of, heard, made, pdf_of
from tests.factories.investigations import ago, begun, do, up_to
from tests.factories.letters import a_disclosure
from tests.factories.work import a_case, the_child, the_pcso
from tests.pdf import pages_of, problems
from tests.processes import WORKER, Process, comes_true

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, settings: Settings) -> None:
    settings.FILES_DIR = str(tmp_path / "files")
    settings.CLAMD_ADDRESS = ""


@pytest.fixture
def case(cast: Cast) -> Case:
    return heard(cast)


@pytest.fixture
def ivy(cast: Cast) -> User:
    return fresh(cast.ivy)


def flat(pdf: bytes) -> list[str]:
    return [" ".join(page.split()) for page in pages_of(pdf)]


def test_files_pictures_texts_and_lists_stand_in_one_document_for_everybody(case: Case, ivy: User) -> None:
    a_disclosure(case, case.owner)
    files = files_of(case)
    keys = [f"file-{row.pk}" for row in files]
    bundle = a_bundle(case, ivy, [*keys[1:], keys[0], "chronology-0", "disclosures-0"])
    first = bundle.parts.get(position=5)
    for _ in range(4):
        services.arrange_hearing_bundle(bundle=bundle, part=first.pk, move="up", by=ivy)
    version = made(bundle, ivy)
    assert (version.status, version.problem, version.done, version.read) == (VersionStatus.MADE, "", 7, [])
    pdf = pdf_of(version)
    assert problems(pdf) == []
    pages = flat(pdf)
    assert version.pages == len(pages)
    assert all(f"Page {number} of {len(pages)}" in page for number, page in enumerate(pages, start=1))
    assert all("OFFICIAL" in page and f"{bundle.reference}, version 1" in page for page in pages)
    words = " ".join(pages)
    # The report is there page by page, first in the order that was chosen, and its words are read out.
    for number in (1, 2, 3):
        (sheet,) = [page for page in pages if f"1. HX/1: report.pdf, page {number} of 3" in page]
        assert f"Sheet {number} {SAID}" in sheet
    for said in (
        "First line Second line", "It is no document, picture or text", "It cannot be read as what it says it is",
        "Bundle HO/1", "Contents", "Index of documents",
    ):  # fmt: skip
        assert said in words, said
    assert files[0].file.sha256 in words.replace(" ", "")


def test_only_documents_of_the_case_go_in_and_only_for_who_keeps_the_track(cast: Cast, case: Case, ivy: User) -> None:
    key = f"file-{files_of(case)[2].pk}"
    bundle = a_bundle(case, ivy, [key])
    for wrong in ([key], ["file-1"], ["letter-99"], []):
        with pytest.raises(Invalid):
            services.fill_hearing_bundle(bundle=bundle, documents=wrong, by=ivy)
    lena = fresh(cast.lena)
    assert not HearingBundle.objects.visible_to(lena).exists()
    with pytest.raises(HearingBundle.DoesNotExist):
        services.fill_hearing_bundle(bundle=bundle, documents=["chronology-0"], by=lena)
    with pytest.raises((Invalid, NotAllowed)):
        services.begin_hearing_bundle(case=case, track=bundle.track, title="Mine", by=lena)


def test_of_two_who_arrange_at_once_the_slower_is_told(cast: Cast, case: Case, ivy: User) -> None:
    piers, key = fresh(cast.piers), f"file-{files_of(case)[2].pk}"
    bundle = a_bundle(case, ivy, [key, "chronology-0", "disclosures-0"])
    seen = bundle.version
    first, second, third = bundle.parts.order_by("position")
    services.arrange_hearing_bundle(bundle=bundle, part=third.pk, move="up", by=ivy, version=seen)
    for act in (
        lambda: services.arrange_hearing_bundle(bundle=bundle, part=first.pk, move="out", by=piers, version=seen),
        lambda: services.fill_hearing_bundle(bundle=bundle, documents=[key], by=piers, version=seen),
        lambda: services.ask_for_hearing_version(bundle=bundle, by=piers, version=seen),
    ):
        with pytest.raises(Stale):
            act()
    assert [part.pk for part in bundle.parts.order_by("position")] == [first.pk, third.pk, second.pk]
    bundle.refresh_from_db()
    services.arrange_hearing_bundle(bundle=bundle, part=first.pk, move="out", by=piers, version=bundle.version)
    assert [(part.pk, part.position) for part in bundle.parts.order_by("position")] == [(third.pk, 1), (second.pk, 2)]


def test_a_version_without_names_stands_by_label_or_is_not_made(
    case: Case, ivy: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    child = case.parties.get(role="young_person")
    assert child.person is not None
    name = f"{child.person.given_name} {child.person.family_name}"
    files = files_of(case)
    text = files[2]
    bundle = a_bundle(case, ivy, [f"file-{files[0].pk}", f"file-{text.pk}"])
    monkeypatch.setattr(laying, "_decoded", lambda data: f"Seen with {name} that day.")
    words = " ".join(flat(pdf_of(made(bundle, ivy, without_names=True))))
    assert f"Seen with {child.label} that day." in words
    assert "it is left out of a version without names" in words
    assert SAID not in words
    # Were a name to slip through, nothing would be made, and it says where.
    monkeypatch.setattr("safeguarding.letters.selectors.redacting.by_label", lambda text, found: text)
    stopped = made(bundle, ivy, without_names=True)
    assert (stopped.status, stopped.problem) == (VersionStatus.FAILED, making.NAMED)
    assert {(one["where"], one["labels"][0]) for one in stopped.found if one["blocks"]} == {
        ("2. HX/1: note.txt", child.label)
    }


def test_who_took_it_is_on_record_and_it_goes_with_a_file_that_was_a_mistake(case: Case, ivy: User) -> None:
    row = files_of(case)[2]
    version = made(a_bundle(case, ivy, [f"file-{row.pk}"]), ivy)
    given = b"".join(services.open_hearing_version(made=version, purpose="case_work", by=ivy))
    assert hashlib.sha256(given).hexdigest() == version.sha256
    assert HearingOpening.objects.get().opened_by == ivy
    (said,) = [words for words in what_goes_with(row) if words.startswith("Hearing bundle")]
    assert "It was opened 1 time" in said
    removing.destroy_with(row, by=ivy)
    version.refresh_from_db()
    assert version.file is not None
    assert version.file.destroyed_at is not None


def test_what_is_on_record_of_the_investigation_is_laid_before_the_hearing(cast: Cast, ivy: User) -> None:
    """Allegations, notice, terms, what was said, the report and the witnesses: chosen, ordered, on numbered pages."""
    case = a_case(cast, psd_unit=cast.psd)
    rebuild_access(case)
    held = up_to(cast, begun(cast.ivy, case, the_pcso(cast, case)), Act.RESPOND)
    told = {"given_on": ago(70), "how": "written", "said": "Only meant to be kind.\nNothing else."}
    do(held, Act.REPRESENT, cast.ivy, **told)
    do(held, Act.WITNESSES, cast.ivy, side="authority", given_on=ago(29), witnesses="The examiner: both phones")
    bundle = services.begin_hearing_bundle(case=case, track=held.track, title="Hearing of PCSO B", by=ivy)
    on_offer = {one.key: one.words for one in offered(bundle, ivy) if one.under == "The investigation"}
    assert list(on_offer.values()) == [
        "Allegations, as they were made", "Notice of investigation, as it was served", "Terms of reference",
        f"Representation of {date_words(ago(70))}", f"Interview of {date_words(ago(80))}",
        "Report of the investigation", "Response to the notice of the proceedings",
        f"Witnesses of the appropriate authority, {date_words(ago(29))}",
    ]  # fmt: skip
    # In an order of one's own, each once.
    keys = ["track-report", *(key for key in on_offer if key != "track-report")]
    bundle = services.fill_hearing_bundle(bundle=bundle, documents=keys, by=ivy)
    with pytest.raises(Invalid):
        services.fill_hearing_bundle(bundle=bundle, documents=["track-report"], by=ivy)
    version = made(bundle, ivy)
    assert (version.status, version.problem) == (VersionStatus.MADE, "")
    pdf = pdf_of(version)
    assert problems(pdf) == []
    pages = flat(pdf)
    contents, index = next(page for page in pages if "Contents" in page), pages[-1]
    for number, words in enumerate([on_offer[key] for key in keys], start=1):
        assert f"{number}. {words}" in contents, words
        assert f"{number}. {words}" in index, words
    (report,) = [page for page in pages if "The messages were found on both phones" in page]
    assert "1. Report of the investigation" in report
    words = " ".join(pages)
    for said in (
        "Allegation 1 He wrote to a child of thirteen", "Case to answer for gross misconduct", "trade union",
        "Counts as given on", "The contact with Child A", "Only meant to be kind. Nothing else.", "He denied it",
        "Everything is disputed", "The examiner: both phones",
    ):  # fmt: skip
        assert said in words, said


def test_a_bundle_without_names_has_the_investigation_by_label(cast: Cast, ivy: User) -> None:
    case = a_case(cast, psd_unit=cast.psd)
    rebuild_access(case)
    child = the_child(cast, case)
    assert child.person is not None
    held = up_to(cast, begun(cast.ivy, case, the_pcso(cast, case)), Act.SEVERITY)
    name = f"{child.person.given_name} {child.person.family_name}"
    held = do(held, Act.TERMS, cast.ivy, terms=f"The contact with {name}", terms_on=ago(95))
    bundle = a_bundle(case, ivy, ["track-terms"])
    words = " ".join(flat(pdf_of(made(bundle, ivy, without_names=True))))
    assert f"The contact with {child.label}" in words
    assert name not in words


def test_a_document_that_is_no_longer_on_record_says_so_and_nothing_is_made(case: Case, ivy: User) -> None:
    bundle = a_bundle(case, ivy, ["chronology-0"])
    HearingPart.objects.filter(bundle=bundle).update(kind="track", document="interview-1", title="Interview")
    stopped = made(bundle, ivy)
    assert (stopped.status, stopped.problem) == (VersionStatus.FAILED, making.GONE)


@pytest.mark.worker
@pytest.mark.django_db(transaction=True)
class TestAtWork:
    """With real workers."""

    @pytest.fixture(autouse=True)
    def _empty_broker(self) -> Iterator[None]:
        with broker() as client:
            client.flushdb()
        yield
        with broker() as client:
            client.flushdb()

    def test_killed_in_the_middle_the_next_worker_reads_the_rest_alone(
        self, case: Case, ivy: User, settings: Settings
    ) -> None:
        files = files_of(case)
        bundle = a_bundle(case, ivy, [f"file-{files[0].pk}", f"file-{files[1].pk}", "disclosures-0"])
        version = services.ask_for_hearing_version(bundle=bundle, by=ivy)

        def now() -> HearingVersion:
            return HearingVersion.objects.get(pk=version.pk)

        first = Process(WORKER, FILES_DIR=settings.FILES_DIR)
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                # The third document waits here, with two read; its worker is killed.
                cursor.execute("LOCK TABLE letters_disclosure IN ACCESS EXCLUSIVE MODE")
                current_app.send_task("safeguarding.letters.tasks.make_waiting_hearing_bundles")
                assert comes_true(lambda: now().done == 2)
                first.kill()
        finally:
            first.kill()
        read = [{**one, "title": f"Kept: {one['title']}"} for one in now().read]
        HearingVersion.objects.filter(pk=version.pk).update(read=read)
        second = Process(WORKER, FILES_DIR=settings.FILES_DIR)
        try:
            current_app.send_task("safeguarding.letters.tasks.make_waiting_hearing_bundles")
            assert comes_true(lambda: now().status == VersionStatus.MADE)
        finally:
            second.kill()
        words = " ".join(flat(pdf_of(now())))
        # What the first had read is what stands in it.
        assert "1. Kept: HX/1: report.pdf" in words
        # Each document that was read was a step further: none of the two counts as a try that came to nothing.
        assert now().tries == 0
