"""Learning reports: approved ones read by the force, all written by leads and PSD supervisors who read the case."""

from __future__ import annotations

from typing import Any

from tests.walls.matrix.registers import NORTHSHIRE
from tests.walls.matrix.rows import (
    ABSENT,
    CASES,
    FORBIDDEN,
    LEADS,
    LEADS_OF_HUB,
    MAIN_CASES,
    OK,
    SEE_SCHEMES,
    STANDING,
    Expect,
    Row,
    Way,
    Who,
    everybody,
    on_case,
    only,
    seen_by,
)

SEE_SCHEMES_HERE = tuple(name for name in SEE_SCHEMES if name in NORTHSHIRE)
WRITERS = (*LEADS_OF_HUB, "sam")
MAY_WRITE = (*LEADS, "sam", "piers")
SEEN = {"draft": (*WRITERS, "nell"), "approved": NORTHSHIRE}
#: A bulletin of a case that the Hub works and of a restricted one: written by who reads both.
OF_BOTH = ("lena", "sam")
BULLETINS = {"being_written": (*OF_BOTH, "nell"), "given_out": NORTHSHIRE}


def writes(relation: str, person: str) -> Expect:
    """What one may not see is not there; what one sees is written by who reads its case and leads or supervises."""
    if person not in SEEN[relation]:
        return ABSENT
    return OK if person in WRITERS else FORBIDDEN


def begins(relation: str, person: str) -> Expect:
    """Who sees the header of a case alone is not told that there is more of it."""
    if STANDING[relation].get(person, "header") == "header":
        return ABSENT
    return OK if person in MAY_WRITE else FORBIDDEN


def one(it: Any) -> tuple[Any, ...]:
    return (it.pk,)


def writes_both(relation: str, person: str) -> Expect:
    if person not in BULLETINS[relation]:
        return ABSENT
    return OK if person in OF_BOTH else FORBIDDEN


def _row(
    name: str, who: Who, *methods: str, more: tuple[Any, ...] = (), ok: tuple[int, ...] = (200,),
    of: dict[str, tuple[str, ...]] = SEEN,
) -> Row:  # fmt: skip
    ways = {method: Way(who, ok=ok if method == "GET" else ()) for method in methods}
    return Row(name, ways, lambda it, world: (*one(it), *more), tuple(of), of="learning")


def _of_bulletin(name: str, who: Who, *methods: str, more: tuple[Any, ...] = (), ok: tuple[int, ...] = (200,)) -> Row:
    return _row(name, who, *methods, more=more, ok=ok, of=BULLETINS)


SENT = {"sent": (*SEE_SCHEMES_HERE,)}


def of_schemes(relation: str, person: str) -> Expect:
    """Who does not see schemes is refused; to another force the scheme is not there."""
    if person not in SEE_SCHEMES:
        return FORBIDDEN
    return OK if person in NORTHSHIRE else ABSENT


def replies(relation: str, person: str) -> Expect:
    """Who sees schemes reads what they answered; who keeps the scheme answers."""
    if person not in SENT[relation]:
        return ABSENT
    return OK if person in ("cora", "mona") else FORBIDDEN


def sends(relation: str, person: str) -> Expect:
    if person not in SEEN[relation]:
        return ABSENT
    return OK if person in MAY_WRITE else FORBIDDEN


def of_file(who: Who) -> Who:
    """A file of an answer is for whom the answer is for."""
    return lambda relation, person: who("sent", person)


def reply(it: Any) -> tuple[Any, ...]:
    return (it.assessment_id, it.pk)


def reminds(relation: str, person: str) -> Expect:
    """Who sees what was asked, and writes reports."""
    if person not in SENT[relation]:
        return ABSENT
    return OK if person in MAY_WRITE else FORBIDDEN


