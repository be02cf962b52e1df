"""From the allegation to the outcome: what the regime asks for, what it refuses, and by which rule."""

from __future__ import annotations

import datetime as dt
import threading
from typing import Any
from unittest import mock

import pytest
from django.db import connection

from safeguarding.access.models import User
from safeguarding.audit.models import AuditEvent
from safeguarding.cases.models import Case, DbsDuty
from safeguarding.cases.services.access import rebuild_access
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid, NotAllowed, Refused, Stale
from safeguarding.deadlines.models import Deadline
from safeguarding.investigations import services
from safeguarding.investigations.choices import (
    Act,
    Answer,
    Forum,
    OutcomeCode,
    PanelRole,
    Regime,
    ServedMethod,
)
from safeguarding.investigations.models import Investigation, InvestigationNotice, Proceedings
from safeguarding.investigations.rules.hearings import latest_day
from safeguarding.investigations.selectors import informed
from safeguarding.people.models import Person, Placement
from safeguarding.tracks.choices import TrackKind
from safeguarding.tracks.models import CollegeReport
from safeguarding.tracks.services import end, record_departure
from tests.cast import Cast, build, fresh
from tests.factories.investigations import a_complainant, ago, an_allegation, begun, do, given, running, steps, up_to
from tests.factories.investigations import of_an_officer as an_officers
from tests.factories.schemes import tolerated
from tests.factories.work import a_case, brian_is_the_subject, the_child, the_pcso

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    case = a_case(cast, psd_unit=cast.psd)
    rebuild_access(case)
    return case


@pytest.fixture
def held(cast: Cast, case: Case) -> Investigation:
    return begun(cast.ivy, case, the_pcso(cast, case))


def test_the_founding_case_from_the_allegation_to_the_dismissal(cast: Cast, held: Investigation) -> None:
    assert held.regime == Regime.STAFF
    held = up_to(cast, held, Act.TELL_OUTCOME)
    assert (held.track.stage, held.track.end) == ("outcome", "dismissed")
    assert held.proceedings.get_outcome_display() == "Dismissal without notice"
    assert "section 16" in held.proceedings.outcome_source
    # The dismissal asks for the College report and for the duty to consider the DBS; until then nothing closes.
    assert CollegeReport.objects.get(party=held.track.party).for_list == "police_barred_list"
    assert DbsDuty.objects.filter(party=held.track.party, decided_at__isnull=True).exists()
    with pytest.raises(Conflict, match=r"Police Act 1996 s\.88A"):
        end(track=held.track, end="dismissed", by=fresh(cast.ivy), reason="Done")
    acts = AuditEvent.objects.filter(verb="investigation.acted", object_id=held.case_id).count()
    assert acts == len(steps(cast, held)) + 1


def test_an_abuse_of_position_is_referred_at_once_and_once(cast: Cast, held: Investigation) -> None:
    with pytest.raises(Invalid, match=r"Sch 3 para 4\(1\)"):
        do(held, Act.ALLEGE, cast.ivy, **an_allegation(criterion="not_met"))
    held = do(held, Act.ALLEGE, cast.ivy, **an_allegation())
    do(held, Act.ALLEGE, cast.ivy, **an_allegation(what="And to another child"))
    (referral,) = held.case.referrals.filter(kind="iopc")
    (due,) = Deadline.objects.running().filter(rule__key="iopc_referral", source_id=referral.pk)
    assert (clock.london_date(due.due_at) - clock.today()).days == 1
    with pytest.raises(Conflict, match=r"para 2\(6B\)"):
        services.record_decision(
            investigation=held, recording="outside", reasons="r", recorded_on=ago(1), by=fresh(cast.ivy)
        )


def test_nobody_is_the_complainant_against_themselves(cast: Cast, case: Case) -> None:
    party = the_pcso(cast, case)
    with pytest.raises(Invalid, match="nobody complains against themselves"):
        begun(cast.ivy, case, party, complainant=party)
    assert not Investigation.objects.exists()


def test_an_edition_that_is_not_theirs_is_refused(cast: Cast, held: Investigation) -> None:
    with pytest.raises(Invalid, match="Police Staff Council standards, 2008"):
        do(held, Act.ALLEGE, cast.ivy, **an_allegation(code="force"))


