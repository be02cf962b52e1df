"""Wake-ups. The truth is in the tables: a lost, doubled or late wake-up changes nothing but the moment."""

import time

from celery import shared_task

from safeguarding.conversations import services
from safeguarding.conversations.services import erasing, judging, looking, making, parts

#: After that a worker puts the batch it has in hand on record and leaves; the next wake-up goes on.
LONGEST = 15 * 60


@shared_task(soft_time_limit=LONGEST + 60, time_limit=LONGEST + 90)
def read_waiting_exports() -> int:
    """Read whatever message export waits to be read."""
    until = time.monotonic() + LONGEST
    done = services.read_waiting(seconds=LONGEST)
    parts.count_hours_waiting(seconds=max(0, until - time.monotonic()))
    return done


@shared_task(soft_time_limit=LONGEST + 60, time_limit=LONGEST + 90)
def judge_read_exports() -> int:
    """Ask the rules about what was read, and look through it for indicators."""
    done = judging.judge_waiting(seconds=LONGEST / 2)
    return done + looking.look_through_waiting(seconds=LONGEST / 2)


@shared_task(soft_time_limit=LONGEST + 60, time_limit=LONGEST + 90)
def make_waiting_bundles() -> int:
    """Make whatever version of a bundle waits to be made."""
    return making.make_waiting(seconds=LONGEST)


@shared_task(soft_time_limit=LONGEST + 60, time_limit=LONGEST + 90)
def erase_removed_messages() -> int:
    """Erase what is left of messages whose file was removed."""
    return erasing.erase_waiting(seconds=LONGEST)
