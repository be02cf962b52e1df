"""Sessions, trips off site, and the adults they need."""

from __future__ import annotations

from tests.walls.matrix.rows import Row

ROWS: tuple[Row, ...] = ()
