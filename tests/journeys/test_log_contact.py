"""Logging a contact in a browser: the rules answer beside the form as it is filled in, and nothing typed is lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from safeguarding.communications.models import ContactEvent
from tests.cast import Cast
from tests.factories.contacts import a_world
from tests.journeys.conftest import PHONE, SignIn, assert_accessible

pytestmark = pytest.mark.django_db(transaction=True)
SAID, RULES = "[data-contact-said]", "[data-contact-rules]"


def test_the_rules_answer_while_it_is_filled_in(cast: Cast, sign_in: SignIn) -> None:
    it = a_world(cast)
    page = sign_in(cast.brian)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/contacts/log/")
    expect(page.locator(SAID)).to_contain_text("The rules can be asked when you have answered")

    page.get_by_label("How?").select_option("one_to_one_dm")
    expect(page.locator(RULES)).to_contain_text("It needs: the account")
    page.get_by_label("Over which account?").select_option(str(it.personal.pk))
    page.get_by_label("Young people on record, by name").check()
    page.get_by_label("Name of the young person 1").press_sequentially("Ann")
    page.locator("[name=young-0-name] ~ ul li").first.click()
    page.get_by_label("More about what it is for").fill("Bring boots")
    expect(page.locator(SAID)).to_contain_text("Do not send this")
    assert_accessible(page)

    # One more name, in a row of its own that finds people too.
    page.get_by_role("button", name="Add another young person").click()
    expect(page.locator("[name=young-1-name]")).to_be_focused()
    page.get_by_label("How?").select_option("group_message")
    page.get_by_label("Over which account?").select_option(str(it.official.pk))
    expect(page.locator(SAID)).not_to_contain_text("Do not send this")
    expect(page.get_by_label("More about what it is for")).to_have_value("Bring boots")
    assert not any("boots" in address for address in asked)
    assert not ContactEvent.objects.exists()

    page.get_by_role("group", name="Is any of them a victim").get_by_label("No", exact=True).check()
    page.get_by_role("button", name="See what the rules say").click()
    page.get_by_role("button", name="Log the plan").click()
    expect(page.locator("body")).to_contain_text("The plan is on record")
    assert ContactEvent.objects.get().purpose_text == "Bring boots"


def test_when_the_rules_cannot_be_asked_it_says_so_and_the_form_still_works(cast: Cast, sign_in: SignIn) -> None:
    a_world(cast)
    page = sign_in(cast.brian, size=PHONE)
    page.route("**/contacts/log/answers/", lambda route: route.abort())
    page.goto("/contacts/log/")
    page.get_by_label("How?").select_option("in_person")
    expect(page.locator(SAID)).to_contain_text("The next page says what they make of it")
    page.get_by_label("Somebody who is not on record").check()
    page.get_by_label("Who were they, as far as you know?").fill("A cadet")
    page.get_by_role("group", name="Did the adult meet them through work?").get_by_label("Yes").check()
    page.get_by_role("group", name="Is any of them a victim").get_by_label("No", exact=True).check()
    page.get_by_role("button", name="See what the rules say").click()
    expect(page.locator("main")).to_contain_text("Nothing is written yet")
    assert_accessible(page)
