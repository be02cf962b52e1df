"""What may follow what, as tables: the pages' buttons are made from them, and for stages the database's own guard."""

from safeguarding.cases.states.referrals import REFERRAL_MOVES
from safeguarding.cases.states.stages import EDGES, FIRST_STAGE, STEPS, Step, step, steps_from
from safeguarding.cases.states.statuses import Move, move, moves_from
from safeguarding.cases.states.tasks import TASK_MOVES

__all__ = [
    "EDGES",
    "FIRST_STAGE",
    "REFERRAL_MOVES",
    "STEPS",
    "TASK_MOVES",
    "Move",
    "Step",
    "move",
    "moves_from",
    "step",
    "steps_from",
]
