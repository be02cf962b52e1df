"""A text in which each name that was found is replaced by the label of whose it is."""

from __future__ import annotations

from collections.abc import Iterable

from safeguarding.guard.choices import Identifier
from safeguarding.guard.rules.finding import Find

LEFT_OUT = "[left out]"
#: What is no name is said in general words.
IN_GENERAL: dict[str, str] = {
    Identifier.HANDLE: "an account", Identifier.PHONE: "a telephone number", Identifier.EMAIL: "an email address",
    Identifier.COLLAR: "a collar number", Identifier.BIRTH: "a date of birth", Identifier.ADDRESS: "a place nearby",
    Identifier.SCHOOL: "a school", Identifier.SCHEME: "the scheme", Identifier.REFERENCE: "the case",
}  # fmt: skip


def by_label(text: str, found: Iterable[Find]) -> str:
    """The text of one section without what blocks. Of a name that two people share nobody can say whose it is.

    What is only asked about stays: a person answers it, or takes it out by hand.
    """
    for one in sorted((one for one in found if one.blocks), key=lambda one: -one.start):
        text = text[: one.start] + _said(one) + text[one.end :]
    return text


def _said(one: Find) -> str:
    if one.kind in IN_GENERAL:
        return IN_GENERAL[one.kind]
    return one.labels[0] if len(one.labels) == 1 else LEFT_OUT
