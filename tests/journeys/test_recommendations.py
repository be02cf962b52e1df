"""What was recommended because of the founding case, in a real browser, to what its document says came of it.

Two local recommendations are accepted, carried out and verified by somebody who had no part in them, once those whom
they are for were reached; the national one is refused with its reasons, and stays in sight.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from safeguarding.cases.models import Case
from safeguarding.core.clock import date_words
from safeguarding.guidance.choices import Tag
from safeguarding.guidance.models import PolicyVersion
from safeguarding.guidance.services import Talk, join_group, record_talk
from safeguarding.recommendations.models import Recommendation
from tests.cast import Cast, fresh
from tests.factories import guidance
from tests.factories.assurance import give, requirement
from tests.factories.casework import opened
from tests.factories.recommendations import again, day, due_on
from tests.factories.schemes import tolerated
from tests.journeys.conftest import PHONE, SignIn, assert_accessible
from tests.journeys.filling import fill, send

pytestmark = pytest.mark.django_db(transaction=True)

MADE = -20
LOCAL = {
    "basis": "para_28a", "recommended_by": "The IOPC", "scope": "local", "addressee_kind": "this_force",
    "addressee": "Northshire Police", "made_on": day(MADE),
}  # fmt: skip
NATIONAL = {
    "basis": "general_s10", "recommended_by": "The IOPC", "scope": "national", "addressee_kind": "policing",
    "addressee": "Police Staff Council", "made_on": day(MADE),
}  # fmt: skip
REASONS = ("not_shown", "existing_rules", "another_document")
#: How a body outside the force finds the answer.
PLACE = "https://www.example.org/answers"


class Desk:
    """One of those who have a part in it at their screen; every page they come to is looked at."""

    def __init__(self, page: Page, held: Recommendation | None = None) -> None:
        self.page, self.held, self._looked_at = page, held, set[str]()

    def follow(self, link: Locator) -> None:
        with self.page.expect_navigation():
            link.first.click()
        self.look()

    def look(self) -> None:
        """Axe, once for each page: a number in its address does not make it another."""
        address = re.sub(r"\d+", "0", self.page.url.split("?")[0])
        if address not in self._looked_at:
            self._looked_at.add(address)
            assert_accessible(self.page)

    def go(self, address: str) -> None:
        self.page.goto(address)
        self.look()

    def open(self, title: str = "") -> None:
        """From the navigation, as who has one in hand finds it, whatever their role."""
        self.go("/")
        learning = self.page.get_by_role("link", name="Learning", exact=True)
        # A row of eight entries has no room for it: then it stands behind the last of them.
        if not learning.count():
            self.follow(self.page.get_by_role("link", name="More", exact=True))
        self.follow(learning)
        for name in ("Recommendations", *([title] if title else [])):
            self.follow(self.page.get_by_role("link", name=name, exact=True))

    def step(self, label: str, said: str = "", **given: Any) -> None:
        """A step of the recommendation that is open: its button, its page, and back."""
        self.follow(self.offered(label))
        fill(self.page, given)
        send(self.page)
        expect(self.page.get_by_text(said).first if said else self.page.locator("main h2").first).to_be_visible()
        self.look()

    def offered(self, label: str) -> Locator:
        # What only a screen reader is told stands apart from what stands before it.
        name = re.compile("^" + re.escape(label).replace(":", r"\s*:") + "$")
        main = self.page.locator("main")
        return main.get_by_role("button", name=name).or_(main.get_by_role("link", name=name))

    def fits(self) -> None:
        """Nothing of the page is beside the screen of a phone."""
        assert self.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.fixture
def case(cast: Cast) -> Case:
    return opened(cast)


@pytest.fixture
def policy(cast: Cast) -> PolicyVersion:
    """In force, and read by nobody. One adult works in a scheme outside the official one."""
    guidance.placed(cast.people["brian"], tolerated(cast, "Thornbeck club"))
    return guidance.in_force(cast)


def test_two_local_ones_are_accepted_carried_out_and_verified_and_the_national_one_is_refused(
    cast: Cast, case: Case, policy: PolicyVersion, sign_in: SignIn
) -> None:
    lena, cora = Desk(sign_in(cast.lena)), Desk(sign_in(cast.cora))
    mona, leo = Desk(sign_in(cast.mona)), Desk(sign_in(cast.leo))
    accounts = put_on_record(cast, lena, case, "Own accounts and people met through work", "2026/LR/1")
    channels = put_on_record(cast, lena, case, "How adults are in touch with children", "2026/LR/2")
    for held, wanted in ((accounts, "student_officer"), (channels, "school_officer")):
        write_the_answer(cora, held, policy, wanted)
        answer_it(lena, mona, held)
        carry_it_out(cora, held)
        reach(cast, leo, held, policy, wanted, sign_in)
        lena.go(held.get_absolute_url())
        lena.step("Close it", "It is closed.", reason="Carried out, and verified")
    refuse_it(lena, case)
    on_the_board(cast, sign_in, accounts)


def put_on_record(cast: Cast, lena: Desk, case: Case, title: str, theirs: str) -> Recommendation:
    """From the case, where a name is refused beside its field; then on the board, and in the coordinator's hands."""
    lena.go(case.get_absolute_url())
    of_case = lena.page.get_by_role("navigation", name="This case")
    lena.follow(of_case.get_by_role("link", name=re.compile("^Recommendations")))
    lena.follow(lena.offered("Put one on record"))
    fill(lena.page, {**LOCAL, "title": title, "their_reference": theirs, "text": "What Carl Cooper did ends."})
    send(lena.page)
    expect(lena.page.get_by_text("This names somebody of the case").first).to_be_visible()
    lena.look()
    fill(lena.page, {"text": "Say plainly that a child is never written to from one's own account."})
    send(lena.page)
    held = Recommendation.objects.get(title=title)
    # 56 days beginning with the day it was made: that day is the first of them.
    assert due_on(held) == day(MADE + 55)
    running = re.compile(f"Reply to the IOPC's.*{date_words(day(MADE + 55))}")
    expect(lena.page.get_by_text(running).first).to_be_visible()
    expect(lena.page.get_by_text("Police Reform Act 2002 Sch 3 para 28B(2)").first).to_be_attached()
    lena.step("Put it on the board", "It is on the board of the force.")
    lena.step("Give it to somebody", "They have been told.", owner=cast.cora)
    return again(held)


