"""What every test stands on."""

from __future__ import annotations

import pytest

from tests import cast as cast_module


@pytest.fixture
def cast(db: None) -> cast_module.Cast:
    """The named cast of `tests/cast.py`, made afresh."""
    return cast_module.build()
