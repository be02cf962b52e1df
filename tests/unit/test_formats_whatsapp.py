# ruff: noqa: E501, DTZ001, RUF100
"""WhatsApp's exported chats: what went in comes out, in every language and form."""

from __future__ import annotations

import datetime as dt

import pytest

from safeguarding.conversations.rules.formats import READERS
from tests.exports.made import (
    BEGIN,
    DayOrder,
    K,
    Made,
    conversation,
    expected,
    pieces,
    read,
    source,
    told,
    unread,
    zipped,
)
from tests.exports.whatsapp import LRM, WORDS, android, ios

MINUTE = dt.timedelta(minutes=1)


def everything(language: str, one: str, other: str) -> list[Made]:
    words = WORDS[language]
    end = BEGIN + dt.timedelta(days=500)
    talk = [m for m in conversation(one, other) if m.text != "null"]
    return [
        Made("", words.encrypted, K.SYSTEM), *talk,
        Made(one, "changed", edited=True, at=end), Made(other, words.deleted, K.DELETED, at=end + MINUTE),
        Made(one, words.omitted, K.MEDIA, at=end + 2 * MINUTE),
        Made(other, "the caption", K.MEDIA, media="IMG-20250313-WA0001.jpg", at=end + 3 * MINUTE),
        Made(one, words.call, K.CALL, at=end + 4 * MINUTE),
    ]  # fmt: skip


def exact(messages: list[Made]) -> list[tuple]:
    # The program's own files lose spaces at the end of a message and marks of direction: so do ours.
    return [(s, t.strip().replace("\u202e", "").replace("\u202c", ""), *rest) for s, t, *rest in expected(messages)]


@pytest.mark.parametrize("language", WORDS)
def test_android_in_every_language(language):
    made = everything(language, "Bo 🌻", "Ann Lee")
    found = read("WhatsApp Chat with Bo 🌻.txt", android(made, language), expects="whatsapp")

    assert unread(found) == []
    assert told(pieces(found)) == [(s, t, k, at.replace(second=0), *r) for s, t, k, at, *r in exact(made)]
    assert {p.thread_title for p in pieces(found)} == {"Bo 🌻"}


@pytest.mark.parametrize("language", WORDS)
def test_ios_in_every_language(language):
    made = everything(language, "Bo 🌻", "Ann Lee")
    data = zipped({"_chat.txt": ios(made, language, "Bo 🌻"), "IMG-20250313-WA0001.jpg": b"\xff\xd8"})
    found = read("WhatsApp Chat - Bo.zip", data, expects="whatsapp")

    assert unread(found) == []
    assert told(pieces(found)) == exact(made)
    assert {p.thread for p in pieces(found)} == {"Bo 🌻"}


def test_a_group_keeps_its_own_lines_apart_from_what_people_say():
    made = [
        Made("", "Messages and calls are end-to-end encrypted.", K.SYSTEM),
        Made("", "Ann created group “Cadets: summer”", K.SYSTEM),
        Made("", "Ann added Bo", K.SYSTEM),
        Made("+44 7700 900123", "hi"),
        Made("", 'Bo changed the subject from "A: b" to "C"', K.SYSTEM),
        Made("Ann", 'I changed the subject: look at "C"'),
    ]
    for data, name in (
        (android(made, "en-GB"), "WhatsApp Chat with Cadets.txt"),
        (ios(made, "en-GB", "Cadets"), "_chat.txt"),
    ):
        assert told(pieces(read(name, data, expects="whatsapp"))) == exact(made)


def test_names_with_a_tilde_a_colon_and_marks():
    text = "13/03/2025, 21:15 - ~\u202fAnn: one\n13/03/2025, 21:16 - Mr: Bo: two\n13/03/2025, 21:17 - \u202a+44 7700 900123\u202c: three\n"
    found = pieces(read("WhatsApp Chat with Mr: Bo.txt", text.encode(), expects="whatsapp"))
    assert [(p.sender, p.text) for p in found] == [("Ann", "one"), ("Mr: Bo", "two"), ("+44 7700 900123", "three")]


def test_how_long_a_call_was():
    text = f"[13/03/2025, 21:15:03] Ann: {LRM}Voice call. {LRM}1 hr 12 min\n{LRM}[13/03/2025, 21:16:03] Ann: {LRM}Video call, {LRM}45 sec\n{LRM}[13/03/2025, 21:17:00] Ann: {LRM}Missed voice call. {LRM}Tap to call back\n"
    found = pieces(read("_chat.txt", text.encode(), expects="whatsapp"))
    assert [(p.kind, p.seconds) for p in found] == [(K.CALL, 4320), (K.CALL, 45), (K.CALL, None)]


def test_a_file_whose_dates_can_be_read_both_ways_is_asked_about():
    from safeguarding.conversations.rules.formats import READERS
    from tests.exports.made import source

    both = source("chat.txt", b"01/02/2025, 21:15 - Ann: one\n03/04/2025, 21:15 - Ann: two\n")
    torn = source("chat.txt", b"13/02/2025, 21:15 - Ann: one\n03/14/2025, 21:15 - Ann: two\n")
    for asked in (both, torn):
        days = READERS["whatsapp"].days(asked)
        assert days.order == ""
        assert set(days.could_be) == {DayOrder.DAY_FIRST, DayOrder.MONTH_FIRST}
        assert 0 < len(days.because) <= 300


def test_a_line_that_is_no_date_in_the_decided_order_is_listed():
    data = b"13/02/2025, 21:15 - Ann: one\n02/14/2025, 21:15 - Ann: two\n"
    found = read("chat.txt", data, expects="whatsapp", order="day_first")
    assert [p.text for p in pieces(found)] == ["one"]
    assert [(u.place, u.raw) for u in unread(found)] == [("chat.txt, line 2", "02/14/2025, 21:15 - Ann: two")]


def test_what_stands_before_the_first_message_is_listed_and_not_lost():
    found = read("chat.txt", b"some heading\n\n13/02/2025, 21:15 - Ann: one\n", expects="whatsapp")
    assert [u.raw for u in unread(found)] == ["some heading"]
    assert len(pieces(found)) == 1


def test_the_order_is_told_from_every_day_however_many_messages_begin_alike():
    lines = ["1/1/25, 10:00 - Ann: a", "1/1/25, 10:01 - Ann: b", "1/1/2512, 10:02 - Ann: c", "1/1/25 and so on"]
    undecided = read_days("\n".join(lines))
    assert undecided.could_be
    assert read_days("\n".join([*lines, "1/13/25, 10:03 - Ann: d"])).order == "month_first"
    both = read_days("\n".join(["13/1/25, 9:00 - Ann: a", *lines, "1/13/25, 10:03 - Ann: d"]))
    assert (both.order, bool(both.could_be)) == ("", True)


def read_days(text: str):
    return READERS["whatsapp"].days(source("chat.txt", text.encode()))
