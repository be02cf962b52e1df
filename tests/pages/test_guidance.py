"""Policies in the browser: reading and acknowledging them, keeping them, asking people, and whom that reached."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from safeguarding.audit.models import AuditEvent
from safeguarding.core import clock
from safeguarding.guidance.choices import CampaignState, VersionStatus
from safeguarding.guidance.models import Acknowledgement, AudienceTag, Campaign, PolicyDocument, PolicyVersion
from safeguarding.notices.models import Notice
from safeguarding.people.choices import PersonType
from tests.cast import Cast, staff
from tests.factories import guidance as make
from tests.factories.schemes import CHIEF, days_ago, tolerated

pytestmark = pytest.mark.django_db


@pytest.fixture
def cora(cast: Cast, client: Client) -> Client:
    client.force_login(cast.cora)
    return client


@pytest.fixture
def brian(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.brian)
    return client


def on(name: str, day: dt.date) -> dict[str, int]:
    return {f"{name}-{each}": getattr(day, each) for each in ("day", "month", "year")}


def text(response: Any) -> str:
    return str(response.content.decode())


def address(name: str, *args: int) -> str:
    return reverse(f"guidance:{name}", args=args)


# -- reading ----------------------------------------------------------------------------------------------------------


def test_what_one_is_asked_to_read_is_read_answered_and_acknowledged(cast: Cast, brian: Client) -> None:
    version = make.in_force(cast, text="# Phones\n\nNever in private.\n\n- One\n- Two", **make.QUESTION)
    make.opened(cast, version)
    page = text(brian.get(address("to_read")))
    assert "Social media" in page
    assert "Due by" in page
    page = text(brian.get(address("read", version.pk)))
    assert ">Phones</h2>" in page
    assert "<li>One</li>" in page
    wrong = brian.post(address("read", version.pk), {"choice": "1"})
    assert wrong.status_code == 422
    assert "This is not the right answer" in text(wrong)
    done = brian.post(address("read", version.pk), {"choice": "2"}, follow=True)
    assert "You have acknowledged" in text(done)
    assert "Nothing waits for you" in text(done)
    assert Acknowledgement.objects.get().attempts == 2
    assert f"You acknowledged this version on {clock.date_words(clock.today())}" in text(
        brian.get(address("read", version.pk))
    )


def test_without_a_question_one_press_is_enough(cast: Cast, brian: Client) -> None:
    version = make.in_force(cast)
    assert brian.post(address("read", version.pk)).status_code == 302
    assert Acknowledgement.objects.get().person == cast.people["brian"]
    again = brian.post(address("read", version.pk))
    assert again.status_code == 409
    assert "already" in text(again)


def test_the_text_of_a_policy_is_never_taken_for_markup(cast: Cast, brian: Client) -> None:
    version = make.in_force(cast, text="# <script>alert(1)</script>\n\n- <b>x</b>\n\n<img src=x>")
    page = text(brian.get(address("read", version.pk)))
    assert "<script>alert" not in page
    assert "<b>x" not in page
    assert "<img src=x" not in page


def test_who_is_not_on_record_may_read_and_is_told_whom_to_ask(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.pat)
    version = make.in_force(cast)
    page = text(client.get(address("read", version.pk)))
    assert "Ask an administrator" in page
    assert "I have read it" not in page
    assert client.post(address("read", version.pk)).status_code == 403


def test_an_old_version_leads_to_the_one_in_force(cast: Cast, brian: Client) -> None:
    old = make.in_force(cast, since=days_ago(9))
    new = make.in_force(cast, old.document)
    page = text(brian.get(address("read", old.pk)))
    assert address("read", new.pk) in page
    assert "I have read it" not in page


def test_a_draft_is_not_there_for_who_does_not_keep_it(cast: Cast, brian: Client) -> None:
    draft = make.drafted(cast)
    assert brian.get(address("read", draft.pk)).status_code == 404
    assert "Social media" not in text(brian.get(address("to_read")))


# -- keeping ----------------------------------------------------------------------------------------------------------


def test_a_policy_is_added_written_published_and_sent(cast: Cast, cora: Client) -> None:
    """The whole way a keeper goes, page by page."""
    said = {"title": "Guidelines", "owner": CHIEF, "meets": "communication_guidelines", "grace_days": "28"}
    page = cora.post(address("document_add"), said, follow=True)
    document = PolicyDocument.objects.get()
    assert page.redirect_chain == [(document.get_absolute_url(), 302)]
    assert "It has no text yet" in text(page)
    words = {
        "summary": "Now in one place", "where": "here", "text": "Never in private.", "question": "In private?",
        "choice_1": "Yes", "choice_3": "No", "right_answer": "3",
    }  # fmt: skip
    assert cora.post(address("version_add", document.pk), words).status_code == 302
    draft = PolicyVersion.objects.get()
    assert (draft.choices, draft.right_answer) == (["Yes", "No"], 2)
    said = {"approved_by": CHIEF, "version": "1", **on("effective_from", clock.today())}
    assert cora.post(address("version_publish", draft.pk), said).status_code == 302
    asked = {"audiences": ["person_type-pcso", "tag-apprentice"], "remind_days": "7", **on("due_on", make.days_on(14))}
    page = cora.post(address("campaign_add", draft.pk), asked, follow=True)
    campaign = Campaign.objects.get()
    assert page.redirect_chain == [(campaign.get_absolute_url(), 302)]
    shown = text(page)
    assert "Nobody has been told yet" in shown
    assert "Open it for 2 people" in shown
    assert "Brian Baker" in shown
    assert "1 of them does not sign in" in shown
    assert not Notice.objects.exists()
    assert cora.post(address("campaign_open", campaign.pk), {"version": "1"}).status_code == 302
    assert [notice.recipient for notice in Notice.objects.all()] == [cast.brian]
    page = text(cora.get(address("document_list")))
    assert "0 of 2" in page


def test_a_question_with_its_answers_is_asked_for_at_its_fields(cast: Cast, cora: Client) -> None:
    document = make.policy(cast)
    words = {"summary": "x", "where": "here", "text": "y", "question": "Which?", "choice_1": "a", "right_answer": "4"}
    page = cora.post(address("version_add", document.pk), words)
    assert page.status_code == 422
    assert "Give at least two answers" in text(page)
    words |= {"choice_2": "b"}
    page = cora.post(address("version_add", document.pk), words)
    assert "Say which answer is the right one" in text(page)


def test_who_opens_from_an_old_page_is_shown_what_changed(cast: Cast, cora: Client) -> None:
    made = make.campaign(cast, make.in_force(cast))
    page = cora.post(address("campaign_open", made.pk), {"version": "9"})
    assert page.status_code == 412
    assert Campaign.objects.get().state == CampaignState.PREPARED


def test_a_campaign_is_changed_and_closed(cast: Cast, cora: Client) -> None:
    made = make.campaign(cast, make.in_force(cast))
    page = text(cora.get(address("campaign_edit", made.pk)))
    assert 'value="all_staff"' in page
    asked = {"audiences": ["all_staff", "tag-apprentice"], "version": "1", **on("due_on", make.days_on(3))}
    assert cora.post(address("campaign_edit", made.pk), asked).status_code == 302
    assert cora.post(address("campaign_open", made.pk), {"version": "2"}).status_code == 302
    assert cora.post(address("campaign_close", made.pk), {"version": "3"}).status_code == 302
    assert Campaign.objects.get().state == CampaignState.CLOSED


def test_a_version_is_withdrawn_with_a_reason(cast: Cast, cora: Client) -> None:
    version = make.in_force(cast)
    assert cora.post(address("version_withdraw", version.pk), {"version": version.version}).status_code == 422
    said = {"version": version.version, "reason": "It was wrong"}
    assert cora.post(address("version_withdraw", version.pk), said).status_code == 302
    assert PolicyVersion.objects.get().status == VersionStatus.WITHDRAWN
    assert "It was wrong" in text(cora.get(version.document.get_absolute_url()))


def test_a_group_is_filled_by_name_and_left(cast: Cast, cora: Client) -> None:
    said = {"person": "Carl Cooper", "tag": "school_officer", **on("starts_on", days_ago(3))}
    assert cora.post(address("group_join"), said).status_code == 302
    held = AudienceTag.objects.get()
    assert "Carl Cooper" in text(cora.get(address("group_list")))
    assert "Nobody is in this group" in text(cora.get(address("group_list"), {"tag": "apprentice"}))
    left = {"version": "1", **on("ends_on", days_ago(1))}
    assert cora.post(address("group_leave", held.pk), left).status_code == 302
    assert "Carl Cooper" not in text(cora.get(address("group_list")))


def test_of_two_of_one_name_it_is_asked_which(cast: Cast, cora: Client) -> None:
    other = staff(cast, "Carl", "Cooper", PersonType.VOLUNTEER)
    said = {"person": "Carl Cooper", "tag": "apprentice", **on("starts_on", clock.today())}
    page = cora.post(address("group_join"), said)
    assert page.status_code == 422
    assert "Which of them?" in text(page)
    assert cora.post(address("group_join"), {**said, "which": str(other.pk)}).status_code == 302
    assert AudienceTag.objects.get().person == other


# -- whom it reached --------------------------------------------------------------------------------------------------


def test_outside_the_official_scheme_is_told_first_by_scheme_and_name(cast: Cast, cora: Client) -> None:
    carl = cast.people["carl"]
    make.placed(carl, tolerated(cast, "Primary school scheme"))
    version = make.in_force(cast)
    page = text(cora.get(address("coverage", version.pk)))
    assert page.index("Outside the official scheme") < page.index("By audience")
    assert "1 of 1 adult has not been reached" in page
    assert "Nobody was asked to read it" in page
    assert "Carl Cooper" in page
    paper = address("paper", version.pk, carl.pk)
    assert paper in page
    said = {"evidence": "Signed sheet", **on("acknowledged_on", clock.today())}
    assert cora.post(paper, said).status_code == 302
    assert "All 1 have been reached" in text(cora.get(address("coverage", version.pk)))


def test_coverage_of_a_past_day_is_what_it_was(cast: Cast, cora: Client) -> None:
    carl = cast.people["carl"]
    make.placed(carl, tolerated(cast, ago=40), since=30)
    version = make.in_force(cast, since=days_ago(40))
    make.on_paper(cast, version, carl, days_ago(5))
    page = text(cora.get(address("coverage", version.pk), on("on", days_ago(10))))
    assert f"on {clock.date_words(days_ago(10))}" in page
    assert "1 of 1 adult has not been reached" in page
    assert "Record on paper" not in page


def test_who_has_not_been_reached_leaves_as_a_file_and_that_is_recorded(cast: Cast, cora: Client) -> None:
    make.placed(staff(cast, "Olly", "=Example", PersonType.VOLUNTEER), tolerated(cast, "Oakfield"))
    version = make.in_force(cast)
    file = cora.get(address("not_reached", version.pk), {"of": "outside_official", "as": "csv"})
    lines = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert lines[2][:4] == ["Olly =Example", "Volunteer", "Cadets and Schools", "Oakfield"]
    event = AuditEvent.objects.get(verb="policy.coverage_exported")
    assert (event.operation, event.data["count"], event.data["audience"]) == ("disclosure", 1, "outside_official")
    assert "Example" not in str(event.data)
    file = cora.get(address("coverage", version.pk), {"as": "xlsx"})
    assert file["Content-Type"].endswith("sheet")


def test_an_audience_that_is_none_is_not_there(cast: Cast, cora: Client) -> None:
    version = make.in_force(cast)
    assert cora.get(address("not_reached", version.pk), {"of": "everybody"}).status_code == 404
    draft = make.drafted(cast, make.policy(cast, "Another"))
    assert cora.get(address("coverage", draft.pk)).status_code == 404


def test_the_menu_leads_keepers_to_policies_and_everybody_to_their_own(cast: Cast, cora: Client, brian: Client) -> None:
    assert address("document_list") in text(cora.get(address("to_read")))
    page = text(brian.get(address("to_read")))
    assert address("document_list") not in page
    assert address("to_read") in page


def test_a_line_manager_records_a_talk_with_somebody_they_manage(cast: Cast) -> None:
    bella = Client()
    bella.force_login(cast.bella)
    version = make.in_force(cast)
    brian = cast.people["brian"]
    assert address("team") in text(bella.get(address("to_read")))
    page = text(bella.get(address("team")))
    assert "Not yet" in page
    talk = address("talk_add", version.pk, brian.pk)
    assert talk in page
    empty = bella.post(talk, {"answered": "", **on("talked_on", clock.today())})
    assert empty.status_code == 422
    said = {"answered": "Knows whom to tell.", **on("talked_on", clock.today())}
    assert bella.post(talk, said).status_code == 302
    assert "Talk with Bella Bright" in text(bella.get(address("team")))
    assert bella.post(talk, said).status_code == 409
    other = address("talk_add", version.pk, cast.people["carl"].pk)
    assert bella.get(other).status_code == 403


def test_a_keeper_records_who_talked_with_somebody_and_sees_which_way_they_were_reached(
    cast: Cast, cora: Client
) -> None:
    brian = cast.people["brian"]
    make.placed(brian, tolerated(cast, "Primary school scheme"))
    version = make.in_force(cast)
    talk = address("talk_add", version.pk, brian.pk)
    assert talk in text(cora.get(address("coverage", version.pk)))
    said = {"person": "Bella Bright", "person_id": cast.people["bella"].pk, "answered": "Yes",
            **on("talked_on", clock.today())}  # fmt: skip
    assert cora.post(talk, {**said, "person": "Nobody Known", "person_id": ""}).status_code == 422
    assert cora.post(talk, said).status_code == 302
    page = text(cora.get(address("coverage", version.pk)))
    assert "1 only by a talk" in page
    reached = address("reached", version.pk)
    assert reached in page
    page = text(cora.get(reached))
    assert "Talk with Bella Bright" in page
    assert "Brian Baker" in page
    assert "Bella Bright" in cora.get(f"{reached}?as=csv").content.decode("utf-8-sig")
    assert "Brian Baker" not in text(cora.get(address("not_reached", version.pk)))


def test_who_manages_nobody_is_told_so(cast: Cast, brian: Client) -> None:
    assert "Nobody is on record as managed by you" in text(brian.get(address("team")))
    assert address("team") not in text(brian.get(address("to_read")))
