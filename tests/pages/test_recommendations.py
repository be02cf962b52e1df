"""Recommendations in the browser: the board and its file, one with its steps, and what goes to a body that asks."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from safeguarding.audit.models import AuditEvent
from safeguarding.core.clock import date_words
from safeguarding.recommendations import services
from safeguarding.recommendations.choices import Status
from safeguarding.recommendations.models import Recommendation
from tests.cast import Cast, fresh
from tests.factories import guidance
from tests.factories import recommendations as make
from tests.factories.casework import opened, signed_in
from tests.factories.schemes import tolerated

pytestmark = pytest.mark.django_db


def text(response: Any) -> str:
    return str(response.content.decode())


def page(name: str, *args: Any) -> str:
    return reverse(f"recommendations:{name}", args=args)


def on(name: str, days: int) -> dict[str, int]:
    day = make.day(days)
    return {f"{name}-{each}": getattr(day, each) for each in ("day", "month", "year")}


@pytest.fixture
def lena(cast: Cast) -> Client:
    return signed_in(cast.lena)


def test_one_is_put_on_record_with_its_clock_and_why(lena: Client) -> None:
    new = {
        "basis": "para_28a", "recommended_by": "The IOPC", "scope": "local", "addressee_kind": "this_force",
        "addressee": "Northshire Police", "title": "Own accounts", "text": "Say it plainly.", **on("made_on", -10),
    }  # fmt: skip
    missing = lena.post(page("add"), {**new, "text": ""})
    assert missing.status_code == 422
    assert "Enter what is recommended" in text(missing)
    lena.post(page("add"), new)
    held = Recommendation.objects.get()
    shown = text(lena.get(held.get_absolute_url()))
    assert "Police Reform Act 2002 Sch 3 para 28B(2)" in shown
    assert "Give it to somebody" in shown


def test_the_board_shows_the_clock_the_reach_and_the_refusals_and_leaves_as_a_file(cast: Cast, lena: Client) -> None:
    guidance.placed(cast.people["brian"], tolerated(cast))
    late = make.in_hand(cast, make.day(-60), title="This one is late")
    make.audience(cast, late, "outside_official", policy=guidance.in_force(cast).document)
    make.refused_by_them(cast, title="This one was refused")
    shown = text(lena.get(page("board")))
    assert "1 recommendation is late." in shown
    assert "Share reached of Adults of schemes outside the official one" in shown
    assert "0 of 1 (0%)" in shown
    assert "Existing rules cover it" in shown
    assert "This one was refused" in text(lena.get(page("columns")))
    narrowed = text(lena.get(f"{page('board')}?overdue=on"))
    assert "This one is late" in narrowed
    assert "This one was refused" not in narrowed
    answer = lena.get(f"{page('board')}?as=csv")
    lines = list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))
    head = next(n for n, line in enumerate(lines) if "How it stands" in line)
    rows = {row["Title"]: row for row in (dict(zip(lines[head], line, strict=False)) for line in lines[head + 1 :])
            if row.get("Status")}  # fmt: skip
    assert (rows["This one is late"]["Late"], rows["This one is late"]["Share in percent"]) == ("Yes", "0")
    assert rows["This one was refused"]["Reasons"] == "Existing rules cover it"
    assert AuditEvent.objects.filter(verb="recommendations.exported").exists()


def test_only_the_steps_that_one_may_take_now_are_offered(cast: Cast, lena: Client) -> None:
    held = make.drafted(cast)
    address = held.get_absolute_url()
    assert "Approve the answer" not in text(lena.get(address))
    assert "Approve the answer" in text(signed_in(cast.mona).get(address))
    assert "Write the answer" in text(signed_in(cast.cora).get(address))
    read = text(signed_in(cast.aud).get(address))
    assert "steps/" not in read
    assert signed_in(cast.aud).get(page("step", held.pk, "draft")).status_code == 403
    assert lena.get(page("step", held.pk, "settle")).status_code == 404


def test_an_answer_that_is_late_is_refused_beside_its_field_and_then_marked(cast: Cast, lena: Client) -> None:
    held = make.approved(cast, make.day(-60))
    step = page("step", held.pk, "send")
    refused = lena.post(step, {"version": held.version, **on("sent_on", 0)})
    assert refused.status_code == 422
    assert "Police Reform Act 2002 Sch 3 para 28B(3)" in text(refused)
    lena.post(step, {"version": held.version, **on("sent_on", 0), "late_because": "It lay unread."})
    shown = text(lena.get(held.get_absolute_url()))
    assert "It was late." in shown
    assert f"due by {date_words(make.day(-5))}" in shown


def test_more_time_asked_for_too_late_is_refused_beside_its_field_with_rule_and_source(cast: Cast) -> None:
    held, cora = make.in_hand(cast, make.day(-60)), signed_in(cast.cora)
    asks = {"version": held.version, "reason": "Holidays", **on("asked_on", 0), **on("wanted_until", 30)}
    refused = cora.post(page("step", held.pk, "ask_extension"), asks)
    assert refused.status_code == 422
    said = f"The period ended on {date_words(make.day(-5))}. It can only be extended on an application"
    assert said in text(refused)
    assert "received inside it (Police Reform Act 2002 Sch 3 para 28B(3))" in text(refused)
    assert make.again(held).status == Status.OWNER_ASSIGNED
    shown = text(cora.get(held.get_absolute_url()))
    assert "5 days late" in shown
    assert "Police Reform Act 2002 Sch 3 para 28B(2)" in shown


def test_who_has_one_in_hand_finds_it_from_learning_whatever_their_role(cast: Cast) -> None:
    cora, tab = signed_in(cast.cora), f'href="{page("board")}"'
    assert tab not in text(cora.get(reverse("learning:report_list")))
    held = make.in_hand(cast)
    assert tab in text(cora.get(reverse("learning:report_list")))
    shown = text(cora.get(page("board")))
    assert held.title in shown
    assert tab not in text(signed_in(cast.pat).get(reverse("learning:report_list")))


def test_who_comes_second_keeps_what_they_typed_and_reads_what_it_says_now(cast: Cast, lena: Client) -> None:
    held = make.national(cast)
    opened_at = held.version
    leo = signed_in(cast.leo)
    theirs = {
        "version": opened_at, "position": "not_accepted", "response_text": "They said no.", "reasons": ["law"],
        "reason_text": "Not by law.", **on("answered_on", 0),
    }  # fmt: skip
    assert lena.post(page("step", held.pk, "record_answer"), theirs).status_code == 302
    second = leo.post(
        page("step", held.pk, "record_answer"), {**theirs, "position": "accepted", "response_text": "They said yes."}
    )
    assert second.status_code in {409, 412}
    assert "They said yes." in text(second)
    assert make.again(held).response_text == "They said no."
    assert make.again(held).status == Status.NOT_ACCEPTED


def test_those_of_a_case_stand_on_its_page_and_are_put_on_the_board_there(cast: Cast, lena: Client) -> None:
    case = opened(cast)
    make.recorded(cast, case=case, title="From this case")
    of_case = page("of_case", case.reference)
    assert "From this case" in text(lena.get(of_case))
    aud = signed_in(cast.aud)
    assert "From this case" not in text(aud.get(page("board")))
    held = Recommendation.objects.get()
    assert "it must name nobody" in text(lena.get(page("release", held.pk)))
    lena.post(page("release", held.pk), {"version": held.version})
    shown = text(aud.get(page("board")))
    assert "From this case" in shown
    assert case.reference not in text(aud.get(held.get_absolute_url()))


def test_a_public_body_gets_a_document_and_that_is_on_record(cast: Cast, lena: Client) -> None:
    held = make.published(cast, title="It was answered")
    services.begin(held, version=None, by=fresh(cast.lena))
    assert "It was answered" in text(lena.get(page("give_out")))
    missing = lena.post(page("give_out"), {"recipient": "", "reason": ""})
    assert missing.status_code == 422
    made = lena.post(page("give_out"), {"recipient": "The inspectorate", "reason": "Its question of May"})
    assert made["Content-Type"] == "application/pdf"
    assert made.content.startswith(b"%PDF")
    assert AuditEvent.objects.get(verb="recommendations.given_out").data["recipient"] == "The inspectorate"
    assert signed_in(cast.aud).get(page("give_out")).status_code == 403


def test_what_is_to_be_done_next_is_the_button_and_is_given_to_somebody_else(cast: Cast, lena: Client) -> None:
    held = make.published(cast)
    services.begin(held, version=None, by=fresh(cast.lena))
    later, todo = held.actions.get(), make.action(cast, held, 3, owner=cast.ivy)
    address, give = held.get_absolute_url(), page("action_give", held.pk, todo.pk)
    shown = text(lena.get(address))
    finish = page("action_finish", held.pk, todo.pk)
    assert f'class="govuk-button" href="{finish}"' in shown
    assert "Ivy Example" in shown.partition("To be done next:")[2].partition("</p>")[0]
    assert f'govuk-button--secondary" href="{page("step", held.pk, "evidence")}"' in shown
    assert give in shown
    asked = text(lena.get(give))
    assert f'<option value="{cast.leo.pk}">' in asked
    assert f'<option value="{cast.ivy.pk}">' not in asked
    missing = lena.post(give, {"owner": cast.leo.pk, "reason": "", "version": todo.version})
    assert missing.status_code == 422
    lena.post(give, {"owner": cast.leo.pk, "reason": "She has left.", "version": todo.version})
    assert "Leo Example" in text(lena.get(address)).partition("To be done next:")[2].partition("</p>")[0]
    ivy = signed_in(cast.ivy)
    assert finish not in text(ivy.get(address))
    assert ivy.get(page("action_give", held.pk, later.pk)).status_code == 403


def test_the_clock_of_something_to_do_says_what_it_is(cast: Cast, lena: Client) -> None:
    held = make.in_hand(cast)
    todo = services.add_action(
        held, services.NewAction("Write a plan of telling", cast.lena, make.day(0)), by=fresh(cast.lena)
    )
    for address in (reverse("cases:my_work"), reverse("dashboards:clocks")):
        assert "Write a plan of telling" in text(lena.get(address)), address
    assert todo.what not in text(signed_in(cast.wes).get(reverse("dashboards:clocks")))


def test_a_day_for_the_answer_is_asked_only_where_no_law_sets_it(cast: Cast, lena: Client) -> None:
    shown = text(lena.get(page("add")))
    assert shown.count("By when is it to be answered?") == 4
    assert "answer_by_para_28a" not in shown
    new = {
        "basis": "inspectorate", "recommended_by": "The inspectorate", "scope": "local", "title": "Own accounts",
        "addressee_kind": "this_force", "addressee": "Northshire Police", "text": "Say it plainly.",
        **on("made_on", -10), **on("answer_by_inspectorate", 20),
    }  # fmt: skip
    wrong = lena.post(page("add"), {**new, **on("answer_by_inspectorate", -20)})
    assert wrong.status_code == 422
    assert 'href="#id_answer_by_inspectorate' in text(wrong)
    # What stands under another footing counts for nothing.
    lena.post(page("add"), {**new, "basis": "para_28a"})
    by_law, set_day = Recommendation.objects.get(), {"rule": "rec_response_set"}
    assert make.due_on(by_law) == make.day(-10 + 55)
    lena.post(page("add"), new)
    assert make.due_on(Recommendation.objects.exclude(pk=by_law.pk).get(), **set_day) == make.day(20)
