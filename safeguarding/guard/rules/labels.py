"""A text in which each name that was found is replaced by the label of whose it is."""

from __future__ import annotations

import re
from collections.abc import Iterable

from safeguarding.guard.choices import Identifier
from safeguarding.guard.rules.finding import Find
from safeguarding.guard.rules.initials import NAMES
from safeguarding.guard.rules.text import OWNS
from safeguarding.guard.rules.words import TITLES

LEFT_OUT = "[left out]"
#: What is no name is said in general words.
IN_GENERAL: dict[str, str] = {
    Identifier.HANDLE: "an account", Identifier.PHONE: "a telephone number", Identifier.EMAIL: "an email address",
    Identifier.COLLAR: "a collar number", Identifier.BIRTH: "a date of birth", Identifier.ADDRESS: "a place nearby",
    Identifier.SCHOOL: "a school", Identifier.SCHEME: "the scheme", Identifier.REFERENCE: "the case",
}  # fmt: skip
#: Mr, PC or Sergeant goes with the name that it stands before: a label says what somebody is.
_WRITTEN = "|".join(sorted({form for one in TITLES for form in (one.title(), one.upper())}, key=len, reverse=True))
TITLE = re.compile(rf"(?<![^\W_])(?:{_WRITTEN})\.?[ \t]+$")
LONGEST_TITLE = 30
#: Between two parts of one name: nothing, or an initial that nobody has on record.
INSIDE_A_NAME = re.compile(r"[ \t]+(?:[A-Z]\.?[ \t]+)?")


def by_label(text: str, found: Iterable[Find]) -> str:
    """The text of one section without what blocks. Of a name that two people share nobody can say whose it is.

    What is only asked about stays: a person answers it, or takes it out by hand.
    """
    parts: list[str] = []
    at, last = 0, ""
    for one in sorted((one for one in found if one.blocks), key=lambda one: one.start):
        between = text[at : max(at, _beginning(text, one))]
        said = _said(one)
        if not (said == last and INSIDE_A_NAME.fullmatch(between)):
            parts += [between, said]
        ending = _ending(one)
        parts.append(ending)
        at, last = one.end, "" if ending or one.kind not in NAMES else said
    return "".join([*parts, text[at:]])


def _beginning(text: str, one: Find) -> int:
    title = TITLE.search(text, max(0, one.start - LONGEST_TITLE), one.start) if one.kind in NAMES else None
    return title.start() if title else one.start


def _ending(one: Find) -> str:
    """Of what is somebody's: Craig’s."""
    owns = OWNS.search(one.words)
    return owns.group() if owns else ""


def _said(one: Find) -> str:
    if one.kind in IN_GENERAL:
        return IN_GENERAL[one.kind]
    return one.labels[0] if len(one.labels) == 1 else LEFT_OUT
