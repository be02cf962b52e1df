"""The pages of what was found in messages, and of the rules over them."""

from __future__ import annotations

import re
from importlib import import_module

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from safeguarding.audit.choices import Purpose
from safeguarding.audit.models import AuditEvent
from safeguarding.audit.services import record
from safeguarding.cases.choices import ConcernPartyRole, ConflictKind, Indicator, Route
from safeguarding.cases.models import Case, CaseConflict, Concern, ConcernDraft
from safeguarding.cases.selectors.history import events_of, in_sentences
from safeguarding.cases.services.access import (
    declare_conflict,
    rebuild_access_lists,
    rebuild_concern_conflicts,
    withdraw_conflict,
)
from safeguarding.cases.services.cases import open_case
from safeguarding.cases.services.concerns import PartyAnswers, log_concern
from safeguarding.conversations.choices import MessageKind
from safeguarding.conversations.models import BegunConcern, Finding, Message, MessageExport
from safeguarding.conversations.selectors.raised import concerns_from
from safeguarding.conversations.services import judging, looking
from safeguarding.conversations.services.raising import start_concern
from safeguarding.core import clock
from safeguarding.notices.models import Notice
from safeguarding.people.views.found import PURPOSE
from tests.cast import Cast, fresh
from tests.factories.casework import BECAUSE, signed_in
from tests.factories.concerns import ADULT, answers
from tests.factories.messages import founding
from tests.factories.work import a_case, the_child, the_pcso

pytestmark = pytest.mark.django_db


@pytest.fixture
def export(cast: Cast) -> MessageExport:
    case = a_case(cast)
    insta, _ = founding(cast, case, the_pcso(cast, case), the_child(cast, case))
    looking.look_through(export=insta)
    return insta


def browser(cast: Cast, name: str = "lena") -> Client:
    client = signed_in(getattr(cast, name))
    session = client.session
    session[PURPOSE] = {"purpose": Purpose.CASE_WORK, "text": ""}
    session.save()
    return client


def address(name: str, case: Case, *args: object) -> str:
    return reverse(f"conversations:{name}", args=[case.reference, *args])


def secrecy(export: MessageExport) -> Finding:
    return export.findings.get(indicator=Indicator.ASKS_SECRECY)


def test_the_lexicon_shows_every_line_with_its_example(cast: Cast) -> None:
    page = signed_in(cast.pat).get(reverse("conversations:lexicon")).content.decode()
    assert "Version 2026." in page
    assert "Dont tell any1 i messaged you" in page
    assert "Tell everyone about the parade on Sunday" in page


def test_the_list_shows_the_words_that_matched_in_their_message(cast: Cast, export: MessageExport) -> None:
    page = browser(cast).get(address("findings", export.case)).content.decode()
    assert "good, <mark>don&#x27;t tell anyone</mark> i messaged you" in page
    only = browser(cast).get(address("findings", export.case) + "?indicator=compliments_appearance").content.decode()
    assert "so pretty</mark> in that photo" in only
    assert "i messaged you" not in only


def test_the_list_opens_on_what_nobody_looked_at_and_each_leads_to_the_next(cast: Cast, export: MessageExport) -> None:
    client, where = browser(cast), address("findings", export.case)
    first = client.get(where)
    pks = [row.finding.pk for row in first.context["rows"]]
    assert len(pks) == export.findings.count()
    # No name of a line or a pattern: a person reads what was looked for.
    page = first.content.decode()
    assert "run-" not in page
    assert "secret-tell" not in page
    walked, at = [pks[0]], client.get(address("finding", export.case, pks[0]))
    assert at.context["row"].previous is None
    while (step := at.context["row"].next) is not None:
        walked.append(step)
        at = client.get(address("finding", export.case, step))
    assert walked == pks
    assert at.context["row"].previous == pks[-2]
    said = {"version": 1, "said": "dismissed", "reason": "Old."}
    answer = client.post(f"{address('finding', export.case, pks[1])}?status=open", said)
    assert answer["Location"] == f"{address('finding', export.case, pks[2])}?status=open"
    assert client.get(answer["Location"]).context["row"].left == len(pks) - 1
    assert pks[1] not in [row.finding.pk for row in client.get(where).context["rows"]]
    for status, shown in (("dismissed", [pks[1]]), ("all", pks), ("agreed", [])):
        rows = client.get(f"{where}?status={status}").context["rows"]
        assert [row.finding.pk for row in rows] == shown
    Finding.objects.filter(pk__in=pks).update(
        status="dismissed", decided_by=cast.lena, decided_at=clock.now(), reason="x"
    )
    assert "Every one of these has been looked at" in client.get(where).content.decode()


