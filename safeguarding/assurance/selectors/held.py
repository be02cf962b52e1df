"""What is on record, as plain values: the columns alone, because a force may have sixty thousand rows of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from safeguarding.assurance.choices import Details
from safeguarding.assurance.models import Requirement
from safeguarding.assurance.rules import Held, dbs_falls_short, vetting_falls_short, vetting_stops

COLUMNS = (
    "requirement_id", "person_id", "scheme_id", "person__person_type", "achieved_on", "expires_on", "withdrawn_on",
    "dbs__level", "dbs__workforce", "dbs__barred_list_checked", "vetting__level", "vetting__status",
    "vetting__status_since",
)  # fmt: skip
Key = tuple[int | None, int | None, int]


def held(rows: Any, requirements: list[Requirement]) -> Iterator[tuple[Key, Held]]:
    """Each credential with whose it is (person, scheme) and of which requirement.

    What reads alike is one value: a force trains and checks its people on the same days, and sixty thousand values
    of their own keep the collector of rubbish busy for longer than all verdicts take.
    """
    asked = {one.pk: one for one in requirements}
    short: dict[tuple[Any, ...], str] = {}
    alike: dict[Held, Held] = {}
    for (
        requirement_id,
        person,
        scheme,
        person_type,
        since,
        until,
        gone,
        d_level,
        workforce,
        barred,
        level,
        status,
        at,
    ) in rows.filter(requirement__in=asked).values_list(*COLUMNS).order_by().iterator(chunk_size=5_000):
        wanted = asked[requirement_id]
        if not wanted.details:
            one = Held(since, until, gone)
            yield (person, scheme, requirement_id), alike.setdefault(one, one)
            continue
        key = (requirement_id, person_type or "", d_level, workforce, barred, level, status)
        if key not in short:
            short[key] = _falls_short(wanted, *key[1:])
        stops, on = vetting_stops(status, achieved_on=since, since=at) if status else ("", None)
        one = Held(since, until, gone, short[key], stops, on)
        yield (person, scheme, requirement_id), alike.setdefault(one, one)


def _falls_short(
    wanted: Requirement, person_type: str, dbs: str | None, workforce: str | None, barred: bool | None,
    level: str | None, status: str | None,
) -> str:  # fmt: skip
    """Why what is recorded of a check or of vetting is not enough; asked once of each combination."""
    levels = wanted.levels_for(person_type)
    if wanted.details == Details.DBS:
        return dbs_falls_short(levels, level=dbs, workforce=workforce or "", barred_list_checked=bool(barred))
    return vetting_falls_short(levels, level=level, status=status)


def held_of(credentials: Any, requirements: list[Requirement]) -> dict[int, list[Held]]:
    """Of one person or scheme, by requirement."""
    found: dict[int, list[Held]] = {one.pk: [] for one in requirements}
    for (_, _, requirement), one in held(credentials, requirements):
        found[requirement].append(one)
    return found
