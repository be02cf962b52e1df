"""How an identifier is known again, however it was written."""

from __future__ import annotations

import pytest

from safeguarding.links.choices import NodeKind
from safeguarding.links.rules.nodes import (
    Node,
    email,
    handles_told,
    identifier,
    names_platform,
    phone,
    told_as,
    words_for,
)


@pytest.mark.parametrize("written", ["07700 900123", "+44 7700 900123", "0044 7700 900 123", "+44 (0)7700-900123"])
def test_a_number_is_one_however_it_is_written(written: str) -> None:
    assert phone(written) == Node(NodeKind.PHONE, text="+447700900123")


@pytest.mark.parametrize("written", ["Kai.Moor@Example.org", "<kai.moor@example.org>", "mailto:kai.moor@example.org"])
def test_an_address_is_one_however_it_is_written(written: str) -> None:
    assert email(written) == Node(NodeKind.EMAIL, text="kai.moor@example.org")


@pytest.mark.parametrize(
    ("rule", "key"),
    [("phone", "mum"), ("name", "tom ashby"), ("name", "jo"), ("email", "kai"), ("name", "")],
)
def test_what_somebody_is_only_called_identifies_nobody(rule: str, key: str) -> None:
    assert identifier(rule, 1, key) is None


def test_a_handle_belongs_to_its_platform_and_a_number_to_none() -> None:
    assert identifier("name", 3, "kai_x") == Node(NodeKind.HANDLE, 3, "kai_x")
    assert identifier("phone", 3, "+447700900123") == Node(NodeKind.PHONE, text="+447700900123")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("@kai.x, snap: kai_99", ["@kai.x", "snap", "kai_99"]),
        ("+44 7700 900 123; kai@example.org", ["+447700900123", "kai@example.org"]),
        ("instagram.com/kai.x", ["instagram.com/kai.x"]),
        ("", []),
        ("a b", []),
    ],
)
def test_several_handles_in_one_field_are_told_apart(typed: str, found: list[str]) -> None:
    assert handles_told(typed) == found


def test_each_is_taken_for_what_it_looks_like() -> None:
    assert told_as("07700 900123 kai@example.org @kai") == [
        (NodeKind.PHONE, "+447700900123"), (NodeKind.EMAIL, "kai@example.org"), (NodeKind.HANDLE, "@kai"),
    ]  # fmt: skip


def test_a_platform_is_named_as_a_word() -> None:
    assert names_platform("Insta, SNAPCHAT and so on", "Snapchat")
    assert names_platform("on X, I think", "X")
    assert not names_platform("xbox", "X")


def test_the_words_looked_for_hold_a_number_as_people_type_it() -> None:
    assert {"447700900123", "07700900123", "00447700900123"} <= words_for(Node(NodeKind.PHONE, text="+447700900123"))
    assert {"kai", "@kai"} <= words_for(Node(NodeKind.HANDLE, 1, "kai"))
