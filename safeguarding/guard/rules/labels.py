"""A text in which each name that was found is replaced by the label of whose it is."""

from __future__ import annotations

from collections.abc import Iterable

from safeguarding.guard.rules.finding import Find

LEFT_OUT = "[left out]"


def by_label(text: str, found: Iterable[Find]) -> str:
    """The text of one section without what blocks. What two people share, or is nobody's alone, is left out.

    What is only asked about stays: a person answers it, or takes it out by hand.
    """
    for one in sorted((one for one in found if one.blocks), key=lambda one: -one.start):
        said = one.labels[0] if len(one.labels) == 1 else LEFT_OUT
        text = text[: one.start] + said + text[one.end :]
    return text
