"""How a page says a clock."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.template import Context, Template

from safeguarding.deadlines import services
from safeguarding.deadlines.models import DeadlineRule
from tests.cast import Cast
from tests.factories.clocks import LONDON, NOW, start


@pytest.fixture(autouse=True)
def sunday_evening() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.mark.django_db
def test_a_rule_says_how_it_counts() -> None:
    assert DeadlineRule.objects.get(key="sar_response").counted == (
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
