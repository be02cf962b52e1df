"""What can be done in an investigation: one function an act, and by the act's own name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from safeguarding.investigations.choices import Act
from safeguarding.investigations.models import Investigation
from safeguarding.investigations.services.after import appeal, decide_appeal, tell_college, tell_outcome
from safeguarding.investigations.services.allegations import allege, assess, classify
from safeguarding.investigations.services.beginning import assign, begin, record_decision, set_mode
from safeguarding.investigations.services.deciding import (
    answer,
    decide_outcome,
    find,
    refer,
    review_vetting,
    take_report,
)
from safeguarding.investigations.services.hearing import (
    give_witnesses,
    name_to_panel,
    publish,
    respond,
    set_date,
    stand_down,
    supply,
)
from safeguarding.investigations.services.informing import add_interested, hold_update, letter, update
from safeguarding.investigations.services.serving import give_terms, note_notice_opened, serve, set_terms, withhold
from safeguarding.investigations.services.telling import hold_interview, represent, set_interview

#: What does each act, for the one page and the one route that all acts share.
DOES: dict[str, Callable[..., Investigation]] = {
    Act.ASSIGN: assign, Act.ALLEGE: allege, Act.RECORD: record_decision, Act.MODE: set_mode, Act.SEVERITY: assess,
    Act.TERMS: set_terms, Act.WITHHOLD: withhold, Act.SERVE: serve, Act.GIVE_TERMS: give_terms,
    Act.REPRESENT: represent, Act.INTERVIEW: set_interview, Act.INTERVIEWED: hold_interview, Act.UPDATE: update,
    Act.CLASSIFY: classify, Act.INTEREST: add_interested, Act.HOLD_UPDATE: hold_update,
    Act.WITNESSES: give_witnesses, Act.STAND_DOWN: stand_down, Act.PUBLISH: publish,
    Act.LETTER: letter, Act.REPORT: take_report, Act.ANSWER: answer, Act.REFER: refer, Act.DOCUMENTS: supply,
    Act.RESPOND: respond, Act.PANEL: name_to_panel, Act.DATE: set_date, Act.FIND: find, Act.OUTCOME: decide_outcome,
    Act.TELL_OUTCOME: tell_outcome, Act.APPEAL: appeal, Act.APPEALED: decide_appeal,
    Act.TELL_COLLEGE: tell_college, Act.VET: review_vetting,
}  # fmt: skip


def do(act: str, *, investigation: Investigation, **given: Any) -> Investigation:
    """Do one act: the function of its name."""
    return DOES[act](investigation=investigation, **given)


__all__ = [
    "DOES", "add_interested", "allege", "answer", "appeal", "assess", "assign", "begin", "classify", "decide_appeal",
    "decide_outcome", "do", "find", "give_terms", "give_witnesses", "hold_interview", "hold_update", "letter",
    "name_to_panel", "note_notice_opened", "publish", "record_decision", "refer", "represent", "respond",
    "review_vetting", "serve", "set_date", "set_interview", "set_mode", "set_terms", "stand_down", "supply",
    "take_report", "tell_college", "tell_outcome", "update", "withhold",
]  # fmt: skip
