"""Risk assessments and the risk register: read by who sees the register of schemes, decided by its keepers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.walls.matrix.registers import KEEPERS, NORTHSHIRE
from tests.walls.matrix.rows import ABSENT, FORBIDDEN, OK, SEE_SCHEMES, Expect, Row, Way, Who, everybody, only, seen_by

SEEN = {"own": NORTHSHIRE, "westmoor": ("wes", "walt")}
#: Practitioners with a part in the scheme of the own force: they read and write its assessments, and decide nothing.
RUN_IT = ("pat", "nell")
WORK_WITH_SCHEMES = (*SEE_SCHEMES, *RUN_IT)


def _reads(name: str, args: Callable[[Any], tuple[int, ...]]) -> Row:
    who = seen_by(SEEN, may=WORK_WITH_SCHEMES)
    return Row(name, {"GET": Way(who, ok=(200,))}, lambda it, world: args(it), tuple(SEEN), of="risk")


def kept_by(relation: str, person: str) -> Expect:
    """Who may not open the pages is refused first; then what is another force's is not there; then keepers alone."""
    if person not in WORK_WITH_SCHEMES:
        return FORBIDDEN
    if person not in SEEN[relation]:
        return ABSENT
    return OK if person in KEEPERS else FORBIDDEN


def written_by(relation: str, person: str) -> Expect:
    """As what is kept; but who has a part in the scheme writes too."""
    return OK if relation == "own" and person in RUN_IT else kept_by(relation, person)


def _written(name: str, args: Callable[[Any], tuple[int, ...]], *methods: str, who: Who = written_by) -> Row:
    ways = {method: Way(who, ok=(200,) if method == "GET" else ()) for method in methods or ("GET", "POST")}
    return Row(name, ways, lambda it, world: args(it), tuple(SEEN), of="risk")


def scheme(it: Any) -> tuple[int, ...]:
    return (it.scheme.pk,)


def draft(it: Any) -> tuple[int, ...]:
    return (it.draft.pk,)


def hazard(it: Any) -> tuple[int, ...]:
    return (it.draft.pk, it.hazard.pk)


def entry(it: Any) -> tuple[int, ...]:
    return (it.entry.pk,)


def action(it: Any) -> tuple[int, ...]:
    return (it.entry.pk, it.action.pk)


#: Who raised the entry and has something to do about it sees it by that alone.
SEE_ENTRY = {
    "own": (*(name for name in SEE_SCHEMES if name in NORTHSHIRE), "nora"),
    "westmoor": ("wes", "walt"),
}


def keeps_entry(relation: str, person: str) -> Expect:
    """An entry that one may not see is not there; one that one sees is kept by the keepers alone."""
    if person not in SEE_ENTRY[relation]:
        return ABSENT
    return OK if person in KEEPERS else FORBIDDEN


def acts(relation: str, person: str) -> Expect:
    """Who has it to do says that it is done, and the keepers."""
    has_it_to_do = person == {"own": "nora", "westmoor": "walt"}[relation]
    return OK if has_it_to_do else keeps_entry(relation, person)


def _entry(name: str, args: Callable[[Any], tuple[int, ...]], who: Who, *methods: str) -> Row:
    ways = {method: Way(who, ok=(200,) if method == "GET" else ()) for method in methods or ("GET", "POST")}
    return Row(name, ways, lambda it, world: args(it), tuple(SEEN), of="risk")


SEE_DRAFT = {"own": tuple(name for name in WORK_WITH_SCHEMES if name in NORTHSHIRE), "westmoor": ("wes",)}


def decides(relation: str, person: str) -> Expect:
    """A draft that one may not see is not there; one that one sees is decided about by keepers."""
    if person not in SEE_DRAFT[relation]:
        return ABSENT
    return OK if person in KEEPERS else FORBIDDEN


def writes(relation: str, person: str) -> Expect:
    """As what is decided; but who has a part in the scheme writes too."""
    return OK if relation == "own" and person in RUN_IT else decides(relation, person)


def _api(name: str, args: Callable[[Any], tuple[int, ...]], who: Who) -> Row:
    return Row(name, {"POST": Way(who)}, lambda it, world: args(it), tuple(SEEN), of="risk")


ROWS: tuple[Row, ...] = (
    _reads("risk:scheme_risk", scheme),
    _written("risk:assessment_add", scheme),
    _reads("risk:assessment", draft),
    *(_written(f"risk:assessment_{act}", draft) for act in ("edit", "withdraw", "copy")),
    _written("risk:assessment_decide", draft, who=kept_by),
    _written("risk:assessment_paper", draft, who=kept_by),
    *(_written(f"risk:assessment_{act}", draft, "POST") for act in ("submit", "next")),
    _written("risk:hazard_add", draft),
    _written("risk:hazard_change", hazard),
    _written("risk:hazard_remove", hazard, "POST"),
    *(
        Row(
            name,
            {
                "GET": Way(only(*WORK_WITH_SCHEMES), ok=(200,)),
                "POST": Way(only(*WORK_WITH_SCHEMES), ok=(302,)),
            },
        )
        for name in ("risk:entry_list", "risk:assessment_list")
    ),
    Row("risk:risk_map", {"GET": Way(only(*SEE_SCHEMES), ok=(200,))}),
    Row("risk:entry_add", {"GET": Way(only(*WORK_WITH_SCHEMES), ok=(200,)), "POST": Way(only(*WORK_WITH_SCHEMES))}),
    _entry("risk:entry", entry, seen_by(SEE_ENTRY), "GET"),
    *(_entry(f"risk:{name}", entry, keeps_entry) for name in ("entry_edit", "entry_look", "action_add")),
    _entry("risk:action_finish", action, acts),
    _entry("risk:action_drop", action, keeps_entry),
    Row("api:venue-list", {"GET": Way(everybody, ok=(200,))}),
    Row(
        "api:venue-detail",
        {"GET": Way(seen_by(SEEN), ok=(200,))},
        lambda it, world: (it.venue.pk,),
        tuple(SEEN),
        of="risk",
    ),
    Row("api:risk-assessment-list", {"GET": Way(everybody, ok=(200,)), "POST": Way(only(*WORK_WITH_SCHEMES))}),
    Row(
        "api:risk-assessment-detail",
        {"GET": Way(seen_by(SEE_DRAFT), ok=(200,)), "PATCH": Way(writes)},
        lambda it, world: draft(it),
        tuple(SEEN),
        of="risk",
    ),
    *(
        _api(f"api:risk-assessment-{act}", draft, writes)
        for act in ("hazards", "submit", "withdraw", "next-version", "copy")
    ),
    *(_api(f"api:risk-assessment-{act}", draft, decides) for act in ("approve", "approve-on-paper", "refuse")),
    *(_api(f"api:risk-assessment-{act}-hazard", hazard, writes) for act in ("change", "remove")),
    Row("api:risk-entry-list", {"GET": Way(everybody, ok=(200,)), "POST": Way(only(*WORK_WITH_SCHEMES))}),
    Row(
        "api:risk-entry-detail",
        {"GET": Way(seen_by(SEE_ENTRY), ok=(200,)), "PATCH": Way(keeps_entry)},
        lambda it, world: entry(it),
        tuple(SEEN),
        of="risk",
    ),
    *(_api(f"api:risk-entry-{act}", entry, keeps_entry) for act in ("look", "actions")),
    _api("api:risk-entry-finish", action, acts),
    _api("api:risk-entry-drop", action, keeps_entry),
)
