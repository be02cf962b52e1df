"""What waits for a day in an investigation: what keeps a track open, whom a clock is for, and days put right."""

from __future__ import annotations

import datetime as dt

import pytest

from safeguarding.cases.models import Case
from safeguarding.cases.services.access import rebuild_access
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.core.workingdays import nth_working_day_after
from safeguarding.deadlines.models import Deadline
from safeguarding.investigations.choices import Act, Entry, Finding, Forum, OutcomeCode
from safeguarding.investigations.models import Investigation
from safeguarding.investigations.selectors import informed
from safeguarding.tracks.services import end
from tests.cast import Cast, fresh
from tests.factories.investigations import (
    a_complainant,
    ago,
    begun,
    do,
    given,
    of_an_officer,
    running,
    up_to,
    up_to_findings,
)
from tests.factories.work import a_case, the_child, the_pcso

pytestmark = pytest.mark.django_db

TOLD = {"how": "written", "said": "It goes on"}


@pytest.fixture
def case(cast: Cast) -> Case:
    case = a_case(cast, psd_unit=cast.psd)
    rebuild_access(case)
    return case


@pytest.fixture
def held(cast: Cast, case: Case) -> Investigation:
    return begun(cast.ivy, case, the_pcso(cast, case))


def close(cast: Cast, held: Investigation) -> None:
    end(track=held.track, end="", by=fresh(cast.ivy), reason="It is over")


# -- what keeps a track open -------------------------------------------------------------------------------------------


def with_a_warning(cast: Cast, held: Investigation) -> Investigation:
    """An outcome that leaves nothing else to be decided: neither the DBS nor the College is asked."""
    held = up_to(cast, held, before=Act.OUTCOME)
    told = given(cast, held, Act.OUTCOME, outcome=OutcomeCode.FINAL_WARNING, warning_months=24)
    return do(held, Act.OUTCOME, cast.ivy, **told)


def test_a_track_is_not_closed_before_the_person_was_told(cast: Cast, held: Investigation) -> None:
    held = with_a_warning(cast, held)
    with pytest.raises(Conflict, match=r"told the outcome in writing \(Police Staff Council Handbook.*reg 43"):
        close(cast, held)
    assert "outcome_report_to_aa" in running(held)


def test_a_track_stays_open_for_an_appeal_in_time(cast: Cast, held: Investigation) -> None:
    held = do(with_a_warning(cast, held), Act.TELL_OUTCOME, cast.ivy, told_on=ago(8))
    until = running(held)["staff_appeal"]
    with pytest.raises(Conflict, match=rf"time to appeal runs until {until.day} "):
        close(cast, held)
    held = do(held, Act.APPEAL, cast.ivy, made_on=ago(5), grounds="Too severe")
    held = do(held, Act.APPEALED, cast.ivy, became="dismissed", decided_on=ago(1), result="It stands")
    close(cast, held)


def test_once_the_time_to_appeal_is_over_a_track_closes(cast: Cast, held: Investigation) -> None:
    held = do(with_a_warning(cast, held), Act.TELL_OUTCOME, cast.ivy, told_on=ago(8))
    due = Deadline.objects.running().get(rule__key="staff_appeal", source_id=held.track_id)
    Deadline.objects.filter(pk=due.pk).update(due_at=due.due_at - dt.timedelta(days=40))
    close(cast, held)
    assert running(held) == {}


# -- for whom a clock runs ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("entry", Entry.values)
@pytest.mark.parametrize("is_complained", [True, False])
def test_whoever_complained_is_owed_updates_however_it_came_in(
    cast: Cast, case: Case, entry: str, *, is_complained: bool
) -> None:
    """The page and the clock say the same: by who complained, not by how the matter is called."""
    parent = a_complainant(cast, case) if is_complained else None
    held = begun(cast.ivy, case, the_pcso(cast, case), entry=entry, complainant=parent)
    assert ("complainant_update_1" in running(held)) == is_complained
    assert [one.label for one in informed(held)] == (["Parent C"] if is_complained else [])


def test_an_update_to_nobody_is_refused_and_starts_nothing(cast: Cast, held: Investigation) -> None:
    with pytest.raises(Invalid, match="Nobody complained"):
        do(held, Act.UPDATE, cast.ivy, to="complainant", sent_on=ago(5), **TOLD)
    assert set(running(held)) == {"timeliness_letter_12m"}


def test_after_the_outcome_was_told_an_update_starts_no_clock(cast: Cast, case: Case) -> None:
    held = begun(cast.ivy, case, the_pcso(cast, case), complainant=a_complainant(cast, case))
    held = up_to(cast, held, Act.TELL_OUTCOME)
    assert set(running(held)) == {"staff_appeal"}
    for to in ("subject", "complainant"):
        held = do(held, Act.UPDATE, cast.ivy, to=to, sent_on=ago(2), **TOLD)
    assert set(running(held)) == {"staff_appeal"}