def test_a_person_agrees_with_a_reason_and_takes_it_back(cast: Cast, export: MessageExport) -> None:
    client, one = browser(cast), secrecy(export)
    where = address("finding", export.case, one.pk)
    assert "i hope nobody knows we chat" in client.get(where).content.decode()
    assert client.post(where, {"version": 1, "said": "agreed", "reason": ""}).status_code == 422
    assert client.post(where, {"version": 1, "said": "agreed", "reason": "To a child."}).status_code == 302
    one.refresh_from_db()
    assert (one.status, one.decided_by) == ("agreed", cast.lena)
    assert client.post(where, {"version": 1, "said": "dismissed", "reason": "Old."}).status_code == 412
    undo = address("finding_undo", export.case, one.pk)
    # A page that was opened before somebody said something else of it takes nothing back.
    assert client.post(undo, {"version": 1}).status_code == 412
    assert client.post(undo, {"version": 2}).status_code == 302
    one.refresh_from_db()
    assert one.status == "open"


def test_a_message_goes_into_the_chronology_with_where_it_stands(cast: Cast, export: MessageExport) -> None:
    one = secrecy(export)
    assert browser(cast).post(address("finding_chronology", export.case, one.pk)).status_code == 302
    entry = export.case.chronology.get(kind="message")
    assert entry.happened_at == one.message.sent_at
    assert f"Message {one.message_id} of exhibit" in entry.text
    assert one.message.place not in entry.text
    assert export.sha256 in entry.text
    assert "PCSO B wrote on Instagram" in entry.text


def test_the_rules_page_shows_what_failed_and_the_message_that_shows_it(cast: Cast, export: MessageExport) -> None:
    client, where = browser(cast), address("rules", export.case, export.pk)
    assert "The rules were not asked yet" in client.get(where).content.decode()
    assert client.post(address("rules_ask", export.case, export.pk)).status_code == 302
    assert "The rules wait to be asked" in client.get(where).content.decode()
    assert client.post(address("rules_ask", export.case, export.pk)).status_code == 409
    judging.judge_waiting()
    page = client.get(where).content.decode()
    assert "COM-15 No personal social media" in page
    assert "Critical" in page
    assert "A child was reached through a personal account." in page
    assert "This is not a pass: something is missing." in page
    one = client.get(address("rule", export.case, export.pk, "COM-13")).content.decode()
    assert "hiya are you ok?" in one
    assert "An adult sent a private message to one person." in one
    assert "?at=1#m1" in one
    assert client.get(address("rule", export.case, export.pk, "COM-99")).status_code == 404


def test_a_broken_rule_without_exception_offers_a_concern_that_names_nobody(cast: Cast, export: MessageExport) -> None:
    client, where = browser(cast), address("rules_concern", export.case, export.pk)
    assert client.post(where).status_code == 404
    judging.ask_rules(export=export, by=fresh(cast.lena))
    judging.judge_waiting()
    answer = client.post(where)
    assert answer.status_code == 302
    draft = ConcernDraft.objects.get(owner=cast.lena)
    [what] = draft.answers["what-happened"]["what_happened"]
    assert re.search(r"COM-15 No personal social media \(\d+ times?\)", what)
    case, exhibit = export.case, export.source.exhibit
    for tells in ("Ann", "Instagram", "SC-", case.reference, case.title, exhibit.reference):
        assert tells not in what
    assert draft.answers["when-where"]["when_kind"] == ["period"]
    assert "2026" in client.get(answer["Location"].replace("danger", "when-where")).content.decode()


def test_where_a_concern_came_from_is_known_to_the_case_alone_and_its_conflicts_hold(
    cast: Cast, export: MessageExport
) -> None:
    case, where = export.case, address("rules", export.case, export.pk)
    CaseConflict.objects.create(case=case, user=cast.leo, kind=ConflictKind.DECLARED, reason="A cousin")
    judging.ask_rules(export=export, by=fresh(cast.lena))
    judging.judge_waiting()
    browser(cast).post(address("rules_concern", case, export.pk))
    draft = ConcernDraft.objects.get(owner=cast.lena)
    concern = log_concern(answers(), by=fresh(cast.lena), draft=draft)
    assert list(concern.conflicts.values_list("user", "kind")) == [(cast.leo.pk, ConflictKind.FOLLOWS)]
    assert rebuild_concern_conflicts(concern) == 0
    assert not Concern.objects.visible_to(fresh(cast.leo)).filter(pk=concern.pk).exists()
    assert not Notice.objects.filter(recipient=cast.leo, subject_type="concern").exists()
    assert concern.reference in browser(cast).get(where).content.decode()
    told = "began a concern about what the rules said"
    sentences = [one.words for one in in_sentences(events_of(case, fresh(cast.lena), with_conflicts=True))]
    assert sum(told in words for words in sentences) == 1
    assert all(cast.lena.last_name not in words for words in sentences if told in words), "who reports is kept apart"
    kept = AuditEvent.objects.filter(object_type__in=("concern", "concerndraft"))
    assert not [one for one in kept if case.reference in f"{one.sentence} {one.data}"]