ROWS: tuple[Row, ...] = (
    Row("learning:report_list", {"GET": Way(everybody, ok=(200,))}),
    Row(
        "learning:of_case", {"GET": Way(on_case("read"), ok=(200,))}, lambda it, world: (it.reference,), CASES,
        of="cases",
    ),
    Row(
        "learning:begin", {"GET": Way(begins, ok=(200,)), "POST": Way(begins)}, lambda it, world: (it.reference,),
        MAIN_CASES, of="cases",
    ),
    _row("learning:report", seen_by(SEEN), "GET"),
    _row("learning:file", seen_by(SEEN), "GET", more=("docx",), ok=(200, 409)),
    _row("learning:edit", writes, "GET", "POST"),
    _row("learning:fill", writes, "POST"),
    _row("learning:keep", writes, "POST"),
    _row("learning:guard", writes, "GET", "POST"),
    # Handing in asks to read all of it, which the tests of the service say.
    _row("learning:step", writes, "GET", "POST", more=("send_back",)),
    Row("learning:reply_list", {"GET": Way(only(*SEE_SCHEMES), ok=(200,))}),
    _row("learning:send", sends, "GET", "POST"),
    Row(
        "learning:assessment", {"GET": Way(seen_by(SENT), ok=(200,))}, lambda it, world: (it.assessment_id,),
        tuple(SENT), of="learning",
    ),
    *(
        Row(name, {"POST": Way(reminds)}, lambda it, world: (it.assessment_id,), tuple(SENT), of="learning")
        for name in ("learning:remind", "api:self-assessment-remind")
    ),
    Row(
        "learning:reply", {"GET": Way(seen_by(SENT), ok=(200,)), "POST": Way(replies)}, lambda it, world: reply(it),
        tuple(SENT), of="learning",
    ),
    Row(
        "learning:reply_file_add", {"GET": Way(of_file(replies), ok=(200,)), "POST": Way(of_file(replies))},
        lambda it, world: (*reply(it.reply), 0), ("shown",), of="learning",
    ),
    Row(
        "learning:reply_file", {"GET": Way(of_file(seen_by(SENT)), ok=(200,))},
        lambda it, world: (*reply(it.reply), it.pk), ("shown",), of="learning",
    ),
    Row(
        "learning:reply_file_remove", {"GET": Way(of_file(replies), ok=(200,)), "POST": Way(of_file(replies))},
        lambda it, world: (*reply(it.reply), it.pk), ("shown",), of="learning",
    ),
    Row(
        "api:self-assessment-file-list", {"GET": Way(of_file(seen_by(SENT)), ok=(200,)), "POST": Way(of_file(replies))},
        lambda it, world: reply(it.reply), ("shown",), of="learning",
    ),
    *(
        Row(
            f"api:self-assessment-file-{name}", {method: Way(of_file(who), ok=(200,) if method == "GET" else ())},
            lambda it, world: (*reply(it.reply), it.pk), ("shown",), of="learning",
        )
        for name, method, who in (
            ("detail", "GET", seen_by(SENT)), ("content", "GET", seen_by(SENT)), ("remove", "POST", replies),
        )
    ),
    Row(
        "learning:own_reply", {"GET": Way(seen_by(SENT), ok=(302,))}, lambda it, world: one(it), tuple(SENT),
        of="learning",
    ),
    Row(
        "learning:of_scheme", {"GET": Way(of_schemes, ok=(200,))}, lambda it, world: (it.scheme_id,), tuple(SENT),
        of="learning",
    ),
    Row("api:self-assessment-list", {"GET": Way(everybody, ok=(200,))}),
    Row(
        "api:self-assessment-detail", {"GET": Way(seen_by(SENT), ok=(200,))}, lambda it, world: (it.assessment_id,),
        tuple(SENT), of="learning",
    ),
    Row("api:self-assessment-replies", {"POST": Way(replies)}, lambda it, world: reply(it), tuple(SENT), of="learning"),
    Row("learning:bulletin_list", {"GET": Way(everybody, ok=(200,))}),
    Row("learning:bulletin_begin", {"GET": Way(only(*MAY_WRITE), ok=(200,)), "POST": Way(only(*MAY_WRITE))}),
    _of_bulletin("learning:bulletin", seen_by(BULLETINS), "GET"),
    _of_bulletin("learning:bulletin_file", seen_by(BULLETINS), "GET", more=("html",), ok=(200, 409)),
    _of_bulletin("learning:bulletin_edit", writes_both, "GET", "POST"),
    _of_bulletin("learning:bulletin_keep", writes_both, "POST"),
    _of_bulletin("learning:bulletin_guard", writes_both, "GET", "POST"),
    _of_bulletin("learning:bulletin_step", writes_both, "GET", "POST", more=("submit",)),
    Row("api:bulletin-list", {"GET": Way(everybody, ok=(200,)), "POST": Way(only(*MAY_WRITE))}),
    Row(
        "api:bulletin-detail", {"GET": Way(seen_by(BULLETINS), ok=(200,)), "PATCH": Way(writes_both)},
        lambda it, world: one(it), tuple(BULLETINS), of="learning",
    ),
    _of_bulletin("api:bulletin-guard", writes_both, "GET"),
    _of_bulletin("api:bulletin-answers", writes_both, "POST"),
    _of_bulletin("api:bulletin-steps", writes_both, "POST"),
    Row("api:learning-report-list", {"GET": Way(everybody, ok=(200,)), "POST": Way(only(*MAY_WRITE))}),
    Row(
        "api:learning-report-detail", {"GET": Way(seen_by(SEEN), ok=(200,)), "PATCH": Way(writes)},
        lambda it, world: one(it), tuple(SEEN), of="learning",
    ),
    _row("api:learning-report-guard", writes, "GET"),
    _row("api:learning-report-fill", writes, "POST"),
    _row("api:learning-report-answers", writes, "POST"),
    _row("api:learning-report-steps", writes, "POST"),
    _row("api:learning-report-questions", sends, "POST"),
)  # fmt: skip
