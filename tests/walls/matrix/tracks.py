"""Tracks: whoever sees the case sees that they are there; each side goes on with its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.walls.matrix.rows import ABSENT, FORBIDDEN, OK, Expect, Row, Way, Who, everybody, on_case

PSD_PEOPLE = ("ivy", "piers")
#: A case of the Hub alone, one in which professional standards works too, and one that is not there for some.
TRIED = ("own", "psd", "conflict")


def of_safeguarding(needs: str) -> Who:
    """Safeguarding goes on with its tracks; professional standards, where it sees the case, does not."""

    def who(relation: str, person: str) -> Expect:
        found = on_case(needs)(relation, person)
        return FORBIDDEN if found is OK and person in PSD_PEOPLE else found

    return who


def of_psd(needs: str, to_others: Expect = FORBIDDEN) -> Who:
    """Only professional standards; to safeguarding it is closed, or not there."""

    def who(relation: str, person: str) -> Expect:
        found = on_case(needs)(relation, person)
        return to_others if found is OK and person not in PSD_PEOPLE else found

    return who


def of_criminal(needs: str, to_others: Expect = FORBIDDEN) -> Who:
    """Kept by professional standards once it is in, by safeguarding until then."""

    def who(relation: str, person: str) -> Expect:
        return (of_psd(needs, to_others) if relation == "psd" else on_case(needs))(relation, person)

    return who


def _row(name: str, *parts: Callable[[Any], Any], get: Who | None = None, post: Who | None = None, **more: Any) -> Row:
    ways: dict[str, Way] = {}
    if get:
        ways["GET"] = Way(get, ok=more.get("ok", (200,)))
    if post:
        ways["POST"] = Way(post, body=more.get("body"))
    return Row(
        name, ways, lambda it, world: (it.reference, *(part(it) for part in parts)), more.get("relations", TRIED),
        "cases",
    )  # fmt: skip


def _form(name: str, *parts: Callable[[Any], Any], who: Who) -> Row:
    return _row(f"tracks:{name}", *parts, get=who, post=who, ok=(200, 409))


def track(it: Any) -> int:
    return int(it.track.pk)


def criminal(it: Any) -> int:
    return int(it.criminal.pk)


def offence(it: Any) -> int:
    return int(it.offence.pk)


def report(it: Any) -> int:
    return int(it.college_report.pk)


def _opening(it: Any, world: Any) -> dict[str, Any]:
    return {"kind": "child_protection", "party": it.child.pk, "reason": "Referred"}


HEADER, WORK = on_case("header"), of_safeguarding("work")
ROWS: tuple[Row, ...] = (
    Row("tracks:register", {"GET": Way(everybody, ok=(200,))}),
    _row("tracks:tracks", get=HEADER, relations=(*TRIED, "restricted", "granted", "closed")),
    _row("tracks:track", track, get=HEADER, relations=(*TRIED, "restricted")),
    _row("tracks:track_open", get=on_case("work"), post=on_case("work"), ok=(200, 409)),
    _form("track_step", track, lambda it: "meet_threshold", who=WORK),
    _form("track_end", track, who=WORK),
    _form("track_give", track, who=WORK),
    _form("track_body", track, who=WORK),
    _form("offence_add", criminal, who=of_criminal("work")),
    _form("offence_decide", offence, who=of_criminal("work", ABSENT)),
    _form("offence_result", offence, who=of_criminal("work", ABSENT)),
    _form("departure", who=of_psd("work")),
    _form("report_decide", report, who=of_psd("work", ABSENT)),
    Row("api:track-list", {"GET": Way(everybody, ok=(200,))}),
    _row("api:case-track-list", get=HEADER, post=WORK, body=_opening, relations=(*TRIED, "restricted")),
    _row("api:case-track-detail", track, get=HEADER),
    _row(
        "api:case-track-steps", track, post=WORK,
        body=lambda it, world: {
            "verb": "meet_threshold", "reason": "Risk of harm", "harm_tests": ["may_pose_a_risk_of_harm_to_children"]
        },
    ),
    _row("api:case-track-end", track, post=WORK, body=lambda it, world: {"reason": "x"}),
    _row("api:case-track-owner", track, post=WORK, body=lambda it, world: {"user": it.case.owner_id, "reason": "x"}),
    _row("api:case-track-body", track, post=WORK, body=lambda it, world: {"organisation": "Northshire Council"}),
    _row(
        "api:case-track-offences", criminal, post=of_criminal("work"),
        body=lambda it, world: {"code": "meeting_after_grooming", "conduct_from": "2026-01-05"},
    ),
    _row("api:case-offence-list", get=of_criminal("read")),
    _row("api:case-offence-detail", offence, get=of_criminal("read")),
    _row(
        "api:case-offence-decide", offence, post=of_criminal("work"),
        body=lambda it, world: {"decision": "charged", "decided_on": "2026-03-01"},
    ),
    _row(
        "api:case-offence-result", offence, post=of_criminal("work"),
        body=lambda it, world: {"result": "convicted", "result_on": "2026-04-01"},
    ),
    _row("api:case-departure-list", get=of_psd("read"), post=of_psd("work")),
    _row("api:case-departure-detail", lambda it: it.departure.pk, get=of_psd("read")),
    _row("api:case-college-report-list", get=of_psd("read")),
    _row("api:case-college-report-detail", report, get=of_psd("read")),
    _row(
        "api:case-college-report-decide", report, post=of_psd("work"),
        body=lambda it, world: {"decision": "not_due", "reasons": "Not of the list"},
    ),
)  # fmt: skip
