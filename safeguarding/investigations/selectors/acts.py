"""What can be done next in an investigation, and why not the rest yet."""

from __future__ import annotations

from dataclasses import dataclass

from safeguarding.investigations.choices import Act, NoticeStatus, WitnessSide
from safeguarding.investigations.models import Investigation
from safeguarding.investigations.rules.gates import Facts, why_not
from safeguarding.investigations.rules.sources import act_source

#: What brings it forward, in the order in which it usually comes; the rest is done whenever it is due.
PATH = (
    Act.ASSIGN, Act.ALLEGE, Act.RECORD, Act.MODE, Act.SEVERITY, Act.TERMS, Act.SERVE, Act.GIVE_TERMS, Act.INTERVIEW,
    Act.INTERVIEWED, Act.REPORT, Act.ANSWER, Act.REFER, Act.DOCUMENTS, Act.RESPOND, Act.PANEL, Act.DATE, Act.PUBLISH,
    Act.FIND,
    Act.OUTCOME, Act.TELL_OUTCOME, Act.TELL_COLLEGE, Act.VET,
)  # fmt: skip

#: What an act is called once it was done: a thing to add to or to correct, and none that was left undone.
AGAIN: dict[str, str] = {
    Act.ASSIGN: "Change investigator or supervisor", Act.ALLEGE: "Add another allegation",
    Act.RECORD: "Correct whether it is recorded", Act.MODE: "Record a change of the mode",
    Act.SEVERITY: "Revise the severity", Act.TERMS: "Change the terms of reference",
    Act.WITHHOLD: "Withhold the notice for longer", Act.REPRESENT: "Record further representations",
    Act.INTERVIEW: "Set another interview", Act.ANSWER: "Change a case to answer",
    Act.DOCUMENTS: "Correct notice and documents", Act.RESPOND: "Correct the response",
    Act.WITNESSES: "Record another list of witnesses", Act.PANEL: "Name somebody else for the panel",
    Act.DATE: "Move it to another day", Act.PUBLISH: "Record another public notice", Act.FIND: "Change a finding",
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One act: whether it is possible now, or why it is not; `is_again` where it was done before."""

    act: str
    label: str
    why_not: str
    source: str
    is_again: bool = False

    @property
    def is_open(self) -> bool:
        return not self.why_not

    @property
    def is_correction(self) -> bool:
        """Whether it adds to or corrects what stands, so that nobody waits for it."""
        return self.is_again or self.act == Act.CLASSIFY


def acts_of(facts: Facts, done: frozenset[str] = frozenset()) -> list[Line]:
    """Every act in its usual order; those in `done` are called what they are a second time."""
    return [_line(act, facts, done) for act in Act]


def line_of(held: Investigation, act: Act, facts: Facts) -> Line:
    """One act as it stands in this investigation."""
    return _line(act, facts, acts_before(held, facts))


def _line(act: Act, facts: Facts, done: frozenset[str]) -> Line:
    label = AGAIN.get(act, act.label) if act in done else act.label
    return Line(act.value, str(label), why_not(act, facts), act_source(act, facts.regime), act in done)


def next_act(facts: Facts, *, modes: int) -> Line | None:
    """The one to do next: the first of the usual path that is possible and was not done."""
    done = frozenset(_done(facts, modes=modes))
    return next((_line(act, facts, done) for act in PATH if act not in done and not why_not(act, facts)), None)


def acts_before(held: Investigation, facts: Facts) -> frozenset[str]:
    """Which acts were done already, so that a second time is named as one."""
    heard = getattr(held, "proceedings", None)
    sides = {one.side for one in heard.witness_lists.all()} if heard else set()
    marks = {
        Act.WITHHOLD: facts.notice == NoticeStatus.WITHHELD, Act.REPRESENT: bool(held.representations.all()),
        Act.WITNESSES: sides == set(WitnessSide),
    }  # fmt: skip
    found = _done(facts, modes=len(held.modes.all())) | {act for act, is_done in marks.items() if is_done}
    # What is not asked of this investigation is no gap in its path, and was not done for that.
    never = {act for act, was in ((Act.FIND, facts.found), (Act.MODE, held.modes.all())) if not was}
    return frozenset((found & {*AGAIN}) - never)


def _done(facts: Facts, *, modes: int) -> set[str]:
    marks = {
        Act.ASSIGN: facts.has_investigator and facts.has_supervisor, Act.ALLEGE: facts.allegations > 0,
        Act.RECORD: bool(facts.recording), Act.MODE: modes > 0 or not facts.serves, Act.SEVERITY: bool(facts.severity),
        Act.TERMS: facts.has_terms, Act.INTERVIEW: facts.interview_open or facts.interviews > 0,
        Act.ANSWER: 0 < facts.allegations == facts.answered, Act.DOCUMENTS: facts.documents_on is not None,
        Act.RESPOND: facts.responded_on is not None, Act.PANEL: facts.has_chair, Act.DATE: facts.starts_on is not None,
        Act.PUBLISH: facts.is_published,
        Act.FIND: facts.found == facts.to_find, Act.VET: not facts.outcome or facts.vetting_open,
    }  # fmt: skip
    return {act for act, is_done in marks.items() if is_done}
