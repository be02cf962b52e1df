"""Retention: seen with the case by who sees records, and by the auditor; decided by leads and supervisors."""

from __future__ import annotations

from typing import Any

from tests.walls.matrix.rows import (
    ABSENT,
    FORBIDDEN,
    LEADS,
    MAIN_CASES,
    OK,
    STANDING,
    Expect,
    Row,
    Way,
    Who,
    on_case,
    only,
)

KEEPERS = (*LEADS, "sam", "piers")
SEE = (*KEEPERS, "mona", "aud")
OF_FORCE = tuple(name for name in SEE if name != "wes")


def seen(relation: str, person: str) -> Expect:
    """For who sees no records, or not the case, they are not there."""
    if person not in SEE:
        return ABSENT
    if person == "aud":
        return ABSENT if relation == "conflict" else OK
    return OK if person in STANDING[relation] else ABSENT


def kept(*standing: str) -> Who:
    """Of those who see it, who stands so to the case."""

    def who(relation: str, person: str) -> Expect:
        found = seen(relation, person)
        return found if found is not OK or STANDING[relation].get(person) in standing else FORBIDDEN

    return who


def on_page(needs: str) -> Who:
    """The pages of a case are there for who sees it; what is decided there is for leads and supervisors."""

    def who(relation: str, person: str) -> Expect:
        found = on_case(needs)(relation, person)
        return FORBIDDEN if found is OK and person not in KEEPERS else found

    return who


def _of_case(it: Any, world: Any) -> tuple[Any, ...]:
    return (it.reference,)


def _of_hold(it: Any, world: Any) -> tuple[Any, ...]:
    return (it.reference, it.legal_hold.pk)


def _hold(it: Any, world: Any) -> tuple[Any, ...]:
    return (it.legal_hold.pk,)


def _review(it: Any, world: Any) -> tuple[Any, ...]:
    return (it.retention_review.pk,)


def _disposal(it: Any, world: Any) -> tuple[Any, ...]:
    return (it.disposal.pk,)


def _step(it: Any, world: Any) -> tuple[Any, ...]:
    return (it.disposal.pk, "refuse")


READ, WORK = only(*SEE), on_page("work")
LEAD, SECOND = kept("lead", "supervise"), kept("supervise")
ON = ("restricted", "conflict")
ROWS: tuple[Row, ...] = (
    Row("records:queue", {"GET": Way(READ, ok=(200,))}),
    Row("records:hold_list", {"GET": Way(READ, ok=(200,))}),
    Row("records:disposal_list", {"GET": Way(READ, ok=(200,))}),
    Row("records:rule_list", {"GET": Way(READ, ok=(200,))}),
    Row(
        "records:rule_change", {"GET": Way(only("mona"), ok=(200,)), "POST": Way(only("mona"))},
        lambda it, world: ("general",),
    ),
    Row("records:of_case", {"GET": Way(on_case("header"), ok=(200,))}, _of_case, MAIN_CASES, "cases"),
    *(
        Row(f"records:{name}", {"GET": Way(WORK, ok=(200,)), "POST": Way(WORK)}, _of_case, ON, "cases")
        for name in ("keep", "hold")
    ),
    # The years of these cases are not over: the page is there, and says why nothing can be proposed.
    Row("records:propose", {"GET": Way(WORK, ok=(409,)), "POST": Way(WORK)}, _of_case, ON, "cases"),
    Row(
        "records:lift", {"GET": Way(on_page("supervise"), ok=(200,)), "POST": Way(on_page("supervise"))}, _of_hold,
        ON, "cases",
    ),
    Row("records:disposal", {"GET": Way(seen, ok=(200,))}, _disposal, MAIN_CASES, "cases"),
    Row("records:certificate", {"GET": Way(seen, ok=(302,))}, _disposal, ON, "cases"),
    Row("records:step", {"GET": Way(SECOND, ok=(200,)), "POST": Way(SECOND)}, _step, ON, "cases"),
    Row("api:retention-review-list", {"GET": Way(READ, ok=(200,))}),
    Row("api:retention-review-detail", {"GET": Way(seen, ok=(200,))}, _review, MAIN_CASES, "cases"),
    Row("api:retention-review-keep", {"POST": Way(LEAD)}, _review, ON, "cases"),
    Row("api:legal-hold-list", {"GET": Way(READ, ok=(200,)), "POST": Way(only(*KEEPERS))}),
    Row("api:legal-hold-detail", {"GET": Way(seen, ok=(200,))}, _hold, MAIN_CASES, "cases"),
    Row("api:legal-hold-lift", {"POST": Way(SECOND)}, _hold, ON, "cases"),
    Row("api:disposal-list", {"GET": Way(READ, ok=(200,)), "POST": Way(only(*KEEPERS))}),
    Row("api:disposal-detail", {"GET": Way(seen, ok=(200,))}, _disposal, MAIN_CASES, "cases"),
    Row("api:disposal-steps", {"POST": Way(SECOND, shape_first=True)}, _disposal, ON, "cases"),
    Row("api:retention-rule-list", {"GET": Way(READ, ok=(200,)), "POST": Way(only("mona"))}),
    Row(
        "api:retention-rule-detail", {"GET": Way(only(*OF_FORCE, others=ABSENT), ok=(200,))},
        lambda it, world: (world.cases["own"].retention_rule.pk,),
    ),
)  # fmt: skip
