"""Every list leaves by one door: as CSV and as Excel, as narrowed, marked, recorded as a disclosure."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db.models import F, Value
from django.db.models.functions import Concat, Mod
from django.test import Client
from django.urls import NoReverseMatch, reverse
from openpyxl import load_workbook

from safeguarding.access.models import User
from safeguarding.audit.models import AuditEvent
from safeguarding.communications.models import Account
from safeguarding.core.spreadsheet import FORMULA_STARTS
from safeguarding.people.models import Person
from safeguarding.schemes.models import Scheme
from tests.walls.code import ROOT
from tests.walls.matrix import BY_NAME, ROWS
from tests.walls.matrix.rows import OK, Row
from tests.walls.test_matrix import world
from tests.walls.world import World

__all__ = ["world"]
pytestmark = pytest.mark.django_db

PART = "components/export.html"
#: Templates that show rows and offer no file, each with why. Whatever is not named here has to offer both kinds.
WITHOUT_A_FILE: dict[str, str] = {
    "conversations/bundles.html": "the bundles of one case: each is a document, and its page offers its messages",
    "conversations/findings.html": "what was found in the messages of one case: it leaves with the case",
    "conversations/rules.html": "what the rules say of one export's messages: it leaves with the case",
    "conversations/lexicon.html": "the lines of the lexicon, which is a file of the release",
    "conversations/_pairs.html": "a part of the list of pairs, which offers the file, and of one export",
    "conversations/exports.html": "the message exports of one case: they leave with the case",
    "conversations/export.html": "conversations and people of one export, which is itself a file",
    "communications/account.html": "who may use one account, on its page",
    "communications/rule.html": "how often one rule failed, on its page; what failed is a list with a file",
    "communications/platforms.html": "a short list for choosing, the same for every force",
    "access/account.html": "one's own keys and sessions",
    "api/values.html": "a part of the description of the API",
    "assurance/person.html": "one person's record",
    "cases/access.html": "who may see one case: leaves with the case",
    "cases/history.html": "what was done in one case: leaves with the case",
    "cases/work/_entries.html": "a part of My work, which offers the file, and of a case",
    "cases/work/clocks.html": "the clocks of one case: leave with the case",
    "cases/work/measures.html": "the measures of one case: leave with the case",
    "cases/work/tasks.html": "the tasks of one case: leave with the case",
    "tracks/_offences.html": "the offences of one track, on its page",
    "investigations/list.html": "the misconduct tracks of one case, each a page of its own: they leave with the case",
    "tracks/track.html": "the steps of one track: they leave with the case",
    "components/table.html": "a part",
    "dashboards/_months.html": "figures beside a chart, of nobody",
    "dashboards/cases.html": "figures beside a chart, of nobody",
    "dashboards/clocks.html": "figures beside a chart, of nobody",
    "dashboards/concerns.html": "figures beside a chart, of nobody",
    "dashboards/overview.html": "figures, of nobody; each leads to a list that has the file",
    "layouts/check_several.html": "what one act would do to each, before it is done",
    "matching/_sides.html": "two records side by side",
    "notices/list.html": "says only that there is something to read; what it is about has lists of its own",
    "people/_placements.html": "a part of one person's record",
    "people/_young.html": "a part of one person's record",
    "learning/of_scheme.html": "what one scheme was asked; each self-assessment offers the file of all schemes",
    "learning/_reports.html": "a part of the list, which offers the file, and of one case",
    "letters/hearing_bundles.html": "the hearing bundles of one case, each a page of its own: they leave with the case",
    "letters/template_form.html": "the fields that a text may hold, which stand in the code",
    "letters/change.html": "the fields that a draft has no words for yet",
    "recommendations/_cards.html": "a part of the board, which offers the file, and of one case",
    "recommendations/recommendation.html": "one recommendation; what of it may go out is a document of its own",
    "records/case.html": "the rules that hold for one case",
    "risk/_assessments.html": "a part of the list of all, which offers the file, and of one scheme",
    "risk/_entries.html": "a part of the register, which offers the file, and of one scheme",
    "risk/_matrix.html": "how figures are made, of nobody",
    "risk/assessment.html": "one document, to be printed",
    "risk/decide.html": "one document beside the one before",
    "risk/map.html": "figures, of nobody; each leads to the register, which offers the file",
    "style_guide.html": "parts in every state",
    "subject_access/items.html": "one person's file: what of it goes out is the document, once it is approved",
    "triage/_clocks.html": "the clocks of one concern",
}
TEMPLATES = ROOT / "templates"


def shows_rows(text: str) -> bool:
    return "<table" in text or '{% extends "layouts/list.html" %}' in text


def test_every_list_offers_a_file_or_says_why_not() -> None:
    found = {str(path.relative_to(TEMPLATES)): path.read_text() for path in TEMPLATES.rglob("*.html")}
    bare = {name for name, text in found.items() if shows_rows(text) and PART not in text}
    assert bare == set(WITHOUT_A_FILE)


def lists() -> Iterator[Row]:
    """The pages of which there is one each: those of one record need its address."""
    for row in ROWS:
        if row.is_api or row.of or "GET" not in row.ways:
            continue
        try:
            reverse(row.name)
        except NoReverseMatch:
            continue
        yield row


def asked(world: World, row: Row, **query: str) -> Any:
    """The answer to somebody who may open the page, and None when it is nobody's of these."""
    who = row.ways["GET"].who
    person = next((name for name in ("lena", "cora", "adam", "aud", "mona") if who("", name) is OK), None)
    if person is None:
        return None
    client = Client()
    client.force_login(User.objects.get(pk=world.user(person).pk))
    return client.get(reverse(row.name), query)


