"""What a row says, cell by cell, and what is wrong with it before anything on record is looked at."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from safeguarding.assurance.choices import DbsLevel, VettingLevel, VettingStatus, Workforce
from safeguarding.exchange.choices import COLUMNS, OF_CREDENTIALS, OF_PEOPLE, Column, DayOrder, ImportKind
from safeguarding.exchange.rules import cells
from safeguarding.exchange.rules.reading import fit
from safeguarding.people.choices import STAFF_TYPES, PersonType, PlacementRole

Reasons = dict[str, list[str]]


@dataclass
class Cleaned:
    """What a row says in values that can be kept, and the reasons why it cannot be taken, by column."""

    values: dict[str, str] = field(default_factory=dict)
    reasons: Reasons = field(default_factory=dict)


def clean(
    kind: str,
    mapping: Mapping[str, int],
    raw: list[str],
    fixed: Mapping[str, str],
    *,
    day_orders: Mapping[str, str],
    today: dt.date,
) -> Cleaned:
    """Every mapped column read: what somebody typed over it counts, and is read day first."""
    found = Cleaned()
    for column in COLUMNS[kind]:
        text = said(column, mapping, raw, fixed)
        if cells.says_nothing(text) or (column.name == "ends_on" and text.lower() in cells.OPEN_ENDED):
            if column.is_needed:
                found.reasons[column.name] = ["This is empty, and is needed"]
            continue
        order = DayOrder.DAY_FIRST if column.name in fixed else day_orders.get(column.name, DayOrder.ASSUMED)
        try:
            found.values[column.name] = _value(column, text, order, today)
        except ValueError as error:
            found.reasons[column.name] = [str(error)]
    _split_name(found)
    _look_over(kind, found, today)
    return found


def said(column: Column, mapping: Mapping[str, int], raw: list[str], fixed: Mapping[str, str]) -> str:
    """What the row says in a column now."""
    if column.name in fixed:
        return fit(fixed[column.name])
    at = mapping.get(column.name)
    return raw[at] if at is not None and at < len(raw) else ""


#: Columns that say one of a few things: what each word means, what the thing is called, and what to write.
CHOSEN: dict[str, tuple[Mapping[str, str], str, list[str]]] = {
    "person_type": (cells.TYPE_WORDS, "kind of staff", [str(PersonType(one).label) for one in STAFF_TYPES]),
    "role": (cells.ROLE_WORDS, "part in a scheme", [str(label) for label in PlacementRole.labels]),
    "dbs_level": (cells.LEVEL_WORDS, "level of a DBS check", [str(label) for label in DbsLevel.labels]),
    "workforce": (cells.WORKFORCE_WORDS, "workforce", [str(label) for label in Workforce.labels]),
    "vetting_level": (cells.VETTING_WORDS, "level of vetting", [str(label) for label in VettingLevel.labels]),
    "vetting_status": (cells.STATUS_WORDS, "status of vetting", [str(label) for label in VettingStatus.labels]),
}


def _value(column: Column, text: str, order: str, today: dt.date) -> str:
    if text.startswith("="):
        raise ValueError(cells.NO_RESULT.format(text[:40]))
    if column.kind == "day":
        return cells.day(text, order, today=today).isoformat()
    if column.kind == "yes":
        return cells.yes_or_no(text)
    if column.name in CHOSEN:
        words, what, labels = CHOSEN[column.name]
        return cells.one_of(words, text, what, labels)
    wrong = cells.text_error(column, text)
    if wrong:
        raise ValueError(wrong)
    return " ".join(text.split())


def _split_name(found: Cleaned) -> None:
    whole = found.values.pop("full_name", "")
    if whole and not (found.values.get("given_name") or found.values.get("family_name")):
        given, family = cells.whole_name(whole)
        found.values |= {name: text[:100] for name, text in (("given_name", given), ("family_name", family)) if text}


def _look_over(kind: str, found: Cleaned, today: dt.date) -> None:
    """What is wrong with the row as a whole."""
    values, reasons = found.values, found.reasons
    named = values.get("given_name") or values.get("family_name") or values.get("known_as")
    if not named and (kind in OF_PEOPLE or "reference" not in values):
        reasons.setdefault("given_name", ["There is no name" + ("" if kind in OF_PEOPLE else " and no number")])
    if kind == ImportKind.STAFF and values.get("person_type") and values["person_type"] not in STAFF_TYPES:
        reasons["person_type"] = ["This is not somebody who works for the force: put them on record one by one"]
    begin, end = ("starts_on", "ends_on") if kind == ImportKind.PLACEMENTS else ("achieved_on", "expires_on")
    if begin in values and end in values and values[end] < values[begin]:
        reasons[end] = ["It cannot end before it began"]
    if kind in OF_CREDENTIALS and values.get("achieved_on", "") > today.isoformat():
        reasons["achieved_on"] = ["The day is still to come"]


#: What, beside the person, makes two rows the same thing.
TOLD_APART_BY: dict[str, tuple[str, ...]] = {
    ImportKind.PLACEMENTS: ("scheme", "role", "starts_on"),
    ImportKind.ACKNOWLEDGEMENTS: ("policy", "policy_version"),
}


def key_of(kind: str, values: Mapping[str, str]) -> str:
    """What makes two rows of a file the same thing. Nothing when the row says too little to tell."""
    if kind in OF_PEOPLE:
        return who_key(values)
    who = who_key(values)
    rest = TOLD_APART_BY.get(kind, ("course", "achieved_on"))
    return hashed(who, *(values.get(name, "") for name in rest)) if who else ""


def who_key(values: Mapping[str, str]) -> str:
    """By what the row knows a person: their number, else their name and birthday."""
    if values.get("reference"):
        return reference_key(values["reference"])
    parts = [values.get(name, "") for name in ("given_name", "family_name", "known_as", "date_of_birth")]
    return hashed(*parts) if any(parts) else ""


def reference_key(reference: str) -> str:
    return f"r:{reference.lower()}"


def hashed(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(part.lower() for part in parts).encode()).hexdigest()[:62]
