"""What a notice of investigation says, made from the facts, and on which day it counts as given."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from safeguarding.core import clock, workingdays
from safeguarding.core.workingdays import Overrides
from safeguarding.investigations.choices import SINCE_2025, Forum, NoticeRegime, Regime, ServedMethod, Severity

SOURCES: dict[str, str] = {
    NoticeRegime.PCMR_17: "Police (Complaints and Misconduct) Regulations 2020 reg 17",
    NoticeRegime.PCR_17: "Police (Conduct) Regulations 2020 reg 17(1)",
    NoticeRegime.ANNEX_A: "Police Staff Council Handbook Part 3, Annex A",
    NoticeRegime.AGREEMENT: "The volunteer agreement or designation",
}
BARRED_LIST = "Police Act 1996 Part 4A"
PUBLISHED = (
    "If you are dismissed, your name and a description of the conduct go on the police barred list, and may be "
    "published for up to five years."
)
NAMED = "If you are dismissed, your name goes on the police barred list. For police staff it is not published."


@dataclass(frozen=True)
class Conduct:
    """One allegation as the notice names it."""

    what: str
    when: str
    standards: tuple[str, ...]
    code: str


@dataclass(frozen=True)
class NoticeFacts:
    """All that a notice is made from."""

    notice_regime: str
    regime: str
    conduct: tuple[Conduct, ...]
    investigator: str
    severity: str
    forum: str
    outcomes: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """One part of a notice: its heading, its paragraphs, and the rule that asks for it."""

    key: str
    heading: str
    paragraphs: tuple[str, ...]
    source: str


def parts(facts: NoticeFacts) -> tuple[Part, ...]:
    """The parts of the notice, in their order, with what this regime asks for and no other's."""
    source = SOURCES[facts.notice_regime]
    made = [
        Part("conduct", "What is alleged", tuple(_conduct(one) for one in facts.conduct), source),
        Part("investigation", "There is an investigation", (f"{facts.investigator} investigates.",), source),
        Part("severity", "How it was assessed", (_severity(facts),), source),
        Part("proceedings", "What may follow", (_forum(facts),), source),
        Part("outcomes", "How it may end", tuple(f"{one}." for one in facts.outcomes), source),
        Part("advice", "Advice and company", (_advice(facts.regime),), source),
        Part("legal", "Legal representation", (_legal(facts),), source),
        Part("representations", "Your account", _representations(facts.regime), source),
    ]
    if facts.regime == Regime.OFFICER:
        made.insert(5, Part("barred_list", "The police barred list", (PUBLISHED,), BARRED_LIST))
    elif facts.regime == Regime.STAFF:
        made.insert(5, Part("barred_list", "The police barred list", (NAMED,), f"{BARRED_LIST}, s.88A"))
    return tuple(made)


def _conduct(one: Conduct) -> str:
    standards = ", ".join(one.standards)
    return f"{one.what} ({one.when}). If proved, it falls below these standards: {standards} ({one.code})."


def _severity(facts: NoticeFacts) -> str:
    if facts.severity == Severity.NEITHER:
        return "If proved, the conduct would be neither misconduct nor gross misconduct."
    return f"If proved, the conduct would be {Severity(facts.severity).label.lower()}."


def _forum(facts: NoticeFacts) -> str:
    return f"If there is a case to answer, the likely form is: {Forum(facts.forum).label.lower()}."


def _advice(regime: str) -> str:
    if regime == Regime.OFFICER:
        return "You may ask your staff association, or any other body, for advice, and a police friend may go with you."
    if regime == Regime.STAFF:
        return "You may ask your trade union for advice. Its representative, or a colleague, may go with you."
    return "You may ask somebody of your choice for advice, and may bring one person with you."


def _legal(facts: NoticeFacts) -> str:
    if facts.regime == Regime.OFFICER and facts.severity == Severity.GROSS:
        return "At a hearing you may be represented by a lawyer."
    return "A lawyer does not represent you in these proceedings. Whoever goes with you may speak for you."


def _representations(regime: str) -> tuple[str, ...]:
    said = (
        "You may give an account, in writing or by word of mouth, within 10 working days from the first working day "
        "after this notice is given, or longer where the investigator allows it.",
    )
    silence = (
        "You do not have to say anything. If you say nothing now and later rely on something, that may be held against "
        "you.",
    )
    return said + silence if regime == Regime.OFFICER else said


@dataclass(frozen=True)
class Service:
    """How a notice is given: how many working days later it counts as given, on whose word, since when."""

    working_days: int
    source: str
    since: dt.date | None = None


# How many days are counted for post and email is from memory: to be confirmed before it is relied on.
HOW: dict[str, Service] = {
    ServedMethod.IN_PERSON: Service(0, "Police (Conduct) Regulations 2020 reg 9"),
    ServedMethod.FRIEND: Service(0, "Police (Conduct) Regulations 2020 reg 9"),
    ServedMethod.POST: Service(2, "Force default, from memory: the second working day after it was posted"),
    ServedMethod.EMAIL: Service(
        1, "SI 2025/558 allows email; the day is a force default, from memory: the next working day", SINCE_2025
    ),
}


def deemed_on(method: str, sent_on: dt.date, overrides: Overrides | None = None) -> dt.date:
    """The day on which a notice counts as given."""
    days = HOW[method].working_days
    return workingdays.nth_working_day_after(sent_on, days, overrides) if days else sent_on


def service_refusal(method: str, sent_on: dt.date, regime: str) -> str:
    """Why a notice cannot be given so on that day; nothing when it can."""
    since = HOW[method].since
    if regime != Regime.OFFICER or since is None or sent_on >= since:
        return ""
    return f"Officers may be given notices by email since {clock.date_words(since)} (SI 2025/558)."
