"""The check for duplicates among a million people, beside hand-written SQL, and how often it finds who was altered.

The people are made from a list of family names and the first names of the nickname data, each far more or less common,
as names are. The altered pairs are made from a fixed seed: what somebody might type for a person who is on record.
"""

from __future__ import annotations

import datetime as dt
import random
import statistics
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from nicknames import NickNamer, name_triplets

from safeguarding.access.choices import Role, UnitKind
from safeguarding.access.models import Force, RoleAssignment, Unit, User
from safeguarding.access.services import principal_of, principal_of_role
from safeguarding.people import selectors
from safeguarding.people.choices import PersonKind
from safeguarding.people.services import NewPerson

SEED = 20261122
FIRST_BIRTHDAY, BIRTHDAYS = dt.date(2008, 1, 1), 4300
COMMON = [
    "Smith",
    "Jones",
    "Williams",
    "Taylor",
    "Brown",
    "Davies",
    "Evans",
    "Wilson",
    "Thomas",
    "Roberts",
    "Johnson",
    "Lewis",
    "Walker",
    "Robinson",
    "Wood",
    "Thompson",
    "White",
    "Watson",
    "Jackson",
    "Wright",
    "Green",
    "Harris",
    "Cooper",
    "King",
    "Lee",
    "Martin",
    "Clarke",
    "James",
    "Morgan",
    "Hughes",
    "Edwards",
    "Hill",
    "Moore",
    "Clark",
    "Harrison",
    "Scott",
    "Young",
    "Morris",
    "Hall",
    "Ward",
    "Turner",
    "Carter",
    "Phillips",
    "Mitchell",
    "Patel",
    "Adams",
    "Campbell",
    "Anderson",
    "Allen",
    "Cook",
    "Khan",
    "Ahmed",
    "Ali",
    "Hussain",
    "Begum",
    "Singh",
    "Kaur",
    "Shah",
    "Mohammed",
    "O'Brien",
    "O'Connor",
    "Murphy",
    "Kelly",
    "Byrne",
    "Ryan",
    "McDonald",
    "McCarthy",
    "MacLeod",
    "Fitzgerald",
    "Nowak",
    "Kowalski",
    "Wójcik",
    "Kamiński",
    "Silva",
    "Santos",
    "García",
    "Fernández",
    "Müller",
    "Okafor",
    "Adeyemi",
    "Mensah",
    "Osei",
    "Tran",
    "Nguyen",
    "Chen",
    "Wang",
    "Zhang",
    "Begg",
    "Baker",
    "Barker",
    "Parker",
    "Marsh",
    "Walsh",
    "Welsh",
    "Reid",
    "Read",
    "Stewart",
    "Stuart",
]
STARTS = [
    "Ash",
    "Bar",
    "Beck",
    "Brad",
    "Bram",
    "Buck",
    "Cald",
    "Carl",
    "Chad",
    "Cran",
    "Cross",
    "Dal",
    "Dun",
    "East",
    "El",
    "Fair",
    "Farn",
    "Field",
    "Glad",
    "Green",
    "Hal",
    "Ham",
    "Har",
    "Hart",
    "Hol",
    "Horn",
    "Kel",
    "Kings",
    "Lang",
    "Lin",
    "Long",
    "Mar",
    "Mel",
    "Mil",
    "Nor",
    "Oak",
    "Old",
    "Pem",
    "Pres",
    "Rad",
    "Red",
    "Ridge",
    "Ro",
    "Row",
    "Sed",
    "Shel",
    "Stan",
    "Stock",
    "Strat",
    "Sut",
    "Thorn",
    "Tor",
    "Under",
    "Wal",
    "War",
    "Wat",
    "Wes",
    "Whit",
    "Win",
    "Wood",
    "Wy",
]
ENDS = [
    "bank",
    "borne",
    "bourne",
    "bridge",
    "brook",
    "burn",
    "bury",
    "by",
    "combe",
    "cott",
    "croft",
    "dale",
    "den",
    "don",
    "feld",
    "field",
    "ford",
    "gate",
    "ham",
    "hill",
    "hurst",
    "land",
    "ley",
    "low",
    "man",
    "more",
    "ney",
    "over",
    "ridge",
    "sby",
    "son",
    "stead",
    "stock",
    "stone",
    "ton",
    "ville",
    "wall",
    "well",
    "wick",
    "win",
    "wood",
    "worth",
]
PEOPLE = """
INSERT INTO people_person (version, kind, person_type, given_name, family_name, known_as, date_of_birth, age_band,
    pronoun, school, role_description, created_at, created_by_id, force_id, unit_id)
SELECT 1, 'young_person', '', (%(firsts)s::text[])[1 + floor(pow(random(), 2.2) * %(first_count)s)::int],
    (%(lasts)s::text[])[1 + floor(pow(random(), 3.0) * %(last_count)s)::int], '',
    %(since)s::date + floor(random() * %(days)s)::int, 'unknown', '', '', '', now(), %(user)s, %(force)s,
    (%(units)s::bigint[])[1 + i %% %(unit_count)s]
FROM generate_series(1, %(people)s) AS i
"""
KEYS = """
INSERT INTO matching_namekeys (person_id, force_id, names, born, keys)
SELECT id, force_id, matching_fold(given_name || ' ' || known_as || ' ' || family_name), date_of_birth,
    matching_keys(force_id, given_name, family_name, known_as, date_of_birth, false)
FROM people_person
"""
#: What a person would write by hand: the same keys, ranked by the database alone.
BY_HAND = """
SELECT p.id, p.given_name, p.family_name, p.date_of_birth FROM matching_namekeys k JOIN people_person p ON p.id = k.person_id
WHERE k.keys && matching_keys(%s, %s, %s, %s, %s, true) AND k.force_id = %s AND p.unit_id = ANY(%s)
ORDER BY similarity(k.names, matching_fold(%s)) + (k.born = %s)::int DESC, p.id LIMIT 5
"""


