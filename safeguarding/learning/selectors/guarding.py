"""What the guard finds in a report, and what of it is answered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from safeguarding.cases.models import Case
from safeguarding.conversations.models import Participant
from safeguarding.guard.choices import Identifier
from safeguarding.guard.rules import Find, Party, finds, needles
from safeguarding.guard.rules.text import plain
from safeguarding.guard.rules.words import ordinary
from safeguarding.guard.selectors import parties_of
from safeguarding.learning.models import Bulletin, BulletinAnswer, GuardAnswer, LearningReport, SchemeReply

Paper = LearningReport | Bulletin
IN_MESSAGES = "Somebody in the messages"


@dataclass(frozen=True)
class Found:
    """One thing the guard found, with the answer that a person gave, if any."""

    find: Find
    answer: GuardAnswer | BulletinAnswer | None = None

    @property
    def is_open(self) -> bool:
        return self.answer is None


@dataclass(frozen=True)
class Guarded:
    """All that the guard says of a text."""

    found: tuple[Found, ...]

    @property
    def blocking(self) -> list[Found]:
        return [one for one in self.found if one.find.blocks]

    @property
    def asked(self) -> list[Found]:
        """What a person has to answer still."""
        return [one for one in self.found if not one.find.blocks and one.is_open]

    @property
    def answered(self) -> list[Found]:
        return [one for one in self.found if not one.find.blocks and not one.is_open]

    @property
    def is_clear(self) -> bool:
        return not self.blocking and not self.asked

    def in_section(self, key: str) -> list[Found]:
        return [one for one in self.found if one.find.section == key]


def guarded(paper: Paper) -> Guarded:
    """What the guard finds as it stands, for who reads its cases. What was answered in a report holds in a bulletin."""
    answers = _answers(paper)
    found = search(paper.cases, paper.texts())
    return Guarded(tuple(Found(one, None if one.blocks else answers.get(one.key)) for one in found))


def _answers(paper: Paper) -> dict[str, GuardAnswer | BulletinAnswer]:
    """By what each is of. The same words in the same sentence of an approved report were answered there."""
    found: dict[str, GuardAnswer | BulletinAnswer] = {}
    if isinstance(paper, Bulletin):
        before = GuardAnswer.objects.filter(report__in=[report.pk for report in paper.listed])
        found |= {answer.key: answer for answer in before.select_related("answered_by")}
    return found | {answer.key: answer for answer in paper.answers.select_related("answered_by")}


def search(cases: Iterable[Case], texts: Sequence[tuple[str, str]]) -> list[Find]:
    """What gives away anybody of these cases, their messages included."""
    cases = list(cases)
    return finds(texts, needles([*parties_of(cases), *_in_messages(cases)]))


#: What says where something is. A scheme answers under its own name.
WHERE = (Identifier.SCHEME, Identifier.ADDRESS)


def found_in_reply(asked: SchemeReply, texts: dict[str, str]) -> list[str]:
    """Which of these give away somebody of the case that the questions come of; not by the scheme's own name or place.

    It is asked as the system, whoever answers: what they may not see may not stand in their words either.
    """
    told = [(key, text) for key, text in texts.items() if text.strip()]
    own = plain(f"{asked.scheme.name} {asked.scheme.place}")
    found = search([asked.assessment.report.case], told) if told else []
    counts = {
        one.section for one in found
        if (one.blocks or _is_a_name(one)) and not (one.kind in WHERE and plain(one.words) in own)
    }  # fmt: skip
    return [key for key, _ in told if key in counts]


def _is_a_name(one: Find) -> bool:
    """A name that is a word too counts where it is written as a name: nobody can answer here why it may stay."""
    return one.kind == Identifier.NAME and bool(one.labels) and one.words[:1].isupper()


def _in_messages(cases: list[Case]) -> list[Party]:
    """Handles in the messages of the cases, and the names of those whom somebody identified.

    A name that nobody identified is what an address book says: Mum, Work. It would stop every report.
    """
    rows = Participant.objects.filter(export__case__in=cases)
    found: dict[str, tuple[set[str], set[str]]] = {}
    for name, handle, label in rows.values_list("name", "handle_key", "party__label"):
        handles, names = found.setdefault(label or IN_MESSAGES, (set(), set()))
        is_handle = " " not in name.strip()
        handles |= {handle, name} if is_handle else {handle}
        if label and not is_handle and not {plain(word) for word in name.split()} & ordinary():
            names.add(name)
    return [
        Party(label, handles=tuple(sorted(handles - {""})), names=tuple((name, "", "") for name in sorted(names)))
        for label, (handles, names) in found.items()
    ]
