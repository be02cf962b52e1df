"""To whom an appeal lies, and which clock runs for it."""

from __future__ import annotations

from safeguarding.investigations.choices import AppealTo, Forum, Regime

APPEAL_CLOCKS: dict[str, str] = {
    AppealTo.NEXT_MANAGER: "meeting_appeal", AppealTo.TRIBUNAL: "tribunal_appeal", AppealTo.STAFF_PANEL: "staff_appeal",
}  # fmt: skip


def appeal_of(regime: str, forum: str) -> str:
    """To whom an appeal lies: officers to the next manager or the tribunal, others to their own panel."""
    if regime != Regime.OFFICER:
        return AppealTo.STAFF_PANEL
    return AppealTo.NEXT_MANAGER if forum == Forum.MEETING else AppealTo.TRIBUNAL


def clock_of_appeal(regime: str, forum: str) -> str:
    """The clock of the time to appeal."""
    return APPEAL_CLOCKS[appeal_of(regime, forum)]
