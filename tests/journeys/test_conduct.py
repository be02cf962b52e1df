"""The conduct of PCSO B in a real browser: from the complaint to the dismissal, on the pages of the misconduct lane."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from playwright.sync_api import expect

from safeguarding.cases.services.access import rebuild_access
from safeguarding.investigations.choices import Act
from safeguarding.investigations.models import Investigation
from tests.cast import Cast
from tests.factories.investigations import ago, an_allegation, steps
from tests.factories.work import a_case, the_pcso
from tests.journeys.conftest import SignIn, assert_accessible
from tests.journeys.filling import fill, send

pytestmark = pytest.mark.django_db(transaction=True)


def test_from_the_complaint_to_the_dismissal(cast: Cast, sign_in: SignIn) -> None:
    case = a_case(cast, psd_unit=cast.psd)
    rebuild_access(case)
    party, page = the_pcso(cast, case), sign_in(cast.ivy)
    page.goto(case.get_absolute_url())
    page.get_by_role("link", name="Misconduct", exact=True).click()
    page.get_by_role("button", name="Begin an investigation").click()
    fill(page, {"party": party, "entry": "complaint", "came_on": ago(100), "reason": "Messages to a child"})
    send(page)
    expect(page.get_by_role("heading", name="Misconduct: PCSO B")).to_be_visible()
    held = Investigation.objects.get(case=case)
    todo = [(Act.ALLEGE, an_allegation()), *steps_of(cast, held)]
    for act, given in todo:
        page.locator("#acts + ul").get_by_role("link", name=str(Act(act).label), exact=True).click()
        fill(page, given() if callable(given) else given)
        send(page)
        expect(page.get_by_role("heading", name="Misconduct: PCSO B")).to_be_visible()
    expect(page.locator("strong", has_text="Dismissal without notice")).to_be_visible()
    expect(page.get_by_text("Still to be decided before this track closes")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Read the notice").click()
    expect(page.get_by_text("trade union").first).to_be_visible()
    assert_accessible(page)


def steps_of(cast: Cast, held: Investigation) -> list[tuple[str, Any]]:
    """The steps, each asked for when it comes: the allegation is there only after it was made."""
    acts = [
        Act.ASSIGN, Act.RECORD, Act.MODE, Act.SEVERITY, Act.TERMS, Act.SERVE, Act.INTERVIEW, Act.INTERVIEWED,
        Act.REPORT, Act.ANSWER, Act.REFER, Act.DOCUMENTS, Act.RESPOND, Act.PANEL, Act.DATE, Act.FIND, Act.OUTCOME,
        Act.TELL_OUTCOME,
    ]  # fmt: skip
    return [(act, partial(given_for, cast, held, act)) for act in acts]


def given_for(cast: Cast, held: Investigation, act: str) -> dict[str, Any]:
    return dict(steps(cast, held))[act]
