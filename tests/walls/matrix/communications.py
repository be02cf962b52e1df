"""Accounts, and contact with young people: who keeps the register, and who is in it."""

from __future__ import annotations

from tests.walls.matrix.rows import Row

ACCOUNTS: tuple[Row, ...] = ()
CONTACTS: tuple[Row, ...] = ()
ROWS: tuple[Row, ...] = (*ACCOUNTS, *CONTACTS)
