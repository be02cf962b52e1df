"""From a phone on the desk to a message in the chronology, in a real browser, read by a real worker.

The lead takes the phone in, uploads two downloads and an exported chat, says who is who, reads the conversation by
keyboard, agrees and dismisses, and puts a message into the chronology. At a desk, and on a phone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from safeguarding.cases.choices import Indicator
from safeguarding.cases.models import Case
from safeguarding.communications.choices import AccountKind, AccountStatus
from safeguarding.conversations.choices import ExportStatus, FindingStatus
from safeguarding.conversations.models import Conversation, Finding, Message, MessageExport
from safeguarding.core.heartbeat import broker
from tests.cast import Cast
from tests.exports import founding as made
from tests.factories.accounts import an_account
from tests.factories.casework import opened
from tests.journeys.conftest import DESKTOP, PHONE, SignIn, assert_accessible
from tests.processes import CELERY, WORKER, Process

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]
READ_WITHIN = 60_000
SCRIPT = "<img src=x onerror=\"document.title='ran'\"><script>document.title = 'ran'</script>"
#: Day and month can be read both ways, the second name runs from right to left, and one message would like to be run.
CHAT = f"""03/04/2026, 21:10 - Paul D 🏃: you up
03/04/2026, 21:12 - ليلى 🌸: 👍🏽 yes
05/04/2026, 21:30 - Paul D 🏃: {SCRIPT}
05/04/2026, 21:31 - ليلى 🌸: \u202ethgir morf
""".encode()


@pytest.fixture(autouse=True)
def _worker(tmp_path: Path, settings: Settings, transactional_db: None) -> Iterator[None]:
    """A worker and a beat of the product, on the test's database and store."""
    settings.FILES_DIR = str(tmp_path / "files")
    settings.CLAMD_ADDRESS = ""
    with broker() as client:
        client.flushdb()
    started = [
        Process(WORKER, FILES_DIR=settings.FILES_DIR),
        Process([*CELERY, "beat"], CELERY_BEAT_SCHEDULE_FILENAME=str(tmp_path / "beat")),
    ]
    yield
    for process in started:
        process.kill()
    with broker() as client:
        client.flushdb()


@pytest.fixture
def case(cast: Cast) -> Case:
    """Lena's, about ann (Child A) and carl (PCSO B), of whom one account is on the register."""
    known = {"person": cast.people["carl"], "kind": AccountKind.PERSONAL_INDIVIDUAL, "status": AccountStatus.KNOWN}
    an_account(cast.cora, made.HE, on="instagram", **known)
    return opened(cast)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_from_the_phone_on_the_desk_to_the_chronology(
    cast: Cast, case: Case, sign_in: SignIn, size: dict[str, int], tmp_path: Path
) -> None:
    page = sign_in(cast.lena, size=size)
    take_the_phone_in(page, case)
    for name, data in (
        ("instagram.zip", made.instagram_zip()), ("mydata.zip", made.snapchat_zip()),
        ("WhatsApp Chat with Paul.txt", CHAT),
    ):  # fmt: skip
        (tmp_path / name).write_bytes(data)
        upload(page, case, tmp_path / name)
    say_why(page, case)
    for name in ("instagram.zip", "mydata.zip"):
        have_it_read(page, case, name)
    settle_the_dates(page, case)
    see_scripts_as_text(page, case)
    for name, person in ((made.HE, "PCSO B"), (made.SHE, "Child A")):
        say_who_it_is(page, case, name, person)
    read_by_keyboard(page, case)
    decide(page, case)
    put_it_into_the_chronology(page, case)
    see_the_rules(page, case)


def fits(page: Page) -> None:
    """Accessible, and no wider than the screen."""
    assert_accessible(page)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url} is {wide} pixels too wide"


def at(case: Case, rest: str = "") -> str:
    return f"{case.get_absolute_url()}{rest}"


