"""Tracks that go along with what is decided elsewhere, and the kinds that the law knows from a day on."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine

from safeguarding.cases.choices import DutyDecision, HarmTest, ReferralKind
from safeguarding.cases.models import Case, CaseParty, DbsDuty, Referral
from safeguarding.cases.services import dbs_duty, referrals
from safeguarding.cases.services.access import rebuild_access
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.deadlines.models import Deadline
from safeguarding.investigations.choices import Act, Mode
from safeguarding.tracks import services
from safeguarding.tracks.choices import CLOSED, TrackKind
from safeguarding.tracks.models import StageChange, Track
from tests.cast import Cast, fresh
from tests.factories.investigations import ago, begun, do, up_to
from tests.factories.tracks import a_track, along, to_outcome
from tests.factories.work import a_case, brian_is_the_subject, the_child, the_pcso

pytestmark = pytest.mark.django_db
INVENTED = "deliberately_invented_or_malicious"


@pytest.fixture
def case(cast: Cast) -> Case:
    case = a_case(cast, psd_unit=cast.psd)
    rebuild_access(case)
    return case


@pytest.fixture
def pcso(cast: Cast, case: Case) -> CaseParty:
    return the_pcso(cast, case)


def dbs_track(case: Case) -> Track:
    return Track.objects.filter(case=case, kind=TrackKind.DBS).latest("pk")


def due(track: Track) -> dict[str, dt.date]:
    held = Deadline.objects.running().filter(source_type="track", source_id=track.pk).select_related("rule")
    return {deadline.rule.key: clock.london_date(deadline.due_at) for deadline in held}


# -- the DBS track goes with the duty and its referral ---------------------------------------------------------------


def test_a_dismissal_opens_the_dbs_track_and_the_duty_and_its_referral_move_it(
    cast: Cast, case: Case, pcso: CaseParty
) -> None:
    to_outcome(a_track(cast.ivy, case, TrackKind.MISCONDUCT, party=pcso), cast.ivy, "dismissed")
    track, lena = dbs_track(case), fresh(cast.lena)
    assert (track.stage, track.owner, track.party) == ("deciding", case.owner, pcso)
    with pytest.raises(Conflict, match="its own page"):
        services.step(track=track, verb="refer", by=lena, by_hand=True)
    duty = dbs_duty.decide(duty=DbsDuty.objects.get(), decision=DutyDecision.REFER, reasons="Harm test", by=lena)
    assert dbs_track(case).stage == "to_refer"
    referrals.send(referral=duty.referral, sent_at=clock.now(), by=lena)
    assert dbs_track(case).stage == "sent"
    referrals.answer(referral=duty.referral, answered_on=clock.today(), answer="They have it", by=lena)
    referrals.conclude(referral=duty.referral, concluded_on=clock.today(), outcome="Barred", by=lena)
    assert dbs_track(case).stage == "answered"
    assert services.end(track=dbs_track(case), end="barred", by=lena, reason="They told us").stage == CLOSED


def test_a_no_closes_the_dbs_track_and_a_new_reason_opens_another(cast: Cast, case: Case, pcso: CaseParty) -> None:
    lena = fresh(cast.lena)
    track = a_track(cast.lena, case, TrackKind.DBS, party=pcso)
    duty = DbsDuty.objects.get(case=case, party=pcso)
    dbs_duty.decide(duty=duty, decision=DutyDecision.DO_NOT_REFER, reasons="Nothing was harmed", by=lena)
    track.refresh_from_db()
    assert (track.stage, track.end, track.end_reason) == (CLOSED, "not_referred", "Nothing was harmed")
    to_outcome(a_track(cast.ivy, case, TrackKind.MISCONDUCT, party=pcso), cast.ivy, "dismissed")
    assert (dbs_track(case).pk > track.pk, dbs_track(case).stage) == (True, "deciding")


def test_a_referral_that_is_dropped_closes_the_track_as_not_referred(cast: Cast, case: Case, pcso: CaseParty) -> None:
    lena = fresh(cast.lena)
    a_track(cast.lena, case, TrackKind.DBS, party=pcso)
    duty = dbs_duty.decide(duty=DbsDuty.objects.get(), decision=DutyDecision.REFER, reasons="Harm test", by=lena)
    referrals.drop(referral=duty.referral, reason="The employer referred", by=lena)
    assert (dbs_track(case).end, dbs_track(case).end_reason) == ("not_referred", "The employer referred")


# -- the mode of investigation moves the IOPC track ------------------------------------------------------------------


def test_the_mode_moves_the_iopc_track_and_its_change_too(cast: Cast, case: Case, pcso: CaseParty) -> None:
    track = a_track(cast.ivy, case, TrackKind.IOPC, on=ago(40))
    other = a_track(cast.ivy, case, TrackKind.IOPC, party=brian_is_the_subject(cast, case), on=ago(40))
    held = up_to(cast, begun(cast.ivy, case, pcso), before=Act.MODE)
    held = do(held, Act.MODE, cast.ivy, mode=Mode.LOCAL, since_day=ago(30), reason="Returned")
    do(held, Act.MODE, cast.ivy, mode=Mode.INDEPENDENT, since_day=ago(20), reason="Called in")
    track.refresh_from_db()
    other.refresh_from_db()
    assert (track.stage, other.stage) == ("mode_decided", "to_refer")
    steps = StageChange.objects.filter(of=track).exclude(verb="open")
    assert list(steps.values_list("verb", "happened_on")) == [
        ("refer", ago(30)), ("decide_mode", ago(30)), ("change_mode", ago(20)),
    ]  # fmt: skip
    assert "Called in" in steps.get(verb="change_mode").reason


def test_the_referral_to_the_iopc_moves_its_track(cast: Cast, case: Case) -> None:
    track = a_track(cast.ivy, case, TrackKind.IOPC)
    given = {"criterion": "serious_corruption", "first_clear_at": clock.now()}
    made = referrals.add(case=case, kind=ReferralKind.IOPC, why="Abuse of position", by=fresh(cast.lena), **given)
    referrals.send(referral=made, sent_at=clock.now(), agency="IOPC", by=fresh(cast.lena))
    track.refresh_from_db()
    assert track.stage == "referred"


# -- the referral to the LADO moves its track ------------------------------------------------------------------------


def to_the_lado(case: Case, by: Any) -> Referral:
    made = referrals.add(case=case, kind=ReferralKind.LADO, why="Risk", agency="Council", by=fresh(by))
    return referrals.send(referral=made, sent_at=clock.now(), late_reason="First thing", by=fresh(by))


def concluded(made: Referral, finding: str, by: Any) -> Referral:
    day = clock.today()
    made = referrals.answer(referral=made, answered_on=day, answer="A meeting", by=fresh(by))
    return referrals.conclude(referral=made, concluded_on=day, outcome="Told by post", finding=finding, by=fresh(by))


def lado_steps(track: Track) -> list[str]:
    return list(track.changes.exclude(verb="open").order_by("pk").values_list("verb", flat=True))


def test_the_referral_to_the_lado_and_its_finding_move_the_track(cast: Cast, case: Case, pcso: CaseParty) -> None:
    track = along(a_track(cast.lena, case, TrackKind.LADO, party=pcso), cast.lena, "meet_threshold")
    made = to_the_lado(case, cast.lena)
    track.refresh_from_db()
    assert track.stage == "referred"
    concluded(made, "substantiated", cast.lena)
    track.refresh_from_db()
    assert (track.stage, track.end, track.is_running) == ("outcome", "substantiated", True)
    assert "Told by post" in track.changes.get(verb="outcome").reason
    assert services.end(track=track, end="", by=fresh(cast.lena), reason="Told").stage == CLOSED


def test_a_referral_finds_no_threshold_met_but_is_there_once_it_is(cast: Cast, case: Case, pcso: CaseParty) -> None:
    """Which of the four tests are met somebody says; a letter that went out says none."""
    track = a_track(cast.lena, case, TrackKind.LADO, party=pcso)
    to_the_lado(case, cast.lena)
    track.refresh_from_db()
    assert track.stage == "consulted"
    along(track, cast.lena, "meet_threshold")
    assert (track.stage, lado_steps(track)) == ("referred", ["meet_threshold", "refer"])


def test_what_the_lado_found_of_one_adult_is_not_written_to_two(cast: Cast, case: Case, pcso: CaseParty) -> None:
    both = [
        along(a_track(cast.lena, case, TrackKind.LADO, party=party), cast.lena, "meet_threshold")
        for party in (pcso, brian_is_the_subject(cast, case))
    ]
    concluded(to_the_lado(case, cast.lena), "unsubstantiated", cast.lena)
    for track in both:
        track.refresh_from_db()
    assert [(track.stage, track.end) for track in both] == [("referred", ""), ("referred", "")]


def test_a_referral_to_the_lado_that_was_never_sent_moves_nothing(cast: Cast, case: Case, pcso: CaseParty) -> None:
    track = along(a_track(cast.lena, case, TrackKind.LADO, party=pcso), cast.lena, "meet_threshold")
    made = referrals.add(case=case, kind=ReferralKind.LADO, why="Risk", agency="Council", by=fresh(cast.lena))
    referrals.drop(referral=made, reason="The employer refers", by=fresh(cast.lena))
    track.refresh_from_db()
    assert track.stage == "threshold_met"


# -- the LADO: four tests, and findings by nation --------------------------------------------------------------------


def test_the_threshold_is_met_by_tests_that_are_named(cast: Cast, case: Case, pcso: CaseParty) -> None:
    track, lena = a_track(cast.lena, case, TrackKind.LADO, party=pcso), fresh(cast.lena)
    for wrong in ([], ["marigold"]):
        with pytest.raises(Invalid, match="four tests"):
            services.step(track=track, verb="meet_threshold", by=lena, reason="r", harm_tests=wrong)
    tests = [HarmTest.SUITABILITY, HarmTest.HARMED]
    services.step(track=track, verb="meet_threshold", by=lena, reason="r", harm_tests=tests)
    kept = StageChange.objects.get(of=track, verb="meet_threshold")
    assert kept.tests_words == ["Has harmed or may have harmed a child", "May not be suitable to work with children"]


@pytest.mark.parametrize(
    ("nation", "allowed", "refused"), [("england", "false", INVENTED), ("wales", INVENTED, "false")]
)
def test_the_lado_finds_what_the_nation_knows(
    cast: Cast, case: Case, pcso: CaseParty, nation: str, allowed: str, refused: str
) -> None:
    type(case.force).objects.filter(pk=case.force_id).update(nation=nation)
    track = along(a_track(cast.lena, case, TrackKind.LADO, party=pcso), cast.lena, "meet_threshold", "refer")
    track = Track.objects.get(pk=track.pk)
    with pytest.raises(Invalid):
        services.step(track=track, verb="outcome", by=fresh(cast.lena), reason="r", end=refused)
    assert services.step(track=track, verb="outcome", by=fresh(cast.lena), reason="r", end=allowed).end == allowed


# -- complaints under data protection law, and the duty to report ----------------------------------------------------


@pytest.mark.parametrize(
    ("received", "acknowledge_by"),
    # Thirty days after the day itself; what ends on a weekend or a bank holiday ends on the next working day.
    [("2026-09-01", "2026-10-01"), ("2026-09-03", "2026-10-05"), ("2026-11-25", "2026-12-29")],
)
def test_a_data_protection_complaint_is_acknowledged_within_thirty_days(
    cast: Cast, case: Case, received: str, acknowledge_by: str
) -> None:
    with time_machine.travel(dt.datetime(2026, 11, 26, 9, 0, tzinfo=clock.LONDON), tick=False):
        day = dt.date.fromisoformat(received)
        track = a_track(cast.ivy, case, TrackKind.DATA_PROTECTION, party=the_child(cast, case), on=day)
        assert due(track) == {"dp_complaint_ack": dt.date.fromisoformat(acknowledge_by)}
        along(track, cast.ivy, "acknowledge")
        assert due(track) == {}
        services.step(track=track, verb="answer", by=fresh(cast.ivy), reason="We kept it too long", end="upheld")
        assert services.end(track=track, end="", by=fresh(cast.ivy), reason="Told").end_words == "Upheld"


def test_no_data_protection_complaint_came_before_its_law(cast: Cast, case: Case) -> None:
    with pytest.raises(Invalid, match=r"19 June 2026.*s\.164A"):
        a_track(cast.ivy, case, TrackKind.DATA_PROTECTION, on=dt.date(2026, 6, 18))


def test_the_duty_to_report_waits_for_its_day(cast: Cast, case: Case, settings: Any) -> None:
    with pytest.raises(Invalid, match="not in force: no day has been set"):
        a_track(cast.lena, case, TrackKind.REPORTING_DUTY)
    settings.CHILD_SEX_OFFENCE_REPORTING_FROM = ago(5)
    with pytest.raises(Invalid, match="is in force from"):
        a_track(cast.lena, case, TrackKind.REPORTING_DUTY, on=ago(6))
    track = a_track(cast.lena, case, TrackKind.REPORTING_DUTY, on=ago(2))
    assert due(track) == {"child_sex_offence_report": ago(2)}
    along(track, cast.lena, "delay")
    # Seven days from when it was known, not from when it was held back.
    assert due(track) == {"child_sex_offence_delayed": ago(-5)}
    services.step(track=track, verb="report", by=fresh(cast.lena), reason="By telephone", end="reported_police")
    assert due(track) == {}


def test_the_duty_to_report_is_not_one_in_wales(cast: Cast, settings: Any) -> None:
    settings.CHILD_SEX_OFFENCE_REPORTING_FROM = ago(5)
    type(cast.force).objects.filter(pk=cast.force.pk).update(nation="wales")
    cast.force.refresh_from_db()
    with pytest.raises(Invalid, match=r"s\.130"):
        a_track(cast.lena, a_case(cast), TrackKind.REPORTING_DUTY)
