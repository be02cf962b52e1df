"""The lanes of a case: each reader sees of each track what its side lets them see, on the page and in the API."""

from __future__ import annotations

import datetime as dt
import re

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from safeguarding.audit.services import record
from safeguarding.cases.models import Case
from safeguarding.cases.services.access import rebuild_access
from safeguarding.core import clock
from safeguarding.tracks import services
from safeguarding.tracks.choices import TrackKind
from safeguarding.tracks.services.clocks import start_clock
from tests.cast import Cast, fresh
from tests.factories.tracks import a_track, along, to_outcome
from tests.factories.work import a_case, the_child, the_pcso

pytestmark = pytest.mark.django_db

#: What differs from one answer to the next, whatever happened.
PASSING = re.compile(r'nonce="[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"|"(?:version|updated_at)": ?[^,}]*')
#: What stands in the misconduct track that its stage does not tell.
SECRETS = ("Dismissed without notice", "Ivy Example", "An account that went too far")


def text_of(cast: Cast, user: object, address: str) -> tuple[int, str]:
    client = Client()
    client.force_login(fresh(user))  # type: ignore[arg-type]
    answer = client.get(address)
    return answer.status_code, answer.content.decode()


def test_discipline_detail_is_for_professional_standards_alone(cast: Cast) -> None:
    case = a_case(cast, psd_unit=cast.psd)
    track = a_track(
        cast.ivy, case, TrackKind.MISCONDUCT, party=the_pcso(cast, case), reason="An account that went too far"
    )
    to_outcome(track, cast.ivy, "dismissed")
    under, api = [case.reference], [case.reference, track.pk]
    for address in (
        reverse("tracks:tracks", args=under),
        reverse("tracks:track", args=[*under, track.pk]),
        reverse("api:case-track-list", args=under),
        reverse("api:case-track-detail", args=api),
    ):
        status, told = text_of(cast, cast.ivy, address)
        assert status == 200
        assert "Dismissed without notice" in told
        for other in (cast.lena, cast.mona):
            status, told = text_of(cast, other, address)
            assert status == 200
            assert "Misconduct: PCSO B" in told
            assert "Running" in told
            assert not [secret for secret in SECRETS if secret in told], (other, address)
    status, told = text_of(cast, cast.lena, reverse("cases:case_measures", args=under))
    assert "Duty to refer to the DBS: PCSO B" in told
    assert "ismiss" not in told


def test_whether_something_is_decided_at_all_cannot_be_asked_by_number(cast: Cast) -> None:
    """A report to the College is there because somebody was dismissed or left: to the other side no number is one."""
    case = a_case(cast, psd_unit=cast.psd)
    pcso = the_pcso(cast, case)
    to_outcome(a_track(cast.ivy, case, TrackKind.MISCONDUCT, party=pcso), cast.ivy, "dismissed")
    criminal = along(a_track(cast.ivy, case, TrackKind.CRIMINAL, party=pcso), cast.ivy, "investigate")
    offence = services.add_offence(
        track=criminal, code="misconduct_in_public_office", conduct_from=clock.today(), by=fresh(cast.ivy)
    )
    there = {
        "report_decide": case.college_reports.get().pk, "offence_decide": offence.pk, "offence_result": offence.pk,
    }  # fmt: skip
    for name, number in there.items():
        asked = [reverse(f"tracks:{name}", args=[case.reference, pk]) for pk in (number, 999_999)]
        assert text_of(cast, cast.ivy, asked[0])[0] in (200, 409)
        for other in (cast.lena, cast.mona):
            found = [text_of(cast, other, address)[0] for address in asked]
            assert found[0] == found[1], (name, other)


def test_a_step_that_another_page_takes_leads_there(cast: Cast) -> None:
    case = a_case(cast, psd_unit=cast.psd)
    track = a_track(cast.lena, case, TrackKind.DBS, party=the_pcso(cast, case))
    client = Client()
    client.force_login(fresh(cast.lena))
    answer = client.get(reverse("tracks:track_step", args=[case.reference, track.pk, "not_refer"]))
    assert (answer.status_code, answer.headers["Location"]) == (
        302, reverse("cases:case_measures", args=[case.reference]),
    )  # fmt: skip


def test_what_was_done_is_said_as_done(cast: Cast) -> None:
    case = a_case(cast, psd_unit=cast.psd)
    track = a_track(cast.lena, case, TrackKind.CHILD_PROTECTION, party=the_child(cast, case))
    along(track, cast.lena, "discuss", "enquire", "assess")
    told = [change.done_words for change in track.changes.order_by("pk")]
    assert told == [
        "Track opened", "Strategy discussion held", "Section 47 enquiry", "The assessment is complete",
    ]  # fmt: skip
    assert "The assessment is complete" in text_of(cast, cast.lena, track.get_absolute_url())[1]


