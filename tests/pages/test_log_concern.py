"""Logging a concern, page by page: good and bad input, other people's drafts, sending twice."""

from __future__ import annotations

import datetime as dt
import json
import re
from itertools import pairwise
from typing import Any

import pytest
from celery import Celery
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from kombu.exceptions import OperationalError

from safeguarding.access.models import RoleAssignment
from safeguarding.cases.models import Concern, ConcernDraft
from safeguarding.cases.services import drafts
from safeguarding.notices.models import Notice
from safeguarding.schemes.models import Scheme
from tests.cast import Cast

pytestmark = pytest.mark.django_db

GOOD: dict[str, dict[str, Any]] = {
    "danger": {"in_danger": "no"},
    "what-happened": {"what_happened": "A mother rang the school.", "child_words": "“Don’t tell.”"},
    "when-where": {
        "when_kind": "period", "from_on-day": "2", "from_on-month": "March", "from_on-year": "2026", "place": "Online",
    },
    "who": {"scheme": ""},
    "how": {"learned_how": "parent_told", "is_online": "yes", "platforms": "Instagram", "handles": "@b"},
    "indicators": {"indicators": ["asks_for_secrecy", "messages_deleted_by_adult"]},
    "done": {"actions_taken": "Kept her phone safe.", "who_knows": "Her mother."},
}  # fmt: skip
CHILD = {
    "role": "young_person", "known": "young", "y_given": "Tess", "y_family": "Thorne", "y_born-day": "4",
    "y_born-month": "5", "y_born-year": "2013",
}  # fmt: skip
ADULT = {"role": "adult_of_concern", "known": "unknown", "u_description": "The officer who comes on Thursdays"}


@pytest.fixture
def pat(cast: Cast, client: Client) -> Client:
    client.force_login(cast.pat)
    return client


@pytest.fixture
def draft(cast: Cast, pat: Client) -> ConcernDraft:
    return drafts.start_draft(by=cast.pat)


def at(draft: ConcernDraft, step: str) -> str:
    return reverse("cases:log_step", args=[draft.key, step])


def party_at(draft: ConcernDraft, party: str = "new") -> str:
    return reverse("cases:log_party", args=[draft.key, party])


def fill(client: Client, draft: ConcernDraft, **without: bool) -> None:
    """Answer every page rightly, but for the steps named."""
    for party in (CHILD, ADULT):
        assert client.post(party_at(draft), party).status_code == 302
    for step, sent in GOOD.items():
        if step.replace("-", "_") not in without:
            assert client.post(at(draft, step), sent).status_code == 302, step


def errors_on(page: HttpResponse) -> list[str]:
    """The messages of the error summary; each is said again beside its field."""
    text = page.content.decode()
    summary = re.search(r'govuk-error-summary__list">(.*?)</ul>', text, re.S)
    assert summary, "no error summary"
    found = [re.sub(r"<[^>]+>", "", item).strip() for item in re.findall(r"<li>(.*?)</li>", summary[1], re.S)]
    assert "Error: " in text
    return found


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


