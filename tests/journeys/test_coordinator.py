"""A coordinator reads the gaps of the founding scheme, reports what is broken and cures one gap: it alone goes."""

from __future__ import annotations

import datetime as dt

import pytest
from playwright.sync_api import Page, expect

from safeguarding.cases.models import ConcernDraft
from safeguarding.core import clock
from safeguarding.people.choices import PersonType, PlacementRole
from safeguarding.people.models import Placement
from safeguarding.schemes.choices import ConditionKind
from safeguarding.schemes.models import Scheme
from tests.cast import Cast, staff
from tests.factories.assurance import give
from tests.factories.schemes import condition, days_ago, tolerated
from tests.journeys.conftest import DESKTOP, PHONE, SignIn, assert_accessible

pytestmark = pytest.mark.django_db(transaction=True)

NAME, FOUND = "Thornbeck guardians", "No teacher came on Tuesday"
NO_DBS = "enhanced DBS check with the children's barred list missing"
NO_VETTING, NO_TRAINING = "force vetting missing", "safeguarding training for leaders missing"


@pytest.fixture
def scheme(cast: Cast) -> Scheme:
    """Tolerated on two conditions that nobody looked at; who runs it has agreed how to write to children, no more."""
    teacher = condition(ConditionKind.TEACHER_PRESENT)
    word = condition(ConditionKind.WORD_NOT_USED, text="Nobody calls them cadets", word="cadets")
    found = tolerated(cast, NAME, teacher, word, ago=100)
    runs = staff(cast, "Olly", "Oakes", PersonType.PCSO)
    Placement.objects.create(person=runs, scheme=found, role=PlacementRole.ORGANISER, starts_on=days_ago(90))
    give(cast, "communication_guidelines", runs)
    return found


def row(page: Page, about: str) -> str:
    """What the scheme has about one thing, as the comparison says it."""
    return page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=about, exact=True)).inner_text()


def on(page: Page, question: str, day: dt.date) -> None:
    group = page.get_by_role("group", name=question)
    for part in ("day", "month", "year"):
        group.get_by_label(part.capitalize(), exact=True).fill(str(getattr(day, part)))


def reads_the_gaps(page: Page) -> None:
    page.goto("/schemes/gaps/")
    expect(page.get_by_text("1 scheme lacks something that is expected")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name=NAME).click()
    expect(page.get_by_role("heading", name=f"What {NAME} lacks")).to_be_visible()
    for reason in (NO_DBS, NO_VETTING, NO_TRAINING):
        expect(page.locator("body")).to_contain_text(reason)
    assert "2 never checked" in row(page, "Conditions")
    assert "nothing is on record" in row(page, "Risk assessment")
    assert_accessible(page)


def finds_it_broken(page: Page, scheme: Scheme) -> None:
    page.goto(scheme.get_absolute_url())
    assert_accessible(page)
    card = page.locator(".govuk-summary-card", has_text="A teacher is in the room")
    card.get_by_role("link", name="Record a check").click()
    assert_accessible(page)
    page.get_by_label("No", exact=True).check()
    page.get_by_label("What did you find?").fill(FOUND)
    page.get_by_label("How do you know?").fill("The caretaker said so")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text(FOUND).first).to_be_visible()
    assert_accessible(page)


def begins_a_concern(page: Page) -> None:
    page.get_by_role("button", name="Log a concern about this").click()
    expect(page.get_by_role("heading", name="Is anyone in immediate danger?")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("No", exact=True).check()
    page.get_by_role("button", name="Continue").click()
    facts = page.get_by_label("The facts, in the order they happened")
    assert FOUND in facts.input_value()
    assert NAME in facts.input_value()
    assert_accessible(page)


def records_the_check(page: Page) -> None:
    page.get_by_role("link", name="Olly Oakes", exact=True).click()
    assert_accessible(page)
    page.get_by_role("link", name="Enhanced DBS check with the children's barred list").click()
    assert_accessible(page)
    on(page, "Since when?", clock.today() - dt.timedelta(days=3))
    page.get_by_label("How is it known?").fill("Certificate seen")
    page.get_by_label("Enhanced with the children's barred list").check()
    page.get_by_role("group", name="For work with whom was it asked?").get_by_label("Children", exact=True).check()
    page.get_by_label("The children's barred list was checked").check()
    page.get_by_label("Certificate number").fill("001234567890")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(page.locator("main")).to_contain_text("ends in 7890")
    expect(page.locator("main")).not_to_contain_text("001234567890")
    assert_accessible(page)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_coordinator_reports_one_gap_and_cures_another(
    cast: Cast, scheme: Scheme, sign_in: SignIn, size: dict[str, int]
) -> None:
    page = sign_in(cast.cora, size=size)
    reads_the_gaps(page)
    finds_it_broken(page, scheme)
    begins_a_concern(page)
    assert ConcernDraft.objects.get(owner=cast.cora).answers["who"]

    page.goto(f"/schemes/{scheme.pk}/gaps/")
    assert "1 broken, 1 never checked" in row(page, "Conditions")
    records_the_check(page)

    page.goto(f"/schemes/{scheme.pk}/gaps/")
    whole = page.locator("main")
    expect(whole).not_to_contain_text(NO_DBS)
    for reason in (NO_VETTING, NO_TRAINING):
        expect(whole).to_contain_text(reason)
    assert "nothing is on record" in row(page, "Risk assessment")
    assert "1 broken, 1 never checked" in row(page, "Conditions")
    assert "1 of 1 lack something" in row(page, "Vetting and DBS")
    assert_accessible(page)