def test_no_notice_before_the_terms_of_reference(cast: Cast, held: Investigation) -> None:
    held = up_to(cast, held, Act.SEVERITY)
    with pytest.raises(Conflict, match=r"terms of reference.*reg 17\(2\)"):
        do(held, Act.SERVE, cast.ivy, **given(cast, held, Act.SERVE))


def test_a_notice_holds_what_the_regime_asks_for_and_starts_the_clocks_from_its_deemed_day(
    cast: Cast, held: Investigation
) -> None:
    held = up_to(cast, held, Act.TERMS)
    held = do(held, Act.WITHHOLD, cast.ivy, reason="It would warn him", review_on=clock.today().replace(year=2099))
    assert "notice_withheld_review" in running(held)
    sent = given(cast, held, Act.SERVE, method=ServedMethod.POST)
    held = do(held, Act.SERVE, cast.ivy, **sent)
    notice = InvestigationNotice.objects.get(investigation=held)
    assert notice.sent_on is not None
    assert notice.deemed_on is not None
    assert notice.sent_on < notice.deemed_on
    said = {part["key"]: " ".join(part["paragraphs"]) for part in notice.said}
    assert "trade union" in said["advice"]
    assert "Dismissal without notice." in said["outcomes"]
    assert notice.regime == "PSC_P3_annexA"
    assert {"representations", "subject_update", "timeliness_letter_12m"} == set(running(held))
    assert "notice_withheld_review" not in running(held)


def test_no_interview_before_the_terms_were_given_and_one_alternative_in_time(cast: Cast, held: Investigation) -> None:
    held = up_to(cast, held, before=Act.SERVE)
    held = do(held, Act.SERVE, cast.ivy, **given(cast, held, Act.SERVE, with_terms=False))
    with pytest.raises(Conflict, match="reg 20"):
        do(held, Act.INTERVIEW, cast.ivy, set_for=ago(80))
    held = do(held, Act.GIVE_TERMS, cast.ivy, given_on=ago(93))
    held = do(held, Act.INTERVIEW, cast.ivy, set_for=ago(80))
    with pytest.raises(Invalid, match="5 working days"):
        do(held, Act.INTERVIEW, cast.ivy, set_for=ago(60))
    assert do(held, Act.INTERVIEW, cast.ivy, set_for=ago(77)).interviews.count() == 2


def test_updates_go_out_every_28_days(cast: Cast, case: Case) -> None:
    held = begun(cast.ivy, case, the_pcso(cast, case), complainant=a_complainant(cast, case))
    assert "complainant_update_1" in running(held)
    sent = {"to": "complainant", "sent_on": ago(5), "how": "written", "said": "It goes on"}
    held = do(held, Act.UPDATE, cast.ivy, **sent)
    assert "complainant_update_1" not in running(held)
    assert (running(held)["complainant_update_n"] - ago(5)).days == 28


def test_a_timeliness_letter_begins_the_next_six_months(cast: Cast, case: Case) -> None:
    held = begun(
        cast.ivy, case, the_pcso(cast, case), came_on=clock.today().replace(year=clock.today().year - 2, day=1)
    )
    told = {"progress": "p", "expected_on": clock.today(), "why_so_long": "w", "planned": "n"}
    held = do(held, Act.LETTER, cast.ivy, to="iopc", sent_on=clock.today(), **told)
    assert set(running(held)) == {"timeliness_letter_6m"}
    with pytest.raises(Invalid):
        do(held, Act.LETTER, cast.ivy, to="iopc", sent_on=clock.today(), **{**told, "planned": " "})


def test_reflective_practice_is_never_offered_for_abuse_of_position(cast: Cast, held: Investigation) -> None:
    held = up_to(cast, held, Act.REPORT)
    with pytest.raises(Conflict, match="never offered"):
        do(held, Act.ANSWER, cast.ivy, **given(cast, held, Act.ANSWER, answer=Answer.REFLECTIVE))


