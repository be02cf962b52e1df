"""What is said of a scheme, of the adults in it, and of what they lack."""

from __future__ import annotations

from dataclasses import dataclass

from safeguarding.assurance.choices import GOOD_ENOUGH, Control, Standing
from safeguarding.assurance.models import Clearance, Requirement
from safeguarding.assurance.rules import Verdict
from safeguarding.people.models import Person, Placement
from safeguarding.schemes.choices import SchemeStatus
from safeguarding.schemes.models import Scheme
from safeguarding.schemes.states import RUNNING


@dataclass(frozen=True)
class Cell:
    """How one person, or the scheme, stands to one requirement."""

    requirement: Requirement
    verdict: Verdict

    @property
    def standing(self) -> Standing:
        return self.verdict.standing

    @property
    def label(self) -> str:
        return str(self.standing.label)

    @property
    def blocks(self) -> bool:
        return self.requirement.is_blocking and self.standing not in GOOD_ENOUGH


@dataclass(frozen=True)
class Adult:
    """An adult with a part in a scheme on the day, and how they stand to each requirement."""

    placement: Placement
    cells: tuple[Cell, ...]
    clearance: Clearance | None

    @property
    def person(self) -> Person:
        return self.placement.person

    @property
    def blocking(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.blocks]

    @property
    def is_compliant(self) -> bool:
        """Everything that is needed is there."""
        return not self.blocking

    @property
    def why_not(self) -> str:
        """What keeps them from taking part, in few words."""
        return ", ".join(
            f"{cell.requirement.title[:1].lower() + cell.requirement.title[1:]} {cell.label.lower()}"
            if not cell.requirement.title[:2].isupper()
            else f"{cell.requirement.title} {cell.label.lower()}"
            for cell in self.blocking
        )

    @property
    def may_take_part(self) -> bool:
        """Shown as active: everything is there, or somebody authorised it for a time."""
        return self.is_compliant or self.clearance is not None


@dataclass(frozen=True)
class Gap:
    """One row of the comparison: what is expected officially, and what this scheme has."""

    control: Control
    expected: str
    has: str
    standing: Standing

    @property
    def label(self) -> str:
        return str(self.control.label)

    @property
    def standing_label(self) -> str:
        return str(self.standing.label)

    @property
    def is_gap(self) -> bool:
        return self.standing not in GOOD_ENOUGH


@dataclass(frozen=True)
class Readiness:
    """A scheme on a day: where it stood, who was in it, what it had and what it lacked."""

    scheme: Scheme
    status: SchemeStatus
    adults: tuple[Adult, ...]
    cells: tuple[Cell, ...]
    gaps: tuple[Gap, ...]

    @property
    def status_label(self) -> str:
        return str(self.status.label)

    @property
    def lacking(self) -> list[Gap]:
        return [gap for gap in self.gaps if gap.is_gap]

    @property
    def by_control(self) -> dict[str, Gap]:
        return {gap.control.value: gap for gap in self.gaps}

    @property
    def is_running(self) -> bool:
        return self.status in RUNNING

    @property
    def is_ready(self) -> bool:
        return not self.lacking
