"""The pages of likely duplicates and merges, and being asked before somebody is added twice."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from safeguarding.audit.models import Consultation
from safeguarding.matching.models import LikelyPair, MergeProposal
from safeguarding.matching.services import find_pairs
from safeguarding.people.models import Person
from tests import cast as cast_module
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def as_user(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.users[name])
    return client


@pytest.fixture
def pair(cast: Cast) -> LikelyPair:
    cast_module.child(cast, "Annie", "Archer", dt.date(2013, 4, 5))
    find_pairs()
    return LikelyPair.objects.get()


def new_person(cast: Cast, **more: str) -> dict[str, str]:
    return {
        "kind": "young_person", "given_name": "Annie", "family_name": "Archer", "known_as": "",
        "date_of_birth-day": "4", "date_of_birth-month": "5", "date_of_birth-year": "2013", "age_band": "",
        "school": "", "unit": str(cast.hub.pk), **more,
    }  # fmt: skip


def test_who_adds_somebody_is_asked_first_and_told_why(cast: Cast) -> None:
    client, before = as_user(cast, "lena"), Person.objects.count()
    answer = client.post(reverse("people:person_add"), new_person(cast))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Annie is short for Ann; the same family name; same date of birth." in text
    assert "None of these" in text
    assert 'value="Annie"' in text
    assert Person.objects.count() == before


def test_who_is_the_same_is_not_added_and_who_is_none_of_these_is(cast: Cast) -> None:
    client, before = as_user(cast, "lena"), Person.objects.count()
    ann = cast.people["ann"]
    answer = client.post(reverse("people:person_add"), new_person(cast, pick=str(ann.pk)))
    assert answer.url == reverse("people:person", args=[ann.pk])
    assert Person.objects.count() == before
    client.post(reverse("people:person_add"), new_person(cast, pick="none"))
    assert Person.objects.filter(given_name="Annie", family_name="Archer").count() == 1


def test_somebody_who_was_not_offered_cannot_be_picked(cast: Cast) -> None:
    client = as_user(cast, "lena")
    answer = client.post(reverse("people:person_add"), new_person(cast, pick=str(cast.people["carl"].pk)))
    assert answer.status_code == 422


def test_a_pair_is_compared_after_saying_why_and_reading_both_is_written_down(cast: Cast, pair: LikelyPair) -> None:
    client = as_user(cast, "lena")
    queue = client.get(reverse("matching:queue")).content.decode()
    assert "short for" in queue
    asked = client.get(pair.get_absolute_url())
    assert asked.url == reverse("matching:pair_purpose", args=[pair.pk])
    client.post(asked.url, {"purpose": "case_work", "purpose_text": ""})
    text = client.get(pair.get_absolute_url()).content.decode()
    assert "4 May 2013" in text
    assert "5 April 2013" in text
    read = set(Consultation.objects.filter(page="duplicates").values_list("object_id", flat=True))
    assert read == {pair.first_id, pair.second_id}


def test_from_the_queue_to_a_merge_and_back(cast: Cast, pair: LikelyPair) -> None:
    lena, leo = as_user(cast, "lena"), as_user(cast, "leo")
    for client in (lena, leo):
        client.post(reverse("matching:pair_purpose", args=[pair.pk]), {"purpose": "case_work", "purpose_text": ""})
    kept, merged = pair.first, pair.second
    sent = {"kept": str(kept.pk), "why": "The school confirmed it"}
    answer = lena.post(reverse("matching:pair_propose", args=[pair.pk]), sent, follow=True)
    assert "Somebody else has to decide" in answer.content.decode()
    assert "No likely duplicates" in lena.get(reverse("matching:queue")).content.decode()
    merge = MergeProposal.objects.get()
    decide = reverse("matching:merge_decide", args=[merge.pk])
    own = lena.post(decide, {"outcome": "approve", "reason": "Yes", "version": "1"})
    assert own.status_code == 403
    leo.post(decide, {"outcome": "approve", "reason": "Yes", "version": "1"})
    assert lena.get(reverse("people:person", args=[merged.pk])).url == reverse("people:person", args=[kept.pk])
    stale = leo.post(reverse("matching:merge_undo", args=[merge.pk]), {"reason": "Cousins", "version": "1"})
    assert stale.status_code == 412
    assert "Cousins" in stale.content.decode()
    undone = leo.post(
        reverse("matching:merge_undo", args=[merge.pk]), {"reason": "Cousins", "version": "2"}, follow=True
    )
    assert "Undone" in undone.content.decode()
    for page, words in (
        ("merge_undo", "This merge was undone already"),
        ("merge_decide", "This merge was undone already"),
    ):
        over = leo.get(reverse(f"matching:{page}", args=[merge.pk]))
        assert over.status_code == 409
        assert words in over.content.decode()
    assert Person.objects.visible_to(cast_module.fresh(cast.lena)).filter(pk=merged.pk).exists()


def test_two_people_are_not_asked_about_again(cast: Cast, pair: LikelyPair) -> None:
    client = as_user(cast, "lena")
    client.post(reverse("matching:pair_settle", args=[pair.pk]))
    assert "No likely duplicates" in client.get(reverse("matching:queue")).content.decode()
