"""Documents set by typst: whatever people wrote stands in them as they wrote it, and everybody can read them."""

from __future__ import annotations

import ast
import datetime as dt
import io
import shutil
from pathlib import Path
from typing import Any, cast

import pytest
import typst
from docx import Document as Word
from pytest_django import Settings

from safeguarding.documents.rules.text import Prose
from safeguarding.documents.services import Document, NotSet, has_glyph, set_document, setting
from safeguarding.letters.choices import LetterKind
from safeguarding.letters.rules import marks
from safeguarding.letters.rules.fields import examples_of
from safeguarding.letters.rules.standard import STANDARD
from safeguarding.letters.services.papers import Paper, as_docx, as_pdf
from tests.pdf import pages_of, problems
from tests.walls.code import calls, chain, sources

AT = dt.datetime(2026, 11, 22, 14, 5, tzinfo=dt.UTC)
HOSTILE = [
    '#read("/etc/passwd") #import "@preview/x:1.0.0": * #panic("no")',
    "$x^2$ @ref <label> *bold* _it_ `raw` ```typ #emph[x]``` \\ // c /* d */ [x] {y}",
    "= A heading\n- a list\n+ 1\n/ term: x",
    "](http://example.invalid) <script>alert(1)</script> &amp; \"quoted\" 'single' -- --- ... ~",
    "fi ffl ﬁ “q” café café zero\x00bell\x07 esc\x1b[31m",
    "photo\u202egpj.exe",
    "😀 👍🏽 ❤️",
    "a  b   c",
]
TEMPLATE = """
#import "base.typ": *
#show: sheet
#title()
#par(marking(11pt))
= Said
#for one in data.said { prose(one) }
= Known
#facts(data.facts)
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copy(setting.FOLDER / "base.typ", tmp_path / "base.typ")
    (tmp_path / "try.typ").write_text(TEMPLATE)
    monkeypatch.setattr(setting, "FOLDER", tmp_path)
    return tmp_path


def made(said: list[str], **more: Any) -> Document:
    facts = [["Title", "A #title"], ["SHA-256", "a1" * 32]]
    data = {"said": [Prose(text) for text in said], "facts": facts}
    return set_document("try", data, title="A #title $x$ @y", reference="HO/1", made_at=AT, **more)


def test_what_people_wrote_stands_there_sign_for_sign(folder: Path, settings: Settings) -> None:
    words = "\n".join(pages_of(made(HOSTILE).pdf))
    for text in HOSTILE:
        for line in text.splitlines():
            shown = line.replace("\x00", "[U+0000]").replace("\x07", "[U+0007]").replace("\x1b", "[U+001B]")
            assert shown.replace("\u202e", "[U+202E]") in words
    assert "root:" not in words
    assert "A #title $x$ @y" in words
    assert settings.MARKING in words


def test_it_is_a_document_for_everybody(folder: Path) -> None:
    document = made(["One line", *HOSTILE, "مرحبا كيف حالك", "你好", "नमस्ते"] * 20)
    assert problems(document.pdf) == []
    pages = pages_of(document.pdf)
    assert (document.pages, len(pages)) == (len(pages), len(pages))
    assert document.pages > 2
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {document.pages}" in page
        assert "HO/1" in page


#: Every kind of document that the product makes, and the test that puts a real one of it through the check.
CHECKED: dict[str, tuple[str, str]] = {
    "bundle": ("test_bundles.py", "test_the_messages_stand_there_with_what_is_around_them_and_where_they_come_from"),
    "disposal": ("test_records.py", "test_the_certificate_says_who_when_and_how_much_and_is_accessible"),
    "hearing": ("test_hearing_bundles.py", "test_files_pictures_texts_and_lists_stand_in_one_document_for_everybody"),
    "learning": ("test_learning.py", "test_it_goes_out_as_a_document_for_everybody"),
    "letter": ("test_documents.py", "test_every_kind_of_letter_is_for_everybody"),
    "recommendations": (
        "test_recommendation_reach.py",
        "test_what_goes_out_holds_no_person_no_case_nothing_unsent_and_no_small_audience",
    ),
    "subject_access": (
        "test_subject_access.py",
        "test_the_document_is_accessible_sealed_opened_with_a_purpose_and_disclosed",
    ),
}


def test_every_kind_of_document_that_is_made_is_put_through_the_check() -> None:
    """A new template, or a new place where a document is set, needs a test of its own that calls `problems`."""
    calls_of = {"set_document", "bind"}
    asked = {
        call.args[0].value
        for source in sources()
        for call in calls(source.tree)
        if chain(call.func)[-1] in calls_of and call.args and isinstance(call.args[0], ast.Constant)
    }
    templates = {path.stem for path in setting.FOLDER.glob("*.typ")} - {"base"}
    assert asked == templates == set(CHECKED)
    for file, name in CHECKED.values():
        tree = ast.parse((Path(__file__).parent / file).read_text())
        found = [each for each in tree.body if isinstance(each, ast.FunctionDef) and each.name == name]
        assert [name for each in found if any(chain(call.func)[-1] == "problems" for call in calls(each))] == [name]


@pytest.mark.parametrize("kind", LetterKind.values)
def test_every_kind_of_letter_is_for_everybody(kind: str) -> None:
    """The text that comes with the application, with a made-up value for each field that the kind knows."""
    standard = STANDARD[kind]
    body = marks.fill(standard.text, examples_of(kind))
    assert marks.names_in(body) == []
    paper = Paper(
        title=standard.title, reference="SC-2031-000042/L1", to=("Alex Example",), blocks=marks.blocks(body), made_at=AT
    )
    pdf, pages = as_pdf(paper)
    assert problems(pdf) == []
    assert len(pages_of(pdf)) == pages
    word = Word(io.BytesIO(as_docx(paper)))
    levels = [int(one.style.name[-1]) for one in word.paragraphs if one.style and one.style.name.startswith("Heading")]
    assert levels == [block.level for block in paper.blocks if block.kind == "heading"]
    assert word.core_properties.language == "en-GB"


@pytest.mark.parametrize(
    ("source", "tags", "wrong"),
    [
        ("= One", False, "not marked as tagged"),
        ("= One\n=== Three", True, "a heading H3 after one of level 1"),
        ("= One\n#table([No], [Heading])", True, "a table without a heading"),
        ("Nothing but words", True, "no heading"),
        ("= One", True, "does not say that it is PDF/UA-1"),
    ],
)
def test_the_check_finds_what_is_wrong(source: str, tags: bool, wrong: str) -> None:
    pdf = typst.compile(source.encode(), format="pdf", pdf_tags=tags)
    assert wrong in problems(cast(bytes, pdf))


def test_what_has_no_space_stays_on_the_paper(folder: Path) -> None:
    long = "0123456789" * 60
    words = pages_of(made([long]).pdf)[0]
    assert long in words.replace("\n", "")


def test_the_same_gives_the_same_bytes(folder: Path) -> None:
    assert made(HOSTILE).pdf == made(HOSTILE).pdf


@pytest.mark.parametrize("reading", ['read("/etc/hostname")', 'read("../../secret.txt")', 'image("/etc/hostname")'])
def test_a_template_reads_nothing_outside_its_folder(folder: Path, reading: str) -> None:
    (folder.parent.parent / "secret.txt").write_text("secret")
    (folder / "try.typ").write_text(f'#import "base.typ": *\n#show: sheet\n= A\n#{reading}')
    with pytest.raises(NotSet) as no:
        made([])
    assert no.value.why == "template"


def test_no_package_is_fetched(folder: Path) -> None:
    (folder / "try.typ").write_text('#import "@preview/example:0.1.0": *\n#import "base.typ": *\n#show: sheet\n= A')
    with pytest.raises(NotSet):
        made([])


def test_no_template_of_ours_asks_for_a_file_or_a_package() -> None:
    for path in setting.FOLDER.glob("*.typ"):
        text = path.read_text()
        assert "@preview" not in text
        # A picture may be shown of what was handed in as bytes, and of nothing that has a path.
        text = text.replace("image(handed.at(", "").replace("image(\n    bytes(", "")
        assert not any(f"{name}(" in text for name in ("read", "image", "eval", "plugin", "csv", "yaml", "toml", "xml"))


def test_what_takes_too_long_or_too_much_is_ended(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "try.typ").write_text('#import "base.typ": *\n#show: sheet\n= A\n#let n = 0\n#while true { n += 1 }')
    with pytest.raises(NotSet):
        made([], seconds=1)
    (folder / "try.typ").write_text(TEMPLATE)
    monkeypatch.setattr(setting, "MOST_MEMORY", 50 * 1024**2)
    with pytest.raises(NotSet):
        made(["x"])


def test_scripts_of_the_world_have_shapes() -> None:
    assert all(has_glyph(ord(sign)) for sign in "aéжαשع你のक한বਸગதไქ😀❤✓→€")
    assert not has_glyph(0xE000)
