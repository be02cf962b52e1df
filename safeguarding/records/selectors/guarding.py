"""Whether a text that is to stay names somebody of the case that goes."""

from __future__ import annotations

from safeguarding.cases.models import Case
from safeguarding.guard.rules import finds, needles
from safeguarding.guard.selectors import parties_of


def names_somebody(case: Case, text: str) -> bool:
    """Whether the guard finds anybody of the case in the text. The reference of the case may stand there."""
    known = needles(parties_of([case]))
    return any(one.blocks for one in finds([("reason", text.replace(case.reference, ""))], known))
