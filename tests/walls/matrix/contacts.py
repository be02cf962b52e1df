"""Contacts, reports and requests to be in contact: read by who works with people and by who took part."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.walls.matrix.registers import KEEPERS, NORTHSHIRE
from tests.walls.matrix.rows import ABSENT, FORBIDDEN, OK, SEE_PEOPLE, Expect, Row, Way, Who, everybody, only, seen_by

OURS = tuple(name for name in SEE_PEOPLE if name in NORTHSHIRE)
RELATIONS = ("own", "westmoor")
SEE_CONTACT = {"own": (*OURS, "brian"), "westmoor": ("wes", "walt")}
#: Brian is whom it is about: of a report that somebody else made he learns nothing here.
SEE_REPORT = {"own": (*OURS, "nora", "pat"), "westmoor": ("wes", "walt")}
SEE_ASKED = {"own": (*OURS, "brian"), "westmoor": ("wes", "walt")}


def contact(it: Any) -> tuple[int, ...]:
    return (it.contact.pk,)


def report(it: Any) -> tuple[int, ...]:
    return (it.report.pk,)


def asked(it: Any) -> tuple[int, ...]:
    return (it.asked.pk,)


def second_adult(relation: str, person: str) -> Expect:
    if person not in SEE_CONTACT[relation]:
        return ABSENT
    return OK if (relation, person) == ("own", "bella") else FORBIDDEN


def answers(relation: str, person: str) -> Expect:
    """Whoever sees a request and works with people, but not who asked."""
    if person not in SEE_ASKED[relation]:
        return ABSENT
    return FORBIDDEN if person in ("brian", "walt") else OK


def withdraws(relation: str, person: str) -> Expect:
    """Who asked for it, or whom it is for."""
    if person not in SEE_ASKED[relation]:
        return ABSENT
    return OK if person in ("brian", "walt") else FORBIDDEN


def _row(name: str, args: Callable[[Any], tuple[int, ...]], who: Who, *methods: str) -> Row:
    ways = {method: Way(who, ok=(200, 302) if method == "GET" else ()) for method in methods}
    return Row(name, ways, lambda it, world: args(it), RELATIONS, of="contacts")


def _api(name: str, args: Callable[[Any], tuple[int, ...]], table: dict[str, tuple[str, ...]]) -> Row:
    """Without a purpose nobody reads it, and who may is told so."""
    return Row(name, {"GET": Way(seen_by(table))}, lambda it, world: args(it), RELATIONS, of="contacts")


ROWS: tuple[Row, ...] = (
    Row("communications:contact_list", {"GET": Way(everybody, ok=(200,)), "POST": Way(everybody, ok=(302,))}),
    *(
        Row(f"communications:{name}", {"GET": Way(everybody, ok=(200,)), "POST": Way(everybody)})
        for name in ("contact_log", "purpose", "report_add", "authorisation_ask")
    ),
    Row("communications:contact_answers", {"POST": Way(everybody, ok=(200,))}),
    *(
        Row(f"communications:{name}", {"GET": Way(everybody, ok=(200,))})
        for name in ("rules", "numbers", "plan_list", "report_list", "authorisation_list")
    ),
    Row("communications:number_set", {"GET": Way(only(*KEEPERS), ok=(200,)), "POST": Way(only(*KEEPERS))}),
    _row("communications:contact", contact, seen_by(SEE_CONTACT), "GET"),
    _row("communications:plan_edit", contact, seen_by(SEE_CONTACT), "GET", "POST"),
    _row("communications:contact_withdraw", contact, seen_by(SEE_CONTACT), "GET", "POST"),
    _row("communications:contact_sent", contact, seen_by(SEE_CONTACT), "GET", "POST"),
    _row("communications:contact_again", contact, seen_by(SEE_CONTACT), "POST"),
    _row("communications:contact_checked", contact, second_adult, "POST"),
    _row("communications:report", report, seen_by(SEE_REPORT), "GET"),
    _row("communications:authorisation", asked, seen_by(SEE_ASKED), "GET"),
    _row("communications:authorisation_approve", asked, answers, "GET", "POST"),
    _row("communications:authorisation_refuse", asked, answers, "GET", "POST"),
    _row("communications:authorisation_withdraw", asked, withdraws, "GET", "POST"),
    _row("communications:authorisation_end", asked, seen_by(SEE_ASKED), "GET", "POST"),
    _row("cases:log_contact", contact, seen_by(SEE_CONTACT), "POST"),
    *(
        Row(f"api:{name}-list", {"GET": Way(everybody, ok=(200,)), "POST": Way(everybody)})
        for name in ("contact", "contact-report", "contact-authorisation")
    ),
    Row("api:contact-check", {"POST": Way(everybody)}),
    Row(
        "api:contact-detail",
        {"GET": Way(seen_by(SEE_CONTACT)), "PATCH": Way(seen_by(SEE_CONTACT))},
        lambda it, world: contact(it),
        RELATIONS,
        of="contacts",
    ),
    _row("api:contact-withdraw", contact, seen_by(SEE_CONTACT), "POST"),
    _api("api:contact-report-detail", report, SEE_REPORT),
    _api("api:contact-authorisation-detail", asked, SEE_ASKED),
    _row("api:contact-sent", contact, seen_by(SEE_CONTACT), "POST"),
    _row("api:contact-ask-again", contact, seen_by(SEE_CONTACT), "POST"),
    _row("api:contact-looked", contact, second_adult, "POST"),
    _row("api:contact-authorisation-approve", asked, answers, "POST"),
    _row("api:contact-authorisation-refuse", asked, answers, "POST"),
    _row("api:contact-authorisation-withdraw", asked, withdraws, "POST"),
    _row("api:contact-authorisation-end", asked, seen_by(SEE_ASKED), "POST"),
    Row("api:thresholds", {"GET": Way(everybody, ok=(200,)), "POST": Way(only(*KEEPERS))}),
    Row("api:communication-rules", {"GET": Way(everybody, ok=(200,))}),
    *(
        Row(name, {"GET": Way(everybody, ok=(200,))}, lambda it, world: ("COM-15",), ("own",), of="contacts")
        for name in ("communications:rule", "api:communication-rule")
    ),
)
