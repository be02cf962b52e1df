"""The statuses of a task as a table: an open one is done or cancelled, and that is its end."""

from safeguarding.cases.choices import TaskStatus
from safeguarding.cases.states.statuses import Move, table

TASK_MOVES = table(
    (
        Move("done", "Mark as done", (TaskStatus.OPEN,), TaskStatus.DONE),
        Move("cancel", "Cancel the task", (TaskStatus.OPEN,), TaskStatus.CANCELLED),
    )
)
FIRST_TASK_STATUS = TaskStatus.OPEN
