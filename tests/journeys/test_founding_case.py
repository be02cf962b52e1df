"""The case that the service was made for, on the day before Christmas, in a real browser.

A practitioner logs what the parents said; the lead reads the proposal and opens the case with a PSD referral; the
clocks run out at the right moments across the bank holidays; and the subject, who has an account, finds no trace.
"""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from safeguarding.cases.choices import Indicator, Route
from safeguarding.cases.models import Case, Concern
from safeguarding.core.clock import LONDON
from safeguarding.deadlines.models import Deadline, DeadlineQuerySet
from safeguarding.people.models import Placement
from safeguarding.schemes.choices import SchemeKind, SchemeStatus
from safeguarding.schemes.models import Scheme
from tests.cast import Cast
from tests.factories.crawl import assert_no_trace
from tests.journeys.conftest import SignIn, assert_accessible

pytestmark = pytest.mark.django_db(transaction=True)

CHRISTMAS_EVE = dt.datetime(2026, 12, 24, 10, 0, tzinfo=LONDON)
SCHEME = "Oakfield Street Guardians"
TOLD = (
    "The parents of a girl in year 8 came in. A PCSO she knows from his group at her primary school follows her on "
    "Instagram and writes on Snapchat. He takes his messages down and parks by the green that she walks past."
)
WORDS = "“He said does anyone know we talk, and to delete it.”"
SEEN = (
    Indicator.BEFRIENDS_PERSONAL, Indicator.DELETES_MESSAGES, Indicator.ASKS_TO_DELETE, Indicator.ASKS_SECRECY,
    Indicator.COMPLIMENTS, Indicator.MOVES_PLATFORM, Indicator.PRESENCE, Indicator.FEAR, Indicator.TRUSTED_POSITION,
)  # fmt: skip
WHY = "Private contact with a child he met through his work, in secret, and she is afraid. It must leave his own team."


@pytest.fixture(autouse=True)
def _christmas_eve(monkeypatch: pytest.MonkeyPatch) -> None:
    """For the server, in all its threads, it is Thursday 24 December 2026, ten o'clock, and time goes on."""
    real = timezone.now
    ahead = CHRISTMAS_EVE - real()
    monkeypatch.setattr(timezone, "now", lambda: real() + ahead)


@pytest.fixture
def scheme(cast: Cast) -> Scheme:
    """Not part of the cadet programme, run by the two PCSOs."""
    made = Scheme.objects.create(
        force=cast.force, unit=cast.cadets, name=SCHEME, kind=SchemeKind.UNOFFICIAL, status=SchemeStatus.TOLERATED
    )
    for name in ("brian", "carl"):
        Placement.objects.create(person=cast.people[name], scheme=made, role="organiser", starts_on=dt.date(2024, 9, 2))
    return made


def go_on(page: Page) -> None:
    page.get_by_role("button", name="Continue").click()


def test_from_the_parents_report_to_a_subject_who_finds_nothing(cast: Cast, scheme: Scheme, sign_in: SignIn) -> None:
    log_it(sign_in(cast.pat))
    concern = Concern.objects.get()
    case = decide_it(sign_in(cast.lena), concern)
    see_its_clocks_and_people(sign_in(cast.lena), case)
    look_as_the_subject(sign_in(cast.brian), case, concern)
    for user in (cast.brian, cast.bella):
        client = Client()
        client.force_login(user)
        assert_no_trace(client, case, concern, secrets=("Tess", "Thorne", case.title, "writes on Snapchat"))


def log_it(page: Page) -> None:
    """What the parents said, as the practitioner writes it down."""
    page.goto("/concerns/new/")
    page.get_by_role("button", name="Start now").click()
    page.get_by_label("No", exact=True).check()
    go_on(page)
    page.get_by_label("The facts, in the order they happened").fill(TOLD)
    page.get_by_label("The child’s own words").fill(WORDS)
    go_on(page)
    page.get_by_label("Around a day").check()
    page.get_by_label("Or in your own words").fill("Since the start of the school year")
    go_on(page)
    name_them(page)
    page.get_by_label("Is this about a scheme?").select_option(label=SCHEME)
    go_on(page)
    page.get_by_label("A parent or carer told me").check()
    page.get_by_role("radio", name="Yes", exact=True).check()
    page.get_by_label("Which apps or sites?").fill("Instagram, Snapchat")
    go_on(page)
    for indicator in SEEN:
        page.locator(f'input[name="indicators"][value="{indicator}"]').check()
    go_on(page)
    go_on(page)
    page.get_by_role("button", name="Send this concern").click()
    expect(page.get_by_role("heading", name="Concern sent")).to_be_visible()
    expect(page.get_by_text(re.compile(r"C-2026-\d{6}")).first).to_be_visible()


