"""Tracks side by side: each with its own table, owner and end; what an end asks for is decided before it closes."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine

from safeguarding.cases.choices import DutyDecision, HarmTest
from safeguarding.cases.models import Case, CaseParty, DbsDuty, Review
from safeguarding.cases.services import dbs_duty
from safeguarding.cases.services.access import rebuild_access
from safeguarding.cases.services.stages import NotReady, take_step
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid, NotAllowed, Stale
from safeguarding.deadlines.models import Deadline
from safeguarding.tracks import services
from safeguarding.tracks.choices import CLOSED, ReportDecision, TrackKind
from safeguarding.tracks.models import CollegeReport, StageChange, Track
from tests.cast import Cast, fresh
from tests.factories.tracks import a_track, along, to_outcome
from tests.factories.work import a_case, brian_is_the_subject, the_child, the_pcso

pytestmark = pytest.mark.django_db

RISK = [HarmTest.RISK]
WEDNESDAY = dt.datetime(2026, 12, 23, 10, 0, tzinfo=clock.LONDON)


@pytest.fixture
def case(cast: Cast) -> Case:
    """Of the Hub, with professional standards in it."""
    case = a_case(cast, psd_unit=cast.psd)
    rebuild_access(case)
    return case


@pytest.fixture
def pcso(cast: Cast, case: Case) -> CaseParty:
    return the_pcso(cast, case)


def running(track: Track) -> dict[str, Deadline]:
    held = Deadline.objects.running().filter(source_type="track", source_id=track.pk).select_related("rule")
    return {deadline.rule.key: deadline for deadline in held}


# -- side by side ----------------------------------------------------------------------------------------------------


def test_no_charge_closes_the_criminal_track_and_nothing_else(cast: Cast, case: Case, pcso: CaseParty) -> None:
    criminal = a_track(cast.ivy, case, TrackKind.CRIMINAL, party=pcso)
    misconduct = a_track(cast.ivy, case, TrackKind.MISCONDUCT, party=pcso)
    lado = a_track(cast.lena, case, TrackKind.LADO, party=pcso)
    along(criminal, cast.ivy, "investigate", "send_file", "no_action")
    services.end(track=criminal, end="not_charged", by=fresh(cast.ivy), reason="Not enough evidence to charge")
    criminal.refresh_from_db()
    assert (criminal.stage, criminal.end_words, criminal.is_running) == (CLOSED, "Not charged", False)
    assert {misconduct.pk, lado.pk} == set(case.tracks.running().values_list("pk", flat=True))
    assert not DbsDuty.objects.filter(case=case).exists()
    assert not CollegeReport.objects.exists()


def test_one_track_of_a_kind_runs_for_each_person(cast: Cast, case: Case, pcso: CaseParty) -> None:
    a_track(cast.ivy, case, TrackKind.MISCONDUCT, party=pcso)
    a_track(cast.ivy, case, TrackKind.MISCONDUCT, party=brian_is_the_subject(cast, case))
    with pytest.raises(Conflict, match="running already"):
        a_track(cast.ivy, case, TrackKind.MISCONDUCT, party=pcso)


def test_a_track_that_judges_somebody_is_about_somebody_of_this_case(cast: Cast, case: Case) -> None:
    elsewhere = the_pcso(cast, a_case(cast))
    for party in (None, elsewhere):
        with pytest.raises(Invalid):
            a_track(cast.ivy, case, TrackKind.MISCONDUCT, party=party)


def test_conduct_is_judged_of_an_adult_and_a_child_is_protected(cast: Cast, case: Case, pcso: CaseParty) -> None:
    child = the_child(cast, case)
    for kind in (TrackKind.COMPLAINT, TrackKind.IOPC, TrackKind.MISCONDUCT):
        with pytest.raises(Invalid, match="choose the adult"):
            a_track(cast.ivy, case, kind, party=child)
    for kind in (TrackKind.LADO, TrackKind.DBS):
        with pytest.raises(Invalid, match="choose the adult"):
            a_track(cast.lena, case, kind, party=child)
    with pytest.raises(Invalid, match="about a young person"):
        a_track(cast.lena, case, TrackKind.CHILD_PROTECTION, party=pcso)
    # What a young person did may be a crime.
    assert a_track(cast.ivy, case, TrackKind.CRIMINAL, party=child).party == child


def test_each_side_keeps_its_own_tracks_and_knows_of_the_others(cast: Cast, case: Case, pcso: CaseParty) -> None:
    misconduct = a_track(cast.ivy, case, TrackKind.MISCONDUCT, party=pcso)
    lado = a_track(cast.lena, case, TrackKind.LADO, party=pcso)
    both = {misconduct, lado}
    for user, content in ((cast.ivy, {misconduct}), (cast.lena, {lado}), (cast.sam, {lado}), (cast.mona, set())):
        assert set(Track.objects.visible_to(fresh(user))) == both
        assert set(Track.objects.fully_visible_to(fresh(user))) == content
    for user, track in ((cast.lena, misconduct), (cast.ivy, lado)):
        with pytest.raises(NotAllowed, match="You see that it is there"):
            services.step(track=track, verb=track.table.moves[0].verb, by=fresh(user), reason="r")
        with pytest.raises(NotAllowed):
            a_track(user, case, track.kind, party=brian_is_the_subject(cast, a_case(cast, psd_unit=cast.psd)))
    assert not Track.objects.visible_to(fresh(cast.wes)).exists()


def test_a_track_does_not_exist_for_its_subject(cast: Cast, case: Case) -> None:
    track = a_track(cast.ivy, case, TrackKind.MISCONDUCT, party=brian_is_the_subject(cast, case))
    for user in (cast.brian, cast.bella):
        assert not Track.objects.visible_to(fresh(user)).exists()
        with pytest.raises(Case.DoesNotExist):
            services.step(track=track, verb="assess_severity", by=fresh(user))


def test_safeguarding_keeps_the_criminal_track_until_professional_standards_is_in(cast: Cast) -> None:
    case = a_case(cast)
    criminal = a_track(cast.lena, case, TrackKind.CRIMINAL, party=the_pcso(cast, case))
    assert criminal in Track.objects.fully_visible_to(fresh(cast.lena))
    with pytest.raises(NotAllowed):
        a_track(cast.lena, case, TrackKind.MISCONDUCT, party=criminal.party)


def test_a_track_is_owned_by_somebody_of_its_side(cast: Cast, case: Case, pcso: CaseParty) -> None:
    track = a_track(cast.ivy, case, TrackKind.MISCONDUCT, party=pcso)
    for nobody in (cast.lena, cast.mona, cast.wes):
        with pytest.raises(Invalid, match="keeps tracks of this kind"):
            services.give(track=track, owner=fresh(nobody), by=fresh(cast.ivy), reason="r")
    with pytest.raises(Invalid, match="why"):
        services.give(track=track, owner=fresh(cast.piers), by=fresh(cast.ivy), reason=" ")
    given = services.give(track=track, owner=fresh(cast.piers), by=fresh(cast.ivy), reason="On leave")
    kept = StageChange.objects.filter(of=track).latest("pk")
    assert (given.owner, kept.given_to, kept.reason) == (cast.piers, cast.piers, "On leave")


# -- steps -----------------------------------------------------------------------------------------------------------


def test_every_step_is_kept_with_its_day_and_reason(cast: Cast, case: Case) -> None:
    track = a_track(cast.lena, case, TrackKind.LADO, party=the_pcso(cast, case), on=clock.today() - dt.timedelta(9))
    days = [clock.today() - dt.timedelta(8), clock.today() - dt.timedelta(7)]
    services.step(track=track, verb="meet_threshold", by=fresh(cast.lena), reason="Risk", on=days[0], harm_tests=RISK)
    services.step(track=track, verb="refer", by=fresh(cast.lena), on=days[1])
    kept = list(StageChange.objects.filter(of=track).values_list("before", "after", "happened_on", "reason"))
    assert kept[1:] == [("consulted", "threshold_met", days[0], "Risk"), ("threshold_met", "referred", days[1], "")]
    with pytest.raises(Invalid, match="cannot be before it"):
        services.step(track=track, verb="meet", by=fresh(cast.lena), on=days[0])
    with pytest.raises(Invalid, match="future"):
        services.step(track=track, verb="meet", by=fresh(cast.lena), on=clock.today() + dt.timedelta(1))


def test_a_step_the_table_lacks_is_refused_with_the_stage_and_its_source(cast: Cast, case: Case) -> None:
    track = a_track(cast.lena, case, TrackKind.LADO, party=the_pcso(cast, case))
    with pytest.raises(Conflict, match=r"LADO consulted.*Working Together"):
        services.step(track=track, verb="outcome", by=fresh(cast.lena), reason="r", end="false")
    with pytest.raises(Conflict):
        services.end(track=track, end="substantiated", by=fresh(cast.lena), reason="r")


def test_two_at_once_one_wins_and_the_other_sees_what_it_says_now(cast: Cast, case: Case) -> None:
    track = a_track(cast.lena, case, TrackKind.LADO, party=the_pcso(cast, case))
    services.step(
        track=track, verb="meet_threshold", by=fresh(cast.leo), reason="r", version=track.version, harm_tests=RISK
    )
    with pytest.raises(Stale) as stale:
        services.step(track=track, verb="miss_threshold", by=fresh(cast.lena), reason="r", version=track.version)
    assert stale.value.current["stage"] == "Threshold met"


def test_an_outcome_must_be_one_that_fits(cast: Cast, case: Case, pcso: CaseParty) -> None:
    track = a_track(cast.ivy, case, TrackKind.MISCONDUCT, party=pcso)
    along(track, cast.ivy, "take_no_action")
    for wrong in ("", "not_charged"):
        with pytest.raises(Invalid, match="outcome"):
            services.step(track=track, verb="outcome", by=fresh(cast.ivy), reason="r", end=wrong)


# -- what ends ask for -----------------------------------------------------------------------------------------------


def test_a_dismissal_opens_the_dbs_duty_and_the_college_report_and_neither_can_be_skipped(
    cast: Cast, case: Case, pcso: CaseParty
) -> None:
    with time_machine.travel(WEDNESDAY, tick=False):
        track = to_outcome(a_track(cast.ivy, case, TrackKind.MISCONDUCT, party=pcso), cast.ivy, "dismissed")
        duty, report = DbsDuty.objects.get(case=case, party=pcso), CollegeReport.objects.get(case=case, party=pcso)
        held = Deadline.objects.running().get(source_type="collegereport", source_id=report.pk)
        # Day one is the dismissal itself: Wednesday 23 December is due on Thursday 31 December.
        assert clock.london_date(held.due_at) == dt.date(2026, 12, 31)
        with pytest.raises(Conflict, match=r"s\.35.*SI 2017/1135"):
            services.end(track=track, end="dismissed", by=fresh(cast.ivy), reason="Dismissed at the hearing")
        dbs_duty.decide(duty=duty, decision=DutyDecision.REFER, reasons="Harm test met", by=fresh(cast.lena))
        with pytest.raises(Conflict, match="SI 2017/1135"):
            services.end(track=track, end="dismissed", by=fresh(cast.ivy), reason="Dismissed at the hearing")
        services.decide_report(
            report=report, decision=ReportDecision.REPORTED, reasons="", reported_on=clock.today(), by=fresh(cast.ivy)
        )
        held.refresh_from_db()
        assert held.met_at is not None
        track = services.end(track=track, end="", by=fresh(cast.ivy), reason="Dismissed at the hearing")
    assert (track.end, track.stage) == ("dismissed", CLOSED)


def test_a_warning_asks_for_nothing(cast: Cast, case: Case, pcso: CaseParty) -> None:
    track = to_outcome(a_track(cast.ivy, case, TrackKind.MISCONDUCT, party=pcso), cast.ivy, "written_warning")
    assert not DbsDuty.objects.exists()
    assert services.end(track=track, end="written_warning", by=fresh(cast.ivy), reason="Warned").stage == CLOSED


def test_leaving_keeps_the_track_alive_and_opens_what_leaving_asks_for(cast: Cast, case: Case, pcso: CaseParty) -> None:
    track = a_track(cast.ivy, case, TrackKind.MISCONDUCT, party=pcso)
    services.record_departure(case=case, party=pcso, how="resigned", left_on=clock.today(), by=fresh(cast.ivy))
    track.refresh_from_db()
    assert track.is_running
    assert DbsDuty.objects.filter(party=pcso, decision="").exists()
    assert CollegeReport.objects.get(party=pcso).for_list == "police_advisory_list"
    to_outcome(track, cast.ivy, "no_action")
    with pytest.raises(Conflict, match="Whoever leaves"):
        services.end(track=track, end="", by=fresh(cast.ivy), reason="No action")


def test_a_case_stays_open_while_a_track_runs_or_a_report_waits(cast: Cast, case: Case, pcso: CaseParty) -> None:
    track = to_outcome(a_track(cast.ivy, case, TrackKind.MISCONDUCT, party=pcso), cast.ivy, "dismissed")
    take_step(case=case, verb="assess", by=fresh(cast.lena))
    Review.objects.create(case=case, progress="a", next_steps="b", held_by=cast.sam)
    with pytest.raises(NotReady) as refused:
        take_step(case=case, verb="close", by=fresh(cast.lena), reason="Done")
    assert {"tracks", "college_reports", "dbs_duties"} <= {check.key for check in refused.value.left}
    assert track.is_running


# -- what apps above add ---------------------------------------------------------------------------------------------


def test_an_app_above_can_hold_a_step_and_an_end_back(
    cast: Cast, case: Case, pcso: CaseParty, monkeypatch: pytest.MonkeyPatch
) -> None:
    from safeguarding.tracks.selectors import hooks

    for name, empty in (("_BEFORE_END", {}), ("_BEFORE_STEP", {}), ("_CLAIMED", {}), ("_OPEN_DUTIES", [])):
        monkeypatch.setattr(hooks, name, empty)
    track = to_outcome(a_track(cast.ivy, case, TrackKind.MISCONDUCT, party=pcso), cast.ivy, "written_warning")

    def never(track: Track, end: str) -> None:
        raise Conflict("Not every allegation has its finding.")

    services.register_before_end(TrackKind.MISCONDUCT, never)
    services.register_open_duty(lambda case, party, kind: [services.OpenDuty("Tell the complainant", "reg 34")])
    with pytest.raises(Conflict, match="allegation"):
        services.end(track=track, end="", by=fresh(cast.ivy), reason="r")
    hooks._BEFORE_END.clear()
    with pytest.raises(Conflict, match="reg 34"):
        services.end(track=track, end="", by=fresh(cast.ivy), reason="r")
    services.claim_verbs(TrackKind.MISCONDUCT, ["appeal"], page="cases:case")
    with pytest.raises(Conflict, match="own page"):
        services.step(track=track, verb="appeal", by=fresh(cast.ivy), by_hand=True)
    assert services.step(track=track, verb="appeal", by=fresh(cast.ivy)).stage == "appeal"