def test_a_step_written_down_in_other_words_stays_out_of_sight(cast: Cast) -> None:
    """Whatever a kind of track is called one day: its steps are known by its number."""
    case = a_case(cast, psd_unit=cast.psd)
    track = a_track(cast.ivy, case, TrackKind.MISCONDUCT, party=the_pcso(cast, case))
    said = {"track_id": track.pk, "kind": "Conduct", "step": "record the marigold"}
    record("track.moved", by=cast.ivy, obj=case, data=said)
    history = reverse("cases:case_history", args=[case.reference])
    assert "record the marigold" in text_of(cast, cast.ivy, history)[1]
    assert "record the marigold" not in text_of(cast, cast.lena, history)[1]


def seen_by(cast: Cast, user: object, case: Case) -> dict[str, str]:
    """Every place where somebody who sees the case could read of its discipline, less what differs each time."""
    of_case = (
        *(f"cases:{name}" for name in ("case", "case_clocks", "case_history", "case_chronology", "case_stage")),
        "tracks:tracks", "investigations:investigations", "api:case-track-list", "api:case-clock-list",
    )  # fmt: skip
    places = [reverse(name, args=[case.reference]) for name in of_case]
    everywhere = ("cases:case_list", "cases:my_work", "notices:notice_list", "tracks:register", "api:case-list")
    places += [reverse(name) for name in (*everywhere, "api:track-list")]
    tracks = reverse("api:case-track-list", args=[case.reference])
    places += [f"{tracks}?stage={stage}" for stage in ("outcome", "appeal")]
    places += [f"{tracks}{pk}/" for pk in case.tracks.values_list("pk", flat=True)]
    return {place: PASSING.sub("", "".join(map(str, text_of(cast, user, place)))) for place in places}


def test_nothing_that_happens_in_discipline_shows_to_the_other_side(cast: Cast) -> None:
    with time_machine.travel(dt.datetime(2026, 12, 2, 10, 0, tzinfo=clock.LONDON), tick=False):
        case = a_case(cast, psd_unit=cast.psd)
        rebuild_access(case)
        track = a_track(cast.ivy, case, TrackKind.MISCONDUCT, party=the_pcso(cast, case))
        others = (cast.lena, cast.mona)
        [seen_by(cast, other, case) for other in others]
        before = [seen_by(cast, other, case) for other in others]
        along(track, cast.ivy, "assess_severity", "serve_notice", "investigate", "report", "decide_case", "hear")
        start_clock(track, "hearing_starts", on=clock.today(), why="The notice of referral", by=cast.ivy)
        services.step(track=track, verb="outcome", by=fresh(cast.ivy), reason="r", end="written_warning")
        services.give(track=track, owner=fresh(cast.piers), by=fresh(cast.ivy), reason="On leave")
        after = [seen_by(cast, other, case) for other in others]
        mine = seen_by(cast, cast.piers, case)
    for one, other in zip(before, after, strict=True):
        assert [place for place in one if one[place] != other[place]] == []
    assert "Misconduct hearing starts" in mine[reverse("cases:case_clocks", args=[case.reference])]
    assert "Misconduct hearing starts" in mine[reverse("cases:my_work")]
    assert "record the outcome" in mine[reverse("cases:case_history", args=[case.reference])]


def test_a_step_is_taken_on_its_page_and_a_stale_one_is_told_what_changed(cast: Cast) -> None:
    case = a_case(cast)
    track = a_track(cast.lena, case, TrackKind.LADO, party=the_pcso(cast, case))
    client = Client()
    client.force_login(fresh(cast.lena))
    page = reverse("tracks:track_step", args=[case.reference, track.pk, "meet_threshold"])
    day = clock.today()
    sent = {
        "version": track.version, "on-day": day.day, "on-month": day.month, "on-year": day.year,
        "reason": "Risk of harm", "harm_tests": ["may_pose_a_risk_of_harm_to_children"],
    }  # fmt: skip
    assert client.get(page).status_code == 200
    services.step(track=track, verb="miss_threshold", by=fresh(cast.leo), reason="Not met")
    answer = client.post(page, sent)
    assert answer.status_code == 412
    assert "Threshold not met" in answer.content.decode()
    track.refresh_from_db()
    assert client.post(page, {**sent, "version": track.version}).status_code == 302
    track.refresh_from_db()
    assert track.stage == "threshold_met"
