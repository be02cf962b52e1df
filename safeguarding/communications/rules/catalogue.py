"""What each of the twenty-two rules says, whom it holds for, and what it needs to be told: for people to read."""

from __future__ import annotations

from dataclasses import dataclass

from safeguarding.communications.choices import Severity
from safeguarding.communications.rules.answers import NEVER_APPROVED, NO_LIST
from safeguarding.communications.rules.guidelines import ABSOLUTE, OF_A_REQUEST

GUIDELINES = "The force’s guidelines for cadet accounts, made in answer to a local recommendation of the IOPC"
WORK_AND_OWN = "The force’s policy on social media, made in answer to a local recommendation of the IOPC"
NEVER = "A local recommendation of the IOPC on contact with children through social media"
ALL = "All officers, staff, volunteers and apprentices, in every scheme, whatever their rank"
CADETS = "Accounts of the cadets; a good measure for every youth scheme"

ACCOUNT, USER, CHILD = "the account", "who used it", "whether a child was reached"
CHANNEL, TIME, WHO_WROTE = "the way of contact", "when it was sent", "who wrote to whom"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule in the reader's words. `severity` is the usual one: some weigh more when it happens again."""

    name: str
    title: str
    says: str
    severity: Severity
    needs: tuple[str, ...]
    follows: str
    source: str = GUIDELINES
    holds_for: str = CADETS
    numbers: tuple[str, ...] = ()

    @property
    def is_absolute(self) -> bool:
        return self.name in ABSOLUTE

    @property
    def is_of_a_request(self) -> bool:
        return self.name in OF_A_REQUEST


L, M, H, C = Severity.LOW, Severity.MEDIUM, Severity.HIGH, Severity.CRITICAL

RULES: tuple[Rule, ...] = (
    Rule(
        "COM-01", "Official accounts only",
        "The business of a cadet scheme goes over official cadet accounts or an approved platform, and over no other.",
        H, (ACCOUNT, "whether it is about a scheme"), "Somebody asks why another account was used.",
    ),
    Rule(
        "COM-02", "Approved accounts only",
        "The central team has approved the account, and the approval has not run out.",
        H, (ACCOUNT, "until when it is approved"), "The account is suspended until it is approved.",
    ),
    Rule(
        "COM-03", "Approved people only", "Only people on the account’s list use it.",
        H, (ACCOUNT, USER, "who was on its list then"), "The central team looks at who has the password.",
    ),
    Rule(
        "COM-04", "Access is on record", "The central team holds the names of all who can get into the account.",
        M, (ACCOUNT, "who had access then"), "The central team completes the list.",
    ),
    Rule(
        "COM-05", "Adults never ask",
        "An adult never asks a young person to be friends or to connect, and never follows one.",
        H, ("who asked", "whom"), "The coordinator talks with the adult.",
    ),
    Rule(
        "COM-06", "Genuine before accepting",
        "An adult accepts a young person’s request only after checking that the account is really theirs.",
        M, ("when it was accepted", "who checked, when and how"), "The account is checked, or the tie is ended.",
    ),
    Rule(
        "COM-07", "No ties of their own",
        "The scheme’s account is not tied to staff’s own accounts, or to those of family, friends or associates.",
        M, ("whose the other account is",), "The tie is ended.",
    ),
    Rule(
        "COM-08", "In the open",
        "Adults talk with young people where several can see it: a page, a group, a group message. To a meeting "
        "in person it does not apply.",
        H, (CHANNEL, WHO_WROTE), "The coordinator looks at what was sent.",
    ),
    Rule(
        "COM-09", "A second adult sees it",
        "Of a group message a second adult is told, and looks at it in time.",
        M, ("the second adult", "when they were told", "when they looked"), "A second adult looks at it now.",
        numbers=("check_hours",),
    ),
    Rule(
        "COM-10", "For a purpose",
        "Every contact is for something, such as planning an event or passing on information.",
        M, ("what it was for",), "The coordinator talks with the adult.",
    ),
    Rule(
        "COM-11", "Little social chat",
        "There is no more chat without a purpose between an adult and a young person than the force allows.",
        M, ("what it was for", "how often before"), "It is looked at as a low-level concern.",
        numbers=("social_most", "social_days"),
    ),
    Rule(
        "COM-12", "At a decent hour",
        "Adults write outside the quiet hours, emergencies apart. Once weighs little; again weighs more.",
        L, (TIME, "how often before"), "The coordinator talks with the adult.",
        numbers=("quiet_from", "quiet_until"),
    ),
    Rule(
        "COM-13", "No private messages", "An adult sends no private message to one young person.",
        H, (CHANNEL, WHO_WROTE), "The safeguarding lead looks at it.",
    ),
    Rule(
        "COM-14", "Answer in the open",
        "A young person’s private message is answered where others see it, or in another way, and in time.",
        M, ("what it answers", "how it was answered"), "It is answered in the open; a private answer is looked at.",
        numbers=("answer_hours",),
    ),
    Rule(
        "COM-15", "No personal social media",
        "Nobody is in contact with young people through personal social media, or through an account nobody knows.",
        C, (ACCOUNT, CHILD), "A safeguarding concern, and professional standards are told.", holds_for=ALL,
    ),
    Rule(
        "COM-16", "No other personal electronic contact",
        "Nobody is in contact with young people by their own email, number or any other personal electronic way.",
        C, (ACCOUNT, CHANNEL), "A safeguarding concern.", holds_for=ALL,
    ),
    Rule(
        "COM-17", "Attempts are reported",
        "When a young person tries to reach an adult online, the supervisor and the central team are told and the risk "
        "register says so, all in time.",
        M, (WHO_WROTE, "when each of the three was told"), "It is reported now; leaving it out is itself a concern.",
        numbers=("report_hours",),
    ),
    Rule(
        "COM-18", "Asked for beforehand",
        "An adult with a good reason for contact with one young person asks first, and is answered by somebody else.",
        H, ("the leave that was given, for whom and until when",), "The safeguarding lead looks at it.",
    ),
    Rule(
        "COM-19", "Never to victims or witnesses",
        "Own accounts, personal ones and personal ones used for work, never reach a victim or a witness.",
        C, (ACCOUNT, "whether anybody reached is a victim or witness"), "A safeguarding concern.",
        source=WORK_AND_OWN, holds_for=ALL,
    ),
    Rule(
        "COM-20", "Never to people met through work",
        "Own accounts never reach members of the public met through work. A child makes it critical.",
        H, (ACCOUNT, "whether anybody reached was met through work", CHILD),
        "Professional standards look at it; for a child, a safeguarding concern.",
        source=WORK_AND_OWN, holds_for=ALL,
    ),
    Rule(
        "COM-21", "No child through social media",
        "Whoever works with children reaches none through social media, but over the approved channels above.",
        C, (ACCOUNT, "whether it was approved then", CHILD), "A safeguarding concern.", source=NEVER, holds_for=ALL,
    ),
    Rule(
        "COM-22", "Guidelines read", "Every adult has acknowledged the guidelines that are in force.",
        M, ("what they acknowledged, and when",), "They are not put on a rota until they have.",
    ),
)  # fmt: skip
BY_NAME = {rule.name: rule for rule in RULES}
_MOVES = "Contact over it ends; what has to be said goes over an official account."
#: What follows where the usual answer would not do: nothing makes a personal account an approved one.
INSTEAD = {NEVER_APPROVED: _MOVES, NO_LIST: _MOVES}
