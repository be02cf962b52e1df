"""Every investigation comes to an end: also with no case to answer, by reflection, of whoever left in the middle."""

from __future__ import annotations

from typing import Any

import pytest

from safeguarding.cases.models import Case, DbsDuty
from safeguarding.cases.selectors.closing import closing_checklist
from safeguarding.cases.services import dbs_duty
from safeguarding.cases.services.access import rebuild_access
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.investigations.choices import Act, Answer, CodeEdition, Finding, Forum, OutcomeCode
from safeguarding.investigations.forms import FORM_OF
from safeguarding.investigations.models import Investigation
from safeguarding.investigations.rules.severity import NEVER_REFLECTIVE
from safeguarding.people.choices import PersonType
from safeguarding.tracks.choices import ReportDecision
from safeguarding.tracks.models import CollegeReport
from safeguarding.tracks.services import decide_report, end, record_departure
from tests.cast import Cast, fresh
from tests.factories.investigations import (
    ago,
    an_allegation,
    begun,
    do,
    given,
    of_an_officer,
    running,
    steps,
    up_to,
    up_to_findings,
)
from tests.factories.work import a_case, the_pcso

pytestmark = pytest.mark.django_db

WHY = {"reasons": "For the reasons in the file"}


@pytest.fixture
def case(cast: Cast) -> Case:
    case = a_case(cast, psd_unit=cast.psd)
    rebuild_access(case)
    return case


@pytest.fixture
def held(cast: Cast, case: Case) -> Investigation:
    return begun(cast.ivy, case, the_pcso(cast, case))


def plain(**more: Any) -> dict[str, Any]:
    """An allegation that meets no test, of no harm and no abuse of position."""
    return an_allegation(**{"is_abuse_of_position": False, "is_harm": False, "criterion": "not_met", **more})


def answered(cast: Cast, held: Investigation, answer: str, *, skip: tuple[str, ...] = ()) -> Investigation:
    """Taken through the report to this answer on its one allegation."""
    for act, told in steps(cast, held):
        if act in skip:
            continue
        held = do(held, act, cast.ivy, **{**told, **({"answer": answer} if act == Act.ANSWER else {})})
        if act == Act.ANSWER:
            break
    return held


def referred(cast: Cast, held: Investigation, forum: str) -> Investigation:
    return do(held, Act.REFER, cast.ivy, forum=forum, referred_on=ago(49), **WHY)


def ended(cast: Cast, held: Investigation, outcome: str, **more: Any) -> Investigation:
    """With this outcome, told, the time to appeal over, its duties decided, and its track closed."""
    held = do(held, Act.OUTCOME, cast.ivy, outcome=outcome, outcome_on=ago(20), **WHY, **more)
    held = do(held, Act.TELL_OUTCOME, cast.ivy, told_on=ago(19))
    for duty in DbsDuty.objects.filter(case=held.case, decided_at__isnull=True):
        dbs_duty.decide(duty=duty, decision="do_not_refer", reasons="No harm", by=fresh(cast.lena))
    for report in CollegeReport.objects.filter(case=held.case, decision=""):
        decide_report(report=report, decision=ReportDecision.NOT_DUE, reasons="Not relevant", by=fresh(cast.ivy))
    end(track=held.track, end="", by=fresh(cast.ivy), reason="It is over")
    found = Investigation.objects.select_related("case", "track").get(pk=held.pk)
    assert not found.track.is_running
    assert running(found) == {}
    left = {check.key: check.left for check in closing_checklist(found.case)}
    assert not left["tracks"]
    assert not left["college_reports"]
    return found


def test_no_case_to_answer_comes_to_its_end(cast: Cast, held: Investigation) -> None:
    """Abuse of position that nothing bears out: referred to no proceedings, told, closed."""
    held = do(held, Act.ALLEGE, cast.ivy, **an_allegation())
    held = answered(cast, held, Answer.NO_CASE)
    held = referred(cast, held, Forum.NO_ACTION)
    assert held.track.stage == "no_action"
    found = ended(cast, held, OutcomeCode.NO_ACTION)
    assert (found.track.end, found.proceedings.outcome) == ("not_found", "no_action")
    assert "Police Staff Council Handbook" in found.proceedings.outcome_source


