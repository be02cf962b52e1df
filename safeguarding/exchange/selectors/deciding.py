"""What each row would do if it were put on record now, and why. Deciding changes nothing, so it may be done again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from safeguarding.access.models import User
from safeguarding.exchange.choices import Choice, ImportKind, Verdict
from safeguarding.exchange.models import Import, ImportRow
from safeguarding.exchange.rules.rows import Reasons
from safeguarding.exchange.selectors.finding import Known, Values, known_people
from safeguarding.people.models import Person

#: The one sentence for every row that has to be decided, whatever the reason: it tells nothing of who is on record.
WHICH = "Somebody has to say who this is: they may be on record already."
OWN = "This is about yourself: somebody else has to bring it in."
NOBODY = "Nobody of that {} is on record where you may see it. Bring the person in first, or put right what it says."


Only = Collection[int] | None


@dataclass
class Decided:
    """What becomes of a row, why, and whom it means."""

    verdict: str
    reasons: Reasons = field(default_factory=dict)
    person_id: int | None = None
    candidates: list[int] = field(default_factory=list)


def wrong(name: str, words: str) -> Decided:
    return Decided(Verdict.WRONG, {name: [words]})


def review(people: Sequence[int]) -> Decided:
    return Decided(Verdict.REVIEW, {"given_name": [WHICH]}, candidates=list(people))


class Unsure(Exception):
    """Whom the row means cannot be told: `decided` says what that makes of it."""

    def __init__(self, decided: Decided) -> None:
        self.decided = decided
        super().__init__(decided.verdict)


def about(row: ImportRow, known: Known, *, by: User) -> Person:
    """The person on record whom a row about somebody means. Raises Unsure."""
    values: Values = row.cleaned
    name = "reference" if values.get("reference") else "given_name"
    if row.choice == Choice.PERSON and row.chosen_id in known.people:
        return _not_oneself(known.people[row.chosen_id], name, by)
    by_number = known.by_number(values)
    if by_number is not None:
        return _not_oneself(by_number, name, by)
    found = known.exact(values)
    if len(found) == 1 and (not known.is_elsewhere(values) or values.get("date_of_birth")):
        return _not_oneself(found[0], name, by)
    close = [person.pk for person in found] or known.likely(row)
    if close:
        raise Unsure(review(close))
    raise Unsure(wrong(name, NOBODY.format("number" if name == "reference" else "name")))


def _not_oneself(person: Person, name: str, by: User) -> Person:
    if person.user_id == by.pk:
        raise Unsure(wrong(name, OWN))
    return person


#: The import, its rows, who brings them in, and among whom alone to look for who is like them (None: among all).
Decide = Callable[[Import, Sequence[ImportRow], User, Only], list[Decided]]
_DECIDE: dict[str, Decide] = {}


def decides(*kinds: ImportKind) -> Callable[[Decide], Decide]:
    """Marks the function that decides about the rows of these kinds."""

    def put(decide: Decide) -> Decide:
        for kind in kinds:
            _DECIDE[kind] = decide
        return decide

    return put


def decide(run: Import, rows: Sequence[ImportRow], *, by: User, only: Only = None) -> list[Decided]:
    """What becomes of each of the rows. Those left out, or wrong by themselves, are not looked at further."""
    sound = [row for row in rows if row.choice != Choice.LEAVE_OUT and not _own_reasons(row)]
    found = dict(zip((row.pk for row in sound), _DECIDE[run.kind](run, sound, by, only), strict=True))
    return [found.get(row.pk) or _without_looking(row) for row in rows]


def _own_reasons(row: ImportRow) -> Reasons:
    """What is wrong with what the row says, whatever is on record; kept with what it says."""
    reasons: Reasons = row.cleaned.get("", {})
    return reasons


def _without_looking(row: ImportRow) -> Decided:
    if row.choice == Choice.LEAVE_OUT:
        return Decided(Verdict.LEFT_OUT, {})
    return Decided(Verdict.WRONG, _own_reasons(row))


def people_of(run: Import, rows: Sequence[ImportRow], *, by: User, kind: str = "", only: Only = None) -> Known:
    """The people whom the rows may mean, and those whom somebody chose for them."""
    known = known_people(run, rows, by=by, kind=kind, only=only)
    chosen = {row.chosen_id for row in rows if row.chosen_id} - known.people.keys()
    known.people |= {person.pk: person for person in Person.objects.visible_to(by).filter(pk__in=chosen)}
    return known