def named_like_formulas() -> None:
    """Names that a spreadsheet would run, had it to take them for formulas."""
    for at, start in enumerate(FORMULA_STARTS):
        for model, name in ((Person, "given_name"), (Scheme, "name"), (User, "first_name"), (Account, "handle")):
            turn = model.objects.alias(turn=Mod(F("pk"), len(FORMULA_STARTS))).filter(turn=at)
            turn.update(**{name: Concat(Value(f"{start}1+1 "), name)})


@pytest.mark.parametrize("row", list(lists()), ids=lambda row: row.name)
def test_what_a_page_offers_it_gives(row: Row, world: World) -> None:
    """Both kinds, marked at both ends, and one line in the record for each; no cell of it is run."""
    named_like_formulas()
    page = asked(world, row)
    if b"app-export" not in getattr(page, "content", b""):
        return
    assert set(re.findall(r"\bas=(\w+)", page.content.decode())) == {"csv", "xlsx"}
    before = AuditEvent.objects.count()
    text = asked(world, row, **{"as": "csv"})
    lines = list(csv.reader(io.StringIO(text.content.decode("utf-8-sig"))))
    book = asked(world, row, **{"as": "xlsx"})
    sheet = load_workbook(io.BytesIO(book.content), read_only=True).active
    held = [[cell for cell in line if cell.value is not None] for line in sheet.iter_rows()]
    assert {cell.data_type for line in held for cell in line} <= {"s", "n", "d"}
    assert [cell for line in lines for cell in line if cell.startswith(FORMULA_STARTS)] == []
    cells = [[str(cell.value) for cell in line] for line in held]
    assert [lines[0][0], lines[-1][0], cells[0][0], cells[-1][0]] == [settings.MARKING] * 4
    assert zipfile.is_zipfile(io.BytesIO(book.content))
    new = AuditEvent.objects.order_by("-pk")[: AuditEvent.objects.count() - before]
    told = [event for event in new if event.operation == "disclosure"]
    assert [event.data["as"] for event in told] == ["xlsx", "csv"]
    assert [event.data["count"] for event in told] == [len(cells) - 3, len(lines) - 3]


def test_an_unknown_kind_of_file_is_the_page(world: World) -> None:
    page = asked(world, BY_NAME["cases:case_list"], **{"as": "exe"})
    assert "text/html" in page["Content-Type"]
