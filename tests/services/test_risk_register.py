"""The risk register: who may raise a risk, who keeps it, and what happens to it until it is closed."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from safeguarding.audit.models import AuditEvent
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid, NotAllowed, Stale
from safeguarding.deadlines.models import Deadline
from safeguarding.notices.models import Notice
from safeguarding.risk import selectors, services
from safeguarding.risk.choices import EntryStatus, Source
from safeguarding.risk.models import EntryReview, RiskRegisterEntry
from safeguarding.risk.selectors import Wanted, entry_list, risk_map
from safeguarding.risk.services.actions import NewAction
from safeguarding.risk.services.entries import EntryDetails, Look, NewEntry
from tests.cast import Cast, fresh
from tests.factories.risk import a_risk, in_days, takes_part
from tests.factories.schemes import tolerated

pytestmark = pytest.mark.django_db


def clocks(entry: RiskRegisterEntry, rule: str) -> list[Deadline]:
    found = Deadline.objects.running().filter(subject_type="riskregisterentry", subject_id=entry.pk, rule__key=rule)
    return list(found)


def look(outcome: str, **given: Any) -> Look:
    wanted = {"reason": "Seen", "likelihood": 2, "impact": 2, "review_on": in_days(60)}
    return Look(outcome=outcome, **{**wanted, **given})


def now(entry: RiskRegisterEntry) -> RiskRegisterEntry:
    return RiskRegisterEntry.objects.get(pk=entry.pk)


def test_a_risk_is_raised_told_and_looked_at_within_four_weeks(cast: Cast) -> None:
    entry = a_risk(cast, by=cast.lena)
    assert entry.reference.startswith("RR-")
    assert (entry.status, entry.rating.words) == (EntryStatus.OPEN, "12, high")
    (due,) = clocks(entry, "risk_entry_review")
    assert (clock.london_date(due.due_at), due.owner) == (in_days(28), cast.cora)
    assert AuditEvent.objects.filter(verb="riskregisterentry.raised", object_id=entry.pk).exists()
    told = set(Notice.objects.filter(title="A risk was raised").values_list("recipient__username", flat=True))
    assert told == {"cora", "mona"}


def test_who_works_in_a_scheme_raises_a_risk_of_it_and_of_no_other(cast: Cast) -> None:
    scheme, other = tolerated(cast), tolerated(cast, "Another club")
    takes_part(cast, cast.pat, scheme)
    assert a_risk(cast, by=cast.pat, scheme=scheme).raised_by == cast.pat
    for refused in (other, None):
        with pytest.raises(NotAllowed, match="log a concern"):
            a_risk(cast, by=cast.pat, scheme=refused)
    for name in ("brian", "aud", "adam", "nora", "wes"):
        with pytest.raises(NotAllowed):
            a_risk(cast, by=cast.users[name], scheme=scheme)


def test_a_report_of_contact_puts_one_on_by_itself_hidden_from_who_runs_the_scheme(cast: Cast) -> None:
    scheme = tolerated(cast)
    takes_part(cast, cast.mona, scheme)
    entry = a_risk(cast, by=cast.system, scheme=scheme, source=Source.CONTACT_REPORT)
    assert RiskRegisterEntry.objects.visible_to(fresh(cast.cora)).filter(pk=entry.pk).exists()
    assert not RiskRegisterEntry.objects.visible_to(fresh(cast.mona)).exists()
    assert not Notice.objects.filter(recipient=cast.mona, title="A risk was raised").exists()


@pytest.mark.parametrize(
    ("name", "sees"),
    [("cora", 1), ("mona", 1), ("sam", 1), ("ivy", 1), ("pat", 0), ("aud", 0), ("nora", 0), ("wes", 0)],
)
def test_who_sees_a_risk(cast: Cast, name: str, sees: int) -> None:
    a_risk(cast, by=cast.lena)
    assert RiskRegisterEntry.objects.visible_to(fresh(cast.users[name])).count() == sees


@pytest.mark.parametrize(
    ("given", "field"),
    [({"title": " "}, "title"), ({"description": ""}, "description"), ({"likelihood": 0}, "likelihood"),
     ({"impact": 6}, "impact")],
)  # fmt: skip
def test_what_is_wrong_is_said_beside_its_field(cast: Cast, given: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        a_risk(cast, by=cast.cora, **given)
    assert set(refused.value.errors) == {field}


def test_only_keepers_keep_it_and_of_a_scheme_they_run_another(cast: Cast) -> None:
    scheme = tolerated(cast)
    entry = a_risk(cast, by=cast.lena, scheme=scheme)
    takes_part(cast, cast.cora, scheme)
    for name in ("lena", "pat", "cora", "wes"):
        with pytest.raises(NotAllowed):
            services.look_again(entry, look(EntryStatus.OPEN), version=None, by=fresh(cast.users[name]))
    services.look_again(entry, look(EntryStatus.OPEN), version=None, by=fresh(cast.mona))


def test_looking_again_meets_the_clock_and_starts_the_next(cast: Cast) -> None:
    entry = a_risk(cast, by=cast.lena)
    services.look_again(entry, look(EntryStatus.CONTROLLED), version=entry.version, by=fresh(cast.cora))
    held = now(entry)
    assert (held.status, held.rating.score, held.review_on) == (EntryStatus.CONTROLLED, 4, in_days(60))
    (due,) = clocks(entry, "risk_entry_review")
    assert clock.london_date(due.due_at) == in_days(60)
    (seen,) = EntryReview.objects.all()
    assert (seen.before, seen.outcome, seen.recorded_by) == (EntryStatus.OPEN, EntryStatus.CONTROLLED, cast.cora)
    with pytest.raises(Stale):
        services.look_again(entry, look(EntryStatus.OPEN), version=entry.version, by=fresh(cast.cora))


@pytest.mark.parametrize(
    ("given", "field"),
    [({"reason": " "}, "reason"), ({"review_on": None}, "review_on"), ({"review_on": dt.date(2099, 1, 1)}, "review_on"),
     ({"likelihood": 9}, "likelihood")],
)  # fmt: skip
def test_no_look_without_a_reason_and_a_next_day(cast: Cast, given: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        services.look_again(
            a_risk(cast, by=cast.lena), look(EntryStatus.OPEN, **given), version=None, by=fresh(cast.cora)
        )  # fmt: skip
    assert set(refused.value.errors) == {field}


def test_who_owns_a_risk_neither_accepts_nor_closes_it(cast: Cast) -> None:
    entry = a_risk(cast, by=cast.lena)
    details = EntryDetails(entry.title, entry.description, owner=cast.cora)
    services.edit_entry(entry, details, version=None, by=fresh(cast.mona))
    for outcome in (EntryStatus.ACCEPTED, EntryStatus.CLOSED):
        with pytest.raises(NotAllowed, match="You own this risk"):
            services.look_again(entry, look(outcome), version=None, by=fresh(cast.cora))
    services.look_again(entry, look(EntryStatus.ACCEPTED), version=None, by=fresh(cast.mona))


@pytest.mark.parametrize("to", ["nobody", "another", "seen on the way"])
def test_who_owned_a_risk_neither_accepts_nor_closes_it_by_handing_it_on(cast: Cast, to: str) -> None:
    entry, cora = a_risk(cast, by=cast.lena), fresh(cast.cora)
    details = EntryDetails(entry.title, entry.description, owner=cast.cora)
    services.edit_entry(entry, details, version=None, by=fresh(cast.mona))
    heir = cast.mona if to == "another" else None
    services.edit_entry(entry, EntryDetails(entry.title, entry.description, owner=heir), version=None, by=cora)
    if to == "seen on the way":
        services.look_again(entry, look(EntryStatus.OPEN), version=None, by=cora)
    for outcome in (EntryStatus.ACCEPTED, EntryStatus.CLOSED):
        with pytest.raises(NotAllowed, match="You have owned this risk"):
            services.look_again(entry, look(outcome), version=None, by=cora)
    assert now(entry).status == EntryStatus.OPEN


def test_closed_with_a_reason_it_can_be_opened_again_with_one(cast: Cast) -> None:
    entry = a_risk(cast, by=cast.lena)
    services.look_again(entry, look(EntryStatus.CLOSED, reason="No more lifts"), version=None, by=fresh(cast.cora))
    held = now(entry)
    assert (held.closed_because, held.review_on, clocks(entry, "risk_entry_review")) == ("No more lifts", None, [])
    with pytest.raises(Conflict, match="cannot become accepted"):
        services.look_again(entry, look(EntryStatus.ACCEPTED), version=None, by=fresh(cast.cora))
    services.look_again(entry, look(EntryStatus.OPEN, reason="Seen again"), version=None, by=fresh(cast.cora))
    assert (now(entry).status, now(entry).closed_because) == (EntryStatus.OPEN, "")
    assert len(clocks(entry, "risk_entry_review")) == 1


def test_the_database_lets_no_status_jump(cast: Cast) -> None:
    entry = a_risk(cast, by=cast.lena)
    services.look_again(entry, look(EntryStatus.CLOSED), version=None, by=fresh(cast.cora))
    with pytest.raises(DatabaseError), transaction.atomic():
        RiskRegisterEntry.objects.filter(pk=entry.pk).update(
            status="accepted", review_on=in_days(3), closed_because=""
        )  # fmt: skip


def test_somebody_is_given_something_to_do_and_says_that_it_is_done(cast: Cast) -> None:
    entry = a_risk(cast, by=cast.lena)
    action = services.add_action(entry, NewAction("Write to parents", cast.pat, in_days(9)), by=fresh(cast.cora))
    assert clocks(entry, "risk_action")[0].owner == cast.pat
    assert Notice.objects.filter(recipient=cast.pat, subject_id=entry.pk).exists()
    assert RiskRegisterEntry.objects.visible_to(fresh(cast.pat)).exists()
    with pytest.raises(Conflict, match="still to be done"):
        services.look_again(entry, look(EntryStatus.CLOSED), version=None, by=fresh(cast.cora))
    with pytest.raises(NotAllowed, match="Only who has it to do"):
        services.finish_action(action, evidence="Sent", version=None, by=fresh(cast.brian))
    with pytest.raises(Invalid):
        services.finish_action(action, evidence=" ", version=None, by=fresh(cast.pat))
    services.finish_action(action, evidence="Letter of 3 May", version=None, by=fresh(cast.pat))
    assert clocks(entry, "risk_action") == []
    with pytest.raises(Conflict, match="already"):
        services.finish_action(action, evidence="Again", version=None, by=fresh(cast.cora))


def test_only_a_keeper_drops_what_is_to_be_done(cast: Cast) -> None:
    entry = a_risk(cast, by=cast.lena)
    action = services.add_action(entry, NewAction("Write", cast.pat, in_days(9)), by=fresh(cast.cora))
    with pytest.raises(NotAllowed):
        services.drop_action(action, reason="Lazy", version=None, by=fresh(cast.pat))
    services.drop_action(action, reason="The school wrote", version=None, by=fresh(cast.cora))
    assert clocks(entry, "risk_action") == []


@pytest.mark.parametrize(("what", "days", "field"), [("", 3, "what"), ("X", -1, "due_on"), ("X", 400, "due_on")])
def test_what_is_to_be_done_has_words_and_a_day(cast: Cast, what: str, days: int, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        services.add_action(
            a_risk(cast, by=cast.lena), NewAction(what, cast.pat, in_days(days)), by=fresh(cast.cora)
        )  # fmt: skip
    assert set(refused.value.errors) == {field}


def test_nobody_of_another_force_is_given_a_risk(cast: Cast) -> None:
    entry = a_risk(cast, by=cast.lena)
    with pytest.raises(Invalid, match="your own force"):
        services.edit_entry(
            entry, EntryDetails("A", "B", owner=cast.wes), version=None, by=fresh(cast.cora)
        )  # fmt: skip


def test_the_new_owner_gets_the_clock(cast: Cast) -> None:
    entry = a_risk(cast, by=cast.lena)
    services.edit_entry(entry, EntryDetails("A", "B", owner=cast.sam), version=None, by=fresh(cast.cora))
    assert clocks(entry, "risk_entry_review")[0].owner == cast.sam
    event = AuditEvent.objects.get(verb="riskregisterentry.edited")
    assert event.data["fields"] == "title, description, owner"


def test_the_list_narrows_by_size_owner_scheme_and_lateness(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    scheme = tolerated(cast)
    small = a_risk(cast, by=cast.lena, title="Small", likelihood=1, impact=1, scheme=scheme)
    large = a_risk(cast, by=cast.lena, title="Large", likelihood=5, impact=5)
    user = fresh(cast.cora)
    assert list(entry_list(user, Wanted())) == [large, small]
    assert list(entry_list(user, Wanted(band="very_high"))) == [large]
    assert list(entry_list(user, Wanted(scheme=scheme))) == [small]
    assert list(entry_list(user, Wanted(likelihood=1, impact=1))) == [small]
    assert list(entry_list(user, Wanted(overdue=True))) == []
    services.look_again(small, look(EntryStatus.CLOSED), version=None, by=user)
    assert list(entry_list(user, Wanted())) == [large]
    assert list(entry_list(user, Wanted(status="closed"))) == [small]
    later = in_days(29)
    monkeypatch.setattr("safeguarding.core.clock.today", lambda: later)
    assert list(entry_list(user, Wanted(overdue=True))) == [large]


def test_the_map_counts_each_pair_in_one_query(cast: Cast, django_assert_num_queries: Any) -> None:
    for impact in (5, 5, 1):
        a_risk(cast, by=cast.lena, likelihood=5, impact=impact)
    user = fresh(cast.cora)
    assert user.live_roles
    with django_assert_num_queries(1):
        rows = risk_map(user)
    assert [cell.count for cell in rows[0][1]] == [1, 0, 0, 0, 2]
    assert sum(cell.count for _, cells in rows for cell in cells) == 3


def clock_of(entry: RiskRegisterEntry) -> Deadline:
    return Deadline.objects.running().get(subject_type="riskregisterentry", subject_id=entry.pk, source_id=None)


def test_nobody_who_runs_the_scheme_is_reminded_of_a_report_of_contact_in_it(cast: Cast) -> None:
    """Cora is the only coordinator. Where she has a part herself, a manager is reminded in her place."""
    scheme = tolerated(cast)
    takes_part(cast, cast.cora, scheme)
    entry = a_risk(cast, by=cast.lena, scheme=scheme, source=Source.CONTACT_REPORT)
    assert clock_of(entry).owner == cast.mona
    assert entry not in RiskRegisterEntry.objects.visible_to(fresh(cast.cora))
    other = a_risk(cast, by=cast.lena, source=Source.CONTACT_REPORT)
    assert clock_of(other).owner == cast.cora


def test_whom_a_report_is_about_neither_sees_keeps_nor_is_reminded_of_it(cast: Cast) -> None:
    new = NewEntry("Private messages", "Reported by a parent", 4, 4, tolerated(cast))
    entry = services.raise_entry(new, source=Source.CONTACT_REPORT, kept_from=[cast.cora], by=fresh(cast.lena))
    assert clock_of(entry).owner == cast.mona
    assert entry not in RiskRegisterEntry.objects.visible_to(fresh(cast.cora))
    assert entry in RiskRegisterEntry.objects.visible_to(fresh(cast.mona))
    with pytest.raises(NotAllowed, match="Somebody else has to keep"):
        services.look_again(entry, Look("open", "Seen", 4, 4, in_days(9)), version=None, by=fresh(cast.cora))
    assert not Notice.objects.filter(recipient=cast.cora, subject_id=entry.pk).exists()


def test_a_report_of_contact_is_given_to_nobody_it_may_be_about(cast: Cast) -> None:
    scheme = tolerated(cast)
    takes_part(cast, cast.sam, scheme)
    entry = a_risk(cast, by=cast.lena, scheme=scheme, source=Source.CONTACT_REPORT)
    said = EntryDetails(entry.title, entry.description, scheme, fresh(cast.sam))
    with pytest.raises(Invalid, match="no part in it"):
        services.edit_entry(entry, said, version=None, by=fresh(cast.mona))
    assert cast.sam not in selectors.possible_owners(entry)
    usual = a_risk(cast, by=cast.lena, scheme=scheme)
    services.edit_entry(usual, said, version=None, by=fresh(cast.mona))
    assert clock_of(usual).owner == cast.sam


def test_words_are_looked_for_in_what_was_said_and_what_is_to_be_done(cast: Cast) -> None:
    lifts = a_risk(cast, by=cast.cora, title="Lifts home", description="In private cars")
    dark = a_risk(cast, by=cast.cora, title="The way home", description="An unlit car park")
    services.add_action(dark, NewAction("Ask for lamps", fresh(cast.mona), in_days(9)), by=fresh(cast.cora))
    for words, wanted in (("home", {lifts, dark}), ("PRIVATE home", {lifts}), ("lamps", {dark}),
                          (lifts.reference, {lifts}), ("100%", set())):  # fmt: skip
        assert set(selectors.entry_list(fresh(cast.cora), Wanted(words=words))) == wanted