def test_nothing_is_referred_before_each_allegation_is_answered(cast: Cast, held: Investigation) -> None:
    held = do(held, Act.ALLEGE, cast.ivy, **an_allegation())
    one = given(cast, held, Act.ANSWER)
    held = up_to(cast, held, Act.RECORD)
    held = do(held, Act.ALLEGE, cast.ivy, **an_allegation(what="And to another child"))
    one["allegation"] = held.allegations.first()
    for act, more in steps_after(cast, held, Act.RECORD, Act.REPORT, one):
        held = do(held, act, cast.ivy, **more)
    held = do(held, Act.ANSWER, cast.ivy, **one)
    with pytest.raises(Conflict, match="no decision on each allegation"):
        do(held, Act.REFER, cast.ivy, forum=Forum.HEARING, referred_on=ago(1), reasons="r")


def steps_after(cast: Cast, held: Investigation, first: str, last: str, one: Any) -> list[tuple[str, dict[str, Any]]]:
    """The steps between two acts, for an investigation with more than one allegation."""

    class Only:
        allegations = held.allegations.filter(pk=one["allegation"].pk)

    found = steps(cast, Only())  # type: ignore[arg-type]  # its allegation alone is asked for
    names = [act for act, _ in found]
    return found[names.index(first) + 1 : names.index(last) + 1]


def test_a_hearing_is_not_dated_before_its_notice(cast: Cast, held: Investigation) -> None:
    held = up_to(cast, held, Act.REFER)
    with pytest.raises(Conflict, match="reg 30"):
        do(held, Act.DATE, cast.ivy, starts_on=ago(10), place="Headquarters")
    held = do(held, Act.DOCUMENTS, cast.ivy, **given(cast, held, Act.DOCUMENTS))
    with pytest.raises(Conflict, match="cannot be dated before"):
        do(held, Act.DATE, cast.ivy, starts_on=ago(46), place="Headquarters")


def test_no_outcome_without_a_finding_on_each_allegation(cast: Cast, held: Investigation) -> None:
    held = up_to(cast, held, Act.DATE)
    with pytest.raises(Conflict, match="no finding on each allegation"):
        do(held, Act.OUTCOME, cast.ivy, **given(cast, held, Act.OUTCOME))


def test_an_outcome_that_the_regime_does_not_have_is_refused_with_its_source(cast: Cast, held: Investigation) -> None:
    held = up_to(cast, held, Act.FIND)
    with pytest.raises(Conflict, match=r"Reduction in rank is not an outcome for police staff.*section 16"):
        do(held, Act.OUTCOME, cast.ivy, **given(cast, held, Act.OUTCOME, outcome=OutcomeCode.REDUCTION))


def test_somebody_who_left_is_judged_all_the_same(cast: Cast, held: Investigation) -> None:
    held = up_to(cast, held, Act.SERVE)
    party = held.track.party
    assert party is not None
    record_departure(case=held.case, party=party, how="resigned", left_on=ago(70), by=fresh(cast.ivy))
    for act, more in steps(cast, held)[6:-2]:
        held = do(held, act, cast.ivy, **more)
    with pytest.raises(Conflict, match="who has left"):
        do(held, Act.OUTCOME, cast.ivy, **given(cast, held, Act.OUTCOME))
    held = do(held, Act.OUTCOME, cast.ivy, **given(cast, held, Act.OUTCOME, outcome=OutcomeCode.WOULD_HAVE_BEEN))
    assert held.track.end == "would_have_been_dismissed"


@pytest.mark.parametrize("link", ["manages", "is managed", "the same line manager"])
def test_nobody_with_a_line_to_the_subject_has_a_part_in_it(cast: Cast, held: Investigation, link: str) -> None:
    held = do(held, Act.ALLEGE, cast.ivy, **an_allegation())
    subject = cast.people["carl"]
    piers = Person.objects.create(
        force=cast.force, unit=cast.psd, kind="adult", person_type="police_officer", family_name="Piers",
        user=cast.piers, created_by=cast.adam,
    )  # fmt: skip
    boss = Person.objects.create(
        force=cast.force, unit=cast.psd, kind="adult", person_type="police_officer", family_name="Boss",
        created_by=cast.adam,
    )  # fmt: skip
    lines = {"manages": (piers, None), "is managed": (boss, subject), "the same line manager": (boss, boss)}
    subject.line_manager, piers.line_manager = lines[link]
    if link == "is managed":
        subject.line_manager = None
    Person.objects.bulk_update([subject, piers], ["line_manager"])
    with pytest.raises(Invalid, match="reg 15"):
        do(held, Act.ASSIGN, cast.ivy, investigator=cast.ivy, supervisor=cast.piers)


