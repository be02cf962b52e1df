"""The words in which the matrix is written: who may what, on which record, and what a request then answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from tests.walls.world import World


class Expect(Enum):
    OK = "let in"
    FORBIDDEN = "403"
    ABSENT = "404"
    SIGN_IN = "asked to sign in"


OK, FORBIDDEN, ABSENT, SIGN_IN = Expect

#: Nobody signed in, and somebody whose account was switched off after signing in.
OUTSIDERS = ("nobody", "ines")
LEADS_OF_HUB = ("lena", "leo", "bella")
EVERYBODY = (
    *LEADS_OF_HUB, "sam", "lars", "ivy", "piers", "mona", "pat", "cora", "aud", "adam", "root", "nora", "wes", "walt",
    "brian", "nell",
)  # fmt: skip
LEADS = (*LEADS_OF_HUB, "lars", "wes")
SEE_PEOPLE = (*LEADS, "sam", "cora")
SEE_SCHEMES = (*LEADS, "sam", "cora", "ivy", "piers", "mona")
SEE_DASHBOARD = (*LEADS, "sam", "piers", "mona")
HOLD_A_ROLE = tuple(name for name in EVERYBODY if name not in ("root", "nora"))

Who = Callable[[str, str], Expect]


@dataclass(frozen=True)
class Way:
    """One method of a route: who may, what it answers to them, and what is sent."""

    who: Who
    ok: tuple[int, ...] = ()
    body: Callable[[Any, World], dict[str, Any]] | None = None
    #: Whether somebody who sees the record and may not do this may be told first what is wrong with what they sent.
    shape_first: bool = False
    #: Whether the row says something about people who are not signed in, too.
    is_for_outsiders: bool = False


@dataclass(frozen=True)
class Row:
    """One route. `args` fills its address from a record of the world; `relations` names the records it is tried on."""

    name: str
    ways: dict[str, Way]
    args: Callable[[Any, World], Iterable[Any]] = lambda it, world: ()
    relations: tuple[str, ...] = ("",)
    of: str = ""
    #: Code that is not ours, and takes methods it was not asked about.
    takes_any_method: bool = False

    @property
    def is_api(self) -> bool:
        return self.name.startswith("api:")

    def record(self, world: World, relation: str) -> Any:
        return getattr(world, self.of)[relation] if self.of else world.more

    def people(self, relation: str) -> tuple[str, ...]:
        """The whole cast, but on records where most people are strangers alike, those who are not and some who are."""
        if self.takes_any_method:
            return FOR_OTHERS_CODE
        named = PEOPLE_OF.get((self.of, relation)) or (OF_OTHERS if relation == OTHER_FORCE else None)
        beside = NEAR if relation in ("conflict", "restricted", OTHER_FORCE) else STRANGERS
        tried = tuple(dict.fromkeys((*named, *beside))) if named else (*EVERYBODY, *OUTSIDERS)
        alike = ALIKE.get(self.of, ("leo",)) if relation in WHERE_ALIKE else ()
        return tuple(name for name in tried if name not in alike)


# -- who, by role alone -----------------------------------------------------------------------------------------------


def only(*people: str, others: Expect = FORBIDDEN) -> Who:
    return lambda relation, person: OK if person in people else others


everybody = only(*EVERYBODY)


def seen_by(table: dict[str, tuple[str, ...]], *, may: tuple[str, ...] = EVERYBODY) -> Who:
    """Those named for the record, of those whose role opens the page at all (else 403 before it is looked for)."""

    def who(relation: str, person: str) -> Expect:
        if person not in may:
            return FORBIDDEN
        return OK if person in table[relation] else ABSENT

    return who


# -- how each person stands to each case ------------------------------------------------------------------------------

_HUB = {**dict.fromkeys(LEADS_OF_HUB, "lead"), "sam": "supervise", "mona": "header", "nell": "read"}
STANDING: dict[str, dict[str, str]] = {
    "own": _HUB,
    "restricted": {"lena": "lead", "sam": "supervise", "nell": "read"},
    "psd": {**_HUB, "ivy": "work", "piers": "supervise"},
    "closed": {**_HUB, "piers": "supervise"},
    "south": {"lars": "lead", "mona": "header", "nell": "read"},
    "granted": {"lars": "lead", "mona": "header", "nell": "read", "nora": "read", "leo": "read", "ivy": "work"},
    "westmoor": {"wes": "lead", "walt": "read"},
    "conflict": {"lena": "lead", "sam": "supervise", "nell": "read"},
}
CASES = tuple(STANDING)
#: Where forms are tried.
MAIN_CASES = ("own", "restricted", "conflict")
MAY = {
    "header": {"header"},
    "read": {"header", "read"},
    "work": {"header", "read", "work"},
    "lead": {"header", "read", "work", "grant"},
    "supervise": {"header", "read", "work", "grant", "supervise"},
}


def on_case(needs: str) -> Who:
    """By how the person stands to the case: not seen is 404, seen without the right is 403."""

    def who(relation: str, person: str) -> Expect:
        standing = STANDING[relation].get(person)
        if standing is None:
            return ABSENT
        return OK if needs in MAY[standing] else FORBIDDEN

    return who


#: Who reads both cases of a link: named access and an investigator's grant reach one end alone.
READ_BOTH_ENDS = {
    "own": (*LEADS_OF_HUB, "sam"),
    "restricted": ("lena", "sam"),
    "psd": (*LEADS_OF_HUB, "sam", "ivy", "piers"),
    "closed": (*LEADS_OF_HUB, "sam", "piers"),
    "south": ("lars",),
    "granted": ("lars",),
    "westmoor": ("wes",),
    "conflict": ("lena", "sam"),
}


def on_link(refused: dict[str, Expect] | None = None) -> Who:
    """A link of which somebody does not read both ends is not there, though they see the case."""
    both = seen_by(READ_BOTH_ENDS)
    return lambda relation, person: (refused or {}).get(STANDING[relation].get(person, ""), both(relation, person))


# -- how each person stands to each concern ---------------------------------------------------------------------------

_TRIAGE = {**dict.fromkeys((*LEADS_OF_HUB, "sam"), "triage"), "mona": "header"}
CONCERN_STANDING: dict[str, dict[str, str]] = {
    "own": _TRIAGE,
    "south": {"lars": "triage", "mona": "header"},
    "westmoor": {"wes": "triage"},
    "conflict": {name: level for name, level in _TRIAGE.items() if name != "bella"},
    "in_restricted": {"lena": "triage", "sam": "triage", "nell": "read"},
    "in_psd": {**_TRIAGE, "ivy": "read", "piers": "read", "nell": "read"},
}
CONCERNS = tuple(CONCERN_STANDING)
MAY_WITH_CONCERN = {
    "header": {"header"},
    "read": {"header", "read"},
    "triage": {"header", "read", "triage", "reporter"},
}


def on_concern(needs: str) -> Who:
    """By how the person stands to the concern."""

    def who(relation: str, person: str) -> Expect:
        standing = CONCERN_STANDING[relation].get(person)
        if standing is None:
            return ABSENT
        return OK if needs in MAY_WITH_CONCERN[standing] else FORBIDDEN

    return who


IN_CONFLICT = ("leo", "bella", "mona", "aud", "root", "brian")
STRANGERS = ("lars", "wes", "ivy", "root", "nobody")
#: Sign-in and administration know people by one thing: whether they administer.
FOR_OTHERS_CODE = ("adam", "lena", "mona", "root", "wes", *OUTSIDERS)
#: Where those whom the rule is about are named one by one, two strangers are enough.
NEAR = ("wes", "nobody")
#: Of records of the other force: who sees most in this one, in every way there is, and both of the other.
OF_OTHERS = ("lena", "sam", "ivy", "mona", "cora", "aud", "adam", "wes", "walt")
OTHER_FORCE = "westmoor"
#: Who stands to these records exactly as lena does (bella is a line manager besides): tried where a conflict, a
#: grant or a restriction tells them apart.
ALIKE = {"cases": ("leo", "bella"), "concerns": ("leo", "bella")}
WHERE_ALIKE = ("", "own", "psd", "closed", "draft")
#: Records on which not the whole cast is tried, with those who see them; of those in conflict everybody whom the
#: conflict takes it from; of the restricted one who leads its unit and is not named.
PEOPLE_OF: dict[tuple[str, str], tuple[str, ...]] = {
    **{("cases", key): tuple(STANDING[key]) for key in STANDING if key != "own"},
    **{("concerns", key): tuple(CONCERN_STANDING[key]) for key in CONCERN_STANDING if key != "own"},
    ("cases", "conflict"): ("lena", "sam", "nell", *IN_CONFLICT),
    ("cases", "restricted"): (*STANDING["restricted"], "leo"),
    ("concerns", "conflict"): ("lena", "sam", "nell", *IN_CONFLICT),
    ("subject_access", "brian"): ("lena", "piers", "pat", *IN_CONFLICT),
}
