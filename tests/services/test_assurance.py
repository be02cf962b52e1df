"""What schemes and the adults in them must have: recorded by others, told for any day, cured only by what cures it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeguarding.assurance import selectors, services
from safeguarding.assurance.choices import Control, Standing
from safeguarding.assurance.models import Clearance, Credential
from safeguarding.assurance.services import NewClearance
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid, NotAllowed, Stale
from safeguarding.deadlines.models import Deadline
from safeguarding.people.choices import PersonType, PlacementRole
from safeguarding.people.models import Placement
from safeguarding.schemes.choices import DecidedAs, SchemeStatus
from safeguarding.schemes.models import GovernanceDecision, Scheme
from safeguarding.schemes.services import check_condition, decide
from safeguarding.schemes.services.conditions import Finding
from safeguarding.schemes.services.decisions import NewDecision
from tests.cast import Cast, fresh, staff
from tests.factories.assurance import give, make_compliant, new_credential, requirement
from tests.factories.schemes import CHIEF, days_ago, only_condition, proposed, tolerated

pytestmark = pytest.mark.django_db


def organiser(cast: Cast, scheme: Scheme, name: str = "Olly", since: int = 200) -> Placement:
    person = staff(cast, name, "Example", PersonType.PCSO)
    return Placement.objects.create(
        person=person, scheme=scheme, role=PlacementRole.ORGANISER, starts_on=days_ago(since)
    )  # fmt: skip


def gap(scheme: Scheme, control: str, day: dt.date | None = None) -> selectors.Readiness | Any:
    return selectors.readiness_of(scheme, day=day).by_control[control]


def test_each_red_goes_away_only_by_what_cures_it(cast: Cast) -> None:
    """The unofficial scheme is red for the right reasons, and nothing else makes one of them green."""
    scheme = tolerated(cast)
    adults = [organiser(cast, scheme, name) for name in ("Olly", "Orla")]
    red = {one.control for one in selectors.readiness_of(scheme).lacking}
    assert red == {
        Control.TRAINING, Control.VETTING, Control.POLICY, Control.RISK, Control.INSURANCE, Control.SUPERVISION,
        Control.CONDITIONS,
    }  # fmt: skip
    cures: list[tuple[set[str], Any]] = [
        ({Control.CONDITIONS}, lambda: check_condition(
            only_condition(scheme), Finding(is_kept=True, finding="Seen"), version=None, by=fresh(cast.cora)
        )),
        (set(), lambda: give(cast, "scheme_risk_assessment", scheme)),
        ({Control.RISK}, lambda: give(cast, "venue_risk_assessment", scheme)),
        ({Control.INSURANCE}, lambda: give(cast, "insurance", scheme)),
        (set(), lambda: [give(cast, "vetting", one.person) for one in adults]),
        ({Control.VETTING}, lambda: [give(cast, "dbs", one.person) for one in adults]),
        ({Control.TRAINING}, lambda: [give(cast, "safeguarding_training", one.person) for one in adults]),
        (
            {Control.POLICY, Control.SUPERVISION},
            lambda: [give(cast, "communication_guidelines", one.person) for one in adults],
        ),
    ]  # fmt: skip
    for cured, act in cures:
        act()
        now = {one.control for one in selectors.readiness_of(scheme).lacking}
        assert red - now == cured, cured
        red = now
    assert selectors.readiness_of(scheme).is_ready
    assert selectors.readiness_of(scheme, day=days_ago(11)).lacking, "that day is told as it was"


def test_one_adult_who_lacks_something_turns_the_scheme_red(cast: Cast) -> None:
    scheme = tolerated(cast)
    first, second = organiser(cast, scheme, "Olly"), organiser(cast, scheme, "Orla")
    give(cast, "safeguarding_training", first.person)
    found = gap(scheme, Control.TRAINING)
    assert (found.standing, found.has) == (Standing.MISSING, "1 of 2 lack something")
    give(cast, "safeguarding_training", second.person, ago=3000)
    assert gap(scheme, Control.TRAINING).standing == Standing.EXPIRED


def test_all_have_it_only_when_nobody_lacks_what_keeps_nobody_from_taking_part(cast: Cast) -> None:
    scheme = tolerated(cast)
    first, second = organiser(cast, scheme, "Olly"), organiser(cast, scheme, "Orla")
    for one in (first, second):
        give(cast, "vetting", one.person)
        give(cast, "dbs", one.person)
    give(cast, "references", first.person)
    found = gap(scheme, Control.VETTING)
    assert (found.standing, found.has) == (Standing.MET, "1 of 2 lack something that keeps nobody from taking part")
    give(cast, "references", second.person)
    assert gap(scheme, Control.VETTING).has == "All 2 have it"


def test_nobody_is_active_while_something_blocking_is_missing_unless_somebody_takes_it_on(cast: Cast) -> None:
    scheme = tolerated(cast)
    part = organiser(cast, scheme)
    (adult,) = selectors.readiness_of(scheme).adults
    assert not adult.may_take_part
    until = clock.today() + dt.timedelta(days=30)
    made = services.give_clearance(part, NewClearance(CHIEF, "The course is on Monday", until), by=fresh(cast.mona))
    (adult,) = selectors.readiness_of(scheme).adults
    assert adult.may_take_part
    assert not adult.is_compliant, "a clearance lets take part; it does not make good what is missing"
    assert not selectors.readiness_of(scheme, day=until + dt.timedelta(days=1)).adults[0].may_take_part
    with pytest.raises(Conflict, match="End that first"):
        services.give_clearance(part, NewClearance(CHIEF, "Pressed twice", until), by=fresh(cast.mona))
    services.end_clearance(made, version=made.version, by=fresh(cast.cora))
    assert not selectors.readiness_of(scheme).adults[0].may_take_part
    with pytest.raises(Conflict):
        services.end_clearance(made, version=None, by=fresh(cast.cora))


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"authorised_by": " "}, "authorised_by"),
        ({"reason": ""}, "reason"),
        ({"until": dt.date(2001, 1, 1)}, "until"),
        ({"until": dt.date(2199, 1, 1)}, "until"),
    ],
)
def test_a_clearance_needs_a_name_a_reason_and_an_end(cast: Cast, given: dict[str, Any], field: str) -> None:
    part = organiser(cast, tolerated(cast))
    right = {"authorised_by": CHIEF, "reason": "Because", "until": clock.today()}
    with pytest.raises(Invalid) as no:
        services.give_clearance(part, NewClearance(**{**right, **given}), by=fresh(cast.mona))
    assert field in no.value.errors
    assert not Clearance.objects.exists()


def test_nobody_records_what_they_have_themselves_or_what_a_scheme_they_run_has(cast: Cast) -> None:
    scheme = tolerated(cast)
    cora = staff(cast, "Cora", "Example", PersonType.POLICE_STAFF, user=cast.cora)
    with pytest.raises(NotAllowed, match="Somebody else has to record"):
        give(cast, "dbs", cora)
    Placement.objects.create(person=cora, scheme=scheme, role=PlacementRole.LEADER, starts_on=days_ago(5))
    with pytest.raises(NotAllowed, match="part in this scheme"):
        give(cast, "scheme_risk_assessment", scheme)
    assert not Credential.objects.exists()


def test_nobody_withdraws_what_they_have_themselves_or_what_a_scheme_they_run_has(cast: Cast) -> None:
    scheme = tolerated(cast)
    held = give(cast, "scheme_risk_assessment", scheme)
    mona = staff(cast, "Mona", "Example", PersonType.POLICE_OFFICER, user=cast.mona)
    own = give(cast, "dbs", mona)
    Placement.objects.create(person=mona, scheme=scheme, role=PlacementRole.LEADER, starts_on=days_ago(5))
    for credential in (held, own):
        with pytest.raises(NotAllowed):
            services.withdraw(credential, reason="Because", version=None, by=fresh(cast.mona))
    assert not Credential.objects.filter(withdrawn_on__isnull=False).exists()


@pytest.mark.parametrize("name", ["pat", "lena", "aud", "adam", "nora", "wes"])
def test_only_who_keeps_the_register_records(cast: Cast, name: str) -> None:
    part = organiser(cast, tolerated(cast))
    new = new_credential("dbs", 1)
    by = fresh(getattr(cast, name))
    with pytest.raises(NotAllowed):
        services.record_for_person(requirement("dbs"), new, person=part.person, by=by)
    with pytest.raises(NotAllowed):
        services.give_clearance(part, NewClearance(CHIEF, "Because", clock.today()), by=by)


@pytest.mark.parametrize(
    ("key", "given", "field"),
    [
        ("dbs", {"achieved_on": dt.date(2199, 1, 1)}, "achieved_on"),
        ("dbs", {"expires_on": dt.date(2001, 1, 1)}, "expires_on"),
        ("dbs", {"evidence": " "}, "evidence"),
        ("insurance", {}, "requirement"),
    ],
)
def test_what_is_wrong_with_a_credential_is_said(cast: Cast, key: str, given: dict[str, Any], field: str) -> None:
    part = organiser(cast, tolerated(cast))
    new = new_credential(key, 5, **given)
    with pytest.raises(Invalid) as no:
        services.record_for_person(requirement(key), new, person=part.person, by=fresh(cast.cora))
    assert field in no.value.errors


def test_the_same_twice_is_refused_and_a_withdrawn_one_can_be_recorded_again(cast: Cast) -> None:
    part = organiser(cast, tolerated(cast))
    held = give(cast, "dbs", part.person)
    with pytest.raises(Invalid, match="on record already"):
        give(cast, "dbs", part.person)
    with pytest.raises(Stale):
        services.withdraw(held, reason="Mistaken", version=held.version + 1, by=fresh(cast.cora))
    services.withdraw(held, reason="Mistaken", version=held.version, by=fresh(cast.cora))
    give(cast, "dbs", part.person)


def test_what_runs_out_has_a_clock_and_renewing_meets_it(cast: Cast) -> None:
    part = organiser(cast, tolerated(cast))
    first = give(cast, "safeguarding_training", part.person, ago=300)
    running = Deadline.objects.running().filter(subject_type="credential")
    (old,) = running
    assert clock.london_date(old.due_at) == first.expires_on
    second = give(cast, "safeguarding_training", part.person)
    assert [one.subject_id for one in running.all()] == [second.pk]
    services.withdraw(second, reason="Mistaken", version=None, by=fresh(cast.cora))
    assert not running.all().exists()


def test_where_a_scheme_stood_on_a_past_day_is_what_was_decided_by_then(cast: Cast) -> None:
    scheme = tolerated(cast, ago=100)
    decision = NewDecision(
        outcome=SchemeStatus.SUSPENDED, reason="Because", decided_by=CHIEF, decided_as=DecidedAs.CHIEF_OFFICER,
        decided_on=days_ago(10),
    )  # fmt: skip
    decide(scheme, decision, version=None, by=fresh(cast.mona))
    stood = [selectors.readiness_of(scheme, day=days_ago(days)).status for days in (101, 100, 11, 10)]
    assert stood == [
        SchemeStatus.PROPOSED, SchemeStatus.TOLERATED, SchemeStatus.TOLERATED, SchemeStatus.SUSPENDED,
    ]  # fmt: skip
    assert gap(scheme, Control.GOVERNANCE, days_ago(101)).standing == Standing.MISSING


@pytest.mark.parametrize(
    ("decided_as", "standing", "said"),
    [
        (DecidedAs.SUPERINTENDENT, Standing.MISSING, "no chief officer, and not recorded as named by one"),
        (DecidedAs.COORDINATOR, Standing.MISSING, "no chief officer"),
        (DecidedAs.NAMED_SENIOR, Standing.MET, f"Tolerated on conditions, decided by {CHIEF}"),
    ],
)
def test_the_row_of_governance_looks_at_the_rank_of_who_decided(
    cast: Cast, decided_as: str, standing: Standing, said: str
) -> None:
    scheme = tolerated(cast, ago=100)
    again = NewDecision(
        outcome=SchemeStatus.TOLERATED, reason="Because", decided_by=CHIEF, decided_as=decided_as
    )  # fmt: skip
    decide(scheme, again, version=None, by=fresh(cast.mona))
    found = gap(scheme, Control.GOVERNANCE)
    assert found.standing == standing
    assert said in found.has
    assert gap(scheme, Control.GOVERNANCE, days_ago(1)).standing == Standing.MET, "as it was before"


def test_a_decision_from_before_ranks_were_asked_is_no_silent_pass(cast: Cast) -> None:
    scheme = proposed(cast)
    GovernanceDecision.objects.create(
        scheme=scheme, number=1, before=SchemeStatus.PROPOSED, outcome=SchemeStatus.APPROVED, reason="It is good",
        decided_by="DCC Somebody", decided_on=days_ago(9), review_on=days_ago(-90), recorded_by=cast.mona,
    )  # fmt: skip
    found = gap(scheme, Control.GOVERNANCE)
    assert (found.standing, found.standing_label, found.is_gap) == (Standing.NOT_KNOWN, "Cannot be told", True)
    assert "of which rank or post was not recorded" in found.has


def test_everything_that_is_wrong_with_a_decision_is_said_and_the_worst_of_it_counts(cast: Cast) -> None:
    scheme = proposed(cast)
    late = NewDecision(
        outcome=SchemeStatus.APPROVED, reason="Because", decided_by="An inspector", decided_as=DecidedAs.INSPECTOR,
        decided_on=days_ago(30), review_on=days_ago(2),
    )  # fmt: skip
    decide(scheme, late, version=None, by=fresh(cast.mona))
    found = gap(scheme, Control.GOVERNANCE)
    assert found.standing == Standing.MISSING
    assert "no chief officer" in found.has
    assert "the review was due on" in found.has


def test_another_force_and_who_may_not_see_the_register_find_nothing(cast: Cast) -> None:
    part = organiser(cast, tolerated(cast))
    give(cast, "dbs", part.person)
    day = clock.today()
    assert len(selectors.gaps_of_all(fresh(cast.mona), day=day)) == 1
    for name in ("wes", "pat", "nora", "aud"):
        assert selectors.gaps_of_all(fresh(getattr(cast, name)), day=day) == []
        assert not Credential.objects.visible_to(fresh(getattr(cast, name))).exists()


def test_the_report_costs_the_same_reads_for_one_scheme_and_for_many(cast: Cast) -> None:
    def reads() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            selectors.gaps_of_all(fresh(cast.mona), day=clock.today())
        return len(seen)

    organiser(cast, tolerated(cast, "First"))
    few = reads()
    for number in range(8):
        give(cast, "dbs", organiser(cast, tolerated(cast, f"Scheme {number}"), f"Olly {number}").person)
    assert reads() == few


def test_the_report_on_all_says_of_each_scheme_what_its_own_page_says_on_any_day(cast: Cast) -> None:
    """The report keeps one value for all who stand alike; nobody's standing may be taken for another's."""
    first, second = tolerated(cast, "First", ago=100), tolerated(cast, "Second", ago=60)
    both = organiser(cast, first, "Both")
    Placement.objects.create(person=both.person, scheme=second, role=PlacementRole.HELPER, starts_on=days_ago(50))
    make_compliant(cast, organiser(cast, first, "Ready").person)
    give(cast, "dbs", both.person, ago=40, expires_on=days_ago(5))
    give(cast, "safeguarding_training", organiser(cast, second, "Trained").person, ago=700)
    check_condition(only_condition(second), Finding(is_kept=False, finding="No"), version=None, by=fresh(cast.cora))
    for ago in (0, 20, 80):
        told = {one.scheme: one for one in selectors.gaps_of_all(fresh(cast.mona), day=days_ago(ago))}
        for scheme in (first, second):
            page = selectors.readiness_of(scheme, day=days_ago(ago))
            assert (told[scheme].status, told[scheme].gaps) == (page.status, page.gaps), (scheme.name, ago)
            assert told[scheme].by_control[Control.SUPERVISION].has.endswith(f"of {len(page.adults)} have everything")
