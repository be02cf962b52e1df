"""The chronology, the decisions and the links of a case."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import InternalError, transaction

from safeguarding.audit.models import AuditEvent
from safeguarding.cases.choices import EntryKind, TimePrecision
from safeguarding.cases.models import Case, CaseLink, ChronologyEntry
from safeguarding.cases.selectors.chronology import standing_entries, threads
from safeguarding.cases.selectors.links import linked_cases
from safeguarding.cases.services import casework, chronology, decisions, links
from safeguarding.cases.services.stages import take_step
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid, NotAllowed
from tests.cast import Cast, fresh
from tests.factories.casework import last_review, opened

pytestmark = pytest.mark.django_db


def add(case: Case, cast: Cast, **more: Any) -> ChronologyEntry:
    given: dict[str, Any] = {
        "kind": EntryKind.CALL, "text": "Called the mother.", "is_opinion": False, "precision": TimePrecision.EXACT,
        "happened_at": clock.now() - dt.timedelta(hours=1), "by": fresh(cast.lena),
    }  # fmt: skip
    return chronology.add_entry(case=case, **{**given, **more})


def correct(entry: ChronologyEntry, cast: Cast, **more: Any) -> ChronologyEntry:
    given: dict[str, Any] = {
        "kind": entry.kind, "text": "Called the father.", "is_opinion": False, "precision": entry.precision,
        "happened_at": entry.happened_at, "reason": "It was the father", "by": fresh(cast.lena),
    }  # fmt: skip
    return chronology.correct_entry(case=entry.case, entry=entry, **{**given, **more})


def test_when_it_happened_is_apart_from_when_it_was_written(cast: Cast) -> None:
    case = opened(cast)
    entry = add(case, cast, happened_at=clock.now() - dt.timedelta(days=30))
    assert entry.recorded_at - entry.happened_at > dt.timedelta(days=29)
    unknown = add(case, cast, precision=TimePrecision.UNKNOWN, happened_at=clock.now())
    assert unknown.happened_at is None


@pytest.mark.parametrize(
    ("field", "more"),
    [
        ("happened_at", {"happened_at": None}),
        ("text", {"text": "  "}),
        ("kind", {"kind": EntryKind.SYSTEM}),
    ],
)
def test_an_entry_that_cannot_be_is_refused_at_its_field(cast: Cast, field: str, more: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as refused:
        add(opened(cast), cast, **more)
    assert field in refused.value.errors


def test_what_has_not_happened_yet_is_refused(cast: Cast) -> None:
    with pytest.raises(Invalid, match="past"):
        add(opened(cast), cast, happened_at=clock.now() + dt.timedelta(hours=1))


def test_the_database_itself_refuses_to_change_an_entry(cast: Cast) -> None:
    entry = add(opened(cast), cast)
    with pytest.raises(InternalError), transaction.atomic():
        ChronologyEntry.objects.filter(pk=entry.pk).update(text="Something else")


def test_a_correction_stands_with_what_was_before_under_it(cast: Cast) -> None:
    case = opened(cast)
    first = add(case, cast)
    second = correct(first, cast)
    third = correct(second, cast, text="Called the aunt.", reason="It was the aunt")
    (thread,) = threads(case, standing_entries(case, kinds=[EntryKind.CALL]))
    assert thread.entry == third
    assert list(thread.before) == [second, first]


def test_an_entry_is_corrected_once_and_then_its_correction_is(cast: Cast) -> None:
    first = add(opened(cast), cast)
    correct(first, cast)
    with pytest.raises(Conflict, match="corrected already"):
        correct(first, cast)


def test_what_the_system_recorded_is_not_corrected(cast: Cast) -> None:
    case = opened(cast)
    system = case.chronology.filter(kind=EntryKind.SYSTEM).first()
    with pytest.raises(Conflict):
        correct(system, cast, kind=EntryKind.CALL)


def test_an_entry_of_another_case_is_not_there(cast: Cast) -> None:
    entry = add(opened(cast), cast)
    other = opened(cast)
    with pytest.raises(ChronologyEntry.DoesNotExist):
        chronology.correct_entry(
            case=other, entry=entry, kind=entry.kind, text="x", is_opinion=False, precision=entry.precision,
            happened_at=entry.happened_at, reason="x", by=fresh(cast.lena),
        )  # fmt: skip


def test_nothing_of_an_entry_stands_in_the_record(cast: Cast) -> None:
    add(opened(cast), cast, text="Bluebell")
    event = AuditEvent.objects.get(verb="case.chronology_added")
    assert "Bluebell" not in str([event.data, event.reason, event.object_label])


def test_decisions_are_numbered_in_order_after_the_one_that_opened_the_case(cast: Cast) -> None:
    case = opened(cast)
    given = {"question": "Who?", "options": "A or B", "decision": "A", "reason": "B is away", "by": fresh(cast.lena)}
    assert [decisions.add_decision(case=case, **given).number for _ in range(2)] == [2, 3]
    with pytest.raises(Invalid):
        decisions.add_decision(case=case, **{**given, "options": " "})
    with pytest.raises(Invalid, match="past"):
        decisions.add_decision(case=case, **given, decided_at=clock.now() + dt.timedelta(days=1))


def test_nothing_is_written_on_a_closed_case(cast: Cast) -> None:
    case = opened(cast)
    take_step(case=case, verb="assess", by=fresh(cast.lena))
    last_review(cast, case)
    take_step(case=case, verb="close", reason="Done", by=fresh(cast.lena))
    with pytest.raises(Conflict, match="closed"):
        add(case, cast)


def test_a_link_is_seen_only_by_who_may_read_both_cases(cast: Cast) -> None:
    first, second = opened(cast), opened(cast)
    links.link(case=first, other=second.reference.lower(), reason="The same PCSO", by=fresh(cast.lena))
    assert [linked.case for linked in linked_cases(second, fresh(cast.leo))] == [first]
    casework.restrict(case=first, reason="x", by=fresh(cast.sam))
    assert linked_cases(second, fresh(cast.leo)) == []


def test_a_case_that_one_may_not_read_cannot_be_linked_and_answers_like_one_that_is_not_there(cast: Cast) -> None:
    case, hidden = opened(cast), opened(cast)
    casework.restrict(case=hidden, reason="x", by=fresh(cast.sam))
    said = []
    for reference in (hidden.reference, "SC-2026-999999", case.reference):
        with pytest.raises(Invalid) as refused:
            links.link(case=case, other=reference, reason="x", by=fresh(cast.leo))
        said.append(refused.value.errors)
    assert said[0] == said[1] == said[2]


def test_a_link_is_made_once_and_can_be_taken_away(cast: Cast) -> None:
    first, second = opened(cast), opened(cast)
    link = links.link(case=second, other=first.reference, reason="The same PCSO", by=fresh(cast.lena))
    with pytest.raises(Conflict):
        links.link(case=first, other=second.reference, reason="Again", by=fresh(cast.lena))
    links.unlink(case=first, link=link, reason="Another PCSO", by=fresh(cast.lena))
    assert not CaseLink.objects.exists()
    assert AuditEvent.objects.filter(verb="case.unlinked").count() == 2


def test_a_manager_writes_nothing(cast: Cast) -> None:
    case = opened(cast)
    with pytest.raises(NotAllowed):
        add(case, cast, by=fresh(cast.mona))
