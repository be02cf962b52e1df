"""Messages of any length: a page of them stays small, all of each can be read, and no word of them is out of reach."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from safeguarding.cases.models import Case
from safeguarding.conversations.models import Conversation, Finding, Message, MessageExport
from safeguarding.conversations.rules import long_texts
from safeguarding.conversations.services import looking
from tests.cast import Cast, fresh
from tests.factories.casework import opened, signed_in
from tests.factories.exports import instagram, read

pytestmark = pytest.mark.django_db
DAY = dt.datetime(2019, 5, 1, 10, tzinfo=dt.UTC)
#: The words that are looked for begin so far on: behind all that one search of words reaches.
FAR = 249_990
LONG = ("ab cd " * 50_000)[:FAR] + " zebra crossing, delete our messages " + "ef gh " * 5_000


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, settings: Settings) -> None:
    settings.FILES_DIR = str(tmp_path / "files")
    settings.CLAMD_ADDRESS = ""


@pytest.fixture
def case(cast: Cast) -> Case:
    return opened(cast)


@pytest.fixture
def export(cast: Cast, case: Case) -> MessageExport:
    said = [("carl.m", LONG, DAY), ("ann_a", "k", DAY + dt.timedelta(minutes=1))]
    return read(case, fresh(cast.lena), instagram(said), "message_1.json")


@pytest.fixture
def lena(cast: Cast, case: Case) -> Client:
    client = signed_in(cast.lena)
    client.post(f"/cases/{case.reference}/messages/purpose/", {"purpose": "case_work"})
    return client


@pytest.fixture
def address(export: MessageExport) -> str:
    return f"{export.get_absolute_url()}{Conversation.objects.get(export=export).pk}/"


def test_a_page_holds_the_beginning_of_a_long_message_and_leads_to_all_of_it(
    lena: Client, address: str, export: MessageExport
) -> None:
    page = lena.get(address).content.decode()
    assert len(page) < 60_000
    assert "zebra" not in page
    position = Message.objects.get(export=export, text=LONG).position
    assert f"?message={position}" in page
    part = long_texts.part_of(FAR)
    last = lena.get(f"{address}?message={position}&part={part}").content.decode()
    assert "zebra crossing" in last
    assert len(last) < 60_000 + 2 * long_texts.PART
    texts = [
        "".join(words for words, _ in lena.get(f"{address}?message={position}&part={at}").context["whole"].marked)
        for at in range(1, long_texts.parts_in(len(LONG)) + 1)
    ]
    assert "".join(texts) == LONG
    assert lena.get(f"{address}?message=77").status_code == 404


def test_a_word_far_on_in_a_message_is_found_and_marked_where_it_stands(
    lena: Client, address: str, export: MessageExport
) -> None:
    position = Message.objects.get(export=export, text=LONG).position
    for words, is_there in (("zebras", True), ('"zebra crossing"', True), ("giraffe", False)):
        found = lena.get(lena.post(address, {"words": words})["Location"])
        assert (
            [line["message"].position for line in found.context["lines"] if line["is_hit"]] == [position]
        ) is is_there
        assert "far apart" in found.content.decode()
    asked = lena.post(address, {"words": "zebra"})["Location"]
    shown = lena.get(asked).content.decode()
    way = re.search(r'href="([^"]*#found)">What you look for stands further down in this message', shown)
    assert way
    assert f"Read it in {long_texts.parts_in(len(LONG))} parts" in shown
    there = lena.get(f"{address}{way[1].replace('&amp;', '&').removesuffix('#found')}")
    assert there.context["whole"].where == [long_texts.part_of(FAR)]
    assert there.context["whole"].number == long_texts.part_of(FAR)
    assert '<mark id="found">zebra</mark>' in there.content.decode()
    first = lena.get(f"{asked}&message={position}&part=1")
    assert first.context["whole"].number == 1


def test_what_the_lexicon_finds_far_on_is_shown_with_what_stands_around_it(
    lena: Client, export: MessageExport, case: Case
) -> None:
    looking.look_through(export=export)
    one = Finding.objects.get(export=export, indicator="asks_child_to_delete")
    for page in ("", f"{one.pk}/"):
        shown = lena.get(f"/cases/{case.reference}/messages/findings/{page}").content.decode()
        assert "<mark>delete our messages</mark>" in shown
        assert "zebra crossing" in shown
        assert len(shown) < 60_000


def test_the_tab_of_a_conversation_says_nothing_that_somebody_wrote(lena: Client, address: str, case: Case) -> None:
    page = lena.get(address).content.decode()
    title = re.search(r"<title>(.*?)</title>", page, re.DOTALL)
    assert title
    assert "ann_a" not in title[1]
    assert "ann_a" in page
    assert case.reference in title[1]


def test_a_list_of_the_api_holds_the_beginning_and_the_answer_about_one_message_all(
    lena: Client, export: MessageExport, case: Case
) -> None:
    conversation = Conversation.objects.get(export=export)
    under = f"/api/v1/cases/{case.reference}/message-exports/{export.pk}/conversations/{conversation.pk}/messages/"
    (first, second) = lena.get(f"{under}?purpose=case_work").json()["results"]
    assert (first["text"], first["letters"]) == (LONG[: long_texts.IN_A_LIST], len(LONG))
    assert (second["text"], second["letters"]) == ("k", 1)
    assert lena.get(f"{under}{first['id']}/?purpose=case_work").json()["text"] == LONG
    hits = lena.post(f"{under}search/?purpose=case_work", {"words": "zebra"}, content_type="application/json").json()
    assert [one["id"] for one in hits["results"]] == [first["id"]]
