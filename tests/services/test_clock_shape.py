"""The shape of a clock in the API, and how a page says it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.template import Context, Template
from pytest_django import DjangoAssertNumQueries

from safeguarding.deadlines import selectors, services
from safeguarding.deadlines.api.serializers import DeadlineRuleSerializer, DeadlineSerializer, DeadlineSummarySerializer
from safeguarding.deadlines.models import DeadlineRule
from tests.cast import Cast
from tests.factories.clocks import LONDON, NOW, start


@pytest.fixture(autouse=True)
def sunday_evening() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def test_a_whole_clock(cast: Cast, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    start(cast)
    (deadline,) = selectors.running_for("case", [1])[1]
    with django_assert_num_queries(0):
        shape = DeadlineSerializer(deadline).data
    shown = {name: shape[name] for name in ("rule", "title", "in_words", "due_in_full", "state", "counted", "owner")}
    assert shown == {
        "rule": "lado_referral",
        "title": "Refer to the LADO",
        "in_words": "due tomorrow",
        "due_in_full": "Monday 23 November 2026 at 23:59",
        "state": "running",
        "counted": "1 working day after the concern was received",
        "owner": "Lena Example",
    }
    assert shape["authority"].startswith("Working Together")
    assert shape["start_why"] == "Concern C-2026-000001 received"
    assert (shape["extended"], shape["met_at"], shape["version"]) == (False, None, 1)


def test_an_extended_clock_says_so(cast: Cast) -> None:
    deadline = services.extend(start(cast), by=cast.sam, until=dt.date(2026, 11, 27), reason="Agreed")
    shape = DeadlineSerializer(deadline).data
    assert (shape["extended"], shape["extension_reason"]) == (True, "Agreed")
    assert shape["computed_due_at"] < shape["due_at"]


def test_a_clock_in_a_list_carries_no_free_text_and_names_nobody(cast: Cast) -> None:
    deadline = services.extend(start(cast), by=cast.sam, until=dt.date(2026, 11, 27), reason="Ann's mother asked")
    shown = str(DeadlineSummarySerializer(deadline).data)
    assert "Ann" not in shown
    assert "Example" not in shown
    assert "Concern C-2026-000001" not in shown


@pytest.mark.django_db
def test_a_rule_says_how_it_counts() -> None:
    shape = DeadlineRuleSerializer(DeadlineRule.objects.get(key="sar_response")).data
    assert shape["counted"] == (
        "1 month after the request or the proof of identity was received, or the next working day"
    )


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("deadline.due_at|due_in_words", "due tomorrow"),
        ("deadline.due_at|time_left_in_words", "29 hours left"),
        ("deadline.due_at|moment_in_words", "Monday 23 November 2026 at 23:59"),
        ("deadline.due_at|due_colour", "yellow"),
        ("deadline|clock_colour", "yellow"),
        ("nothing|due_in_words", ""),
        ("nothing|due_colour", ""),
    ],
)
def test_on_a_page(cast: Cast, expression: str, words: str) -> None:
    page = Template(f"{{% load clocks %}}{{{{ {expression} }}}}")
    assert page.render(Context({"deadline": start(cast), "nothing": None})) == words


def test_an_ended_clock_has_the_colour_of_its_end(cast: Cast) -> None:
    page = Template("{% load clocks %}{{ deadline|clock_colour }}")
    deadline = services.meet(start(cast), by=cast.lena)
    assert page.render(Context({"deadline": deadline})) == "green"
    late = start(cast, subject_id=2, start_at=dt.datetime(2026, 11, 2, tzinfo=LONDON))
    assert page.render(Context({"deadline": late})) == "red"
