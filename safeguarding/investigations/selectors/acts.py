"""What can be done next in an investigation, and why not the rest yet."""

from __future__ import annotations

from dataclasses import dataclass

from safeguarding.investigations.choices import Act
from safeguarding.investigations.rules.gates import Facts, why_not
from safeguarding.investigations.rules.sources import act_source

#: What brings it forward, in the order in which it usually comes; the rest is done whenever it is due.
PATH = (
    Act.ASSIGN, Act.ALLEGE, Act.RECORD, Act.MODE, Act.SEVERITY, Act.TERMS, Act.SERVE, Act.GIVE_TERMS, Act.INTERVIEW,
    Act.INTERVIEWED, Act.REPORT, Act.ANSWER, Act.REFER, Act.DOCUMENTS, Act.RESPOND, Act.PANEL, Act.DATE, Act.PUBLISH,
    Act.FIND,
    Act.OUTCOME, Act.TELL_OUTCOME, Act.VET,
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One act: whether it is possible now, or why it is not."""

    act: str
    label: str
    why_not: str
    source: str

    @property
    def is_open(self) -> bool:
        return not self.why_not


def acts_of(facts: Facts) -> list[Line]:
    """Every act in its usual order."""
    return [_line(act, facts) for act in Act]


def _line(act: Act, facts: Facts) -> Line:
    return Line(act.value, str(act.label), why_not(act, facts), act_source(act, facts.regime))


def next_act(facts: Facts, *, modes: int) -> Line | None:
    """The one to do next: the first of the usual path that is possible and was not done."""
    done = _done(facts, modes=modes)
    return next((_line(act, facts) for act in PATH if act not in done and not why_not(act, facts)), None)


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
