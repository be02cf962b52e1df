"""Logging a concern, page by page: good and bad input, sending twice."""

from __future__ import annotations

import datetime as dt
import re
from itertools import pairwise
from typing import Any

import pytest
from celery import Celery
from django.test import Client
from django.urls import reverse
from kombu.exceptions import OperationalError

from safeguarding.access.models import RoleAssignment
from safeguarding.cases.models import Concern, ConcernDraft
from safeguarding.cases.services import drafts
from safeguarding.notices.models import Notice
from tests.cast import Cast
from tests.factories.logging_pages import ADULT, CHILD, GOOD, at, errors_on, fill, party_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def pat(cast: Cast, client: Client) -> Client:
    client.force_login(cast.pat)
    return client


@pytest.fixture
def draft(cast: Cast, pat: Client) -> ConcernDraft:
    return drafts.start_draft(by=cast.pat)


def test_whole_journey_from_start_to_reference(pat: Client, draft: ConcernDraft) -> None:
    started = pat.post(reverse("cases:log_start"))
    assert started.headers["Location"] == at(draft, "danger")
    fill(pat, draft)
    check = pat.get(at(draft, "check")).content.decode()
    for words in ("A mother rang the school.", "Tess Thorne", "Born 4 May 2013", "2 March 2026", "Her mother."):
        assert words in check
    assert "Not complete" not in check
    sent = pat.post(at(draft, "check"), follow=True)
    concern = Concern.objects.get()
    page = sent.content.decode()
    assert concern.reference in page
    assert "Do not tell the adult it is about" in page
    assert concern.handles == "@b"
    assert concern.is_online
    assert concern.happened_on == dt.date(2026, 3, 2)


def test_the_pages_follow_each_other_and_back_goes_one_page_back(pat: Client, draft: ConcernDraft) -> None:
    steps = [*GOOD, "check"]
    pat.post(party_at(draft), ADULT)
    for step, following in pairwise(steps):
        assert pat.post(at(draft, step), GOOD[step]).headers["Location"] == at(draft, following)
        assert f'href="{at(draft, step)}" class="govuk-back-link"' in pat.get(at(draft, following)).content.decode()


def test_answers_stand_there_again_when_somebody_comes_back(pat: Client, draft: ConcernDraft) -> None:
    fill(pat, draft)
    page = pat.get(at(draft, "when-where")).content.decode()
    assert 'value="March"' in page
    assert re.search(r'value="period" checked', page)
    assert re.search(r'value="asks_for_secrecy" checked', pat.get(at(draft, "indicators")).content.decode())


def test_changing_from_the_check_returns_to_the_check(pat: Client, draft: ConcernDraft) -> None:
    fill(pat, draft)
    changed = pat.post(f"{at(draft, 'danger')}?change=1", {"in_danger": "yes"})
    assert changed.headers["Location"] == at(draft, "check")


def test_danger_says_at_once_on_the_next_page_what_to_do(pat: Client, draft: ConcernDraft) -> None:
    following = pat.post(at(draft, "danger"), {"in_danger": "yes"}, follow=True).content.decode()
    assert "Call 999" in following
    assert "duty safeguarding lead" in following
    fill(pat, draft, danger=True)
    pat.post(at(draft, "check"))
    assert Concern.objects.get().is_urgent


@pytest.mark.parametrize(
    ("step", "sent", "message"),
    [
        ("danger", {}, "Select whether anyone is in immediate danger"),
        ("danger", {"in_danger": "perhaps"}, "Select whether anyone is in immediate danger from the list"),
        ("what-happened", {"what_happened": "   "}, "Enter what happened"),
        ("what-happened", {"what_happened": "x" * 100_001}, "What happened must be 100,000 characters or fewer"),
        ("what-happened", {"what_happened": "a\x00b"}, "characters that cannot be stored"),
        ("what-happened", {"what_happened": "ok", "opinion": "a\x07b"}, "characters that cannot be stored"),
        ("when-where", {}, "Select when it happened"),
        ("when-where", {"when_kind": "exact"}, "Enter the day it happened"),
        (
            "when-where",
            {"when_kind": "exact", "exact_on-day": "31", "exact_on-month": "2", "exact_on-year": "2026"},
            "real date",
        ),
        (
            "when-where",
            {"when_kind": "exact", "exact_on-day": "1", "exact_on-month": "1", "exact_on-year": "2999"},
            "today or in the past",
        ),
        (
            "when-where",
            {
                "when_kind": "period", "from_on-day": "5", "from_on-month": "3", "from_on-year": "2026",
                "until_on-day": "4", "until_on-month": "3", "until_on-year": "2026",
            },
            "The last day must be the same as or after the first day",
        ),
        ("when-where", {"when_kind": "about"}, "Enter the day it was around, or say in your own words"),
        (
            "when-where",
            {"when_kind": "exact", "exact_on-day": "1", "exact_on-month": "1", "exact_on-year": "26"},
            "Year must have 4 numbers",
        ),
        ("when-where", {"when_kind": "unknown", "place": "x" * 301}, "300 characters or fewer"),
        ("who", {"scheme": "999999"}, "Select a scheme from the list"),
        ("who", {"scheme": "abc"}, "Select a scheme from the list"),
        ("how", {}, "Select how you know about it"),
        ("how", {"learned_how": "saw_it", "is_online": "yes", "handles": "x" * 301}, "300 characters or fewer"),
        ("indicators", {}, "Select what you have seen or been told of"),
        ("indicators", {"indicators": ["none", "asks_for_secrecy"]}, "“None of these” cannot go together"),
        ("indicators", {"indicators": ["witchcraft"]}, "from the list"),
        ("done", {"who_knows": "\x1b[31m"}, "characters that cannot be stored"),
    ],
)  # fmt: skip
def test_bad_answers_are_told_beside_the_field_and_kept(
    pat: Client, draft: ConcernDraft, step: str, sent: dict[str, Any], message: str
) -> None:
    page = pat.post(at(draft, step), sent)
    assert page.status_code == 422
    assert any(message in error for error in errors_on(page)), errors_on(page)
    draft.refresh_from_db()
    assert step in draft.answers
    long_or_odd = [value for value in sent.values() if isinstance(value, str) and len(value) > 200]
    assert all(value in page.content.decode() for value in long_or_odd)


