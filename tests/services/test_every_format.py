"""Every format through the files and the engine: what went in stands in the case, text by text."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from pytest_django import Settings

from safeguarding.conversations.choices import ExportStatus, Format
from safeguarding.conversations.models import Message
from tests.cast import Cast, fresh
from tests.exports.large import FILES, SNAPS, TALK
from tests.factories.casework import opened
from tests.factories.exports import read

pytestmark = pytest.mark.django_db
#: How often the talk stands in a file: of some formats it holds several threads.
WHOLE = {"snapchat": [*SNAPS["bo"], *SNAPS["cy"]], "telegram": TALK * 2}
#: WhatsApp takes spaces at the ends and marks of direction away when it writes a file.
MARKS = str.maketrans("", "", "\u202e\u202c")


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, settings: Settings) -> None:
    settings.FILES_DIR = str(tmp_path / "files")
    settings.CLAMD_ADDRESS = ""


def as_kept(text: str) -> str:
    return unicodedata.normalize("NFC", text.translate(MARKS)).strip()


@pytest.mark.parametrize("which", FILES)
def test_what_went_in_stands_in_the_case(cast: Cast, which: str) -> None:
    name, data = FILES[which]
    export = read(opened(cast), fresh(cast.lena), data, name)
    assert (export.status, export.problem) == (ExportStatus.READ, "")
    assert export.format == Format(which.split(maxsplit=1)[0])
    assert export.unread.count() == 0
    told = WHOLE.get(which, TALK)
    kept = Message.objects.filter(export=export).values_list("text", flat=True)
    assert sorted(map(as_kept, kept)) == sorted(as_kept(message.text) for message in told)
    if which not in ("whatsapp", "whatsapp ios", "generic"):
        # These say their zone themselves; the others are read in the one that is stated for the export.
        times = Message.objects.filter(export=export).values_list("sent_at", flat=True)
        assert sorted(at.replace(microsecond=0) for at in times) == sorted(m.at.replace(microsecond=0) for m in told)


def test_every_format_that_is_offered_is_tried_here() -> None:
    assert {which.split()[0] for which in FILES} == set(Format.values)
