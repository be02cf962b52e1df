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
