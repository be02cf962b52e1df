"""Every route of the application with who gets in: a route without a row fails the walls. Data, split by noun."""

from tests.walls.matrix import (
    activities,
    administration,
    assurance,
    case_api,
    case_pages,
    communications,
    concerns,
    contacts,
    conversations,
    evidence,
    exchange,
    guidance,
    matching,
    one_s_own,
    people,
    registers,
    risk,
    sign_in,
    work_api,
    work_pages,
)
from tests.walls.matrix.rows import Row

ROWS: tuple[Row, ...] = (
    *case_pages.ROWS,
    *work_pages.ROWS,
    *case_api.ROWS,
    *work_api.ROWS,
    *concerns.ROWS,
    *registers.ROWS,
    *people.ROWS,
    *assurance.ROWS,
    *matching.ROWS,
    *guidance.ROWS,
    *risk.ROWS,
    *activities.ROWS,
    *communications.ROWS,
    *evidence.ROWS,
    *conversations.ROWS,
    *contacts.ROWS,
    *exchange.ROWS,
    *one_s_own.ROWS,
    *administration.ROWS,
    *sign_in.ROWS,
)
BY_NAME = {row.name: row for row in ROWS}