def in_psd(cast: Cast, name: str, user: User | None = None) -> Person:
    return Person.objects.create(
        force=cast.force, unit=cast.psd, kind="adult", person_type="police_officer", family_name=name, user=user,
        created_by=cast.adam,
    )  # fmt: skip


def test_an_acting_manager_of_the_past_and_who_led_a_scheme_beside_them_have_no_part(
    cast: Cast, held: Investigation
) -> None:
    """What stands on record today is not all: a line of last spring counts, and so does a scheme led together."""
    subject, piers = cast.people["carl"], in_psd(cast, "Piers", cast.piers)
    before = Person.pgh_event_model.objects.filter(pgh_obj_id=subject.pk)
    latest = before.order_by("-pgh_id").values().first()
    with clock.standing_at(clock.now() - dt.timedelta(days=200)), mock.patch("django.utils.timezone.now", clock.now):
        Person.pgh_event_model.objects.create(**{**latest, "pgh_id": None, "line_manager_id": piers.pk})
    Person.pgh_event_model.objects.create(**{**latest, "pgh_id": None})
    with pytest.raises(Invalid, match="managed the person it is about at some time"):
        do(held, Act.ASSIGN, cast.ivy, investigator=cast.ivy, supervisor=cast.piers)
    ivy, scheme = in_psd(cast, "Ivy", cast.ivy), tolerated(cast)
    Placement.objects.create(person=subject, scheme=scheme, role="leader", starts_on=ago(900), ends_on=ago(500))
    part = Placement.objects.create(person=ivy, scheme=scheme, role="volunteer", starts_on=ago(500))
    with pytest.raises(NotAllowed, match="You lead, or led, a scheme together"):
        do(held, Act.ALLEGE, cast.ivy, **an_allegation())
    # They had left when the other came: no link.
    Placement.objects.filter(pk=part.pk).update(starts_on=ago(499))
    do(held, Act.ALLEGE, cast.ivy, **an_allegation())


def test_who_investigates_does_not_sit(cast: Cast, held: Investigation) -> None:
    held = up_to(cast, held, Act.REFER)
    with pytest.raises(Invalid, match="does not sit"):
        do(held, Act.PANEL, cast.ivy, role=PanelRole.CHAIR, user=cast.piers, link_check="Asked")


def test_of_two_who_decide_at_once_one_wins_and_the_other_sees_why(cast: Cast, held: Investigation) -> None:
    held = up_to(cast, held, Act.FIND)
    do(held, Act.OUTCOME, cast.ivy, **given(cast, held, Act.OUTCOME))
    other = given(cast, held, Act.OUTCOME, outcome=OutcomeCode.FINAL_WARNING)
    with pytest.raises(Stale) as stale:
        do(held, Act.OUTCOME, cast.piers, version=held.version, **other)
    assert stale.value.current["outcome"] == "Dismissal without notice"
    with pytest.raises(Conflict, match="outcome is on record"):
        do(held, Act.OUTCOME, cast.piers, **other)