def test_one_hundred_thousand_characters_of_any_writing_are_taken(pat: Client, draft: ConcernDraft) -> None:
    text = ("👩‍👧 שלום مرحبا é " * 8_000)[:100_000].strip()
    sent = {"what_happened": text, "child_words": text, "opinion": text}
    assert pat.post(at(draft, "what-happened"), sent).status_code == 302
    fill(pat, draft, what_happened=True)
    assert pat.post(at(draft, "check")).status_code == 302
    assert Concern.objects.get().child_words == text


def test_right_to_left_and_emoji_names_are_kept_and_shown_apart(pat: Client, draft: ConcernDraft) -> None:
    assert pat.post(party_at(draft), {**CHILD, "y_given": "محمد 🙂", "y_family": "كريم"}).status_code == 302
    page = pat.get(at(draft, "who")).content.decode()
    assert "<bdi>محمد 🙂 كريم</bdi>" in page


def test_text_is_never_read_as_markup(pat: Client, draft: ConcernDraft) -> None:
    fill(pat, draft)
    pat.post(at(draft, "what-happened"), {"what_happened": "<script>alert(1)</script>"})
    page = pat.get(at(draft, "check")).content.decode()
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page


class TestSending:
    def test_sending_twice_makes_one_concern(self, pat: Client, draft: ConcernDraft) -> None:
        fill(pat, draft)
        first, second = pat.post(at(draft, "check")), pat.post(at(draft, "check"))
        assert first.headers["Location"] == second.headers["Location"]
        assert Concern.objects.count() == 1

    def test_after_sending_every_page_of_it_leads_to_the_confirmation(self, pat: Client, draft: ConcernDraft) -> None:
        fill(pat, draft)
        confirmation = pat.post(at(draft, "check")).headers["Location"]
        for address in (at(draft, "danger"), at(draft, "check"), party_at(draft)):
            assert pat.get(address).headers["Location"] == confirmation

    @pytest.mark.parametrize("step", [step for step in GOOD if step != "who"])
    def test_a_missing_answer_leads_to_its_page(self, pat: Client, draft: ConcernDraft, step: str) -> None:
        fill(pat, draft, **{step.replace("-", "_"): True})
        assert "Not complete" in pat.get(at(draft, "check")).content.decode()
        address = pat.post(at(draft, "check")).headers["Location"]
        assert address.startswith(at(draft, step))
        assert not Concern.objects.exists()
        assert pat.get(address).status_code in (200, 422)

    def test_nobody_is_told_apart_from_anybody_when_routed_past_a_lead(
        self, cast: Cast, pat: Client, draft: ConcernDraft
    ) -> None:
        RoleAssignment.objects.filter(user__in=[cast.lena, cast.leo, cast.sam]).delete()
        brian = cast.people["brian"]
        sent = {"role": "adult_of_concern", "known": "record", "name": "Brian Baker", "person_id": str(brian.pk)}
        pat.post(party_at(draft), sent)
        fill(pat, draft)
        page = pat.post(at(draft, "check"), follow=True).content.decode()
        assert "It goes to a team that is not connected with the people in it." in page
        assert not any(name in page for name in ("Bella", "Bright", "Safeguarding South", "Hub"))

    def test_who_holds_no_role_cannot_begin(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.nora)
        assert client.get(reverse("cases:log_start")).status_code == 403

    def test_a_page_may_be_sent_only_from_this_site(self, cast: Cast, draft: ConcernDraft) -> None:
        stranger = Client(enforce_csrf_checks=True)
        stranger.force_login(cast.pat)
        assert stranger.post(at(draft, "check")).status_code == 403
        keep = reverse("cases:log_keep", args=[draft.key, "danger"])
        assert stranger.post(keep, "{}", content_type="application/json").status_code == 403


def test_a_concern_is_sent_while_the_broker_is_away(
    pat: Client, draft: ConcernDraft, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    def away(*args: object, **kwargs: object) -> None:
        raise OperationalError

    monkeypatch.setattr(Celery, "send_task", away)
    fill(pat, draft)
    with django_capture_on_commit_callbacks(execute=True):
        assert pat.post(at(draft, "check")).status_code == 302
    assert Notice.objects.filter(email_due=True, emailed_at__isnull=True).count() == 4
