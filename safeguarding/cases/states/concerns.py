"""The statuses of a concern as a table: new, waiting for its reporter's answer, decided, and that is its end."""

from safeguarding.cases.choices import ConcernStatus
from safeguarding.cases.states.statuses import Move, table

CONCERN_MOVES = table(
    (
        Move("ask", "Ask the reporter", (ConcernStatus.NEW, ConcernStatus.WAITING), ConcernStatus.WAITING),
        Move("answer", "Answer the team", (ConcernStatus.WAITING,), ConcernStatus.NEW),
        Move("decide", "Decide the concern", (ConcernStatus.NEW, ConcernStatus.WAITING), ConcernStatus.DECIDED),
    )
)
FIRST_CONCERN_STATUS = ConcernStatus.NEW
