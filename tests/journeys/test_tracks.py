"""The founding case through every track side by side in a real browser, to the outcomes that its document states.

The conduct of PCSO B is taken to its hearing by the services here: `test_conduct` takes it there page by page.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from safeguarding.cases.choices import ReferralKind
from safeguarding.cases.models import Case, CaseParty
from safeguarding.cases.services import referrals
from safeguarding.cases.services.access import rebuild_access
from safeguarding.cases.services.stages import take_step
from safeguarding.core import clock
from safeguarding.investigations.choices import Act, OutcomeCode
from safeguarding.tracks.models import Track
from tests.cast import Cast, fresh
from tests.factories.casework import last_review
from tests.factories.investigations import ago, begun, do, up_to
from tests.factories.investigations import given as told
from tests.factories.work import a_case, the_child, the_pcso
from tests.journeys.conftest import PHONE, SignIn, assert_accessible
from tests.journeys.filling import fill, send

pytestmark = pytest.mark.django_db(transaction=True)

MESSAGES = {"conduct_from": ago(250), "conduct_until": ago(101)}
NOT_ENOUGH = {"decision": "not_charged", "decision_reason": "evidential", "decided_on": ago(0)}


class Lanes:
    """One side of the case at its screen: opens lanes, takes steps on them, closes them."""

    def __init__(self, page: Page, case: Case) -> None:
        self.page, self.case = page, case

    def all(self) -> None:
        self.page.goto(f"{self.case.get_absolute_url()}tracks/")

    def open(self, kind: str, party: CaseParty | None = None) -> None:
        self.all()
        self.page.get_by_role("button", name="Open a track").click()
        fill(self.page, {"kind": kind, "reason": "Messages to a child", **({"party": party} if party else {})})
        send(self.page)
        expect(self.page.get_by_text("The track is open.")).to_be_visible()

    def go(self, name: str) -> None:
        self.all()
        self.page.get_by_role("link", name=name, exact=True).click()

    def step(self, label: str, **given: Any) -> None:
        """A step of the lane that is open: its button, its page, and back."""
        self.page.get_by_role("button", name=label, exact=True).or_(
            self.page.get_by_role("link", name=label, exact=True)
        ).first.click()
        fill(self.page, given)
        send(self.page)
        expect(self.page.get_by_role("heading", name="Every step")).to_be_visible()

    def close(self, **given: Any) -> None:
        self.step("Close the track", reason="It has come to its end", **given)
        expect(self.page.get_by_text("The track is closed. The others go on.")).to_be_visible()


def test_the_founding_case_through_every_track(cast: Cast, sign_in: SignIn) -> None:
    case = a_case(cast, psd_unit=cast.psd)
    rebuild_access(case)
    child, pcso = the_child(cast, case), the_pcso(cast, case)
    ivy, lena = Lanes(sign_in(cast.ivy), case), Lanes(sign_in(cast.lena), case)

    ivy.open("complaint")
    ivy.go("Complaint")
    ivy.step("Record the assessment")
    ivy.step("Record it under Schedule 3")
    ivy.step("Record the referral to the IOPC")
    ivy.open("iopc")
    ivy.open("criminal", pcso)
    lena.open("child_protection", child)
    lena.open("lado", pcso)
    # The mode of investigation is decided with the conduct, and both lanes that wait for it go along.
    held = up_to(cast, begun(cast.ivy, case, pcso), before=Act.DATE)
    # So long ago that the time to appeal is over: the lane does not close before.
    held = do(held, Act.DATE, cast.ivy, **told(cast, held, Act.DATE, starts_on=ago(25)))
    held = do(held, Act.FIND, cast.ivy, **told(cast, held, Act.FIND, found_on=ago(24)))
    stages = dict(Track.objects.filter(case=case).values_list("kind", "stage"))
    assert (stages["complaint"], stages["iopc"], stages["misconduct"]) == ("mode_decided", "mode_decided", "hearing")

    criminal(ivy)
    ivy.all()
    assert [card.text_content() for card in ivy.page.locator("main .govuk-tag").all()].count("Closed") == 1
    assert_accessible(ivy.page)
    safeguarding_lanes(lena, cast)
    iopc_and_complaint(ivy)

    # The dismissal: it opens the duty and the report, and the lane does not close before both are decided.
    ivy.page.goto(held.get_absolute_url())
    ivy.page.get_by_role("link", name="Record the outcome", exact=True).click()
    fill(ivy.page, {"outcome": OutcomeCode.DISMISSAL, "outcome_on": ago(23), "reasons": "Nothing less answers it"})
    send(ivy.page)
    expect(ivy.page.get_by_text("Dismissal without notice").first).to_be_visible()
    refused_while_open(ivy, lena, cast)
    ivy.all()
    ivy.page.get_by_role("button", name="Decide on the report about PCSO B").click()
    fill(ivy.page, {"decision": "reported", "their_reference": "COP-318"})
    send(ivy.page)
    dbs(lena)
    ivy.page.goto(held.get_absolute_url())
    for label, given in (
        ("Record that the outcome was told", {"told_on": ago(21)}),
        ("Open a review of the vetting", {"reason": "He was dismissed"}),
    ):
        ivy.page.locator("#acts + ul").get_by_role("link", name=label, exact=True).click()
        fill(ivy.page, given)
        send(ivy.page)
    ivy.go("Vetting: PCSO B")
    ivy.step("Start the review")
    ivy.step("Record the decision", end="withdrawn_clearance", reason="The risk cannot be managed")
    ivy.close()
    ivy.go("Misconduct: PCSO B")
    ivy.step("Record that the lists were reported")
    ivy.close()

    ended = dict(Track.objects.filter(case=case).values_list("kind", "end"))
    assert ended == {
        "complaint": "case_to_answer", "iopc": "case_to_answer", "criminal": "not_charged", "lado": "substantiated",
        "child_protection": "child_in_need", "misconduct": "dismissed", "dbs": "barred",
        "vetting": "withdrawn_clearance",
    }  # fmt: skip
    closes_now(lena, cast)


def criminal(ivy: Lanes) -> None:
    """Two offences considered, neither charged; that closes nothing else."""
    ivy.go("Criminal: PCSO B")
    ivy.step("Open the criminal investigation")
    for code in ("misconduct_in_public_office", "sexual_communication_with_a_child"):
        ivy.step("Consider an offence", code=code, **MESSAGES)
    ivy.step("Record that the file went to the CPS")
    for offence in ("Misconduct in public office", "Sexual communication with a child"):
        ivy.step(f"Decide ({offence})", **NOT_ENOUGH)
    ivy.step("Record no further action", reason="Not enough evidence to charge")
    ivy.close(end="not_charged")


def safeguarding_lanes(lena: Lanes, cast: Cast) -> None:
    lena.go("LADO: PCSO B")
    tests = ["harmed_or_may_have_harmed_a_child", "may_pose_a_risk_of_harm_to_children"]
    lena.step("Record that the threshold is met", harm_tests=tests, reason="The LADO agrees")
    lena.step("Record the referral")
    lena.step("Record a meeting", attended="LADO, school, social care", decided="He stays away from children")
    lena.step("Record the outcome", end="substantiated", reason="His messages show it")
    lena.close()
    lena.go("Child protection: Child A")
    met = {"attended": "Social care, health", "police_attendee": cast.leo, "decided": "An enquiry"}
    lena.step("Record a strategy discussion", **met)
    lena.step("Record that the section 47 enquiry started")
    lena.step("Record that the assessment is complete")
    lena.step("Record no further action", reason="Her family keeps her safe")
    lena.close(end="child_in_need")


def iopc_and_complaint(ivy: Lanes) -> None:
    ivy.go("IOPC")
    ivy.step("Record that the investigation started")
    ivy.step("Record that the report was received")
    ivy.step("Record the IOPC's decision", reason="A case to answer for gross misconduct")
    ivy.close(end="case_to_answer")
    ivy.go("Complaint")
    ivy.step("Start the investigation")
    ivy.step("Record the report")
    ivy.step("Record the decision", reason="A case to answer")
    ivy.step("Record that the outcome was notified")
    ivy.close(end="case_to_answer")


def refused_while_open(ivy: Lanes, lena: Lanes, cast: Cast) -> None:
    """Neither the lane nor the case closes; of the lane the lead learns only that it runs."""
    ivy.go("Misconduct: PCSO B")
    ivy.page.get_by_role("button", name="Close the track", exact=True).click()
    fill(ivy.page, {"reason": "Dismissed"})
    send(ivy.page)
    expect(ivy.page.get_by_text("This track cannot be closed yet").first).to_be_visible()
    take_step(case=lena.case, verb="assess", by=fresh(cast.lena))
    last_review(cast, lena.case)
    lena.page.goto(f"{lena.case.get_absolute_url()}stage/close/")
    expect(lena.page.get_by_text("Misconduct: PCSO B: running").first).to_be_visible()
    expect(lena.page.get_by_text("PCSO B: something is not decided").first).to_be_visible()
    assert "ismiss" not in lena.page.content()


def dbs(lena: Lanes) -> None:
    """The duty that the dismissal opened is decided once, where it stands, and its lane goes along to the end."""
    lena.go("DBS: PCSO B")
    lena.page.get_by_role("button", name="Decide to refer", exact=True).click()
    lena.page.get_by_role("button", name="Decide on the duty about PCSO B").click()
    fill(lena.page, {"decision": "refer", "reasons": "The harm test is met"})
    send(lena.page)
    lena.page.goto(f"{lena.case.get_absolute_url()}referrals/")
    for label, given in (
        ("Record that it was sent", {}),
        ("Record the answer", {"answered_on": ago(0), "answer": "They have it"}),
        ("Record the outcome", {"concluded_on": ago(0), "outcome": "Barred"}),
    ):
        lena.page.get_by_role("button", name=re.compile(rf"{label}\s+\(DBS\)")).click()
        fill(lena.page, given)
        send(lena.page)
    lena.go("DBS: PCSO B")
    lena.close(end="barred")


def closes_now(lena: Lanes, cast: Cast) -> None:
    """With every lane at its end, and the referral that the allegation asked for answered, the case closes."""
    by, sent = fresh(cast.lena), lena.case.referrals.get(kind=ReferralKind.IOPC)
    referrals.send(referral=sent, sent_at=clock.now(), agency="IOPC", late_reason="Recorded late", by=by)
    referrals.answer(referral=sent, answered_on=clock.today(), answer="Independent investigation", by=by)
    referrals.conclude(referral=sent, concluded_on=clock.today(), outcome="A case to answer", by=by)
    lena.all()
    lena.page.set_viewport_size(PHONE)
    assert_accessible(lena.page)
    assert lena.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    lena.page.goto(f"{lena.case.get_absolute_url()}stage/close/")
    fill(lena.page, {"reason": "Every track has its end"})
    send(lena.page)
    expect(lena.page.get_by_text("Closed").first).to_be_visible()
    lena.case.refresh_from_db()
    assert lena.case.stage == "closed"