@dataclass(frozen=True)
class Altered:
    """What somebody typed, whom they meant (nobody, when the person is not on record), and what was altered."""

    new: NewPerson
    meant: int | None
    how: str


@dataclass(frozen=True)
class Found:
    """What the bench prints of duplicates."""

    people: int
    pairs: int
    median: float
    p90: float
    bare: float
    bare_p90: float
    recall: float
    bare_recall: float
    first_right: float
    precision: float
    strangers_offered: float
    by_how: dict[str, float]


def fill(people: int) -> None:
    """One force with this many young people in twenty units; the trigger rests, the keys are written at once."""
    force = Force.objects.create(name="Duplishire Police", slug="duplishire")
    units = [Unit.objects.create(force=force, name=f"Unit {n:02}", kind=UnitKind.CADETS) for n in range(20)]
    user = User.objects.create(
        username="coordinator", email="coordinator@bench.example", first_name="Cora", last_name="Bench", force=force,
        home_unit=units[0], password=make_password(None),
    )  # fmt: skip
    principal_of(user)
    for unit in units:
        RoleAssignment.objects.create(user=user, unit=unit, role=Role.COORDINATOR, starts_on=dt.date(2024, 1, 1))
        principal_of_role(unit, Role.COORDINATOR)
    firsts, lasts = _names()
    values = {
        "firsts": firsts, "first_count": len(firsts), "lasts": lasts, "last_count": len(lasts), "people": people,
        "since": FIRST_BIRTHDAY, "days": BIRTHDAYS, "user": user.pk, "force": force.pk,
        "units": [unit.pk for unit in units], "unit_count": len(units),
    }  # fmt: skip
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("SELECT setseed(0.5)")
        cursor.execute("DROP INDEX name_keys_found")
        cursor.execute(PEOPLE, values)
        cursor.execute(KEYS)
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        cursor.execute("CREATE INDEX name_keys_found ON matching_namekeys USING gin (keys) WITH (fastupdate = off)")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _names() -> tuple[list[str], list[str]]:
    """First and family names, the commonest first; the order is fixed by the seed."""
    dice = random.Random(SEED)
    firsts = sorted({pair.name1.capitalize() for pair in name_triplets() if pair.name1.isalpha()})
    made = [start + end for start in STARTS for end in ENDS]
    dice.shuffle(firsts)
    dice.shuffle(made)
    return firsts, [*COMMON, *made]


# -- what people get wrong --------------------------------------------------------------------------------------------


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
    firsts, lasts = _names()
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


# -- measuring --------------------------------------------------------------------------------------------------------


def measure(people: int, pairs: int) -> Found:
    """Ask for each, as a page does when somebody is about to be added, and by hand."""
    user = User.objects.get(username="coordinator")
    units = list(Unit.objects.values_list("pk", flat=True))
    made, unknown = altered_pairs(pairs), strangers(pairs // 5)
    for one in made[:20]:
        selectors.likely(user, one.new)
    ours: list[float] = []
    bare: list[float] = []
    hits: Counter[str] = Counter()
    asked: Counter[str] = Counter(one.how for one in made)
    first_right = offered_first = right_offers = offers = bare_hits = 0
    for one in made:
        start = time.perf_counter()
        found = [likely.person.pk for likely in selectors.likely(user, one.new)]
        middle = time.perf_counter()
        by_hand = _by_hand(one.new, user, units)
        ours.append((middle - start) * 1000)
        bare.append((time.perf_counter() - middle) * 1000)
        hits[one.how] += one.meant in found
        bare_hits += one.meant in by_hand
        offers += len(found)
        right_offers += one.meant in found
        offered_first += bool(found)
        first_right += found[:1] == [one.meant]
    bothered = sum(bool(selectors.likely(user, one.new)) for one in unknown)
    return Found(
        people, pairs, statistics.median(ours), statistics.quantiles(ours, n=10)[-1], statistics.median(bare),
        statistics.quantiles(bare, n=10)[-1], sum(hits.values()) / pairs, bare_hits / pairs,
        first_right / max(offered_first, 1), right_offers / max(offers, 1), bothered / max(len(unknown), 1),
        {how: hits[how] / asked[how] for how in sorted(asked)},
    )  # fmt: skip


def _by_hand(new: NewPerson, user: User, units: list[int]) -> list[int]:
    force, names = user.force_id, f"{new.given_name} {new.family_name}"
    with connection.cursor() as cursor:
        cursor.execute(
            BY_HAND,
            [force, new.given_name, new.family_name, "", new.date_of_birth, force, units, names, new.date_of_birth],
        )
        return [row[0] for row in cursor.fetchall()]