def write_the_answer(cora: Desk, held: Recommendation, policy: PolicyVersion, wanted: str) -> None:
    """Who has it in hand says what is done, whom it reaches and how that is measured, and writes the answer."""
    cora.open(held.title)
    answer = {"position": "accepted", "response_text": "The policy says it plainly, and everybody hears it."}
    cora.step("Write the answer", "Add what has been done or is proposed as an action first", **answer)
    for what, days in (("Revise the policy", 10), ("Write a plan of how it is told", 30)):
        cora.go(held.get_absolute_url())
        cora.step("Add something to be done", "It is recorded", what=what, owner=held.owner, due_on=day(days))
    by_policy = {"policy": policy.document, "due_on": day(30)}
    by_course = {"training": requirement("safeguarding_training"), "due_on": day(30)}
    nobody_counts = {"unmeasured_because": "Nobody counts who reads it", "due_on": day(10)}
    for audience, channel, shown_by in (
        ("outside_official", "policy", by_policy), (f"tag-{wanted}", "training", by_course),
        ("tag-new_sergeant", "line_manager_talk", by_policy), ("tag-apprentice", "briefing", by_course),
        ("all_staff", "newsletter", nobody_counts),
    ):  # fmt: skip
        told = {"audience": audience, "channel": channel, "message": "Never from one's own account", **shown_by}
        cora.step("Add an audience", "The audience is added.", **told)
    cora.step("They were told: All staff", "It is recorded.", told_on=day(0), proof="Issue 14, kept by the coordinator")
    expect(cora.page.get_by_role("row", name=re.compile("All staff")).get_by_text("Not measured").first).to_be_visible()
    cora.step("Write the answer", "The answer is kept.", **answer)
    expect(cora.offered("Approve the answer")).to_have_count(0)


def answer_it(lena: Desk, mona: Desk, held: Recommendation) -> None:
    """A chief officer approves it; it is sent inside the period, published, and begun."""
    lena.go(held.get_absolute_url())
    expect(lena.offered("Approve the answer")).to_have_count(0)
    mona.open(held.title)
    mona.step("Approve the answer", "The answer is approved.", approved_as="Deputy Chief Constable")
    lena.go(held.get_absolute_url())
    lena.step("Record that it was sent", "It is recorded that it was sent.", sent_on=day(0))
    # The body publishes it in 21 days beginning with the day it got it.
    assert due_on(held, "iopc_publish_response") == day(20)
    lena.step("Record its publication", "Its publication is recorded.", published_on=day(0), address=PLACE)
    lena.step("Begin to carry it out", "It is being carried out.")


def carry_it_out(cora: Desk, held: Recommendation) -> None:
    """Nothing is carried out while something is left to do; each is done with what shows it."""
    cora.go(held.get_absolute_url())
    cora.step("Say that it is carried out", "Something is still to be done about it", evidence="All of it")
    for what in ("Revise the policy", "Write a plan of how it is told"):
        cora.go(held.get_absolute_url())
        cora.step(f"It is done: {what}", "It is recorded as done.", evidence="Version 2, kept by the coordinator")
    cora.step("Say that it is carried out", "Somebody else verifies it.", evidence="Version 2 is in force")
    # Who had it in hand does not verify it.
    expect(cora.offered("Verify it")).to_have_count(0)


