"""What a reporter sees of their concerns: received, being looked at, decided, and nothing else."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from safeguarding.cases.choices import ConcernNoteKind, ConcernStatus
from safeguarding.cases.models import Concern, ConcernNote
from safeguarding.cases.services.concerns import PartyAnswers, log_concern
from safeguarding.core import clock
from safeguarding.notices.models import Notice
from safeguarding.people.services import NewPerson
from tests.cast import Cast
from tests.factories.concerns import answers

pytestmark = pytest.mark.django_db


@pytest.fixture
def concern(cast: Cast) -> Concern:
    return log_concern(answers(), by=cast.pat)


@pytest.fixture
def pat(cast: Cast, client: Client) -> Client:
    client.force_login(cast.pat)
    return client


def mine(concern: Concern) -> str:
    return reverse("cases:my_concern", args=[concern.reference])


def question_about(cast: Cast, concern: Concern, text: str = "Which school?") -> ConcernNote:
    Concern.objects.filter(pk=concern.pk).update(status=ConcernStatus.WAITING, looked_at=clock.now())
    return ConcernNote.objects.create(concern=concern, kind=ConcernNoteKind.QUESTION, text=text, written_by=cast.lena)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, "Received"),
        ({"looked_at": True}, "Being looked at"),
        ({"status": ConcernStatus.DECIDED, "decided_at": True}, "Decided"),
    ],
)
def test_three_states_and_nothing_else(pat: Client, concern: Concern, change: dict[str, object], words: str) -> None:
    times = {name: clock.now() if value is True else value for name, value in change.items()}
    Concern.objects.filter(pk=concern.pk).update(**times)
    for address in (reverse("cases:my_concerns"), mine(concern)):
        page = pat.get(address).content.decode()
        assert words in page
        for secret in ("mother", "Thorne", "Thursdays", "Hub", "Lena", "Instagram", "keep it secret"):
            assert secret not in page


def test_list_says_by_when_the_next_thing_is_expected(pat: Client, concern: Concern) -> None:
    page = pat.get(reverse("cases:my_concerns")).content.decode()
    assert "at 23:59" in page
    Concern.objects.filter(pk=concern.pk).update(status=ConcernStatus.DECIDED, decided_at=clock.now())
    assert "Nothing more is expected" in pat.get(reverse("cases:my_concerns")).content.decode()


def test_a_day_that_has_passed_is_not_promised_again(pat: Client, concern: Concern) -> None:
    assert "is late" not in pat.get(mine(concern)).content.decode()
    with time_machine.travel(clock.now() + dt.timedelta(days=10), tick=False):
        pat.force_login(concern.reporter.user)
        page, listed = (pat.get(address).content.decode() for address in (mine(concern), reverse("cases:my_concerns")))
    assert "decides what to do by" not in page
    assert "was to be decided by" in page
    assert ">Late<" in listed


@pytest.mark.parametrize("who", ["brian", "cora", "lena", "sam", "mona", "root", "wes"])
def test_others_concerns_do_not_exist_here(cast: Cast, client: Client, concern: Concern, who: str) -> None:
    client.force_login(cast.users[who])
    for name in ("my_concern", "my_concern_add", "log_sent"):
        assert client.get(reverse(f"cases:{name}", args=[concern.reference])).status_code == 404
    assert concern.reference not in client.get(reverse("cases:my_concerns")).content.decode()


def test_something_remembered_reaches_the_team(pat: Client, concern: Concern) -> None:
    add = reverse("cases:my_concern_add", args=[concern.reference])
    assert "Enter what you want to add" in pat.post(add, {"text": " "}).content.decode()
    done = pat.post(add, {"text": "She has a new phone."}, follow=True).content.decode()
    assert "was sent to the team" in done
    assert "new phone" not in done
    note = concern.notes.get()
    assert (note.kind, note.text) == (ConcernNoteKind.ADDITION, "She has a new phone.")
    notice = Notice.objects.get(recipient__username="lena", key=f"concern-note:{note.pk}")
    assert "phone" not in f"{notice.title}{notice.body}"


def test_a_question_is_answered_once(cast: Cast, pat: Client, concern: Concern) -> None:
    asked = question_about(cast, concern)
    assert "Question for you" in pat.get(reverse("cases:my_concerns")).content.decode()
    assert "Which school?" in pat.get(mine(concern)).content.decode()
    answer = reverse("cases:my_concern_answer", args=[concern.reference, asked.pk])
    assert pat.post(answer, {"text": "Oakfield."}).status_code == 302
    concern.refresh_from_db()
    assert concern.status == ConcernStatus.NEW
    again = pat.post(answer, {"text": "Another."})
    assert again.status_code == 409
    assert "Another." in again.content.decode()
    assert concern.notes.filter(kind=ConcernNoteKind.ANSWER).count() == 1
    assert "You answered" in pat.get(mine(concern)).content.decode()


def test_it_waits_until_every_question_is_answered(cast: Cast, pat: Client, concern: Concern) -> None:
    first, second = question_about(cast, concern), question_about(cast, concern, "Which day?")
    pat.post(reverse("cases:my_concern_answer", args=[concern.reference, first.pk]), {"text": "One"})
    concern.refresh_from_db()
    assert concern.status == ConcernStatus.WAITING
    pat.post(reverse("cases:my_concern_answer", args=[concern.reference, second.pk]), {"text": "Two"})
    concern.refresh_from_db()
    assert concern.status == ConcernStatus.NEW


def test_a_question_of_another_concern_cannot_be_reached(cast: Cast, pat: Client, concern: Concern) -> None:
    other = log_concern(answers(), by=cast.brian)
    asked = question_about(cast, other)
    assert pat.get(reverse("cases:my_concern_answer", args=[concern.reference, asked.pk])).status_code == 404


@pytest.mark.parametrize("reference", ["C-2026-999999", "nothing", "C-2026-000001-x"])
def test_unknown_references_are_not_there(pat: Client, concern: Concern, reference: str) -> None:
    assert pat.get(reverse("cases:my_concern", args=[reference])).status_code == 404


def test_empty_page_says_what_would_be_here(pat: Client) -> None:
    page = pat.get(reverse("cases:my_concerns")).content.decode()
    assert "You have not sent a concern yet" in page


def test_list_costs_the_same_however_many_there_are(
    cast: Cast, pat: Client, concern: Concern, django_assert_num_queries: Any
) -> None:
    pat.get(reverse("cases:my_concerns"))
    with CaptureQueriesContext(connection) as one:
        pat.get(reverse("cases:my_concerns"))
    for number in range(8):
        una = NewPerson("young_person", "Una", f"Upton {number}")
        child = PartyAnswers("young_person", added=una, not_on_record=True)
        log_concern(answers(child), by=cast.pat)
    with django_assert_num_queries(len(one)):
        pat.get(reverse("cases:my_concerns"))
    assert len(one) <= 12