def test_a_conflict_that_comes_later_follows_to_the_concern_and_to_the_case_that_it_became(
    cast: Cast, export: MessageExport
) -> None:
    case, lena, leo = export.case, fresh(cast.lena), cast.leo
    judging.ask_rules(export=export, by=lena)
    judging.judge_waiting()
    young = PartyAnswers(role=ConcernPartyRole.YOUNG_PERSON, description="A girl of the club")
    waits, taken = [
        log_concern(answers(ADULT, young), by=lena, draft=start_concern(export.judgements.get(), by=lena))
        for _ in range(2)
    ]
    became = open_case(concerns=[taken], route=Route.CASE, owner=lena, because=BECAUSE, by=lena)

    def seen() -> list[bool]:
        matters = (Concern.objects.filter(pk=waits.pk), Concern.objects.filter(pk=taken.pk))
        cases = Case.objects.filter(pk=became.pk)
        return [rows.visible_to(fresh(leo)).exists() for rows in (*matters, cases)]

    assert seen() == [True] * 3
    declare_conflict(case=case, user=leo, reason="A cousin", by=lena)
    assert seen() == [False] * 3
    assert rebuild_access_lists(by=lena).differing_rows == 0
    withdraw_conflict(case=case, user=leo, reason="No cousin", by=lena)
    assert seen() == [True] * 3


def test_out_of_which_messages_a_concern_was_begun_stands_in_a_table_and_not_in_the_record_alone(
    cast: Cast, export: MessageExport
) -> None:
    """Nothing decides from the record of what was done. What it alone had said before was carried over."""
    lena = fresh(cast.lena)
    judging.ask_rules(export=export, by=lena)
    judging.judge_waiting()
    sent = log_concern(answers(ADULT), by=lena, draft=start_concern(export.judgements.get(), by=lena))
    thrown_away = start_concern(export.judgements.get(), by=lena)
    record("case.concern_begun", by=lena, obj=export.case, data={"draft": 0, "export": export.pk})
    assert list(concerns_from(lena, export)) == [sent]
    thrown_away.delete()
    assert BegunConcern.objects.count() == 1
    BegunConcern.objects.all().delete()
    step = import_module("safeguarding.conversations.migrations.0018_begun_concerns")
    with connection.cursor() as cursor:
        cursor.execute(step.FROM_THE_RECORD)
    assert list(concerns_from(lena, export)) == [sent]


def test_the_page_says_when_something_it_rests_on_changed(cast: Cast, export: MessageExport) -> None:
    judging.ask_rules(export=export, by=fresh(cast.lena))
    judging.judge_waiting()
    export.participants.filter(name="pd_walker").update(account=None)
    page = browser(cast).get(address("rules", export.case, export.pk)).content.decode()
    assert "Out of date." in page
    assert "Judge again" in page


@pytest.mark.parametrize("name", ["mona", "cora", "aud", "lars"])
def test_who_does_not_read_the_case_is_told_nothing(cast: Cast, export: MessageExport, name: str) -> None:
    client, one = browser(cast, name), secrecy(export)
    for where in (
        address("findings", export.case), address("finding", export.case, one.pk),
        address("rules", export.case, export.pk), address("rule", export.case, export.pk, "COM-13"),
    ):  # fmt: skip
        assert client.get(where).status_code == 404
    assert client.post(address("finding", export.case, one.pk), {}).status_code == 404


def test_a_line_of_the_program_is_called_so_beside_a_finding(cast: Cast, export: MessageExport) -> None:
    found = secrecy(export)
    thread = found.message.conversation
    Message.objects.create(
        export=export, conversation=thread, position=90, kind=MessageKind.SYSTEM, text="You are now connected",
        raw="{}", place="line 90", sent_at=found.message.sent_at,
    )  # fmt: skip
    page = browser(cast).get(address("finding", export.case, found.pk)).content.decode()
    assert "The program, " in page
    assert "Unidentified ," not in page
