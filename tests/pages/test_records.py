"""Retention in the browser and for programs: due, held, disposed of by two people, and the file of each list."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from safeguarding.audit.models import AuditEvent
from safeguarding.cases.models import Case
from safeguarding.records.models import Disposal, RetentionReview
from tests.cast import Cast
from tests.factories.casework import signed_in
from tests.factories.records import a_hold, an_old_case, due, proposed

pytestmark = pytest.mark.django_db


def text(response: Any) -> str:
    return str(response.content.decode())


@pytest.fixture
def old(cast: Cast) -> Case:
    return an_old_case(cast)


def test_a_case_that_is_due_is_kept_by_whoever_was_first(cast: Cast, old: Case) -> None:
    due(old, cast.system)
    lena = signed_in(cast.lena)
    assert old.reference in text(lena.get(reverse("records:queue")))
    page = reverse("records:keep", args=[old.reference])
    typed = {"version": 1, "reason": "Somebody may ask", "until-day": 1, "until-month": 3, "until-year": 2028}
    assert "Enter why it is still needed" in text(lena.post(page, {**typed, "reason": ""}))
    assert lena.post(page, typed).status_code == 302
    assert lena.post(page, typed).status_code == 409
    assert RetentionReview.objects.get().status == "kept"
    told = text(lena.get(reverse("records:of_case", args=[old.reference])))
    assert "looked at again on 1 March 2028" in told
    assert "It is looked at next on 1 March 2028." in told
    assert "“Every case” keeps it longest: 6 years after the case is closed" in told


def test_a_hold_stands_in_the_header_of_every_page_and_its_list_leaves_as_a_file(cast: Cast, old: Case) -> None:
    a_hold(cast, old)
    lena = signed_in(cast.lena)
    assert "Legal hold" in text(lena.get(reverse("cases:case_people", args=[old.reference])))
    at_once = lena.get(reverse("records:propose", args=[old.reference]))
    assert at_once.status_code == 409
    assert "on the authority of Public inquiry" in text(at_once)
    refused = lena.post(reverse("records:propose", args=[old.reference]), {"reason": "Its years are over"})
    assert refused.status_code == 409
    assert "on the authority of Public inquiry" in text(refused)
    told = text(signed_in(cast.users["aud"]).get(reverse("records:hold_list"), {"as": "csv"}))
    assert old.reference in told
    assert "It asked for all of it" not in told
    assert AuditEvent.objects.filter(verb="records.exported", actor_id=cast.users["aud"].pk).exists()


def test_two_people_dispose_of_a_case_by_page_and_by_program(cast: Cast, old: Case) -> None:
    waiting = proposed(cast, old)
    assert signed_in(cast.lena).post(reverse("records:step", args=[waiting.pk, "approve"])).status_code == 403
    sam: Client = signed_in(cast.sam)
    assert waiting.reference in text(sam.get(reverse("records:disposal", args=[waiting.pk])))
    route = reverse("api:disposal-steps", args=[waiting.pk])
    sent = {"verb": "approve", "answer": "I agree."}
    assert sam.post(route, sent, content_type="application/json").status_code == 428
    done = sam.post(route, sent, content_type="application/json", headers={"If-Match": '"v1"'})
    assert (done.status_code, done.json()["status"]) == (200, "approved")
    again = sam.post(route, sent, content_type="application/json", headers={"If-Match": '"v2"'})
    assert again.status_code in (403, 404, 409)
    assert sam.get(reverse("records:of_case", args=[old.reference])).status_code == 404
    assert Disposal.objects.get().status == "approved"
    assert "being erased" in text(sam.get(reverse("records:disposal", args=[waiting.pk])))