def test_reflective_practice_comes_to_its_end(cast: Cast, held: Investigation) -> None:
    held = do(held, Act.ALLEGE, cast.ivy, **plain())
    held = referred(cast, answered(cast, held, Answer.REFLECTIVE), Forum.REFLECTIVE)
    with pytest.raises(Conflict, match="referred already"):
        do(held, Act.ALLEGE, cast.ivy, **plain())
    found = ended(cast, held, OutcomeCode.REFLECTIVE)
    assert found.track.end == "rprp"


def test_misconduct_that_is_reflected_on_needs_no_finding(cast: Cast, held: Investigation) -> None:
    """Nobody finds anything in reflective practice: that the answer was a case to answer keeps nothing open."""
    held = do(held, Act.ALLEGE, cast.ivy, **plain())
    held = referred(cast, answered(cast, held, Answer.MISCONDUCT), Forum.REFLECTIVE)
    assert ended(cast, held, OutcomeCode.REFLECTIVE).track.end == "rprp"


@pytest.mark.parametrize("finding", [Finding.MISCONDUCT, Finding.NOT_FOUND])
def test_somebody_who_leaves_before_their_meeting(cast: Cast, held: Investigation, finding: str) -> None:
    held = do(held, Act.ALLEGE, cast.ivy, **plain())
    held = referred(cast, answered(cast, held, Answer.MISCONDUCT), Forum.MEETING)
    assert held.track.party is not None
    record_departure(case=held.case, party=held.track.party, how="resigned", left_on=ago(40), by=fresh(cast.ivy))
    for act in (Act.DOCUMENTS, Act.PANEL, Act.DATE):
        held = do(held, act, cast.ivy, **given(cast, held, act, **({"starts_on": ago(22)} if act == Act.DATE else {})))
    found = {"allegation": held.allegations.get(), "found_on": ago(21), **WHY}
    with pytest.raises(Conflict, match=r"does not find gross misconduct.*as for officers"):
        do(held, Act.FIND, cast.ivy, **found, finding=Finding.GROSS)
    held = do(held, Act.FIND, cast.ivy, **found, finding=finding)
    with pytest.raises(Conflict, match="who has left"):
        do(held, Act.OUTCOME, cast.ivy, outcome=OutcomeCode.WRITTEN_WARNING, outcome_on=ago(20), **WHY)
    over = ended(cast, held, OutcomeCode.NO_ACTION)
    assert over.track.end == ("no_action" if finding == Finding.MISCONDUCT else "not_found")


def test_what_departs_from_dismissal_is_asked_why(cast: Cast, case: Case) -> None:
    """Since 28 May 2025 dismissal is presumed for gross misconduct of an officer (SI 2025/558)."""
    held = up_to_findings(cast, of_an_officer(cast, case))
    held = do(held, Act.FIND, cast.ivy, **given(cast, held, Act.FIND))
    warned = given(cast, held, Act.OUTCOME, outcome=OutcomeCode.FINAL_WARNING, warning_months=24)
    with pytest.raises(Invalid, match=r"is presumed .*SI 2025/558.*something else") as refused:
        do(held, Act.OUTCOME, cast.ivy, **warned)
    assert list(refused.value.errors) == ["departs_because"]
    with pytest.raises(Invalid, match="leave this empty"):
        do(held, Act.OUTCOME, cast.ivy, **given(cast, held, Act.OUTCOME), departs_because="Why")
    held = do(held, Act.OUTCOME, cast.ivy, **warned, departs_because="A first lapse, told by himself")
    assert "Why it is not what is presumed: A first lapse, told by himself" in held.proceedings.outcome_reasons
    form = FORM_OF[Act.OUTCOME](investigation=held)
    assert "departs_because" in form.fields


def test_nothing_is_presumed_of_staff(cast: Cast, held: Investigation) -> None:
    held = up_to(cast, held, Act.FIND)
    assert "departs_because" not in FORM_OF[Act.OUTCOME](investigation=held).fields
    with pytest.raises(Invalid, match="leave this empty"):
        do(held, Act.OUTCOME, cast.ivy, **given(cast, held, Act.OUTCOME), departs_because="Why")


