"""The database's own guard of a state: PostgreSQL refuses what the table of states does not have, whoever writes."""

from __future__ import annotations

import pgtrigger

from safeguarding.cases import states
from safeguarding.cases.states.statuses import Table


def status_guards(moves: Table, *, first: str) -> list[pgtrigger.Trigger]:
    """A status that changes only along the table's edges, and begins with the first."""
    return [
        pgtrigger.FSM(name="status_follows_the_table", field="status", transitions=states.edges(moves)),
        pgtrigger.Protect(
            name="starts_at_the_first_status",
            operation=pgtrigger.Insert,
            condition=pgtrigger.Q(new__status__df=first),
        ),
    ]