class TestPeople:
    def test_somebody_on_record_is_found_by_name(self, cast: Cast, pat: Client, draft: ConcernDraft) -> None:
        brian = cast.people["brian"]
        sent = {"role": "adult_of_concern", "known": "record", "name": "Brian Baker", "person_id": str(brian.pk)}
        assert pat.post(party_at(draft), sent).status_code == 302
        fill(pat, draft)
        pat.post(at(draft, "check"))
        assert Concern.objects.get().parties.filter(person=brian, role="adult_of_concern").exists()

    def test_without_script_the_page_asks_which_one_is_meant(
        self, cast: Cast, pat: Client, draft: ConcernDraft
    ) -> None:
        sent = {"role": "adult_of_concern", "known": "record", "name": "ba"}
        page = pat.post(party_at(draft), sent)
        assert errors_on(page) == ["Select who it is, or that it is somebody else"]
        assert "Brian Baker. PCSO, Cadets and Schools" in page.content.decode()
        assert pat.post(party_at(draft), {**sent, "pick": str(cast.people["brian"].pk)}).status_code == 302
        assert "Brian Baker" in pat.get(at(draft, "who")).content.decode()

    def test_a_name_that_nobody_has_says_so(self, pat: Client, draft: ConcernDraft) -> None:
        page = pat.post(party_at(draft), {"role": "witness", "known": "record", "name": "Zz"})
        assert "Nobody you can find has this name" in errors_on(page)[0]

    def test_young_people_of_others_cannot_be_found_by_name_or_number(
        self, cast: Cast, pat: Client, draft: ConcernDraft
    ) -> None:
        sent = {"role": "young_person", "known": "record", "name": "Ann Archer", "person_id": cast.people["ann"].pk}
        page = pat.post(party_at(draft), sent)
        assert "Nobody you can find has this name" in errors_on(page)[0]

    @pytest.mark.parametrize("name", ["a\x00b", "%", "'; drop table", "\u202emoc", "x" * 300])
    def test_odd_names_are_searched_for_safely(self, pat: Client, draft: ConcernDraft, name: str) -> None:
        assert pat.post(party_at(draft), {"role": "witness", "known": "record", "name": name}).status_code == 422

    def test_somebody_with_the_name_of_a_colleague_is_told_apart(
        self, cast: Cast, pat: Client, draft: ConcernDraft
    ) -> None:
        sent = {"role": "adult_of_concern", "known": "adult", "a_given": "brian", "a_family": "baker"}
        assert errors_on(pat.post(party_at(draft), sent)) == ["Select who it is, or that it is somebody else"]
        assert pat.post(party_at(draft), {**sent, "pick": "none"}).status_code == 302

    @pytest.mark.parametrize(
        ("change", "message"),
        [
            ({"y_born-year": "2999"}, "in the past"),
            ({"y_born-year": "1850"}, "1900"),
            ({"y_born-year": ""}, "must include a year"),
            ({"y_given": ""}, "Enter a first name"),
            ({"y_given": "x" * 101}, "100 characters or fewer"),
            ({"role": ""}, "Select this person’s part in it"),
            ({"known": ""}, "Select who it is"),
            ({"y_band": "ancient"}, "from the list"),
        ],
    )
    def test_impossible_people_are_refused(
        self, pat: Client, draft: ConcernDraft, change: dict[str, str], message: str
    ) -> None:
        page = pat.post(party_at(draft), {**CHILD, **change})
        assert page.status_code == 422
        assert any(message in error for error in errors_on(page)), errors_on(page)

    def test_nobody_was_born_after_it_happened(self, pat: Client, draft: ConcernDraft) -> None:
        pat.post(at(draft, "when-where"), GOOD["when-where"])
        page = pat.post(party_at(draft), {**CHILD, "y_born-month": "4", "y_born-year": "2026"})
        assert errors_on(page) == ["Date of birth must be before the day it happened"]

    def test_moving_the_day_before_a_birth_leads_back_to_the_person(self, pat: Client, draft: ConcernDraft) -> None:
        fill(pat, draft)
        pat.post(at(draft, "when-where"), {**GOOD["when-where"], "from_on-year": "2010"})
        address = pat.post(at(draft, "check")).headers["Location"]
        assert "/who/" in address
        assert errors_on(pat.get(address)) == ["Date of birth must be before the day it happened"]
        assert not Concern.objects.exists()

    def test_nobody_named_is_asked_again(self, pat: Client, draft: ConcernDraft) -> None:
        page = pat.post(at(draft, "who"), {"scheme": ""})
        assert errors_on(page) == ["Add the people who are involved, or somebody you do not know"]

    def test_a_person_is_changed_and_taken_off(self, pat: Client, draft: ConcernDraft) -> None:
        pat.post(party_at(draft), CHILD)
        draft.refresh_from_db()
        key = draft.answers["parties"][0]["key"]
        assert 'value="Tess"' in pat.get(party_at(draft, key)).content.decode()
        pat.post(party_at(draft, key), {**CHILD, "y_given": "Tessa"})
        assert "Tessa Thorne" in pat.get(at(draft, "who")).content.decode()
        remove = reverse("cases:log_party_remove", args=[draft.key, key])
        assert "Tessa Thorne" in pat.get(remove).content.decode()
        pat.post(remove)
        assert "Tessa Thorne" not in pat.get(at(draft, "who")).content.decode()

    def test_the_same_page_sent_twice_adds_one_person(self, pat: Client, draft: ConcernDraft) -> None:
        for _ in range(2):
            pat.post(party_at(draft), {**ADULT, "party_key": "0123456789ab"})
        draft.refresh_from_db()
        assert len(draft.answers["parties"]) == 1

    def test_a_scheme_of_another_force_cannot_be_chosen(self, cast: Cast, pat: Client, draft: ConcernDraft) -> None:
        other = Scheme.objects.create(
            force=cast.other_force, unit=cast.other_hub, name="Elsewhere", kind="unofficial", status="tolerated"
        )
        assert "Elsewhere" not in pat.get(at(draft, "who")).content.decode()
        assert pat.post(at(draft, "who"), {"scheme": str(other.pk)}).status_code == 422


