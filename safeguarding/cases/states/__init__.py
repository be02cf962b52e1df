"""What may follow what, as tables: the pages' buttons and the database's own guards are made from them."""

from safeguarding.cases.states.concerns import CONCERN_MOVES, FIRST_CONCERN_STATUS
from safeguarding.cases.states.referrals import FIRST_REFERRAL_STATUS, REFERRAL_MOVES
from safeguarding.cases.states.stages import EDGES, FIRST_STAGE, STEPS, Step, step, steps_from
from safeguarding.cases.states.statuses import Move, edges, move, moves_from
from safeguarding.cases.states.tasks import FIRST_TASK_STATUS, TASK_MOVES

__all__ = [
    "CONCERN_MOVES",
    "EDGES",
    "FIRST_CONCERN_STATUS",
    "FIRST_REFERRAL_STATUS",
    "FIRST_STAGE",
    "FIRST_TASK_STATUS",
    "REFERRAL_MOVES",
    "STEPS",
    "TASK_MOVES",
    "Move",
    "Step",
    "edges",
    "move",
    "moves_from",
    "step",
    "steps_from",
]
