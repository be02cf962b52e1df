"""Every kind of track, role, stage and verb: the table, the side that keeps it, and the database's own guard."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import pgtrigger
import pytest
from django.db import InternalError, transaction

from safeguarding.cases.choices import HarmTest
from safeguarding.cases.models import Case
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, NotAllowed
from safeguarding.tracks import services, states
from safeguarding.tracks.choices import CLOSED, MEETING_OF, SIDE_OF, Side, TrackKind
from safeguarding.tracks.models import Track
from safeguarding.tracks.services.opening import put_track
from tests import cast as cast_module
from tests.cast import Cast, fresh
from tests.factories.work import a_case, the_pcso

pytestmark = pytest.mark.django_db

#: Who comes to a case of the Hub that professional standards works on, and whose tracks they go on with.
KEEPS = {
    "lena": Side.SAFEGUARDING, "leo": Side.SAFEGUARDING, "sam": Side.SAFEGUARDING, "ivy": Side.PSD, "piers": Side.PSD,
    "mona": "sees", "lars": "", "brian": "", "wes": "",
}  # fmt: skip
#: The stages and edges again, written down apart from the code, so that a change of them is a decision.
DECIDED: dict[str, set[tuple[str, str]]] = {
    TrackKind.CRIMINAL: {
        ("not_opened", "investigating"), ("investigating", "file_to_cps"), ("file_to_cps", "investigating"),
        ("investigating", "charged"), ("file_to_cps", "charged"), ("investigating", "nfa"), ("file_to_cps", "nfa"),
        ("charged", "nfa"), ("investigating", "result"), ("file_to_cps", "result"), ("charged", "tried"),
        ("tried", "result"), ("nfa", "investigating"), ("not_opened", CLOSED), ("nfa", CLOSED), ("result", CLOSED),
    },
    TrackKind.LADO: {
        ("consulted", "threshold_met"), ("not_met", "threshold_met"), ("advice", "threshold_met"),
        ("consulted", "not_met"), ("threshold_met", "referred"), ("referred", "meeting"), ("referred", "outcome"),
        ("meeting", "outcome"), ("not_met", "advice"), ("outcome", CLOSED), ("advice", CLOSED),
    },
    TrackKind.DBS: {
        ("deciding", "to_refer"), ("deciding", "not_referred"), ("not_referred", "deciding"), ("to_refer", "sent"),
        ("to_refer", "not_referred"), ("sent", "answered"), ("not_referred", CLOSED), ("answered", CLOSED),
    },
    TrackKind.VETTING: {
        ("opened", "reviewing"), ("reviewing", "decided"), ("decided", "appeal"), ("appeal", "decided"),
        ("opened", CLOSED), ("decided", CLOSED),
    },
    TrackKind.IOPC: {
        ("to_refer", "referred"), ("referred", "mode_decided"), ("under_investigation", "mode_decided"),
        ("mode_decided", "under_investigation"), ("under_investigation", "report"), ("report", "decision"),
        ("to_refer", CLOSED), ("mode_decided", CLOSED), ("decision", CLOSED),
    },
    TrackKind.DATA_PROTECTION: {
        ("received", "acknowledged"), ("received", "answered"), ("acknowledged", "answered"),
        ("answered", "with_commissioner"), ("with_commissioner", "answered"), ("received", "withdrawn"),
        ("acknowledged", "withdrawn"), ("answered", CLOSED), ("withdrawn", CLOSED),
    },
    TrackKind.REPORTING_DUTY: {
        ("learned", "delayed"), ("learned", "reported"), ("delayed", "reported"), ("learned", "not_due"),
        ("delayed", "not_due"), ("reported", CLOSED), ("not_due", CLOSED),
    },
}  # fmt: skip
#: Of the three long tables how many edges they have, and the way through that domain knowledge names.
MAIN_WAYS: dict[str, tuple[int, tuple[str, ...]]] = {
    TrackKind.COMPLAINT: (
        31,
        ("received", "assessed", "recorded", "referred", "mode_decided", "under_investigation", "report", "decision",
         "outcome_notified", "review_requested", "review_decided", CLOSED),
    ),
    TrackKind.MISCONDUCT: (
        26,
        ("screened", "severity_assessed", "notice_served", "investigating", "report", "case_to_answer_decided",
         "hearing", "outcome", "appeal", "outcome", "lists_reported", CLOSED),
    ),
    TrackKind.CHILD_PROTECTION: (
        12, ("referred", "strategy", "section_47", "conference", "plan", "no_further", CLOSED),
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def tracks(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[Cast, dict[str, Track]]]:
    """A track of each kind at its first stage, in one case in which professional standards works too."""
    with django_db_blocker.unblock(), transaction.atomic():
        cast = cast_module.build()
        case = a_case(cast, psd_unit=cast.psd)
        party = the_pcso(cast, case)
        day = clock.today()
        made = {
            kind: put_track(case, kind=kind, party=party, owner=cast.lena, reason="Why", on=day, by=cast.lena)
            for kind in TrackKind.values
        }
        yield cast, made
        transaction.set_rollback(True)


def put_at(track: Track, stage: str) -> None:
    """The row at this stage, past the guard: only the table is asked here, not the way to the stage."""
    closed = {"ended_at": clock.now(), "ended_by": track.opened_by, "end": track.table.ends[0].code}
    still = {"ended_at": None, "ended_by": None, "end": ""}
    with pgtrigger.ignore("tracks.Track:stage_follows_the_table"):
        Track.objects.filter(pk=track.pk).update(stage=stage, **(closed if stage == CLOSED else still))


def test_the_tables_are_the_ones_that_were_decided() -> None:
    assert set(states.TABLES) == set(TrackKind.values) == {*DECIDED, *MAIN_WAYS}
    for kind, edges in DECIDED.items():
        assert set(states.TABLES[kind].edges()) == edges, kind
    for kind, (many, way) in MAIN_WAYS.items():
        edges = set(states.TABLES[kind].edges())
        assert len(edges) == many, kind
        assert set(itertools.pairwise(way)) <= edges, kind


@pytest.mark.parametrize("kind", TrackKind.values)
def test_from_every_stage_a_track_can_come_to_its_end(kind: str) -> None:
    table = states.TABLES[kind]
    edges = table.edges()
    ends: set[str] = {CLOSED}
    while more := {before for before, after in edges if after in ends} - ends:
        ends |= more
    assert ends == set(table.keys)
    assert all(table.ends_from(stage) for stage in table.closes_from)


@pytest.mark.parametrize("kind", TrackKind.values)
def test_every_stage_verb_and_person_through_the_service(tracks: tuple[Cast, dict[str, Track]], kind: str) -> None:
    cast, made = tracks
    track, table = made[kind], made[kind].table
    verbs = sorted({move.verb for move in table.moves})
    users = {person: fresh(cast.users[person]) for person in KEEPS}
    for stage in table.keys:
        with transaction.atomic():
            put_at(track, stage)
            # One keeper tries every verb; for the others one that the table has here tells what their role is worth.
            first = next(person for person in KEEPS if KEEPS[person] == SIDE_OF[kind])
            one = next((move.verb for move in table.moves_from(stage)), verbs[0])
            for person, verb in [*((first, verb) for verb in verbs), *((person, one) for person in KEEPS)]:
                assert came_of(track, verb, users[person]) == wanted(kind, stage, verb, person), (stage, verb, person)
            transaction.set_rollback(True)


def came_of(track: Track, verb: str, by: Any) -> str:
    with transaction.atomic():
        try:
            end = next((row.code for row in track.table.ends if _fits(track.kind, verb, row)), "")
            is_meeting = (track.kind, verb) in MEETING_OF
            meeting = services.MeetingFacts("Social care", "To enquire", track.owner) if is_meeting else None
            tests = [HarmTest.RISK] if track.table.asks_tests(verb) else []
            given = {"reason": "Because", "end": end, "meeting": meeting, "harm_tests": tests}
            return services.step(track=track, verb=verb, by=by, **given).stage
        except Case.DoesNotExist:
            return "absent"
        except NotAllowed:
            return "not allowed"
        except Conflict:
            return "conflict"
        finally:
            transaction.set_rollback(True)


def _fits(kind: str, verb: str, end: states.End) -> bool:
    moves = [move for move in states.TABLES[kind].moves if move.verb == verb and move.fixes_end]
    return any(not end.sources or move.target in end.sources for move in moves)


def wanted(kind: str, stage: str, verb: str, person: str) -> str:
    keeps = KEEPS[person]
    if not keeps:
        return "absent"
    if keeps != SIDE_OF[kind]:
        return "not allowed"
    move = next((row for row in states.TABLES[kind].moves if row.verb == verb and stage in row.sources), None)
    return move.leads_to(stage) if move else "conflict"


@pytest.mark.parametrize("kind", TrackKind.values)
def test_the_database_itself_refuses_what_the_table_does_not_have(
    tracks: tuple[Cast, dict[str, Track]], kind: str
) -> None:
    track = tracks[1][kind]
    edges = set(track.table.edges())
    for before in track.table.keys:
        with transaction.atomic():
            put_at(track, before)
            for after in set(track.table.keys) - {before}:
                assert by_hand(track, after) == ((before, after) in edges), (kind, before, after)
            transaction.set_rollback(True)


def by_hand(track: Track, after: str) -> bool:
    """Whether PostgreSQL lets the stage be written, whoever writes."""
    closed = {"ended_at": clock.now(), "ended_by": track.opened_by, "end": track.table.ends[0].code}
    still = {"ended_at": None, "ended_by": None}
    try:
        with transaction.atomic():
            Track.objects.filter(pk=track.pk).update(stage=after, **(closed if after == CLOSED else still))
            transaction.set_rollback(True)
    except InternalError:
        return False
    return True


def test_no_track_begins_in_the_middle_or_changes_its_kind(tracks: tuple[Cast, dict[str, Track]]) -> None:
    track = tracks[1][TrackKind.LADO]
    given = {"case": track.case, "owner": track.owner, "opened_by": track.owner, "opened_because": "Why"}
    with pytest.raises(InternalError, match="Cannot insert"), transaction.atomic():
        Track.objects.create(kind=TrackKind.CRIMINAL, stage="nfa", **given)
    with pytest.raises(InternalError, match="keeps its kind"), transaction.atomic():
        Track.objects.filter(pk=track.pk).update(kind=TrackKind.DBS, stage="deciding")
