"""A find before it is put into words, and one that was made of a needle."""

from __future__ import annotations

from typing import NamedTuple

from safeguarding.guard.choices import Identifier, Weight
from safeguarding.guard.rules.needles import Needle


class Raw(NamedTuple):
    """A find before its words are made."""

    start: int
    end: int
    kind: str
    weight: str
    labels: tuple[str, ...]
    why: str
    #: What in small letters is asked about once for all places.
    once: str = ""


WHY = {
    Identifier.NAME: "It is a name", Identifier.NICKNAME: "It is a form of a first name",
    Identifier.HANDLE: "It is the handle of an online account",
    Identifier.EMAIL: "It is an email address, or part of one",
    Identifier.COLLAR: "It is a collar number", Identifier.ADDRESS: "It is a place on record",
    Identifier.SCHOOL: "It is a school", Identifier.SCHEME: "It is a scheme",
    Identifier.REFERENCE: "It is a reference of the case",
}  # fmt: skip


def of_needle(needle: Needle, start: int, end: int, *, weight: str = "", once: str = "") -> Raw:
    weight = weight or needle.weight
    why = WHY[Identifier(needle.kind)]
    if weight == Weight.ASKS:
        why += ", and may be a word or a number like any other"
    return Raw(start, end, needle.kind, weight, needle.labels, why, once)
