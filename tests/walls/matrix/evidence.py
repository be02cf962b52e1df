"""Evidence: there for whoever reads the content of the case. For a manager who sees its header it is not there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.walls.matrix.rows import (
    ABSENT,
    CASES,
    FORBIDDEN,
    MAIN_CASES,
    MAY,
    OK,
    STANDING,
    Expect,
    Row,
    Way,
    Who,
    everybody,
)

Body = Callable[[Any, Any], dict[str, Any]]


def on_evidence(needs: str) -> Who:
    """By how the person stands to the case: who does not read it finds nothing."""

    def who(relation: str, person: str) -> Expect:
        standing = STANDING[relation].get(person, "")
        if standing in ("", "header"):
            return ABSENT
        return OK if needs in MAY[standing] else FORBIDDEN

    return who


def custodian(relation: str, person: str) -> Expect:
    """Who reads the case finds it; who has the exhibit hands it over."""
    found = on_evidence("read")(relation, person)
    return OK if found is OK and person == ("wes" if relation == "westmoor" else "lena") else _not(found)


def taker(relation: str, person: str) -> Expect:
    """Who reads the case finds it; who takes the exhibit signs."""
    found = on_evidence("read")(relation, person)
    return OK if found is OK and person == ("walt" if relation == "westmoor" else "nell") else _not(found)


def decider(relation: str, person: str) -> Expect:
    """Who leads or supervises the case, but not who asked for it and handed the file in."""
    found = on_evidence("grant")(relation, person)
    return _not(found) if person == "lena" else found


def asker(relation: str, person: str) -> Expect:
    """Who asked for it takes it back."""
    return custodian(relation, person)


def _not(found: Expect) -> Expect:
    return FORBIDDEN if found is OK else found


def _address(*more: Callable[[Any], Any]) -> Callable[[Any, Any], tuple[Any, ...]]:
    return lambda it, world: (it.reference, *(part(it) for part in more))


def _page(name: str, *more: Callable[[Any], Any], relations: tuple[str, ...] = CASES) -> Row:
    ways = {"GET": Way(on_evidence("read"), ok=(200,))}
    return Row(
        f"evidence:{name}", ways, lambda it, world: (it.reference, *(part(it) for part in more)), relations, "cases"
    )


def _form(name: str, *more: Callable[[Any], Any], who: Who | None = None, ok: tuple[int, ...] = (200, 302)) -> Row:
    asked = who or on_evidence("work")
    ways = {"GET": Way(asked, ok=ok), "POST": Way(asked)}
    return Row(f"evidence:{name}", ways, _address(*more), MAIN_CASES, "cases")


def exhibit(it: Any) -> int:
    return int(it.exhibit.pk)


def handover(it: Any) -> int:
    return int(it.handover.pk)


def file(it: Any) -> int:
    return int(it.exhibit_file.pk)


def removal(it: Any) -> int:
    return int(it.removal.pk)


def _api(
    name: str, *more: Callable[[Any], Any], get: str = "", post: Who | None = None, patch: Who | None = None,
    body: Body | None = None,
) -> Row:  # fmt: skip
    """A route of the API. Reading is tried on every case, writing where forms are."""
    ways = {"GET": Way(on_evidence(get), ok=(200,))} if get else {}
    ways |= {method: Way(who, body=body) for method, who in (("POST", post), ("PATCH", patch)) if who}
    return Row(f"api:{name}", ways, _address(*more), MAIN_CASES if post or patch else CASES, "cases")


def _to_the_reader(it: Any, world: Any) -> dict[str, Any]:
    return {"taken_by": it.handover.taken_by_id, "place": "Front desk", "reason": "For analysis"}


WORK, READ = on_evidence("work"), on_evidence("read")
API: tuple[Row, ...] = (
    _api("case-exhibit-list", get="read", post=WORK),
    _api("case-exhibit-detail", exhibit, get="read", patch=WORK),
    _api("case-exhibit-end", exhibit, post=WORK),
    _api("case-exhibit-takers", exhibit, get="read"),
    _api("case-exhibit-hand-over", exhibit, post=custodian, body=_to_the_reader),
    _api("case-exhibit-file-list", exhibit, get="read", post=WORK),
    _api("case-exhibit-file-detail", exhibit, file, get="read"),
    _api("case-exhibit-file-open", exhibit, file, post=READ),
    _api("case-exhibit-file-removal", exhibit, file, get="read", post=WORK),
    _api("case-file-removal-list", get="read"),
    _api("case-file-removal-detail", removal, get="read"),
    _api("case-file-removal-decide", removal, post=decider),
    _api("case-file-removal-take-back", removal, post=asker),
    _api("case-handover-list", get="read"),
    _api("case-handover-detail", handover, get="read"),
    _api("case-handover-sign", handover, post=taker),
    _api("case-handover-decline", handover, post=taker),
    _api("case-handover-take-back", handover, post=custodian),
    Row("api:my-signature-list", {"GET": Way(everybody, ok=(200,))}),
)


ROWS: tuple[Row, ...] = (
    *API,
    Row("evidence:to_sign", {"GET": Way(everybody, ok=(200,))}),
    _page("exhibits"),
    _page("exhibit", exhibit),
    _page("custody_print", exhibit),
    _form("exhibit_add"),
    _form("exhibit_change", exhibit),
    _form("exhibit_end", exhibit),
    _form("hand_over", exhibit, who=custodian),
    _form("handover_answer", handover, who=taker),
    _form("handover_take_back", handover, who=custodian),
    _form("file_ask", exhibit),
    _form("file_add", exhibit),
    # Whoever may ask is let in, and told that nothing of these cases is removed while they are on hold.
    _form("removal_ask", file, ok=(409,)),
    _form("removal_decide", removal, who=decider),
    _form("removal_take_back", removal, who=asker),
    _form("file_open", file, who=on_evidence("read")),
)
