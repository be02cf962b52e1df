"""Messages ticked in a conversation go into a bundle and into the chronology, without a script, each once."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from safeguarding.cases.models import Case, ChronologyEntry
from safeguarding.conversations.models import Bundle, BundleVersion, Conversation, Message, MessageExport
from safeguarding.conversations.services import making
from tests.cast import Cast, fresh
from tests.factories.casework import opened, signed_in
from tests.factories.exports import read, whatsapp

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, settings: Settings) -> None:
    settings.FILES_DIR = str(tmp_path / "files")
    settings.CLAMD_ADDRESS = ""


@pytest.fixture
def case(cast: Cast) -> Case:
    return opened(cast)


@pytest.fixture
def export(cast: Cast, case: Case) -> MessageExport:
    return read(case, fresh(cast.lena), whatsapp(12))


def reader(cast: Cast, case: Case, name: str) -> Client:
    """Somebody who said why they look."""
    client = signed_in(cast.users[name])
    client.post(f"/cases/{case.reference}/messages/purpose/", {"purpose": "case_work"})
    return client


def of(case: Case, more: str) -> str:
    return f"/cases/{case.reference}/messages/{more}"


def ids(export: MessageExport, *positions: int) -> list[int]:
    return list(Message.objects.filter(export=export, position__in=positions).values_list("pk", flat=True))


def talk(export: MessageExport) -> str:
    return f"{export.get_absolute_url()}{Conversation.objects.get(export=export).pk}/"


WORDS = {"reference": "HO/1", "title": "March", "before": "1", "after": "1", "files_listed": "sources"}


def test_from_ticks_in_a_conversation_to_a_pdf(cast: Cast, case: Case, export: MessageExport) -> None:
    lena = reader(cast, case, "lena")
    page = lena.get(talk(export)).content.decode()
    chosen = ids(export, 3, 4)
    assert all(f'name="message" value="{pk}" form="pick"' in page for pk in chosen)
    begun = lena.post(of(case, "bundles/new/"), {"pick": "1", "message": chosen, "back": talk(export)})
    assert "2 messages go into it" in begun.content.decode()
    missing = lena.post(of(case, "bundles/new/"), {**WORDS, "title": "", "message": chosen})
    assert missing.status_code == 422
    assert f'value="{chosen[0]}"' in missing.content.decode()
    made = lena.post(of(case, "bundles/new/"), {**WORDS, "message": chosen})
    bundle = Bundle.objects.get()
    assert made["Location"] == bundle.get_absolute_url()
    back = lena.post(
        of(case, "bundles/put/"), {"bundle": bundle.pk, "message": ids(export, 4, 9), "back": talk(export)}
    )
    assert back["Location"] == talk(export)
    shown = lena.get(talk(export)).content.decode()
    assert "1 message put into HO/1. 1 message stood in it already." in shown
    assert shown.count("In HO/1") == 3
    lena.post(of(case, f"bundles/{bundle.pk}/take-out/"), {"message": ids(export, 9)})
    assert lena.post(of(case, f"bundles/{bundle.pk}/make/"), {"version": bundle.version + 9}).status_code == 412
    bundle.refresh_from_db()
    lena.post(of(case, f"bundles/{bundle.pk}/make/"), {"version": bundle.version})
    assert "0 of 2 messages gathered" in lena.get(bundle.get_absolute_url()).content.decode()
    assert making.make_waiting() == 1
    version = BundleVersion.objects.get()
    assert version.sha256 in lena.get(bundle.get_absolute_url()).content.decode()
    opening = of(case, f"bundles/{bundle.pk}/1/")
    assert lena.post(opening, {}).status_code == 422
    given: Any = lena.post(opening, {"purpose": "case_work"})
    assert hashlib.sha256(b"".join(given.streaming_content)).hexdigest() == version.sha256
    assert "attachment" in given["Content-Disposition"]
    assert "Opened 1 time" in lena.get(bundle.get_absolute_url()).content.decode()


def test_messages_go_into_the_chronology_once_and_the_page_says_where_they_are(
    cast: Cast, case: Case, export: MessageExport
) -> None:
    lena = reader(cast, case, "lena")
    before = ChronologyEntry.objects.filter(case=case).count()
    asked = lena.post(of(case, "chronology/"), {"pick": "1", "message": ids(export, 1, 2), "back": talk(export)})
    assert "Unidentified 1 wrote on WhatsApp: “message 0”" in asked.content.decode()
    assert ChronologyEntry.objects.filter(case=case).count() == before
    lena.post(of(case, "chronology/"), {"message": ids(export, 1, 2), "back": talk(export)})
    assert ChronologyEntry.objects.filter(case=case).count() == before + 2
    again = lena.post(of(case, "chronology/"), {"pick": "1", "message": ids(export, 2, 3), "back": talk(export)})
    entry = Message.objects.get(export=export, position=2).noted.entry
    assert f"/cases/{case.reference}/chronology/#entry-{entry.pk}" in again.content.decode()
    lena.post(of(case, "chronology/"), {"message": ids(export, 1, 2, 3)})
    assert ChronologyEntry.objects.filter(case=case).count() == before + 3
    assert lena.get(talk(export)).content.decode().count("In the chronology") == 3


def test_nothing_ticked_and_messages_of_another_case_are_refused(cast: Cast, case: Case, export: MessageExport) -> None:
    lena = reader(cast, case, "lena")
    back = lena.post(of(case, "chronology/"), {"pick": "1", "back": "https://example.invalid/"})
    assert back["Location"] == of(case, "")
    other = read(opened(cast), fresh(cast.lena), whatsapp(2))
    page = lena.post(of(case, "chronology/"), {"pick": "1", "message": ids(other, 1)})
    assert "message 0" not in page.content.decode()
    assert lena.post(of(case, "chronology/"), {"message": ids(other, 1)}).status_code == 422
    assert lena.post(of(case, "bundles/new/"), {**WORDS, "message": ids(other, 1)}).status_code == 422
    assert not Bundle.objects.exists()
    foreign = Bundle.objects.create(case=other.case, reference="HO/9", title="x", made_by=cast.lena)
    lena.post(of(case, "bundles/put/"), {"bundle": foreign.pk, "message": ids(export, 1)})
    assert not foreign.chosen.exists()
    assert lena.get(of(case, f"bundles/{foreign.pk}/")).status_code == 404


def test_who_only_reads_ticks_nothing_and_who_reads_no_content_finds_nothing(
    cast: Cast, case: Case, export: MessageExport
) -> None:
    bundle = Bundle.objects.create(case=case, reference="HO/1", title="x", made_by=cast.lena)
    for name in ("mona", "brian", "wes"):
        client = signed_in(cast.users[name])
        for page in ("bundles/", f"bundles/{bundle.pk}/", f"bundles/{bundle.pk}/1/", "bundles/new/"):
            assert client.get(of(case, page)).status_code == 404


def test_what_could_not_be_read_leaves_as_a_file(cast: Cast, case: Case) -> None:
    export = read(case, fresh(cast.lena), b"no date at all\n" + whatsapp(2))
    lena = reader(cast, case, "lena")
    file = lena.get(f"{export.get_absolute_url()}unread/?as=csv")
    assert b"no date at all" in file.content
    assert "attachment" in file["Content-Disposition"]
