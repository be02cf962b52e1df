"""Before a copy without names is issued: nobody is left in it, and what may be a name was looked at."""

from __future__ import annotations

from safeguarding.core.errors import Invalid
from safeguarding.guard.rules import Find
from safeguarding.letters.models import Letter
from safeguarding.letters.rules.marks import Block
from safeguarding.letters.selectors.redacting import named_in, told_of

STILL_NAMED = "A copy without names is not issued while the guard finds somebody in it."
LOOK = "Look at what may be a name or may point at somebody, and say that you did."
LOOK_AGAIN = "Somebody was put on the case meanwhile: look again at what may be a name."
MADE_OF = "This is a copy without names: people stand in it by their labels. It was made of the letter with the SHA-256"
MOST_SAID = 20


def require_no_names(held: Letter, *, looked: bool) -> frozenset[str]:
    """It names nobody, as the case stands now. Says what is only asked about, which whoever issues it looked at."""
    if held.redacts_id is None:
        return frozenset()
    found = named_in(held)
    blocking = [one for one in found if one.blocks]
    if blocking:
        raise Invalid({"": [STILL_NAMED, *_said(held, blocking)]})
    if found and not looked:
        raise Invalid({"looked": [LOOK, *_said(held, found)]})
    return frozenset(one.key for one in found)


def require_the_same(held: Letter, asked: frozenset[str]) -> None:
    """Somebody may have been put on the case while the papers were set: nothing is asked that was not looked at."""
    if require_no_names(held, looked=True) - asked:
        raise Invalid({"looked": [LOOK_AGAIN]})


def made_of(held: Letter) -> list[Block]:
    """What it says at its end: of what it was made, so that it can be shown to be of that letter. It holds no more."""
    if held.redacts is None or held.redacts.pdf is None:
        return []
    return [Block("paragraph", (MADE_OF, held.redacts.pdf.sha256))]


def _said(held: Letter, found: list[Find]) -> list[str]:
    return [f"{one['where']}: “{one['words']}”. {one['why']}" for one in told_of(held, found)[:MOST_SAID]]
