"""Policies by version, and the campaigns that ask people to acknowledge them."""

from __future__ import annotations

from tests.walls.matrix.rows import Row

ROWS: tuple[Row, ...] = ()
