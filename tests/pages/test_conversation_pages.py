"""A conversation as it reads: found page by page, looked through, nothing of it executed, and asked why first."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from safeguarding.audit.models import Consultation
from safeguarding.cases.models import Case
from safeguarding.conversations.models import Conversation, MessageExport
from tests.cast import Cast, fresh
from tests.factories.casework import opened, signed_in
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
def lena(cast: Cast, case: Case) -> Client:
    """She said why she looks."""
    client = signed_in(cast.lena)
    client.post(f"/cases/{case.reference}/messages/purpose/", {"purpose": "case_work"})
    return client


def address(export: MessageExport) -> str:
    return f"{export.get_absolute_url()}{Conversation.objects.get(export=export).pk}/"


def test_the_purpose_is_asked_first_and_each_look_is_written_down(cast: Cast, case: Case) -> None:
    export = read(case, fresh(cast.lena), whatsapp(3))
    client = signed_in(cast.lena)
    asked = client.get(address(export))
    assert (asked.status_code, asked["Location"]) == (302, f"/cases/{case.reference}/messages/purpose/")
    back = client.post(asked["Location"], {"purpose": "case_work"})
    assert back["Location"] == address(export)
    before = Consultation.objects.count()
    assert b"message 2" in client.get(address(export)).content
    assert Consultation.objects.count() == before + 1


def test_scripts_in_messages_are_text(cast: Cast, case: Case, lena: Client) -> None:
    text = "<script>alert(1)</script>"
    export = read(case, fresh(cast.lena), instagram([("carl.m", text, DAY), ("ann_a", "ok", DAY)]), "message_1.json")
    page = lena.get(address(export)).content.decode()
    assert text not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_control_character_is_seen_by_its_number(cast: Cast, case: Case, lena: Client) -> None:
    export = read(case, fresh(cast.lena), b"14/03/2019, 16:05 - Carl: ring\x07 me\n14/03/2019, 16:06 - Ann: no\n")
    page = lena.get(address(export)).content.decode()
    assert page.count("ring[U+0007] me") == 2, "in the message and in what stands in the file"
    assert "\x07" not in page


def test_pages_go_on_and_back_without_losing_one(cast: Cast, case: Case, lena: Client) -> None:
    export = read(case, fresh(cast.lena), whatsapp(250))
    first = lena.get(address(export))
    assert [line["message"].position for line in first.context["lines"]] == list(range(1, 101))
    second = lena.get(f"{address(export)}?after={first.context['page'].later}")
    assert [line["message"].position for line in second.context["lines"]] == list(range(101, 201))
    again = lena.get(f"{address(export)}?before={second.context['page'].earlier}")
    assert [line["message"].position for line in again.context["lines"]] == list(range(1, 101))
    last = lena.get(f"{address(export)}?end=1")
    assert [line["message"].position for line in last.context["lines"]] == list(range(151, 251))
    assert last.context["page"].later is None
    at = lena.get(f"{address(export)}?at=120")
    assert [line["message"].position for line in at.context["lines"]][:6] == [115, 116, 117, 118, 119, 120]


def test_what_is_looked_for_stays_out_of_the_address_and_is_found_on_other_pages(
    cast: Cast, case: Case, lena: Client
) -> None:
    export = read(case, fresh(cast.lena), whatsapp(250))
    sent = lena.post(address(export), {"words": "message 240"})
    assert "message" not in sent["Location"].partition("?")[2]
    page = lena.get(sent["Location"]).context["page"]
    assert page.hits == set()
    assert page.jumps["next"] == page.jumps["first"] == 241
    exact = lena.post(address(export), {"words": "ssage 24", "is_exact": "on"})
    assert lena.get(exact["Location"]).context["page"].jumps["last"] == 250


def test_letters_are_found_where_no_word_is_as_it_was_asked_for(cast: Cast, case: Case, lena: Client) -> None:
    """Of tags, names with a dot, apostrophes and parts of words the search for words knows nothing."""
    said = ["<script>alert('x')</script>", "add me vell.snaps", "I don’t know", "done your homework?", "ok"]
    export = read(
        case, fresh(cast.lena), instagram([("carl.m", text, DAY + dt.timedelta(minutes=at))
                                           for at, text in enumerate(said)]), "message_1.json",
    )  # fmt: skip
    for words, position in (
        ("script", 1), ("alert", 1), ("<script>", 1), ("vell", 2), ("don't", 3), ("homewor", 4), ("omewor your", 4),
    ):  # fmt: skip
        found = lena.get(lena.post(address(export), {"words": words})["Location"])
        [hit] = [line for line in found.context["lines"] if line["is_hit"]]
        assert hit["message"].shown_text == said[position - 1], words
        assert any(is_marked for _, is_marked in hit["parts"]), words
        assert "The search for words finds nothing" in found.content.decode(), words
    for words in ("giraffe", "omewor -done"):
        nothing = lena.get(lena.post(address(export), {"words": words})["Location"]).content.decode()
        assert "neither as words nor as letters" in nothing, words
    words_alone = lena.get(lena.post(address(export), {"words": "knowing"})["Location"])
    assert [line["is_hit"] for line in words_alone.context["lines"]] == [False, False, True, False, False]
    assert not words_alone.context["page"].is_by_letters


def test_the_number_of_queries_is_the_same_for_three_messages_and_for_many(
    cast: Cast, case: Case, lena: Client
) -> None:
    small, large = read(case, fresh(cast.lena), whatsapp(3)), read(case, fresh(cast.lena), whatsapp(400))
    counts = []
    for export in (small, large):
        lena.get(address(export))
        with CaptureQueriesContext(
            connection,
        ) as ran:
            lena.get(address(export))
        counts.append(len(ran))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("name", ["mona", "brian", "wes", "pat"])
def test_to_who_does_not_read_the_content_there_are_no_messages(cast: Cast, case: Case, name: str) -> None:
    export = read(case, fresh(cast.lena), whatsapp(3))
    client = signed_in(cast.users[name])
    for page in (address(export), export.get_absolute_url(), f"/cases/{case.reference}/messages/"):
        assert client.get(page).status_code == 404


def test_an_export_of_another_case_is_not_found_under_this_one(cast: Cast, case: Case, lena: Client) -> None:
    other = read(opened(cast), fresh(cast.lena), whatsapp(3))
    assert lena.get(f"/cases/{case.reference}/messages/{other.pk}/").status_code == 404
