"""What is possible when: each act with what must have come before it, and the rule that says so.

The page shows why something is not possible yet; the services refuse by the same words.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from safeguarding.investigations.choices import PROCEEDINGS, Act, Forum, NoticeStatus, Regime
from safeguarding.investigations.rules.sources import PCMR, PCR, PRA, source_for


@dataclass(frozen=True)
class Facts:
    """Where an investigation stands, in plain values."""

    regime: str = Regime.OFFICER
    serves: bool = True
    is_open: bool = True
    has_investigator: bool = False
    has_supervisor: bool = False
    allegations: int = 0
    recording: str = ""
    severity: str = ""
    has_terms: bool = False
    notice: str = ""
    terms_given: bool = False
    interview_open: bool = False
    interviews: int = 0
    report_on: dt.date | None = None
    answered: int = 0
    forum: str = ""
    notice_on: dt.date | None = None
    documents_on: dt.date | None = None
    responded_on: dt.date | None = None
    has_chair: bool = False
    panel: int = 0
    #: Whether notice of it is published, and whether that was decided for the day that stands.
    is_public: bool = False
    is_published: bool = False
    starts_on: dt.date | None = None
    has_begun: bool = False
    to_find: int = 0
    found: int = 0
    outcome: str = ""
    told_on: dt.date | None = None
    appeal: str = ""
    appeal_waits: bool = False
    #: It was reported to the College, taken back on appeal, and the College does not know that.
    college_to_tell: bool = False
    vetting_open: bool = False

    @property
    def is_heard(self) -> bool:
        return self.forum in PROCEEDINGS

    @property
    def is_reported(self) -> bool:
        return self.report_on is not None


@dataclass(frozen=True)
class Gate:
    """What must hold before an act, in words that say what is missing, and its source."""

    holds: Callable[[Facts], bool]
    words: str
    source: str = ""

    def says(self, regime: str) -> str:
        """What is missing, and the rule that asks for it of a person of this regime."""
        return f"{self.words} ({source_for(self.source, regime)})." if self.source else f"{self.words}."


OPEN = Gate(lambda f: f.is_open, "The track has ended")
NOT_ENDED = Gate(lambda f: not f.outcome, "The outcome is on record: what led to it does not change any more")
NOT_HEARD = Gate(lambda f: not f.is_heard, "It is before a meeting or a hearing already")
NOT_TOLD = Gate(lambda f: f.told_on is None, "The outcome was told already")
BEFORE_REPORT = Gate(lambda f: not f.is_reported, "The report is in: the investigation itself is over")
NOT_REFERRED = Gate(lambda f: not f.forum, "It was referred already")
NOT_SERVED = Gate(lambda f: f.notice != NoticeStatus.SERVED, "The notice was served already")
SERVING = Gate(lambda f: f.serves, "This person does not serve with the police", "Police Reform Act 2002 s.12(7)")
ALLEGED = Gate(lambda f: f.allegations > 0, "No allegation is on record yet")
RECORDED = Gate(
    lambda f: bool(f.recording) or not f.serves, "It has not been decided whether it is recorded", f"{PRA} para 2(6)"
)
ASSESSED = Gate(lambda f: bool(f.severity), "The severity has not been assessed", f"{PCMR} reg 16; {PCR} reg 14")
INVESTIGATED = Gate(lambda f: f.has_investigator, "No investigator is named", f"{PCR} reg 15")
TERMS = Gate(lambda f: f.has_terms, "A notice is not served before there are terms of reference", f"{PCR} reg 17(2)")
TERMS_NOT_GIVEN = Gate(
    lambda f: not f.terms_given, "The terms of reference were given already: they do not change any more",
    f"{PCR} reg 17(2)",
)  # fmt: skip
SERVED = Gate(lambda f: f.notice == NoticeStatus.SERVED, "The notice has not been served", f"{PCR} reg 17")
GIVEN = Gate(
    lambda f: f.terms_given, "No interview before the notice and the terms of reference were given", f"{PCR} reg 20"
)
REPORTED = Gate(lambda f: f.is_reported, "The report of the investigation is not in", f"{PCR} reg 21")
ANSWERED = Gate(
    lambda f: 0 < f.allegations == f.answered,
    "There is no decision on each allegation yet: decide the case to answer", f"{PCR} reg 23",
)  # fmt: skip
REFERRED = Gate(lambda f: bool(f.forum), "It has not been referred", f"{PCR} reg 23")
HEARD = Gate(lambda f: f.is_heard, "It has not been referred to a meeting or a hearing", f"{PCR} reg 23")
NOTIFIED = Gate(
    lambda f: f.notice_on is not None, "A meeting or hearing has no date before the notice of it was given",
    f"{PCR} reg 30",
)  # fmt: skip
DOCUMENTED = Gate(lambda f: f.documents_on is not None, "The documents have not been supplied", f"{PCR} reg 30")
CHAIRED = Gate(lambda f: f.has_chair or not f.is_heard, "Nobody chairs it yet", f"{PCR} reg 28")
DATED = Gate(lambda f: f.starts_on is not None or not f.is_heard, "It has no date yet", f"{PCR} reg 29")
PUBLISHED = Gate(
    lambda f: not f.is_public or f.is_published,
    "The public notice of the hearing has not been published, and the chair has not decided that there is none",
    f"{PCR} reg 36",
)  # fmt: skip
BEGUN = Gate(lambda f: f.has_begun or not f.is_heard, "It has not begun yet", f"{PCR} reg 41")
IN_PUBLIC = Gate(
    lambda f: f.is_public, "It is not a hearing in public: those are for officers and special constables alone",
    f"{PCR} regs 36 and 39",
)  # fmt: skip
NONE_FOUND = Gate(
    lambda f: f.found == 0, "Something was found already: the day on which it began does not change any more",
    f"{PCR} reg 41",
)  # fmt: skip
ALL_FOUND = Gate(
    lambda f: not f.is_heard or f.found == f.to_find,
    "There is no finding on each allegation that there is a case to answer", f"{PCR} reg 41",
)  # fmt: skip
ENDED = Gate(lambda f: bool(f.outcome), "There is no outcome yet", f"{PCR} reg 42")
TOLD = Gate(lambda f: f.told_on is not None, "The person has not been told the outcome", f"{PCR} reg 43")

NEEDS: dict[str, tuple[Gate, ...]] = {
    Act.ASSIGN: (OPEN, NOT_ENDED),
    # What comes to light once it was referred is a matter of its own: no answer here would reach it.
    Act.ALLEGE: (OPEN, NOT_ENDED, NOT_HEARD, NOT_REFERRED),
    Act.CLASSIFY: (OPEN, ALLEGED, NOT_ENDED, NOT_HEARD, NOT_REFERRED),
    Act.INTEREST: (OPEN, SERVING, NOT_TOLD),
    Act.RECORD: (OPEN, ALLEGED, SERVING, NOT_ENDED),
    Act.MODE: (OPEN, RECORDED, BEFORE_REPORT),
    Act.SEVERITY: (OPEN, ALLEGED, RECORDED, INVESTIGATED, NOT_REFERRED),
    Act.TERMS: (OPEN, ASSESSED, BEFORE_REPORT, TERMS_NOT_GIVEN),
    Act.WITHHOLD: (OPEN, ASSESSED, NOT_SERVED, BEFORE_REPORT),
    Act.SERVE: (OPEN, ASSESSED, INVESTIGATED, TERMS, NOT_SERVED, BEFORE_REPORT),
    Act.GIVE_TERMS: (OPEN, SERVED, Gate(lambda f: not f.terms_given, "The terms of reference were given already")),
    Act.REPRESENT: (OPEN, SERVED, NOT_ENDED),
    Act.INTERVIEW: (OPEN, SERVED, GIVEN, BEFORE_REPORT),
    Act.INTERVIEWED: (OPEN, Gate(lambda f: f.interview_open, "No interview is set"), BEFORE_REPORT),
    Act.UPDATE: (OPEN,),
    Act.HOLD_UPDATE: (OPEN, NOT_TOLD),
    Act.LETTER: (OPEN, NOT_ENDED),
    Act.REPORT: (OPEN, ASSESSED, BEFORE_REPORT, SERVED),
    Act.ANSWER: (OPEN, REPORTED, NOT_REFERRED),
    Act.REFER: (OPEN, REPORTED, ANSWERED, NOT_REFERRED),
    Act.DOCUMENTS: (OPEN, HEARD, NOT_ENDED),
    Act.RESPOND: (OPEN, HEARD, DOCUMENTED, NOT_ENDED),
    Act.WITNESSES: (OPEN, HEARD, DOCUMENTED, NOT_ENDED),
    Act.PANEL: (OPEN, HEARD, NOT_ENDED),
    Act.STAND_DOWN: (OPEN, HEARD, NOT_ENDED, Gate(lambda f: f.panel > 0, "Nobody sits yet")),
    Act.DATE: (OPEN, HEARD, NOTIFIED, NOT_ENDED, NONE_FOUND),
    Act.PUBLISH: (OPEN, HEARD, IN_PUBLIC, DATED, NOT_ENDED),
    Act.FIND: (OPEN, HEARD, ANSWERED, CHAIRED, DATED, PUBLISHED, BEGUN, NOT_ENDED),
    Act.OUTCOME: (OPEN, REFERRED, ANSWERED, NOT_ENDED, CHAIRED, DATED, ALL_FOUND),
    Act.TELL_OUTCOME: (OPEN, ENDED, NOT_TOLD),
    Act.APPEAL: (
        OPEN, ENDED, TOLD, Gate(lambda f: f.is_heard, "There is nothing to appeal from"),
        Gate(lambda f: not f.appeal, "An appeal is on record already"),
    ),
    Act.APPEALED: (OPEN, Gate(lambda f: f.appeal_waits, "No appeal waits for its result")),
    Act.TELL_COLLEGE: (
        OPEN, Gate(lambda f: f.college_to_tell, "Nothing that was reported to the College was taken back on appeal"),
    ),
    Act.VET: (OPEN, Gate(lambda f: not f.vetting_open, "A review of the vetting is open already")),
}  # fmt: skip


def why_not(act: str, facts: Facts) -> str:
    """Why an act is not possible now, naming rule and source; nothing when it is."""
    return next((gate.says(facts.regime) for gate in NEEDS[act] if not gate.holds(facts)), "")


def possible(facts: Facts) -> list[str]:
    """What can be done now, in its usual order."""
    return [act for act in Act.values if not why_not(act, facts)]


def date_refusal(starts_on: dt.date, notice_on: dt.date | None, forum: str, regime: str) -> str:
    """Why a meeting or hearing cannot be dated so."""
    if notice_on is None or starts_on > notice_on:
        return ""
    source = source_for(f"{PCR} reg 30", regime)
    return f"A {Forum(forum).label.lower()} cannot be dated before, or on the day of, its notice ({source})."


def alternative_refusal(wanted: dt.date, latest: dt.date | None, regime: str) -> str:
    """Why another day for an interview is too late; `latest` is the fifth working day after the date first set."""
    if latest is None or wanted <= latest:
        return ""
    return (
        "Another date for the interview must fall within 5 working days beginning with the first working day after the "
        f"date first set ({source_for(f'{PCR} reg 20', regime)})."
    )
