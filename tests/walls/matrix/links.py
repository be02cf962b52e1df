"""What is linked: for who may see both ends, each by its own rule; what is told to supervisors, for them alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.walls.matrix.case_api import because
from tests.walls.matrix.communications import SEEN as ACCOUNTS
from tests.walls.matrix.registers import NORTHSHIRE
from tests.walls.matrix.rows import (
    ABSENT,
    CASES,
    CONCERN_STANDING,
    CONCERNS,
    FORBIDDEN,
    LEADS_OF_HUB,
    MAIN_CASES,
    MAY,
    OK,
    READ_BOTH_ENDS,
    SEE_PEOPLE,
    STANDING,
    Expect,
    Row,
    Way,
    Who,
    everybody,
    only,
    seen_by,
)

MAY_LOOK = (*SEE_PEOPLE, "ivy", "piers")
OURS = tuple(name for name in MAY_LOOK if name in NORTHSHIRE)
PEOPLE = {"child": (*LEADS_OF_HUB, "sam"), "staff": OURS, "westmoor": ("wes",)}
SCHEMES = {"own": OURS, "westmoor": ("wes",)}
LOOKED_AT = {
    "person": ("people", PEOPLE),
    "account": ("accounts", {key: tuple(name for name in seen if name in MAY_LOOK) for key, seen in ACCOUNTS.items()}),
    "scheme": ("schemes", SCHEMES),
}


def on_case(needs: str, *, both: bool = False) -> Who:
    """Who sees only headers of a case, or not the other end of a link, is not told that there is any."""

    def who(relation: str, person: str) -> Expect:
        standing = STANDING[relation].get(person, "header")
        if standing == "header" or (both and person not in READ_BOTH_ENDS[relation]):
            return ABSENT
        return OK if needs in MAY[standing] else FORBIDDEN

    return who


def on_concern(relation: str, person: str) -> Expect:
    """Whoever triages it or reads its case, if a role of theirs works with people or on cases."""
    if person not in MAY_LOOK:
        return FORBIDDEN
    return OK if CONCERN_STANDING[relation].get(person) in ("triage", "read") else ABSENT


def _number(it: Any) -> int:
    found: int = it.account.pk if hasattr(it, "account") else it.pk
    return found


def _case(name: str, *more: Callable[[Any], Any], ways: dict[str, Way], cases: tuple[str, ...] = CASES) -> Row:
    return Row(name, ways, lambda it, world: (it.reference, *(part(it) for part in more)), cases, of="cases")


def _judged(name: str, *more: Callable[[Any], Any]) -> Row:
    who = on_case("work", both=True)
    return _case(name, *more, ways={"GET": Way(who, ok=(200, 302)), "POST": Way(who)}, cases=MAIN_CASES)


def _waits(name: str, *more: Callable[[Any], Any], ways: dict[str, Way]) -> Row:
    """A route about a link of a concern that is in no case: what is in one is judged there."""
    return Row(
        name, ways, lambda it, world: (it.reference, *(part(it) for part in more)), ("own", "conflict"), of="concerns"
    )


def _new(it: Any, world: Any) -> dict[str, Any]:
    return {"through": it.through, "end": it.end, "reason": "Another"}


ROWS: tuple[Row, ...] = (
    _case("links:case", ways={"GET": Way(on_case("read"), ok=(200, 302))}),
    _judged("links:set_aside", lambda it: it.through, lambda it: it.end),
    _judged("links:take_up", lambda it: it.aside.pk),
    Row("links:purpose", {"GET": Way(everybody, ok=(200,)), "POST": Way(everybody)}),
    *(
        Row(
            f"links:{name}", {"GET": Way(seen_by(seen, may=MAY_LOOK), ok=(200, 302))},
            lambda it, world: (_number(it),), tuple(seen), of=of,
        )
        for name, (of, seen) in LOOKED_AT.items()
    ),
    Row(
        "links:concern", {"GET": Way(on_concern, ok=(200, 302))}, lambda it, world: (it.reference,), CONCERNS,
        of="concerns",
    ),
    _waits(
        "links:concern_set_aside", lambda it: it.through, lambda it: it.end,
        ways={"GET": Way(on_concern, ok=(200, 302)), "POST": Way(on_concern)},
    ),
    _waits(
        "links:concern_take_up", lambda it: it.aside.pk,
        ways={"GET": Way(on_concern, ok=(200, 302)), "POST": Way(on_concern)},
    ),
    Row("links:told_links", {"GET": Way(everybody, ok=(200,))}),
    Row(
        "links:told_link",
        {"GET": Way(only("sam", others=ABSENT), ok=(200,)), "POST": Way(only("sam", others=ABSENT))},
        lambda it, world: (it.told_link.pk,),
    ),
    # Without a purpose nobody reads it, and who may is told so.
    _case("api:links-case", ways={"GET": Way(on_case("read"), ok=(200, 422))}),
    _case(
        "api:links-set-aside", ways={"GET": Way(on_case("read"), ok=(200,)), "POST": Way(on_case("work"), body=_new)},
        cases=MAIN_CASES,
    ),
    _case(
        "api:links-take-up", lambda it: it.aside.pk, ways={"POST": Way(on_case("work", both=True), body=because)},
        cases=MAIN_CASES,
    ),
    *(
        Row(
            f"api:links-{name}", {"GET": Way(seen_by(seen, may=MAY_LOOK), ok=(200, 422))},
            lambda it, world: (_number(it),), tuple(seen), of=of,
        )
        for name, (of, seen) in LOOKED_AT.items()
    ),
    Row(
        "api:links-concern", {"GET": Way(on_concern, ok=(200, 422))}, lambda it, world: (it.reference,), CONCERNS,
        of="concerns",
    ),
    _waits(
        "api:links-concern-set-aside",
        ways={"GET": Way(on_concern, ok=(200,)), "POST": Way(on_concern, ok=(201,), body=_new)},
    ),
    _waits(
        "api:links-concern-take-up", lambda it: it.aside.pk, ways={"POST": Way(on_concern, ok=(200,), body=because)}
    ),
    Row("api:told-link-list", {"GET": Way(everybody, ok=(200,))}),
    Row(
        "api:told-link-detail", {"GET": Way(only("sam", others=ABSENT), ok=(200,))},
        lambda it, world: (it.told_link.pk,),
    ),
    Row(
        "api:told-link-seen", {"POST": Way(only("sam", others=ABSENT), body=lambda it, world: {"note": "Done"})},
        lambda it, world: (it.told_link.pk,),
    ),
)  # fmt: skip