def reach(cast: Cast, leo: Desk, held: Recommendation, policy: PolicyVersion, wanted: str, sign_in: SignIn) -> None:
    """Not verified before they were reached: by what they acknowledge, what they were taught, and talks."""
    seen = {"verified_how": "Read the policy, asked three of them"}
    if not Recommendation.objects.filter(verified_at__isnull=False).exists():
        leo.open(held.title)
        leo.step("Verify it", "Adults of schemes outside the official one, 0 of 1, wanted 100%", **seen)
        for tag in (Tag.STUDENT_OFFICER, Tag.SCHOOL_OFFICER, Tag.APPRENTICE, Tag.NEW_SERGEANT):
            join_group(cast.people["brian"], tag=tag, starts_on=day(-1), by=fresh(cast.cora))
        leo.go(held.get_absolute_url())
        row = leo.page.get_by_role("row", name=re.compile(str(Tag(wanted).label)))
        expect(row.get_by_text("0 of 1").first).to_be_visible()
        brian = sign_in(cast.brian)
        brian.goto(f"/policies/read/{policy.pk}/")
        send(brian)
        give(cast, "safeguarding_training", cast.people["brian"])
        talk = Talk(cast.people["bella"], day(0), "Never from one's own account.")
        record_talk(policy, talk, person=cast.people["brian"], by=fresh(cast.bella))
    leo.go(held.get_absolute_url())
    expect(leo.page.get_by_text("1 of 1").first).to_be_visible()
    expect(leo.page.get_by_text("0 of 1")).to_have_count(0)
    leo.step("Verify it", "It is verified.", **seen)


def refuse_it(lena: Desk, case: Case) -> None:
    """What another body refused is recorded with its reasons: an end, which is looked at again every year."""
    lena.go(f"/recommendations/add/?case={case.reference}")
    title = "Abuse of position in the standards for police staff"
    fill(lena.page, {**NATIONAL, "title": title, "text": "The standards should say it in so many words."})
    send(lena.page)
    theirs = {"answered_on": day(-2), "position": "not_accepted", "response_text": "The standards stay as they are."}
    lena.step("Record their answer", "Select why it, or a part of it, is not accepted", **theirs)
    fill(lena.page, {"reasons": list(REASONS), "reason_text": "Three of the standards would have applied."})
    send(lena.page)
    held = Recommendation.objects.get(title=title)
    assert held.status == "not_accepted"
    for words in ("It was not shown to make a difference", "Existing rules cover it", "Another document says it"):
        expect(lena.page.get_by_text(words).first).to_be_visible()
    expect(lena.offered("Close it")).to_have_count(0)
    assert due_on(held, "rec_refusal_review") == in_a_year(day(-2))
    lena.step("Look at the refusal again", "It is recorded.", still_refused="yes", reason="Nothing is new since")
    assert due_on(held, "rec_refusal_review") == in_a_year(day(0))
    expect(lena.page.get_by_text("Nothing is new since").first).to_be_visible()
    lena.step("Put it on the board", "It is on the board of the force.")


def on_the_board(cast: Cast, sign_in: SignIn, accounts: Recommendation) -> None:
    """All three with clock, reach and evidence, and the refusal with its reasons; on a phone as well."""
    aud = Desk(sign_in(cast.aud, size=PHONE))
    for address in ("/recommendations/", "/recommendations/columns/", accounts.get_absolute_url()):
        aud.go(address)
        aud.fits()
    aud.go("/recommendations/")
    refused = aud.page.get_by_role("row", name=re.compile("Abuse of position"))
    expect(refused.get_by_text("Existing rules cover it").first).to_be_visible()
    expect(refused.get_by_text("Look at the refusal again").first).to_be_visible()
    done = aud.page.get_by_role("row", name=re.compile("Own accounts"))
    expect(done.get_by_text("1 of 1 (100%)").first).to_be_visible()
    expect(done.get_by_text("2 of 2").first).to_be_visible()
    expect(done.get_by_text(f"Verified {date_words(day(0))}").first).to_be_visible()
    lena = Desk(sign_in(cast.lena, size=PHONE))
    lena.go("/recommendations/give-out/")
    lena.fits()
    fill(lena.page, {"recipient": "The inspectorate", "reason": "Its question of May"})
    with lena.page.expect_download() as made:
        send(lena.page)
    assert made.value.suggested_filename == f"recommendations-{day(0):%Y-%m-%d}.pdf"


def in_a_year(start: dt.date) -> dt.date:
    return start.replace(year=start.year + 1)
