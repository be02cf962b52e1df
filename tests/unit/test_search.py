"""A reference is known however it is typed."""

from __future__ import annotations

import pytest

from safeguarding.cases.rules.search import as_reference, is_part_of_a_reference


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("SC-2026-000045", "SC-2026-000045"), (" c-2026-000123 ", "C-2026-000123"), ("sc 2026 45", "SC-2026-000045"),
        ("C-2026-7", "C-2026-000007"), ("SC2026000045", "SC-2026-000045"), ("C-2026", ""), ("SC-2026-0000451", ""),
        ("Carol 2026", ""), ("c-٢٠٢٦-000001", ""), ("", ""), ("SC-2026-000045 and more", ""),
    ],
)  # fmt: skip
def test_as_reference(typed: str, meant: str) -> None:
    assert as_reference(typed) == meant


@pytest.mark.parametrize("typed", ["C-2026", "sc 2026 4", "000045", "-2026-", "c2026"])
def test_part_of_a_reference(typed: str) -> None:
    assert is_part_of_a_reference(typed)


@pytest.mark.parametrize("typed", ["Carol", "1st Northshire Cadets", "c", "C Quill", "", "-"])
def test_other_words(typed: str) -> None:
    assert not is_part_of_a_reference(typed)
