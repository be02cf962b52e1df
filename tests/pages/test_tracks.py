"""The lanes of a case: each reader sees of each track what its side lets them see, on the page and in the API."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from safeguarding.core import clock
from safeguarding.tracks import services
from safeguarding.tracks.choices import TrackKind
from tests.cast import Cast, fresh
from tests.factories.tracks import a_track, to_outcome
from tests.factories.work import a_case, the_pcso

pytestmark = pytest.mark.django_db

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
            assert "Outcome" in told
            assert not [secret for secret in SECRETS if secret in told], (other, address)
    status, told = text_of(cast, cast.lena, reverse("cases:case_measures", args=under))
    assert "Duty to refer to the DBS: PCSO B" in told
    assert "ismiss" not in told


def test_a_step_is_taken_on_its_page_and_a_stale_one_is_told_what_changed(cast: Cast) -> None:
    case = a_case(cast)
    track = a_track(cast.lena, case, TrackKind.LADO, party=the_pcso(cast, case))
    client = Client()
    client.force_login(fresh(cast.lena))
    page = reverse("tracks:track_step", args=[case.reference, track.pk, "meet_threshold"])
    day = clock.today()
    sent = {
        "version": track.version, "on-day": day.day, "on-month": day.month, "on-year": day.year,
        "reason": "Risk of harm",
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
