"""The tracks of all cases as one list: the same rows, in the same words, as the page of all tracks."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from safeguarding.cases.models import Case
from safeguarding.core import clock
from safeguarding.tracks.choices import TrackKind
from safeguarding.tracks.models import Track
from safeguarding.tracks.services import end
from tests.api.conftest import Caller
from tests.cast import Cast, fresh
from tests.factories.tracks import a_track, along, to_outcome
from tests.factories.work import a_case, brian_is_the_subject, the_child, the_pcso

pytestmark = pytest.mark.django_db
LIST = "/api/v1/tracks/"


@pytest.fixture
def case(cast: Cast) -> Case:
    """Of the Hub, with professional standards in it, and a track of each side, one of them with a late clock."""
    case = a_case(cast, psd_unit=cast.psd)
    pcso = the_pcso(cast, case)
    with time_machine.travel(dt.datetime(2026, 9, 1, 9, tzinfo=clock.LONDON), tick=False):
        a_track(cast.lena, case, TrackKind.CHILD_PROTECTION, party=the_child(cast, case))
    a_track(cast.leo, case, TrackKind.LADO, party=pcso)
    to_outcome(a_track(cast.ivy, case, TrackKind.MISCONDUCT, party=pcso), cast.ivy, "written_warning")
    iopc = along(a_track(cast.ivy, case, TrackKind.IOPC), cast.ivy, "refer", "decide_mode")
    end(track=iopc, end=iopc.table.ends_from(iopc.stage)[0].code, by=fresh(cast.ivy), reason="Returned")
    return case


def told(caller: Caller, user: Any, asked: str = "") -> list[dict[str, Any]]:
    answer = caller(fresh(user)).get(LIST + asked)
    assert answer.status_code == 200, answer.content
    return list(answer.json()["results"])


def on_page(user: Any, asked: str = "") -> list[Track]:
    client = Client()
    client.force_login(fresh(user))
    return [lane.track for lane in client.get(reverse("tracks:register") + asked).context["lanes"]]


@pytest.mark.parametrize("who", ["lena", "leo", "ivy", "mona", "wes", "brian", "root"])
@pytest.mark.parametrize(
    ("asked", "of_page"),
    [
        ("", ""), ("?kind=lado", "?kind=lado"), ("?mine=true", "?mine=on"), ("?late=true", "?late=on"),
        ("?ended=true", "?which=ended"), ("?ended=false", "?which=running"),
    ],
)  # fmt: skip
def test_the_list_holds_what_the_page_holds(
    cast: Cast, case: Case, caller: Caller, who: str, asked: str, of_page: str
) -> None:
    user = cast.users[who]
    assert [row["id"] for row in told(caller, user, asked)] == [track.pk for track in on_page(user, of_page)]


def test_each_reader_is_told_of_each_track_what_its_side_lets_them(cast: Cast, case: Case, caller: Caller) -> None:
    of_lena = {row["kind"]: row for row in told(caller, cast.lena)}
    protection, misconduct = of_lena["child_protection"], of_lena["misconduct"]
    assert (protection["case"], protection["unit"]) == (case.reference, case.unit.name)
    assert protection["next_clock"]["rule"] == "strategy_discussion"
    assert protection["days_open"] == (clock.today() - dt.date(2026, 9, 1)).days
    assert (misconduct["is_read"], misconduct["stage"], misconduct["stage_label"]) == (False, "", "Running")
    assert (misconduct["end"], misconduct["owner_name"], misconduct["next_clock"]) == ("", "", None)
    of_ivy = {row["kind"]: row for row in told(caller, cast.ivy)}
    assert (of_ivy["misconduct"]["stage"], of_ivy["misconduct"]["end"]) == ("outcome", "written_warning")
    assert (of_ivy["child_protection"]["is_read"], of_ivy["child_protection"]["next_clock"]) == (False, None)
    assert of_ivy["child_protection"]["stage"] == "referred"


def test_of_a_hidden_track_that_ended_nobody_learns_when(cast: Cast, case: Case, caller: Caller) -> None:
    track = case.tracks.get(kind=TrackKind.MISCONDUCT)
    end(track=track, end="", by=fresh(cast.ivy), reason="Told")
    row = next(row for row in told(caller, cast.lena, "?ended=true") if row["kind"] == "misconduct")
    assert (row["ended_at"], row["days_open"], row["stage_since"], row["version"]) == (None, None, None, 0)
    assert next(row for row in told(caller, cast.ivy, "?ended=true") if row["kind"] == "misconduct")["days_open"] == 0


def test_for_its_subject_the_list_is_as_if_the_case_were_not_there(cast: Cast, case: Case, caller: Caller) -> None:
    assert told(caller, cast.lena)
    brian_is_the_subject(cast, case)
    assert told(caller, cast.brian) == []


def test_pages_follow_one_another_and_no_track_is_told_twice(cast: Cast, case: Case, caller: Caller) -> None:
    client = caller(fresh(cast.lena))
    first = client.get(LIST, {"limit": 2}).json()
    second = client.get(first["next"]).json()
    both = [row["id"] for row in (*first["results"], *second["results"])]
    assert both == [track.pk for track in on_page(cast.lena)]
    assert second["next"] is None


@pytest.mark.parametrize("asked", ["?kind=marigold", "?late=perhaps", "?cursor=mine"])
def test_a_question_that_is_not_understood_is_refused(cast: Cast, case: Case, caller: Caller, asked: str) -> None:
    assert caller(fresh(cast.lena)).get(LIST + asked).status_code == 422


def test_nothing_is_written_there(cast: Cast, case: Case, caller: Caller) -> None:
    client = caller(fresh(cast.lena))
    assert {client.post(LIST, {}).status_code, client.delete(LIST).status_code} == {405}
    assert client.get(f"{LIST}{case.tracks.first().pk}/").status_code == 404
