"""Getting data in from spreadsheets."""

from __future__ import annotations

from tests.walls.matrix.rows import Row

ROWS: tuple[Row, ...] = ()