def name_them(page: Page) -> None:
    """The girl, her mother, the PCSO found by his name, and young people nobody knows."""
    page.get_by_role("button", name="Add a person").click()
    page.get_by_label("Young person", exact=True).check()
    page.get_by_label("A young person I cannot find").check()
    page.get_by_label("First name").locator("visible=true").fill("Tess")
    page.get_by_label("Family name").locator("visible=true").fill("Thorne")
    for part, value in (("Day", "4"), ("Month", "5"), ("Year", "2013")):
        page.get_by_label(part, exact=True).locator("visible=true").fill(value)
    page.get_by_role("button", name="Add this person").click()
    page.get_by_role("button", name="Add another person").click()
    page.get_by_label("Adult of concern").check()
    page.get_by_label("Somebody I can find by name").check()
    page.get_by_label("Search by name").press_sequentially("bak", delay=30)
    page.get_by_role("option", name="Brian Baker").click()
    page.get_by_role("button", name="Add this person").click()
    page.get_by_role("button", name="Add another person").click()
    page.get_by_label("Told you").check()
    page.get_by_label("An adult I cannot find").check()
    page.get_by_label("First name").locator("visible=true").fill("Nora")
    page.get_by_label("Family name").locator("visible=true").fill("Thorne")
    page.get_by_label("What are they?").locator("visible=true").select_option(label="Parent or carer")
    page.get_by_role("button", name="Add this person").click()
    page.get_by_role("button", name="Add another person").click()
    page.get_by_label("Young person", exact=True).check()
    page.get_by_label("I do not know who it is").check()
    page.get_by_label("Describe the person as well as you can").fill("Other girls he is said to write to")
    page.get_by_role("button", name="Add this person").click()


def decide_it(page: Page, concern: Concern) -> Case:
    """The lead sees the proposal and the clocks, and decides for a case with a PSD referral."""
    page.goto("/triage/?queue=new")
    page.get_by_role("link", name=concern.reference).click()
    proposal = page.get_by_role("region", name="Proposal")
    expect(proposal).to_contain_text("Harm threshold met")
    expect(proposal).to_contain_text("Abuse of position")
    expect(proposal).to_contain_text("Do not approach the adult before you have spoken to the LADO")
    clocks = page.get_by_role("region", name="Clocks", exact=True)
    expect(row(clocks, "LADO")).to_contain_text("Tuesday 29 December 2026 at 23:59")
    expect(row(clocks, "IOPC")).to_contain_text("Friday 25 December 2026 at 23:59")
    assert_accessible(page)
    page.locator(f'input[name="route"][value="{Route.CASE_PSD}"]').check()
    page.get_by_label("Why?", exact=True).locator("visible=true").fill(WHY)
    page.get_by_role("button", name="Record the decision").click()
    page.wait_for_load_state()
    return Case.objects.get()


def row(within: Locator, words: str) -> Locator:
    return within.get_by_role("row").filter(has_text=words)


def see_its_clocks_and_people(page: Page, case: Case) -> None:
    page.goto(f"{case.get_absolute_url()}clocks/")
    lado = page.locator(".govuk-summary-card").filter(has_text="Refer to the LADO")
    expect(lado).to_contain_text("Tuesday 29 December 2026")
    iopc = page.locator(".govuk-summary-card").filter(has_text="Refer to the IOPC")
    expect(iopc).to_contain_text("Friday 25 December 2026")
    due = {clock.rule.key: clock.due_at.astimezone(LONDON) for clock in clocks_of(case)}
    assert due["lado_referral"] == dt.datetime(2026, 12, 29, 23, 59, 59, tzinfo=LONDON)
    assert due["iopc_referral"] == dt.datetime(2026, 12, 25, 23, 59, 59, tzinfo=LONDON)
    assert_accessible(page)
    page.goto(f"{case.get_absolute_url()}people/")
    for label in ("Child A", "PCSO B", "Parent C", "Unidentified D"):
        expect(page.get_by_role("heading", name=label)).to_be_visible()
    assert_accessible(page)
    page.goto(case.get_absolute_url())
    expect(page.get_by_text("Contact with Child A by PCSO B").first).to_be_visible()
    page.goto(f"{case.get_absolute_url()}referrals/")
    for kind in ("LADO", "IOPC", "Professional standards"):
        expect(page.locator(".govuk-summary-card").filter(has_text=kind).first).to_be_visible()


def clocks_of(case: Case) -> DeadlineQuerySet:
    return Deadline.objects.running().filter(subject_type="case", subject_id=case.pk).select_related("rule")


def look_as_the_subject(page: Page, case: Case, concern: Concern) -> None:
    """He looks where anybody would look, and types the addresses he might have seen over a shoulder."""
    for address in ("/", "/concerns/mine/", "/notices/", "/people/", "/my-work/"):
        page.goto(address)
        text = page.locator("body").inner_text()
        assert not any(words in text for words in (case.reference, concern.reference, "Tess", "Thorne"))
    for address in (case.get_absolute_url(), concern.get_absolute_url(), f"/concerns/mine/{concern.reference}/"):
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 404
        expect(page.get_by_role("heading", level=1)).to_contain_text("Page not found")