def take_the_phone_in(page: Page, case: Case) -> None:
    page.goto(at(case, "exhibits/new/"))
    page.get_by_label("Reference").fill("LH/1")
    page.locator('input[name="kind"][value="phone"]').check()
    page.get_by_label("Description").fill("Black phone, cracked at the corner")
    for part, value in (("Day", "2"), ("Month", "3"), ("Year", "2026")):
        page.get_by_label(part, exact=True).fill(value)
    page.get_by_label("Time").fill("10:15")
    page.get_by_label("Where?").fill("Hillside station")
    page.get_by_label("Who took it?").fill("PC 4471")
    page.locator('input[name="analysis"]').first.check()
    fits(page)
    page.locator("main form button[type=submit]").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("LH/1")
    fits(page)


def upload(page: Page, case: Case, path: Path) -> None:
    """Asked first whether it could hold an indecent image."""
    page.goto(at(case, f"exhibits/{case.exhibits.get().pk}/"))
    page.get_by_role("button", name="Add a file").click()
    expect(page.get_by_text("Indecent images of children are never taken in here")).to_be_visible()
    fits(page)
    page.get_by_label("No. I have made sure").check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("The file").set_input_files(path)
    page.get_by_label("I have made sure that it holds no indecent image of a child").check()
    fits(page)
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_role("heading", name=path.name)).to_be_visible()