def test_the_college_hears_that_a_dismissal_was_taken_back(cast: Cast, held: Investigation) -> None:
    """Their entry stands until they do: the track stays open for it (Police Act 1996 Part 4A)."""
    held = up_to(cast, held, Act.TELL_OUTCOME)
    report = CollegeReport.objects.get(case=held.case)
    decide_report(
        report=report, decision=ReportDecision.REPORTED, reasons="Dismissed", reported_on=ago(7), by=fresh(cast.ivy)
    )
    for duty in DbsDuty.objects.filter(case=held.case, decided_at__isnull=True):
        dbs_duty.decide(duty=duty, decision="do_not_refer", reasons="No harm", by=fresh(cast.lena))
    with pytest.raises(Conflict, match="taken back on appeal"):
        do(held, Act.TELL_COLLEGE, cast.ivy, told_on=ago(1))
    held = do(held, Act.APPEAL, cast.ivy, made_on=ago(5), grounds="Too severe")
    became = {"became": "upheld", "decided_on": ago(2), "result": "A warning is enough"}
    held = do(held, Act.APPEALED, cast.ivy, outcome=OutcomeCode.FINAL_WARNING, **became)
    with pytest.raises(Conflict, match=r"taken back on appeal \(Police Act 1996 Part 4A"):
        end(track=held.track, end="", by=fresh(cast.ivy), reason="It is over")
    with pytest.raises(Invalid, match="appeal was decided on"):
        do(held, Act.TELL_COLLEGE, cast.ivy, told_on=ago(3))
    held = do(held, Act.TELL_COLLEGE, cast.ivy, told_on=ago(1))
    assert held.proceedings.appeal.college_told_on == ago(1)
    with pytest.raises(Conflict, match="taken back on appeal"):
        do(held, Act.TELL_COLLEGE, cast.ivy, told_on=ago(1))
    end(track=held.track, end="", by=fresh(cast.ivy), reason="It is over")


@pytest.mark.parametrize(
    ("person_type", "outcome"),
    [(PersonType.VOLUNTEER, OutcomeCode.NO_ACTION), (PersonType.TEACHER_PARTNER, OutcomeCode.TO_EMPLOYER)],
)
def test_people_who_do_not_serve_and_leave_in_the_middle(
    cast: Cast, case: Case, person_type: str, outcome: str
) -> None:
    """A volunteer before their hearing; somebody of another employer, who has a case to answer there."""
    carl = cast.people["carl"]
    carl.person_type = person_type
    carl.save(update_fields=["person_type"])
    held = begun(cast.ivy, case, the_pcso(cast, case))
    held = do(held, Act.ALLEGE, cast.ivy, **plain(is_harm=True, code=CodeEdition.FORCE))
    held = answered(cast, held, Answer.GROSS, skip=(Act.RECORD, Act.MODE))
    is_volunteer = person_type == PersonType.VOLUNTEER
    with pytest.raises(Conflict, match="volunteer" if is_volunteer else "their own employer"):
        referred(cast, held, Forum.ACCELERATED)
    held = referred(cast, held, Forum.HEARING if is_volunteer else Forum.NO_ACTION)
    assert held.track.party is not None
    record_departure(case=held.case, party=held.track.party, how="resigned", left_on=ago(40), by=fresh(cast.ivy))
    if is_volunteer:
        for act in (Act.DOCUMENTS, Act.PANEL, Act.DATE, Act.FIND):
            more = {Act.DATE: {"starts_on": ago(22)}, Act.FIND: {"found_on": ago(21)}}.get(act, {})
            held = do(held, act, cast.ivy, **given(cast, held, act, **more))
    assert ended(cast, held, outcome).track.end == "no_action"


def test_abuse_of_position_does_not_end_in_reflection_either(cast: Cast, held: Investigation) -> None:
    """Not proved at the hearing: no action, and no reflective practice (domain: never offered)."""
    held = up_to(cast, held, before=Act.FIND)
    held = do(held, Act.FIND, cast.ivy, **given(cast, held, Act.FIND, finding=Finding.NOT_FOUND))
    with pytest.raises(Conflict) as refused:
        do(held, Act.OUTCOME, cast.ivy, **given(cast, held, Act.OUTCOME, outcome=OutcomeCode.REFLECTIVE))
    assert refused.value.message.startswith(NEVER_REFLECTIVE)
    held = do(held, Act.OUTCOME, cast.ivy, **given(cast, held, Act.OUTCOME, outcome=OutcomeCode.NO_ACTION))
    assert held.track.end == "not_found"