class TestDrafts:
    def test_what_is_typed_is_kept_right_or_wrong(self, pat: Client, draft: ConcernDraft) -> None:
        typed = {"when_kind": "exact", "exact_on-day": "thirty", "exact_on-month": "", "place": "by the"}
        kept = pat.post(
            reverse("cases:log_keep", args=[draft.key, "when-where"]), json.dumps(typed),
            content_type="application/json",
        )  # fmt: skip
        assert kept.status_code == 200
        page = pat.get(at(draft, "when-where"))
        assert 'value="thirty"' in page.content.decode()
        assert 'value="by the"' in page.content.decode()
        assert "There is a problem" not in page.content.decode()

    def test_what_comes_late_from_a_page_already_sent_changes_nothing(self, pat: Client, draft: ConcernDraft) -> None:
        def late(address: str, typed: dict[str, Any]) -> None:
            pat.post(address, json.dumps(typed), content_type="application/json")

        page = {"page_key": "shown-once"}
        pat.post(at(draft, "what-happened"), {"what_happened": "The whole of it", **page})
        keep = reverse("cases:log_keep", args=[draft.key, "what-happened"])
        late(keep, {"what_happened": "The wh", **page})
        assert "The whole of it" in pat.get(at(draft, "what-happened")).content.decode()
        late(keep, {"what_happened": "Changed", "page_key": "shown-again"})
        assert "Changed" in pat.get(at(draft, "what-happened")).content.decode()
        pat.post(party_at(draft), {**CHILD, "party_key": "0123456789ab"})
        late(reverse("cases:log_party_keep", args=[draft.key, "new"]), {**CHILD, "party_key": "0123456789ab"})
        assert 'value="Tess"' not in pat.get(party_at(draft)).content.decode()

    def test_a_person_half_typed_is_kept(self, pat: Client, draft: ConcernDraft) -> None:
        address = reverse("cases:log_party_keep", args=[draft.key, "new"])
        pat.post(address, json.dumps({"known": "young", "y_given": "Te"}), content_type="application/json")
        assert 'value="Te"' in pat.get(party_at(draft)).content.decode()
        assert "Te" not in pat.get(at(draft, "who")).content.decode().split("Is this about a scheme")[0].split("<h1")[1]

    @pytest.mark.parametrize("body", ["", "[]", "nonsense", "[" * 5_000, '"text"', '{"a": NaN'])
    def test_what_cannot_be_read_is_refused(self, pat: Client, draft: ConcernDraft, body: str) -> None:
        address = reverse("cases:log_keep", args=[draft.key, "danger"])
        assert pat.post(address, body, content_type="application/json").status_code == 400

    def test_too_much_is_refused_in_words(self, pat: Client, draft: ConcernDraft) -> None:
        address = reverse("cases:log_keep", args=[draft.key, "danger"])
        many = {f"field-{number}": "x" for number in range(100)}
        assert pat.post(address, json.dumps(many), content_type="application/json").status_code == 422
        much = {"danger_detail": "x" * 1_200_000}
        assert pat.post(address, json.dumps(much), content_type="application/json").status_code == 422

    def test_saving_for_later_keeps_answers_that_are_not_right_yet(self, pat: Client, draft: ConcernDraft) -> None:
        page = pat.post(at(draft, "what-happened"), {"opinion": "I worry", "leave": "yes"}, follow=True)
        assert "Your answers are kept" in page.content.decode()
        assert "You have 1 concern you have not sent" in page.content.decode()
        assert "I worry" in pat.get(at(draft, "what-happened")).content.decode()

    def test_going_on_leads_to_the_first_page_without_an_answer(self, pat: Client, draft: ConcernDraft) -> None:
        for step in ("danger", "what-happened"):
            pat.post(at(draft, step), GOOD[step])
        for address in (reverse("cases:log_start"), reverse("cases:my_concerns")):
            assert f'href="{at(draft, "when-where")}"' in pat.get(address).content.decode()

    def test_going_on_leads_back_to_the_page_that_was_half_typed(self, pat: Client, draft: ConcernDraft) -> None:
        pat.post(at(draft, "danger"), {**GOOD["danger"], "page_key": "shown-once"})
        keep = reverse("cases:log_keep", args=[draft.key, "what-happened"])
        pat.post(keep, json.dumps({"what_happened": "The wh"}), content_type="application/json")
        assert f'href="{at(draft, "what-happened")}"' in pat.get(reverse("cases:log_start")).content.decode()

    def test_others_drafts_do_not_exist(self, cast: Cast, pat: Client, draft: ConcernDraft) -> None:
        fill(pat, draft)
        key = ConcernDraft.objects.get().answers["parties"][0]["key"]
        pat.force_login(cast.brian)
        addresses = [at(draft, step) for step in (*GOOD, "check")] + [party_at(draft), party_at(draft, key)]
        addresses += [reverse("cases:log_delete", args=[draft.key])]
        addresses += [reverse("cases:log_party_remove", args=[draft.key, key])]
        for address in addresses:
            assert pat.get(address).status_code == 404, address
            assert pat.post(address, {}).status_code == 404, address
        for address in (
            reverse("cases:log_keep", args=[draft.key, "danger"]),
            reverse("cases:log_party_keep", args=[draft.key, "new"]),
        ):
            assert pat.post(address, "{}", content_type="application/json").status_code == 404
        assert not Concern.objects.exists()

    def test_a_draft_is_deleted_with_every_answer(self, pat: Client, draft: ConcernDraft) -> None:
        fill(pat, draft)
        address = reverse("cases:log_delete", args=[draft.key])
        assert "cannot be undone" in pat.get(address).content.decode()
        pat.post(address)
        assert not ConcernDraft.objects.exists()
        assert pat.get(at(draft, "danger")).status_code == 404

    def test_after_signing_out_the_same_page_comes_back_with_the_draft(
        self, cast: Cast, pat: Client, draft: ConcernDraft
    ) -> None:
        pat.post(at(draft, "what-happened"), {"what_happened": "Half a"})
        pat.logout()
        away = pat.get(at(draft, "what-happened"))
        assert away.status_code == 302
        assert away.headers["Location"].endswith(f"next={at(draft, 'what-happened')}")
        pat.force_login(cast.pat)
        assert "Half a" in pat.get(at(draft, "what-happened")).content.decode()

    def test_pressing_start_twice_begins_one(self, pat: Client) -> None:
        first, second = (pat.post(reverse("cases:log_start")).headers["Location"] for _ in range(2))
        assert first == second


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
