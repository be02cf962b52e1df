"""Sessions in the browser: planned, marked without a script, closed, exported; and what each person is shown."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from safeguarding.activities import services
from safeguarding.activities.choices import SessionKind
from safeguarding.activities.models import Attendance, Session
from safeguarding.audit.models import AuditEvent, Consultation
from safeguarding.cases.models import ConcernDraft
from safeguarding.core import clock
from safeguarding.risk.models import RiskAssessment
from safeguarding.risk.services import assessments
from safeguarding.risk.services.assessments import NewAssessment
from safeguarding.schemes.choices import ConditionKind
from tests.cast import Cast, fresh
from tests.factories.marks import mark
from tests.factories.schemes import condition, days_ago
from tests.factories.sessions import Group, a_group, a_session, helped, led, with_adults

pytestmark = pytest.mark.django_db


@pytest.fixture
def group(cast: Cast) -> Group:
    return a_group(cast, condition(ConditionKind.NO_OFFSITE, text="The force arranges no trips", set_on=days_ago(60)))


@pytest.fixture
def pat(cast: Cast, client: Client) -> Client:
    client.force_login(cast.pat)
    return client


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text(response: Any) -> str:
    return str(response.content.decode())


def plan(day: Any, **given: str) -> dict[str, Any]:
    sent = {"kind": "session", "title": "First aid", "begins": "18:00", "ends": "19:30", **given}
    return {**sent, **{f"day-{part}": getattr(day, part) for part in ("day", "month", "year")}}


def says_why(client: Client, child: Any) -> Any:
    return client.post(reverse("people:purpose", args=[child.pk]), {"purpose": "running_scheme", "purpose_text": ""})


def test_sessions_stand_in_the_menu_of_who_leads_a_scheme(cast: Cast, group: Group, pat: Client) -> None:
    assert 'href="/sessions/"' in text(pat.get("/concerns/mine/"))
    assert 'href="/sessions/"' not in text(signed_in(cast.brian).get("/concerns/mine/"))
    assert signed_in(cast.brian).get("/sessions/").status_code == 403


def test_a_trip_that_may_not_be_is_refused_at_the_question_and_what_was_typed_stays(group: Group, pat: Client) -> None:
    sent = {"scheme": group.scheme.pk, **plan(clock.today(), kind="offsite", title="Typed with care")}
    answer = pat.post(reverse("activities:session_plan"), sent)
    assert answer.status_code == 422
    for said in ("The force arranges no trips", "An assistant chief constable", "Typed with care"):
        assert said in text(answer)
    assert not Session.objects.exists()


def test_the_register_works_without_a_script_and_sent_twice_marks_once(cast: Cast, group: Group, pat: Client) -> None:
    session = a_session(cast, group)
    address = reverse("activities:register", args=[session.pk])
    assert group.young[0].name in text(pat.get(address))
    child = group.young[0].pk
    sent = {f"mark-{child}": "late", f"was-{child}": "", f"after-{child}": "", f"new-{child}": str(uuid.uuid4())}
    for _ in range(2):
        assert pat.post(address, sent).status_code == 302
    assert Attendance.objects.get().mark == "late"
    kept = Attendance.objects.get()
    again = {
        f"mark-{child}": "absent", f"was-{child}": "late", f"after-{child}": str(kept.client_id),
        f"new-{child}": str(uuid.uuid4()),
    }  # fmt: skip
    pat.post(address, again)
    assert Attendance.objects.get(standing="stands").mark == "absent"


def test_marks_of_a_script_are_answered_one_by_one(cast: Cast, group: Group, pat: Client) -> None:
    session = a_session(cast, group)
    address = reverse("activities:marks", args=[session.pk])
    marks = [{"id": str(uuid.uuid4()), "person": group.young[0].pk, "mark": "present", "at": "nonsense"}]
    answer = pat.post(address, json.dumps({"marks": marks}), content_type="application/json").json()
    assert answer["results"] == [{"id": marks[0]["id"], "outcome": "kept", "why": ""}]
    assert answer["register"][0]["mark"] == "present"
    assert group.young[0].family_name not in json.dumps(answer)


@pytest.mark.parametrize("body", ["{", "[]", '{"marks": [1]}', '{"marks": [{"id": "x"}]}', '{"marks": null}'])
def test_what_is_no_list_of_marks_is_refused(cast: Cast, group: Group, pat: Client, body: str) -> None:
    address = reverse("activities:marks", args=[a_session(cast, group).pk])
    assert pat.post(address, body, content_type="application/json").status_code == 422


def test_marks_that_contradict_are_shown_with_who_made_them_and_one_is_chosen(
    cast: Cast, group: Group, pat: Client
) -> None:
    session = a_session(cast, group)
    services.mark_register(session, [mark(group.young[0], "present")], by=fresh(cast.pat))
    services.mark_register(session, [mark(group.young[0], "absent")], by=fresh(cast.nora))
    page = re.sub("<[^>]+>", "", text(pat.get(reverse("activities:register", args=[session.pk]))))
    assert "Present, said Pat Example" in page
    assert "Absent, said Nora Example" in page
    rows = list(session.marks.order_by("pk"))
    choose = reverse("activities:choose", args=[session.pk, group.young[0].pk])
    pat.post(choose, {"chosen": rows[1].pk, "seen": [row.pk for row in rows]})
    assert session.marks.get(standing="stands").mark == "absent"


def test_who_oversees_sees_the_session_and_no_name_that_is_not_theirs(cast: Cast, group: Group) -> None:
    session = a_session(cast, group)
    page = text(signed_in(cast.mona).get(session.get_absolute_url()))
    assert session.title in page
    assert group.young[0].name not in page
    assert "Record that it took place" not in page
    assert signed_in(cast.mona).get(reverse("activities:register", args=[session.pk])).status_code == 403
    assert Consultation.objects.filter(actor_id=cast.mona.pk, object_type="session", object_id=session.pk).exists()


def test_who_does_not_count_is_said_with_the_reason_and_what_is_missing_only_to_who_leads(
    cast: Cast, group: Group, pat: Client
) -> None:
    session = with_adults(cast, a_session(cast, group, days=5), led(group.pat), helped(group.nora))
    said = "Does not count: does not have everything that is needed"
    led_page, helped_page = (
        text(pat.get(session.get_absolute_url())),
        text(signed_in(cast.nora).get(session.get_absolute_url())),
    )
    assert "Too few adults" in led_page
    assert said in led_page
    assert "Force vetting" in led_page
    assert said in helped_page
    assert "Force vetting" not in helped_page


def test_a_session_leads_to_a_concern_in_one_tap(cast: Cast, group: Group, pat: Client) -> None:
    session = a_session(cast, group)
    assert reverse("cases:log_session", args=[session.pk]) in text(pat.get(session.get_absolute_url()))
    answer = pat.post(reverse("cases:log_session", args=[session.pk]))
    draft = ConcernDraft.objects.get(owner=cast.pat)
    assert str(draft.key) in answer["Location"]
    assert session.title in draft.answers["what-happened"]["what_happened"][0]
    assert draft.answers["when-where"]["exact_on-day"] == [str(session.day.day)]
    assert draft.answers["who"]["scheme"] == [str(group.scheme.pk)]
    assert signed_in(cast.brian).post(reverse("cases:log_session", args=[session.pk])).status_code == 404


def test_the_list_is_narrowed_and_leaves_as_a_file_that_is_recorded(cast: Cast, group: Group, pat: Client) -> None:
    a_session(cast, group, title="=HYPERLINK(1)")
    a_session(cast, group, days=5, title="To come")
    page = text(pat.get("/sessions/?when=coming"))
    assert "To come" in page
    assert "HYPERLINK" not in page
    rows = list(csv.reader(io.StringIO(pat.get("/sessions/?when=record&as=csv").content.decode("utf-8-sig"))))
    assert [row[1] for row in rows[2:-1]] == ["'=HYPERLINK(1)"]
    assert AuditEvent.objects.filter(verb="list.exported", actor_id=cast.pat.pk).count() == 1


def test_what_a_trip_lacks_stands_on_its_page_line_by_line(cast: Cast, pat: Client) -> None:
    group = a_group(cast, condition(ConditionKind.FREE))
    trip = a_session(cast, group, days=9, kind=SessionKind.OFFSITE)
    child = group.young[0]
    sent = {"people": [str(child.pk)], "version": trip.version}
    assert pat.post(reverse("activities:going", args=[trip.pk]), sent).status_code == 302
    page = text(pat.get(trip.get_absolute_url()))
    for said in ("Approval by somebody", f"Consent for {child.name}", "An approved risk assessment"):
        assert said in page
    answer = {"state": "given", "answered_by": "Their mother", "evidence": "Signed form"}
    on = {f"answered_on-{part}": getattr(clock.today(), part) for part in ("day", "month", "year")}
    consent = reverse("activities:consent", args=[trip.pk, trip.consents.get().pk])
    says_why(pat, child)
    assert pat.post(consent, {**answer, **on}).status_code == 302
    assert f"Consent for {child.name}" not in text(pat.get(trip.get_absolute_url()))


def test_who_changes_a_trip_that_was_asked_for_is_told_to_ask_again(cast: Cast, pat: Client) -> None:
    group = a_group(cast, condition(ConditionKind.FREE))
    trip = a_session(cast, group, days=9, kind=SessionKind.OFFSITE)
    services.ask(trip, version=None, by=fresh(cast.pat))
    address = reverse("activities:session_edit", args=[trip.pk])
    day = clock.london_date(trip.starts_at)
    for title, said in (("Another title", "It has to be approved again"), ("A third title", "Saved.")):
        sent = {**plan(day, kind="offsite", title=title), "version": Session.objects.get(pk=trip.pk).version}
        page = text(pat.post(address, sent, follow=True))
        assert f"{title}" in page
        assert said in page.split("<h1")[0]


def test_an_assessment_of_another_activity_is_shown_as_such_and_confirmed(cast: Cast, pat: Client) -> None:
    group = a_group(cast, condition(ConditionKind.FREE))
    trip = a_session(cast, group, days=9, kind=SessionKind.OFFSITE, title="Museum")
    own, canal = (
        RiskAssessment.objects.create(
            force=cast.force, scheme=group.scheme, reference=f"RA-{title}", kind="activity", title=title,
            written_by=cast.pat, status="approved", approved_by=cast.cora, approved_on=clock.today(),
            review_on=clock.today() + dt.timedelta(days=300),
        )
        for title in ("Museum", "Canal boat day")
    )  # fmt: skip
    address = reverse("activities:assessment", args=[trip.pk])
    page = text(pat.get(address))
    assert "Canal boat day: made for another activity" in page
    assert "Museum: made" not in page
    sent = {"assessment": canal.pk, "version": trip.version}
    refused = pat.post(address, sent)
    assert refused.status_code == 422
    assert "Confirm that it covers this one too" in text(refused)
    assert pat.post(address, {**sent, "covers": "on"}).status_code == 302
    assert pat.post(address, {"assessment": own.pk, "version": trip.version + 1}).status_code == 302


def test_of_what_is_over_nobody_is_asked_what_to_change(cast: Cast, pat: Client) -> None:
    group = a_group(cast, condition(ConditionKind.FREE))
    done = a_session(cast, group, days=-2)
    Session.objects.filter(pk=done.pk).update(status="cancelled")
    for page in ("edit", "adults", "cancel", "hold", "close"):
        answer = pat.get(reverse(f"activities:session_{page}", args=[done.pk]))
        assert answer.status_code == 409, page
        assert "This is cancelled" in text(answer)


def test_who_cares_for_a_young_person_is_shown_for_consent_only_with_a_purpose_that_is_written_down(
    cast: Cast, pat: Client
) -> None:
    group = a_group(cast, condition(ConditionKind.FREE))
    trip = a_session(cast, group, days=9, kind=SessionKind.OFFSITE)
    child = group.young[0]
    services.set_going(trip, [child.pk], version=None, by=fresh(cast.pat))
    page = reverse("activities:consent", args=[trip.pk, trip.consents.get().pk])
    for sent_away in (pat.get(page), pat.post(page, {})):
        assert sent_away.headers["Location"] == reverse("people:purpose", args=[child.pk])
    pat.get(page)
    assert not Consultation.objects.filter(object_type="person", object_id=child.pk).exists()
    assert says_why(pat, child).headers["Location"] == page
    assert child.name in text(pat.get(page))
    read = Consultation.objects.get(object_type="person", object_id=child.pk)
    assert (read.actor_id, read.page, read.purpose) == (cast.pat.pk, "trip_consent", "running_scheme")


def test_what_is_not_there_is_not_found_before_the_right_to_it_is_asked(cast: Cast) -> None:
    group = a_group(cast, condition(ConditionKind.FREE))
    trip = a_session(cast, group, days=9, kind=SessionKind.OFFSITE)
    services.set_going(trip, [group.young[0].pk], version=None, by=fresh(cast.pat))
    overseer = signed_in(cast.cora)
    there, missing = (reverse("activities:consent", args=[trip.pk, pk]) for pk in (trip.consents.get().pk, 999_999))
    assert (overseer.get(there).status_code, overseer.get(missing).status_code) == (403, 404)


def test_the_adults_of_a_session_are_told_in_words_that_cannot_be_misread(cast: Cast, pat: Client) -> None:
    group = a_group(cast, condition(ConditionKind.FREE))
    session = a_session(cast, group, days=5)
    with_adults(cast, session, led(group.pat))
    assert "1 adult counts, 2 needed" in text(pat.get("/sessions/"))
    with_adults(cast, session, led(group.pat), helped(group.helper))
    page = text(pat.get("/sessions/"))
    assert "2 adults count, 2 needed" in page
    assert "of 2 needed" not in page


def test_an_empty_list_says_what_comes_first_to_each_who_looks(cast: Cast, group: Group, pat: Client) -> None:
    overseer = text(signed_in(cast.cora).get("/sessions/"))
    assert "No sessions yet" in overseer
    assert "a scheme needs a leader or organiser on record" in overseer
    assert reverse("schemes:scheme_list") in overseer
    assert "Plan the next one" in text(pat.get("/sessions/"))
    assert "you mark their registers" in text(signed_in(cast.nora).get("/sessions/"))
    a_session(cast, group, days=-1)
    narrowed = text(pat.get("/sessions/?when=coming"))
    assert "No such session" in narrowed
    assert "Show every session" in narrowed


def test_a_second_trip_begins_from_the_first_and_shows_what_was_written(cast: Cast, pat: Client) -> None:
    group = a_group(cast, condition(ConditionKind.FREE))
    first = a_session(cast, group, days=4, kind=SessionKind.OFFSITE, title="Canal boat day", place="Wharf")
    written = assessments.start(group.scheme, NewAssessment("activity", "On the water"), by=fresh(cast.pat))
    form = text(pat.get(reverse("activities:session_plan"), {"like": first.pk}))
    assert 'value="Canal boat day"' in form
    assert 'value="Wharf"' in form
    assert 'value="18:00"' in form
    second = a_session(cast, group, days=9, kind=SessionKind.OFFSITE)
    page = text(pat.get(second.get_absolute_url()))
    assert first.get_absolute_url() in page
    assert "None is named" in page
    naming = text(pat.get(reverse("activities:assessment", args=[second.pk])))
    assert reverse("risk:assessment", args=[written.pk]) in naming
    assert "draft" in naming
    elsewhere = signed_in(cast.wes).get(reverse("activities:session_plan"), {"like": first.pk})
    assert "Canal boat day" not in text(elsewhere)
