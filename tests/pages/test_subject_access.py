"""Subject access in a browser: whom one finds, items decided together, words answered, the document saved."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from django.test import Client
from django.urls import reverse

from safeguarding.access.models import User
from safeguarding.subject_access import services
from safeguarding.subject_access.models import AccessRequest, GatheredItem
from safeguarding.subject_access.selectors.reading import LABELS, newest_decision
from safeguarding.subject_access.services import Ruling
from tests.cast import Cast, fresh
from tests.factories.subject_access import again, approved, gathered

pytestmark = pytest.mark.django_db


def browser(user: User) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=user.pk))
    return client


def page(request: AccessRequest, name: str) -> str:
    return reverse(f"subject_access:{name}", args=[request.pk])


def test_who_is_in_conflict_does_not_even_find_the_person(cast: Cast) -> None:
    brian, address = cast.people["brian"], reverse("subject_access:find")
    link = reverse("subject_access:add", args=[brian.pk])
    assert link in browser(cast.sam).post(address, {"words": "Brian"}).content.decode()
    assert link not in browser(cast.bella).post(address, {"words": "Brian"}).content.decode()


def test_items_are_decided_together_and_the_second_is_told_of_the_first(cast: Cast) -> None:
    made = gathered(cast, cast.people["brian"])
    lena, ids = browser(cast.lena), [item.pk for item in made.items.all()]
    as_of, ticked = newest_decision(made), {"which": "ticked", "item": ids[:1]}
    missing = lena.post(page(made, "items"), {**ticked, "verdict": "withhold", "as_of": as_of})
    assert missing.status_code == 422
    assert "Choose the law by which it is kept back" in missing.content.decode()
    services.decide(made, ids[:1], Ruling("give"), by=fresh(cast.sam))
    late = lena.post(page(made, "items"), {**ticked, "verdict": "give", "as_of": as_of})
    assert late.status_code == 409
    assert "Sam Example decided this meanwhile" in late.content.decode()
    give = {"verdict": "give", "as_of": newest_decision(made)}
    lena.post(page(made, "items"), {**give, "which": "page", "shown": ids[:3]})
    assert set(made.items.exclude(verdict="").values_list("pk", flat=True)) == set(ids[:3])
    lena.post(page(made, "items"), {**give, "which": "found", "as_of": newest_decision(made)})
    assert not made.items.filter(verdict="").exists()


def test_the_filter_offers_the_kinds_that_the_file_holds_with_how_many(cast: Cast) -> None:
    made = gathered(cast, cast.people["brian"])
    told = browser(cast.lena).get(page(made, "items")).content.decode()
    offered = dict(re.findall(r'<option value="(\w+)"[^>]*>([^<]+)</option>', told))
    held = Counter(
        GatheredItem.objects.visible_to(fresh(cast.lena)).filter(request=made).values_list("source", flat=True)
    )
    assert {key: words for key, words in offered.items() if key in LABELS} == {
        key: f"{LABELS[key]} ({count})" for key, count in held.items()
    }


def test_the_document_is_saved_with_a_purpose(cast: Cast) -> None:
    done = approved(cast, cast.people["brian"])
    assert again(done).file is not None
    saved = browser(cast.sam).post(page(done, "open"), {"purpose": "sar"})
    assert b"".join(saved.streaming_content).startswith(b"%PDF")
    assert "Sam Example" in browser(cast.lena).get(page(done, "request")).content.decode()
    assert browser(cast.sam).post(page(done, "open"), {}).status_code == 422
