"""Logging a concern page by page: good answers, and what a page says is wrong."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from safeguarding.cases.models import ConcernDraft

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
