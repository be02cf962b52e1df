"""What a lead does before deciding: look, ask, note indicators, split."""

from __future__ import annotations

import pytest
import time_machine

from safeguarding.audit.models import AuditEvent
from safeguarding.cases.choices import ConcernNoteKind, ConcernStatus, Indicator, ReporterState
from safeguarding.cases.models import Concern
from safeguarding.cases.services import enquiries, triage
from safeguarding.cases.services.concern_notes import answer_question
from safeguarding.core.errors import Conflict, Invalid, NotAllowed, Stale
from safeguarding.deadlines.models import Deadline
from tests.cast import Cast, fresh
from tests.factories.triage import ADULT, CHILD, a_waiting_concern, at

pytestmark = pytest.mark.django_db


def test_the_first_lead_who_looks_is_told_to_the_reporter_once(cast: Cast) -> None:
    concern = a_waiting_concern(cast)
    version = concern.version
    enquiries.look_at(concern, by=fresh(cast.mona))
    assert Concern.objects.get().looked_at is None, "who sees only numbers has not looked"
    enquiries.look_at(concern, by=fresh(cast.lena))
    enquiries.look_at(Concern.objects.get(), by=fresh(cast.leo))
    concern.refresh_from_db()
    assert concern.reporter_state == ReporterState.LOOKED_AT
    assert concern.version == version, "a page that another lead has open stays good"
    assert AuditEvent.objects.filter(verb="concern.looked_at").count() == 1


def test_a_question_waits_and_its_answer_brings_the_concern_back(cast: Cast) -> None:
    concern = a_waiting_concern(cast)
    asked = enquiries.ask(concern=concern, text="Which evening?", by=fresh(cast.lena), version=concern.version)
    concern.refresh_from_db()
    assert concern.status == ConcernStatus.WAITING
    assert Deadline.objects.running().filter(subject_type="concern", subject_id=concern.pk).exists(), (
        "its clock goes on"
    )
    notice = cast.pat.notices.get()
    assert "question" in notice.title
    assert "Which evening" not in f"{notice.title}{notice.body}"
    answer_question(asked, text="Thursday", by=fresh(cast.pat))
    concern.refresh_from_db()
    assert concern.status == ConcernStatus.NEW
    assert cast.lena.notices.filter(title__contains="answered").exists()


def test_a_question_needs_words_and_a_current_page(cast: Cast) -> None:
    concern = a_waiting_concern(cast)
    with pytest.raises(Invalid):
        enquiries.ask(concern=concern, text="  ", by=fresh(cast.lena))
    with pytest.raises(Stale):
        enquiries.ask(concern=concern, text="Which?", by=fresh(cast.lena), version=concern.version + 1)
    with pytest.raises(NotAllowed):
        enquiries.ask(concern=concern, text="Which?", by=fresh(cast.mona))
    assert not concern.notes.filter(kind=ConcernNoteKind.QUESTION).exists()


def test_indicators_are_added_and_none_of_the_reporters_is_lost(cast: Cast) -> None:
    concern = a_waiting_concern(cast, Indicator.FEAR)
    enquiries.add_indicators(concern=concern, indicators=[Indicator.FEAR, Indicator.AFFECTION], by=fresh(cast.lena))
    assert {row.indicator for row in concern.indicators.all()} == {Indicator.FEAR, Indicator.AFFECTION}
    with pytest.raises(Invalid, match="not noted yet"):
        enquiries.add_indicators(concern=concern, indicators=[Indicator.FEAR], by=fresh(cast.lena))
    with pytest.raises(Invalid):
        enquiries.add_indicators(concern=concern, indicators=["whistles"], by=fresh(cast.lena))


def test_splitting_makes_a_concern_of_its_own_and_buys_no_time(cast: Cast) -> None:
    people = [(CHILD, cast.people["ann"]), (ADULT, cast.people["carl"]), (ADULT, cast.people["brian"])]
    received = at("2026-12-23 09:00")
    with time_machine.travel(received, tick=False):
        concern = a_waiting_concern(cast, Indicator.FEAR, people=people, child_words="Leave me", received_at=received)
    with time_machine.travel(at("2026-12-29 15:00"), tick=False):
        other = enquiries.split(
            concern=concern, parties=concern.parties.filter(person=cast.people["brian"]), indicators=[Indicator.FEAR],
            about="A second PCSO shouted at her.", by=fresh(cast.lena), version=concern.version,
        )  # fmt: skip
    assert other.reference != concern.reference
    assert (other.received_at, other.split_from, other.child_words) == (received, concern, "")
    clocks = Deadline.objects.filter(rule__key="concern_triage").values_list("subject_id", "due_at")
    due = dict(clocks)
    assert due[other.pk] == due[concern.pk] == at("2026-12-24 23:59:59")
    assert [party.person for party in other.parties.all()] == [cast.people["brian"]]
    assert concern.parties.count() == 3, "the original stays as it was told"
    for name in ("brian", "bella"):
        assert not Concern.objects.visible_to(fresh(cast.users[name])).exists()
    assert not hasattr(other, "reporter"), "who reported it stays with the original alone"


def test_what_a_split_needs(cast: Cast) -> None:
    concern = a_waiting_concern(cast)
    everybody, nobody = concern.parties.all(), concern.parties.none()
    for parties, about in ((nobody, "x"), (everybody, "x"), (concern.parties.all()[:1], " ")):
        with pytest.raises(Invalid):
            enquiries.split(concern=concern, parties=parties, about=about, by=fresh(cast.lena))
    assert Concern.objects.count() == 1


def test_a_concern_that_was_split_off_has_nobody_to_ask(cast: Cast) -> None:
    concern = a_waiting_concern(cast)
    other = enquiries.split(concern=concern, parties=concern.parties.all()[:1], about="x", by=fresh(cast.lena))
    with pytest.raises(Conflict, match="split from"):
        enquiries.ask(concern=other, text="Which?", by=fresh(cast.lena))


def test_nothing_is_done_with_a_decided_concern(cast: Cast) -> None:
    concern = a_waiting_concern(cast, Indicator.FEAR)
    triage.decide(concern, triage.Verdict(route="case_psd", rationale="Afraid"), version=None, by=fresh(cast.lena))
    with pytest.raises(Conflict):
        enquiries.ask(concern=concern, text="Which?", by=fresh(cast.leo))
    with pytest.raises(Conflict):
        enquiries.split(concern=concern, parties=concern.parties.all()[:1], about="x", by=fresh(cast.leo))
