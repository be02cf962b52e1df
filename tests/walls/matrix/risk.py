"""Risk assessments and the risk register."""

from __future__ import annotations

from tests.walls.matrix.rows import Row

ROWS: tuple[Row, ...] = ()
