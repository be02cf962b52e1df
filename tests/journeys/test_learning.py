"""The learning report of the founding case in a real browser: from the closed case to what schemes answer.

The lead begins it and writes; professional standards add what became of the officer and hand it in; the guard stops a
name and a handle; somebody who wrote nothing approves; the whole force reads it, and schemes answer its questions.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from pathlib import Path
from typing import Any

import pytest
from docx import Document as Docx
from playwright.sync_api import Page, expect

from safeguarding.cases.models import Case
from safeguarding.cases.services.access import rebuild_access
from safeguarding.core import clock
from safeguarding.investigations.choices import Act
from safeguarding.learning.choices import SECTIONS
from safeguarding.learning.models import LearningReport, SelfAssessment
from safeguarding.people.models import Person
from safeguarding.recommendations.models import Recommendation
from safeguarding.tracks.choices import TrackKind
from safeguarding.tracks.models import OffenceConsidered
from safeguarding.tracks.services import open_track
from tests.cast import Cast, fresh
from tests.factories.accounts import an_account
from tests.factories.investigations import ago, begun, up_to
from tests.factories.learning import a_report, approved, reports_sent
from tests.factories.recommendations import published, refused_by_them
from tests.factories.records import TO_CLOSED
from tests.factories.schemes import tolerated
from tests.factories.work import a_case, the_child, the_pcso
from tests.journeys.conftest import PHONE, SignIn, assert_accessible
from tests.journeys.filling import fill, send
from tests.pdf import pages_of, problems

pytestmark = pytest.mark.django_db(transaction=True)

TITLE = "A scheme outside the official one, and messages on personal accounts"
HANDLE = "carl_after_dark"
GIVEN_AWAY = f"Carl Cooper wrote to her from {HANDLE}."
#: Nobody of the case, and nothing by which they are found.
NEVER = ("Carl", "Cooper", "Ann", "Archer", HANDLE)
WRITTEN = {
    "issues": "Schemes outside the official one\n\nPersonal social media\n\nHow adults write to young people",
    "areas": "Professional standards\n\nWork with children and young people",
}
IN_GENERAL = "An adult followed Child A on social media and asked for secrecy."


def closed_case(cast: Cast) -> Case:
    """The founding case at its end: dismissed, not charged, three recommendations answered."""
    case = a_case(
        cast, psd_unit=cast.psd,
        situation=f"Carl Cooper followed Ann Archer from {HANDLE}, wrote to her and asked her to keep it secret.",
    )  # fmt: skip
    rebuild_access(case)
    the_child(cast, case)
    pcso = the_pcso(cast, case)
    carl = Person.objects.get(pk=cast.people["carl"].pk)
    an_account(cast.cora, HANDLE, person=carl)
    criminal = open_track(case=case, kind=TrackKind.CRIMINAL, party=pcso, reason="Messages", by=fresh(cast.ivy))
    for code in ("misconduct_in_public_office", "sexual_communication_with_a_child"):
        OffenceConsidered.objects.create(
            of=criminal, code=code, conduct_from=ago(250), conduct_until=ago(101), added_by=cast.ivy,
            decision="not_charged", decision_reason="evidential", decided_on=ago(0),
        )  # fmt: skip
    up_to(cast, begun(cast.ivy, case, pcso), last=Act.OUTCOME)
    for made in (
        published(cast, title="Own accounts and people met through work"),
        published(cast, title="Ways of writing to children"),
        refused_by_them(cast, title="Standards for police staff"),
    ):
        # Answered on the board of the force, where those who answer and approve see them.
        Recommendation.objects.filter(pk=made.pk).update(case=case, released_at=clock.now(), released_by=cast.lena)
    for stage in TO_CLOSED:
        Case.objects.filter(pk=case.pk).update(stage=stage, **({"closed_at": clock.now()} if stage == "closed" else {}))
    held = Case.objects.get(pk=case.pk)
    rebuild_access(held)
    return held


def fields(page: Page, key: str) -> Any:
    return page.locator(f'main [name="{key}"]')


def test_from_the_closed_case_to_what_schemes_answer(cast: Cast, sign_in: SignIn, tmp_path: Path) -> None:
    case = closed_case(cast)
    tolerated(cast, "Oakfield club")
    tolerated(cast, "Elm club")
    lena = sign_in(cast.lena)
    report = begins(lena, case)
    piers = sign_in(cast.piers)
    hands_in(piers, report)
    approves(lena, sign_in(cast.leo), report)
    reads_it(sign_in(cast.pat), report, tmp_path)
    schemes_answer(lena, sign_in(cast.cora), sign_in(cast.mona), report, tmp_path)


def begins(lena: Page, case: Case) -> LearningReport:
    """The lead begins it from the case. What one side alone decided is not in it for the other."""
    lena.goto(case.get_absolute_url())
    lena.get_by_role("link", name="Learning", exact=True).last.click()
    assert_accessible(lena)
    lena.get_by_role("button", name="Begin a learning report").click()
    assert_accessible(lena)
    fill(lena, {"title": TITLE})
    send(lena)
    expect(lena.get_by_text("The report is begun with what the record gives it.")).to_be_visible()
    report = LearningReport.objects.get(case=case)
    assert "Child A" in fields(lena, "overview").input_value()
    assert "Own accounts and people met through work" in fields(lena, "local_recommendations").input_value()
    assert "Standards for police staff" in fields(lena, "national_recommendations").input_value()
    assert "not accepted" in fields(lena, "national_responses").input_value()
    expect(lena.get_by_text("kept by another side of the case")).to_be_visible()
    assert fields(lena, "staff_outcomes").count() == 0
    assert "ismissal" not in lena.content()
    fill(lena, {**WRITTEN, "overview": f"{IN_GENERAL} {GIVEN_AWAY}"})
    lena.get_by_role("button", name="Save, and let the guard look").click()
    # Beside the section, where it stands and whose it is.
    beside = lena.get_by_role("region", name="What the guard found in overview of what happened")
    expect(beside.get_by_text("Must go").first).to_be_visible()
    assert {mark.text_content() for mark in beside.locator("mark").all()} >= {HANDLE}
    expect(beside.get_by_text("PCSO B").first).to_be_visible()
    assert_accessible(lena)
    lena.goto(report.get_absolute_url())
    assert lena.get_by_role("button", name="Hand in for approval").count() == 0
    assert_accessible(lena)
    return report


def hands_in(piers: Page, report: LearningReport) -> None:
    """Professional standards take what became of the officer from the record. While a name stands in it, it stays."""
    piers.goto(report.edit_url)
    piers.get_by_role("button", name="Fill empty sections from the record").click()
    expect(piers.get_by_text("What the record has stands in the sections that were empty.")).to_be_visible()
    outcomes = fields(piers, "staff_outcomes").input_value()
    assert "PCSO B: case to answer for gross misconduct." in outcomes
    assert "misconduct hearing. Outcome: dismissal without notice." in outcomes
    assert fields(piers, "criminal_outcome").input_value().count("was considered: not charged.") == 2
    assert_accessible(piers)
    piers.goto(report.page("step", "submit"))
    send(piers)
    expect(piers.get_by_text(re.compile(r"The guard found \d+ that must go")).first).to_be_visible()
    piers.goto(report.guard_url)
    expect(piers.locator("mark", has_text=HANDLE).first).to_be_visible()
    assert_accessible(piers)
    piers.goto(report.edit_url)
    fill(piers, {"overview": IN_GENERAL, "investigation": "An independent investigation."})
    piers.get_by_role("button", name="Save, and let the guard look").click()
    expect(piers.get_by_text("Saved. The guard has looked through it.")).to_be_visible()
    while (box := piers.get_by_label("Why may it stay?")).count():
        for one in box.all():
            one.fill("Said of a post, and so in every force")
        piers.get_by_role("button", name="Save, and let the guard look").click()
        expect(piers.get_by_text("Saved. The guard has looked through it.")).to_be_visible()
    expect(piers.get_by_text("The guard finds nobody.")).to_be_visible()
    piers.goto(report.get_absolute_url())
    piers.get_by_role("button", name="Hand in for approval").click()
    assert_accessible(piers)
    send(piers)
    expect(piers.get_by_text("It waits for approval by somebody who wrote nothing of it.")).to_be_visible()


def approves(author: Page, other: Page, report: LearningReport) -> None:
    """Neither of those who wrote; another lead, who reads all of it now."""
    refused = author.goto(report.page("step", "approve"))
    assert refused is not None
    assert refused.status == 403
    expect(author.get_by_text("You wrote in this report").first).to_be_visible()
    other.goto(report.get_absolute_url())
    expect(other.get_by_text("Outcome: dismissal without notice.")).to_be_visible()
    other.get_by_role("button", name="Approve", exact=True).click()
    assert_accessible(other)
    send(other)
    expect(other.get_by_text("It is approved. Everybody in the force can read it.")).to_be_visible()


def reads_it(page: Page, report: LearningReport, folder: Path) -> None:
    """Everybody in the force reads it, on the page and as each kind of file; nobody of the case is in any."""
    page.goto("/learning/")
    assert_accessible(page)
    page.get_by_role("link", name=TITLE).click()
    assert_accessible(page)
    words = {"page": page.locator("main").inner_text()}
    for link, ending in (("PDF", "pdf"), ("Word document", "docx"), ("web page", "html")):
        with page.expect_download() as given:
            page.get_by_role("link", name=link, exact=True).click()
        path = folder / f"report.{ending}"
        given.value.save_as(path)
        words[ending] = in_words(path)
    assert problems((folder / "report.pdf").read_bytes()) == []
    for kind, said in words.items():
        plain = " ".join(said.split())
        headings = [one for section in SECTIONS for one in (section.heading, section.under) if one]
        assert [one for one in headings if one not in plain] == [], kind
        assert [one for one in NEVER if re.search(rf"\b{one}\b", plain, re.IGNORECASE)] == [], kind
        assert "PCSO B" in plain
        assert "3. " in plain or kind in ("page", "html")


def in_words(path: Path) -> str:
    if path.suffix == ".pdf":
        return "\n".join(pages_of(path.read_bytes()))
    if path.suffix == ".docx":
        return "\n".join(line.text for line in Docx(io.BytesIO(path.read_bytes())).paragraphs)
    return re.sub(r"<[^>]+>", " ", path.read_text(encoding="utf-8"))


def schemes_answer(lena: Page, cora: Page, mona: Page, report: LearningReport, folder: Path) -> None:
    """The questions go to every scheme; one answers, with a file that shows it; who has not is seen."""
    lena.goto(report.get_absolute_url())
    lena.get_by_role("link", name="Send its questions to schemes").click()
    assert_accessible(lena)
    fill(lena, {"due_on": clock.today() + dt.timedelta(days=14)})
    send(lena)
    expect(lena.get_by_text("2 schemes have not answered")).to_be_visible()
    assert_accessible(lena)
    sent = SelfAssessment.objects.get(report=report)
    asked = sent.replies.get(scheme__name="Oakfield club")
    cora.goto("/self-assessments/")
    cora.get_by_role("link", name="Oakfield club").click()
    cora.get_by_role("link", name="Add a file").first.click()
    shown = folder / "register.txt"
    shown.write_text("Eleven of eleven were told on the first evening")
    cora.locator('main input[type="file"]').set_input_files(shown)
    fill(cora, {"note": "Register of that evening", "holds_no_indecent_image": True})
    assert_accessible(cora)
    send(cora)
    expect(cora.get_by_role("link", name="register.txt", exact=True)).to_be_visible()
    for number in range(len(sent.questions)):
        given = {"answer": "yes", "text": "Everybody was told"} if number == 0 else {"answer": "no"}
        fill(cora, {f"{name}_{number}": said for name, said in given.items()})
    assert_accessible(cora)
    send(cora)
    expect(cora.get_by_text("The answers are kept.")).to_be_visible()
    mona.goto("/self-assessments/?standing=waiting")
    expect(mona.get_by_role("link", name="Elm club")).to_be_visible()
    assert mona.get_by_role("link", name="Oakfield club").count() == 0
    assert_accessible(mona)
    mona.goto(asked.get_absolute_url())
    with mona.expect_download() as saved:
        mona.get_by_role("link", name="register.txt", exact=True).click()
    assert saved.value.path().read_text() == shown.read_text()
    assert_accessible(mona)
    mona.goto(sent.get_absolute_url())
    expect(mona.get_by_text("1 scheme has not answered")).to_be_visible()


def test_every_page_of_it_on_a_phone(cast: Cast, sign_in: SignIn) -> None:
    case = a_case(cast)
    the_child(cast, case)
    the_pcso(cast, case)
    done, draft = approved(cast, case), a_report(cast, case)
    LearningReport.objects.filter(pk=draft.pk).update(
        sections={**draft.sections, "overview": f"{IN_GENERAL} {GIVEN_AWAY} She was 12 years old."}
    )
    sent = reports_sent(cast, done)
    asked = sent.replies.get()
    lena, cora = sign_in(cast.lena, size=PHONE), sign_in(cast.cora, size=PHONE)
    of_report = ("/learning/", done.get_absolute_url(), draft.get_absolute_url(), draft.edit_url, draft.guard_url)
    of_schemes = (
        "/self-assessments/", sent.get_absolute_url(), asked.get_absolute_url(),
        f"{asked.get_absolute_url()}questions/0/file/", f"/schemes/{asked.scheme_id}/self-assessments/",
    )  # fmt: skip
    for page, addresses in ((lena, (*of_report, "/learning/bulletins/")), (cora, of_schemes)):
        for address in addresses:
            page.goto(address)
            assert_accessible(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], address
