"""A practitioner logs a concern in a real browser, leaves half-way, comes back, and sends it once."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from safeguarding.cases.models import Concern, ConcernDraft
from tests.cast import Cast
from tests.journeys.conftest import DESKTOP, PHONE, SignIn, assert_accessible

pytestmark = pytest.mark.django_db(transaction=True)
TOLD = "Her mother rang the school this morning.\nThere are messages late in the evening."


def go_on(page: Page) -> None:
    page.get_by_role("button", name="Continue").click()


def saved(page: Page) -> None:
    """The words under the button say that the typing was kept."""
    expect(page.locator("[data-autosave-status]")).to_contain_text("Draft saved", timeout=10_000)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_concern_survives_a_closed_browser_and_is_sent_once(
    cast: Cast, sign_in: SignIn, size: dict[str, int]
) -> None:
    page = sign_in(cast.pat, size=size)
    page.goto("/concerns/new/")
    assert_accessible(page)
    page.get_by_role("button", name="Start now").click()
    assert_accessible(page)
    page.get_by_label("Yes", exact=True).check()
    go_on(page)
    expect(page.get_by_role("alert")).to_contain_text("Call 999")
    assert_accessible(page)
    page.get_by_label("The facts, in the order they happened").fill(TOLD)
    page.get_by_label("The child’s own words").fill("“He said not to tell anyone.”")
    page.wait_for_function("document.querySelector('[data-autosave-status]').textContent.includes('Draft saved')")
    page.wait_for_timeout(2_500)
    page.context.close()

    page = sign_in(cast.pat, size=size)
    page.goto("/concerns/new/")
    expect(page.get_by_text("You have 1 concern you have not sent")).to_be_visible()
    page.get_by_role("link", name="Go on").click()
    expect(page.get_by_label("The facts, in the order they happened")).to_have_value(TOLD)
    go_on(page)
    page.get_by_label("Around a day").check()
    page.get_by_label("Or in your own words").fill("The week before half term")
    assert_accessible(page)
    go_on(page)
    assert_accessible(page)
    name_the_people(page)
    go_on(page)
    page.get_by_label("A parent or carer told me").check()
    page.get_by_role("radio", name="Yes", exact=True).check()
    page.get_by_label("Which apps or sites?").fill("Instagram, Snapchat")
    assert_accessible(page)
    go_on(page)
    page.get_by_label("Asks the young person to keep it secret").check()
    page.get_by_label("None of these").check()
    expect(page.get_by_label("Asks the young person to keep it secret")).not_to_be_checked()
    page.get_by_label("Asks the young person to keep it secret").check()
    assert_accessible(page)
    go_on(page)
    assert_accessible(page)
    go_on(page)
    assert_accessible(page)
    page.get_by_role("button", name="Send this concern").dblclick()
    expect(page.get_by_role("heading", name="Concern sent")).to_be_visible()
    assert_accessible(page)

    concern = Concern.objects.get()
    assert concern.what_happened == TOLD
    assert concern.is_urgent
    assert concern.parties.get(role="adult_of_concern").person == cast.people["brian"]
    expect(page.get_by_text(concern.reference).first).to_be_visible()
    page.goto("/concerns/mine/")
    expect(page.get_by_role("link", name=concern.reference)).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name=concern.reference).click()
    assert_accessible(page)


def name_the_people(page: Page) -> None:
    """An adult found by typing, and a young person who is not on record."""
    page.get_by_role("button", name="Add a person").click()
    assert_accessible(page)
    page.get_by_label("Adult of concern").check()
    page.get_by_label("Somebody I can find by name").check()
    page.get_by_label("Search by name").press_sequentially("bak", delay=30)
    page.get_by_role("option", name="Brian Baker").click()
    page.get_by_role("button", name="Add this person").click()
    page.get_by_role("button", name="Add another person").click()
    page.get_by_label("Young person", exact=True).check()
    page.get_by_label("A young person I cannot find").check()
    page.get_by_label("First name").locator("visible=true").fill("Tess")
    page.get_by_label("Or about how old?").select_option(label="12 or 13, not known which")
    assert_accessible(page)
    page.get_by_role("button", name="Add this person").click()
    expect(page.get_by_text("Aged 12 or 13")).to_be_visible()


def test_without_script_every_page_works(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.pat, java_script_enabled=False)
    page.goto("/concerns/new/")
    page.get_by_role("button", name="Start now").click()
    page.get_by_label("No", exact=True).check()
    go_on(page)
    page.get_by_label("The facts, in the order they happened").fill(TOLD)
    page.get_by_role("button", name="Save and come back later").click()
    page.get_by_role("link", name="Go on").click()
    page.get_by_label("I do not know").check()
    go_on(page)
    page.get_by_role("button", name="Add a person").click()
    page.get_by_label("Adult of concern").check()
    page.get_by_label("Somebody I can find by name").check()
    page.get_by_label("Search by name").fill("brian")
    page.get_by_role("button", name="Add this person").click()
    page.get_by_label("Brian Baker. PCSO, Cadets and Schools").check()
    page.get_by_role("button", name="Add this person").click()
    go_on(page)
    page.get_by_label("I saw or heard it myself").check()
    page.get_by_role("group", name="Was any of it online or by phone?").get_by_label("No", exact=True).first.check()
    go_on(page)
    page.get_by_label("None of these").check()
    go_on(page)
    go_on(page)
    page.get_by_role("button", name="Send this concern").click()
    expect(page.get_by_role("heading", name="Concern sent")).to_be_visible()
    assert Concern.objects.get().parties.get().person == cast.people["brian"]


def test_what_was_typed_after_a_refusal_is_there_when_the_page_is_loaded_again(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.pat)
    page.goto("/concerns/new/")
    page.get_by_role("button", name="Start now").click()
    page.get_by_label("No", exact=True).check()
    go_on(page)
    go_on(page)
    expect(page.get_by_role("link", name="Enter what happened")).to_be_visible()
    with page.expect_response(lambda answer: answer.url.endswith("/keep/") and answer.ok):
        page.get_by_label("The facts, in the order they happened").fill(TOLD)
    page.reload()
    expect(page.get_by_label("The facts, in the order they happened")).to_have_value(TOLD)
    expect(page.get_by_role("link", name="Enter what happened")).not_to_be_visible()
    assert ConcernDraft.objects.get().answers["what-happened"]["what_happened"] == [TOLD]


def test_a_session_that_ended_comes_back_to_the_same_page(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.pat)
    page.goto("/concerns/new/")
    page.get_by_role("button", name="Start now").click()
    page.get_by_label("No", exact=True).check()
    go_on(page)
    page.get_by_label("The facts, in the order they happened").fill("Half a sentence")
    page.wait_for_timeout(2_500)
    saved(page)
    here = page.url
    page.context.clear_cookies()
    page.reload()
    page.get_by_label("Email").fill(cast.pat.email)
    page.get_by_label("Password", exact=True).fill("correct horse battery staple")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(here)
    expect(page.get_by_label("The facts, in the order they happened")).to_have_value("Half a sentence")
    assert ConcernDraft.objects.get().owner == cast.pat
