"""What is said of a scheme, of the adults in it, and of what they lack."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from safeguarding.assurance.choices import GOOD_ENOUGH, Control, Standing
from safeguarding.assurance.models import Clearance, Requirement
from safeguarding.assurance.rules import Verdict, worst
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


#: What is there, and will be for some time.
SETTLED = frozenset({Standing.MET, Standing.NOT_NEEDED})


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
    def open_cells(self) -> list[Cell]:
        """What is missing, has run out or soon will."""
        return [cell for cell in self.cells if cell.standing not in SETTLED]

    @property
    def in_place(self) -> int:
        """Of how many things nothing need be said."""
        return len(self.cells) - len(self.open_cells)

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


class OfControl(NamedTuple):
    """How somebody stands to what is asked of them under one control: the worst that they lack, or what runs out."""

    lacks: Standing | None
    is_due_soon: bool
    lacks_more: bool
    """Something is not there that keeps nobody from taking part."""


@dataclass(frozen=True)
class Stands:
    """What counts of one adult in the comparison; the same for all who have the same part and stand alike."""

    role: str
    by_control: dict[str, OfControl]

    @property
    def is_compliant(self) -> bool:
        return not any(one.lacks for one in self.by_control.values())


def stands(role: str, stood: Iterable[tuple[Requirement, Standing]]) -> Stands:
    """Somebody with this part who stands so to each requirement that is asked of it."""
    of: dict[str, list[tuple[Requirement, Standing]]] = {}
    for requirement, standing in stood:
        of.setdefault(requirement.control, []).append((requirement, standing))
    return Stands(role, {control: _of_control(found) for control, found in of.items()})


def _of_control(stood: list[tuple[Requirement, Standing]]) -> OfControl:
    blocking = [standing for requirement, standing in stood if requirement.is_blocking]
    lacks = [standing for standing in blocking if standing not in GOOD_ENOUGH]
    lacks_more = any(standing not in GOOD_ENOUGH for requirement, standing in stood if not requirement.is_blocking)
    return OfControl(worst(lacks) if lacks else None, Standing.DUE_SOON in blocking, lacks_more)


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
class Comparison:
    """A scheme on a day: where it stood, what was expected of it, and what it had and lacked."""

    scheme: Scheme
    status: SchemeStatus
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


@dataclass(frozen=True)
class Readiness(Comparison):
    """The same with everybody who was in it and every requirement, each with its reason."""

    adults: tuple[Adult, ...]
    cells: tuple[Cell, ...]