@pytest.mark.django_db(transaction=True)
def test_two_who_record_the_outcome_at_the_same_moment() -> None:
    """On two connections of PostgreSQL: one outcome stands, and the other hears which, and by which rule no second."""
    cast = build()
    case = a_case(cast, psd_unit=cast.psd)
    rebuild_access(case)
    held = up_to(cast, begun(cast.ivy, case, the_pcso(cast, case)), Act.FIND)
    start, said = threading.Barrier(2), dict[str, str]()

    def decide(name: str, outcome: str, months: int | None) -> None:
        by = fresh(cast.users[name])
        more = given(cast, held, Act.OUTCOME, outcome=outcome, warning_months=months)
        start.wait(timeout=10)
        try:
            services.do(Act.OUTCOME, investigation=held, by=by, version=held.version, **more)
        except Refused as no:
            said[name] = f"{no.message} {getattr(no, 'current', {}).get('outcome', '')}"
        connection.close()

    both = (("ivy", OutcomeCode.DISMISSAL, None), ("piers", OutcomeCode.FINAL_WARNING, 24))
    threads = [threading.Thread(target=decide, args=one) for one in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    (loser,) = said
    winner = {"ivy": OutcomeCode.FINAL_WARNING, "piers": OutcomeCode.DISMISSAL}[loser]
    now = Investigation.objects.get(pk=held.pk).proceedings
    assert now.outcome == winner
    assert now.get_outcome_display() in said[loser]
    assert Investigation.objects.get(pk=held.pk).track.changes.filter(verb="outcome").count() == 1


def test_an_appeal_goes_where_the_regime_sends_it_and_can_change_the_outcome(cast: Cast, held: Investigation) -> None:
    held = up_to(cast, held, Act.TELL_OUTCOME)
    # Whoever was told the outcome is owed no more updates; what runs is the time to appeal.
    assert set(running(held)) == {"staff_appeal"}
    held = do(held, Act.APPEAL, cast.ivy, made_on=ago(5), grounds="Too severe")
    assert (held.track.stage, held.proceedings.appeal.to) == ("appeal", "staff_panel")
    became = {"became": "upheld", "decided_on": ago(2), "result": "A warning is enough"}
    held = do(held, Act.APPEALED, cast.ivy, outcome=OutcomeCode.FINAL_WARNING, **became)
    assert (held.track.stage, held.track.end) == ("outcome", "final_written_warning")


def test_a_review_of_the_vetting_is_a_track_of_its_own(cast: Cast, held: Investigation) -> None:
    held = do(held, Act.VET, cast.ivy, reason="Gross misconduct is alleged")
    assert held.case.tracks.filter(kind=TrackKind.VETTING, party=held.track.party).exists()
    with pytest.raises(Conflict, match="open already"):
        do(held, Act.VET, cast.ivy, reason="Again")


def test_professional_standards_alone_reads_it(cast: Cast, case: Case) -> None:
    held = begun(cast.ivy, case, brian_is_the_subject(cast, case))
    for name in ("ivy", "piers"):
        assert held in Investigation.objects.visible_to(fresh(cast.users[name]))
    for name in ("lena", "sam", "mona", "brian", "bella", "wes", "root"):
        assert held not in Investigation.objects.visible_to(fresh(cast.users[name]))
    with pytest.raises(NotAllowed):
        do(held, Act.ALLEGE, cast.lena, **an_allegation())
    with pytest.raises(Case.DoesNotExist):
        do(held, Act.ALLEGE, cast.brian, **an_allegation())


# -- the hearing of an officer: in public, with a notice in time that names nobody else -------------------------------


@pytest.fixture
def of_an_officer(cast: Cast, case: Case) -> Investigation:
    """The same conduct of a police officer, with a hearing in four weeks."""
    held = an_officers(cast, case)
    for act, more in steps(cast, held)[:-4]:
        more = more | ({"assessed_for": "iopc"} if act == Act.SEVERITY else {})
        held = do(held, act, cast.ivy, **more)
    return do(held, Act.DATE, cast.ivy, starts_on=ago(-28), place="Headquarters")


def test_the_notice_of_a_hearing_is_published_in_time_and_gives_nobody_else_away(
    cast: Cast, of_an_officer: Investigation
) -> None:
    held = of_an_officer
    # The report ended the time for representations: what was not said by then is no late clock.
    assert "representations" not in running(held)
    by = running(held)["public_hearing_notice"]
    assert by == latest_day(ago(-28))
    notice = {"publication": "named", "published_on": clock.today(), "where": "The force's website"}
    child = the_child(cast, held.case).person
    assert child is not None
    with pytest.raises(Invalid, match="give away somebody of the case"):
        do(held, Act.PUBLISH, cast.ivy, **notice, says=f"He wrote to {child.given_name} {child.family_name}")
    with pytest.raises(Invalid, match="chair's reasons"):
        do(held, Act.PUBLISH, cast.ivy, **notice | {"publication": "unnamed"}, says="Private messages to a child")
    with pytest.raises(Conflict, match="reg 36"):
        do(held, Act.FIND, cast.ivy, **given(cast, held, Act.FIND, found_on=clock.today()))
    held = do(held, Act.PUBLISH, cast.ivy, **notice, says="Private messages to a child met through the work")
    with pytest.raises(Conflict, match="It has not begun yet"):
        do(held, Act.FIND, cast.ivy, **given(cast, held, Act.FIND, found_on=clock.today()))
    assert "public_hearing_notice" not in running(held)
    # Moved nearer, the day that was published is not the day any more, and there is no time left for another.
    held = do(held, Act.DATE, cast.ivy, starts_on=ago(-2), place="Headquarters")
    with pytest.raises(Conflict, match="at least 5 working days"):
        do(held, Act.PUBLISH, cast.ivy, **notice, says="Private messages to a child")
    why = given(cast, held, Act.FIND, found_on=clock.today())
    with pytest.raises(Conflict, match="public notice of the hearing has not been published"):
        do(held, Act.FIND, cast.ivy, **why)
    do(held, Act.PUBLISH, cast.ivy, publication="none", reasons="The chair excludes the public for the child's sake")


def test_the_hearing_of_staff_is_not_public(cast: Cast, held: Investigation) -> None:
    held = up_to(cast, held, Act.DATE)
    with pytest.raises(Conflict, match="officers and special constables alone"):
        do(held, Act.PUBLISH, cast.ivy, publication="none", reasons="r")
    assert not {"hearing_starts", "witness_lists", "public_hearing_notice"} & set(running(held))
    assert "staff_proceedings" in running(held)


def test_lists_of_witnesses_are_exchanged_when_both_sides_gave_theirs(cast: Cast, of_an_officer: Investigation) -> None:
    held = of_an_officer
    with pytest.raises(Invalid, match="documents were supplied"):
        do(held, Act.WITNESSES, cast.ivy, side="authority", given_on=ago(46), witnesses="Child A")
    held = do(held, Act.WITNESSES, cast.ivy, side="authority", given_on=ago(29), witnesses="The digital examiner")
    assert "witness_lists" in running(held)
    held = do(held, Act.WITNESSES, cast.ivy, side="subject", given_on=ago(28))
    assert "witness_lists" not in running(held)


def test_who_sits_and_turns_out_to_be_linked_decides_nothing_and_stands_down(cast: Cast, held: Investigation) -> None:
    held = up_to(cast, held, Act.RESPOND)
    held = do(held, Act.PANEL, cast.ivy, role=PanelRole.CHAIR, user=cast.sam, link_check="Asked")
    held = do(held, Act.DATE, cast.ivy, starts_on=ago(10), place="Headquarters")
    sam = Person.objects.filter(user=cast.sam).first() or in_psd(cast, "Sam", cast.sam)
    Person.objects.filter(pk=sam.pk).update(line_manager=held.track.party.person)
    with pytest.raises(Conflict, match="Record that they stand down"):
        do(held, Act.FIND, cast.ivy, **given(cast, held, Act.FIND))
    held = do(held, Act.STAND_DOWN, cast.ivy, member=held.proceedings.panel.get(), on=clock.today(), reason="A line")
    with pytest.raises(Conflict, match="Nobody chairs it yet"):
        do(held, Act.FIND, cast.ivy, **given(cast, held, Act.FIND))
    held = do(held, Act.PANEL, cast.ivy, role=PanelRole.CHAIR, name="T Ellery, of another force", link_check="Asked")
    do(held, Act.FIND, cast.ivy, **given(cast, held, Act.FIND))


def test_somebody_from_outside_is_named_with_how_their_links_were_checked(cast: Cast, held: Investigation) -> None:
    named = {"supervisor": cast.piers, "outside_investigator": "L Hargreave, IOPC"}
    with pytest.raises(Invalid, match="no link"):
        do(held, Act.ASSIGN, cast.ivy, **named)
    assert do(held, Act.ASSIGN, cast.ivy, **named, link_check="Declared").link_check == "Declared"


# -- who is told, how, and when not -----------------------------------------------------------------------------------


def test_the_clock_of_updates_is_that_of_whoever_is_due_first(cast: Cast, case: Case) -> None:
    child = the_child(cast, case)
    parent = a_complainant(cast, case)
    held = begun(cast.ivy, case, the_pcso(cast, case), complainant=parent)
    told = {"to": "complainant", "how": "written", "said": "It goes on"}
    held = do(held, Act.UPDATE, cast.ivy, **told, sent_on=ago(20))
    held = do(held, Act.INTEREST, cast.ivy, party=child, since_day=ago(10), reason="She asks to be told herself")
    assert running(held)["complainant_update_n"] == ago(20) + dt.timedelta(days=28)
    # Only the parent hears of it: the child, who was told nothing, is due next.
    held = do(held, Act.UPDATE, cast.ivy, **told, sent_on=ago(5), party=parent)
    assert running(held)["complainant_update_1"] == ago(10) + dt.timedelta(days=28)
    with pytest.raises(Invalid, match=r"reg 34\(3\)"):
        do(held, Act.UPDATE, cast.ivy, **told | {"how": "oral"}, sent_on=ago(1))
    held = do(held, Act.HOLD_UPDATE, cast.ivy, to="complainant", reason="Phones are read", review_on=ago(-14))
    assert running(held)["complainant_update_withheld"] == ago(-14)
    assert not {"complainant_update_1", "complainant_update_n"} & set(running(held))
    assert [one.withheld is not None for one in informed(held)] == [True, True]


def test_letters_go_to_all_whom_the_mode_names_before_their_clock_is_met(cast: Cast, case: Case) -> None:
    held = begun(cast.ivy, case, the_pcso(cast, case), came_on=ago(400))
    held = do(held, Act.ALLEGE, cast.ivy, **an_allegation())
    held = do(held, Act.RECORD, cast.ivy, recording="recorded", recorded_on=ago(399), reasons="r")
    held = do(held, Act.MODE, cast.ivy, mode="local", since_day=ago(398), reason="r")
    wrote = {"sent_on": clock.today(), "progress": "p", "expected_on": ago(-90), "why_so_long": "w", "planned": "n"}
    held = do(held, Act.LETTER, cast.ivy, to="policing_body", **wrote)
    assert "timeliness_letter_12m" in running(held)
    held = do(held, Act.LETTER, cast.ivy, to="iopc", **wrote)
    assert {"timeliness_letter_12m", "timeliness_letter_6m"} & set(running(held)) == {"timeliness_letter_6m"}


# -- changed, and late ------------------------------------------------------------------------------------------------


def test_later_facts_that_meet_the_test_are_referred_then_and_recorded_anew(cast: Cast, held: Investigation) -> None:
    plain = an_allegation(is_abuse_of_position=False, is_harm=False, criterion="not_met")
    held = do(held, Act.ALLEGE, cast.ivy, **plain)
    held = do(held, Act.RECORD, cast.ivy, recording="outside", recorded_on=ago(90), reasons="r")
    assert not held.case.referrals.filter(kind="iopc").exists()
    stays = ("what", "happened_from", "happened_to")
    anew = {name: value for name, value in an_allegation().items() if name not in stays}
    held = do(held, Act.CLASSIFY, cast.ivy, **anew, allegation=held.allegations.get())
    assert held.allegations.get().is_abuse_of_position
    assert held.allegations.get().what == plain["what"]
    assert held.case.referrals.filter(kind="iopc").count() == 1
    assert held.recording == ""


def test_an_appeal_after_its_time_is_taken_with_a_reason(cast: Cast, held: Investigation) -> None:
    held = up_to(cast, held, before=Act.TELL_OUTCOME)
    Proceedings.objects.filter(investigation=held).update(outcome_on=ago(45))
    held = do(held, Act.TELL_OUTCOME, cast.ivy, told_on=ago(40))
    with pytest.raises(Invalid, match="time to appeal ended on"):
        do(held, Act.APPEAL, cast.ivy, made_on=ago(1), grounds="Too severe")
    held = do(held, Act.APPEAL, cast.ivy, made_on=ago(1), grounds="Too severe", late_because="In hospital")
    assert held.proceedings.appeal.late_because == "In hospital"
