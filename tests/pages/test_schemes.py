"""The register of schemes in the browser: its keepers decide, set conditions and check them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from safeguarding.cases.models import ConcernDraft
from safeguarding.core import clock
from safeguarding.schemes.choices import ConditionKind, SchemeStatus
from safeguarding.schemes.models import Scheme
from safeguarding.schemes.services import check_condition
from safeguarding.schemes.services.conditions import Finding
from tests.cast import Cast, fresh
from tests.factories.schemes import only_condition, proposed, tolerated

pytestmark = pytest.mark.django_db


@pytest.fixture
def cora(cast: Cast, client: Client) -> Client:
    client.force_login(cast.cora)
    return client


def on(name: str, day: Any) -> dict[str, Any]:
    return {f"{name}-{part}": getattr(day, part) for part in ("day", "month", "year")}


def text(response: Any) -> str:
    return str(response.content.decode())


def test_a_coordinator_puts_a_scheme_on_the_register_and_records_what_was_decided(cast: Cast, cora: Client) -> None:
    answer = cora.post("/schemes/add/", {"name": "Oakfield club", "kind": "unofficial", "unit": cast.cadets.pk})
    scheme = Scheme.objects.get(name="Oakfield club")
    assert answer["Location"] == scheme.get_absolute_url()
    assert "Nothing has been decided about it" in text(cora.get(scheme.get_absolute_url()))
    sent = {
        "version": scheme.version, "outcome": "tolerated", "reason": "The school asked", "decided_by": "A chief",
        "decided_as": "chief_officer",
        "condition": "A teacher is in the room", **on("decided_on", clock.today()),
    }  # fmt: skip
    assert cora.post(reverse("schemes:scheme_decide", args=[scheme.pk]), sent).status_code == 302
    page = text(cora.get(scheme.get_absolute_url()))
    for said in ("Tolerated on conditions", "A teacher is in the room", "Never: nobody has looked", "The school asked"):
        assert said in page


def test_tolerating_without_a_condition_is_answered_beside_the_question(cast: Cast, cora: Client) -> None:
    scheme = proposed(cast)
    sent = {
        "version": scheme.version, "outcome": "tolerated", "reason": "Typed with care", "decided_by": "A chief",
        "decided_as": "chief_officer",
        **on("decided_on", clock.today()),
    }  # fmt: skip
    answer = cora.post(reverse("schemes:scheme_decide", args=[scheme.pk]), sent)
    assert answer.status_code == 422
    assert "Set at least one condition" in text(answer)
    assert "Typed with care" in text(answer)


def test_only_outcomes_of_the_table_are_offered(cast: Cast, cora: Client) -> None:
    scheme = proposed(cast)
    page = text(cora.get(reverse("schemes:scheme_decide", args=[scheme.pk])))
    assert 'value="tolerated"' in page
    assert 'value="suspended"' not in page


def test_a_check_that_finds_a_breach_leads_to_a_concern_in_one_step(cast: Cast, cora: Client) -> None:
    scheme = tolerated(cast)
    held = only_condition(scheme)
    check = reverse("schemes:condition_check", args=[scheme.pk, held.pk])
    sent = {
        "version": held.version, "is_kept": "no", "finding": "No teacher on Tuesday", "evidence": "The caretaker",
        **on("checked_on", clock.today()), **on("review_on", clock.today() + dt.timedelta(days=90)),
    }  # fmt: skip

    assert cora.post(check, sent).status_code == 302
    page = text(cora.get(scheme.get_absolute_url()))
    assert "No teacher on Tuesday" in page
    assert "Log a concern about this" in page
    answer = cora.post(reverse("cases:log_breach", args=[scheme.pk, held.pk]))
    draft = ConcernDraft.objects.get(owner=cast.cora)
    assert str(draft.key) in answer["Location"]
    first = text(cora.get(answer["Location"].replace("danger", "what-happened")))
    assert "A condition of Oakfield club is broken" in first
    assert "The caretaker" in first
    who = text(cora.get(answer["Location"].replace("danger", "who")))
    assert f'<option value="{scheme.pk}" selected' in who


def test_a_condition_that_is_kept_makes_no_concern(cast: Cast, cora: Client) -> None:
    scheme = tolerated(cast)
    assert cora.post(reverse("cases:log_breach", args=[scheme.pk, only_condition(scheme).pk])).status_code == 409
    assert not ConcernDraft.objects.exists()


def test_the_form_of_a_word_condition_asks_for_the_word(cast: Cast, cora: Client) -> None:
    scheme = tolerated(cast)
    sent = {
        "kind": ConditionKind.WORD_NOT_USED, "text": "Not called cadets", "set_by": "A chief", "word": "",
        **on("set_on", clock.today()), **on("review_on", clock.today() + dt.timedelta(days=90)),
    }  # fmt: skip
    address = reverse("schemes:condition_add", args=[scheme.pk])
    answer = cora.post(address, sent)
    assert answer.status_code == 422
    assert "Enter the word" in text(answer)
    assert cora.post(address, {**sent, "word": "cadet"}).status_code == 302


def test_who_only_reads_the_register_is_offered_nothing(cast: Cast, client: Client) -> None:
    scheme = tolerated(cast)
    client.force_login(cast.lena)
    page = text(client.get(scheme.get_absolute_url()))
    assert "A teacher is in the room" in page
    for offered in ("Record a decision", "Record a check", "Set a condition", "Change details"):
        assert offered not in page


def test_the_condition_of_another_scheme_is_not_there(cast: Cast, cora: Client) -> None:
    one, other = tolerated(cast, "One"), tolerated(cast, "Other")
    address = reverse("schemes:condition_check", args=[one.pk, only_condition(other).pk])
    assert cora.get(address).status_code == 404
    assert cora.post(reverse("cases:log_breach", args=[one.pk, only_condition(other).pk])).status_code == 404


def test_clocks_of_a_scheme_stand_in_the_work_of_who_decided_and_lead_to_it(cast: Cast, client: Client) -> None:
    scheme = tolerated(cast)
    client.force_login(cast.mona)
    page = text(client.get("/my-work/"))
    assert "Decide about the scheme again" in page
    assert scheme.get_absolute_url() in page
    assert "Oakfield club" in page


def test_the_list_says_how_many_have_no_live_review(cast: Cast, cora: Client) -> None:
    tolerated(cast, "Late", ago=400)
    tolerated(cast, "Live")
    assert "1 scheme has no live review" in text(cora.get("/schemes/"))
    check_condition(
        only_condition(Scheme.objects.get(name="Live")), Finding(is_kept=False, finding="No"), version=None,
        by=fresh(cast.cora),
    )  # fmt: skip
    assert Scheme.objects.get(name="Live").status == SchemeStatus.TOLERATED
