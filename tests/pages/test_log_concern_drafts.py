"""Drafts of concerns: kept as they are typed, somebody else's, gone on with, deleted."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from safeguarding.cases.models import Concern, ConcernDraft
from safeguarding.cases.services import drafts
from tests.cast import Cast
from tests.factories.logging_pages import CHILD, GOOD, at, fill, party_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def pat(cast: Cast, client: Client) -> Client:
    client.force_login(cast.pat)
    return client


@pytest.fixture
def draft(cast: Cast, pat: Client) -> ConcernDraft:
    return drafts.start_draft(by=cast.pat)


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
