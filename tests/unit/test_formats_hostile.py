"""What is written to make a reader slow. Were a search to go over the same spaces again and again, these would not end:
half a million of them would take hours."""

from __future__ import annotations

from safeguarding.conversations.rules.formats import READERS, whatsapp_words
from safeguarding.conversations.rules.pieces import How
from tests.exports.made import pieces, source, unread

SPACES = " " * 500_000


def found(which: str, name: str, data: str) -> list:
    return list(READERS[which].read(source(name, data.encode()), How("day_first")))


def test_a_tag_of_spaces_is_passed_over():
    assert len(unread(found("sms_backup", "sms.xml", f"<smses>\n<sms{SPACES}x>\n</smses>"))) == 1


def test_a_date_of_spaces_is_no_time():
    read = found("generic", "a.csv", f"sent,sender,text\n01/01/2020{SPACES[:100_000]}x,Ann,Hello\n")
    assert pieces(read) == []
    assert len(unread(read)) == 1


def test_a_message_of_spaces_is_a_message():
    (one,) = pieces(found("whatsapp", "_chat.txt", f"13/03/2025, 21:00 - Ann: a{SPACES}b\n"))
    assert one.text == f"a{SPACES}b"


def test_what_is_said_of_an_edit_is_still_taken_off():
    kind, text, _, is_edited, _ = whatsapp_words.kind_of(
        "Hello  <This message was edited>", is_line_of_the_program=False
    )
    assert (kind, text, is_edited) == ("text", "Hello", True)


def test_a_control_character_is_part_of_the_message_and_cuts_nothing_off():
    text = "a\x07b\x0bc\x1cd\x85e"
    (chat,) = pieces(found("whatsapp", "_chat.txt", f"13/03/2025, 21:00 - Ann: {text}\n"))
    (row,) = pieces(found("generic", "a.csv", f"sent,sender,text,title\n2025-03-13 21:00,Ann,{text},Trip\n"))
    assert (chat.text, row.text, row.thread_title) == (text, text, "Trip")
