"""How the outcome of an investigation ends its track, and which finding counts when there are several."""

from __future__ import annotations

from collections.abc import Iterable

from safeguarding.investigations.choices import Finding, OutcomeCode

#: Where the track's table has another word for it. The others are called the same.
END_OF: dict[str, str] = {OutcomeCode.TO_EMPLOYER: "no_action"}
GRAVEST_FIRST = (Finding.GROSS, Finding.MISCONDUCT, Finding.NOT_FOUND)


def worst_finding(findings: Iterable[str]) -> str:
    """The gravest of the findings; where nothing was to be found, nothing was."""
    given = set(findings)
    return next((str(one) for one in GRAVEST_FIRST if one in given), str(Finding.NOT_FOUND))


def end_of(outcome: str, finding: str) -> str:
    """The code under which the track ends."""
    if outcome == OutcomeCode.NO_ACTION and finding == Finding.NOT_FOUND:
        return "not_found"
    return END_OF.get(outcome, outcome)
