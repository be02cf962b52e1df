"""Names as people have them, and what people get wrong when they type them.

The pairs are made from a fixed seed: what somebody might type for a person who is on record, and for one who is not.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass, replace

from django.db import connection
from nicknames import NickNamer, name_triplets

from safeguarding.people.choices import PersonKind
from safeguarding.people.services import NewPerson

SEED = 20261122
FIRST_BIRTHDAY, BIRTHDAYS = dt.date(2008, 1, 1), 4300
COMMON = """
    Smith Jones Williams Taylor Brown Davies Evans Wilson Thomas Roberts Johnson Lewis Walker Robinson Wood Thompson
    White Watson Jackson Wright Green Harris Cooper King Lee Martin Clarke James Morgan Hughes Edwards Hill Moore
    Clark Harrison Scott Young Morris Hall Ward Turner Carter Phillips Mitchell Patel Adams Campbell Anderson Allen
    Cook Khan Ahmed Ali Hussain Begum Singh Kaur Shah Mohammed O'Brien O'Connor Murphy Kelly Byrne Ryan McDonald
    McCarthy MacLeod Fitzgerald Nowak Kowalski Wójcik Kamiński Silva Santos García Fernández Müller Okafor Adeyemi
    Mensah Osei Tran Nguyen Chen Wang Zhang Begg Baker Barker Parker Marsh Walsh Welsh Reid Read Stewart Stuart
""".split()  # noqa: SIM905
# Of these the rarer family names are put together.
STARTS = """
    Ash Bar Beck Brad Bram Buck Cald Carl Chad Cran Cross Dal Dun East El Fair Farn Field Glad Green Hal Ham Har Hart
    Hol Horn Kel Kings Lang Lin Long Mar Mel Mil Nor Oak Old Pem Pres Rad Red Ridge Ro Row Sed Shel Stan Stock Strat
    Sut Thorn Tor Under Wal War Wat Wes Whit Win Wood Wy
""".split()  # noqa: SIM905
ENDS = """
    bank borne bourne bridge brook burn bury by combe cott croft dale den don feld field ford gate ham hill hurst land
    ley low man more ney over ridge sby son stead stock stone ton ville wall well wick win wood worth
""".split()  # noqa: SIM905


@dataclass(frozen=True)
class Altered:
    """What somebody typed, whom they meant (nobody, when the person is not on record), and what was altered."""

    new: NewPerson
    meant: int | None
    how: str


def names() -> tuple[list[str], list[str]]:
    """First and family names, the commonest first; the order is fixed by the seed."""
    dice = random.Random(SEED)
    firsts = sorted({pair.name1.capitalize() for pair in name_triplets() if pair.name1.isalpha()})
    made = [start + end for start in STARTS for end in ENDS]
    dice.shuffle(firsts)
    dice.shuffle(made)
    return firsts, [*COMMON, *made]


def _slip(word: str, dice: random.Random) -> str:
    """One letter left out, doubled, changed, or changed about with the next."""
    if len(word) < 3:
        return word + word[-1]
    at = dice.randrange(1, len(word) - 1)
    kind = dice.randrange(4)
    if kind == 0:
        return word[:at] + word[at + 1 :]
    if kind == 1:
        return word[:at] + word[at] + word[at:]
    if kind == 2:
        return word[:at] + dice.choice("aeioulnrst") + word[at + 1 :]
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


_NICK = NickNamer()


def _nickname(new: NewPerson, dice: random.Random) -> NewPerson:
    forms = sorted(_NICK.nicknames_of(new.given_name))
    return replace(new, given_name=dice.choice(forms).capitalize()) if forms else new


def _swapped_date(new: NewPerson, dice: random.Random) -> NewPerson:
    born = new.date_of_birth
    if born is None or born.day > 12:
        return _wrong_figure(new, dice)
    return replace(new, date_of_birth=dt.date(born.year, born.day, born.month))


def _wrong_figure(new: NewPerson, dice: random.Random) -> NewPerson:
    """One figure of the day, the month or the year."""
    born = new.date_of_birth or FIRST_BIRTHDAY
    for _ in range(20):
        figures = list(f"{born:%Y%m%d}")
        figures[dice.choice((3, 5, 6, 7))] = dice.choice("0123456789")
        try:
            wrong = dt.date.fromisoformat("".join(figures))
        except ValueError:
            continue
        if wrong != born and wrong.year < 2026:
            return replace(new, date_of_birth=wrong)
    return new


Alter = Callable[[NewPerson, random.Random], NewPerson]
ONCE: dict[str, Alter] = {
    "first name misspelt": lambda new, dice: replace(new, given_name=_slip(new.given_name, dice)),
    "family name misspelt": lambda new, dice: replace(new, family_name=_slip(new.family_name, dice)),
    "nickname": _nickname,
    "names swapped": lambda new, dice: replace(new, given_name=new.family_name, family_name=new.given_name),
    "day and month swapped": _swapped_date,
    "wrong figure in the date": _wrong_figure,
    "double family name": lambda new, dice: replace(new, family_name=f"{new.family_name}-{dice.choice(COMMON)}"),
}


def altered_pairs(pairs: int) -> list[Altered]:
    """People on record, each altered once or, one in three, twice."""
    dice = random.Random(SEED)
    with connection.cursor() as cursor:
        cursor.execute("SELECT min(id), max(id) FROM people_person")
        least, most = cursor.fetchone()
        chosen = [dice.randint(least, most) for _ in range(pairs)]
        cursor.execute(
            "SELECT id, given_name, family_name, date_of_birth FROM people_person WHERE id = ANY(%s)", [chosen]
        )
        on_record = {row[0]: row[1:] for row in cursor.fetchall()}
    made = []
    for pk in chosen:
        given, family, born = on_record[pk]
        new = NewPerson(PersonKind.YOUNG_PERSON, given, family, date_of_birth=born)
        hows = dice.sample(list(ONCE), 2 if dice.random() < 1 / 3 else 1)
        for how in sorted(hows, key=lambda one: one == "names swapped"):
            new = ONCE[how](new, dice)
        made.append(Altered(new, pk, " and ".join(sorted(hows)) if len(hows) == 1 else "two of these"))
    return made


def strangers(count: int) -> list[Altered]:
    """People who are not on record: names as common as the others', born before anybody who is."""
    dice = random.Random(SEED + 1)
    firsts, lasts = names()
    return [
        Altered(
            NewPerson(
                PersonKind.YOUNG_PERSON, firsts[int(dice.random() ** 2.2 * len(firsts))],
                lasts[int(dice.random() ** 3.0 * len(lasts))],
                date_of_birth=FIRST_BIRTHDAY + dt.timedelta(days=dice.randrange(BIRTHDAYS)),
            ),
            None, "not on record",
        )
        for _ in range(count)
    ]  # fmt: skip
