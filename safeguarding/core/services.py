"""References: given in order, each once."""

from django.db import connection

from safeguarding.core import clock

TAKE_NEXT = """
    INSERT INTO core_referencecounter (prefix, year, last) VALUES (%s, %s, 1)
    ON CONFLICT (prefix, year) DO UPDATE SET last = core_referencecounter.last + 1
    RETURNING last
"""


def next_reference(prefix: str) -> str:
    """The next reference, such as C-2026-000123. Takes a row lock until the transaction ends: call it last."""
    year = clock.today().year
    with connection.cursor() as cursor:
        cursor.execute(TAKE_NEXT, [prefix, year])
        (number,) = cursor.fetchone()
    return f"{prefix}-{year}-{number:06d}"
