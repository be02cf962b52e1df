"""The stages of a case as a table. The page's buttons and the database's own guard are made from it."""

from __future__ import annotations

from dataclasses import dataclass

from safeguarding.cases.choices import Stage
from safeguarding.cases.states.statuses import edges
from safeguarding.core.errors import Conflict


@dataclass(frozen=True)
class Step:
    """A verb that moves a case, from which stages, to which, who may, and whether a reason is asked for."""

    verb: str
    label: str
    sources: tuple[str, ...]
    target: str
    supervisor_only: bool = False
    needs_reason: bool = False


STEPS: dict[str, Step] = {
    step.verb: step
    for step in (
        Step("assess", "Start assessing", (Stage.OPEN,), Stage.ASSESSING),
        Step("activate", "Make active", (Stage.ASSESSING,), Stage.ACTIVE),
        Step("await_outcome", "Await outcome", (Stage.ACTIVE,), Stage.AWAITING_OUTCOME),
        Step("resume", "Resume work", (Stage.AWAITING_OUTCOME,), Stage.ACTIVE, needs_reason=True),
        Step(
            "close",
            "Close the case",
            (Stage.ASSESSING, Stage.ACTIVE, Stage.AWAITING_OUTCOME),
            Stage.CLOSED,
            needs_reason=True,
        ),
        Step("reopen", "Reopen the case", (Stage.CLOSED,), Stage.ACTIVE, supervisor_only=True, needs_reason=True),
    )
}

FIRST_STAGE = Stage.OPEN
EDGES: tuple[tuple[str, str], ...] = tuple(edges(STEPS))


def steps_from(stage: str) -> list[Step]:
    """The verbs that the stage has."""
    return [step for step in STEPS.values() if stage in step.sources]


def step(verb: str, *, stage: str) -> Step:
    """The step a verb takes from a stage; raises Conflict when the table has no such edge."""
    found = STEPS.get(verb)
    if found is None or stage not in found.sources:
        raise Conflict(f"A case that is {Stage(stage).label.lower()} cannot do this.")
    return found