def test_an_update_of_the_same_day_ends_that_they_were_withheld(cast: Cast, case: Case) -> None:
    held = begun(cast.ivy, case, the_pcso(cast, case), complainant=a_complainant(cast, case))
    held = do(held, Act.HOLD_UPDATE, cast.ivy, to="complainant", reason="Phones are read", review_on=ago(-14))
    # One that went out before, and is written down late, ends nothing; nor does somebody more who is to be told.
    held = do(held, Act.UPDATE, cast.ivy, to="complainant", sent_on=ago(1), **TOLD)
    held = do(held, Act.INTEREST, cast.ivy, party=the_child(cast, case), since_day=ago(3), reason="She asks")
    assert "complainant_update_withheld" in running(held)
    assert not {"complainant_update_1", "complainant_update_n"} & set(running(held))
    assert all(one.withheld for one in informed(held))
    held = do(held, Act.UPDATE, cast.ivy, to="complainant", sent_on=ago(0), **TOLD)
    assert "complainant_update_withheld" not in running(held)
    assert running(held)["complainant_update_n"] == ago(-28)
    assert not any(one.withheld for one in informed(held))
    # And withheld again, on the same day.
    held = do(held, Act.HOLD_UPDATE, cast.ivy, to="complainant", reason="Another phone", review_on=ago(-20))
    assert all(one.withheld for one in informed(held))
    assert running(held)["complainant_update_withheld"] == ago(-20)


# -- the hearing, and days that are put right --------------------------------------------------------------------------


def test_a_hearing_that_began_in_time_is_not_late_while_it_lasts(cast: Cast, case: Case) -> None:
    held = up_to_findings(cast, of_an_officer(cast, case))
    assert {"hearing_starts", "witness_lists"} <= set(running(held))
    held = do(held, Act.FIND, cast.ivy, **given(cast, held, Act.FIND, found_on=ago(2)))
    assert not {"hearing_starts", "witness_lists"} & set(running(held))
    met = Deadline.objects.get(rule__key="hearing_starts", source_id=held.track_id)
    assert met.met_at is not None
    assert met.met_at.date() == ago(10)


def test_a_hearing_is_not_moved_once_something_was_found(cast: Cast, held: Investigation) -> None:
    held = up_to(cast, held, Act.FIND)
    with pytest.raises(Conflict, match=r"does not change any more.*as for officers"):
        do(held, Act.DATE, cast.ivy, starts_on=ago(5), place="Headquarters")


def test_days_put_right_move_the_clocks_that_are_counted_from_them(cast: Cast, case: Case) -> None:
    held = up_to_findings(cast, of_an_officer(cast, case))
    was = running(held)["hearing_starts"]
    # The response is in: its clock does not begin again, and the documents came before it.
    held = do(held, Act.DOCUMENTS, cast.ivy, notice_on=ago(38), documents_on=ago(36))
    assert "hearing_response" not in running(held)
    assert running(held)["hearing_starts"] == nth_working_day_after(ago(38), 100) > was
    with pytest.raises(Invalid, match="documents came before it"):
        do(held, Act.DOCUMENTS, cast.ivy, notice_on=ago(38), documents_on=ago(29))
    lists = running(held)["witness_lists"]
    held = do(held, Act.RESPOND, cast.ivy, responded_on=ago(25), response="Everything is disputed")
    assert running(held)["witness_lists"] > lists
    for side in ("authority", "subject"):
        held = do(held, Act.WITNESSES, cast.ivy, side=side, given_on=ago(24))
    held = do(held, Act.RESPOND, cast.ivy, responded_on=ago(26), response="Everything is disputed")
    held = do(held, Act.FIND, cast.ivy, **given(cast, held, Act.FIND, finding=Finding.GROSS))
    held = do(held, Act.DOCUMENTS, cast.ivy, notice_on=ago(43), documents_on=ago(41))
    assert not {"witness_lists", "hearing_starts", "hearing_response"} & set(running(held))


def test_the_response_is_counted_anew_from_the_day_put_right(cast: Cast, held: Investigation) -> None:
    held = up_to(cast, held, Act.DOCUMENTS)
    assert held.proceedings.forum == Forum.HEARING
    was = running(held)
    held = do(held, Act.DOCUMENTS, cast.ivy, notice_on=ago(45), documents_on=ago(31))
    now = running(held)
    assert now["hearing_response"] == nth_working_day_after(ago(31), 15) > was["hearing_response"]
    assert now["staff_proceedings"] > was["staff_proceedings"]
    pks = set(Deadline.objects.running().filter(source_id=held.track_id).values_list("pk", flat=True))
    held = do(held, Act.DOCUMENTS, cast.ivy, notice_on=ago(45), documents_on=ago(31))
    assert pks == set(Deadline.objects.running().filter(source_id=held.track_id).values_list("pk", flat=True))
