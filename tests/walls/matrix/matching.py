"""One person once: likely duplicates, and merging them."""

from __future__ import annotations

from tests.walls.matrix.rows import Row

ROWS: tuple[Row, ...] = ()
