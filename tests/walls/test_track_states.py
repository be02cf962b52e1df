"""Every kind of track, role, stage and verb: the table, the side that keeps it, and the database's own guard."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import pgtrigger
import pytest
from django.db import InternalError, transaction
from django.test import Client
from django.urls import reverse

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
from tests.walls.track_table import ENDS, MOVES, WAYS

pytestmark = pytest.mark.django_db

#: Ends of discipline that ask for the DBS duty or a report to the College, which must be decided first.
ASKS_FOR_SOMETHING = (
    "dismissed", "dismissed_with_notice", "would_have_been_dismissed", "designation_withdrawn", "removed_from_role",
)  # fmt: skip
#: Who comes to a case of the Hub that professional standards works on, and whose tracks they go on with.
KEEPS = {
    "lena": Side.SAFEGUARDING, "leo": Side.SAFEGUARDING, "sam": Side.SAFEGUARDING, "ivy": Side.PSD, "piers": Side.PSD,
    "mona": "sees", "nora": "", "lars": "", "brian": "", "wes": "", "pat": "", "cora": "", "aud": "", "adam": "",
    "root": "",
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
    assert set(states.TABLES) == set(TrackKind.values) == set(MOVES) == set(ENDS)
    for kind, table in states.TABLES.items():
        found = {(move.verb, source, move.target) for move in table.moves for source in move.sources}
        decided = {(verb, source, to) for verb, (sources, to) in MOVES[kind].items() for source in sources.split()}
        assert found == decided, kind
        assert {(stage, end.code) for stage in table.keys for end in table.ends_from(stage)} == ends_of(kind), kind
        assert set(table.edges()) == {
            *((source, to) for _, source, to in decided if to and to != source),
            *((source, CLOSED) for source, _ in ends_of(kind)),
        }, kind
    for kind, way in WAYS.items():
        assert set(itertools.pairwise(way.split())) <= set(states.TABLES[kind].edges()), kind


def ends_of(kind: str) -> set[tuple[str, str]]:
    """Each stage from which a track of this kind is closed, with each end it then has."""
    return {(stage, end) for stages, ends in ENDS[kind].items() for stage in stages.split() for end in ends.split()}


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
    verbs = sorted(MOVES[kind])
    users = {person: fresh(cast.users[person]) for person in KEEPS}
    for stage in table.keys:
        with transaction.atomic():
            put_at(track, stage)
            # One keeper tries every verb; for the others one that the table has here tells what their role is worth.
            first = next(person for person in KEEPS if KEEPS[person] == SIDE_OF[kind])
            one = next((verb for verb in verbs if stage in MOVES[kind][verb][0].split()), verbs[0])
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
    sources, target = MOVES[kind][verb]
    return (target or stage) if stage in sources.split() else "conflict"


@pytest.mark.parametrize("kind", TrackKind.values)
def test_every_end_from_every_stage_for_every_person(tracks: tuple[Cast, dict[str, Track]], kind: str) -> None:
    """Closed where the table has the end from there; else it says the stage, and whoever keeps it not is told so."""
    cast, made = tracks
    track, users = made[kind], {person: fresh(cast.users[person]) for person in KEEPS}
    keeper = next(person for person in KEEPS if KEEPS[person] == SIDE_OF[kind])
    codes = [end.code for end in track.table.ends]
    for stage in track.table.keys:
        with transaction.atomic():
            put_at(track, stage)
            for person, code in [*((keeper, code) for code in codes), *((person, codes[0]) for person in KEEPS)]:
                assert ended_as(track, code, users[person]) in wanted_end(kind, stage, code, person), (
                    stage,
                    code,
                    person,
                )
            transaction.set_rollback(True)


def ended_as(track: Track, code: str, by: Any) -> str:
    with transaction.atomic():
        try:
            return services.end(track=track, end=code, by=by, reason="Because").end
        except Case.DoesNotExist:
            return "absent"
        except NotAllowed:
            return "not allowed"
        except Conflict as refused:
            return "open duty" if "cannot be closed yet" in str(refused) else "conflict"
        finally:
            transaction.set_rollback(True)


def wanted_end(kind: str, stage: str, code: str, person: str) -> str:
    keeps = KEEPS[person]
    if not keeps:
        return "absent"
    if keeps != SIDE_OF[kind]:
        return "not allowed"
    if (stage, code) not in ends_of(kind):
        return "conflict"
    asks = code in ASKS_FOR_SOMETHING and kind == TrackKind.MISCONDUCT
    return "open duty" if asks else code


@pytest.mark.parametrize("kind", TrackKind.values)
def test_the_page_and_the_api_offer_what_the_table_has(tracks: tuple[Cast, dict[str, Track]], kind: str) -> None:
    """To whoever keeps the track each step from here and whether it can be closed; to the others none."""
    cast, made = tracks
    track = made[kind]
    keeper = next(person for person in KEEPS if KEEPS[person] == SIDE_OF[kind])
    page, api = track.get_absolute_url(), reverse("api:case-track-detail", args=[track.case.reference, track.pk])
    clients = {person: Client() for person in KEEPS}
    for person, client in clients.items():
        client.force_login(fresh(cast.users[person]))
    for stage in track.table.keys:
        with transaction.atomic():
            put_at(track, stage)
            steps = {verb for verb, (sources, _) in MOVES[kind].items() if stage in sources.split()}
            shown = clients[keeper].get(page).context
            assert {offered.move.verb for offered in shown["steps"]} == steps, stage
            assert shown["may_end"] == any(stage == source for source, _ in ends_of(kind)), stage
            assert set(clients[keeper].get(api).json()["next_verbs"]) == steps, stage
            transaction.set_rollback(True)
    for person, client in clients.items():
        answer = client.get(page)
        assert answer.status_code == (200 if KEEPS[person] else 404), person
        assert bool(answer.context and answer.context.get("steps")) == (KEEPS[person] == SIDE_OF[kind]), person


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