def say_why(page: Page, case: Case) -> None:
    page.goto(at(case, "messages/"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Before you read messages")
    fits(page)
    page.locator('input[name="purpose"][value="case_work"]').check()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("No messages were read yet")).to_be_visible()
    fits(page)


def ask_for(page: Page, case: Case, name: str) -> None:
    page.goto(at(case, "messages/add/"))
    page.get_by_label("File of an exhibit").select_option(label=f"LH/1: {name}")
    page.get_by_label("Where the phone was").select_option(label="United Kingdom")
    fits(page)
    page.get_by_role("button", name="Read it").click()


def have_it_read(page: Page, case: Case, name: str) -> None:
    """It says that it waits, and then by itself that it was read."""
    ask_for(page, case, name)
    expect(page.locator(".govuk-tag", has_text=re.compile("^Read$"))).to_be_visible(timeout=READ_WITHIN)
    fits(page)
    assert export_of(case, name).status == ExportStatus.READ


def settle_the_dates(page: Page, case: Case) -> None:
    """Third of April or fourth of March: it asks, and reads on when somebody has said."""
    ask_for(page, case, "WhatsApp Chat with Paul.txt")
    answer = page.get_by_role("link", name="Answer, and it is read on")
    expect(answer).to_be_visible(timeout=READ_WITHIN)
    fits(page)
    answer.click()
    page.get_by_label("The day, as 3/4 for 3 April").check()
    fits(page)
    page.get_by_role("button", name="Read on").click()
    expect(page.locator(".govuk-tag", has_text=re.compile("^Read$"))).to_be_visible(timeout=READ_WITHIN)
    expect(page.get_by_text("Day before month.")).to_be_visible()
    expect(page.get_by_text("Read as Europe/London")).to_be_visible()


def see_scripts_as_text(page: Page, case: Case) -> None:
    """Whatever somebody wrote is shown, and nothing of it happens."""
    chat = Conversation.objects.get(export__source__file__name="WhatsApp Chat with Paul.txt")
    page.goto(at(case, f"messages/{chat.export_id}/{chat.pk}/"))
    expect(page.locator(".app-talk__text", has_text="onerror")).to_have_text(SCRIPT)
    expect(page.locator(".app-talk__who bdi", has_text="ليلى 🌸").first).to_be_visible()
    expect(page.get_by_role("heading", name="Friday 3 April 2026")).to_be_visible()
    page.get_by_text("Source", exact=False).first.click()
    assert page.locator(".app-talk img, .app-talk script").count() == 0
    assert page.title() != "ran"
    fits(page)


def export_of(case: Case, name: str) -> MessageExport:
    return case.message_exports.get(source__file__name=name)


def say_who_it_is(page: Page, case: Case, name: str, person: str) -> None:
    export = export_of(case, "instagram.zip")
    page.goto(export.get_absolute_url())
    row = page.locator("tr").filter(has=page.get_by_text(name, exact=True)).filter(has_text="Say who it is")
    row.get_by_role("link", name="Say who it is").click()
    expect(page.get_by_text(f"The file calls them {name}")).to_be_visible()
    page.get_by_label("Person of this case").select_option(value=str(case.parties.get(label=person).pk))
    if name == made.HE:
        why = re.compile("same handle stands in the register of accounts")
        expect(page.get_by_text(why)).to_be_visible()
        page.get_by_label("Account of the register").select_option(index=1)
    fits(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("rowheader", name=person).first).to_be_visible()


def read_by_keyboard(page: Page, case: Case) -> None:
    """From message to message, to the search, and to what it found."""
    page.goto(export_of(case, "instagram.zip").get_absolute_url())
    page.get_by_role("link", name=made.SHE, exact=True).first.click()
    texts = page.locator(".app-talk__message")
    expect(texts.first).to_contain_text("hiya are you ok?")
    fits(page)
    focused = "document.activeElement.closest('.app-talk__message')?.innerText ?? ''"
    page.keyboard.press("j")
    assert "hiya are you ok?" in page.evaluate(focused)
    page.keyboard.press("j")
    assert "yeah" in page.evaluate(focused)
    page.keyboard.press("k")
    assert "hiya are you ok?" in page.evaluate(focused)
    page.keyboard.press("/")
    page.keyboard.type("pretty")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("1 message on this page holds what you look for")
    assert "pretty" not in page.url
    page.keyboard.press("n")
    assert "ur so pretty in that photo" in page.evaluate(focused)
    fits(page)


def open_finding(page: Page, case: Case, text: str, indicator: str) -> None:
    """From the list of what was found, by the words of the message."""
    page.goto(at(case, f"messages/findings/?indicator={indicator}"))
    fits(page)
    found = Finding.objects.get(export__case=case, message__text=text, indicator=indicator)
    page.locator(f'a[href*="/findings/{found.pk}/"]').first.click()
    expect(page.locator("mark").first).to_be_visible()


def decide(page: Page, case: Case) -> None:
    """One is agreed and another dismissed, each with a reason; without one nothing is taken, and nothing typed lost."""
    open_finding(page, case, "ur so pretty in that photo", Indicator.COMPLIMENTS)
    fits(page)
    page.get_by_label("Yes, I agree").check()
    page.get_by_role("button", name="Save what I say").click()
    expect(page.get_by_role("link", name="Enter why")).to_be_visible()
    expect(page.get_by_label("Yes, I agree")).to_be_checked()
    page.get_by_label("Why?").fill("From an adult to a child, about her picture.")
    page.get_by_role("button", name="Save what I say").click()
    open_finding(page, case, "hiya are you ok?", Indicator.WELLBEING_OPENER)
    page.get_by_label("No, dismiss it").check()
    page.get_by_label("Why?").fill("A greeting.")
    page.get_by_role("button", name="Save what I say").click()
    page.goto(at(case, "messages/findings/?status=agreed"))
    expect(page.locator("mark", has_text="ur so pretty")).to_be_visible()
    statuses = Finding.objects.filter(export__case=case).exclude(status=FindingStatus.OPEN)
    assert set(statuses.values_list("message__text", "status")) == {
        ("ur so pretty in that photo", "agreed"), ("hiya are you ok?", "dismissed"),
    }  # fmt: skip


def put_it_into_the_chronology(page: Page, case: Case) -> None:
    open_finding(page, case, "delete our messages, i do", Indicator.ASKS_TO_DELETE)
    page.get_by_role("link", name="Put the message into the chronology").click()
    fits(page)
    page.locator("main form button[type=submit]").click()
    page.goto(at(case, "chronology/"))
    expect(page.get_by_text("PCSO B wrote on Instagram: “delete our messages, i do”")).to_be_visible()
    expect(page.get_by_text(export_of(case, "instagram.zip").sha256).first).to_be_visible()
    fits(page)


def see_the_rules(page: Page, case: Case) -> None:
    """What the rules say of the same messages: asked for now, and answered by themselves when they are through."""
    export = export_of(case, "instagram.zip")
    page.goto(export.get_absolute_url())
    page.get_by_role("link", name="The rules over these messages").click()
    fits(page)
    page.get_by_role("button", name="Ask the rules now").click()
    fits(page)
    page.get_by_role("button", name="Ask the rules", exact=True).click()
    expect(page.get_by_role("rowheader", name="COM-21")).to_be_visible(timeout=READ_WITHIN)
    fits(page)
    assert Message.objects.filter(export=export).count() == sum(export.counts.values())
