"""What is written to make the look at a file's first bytes slow."""

from __future__ import annotations

import pytest

from safeguarding.files.rules.kinds import TEXT, kind_of

COMMENTS = b"<!-- a -->\n" * 5_000


@pytest.mark.parametrize("begins", [COMMENTS, b"<!---->" * 9_000, b"<!--" * 16_000, b" " * 64_000, b"<?xml" * 13_000])
def test_many_comments_are_looked_through_once(begins):
    """Each way to end a comment was tried with each other: forty of them would not have ended in a lifetime."""
    assert kind_of(begins + b"x", "notes.txt") is not None


@pytest.mark.parametrize("runs", [b"<script>", b"<!DOCTYPE html>", b"<svg ", b"<?php"])
def test_what_runs_behind_comments_is_still_not_taken(runs):
    assert kind_of(COMMENTS + runs, "notes.txt") is None
    assert kind_of(b"<?xml version='1.0'?>" + b"<!-- a --><!-- b -->" + runs, "notes.xml") is None


def test_a_comment_ends_where_it_first_can():
    assert kind_of(b"<!-- a --> in between --> <script>", "notes.txt") is TEXT


def test_a_chat_with_a_control_character_in_it_is_text_and_what_is_full_of_them_or_holds_a_nul_is_not():
    chat = "13/03/2025, 21:00 - Ann: Hello\x07 there, see you on Thursday\x7f\n" * 40
    assert kind_of(chat.encode(), "_chat.txt") is TEXT
    assert kind_of(b"\xff\xfe" + chat.encode("utf-16-le"), "_chat.txt") is TEXT
    assert kind_of(b"Hello\0 there", "_chat.txt") is None
    assert kind_of(b"\x08\x11" + chat.encode().replace(b" ", b"\x02"), "_chat.txt") is None
    assert kind_of(b"\x01<script>alert(1)</script>", "_chat.txt") is None
