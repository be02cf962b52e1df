"""What the record says for the fields of a letter. What it does not say stays a field, to be written by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from safeguarding.access.models import Force, User
from safeguarding.cases.choices import PartyRole
from safeguarding.cases.models import Case, CaseParty
from safeguarding.core import clock
from safeguarding.letters.models import LetterTemplate
from safeguarding.letters.rules.standard import STANDARD
from safeguarding.letters.selectors.referring import REFERRALS, referral_facts
from safeguarding.tracks.models import Track

Facts = Callable[[Track], dict[str, str]]
_MORE: dict[str, list[Facts]] = {}


def register_facts(kind: str, facts: Facts) -> None:
    """An app above says what it knows of a track for the fields of a kind of letter: plain words by field."""
    known = _MORE.setdefault(kind, [])
    if facts not in known:
        known.append(facts)


def words_of(force: Force, kind: str) -> tuple[LetterTemplate | None, str, str]:
    """The template in force today with its title and text; where the force has none, those of the application."""
    found = LetterTemplate.objects.in_force(force, kind, clock.today())
    if found is not None:
        return found, found.title, found.body
    return None, STANDARD[kind].title, STANDARD[kind].text


def facts_of(case: Case, kind: str, *, recipient: str, author: User, track: Track | None = None) -> dict[str, str]:
    """The value of each field that the record has one for. The day and the reference come when it is issued."""
    found = {"letter.recipient": recipient, "letter.author": str(author), **_of_case(case), **_of_people(case, track)}
    if kind in REFERRALS:
        found |= referral_facts(case, kind, track)
    if track is not None:
        for facts in _MORE.get(kind, ()):
            found |= facts(track)
    return {name: words for name, words in found.items() if words}


def _of_case(case: Case) -> dict[str, str]:
    return {
        "force.name": case.force.name, "case.reference": case.reference, "case.title": case.title,
        "case.opened_on": clock.date_words(clock.london_date(case.opened_at)), "case.owner": str(case.owner),
    }  # fmt: skip


def _of_people(case: Case, track: Track | None) -> dict[str, str]:
    """A letter of a track about one person is about nobody else."""
    parties = list(case.parties.filter(removed_at__isnull=True).select_related("person"))
    about = track.party_id if track else None
    subjects = [one for one in parties if (one.pk == about if about else one.role == PartyRole.SUBJECT)]
    children = [one for one in parties if one.role == PartyRole.YOUNG_PERSON]
    born = [one.person.date_of_birth for one in subjects if one.person and one.person.date_of_birth]
    return {
        "subject.label": _and(one.label for one in subjects), "subject.name": _names(subjects),
        "subject.role": _and(_role(one) for one in subjects),
        "subject.date_of_birth": _and(clock.date_words(day) for day in born),
        "subject.collar_number": _and(one.person.collar_number for one in subjects if one.person),
        "children.labels": _and(one.label for one in children), "children.names": _names(children),
    }  # fmt: skip


def _names(parties: list[CaseParty]) -> str:
    return _and(one.person.name if one.person else one.label for one in parties)


def _role(party: CaseParty) -> str:
    if party.person and party.person.role_description:
        return party.person.role_description
    return party.get_person_type_display() if party.person_type else ""


def _and(words: Iterable[str]) -> str:
    """One after another, the last with an and."""
    said = list(dict.fromkeys(one for one in words if one))
    return " and ".join([", ".join(said[:-1]), said[-1]]) if len(said) > 1 else "".join(said)
