"""Every clock there is has a vector counted by hand, with its source; a rule without one does not pass."""

from __future__ import annotations

import ast
import datetime as dt
from typing import Any

import pytest

from safeguarding.deadlines import services
from safeguarding.deadlines.choices import CATALOGUE, IOPC_REFERRAL, IopcDayBasis
from safeguarding.deadlines.models import DeadlineRule
from tests.cast import Cast
from tests.factories.clocks import LONDON, end_of, start
from tests.walls.clock_vectors import VECTORS, Vector
from tests.walls.code import sources

pytestmark = pytest.mark.django_db


#: In the catalogue for whoever looks up the figure, and why no clock of it runs.
NOT_STARTED = {
    "interview_alternative": "how far another day may lie from the first: asked when it is named, nothing waits for it",
    "breach_to_ico": "a breach is dealt with outside this system",
}


def starts(vector: Vector) -> dt.datetime:
    return dt.datetime.fromisoformat(vector.start).replace(tzinfo=LONDON)


def ends(vector: Vector) -> dt.datetime:
    return dt.datetime.fromisoformat(vector.due) if "T" in vector.due else end_of(vector.due)


def test_every_rule_of_the_table_has_a_vector() -> None:
    in_table = set(DeadlineRule.objects.values_list("key", flat=True))
    assert {vector.key for vector in VECTORS} == in_table == {row.key for row in CATALOGUE}


def test_every_clock_that_is_started_ends_where_it_was_counted_to_end(cast: Cast) -> None:
    wrong = []
    for number, vector in enumerate(VECTORS, 1):
        proclaimed = [
            services.set_bank_holiday(
                day=dt.date.fromisoformat(day), is_holiday=True, name="Proclaimed", source="Gazette", by=cast.adam
            )
            for day in vector.proclaimed
        ]
        set_on = dt.date.fromisoformat(vector.set_on) if vector.set_on else None
        held = start(cast, vector.key, subject_id=number, start_at=starts(vector), due_on=set_on)
        if held.due_at != ends(vector):
            wrong.append((vector.key, vector.start, held.due_at.astimezone(LONDON).isoformat(), vector.due))
        for day in proclaimed:
            day.delete()
    assert wrong == []


def test_each_is_counted_from_the_source_that_the_rule_names() -> None:
    sources = dict(DeadlineRule.objects.values_list("key", "source"))
    assert [(one.key, one.source) for one in VECTORS if one.source not in sources[one.key]] == []
    assert all(vector.source and vector.counted for vector in VECTORS)


def test_every_rule_starts_a_clock_somewhere() -> None:
    """A rule that no service names would be a promise that nobody keeps."""
    named = {
        node.value
        for source in sources()
        if source.app not in ("", "deadlines") and source.room != "migrations"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert {row.key for row in CATALOGUE} - named - {IOPC_REFERRAL} == NOT_STARTED.keys()


def test_a_referral_to_the_iopc_may_be_read_by_working_days(cast: Cast, settings: Any) -> None:
    """The superseded 2004 Regulations said "working day": Christmas Day, a weekend and the day in lieu go by."""
    settings.IOPC_REFERRAL_DAY_BASIS = IopcDayBasis.WORKING
    christmas = dt.datetime(2026, 12, 25, 9, tzinfo=LONDON)
    assert start(cast, "iopc_referral", start_at=christmas).due_at == end_of("2026-12-29")
