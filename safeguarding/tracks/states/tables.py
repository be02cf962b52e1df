"""What the table of a kind of track is made of, and how it is read."""

from __future__ import annotations

from dataclasses import dataclass

from safeguarding.core.errors import Conflict, Invalid
from safeguarding.tracks.choices import CLOSED


@dataclass(frozen=True)
class Move:
    """A verb that takes a track from some stages to another; one without a target is done while the stage stays."""

    verb: str
    label: str
    sources: tuple[str, ...]
    target: str = ""
    needs_reason: bool = False
    #: Fixes how the track ends, before the track itself is closed.
    fixes_end: bool = False
    #: Says which of the four tests of the harm threshold are met.
    asks_tests: bool = False

    def leads_to(self, stage: str) -> str:
        return self.target or stage


@dataclass(frozen=True)
class End:
    """How a track may end, and the stages from which it can be closed so; none named means from wherever it closes."""

    code: str
    label: str
    sources: tuple[str, ...] = ()
    #: Where the law of the nation knows it; none named means in each.
    nations: tuple[str, ...] = ()


@dataclass(frozen=True)
class KindTable:
    """The stages of one kind of track in their order, what leads from each to the next, and how it may end."""

    kind: str
    source: str
    stages: tuple[tuple[str, str], ...]
    moves: tuple[Move, ...]
    closes_from: tuple[str, ...]
    ends: tuple[End, ...]

    @property
    def first(self) -> str:
        return self.stages[0][0]

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(key for key, _ in self.stages)

    def label(self, stage: str) -> str:
        return dict(self.stages)[stage]

    def moves_from(self, stage: str) -> list[Move]:
        """What may be done next, in the order in which it is offered."""
        return [move for move in self.moves if stage in move.sources]

    def ends_from(self, stage: str) -> list[End]:
        """How the track may be closed from here."""
        if stage not in self.closes_from:
            return []
        return [end for end in self.ends if not end.sources or stage in end.sources]

    def ends_of_nation(self, nation: str) -> tuple[End, ...]:
        """The ends that there are in this nation: the LADO's findings are not the same in Wales as in England."""
        return tuple(end for end in self.ends if not end.nations or nation in end.nations)

    def edges(self) -> list[tuple[str, str]]:
        """From where to where the table leads, each edge once: the database's guard is made from it."""
        found = {(source, move.target) for move in self.moves for source in move.sources if move.target}
        found |= {(source, CLOSED) for source in self.closes_from}
        return sorted(edge for edge in found if edge[0] != edge[1])

    def asks_tests(self, verb: str) -> bool:
        """Whether this verb finds the harm threshold met, and by which tests."""
        return any(move.verb == verb and move.asks_tests for move in self.moves)

    def move(self, verb: str, *, stage: str) -> Move:
        """The move a verb makes from a stage; raises Conflict where the table has none."""
        for move in self.moves:
            if move.verb == verb and stage in move.sources:
                return move
        raise Conflict(f"This track stands at “{self.label(stage)}”, which does not allow it. ({self.source})")

    def end(self, code: str, *, stage: str) -> End:
        """The end with this code; raises Conflict where the track cannot be closed so from this stage."""
        named = next((end for end in self.ends if end.code == code), None)
        if named is None:
            raise Invalid({"end": ["Choose how the track ended."]})
        if named in self.ends_from(stage):
            return named
        raise Conflict(
            f"This track stands at “{self.label(stage)}”: it cannot end as “{named.label}” from there. ({self.source})"
        )
