"""The pages of the work on a case: what each shows, who may do what, and what becomes of bad input."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client

from safeguarding.access.models import User
from safeguarding.audit.models import Consultation
from safeguarding.cases.models import Case, DbsDuty, ProtectiveMeasure, Referral, Review, Task
from safeguarding.cases.services import clocks, measures, referrals, tasks
from safeguarding.core import clock
from safeguarding.deadlines.models import Deadline
from tests.cast import Cast, fresh
from tests.factories.work import a_case, brian_is_the_subject, the_pcso, today

pytestmark = pytest.mark.django_db

LISTS = ("tasks", "referrals", "reviews", "measures", "clocks")


@pytest.fixture
def case(cast: Cast) -> Case:
    return a_case(cast)


def as_user(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def boxes(name: str, day: dt.date) -> dict[str, Any]:
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}


class Work:
    """A case with one row of each kind on it."""

    def __init__(self, cast: Cast, case: Case) -> None:
        lena = fresh(cast.lena)
        self.case, self.party = case, the_pcso(cast, case)
        self.task = tasks.add(case=case, title="Call the school", owner=cast.lena, due_on=today(3), by=lena)
        self.referral = referrals.add(case=case, kind="lado", why="She is twelve.", agency="Northshire", by=lena)
        self.measure = measures.take_measure(
            case=case, kind="removed_from_role", detail="No more school visits.", starts_on=today(),
            review_on=today(9), party=self.party, by=lena,
        )  # fmt: skip
        self.duty = DbsDuty.objects.get(case=case)
        self.clock = clocks.start_case_clock(
            case, "icpc", owner=cast.lena, start_at=clock.now(), why="The strategy discussion was held", by=lena
        )

    def url(self, path: str) -> str:
        return f"/cases/{self.case.reference}/{path}"

    def acts(self) -> list[str]:
        """Every page on which something is done."""
        return [
            "tasks/new/", f"tasks/{self.task.pk}/", f"tasks/{self.task.pk}/done/", f"tasks/{self.task.pk}/cancel/",
            "referrals/new/", f"referrals/{self.referral.pk}/send/", f"referrals/{self.referral.pk}/answer/",
            f"referrals/{self.referral.pk}/conclude/", f"referrals/{self.referral.pk}/drop/", "reviews/new/",
            "urgency/", "measures/new/", f"measures/{self.measure.pk}/review/", f"measures/{self.measure.pk}/end/",
            f"dbs-duties/{self.duty.pk}/", f"clocks/{self.clock.pk}/extend/", f"clocks/{self.clock.pk}/met/",
        ]  # fmt: skip


@pytest.fixture
def work(cast: Cast, case: Case) -> Work:
    return Work(cast, case)


def test_the_lists_show_the_work_with_why_each_clock_is_due(cast: Cast, work: Work) -> None:
    lena = as_user(cast.lena)
    wanted = {
        "tasks": ["Call the school", "The task was made"],
        "referrals": ["She is twelve.", "1 working day after the concern was received", "Record that it was sent"],
        "reviews": ["Not reviewed yet", "Reviewed at least every 28 days"],
        "measures": ["No more school visits.", "Duty to refer to the DBS: PCSO B", "s.35"],
        "clocks": ["Initial child protection conference", "Review the case", "The strategy discussion was held"],
    }
    for name, texts in wanted.items():
        page = lena.get(work.url(f"{name}/"))
        assert page.status_code == 200
        for text in texts:
            assert text in page.content.decode(), (name, text)
    assert Consultation.objects.filter(actor_id=cast.lena.pk).count() == len(LISTS)


def test_an_overdue_task_says_so_in_red_words(cast: Cast, work: Work) -> None:
    with time_machine.travel(clock.now() + dt.timedelta(days=6), tick=False):
        page = as_user(cast.lena).get(work.url("tasks/")).content.decode()
    assert '<strong class="app-late">3 days late</strong>' in page


def test_every_act_page_opens_or_says_why_not(cast: Cast, work: Work) -> None:
    sam = as_user(cast.sam)
    closed_to_it = {f"referrals/{work.referral.pk}/answer/", f"referrals/{work.referral.pk}/conclude/"}
    for path in work.acts():
        assert sam.get(work.url(path)).status_code == (409 if path in closed_to_it else 200), path


def test_who_sees_only_the_header_reads_the_clocks_and_does_nothing(cast: Cast, work: Work) -> None:
    clocks.extend(
        case=work.case, deadline=work.clock, until=today(60), reason="Her mother is in hospital.", by=fresh(cast.lena)
    )
    mona = as_user(cast.mona)
    page = mona.get(work.url("clocks/"))
    assert page.status_code == 200
    assert "Extended" in page.content.decode()
    for secret in ("hospital", "Mark as met", ">Extend<", "Call the school", "/extend/"):
        assert secret not in page.content.decode()
    for name in LISTS[:-1]:
        assert mona.get(work.url(f"{name}/")).status_code == 403
    for path in work.acts():
        assert mona.get(work.url(path)).status_code == 403, path
        assert mona.post(work.url(path), {}).status_code == 403, path


def test_for_strangers_and_who_is_in_conflict_there_is_nothing(cast: Cast, work: Work) -> None:
    brian_is_the_subject(cast, work.case)
    for name in ("pat", "lars", "wes", "root", "ivy", "brian", "bella", "adam", "aud"):
        client = as_user(getattr(cast, name))
        for path in [*(f"{one}/" for one in LISTS), *work.acts()]:
            assert client.get(work.url(path)).status_code == 404, (name, path)
            assert client.post(work.url(path), {}).status_code in (404, 405), (name, path)
    assert Client().get(work.url("tasks/")).status_code == 302


def test_case_workers_do_not_review_and_owners_not_their_own(cast: Cast, work: Work) -> None:
    assert as_user(cast.lena).get(work.url("reviews/new/")).status_code == 403
    own = Work(cast, a_case(cast, owner=cast.sam))
    refused = as_user(cast.sam).get(own.url("reviews/new/"))
    assert refused.status_code == 403
    assert "Somebody else must review" in refused.content.decode()


def test_a_task_from_its_form_to_its_end(cast: Cast, case: Case) -> None:
    lena = as_user(cast.lena)
    base = f"/cases/{case.reference}/tasks/"
    given = {"title": "Visit <b>her</b>", "detail": "", "owner": cast.leo.pk, **boxes("due_on", today(2))}
    assert lena.post(f"{base}new/", given)["Location"] == base
    task = Task.objects.get()
    assert "Visit &lt;b&gt;her&lt;/b&gt;" in lena.get(base).content.decode()
    given |= {"title": "Visit her", "version": task.version, **boxes("due_on", today(4))}
    assert lena.post(f"{base}{task.pk}/", given)["Location"] == f"{base}#task-{task.pk}"
    stale = lena.post(f"{base}{task.pk}/done/", {"version": 1, "outcome": "She is well."})
    assert stale.status_code == 412
    assert "What it says now" in stale.content.decode()
    assert "See it as it is now</a>" in stale.content.decode()
    assert "She is well." in stale.content.decode()
    lena.post(f"{base}{task.pk}/done/", {"version": 2, "outcome": "She is well."})
    assert "She is well." in lena.get(base).content.decode()
    assert lena.get(f"{base}{task.pk}/done/").status_code == 409


BAD_TASKS: list[tuple[str, dict[str, Any], str]] = [
    ("title", {"title": ""}, "Enter what has to be done"),
    ("title", {"title": "x" * 201}, "200 characters or fewer"),
    ("title", {"title": "a\x00b"}, "cannot be stored"),
    ("owner", {"owner": "999999"}, "from the list"),
    ("owner", {"owner": "x"}, "from the list"),
    ("due_on", {"due_on-day": "31", "due_on-month": "2"}, "must be a real date"),
    ("due_on", {"due_on-year": "26"}, "Year must have 4 numbers"),
    ("due_on", {"due_on-year": "2020"}, "today or later"),
    ("due_on", {"due_on-year": "9999"}, "between"),
    ("detail", {"detail": "y" * 100_001}, "100,000 characters or fewer"),
]


@pytest.mark.parametrize(("field", "bad", "words"), BAD_TASKS)
def test_bad_input_is_said_at_its_field_and_nothing_is_lost(
    cast: Cast, case: Case, field: str, bad: dict[str, Any], words: str
) -> None:
    given = {"title": "Kept", "detail": "Kept too", "owner": cast.lena.pk, **boxes("due_on", today(2)), **bad}
    answer = as_user(cast.lena).post(f"/cases/{case.reference}/tasks/new/", given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert f'id="id_{field}' in page
    assert "Kept" in page
    assert not Task.objects.exists()


def test_the_longest_text_in_any_script_is_kept_whole(cast: Cast, case: Case) -> None:
    text = ("مريم 🌻 Zoë " * 10_000)[:99_990]
    given = {"title": "\u202eevil\u202c مريم", "detail": text, "owner": cast.lena.pk, **boxes("due_on", today(2))}
    assert as_user(cast.lena).post(f"/cases/{case.reference}/tasks/new/", given).status_code == 302
    assert Task.objects.get().detail == text.strip()
    assert as_user(cast.lena).get(f"/cases/{case.reference}/tasks/").status_code == 200


def moment(name: str, when: dt.datetime) -> dict[str, Any]:
    local = when.astimezone(clock.LONDON)
    return {**boxes(name, local.date()), f"{name}-time": f"{local:%H:%M}"}


def test_an_iopc_referral_asks_for_the_test_on_the_allegation_as_made(cast: Cast, case: Case) -> None:
    lena, url = as_user(cast.lena), f"/cases/{case.reference}/referrals/new/"
    page = lena.get(url).content.decode()
    assert "Which test does the allegation as made meet?" in page
    assert "proven" not in page
    assert "proved" not in page
    assert lena.post(url, {"kind": "iopc", "why": "Because."}).status_code == 422
    answer = lena.post(url, {"kind": "iopc", "why": "Because.", "criterion": "serious_corruption"})
    assert answer.status_code == 302
    assert Deadline.objects.get(rule__key="iopc_referral").owner == cast.lena


def test_what_belongs_to_another_kind_is_not_asked(cast: Cast, case: Case) -> None:
    given = {"kind": "school", "why": "Because.", "criterion": "nonsense", "psd_unit": "zzz"}
    assert as_user(cast.lena).post(f"/cases/{case.reference}/referrals/new/", given).status_code == 302
    assert Referral.objects.get().kind == "school"


def test_a_referral_from_sending_to_its_outcome(cast: Cast, work: Work) -> None:
    lena, base = as_user(cast.lena), work.url(f"referrals/{work.referral.pk}/")
    sent = {"version": 1, "agency": "Northshire LADO", "their_reference": "L/7", **moment("sent_at", clock.now())}
    assert lena.post(f"{base}send/", sent).status_code == 302
    assert lena.post(f"{base}send/", sent).status_code in (409, 412)
    answered = {"version": 2, "answer": "Threshold met.", **boxes("answered_on", today())}
    assert lena.post(f"{base}answer/", answered).status_code == 302
    assert "Unfounded" in lena.get(f"{base}conclude/").content.decode()
    ended = {"version": 3, "finding": "unfounded", "outcome": "No action.", **boxes("concluded_on", today())}
    assert lena.post(f"{base}conclude/", ended).status_code == 302
    page = lena.get(work.url("referrals/")).content.decode()
    for text in ("L/7", "Threshold met.", "Finding: Unfounded.", "Outcome recorded"):
        assert text in page


def test_a_late_referral_is_said_to_be_late_and_goes_out_with_its_reason(cast: Cast, work: Work) -> None:
    with time_machine.travel(clock.now() + dt.timedelta(days=10), tick=False):
        lena, url = as_user(cast.lena), work.url(f"referrals/{work.referral.pk}/send/")
        assert "This referral is late" in lena.get(url).content.decode()
        given = {"version": 1, "agency": "Northshire", **moment("sent_at", clock.now())}
        assert "It was sent late. Say why." in lena.post(url, given).content.decode()
        assert lena.post(url, {**given, "late_reason": "Wrong area first."}).status_code == 302


def test_a_supervisor_reviews_on_the_page(cast: Cast, work: Work) -> None:
    sam, url = as_user(cast.sam), work.url("reviews/new/")
    given = {"version": 0, "progress": "Safe.", "next_steps": "See her.", "after": "next"}
    late = sam.post(url, {**given, **boxes("next_review_on", today(60))})
    assert late.status_code == 422
    assert "the cycle of this case" in late.content.decode()
    assert sam.post(url, {**given, **boxes("next_review_on", today(20))}).status_code == 302
    again = sam.post(url, {**given, **boxes("next_review_on", today(20))})
    assert again.status_code == 412
    assert Review.objects.count() == 1
    assert "See her." in as_user(cast.lena).get(work.url("reviews/")).content.decode()


def test_urgency_is_set_and_taken_off(cast: Cast, case: Case) -> None:
    url = f"/cases/{case.reference}/urgency/"
    assert as_user(cast.lena).post(url, {"version": 1, "reason": "He wrote again."}).status_code == 302
    case.refresh_from_db()
    assert (case.is_urgent, case.review_days) == (True, 7)
    assert as_user(cast.lena).get(url).status_code == 403
    assert as_user(cast.sam).post(url, {"version": case.version, "reason": "He left."}).status_code == 302


def test_a_measure_reviewed_and_ended_and_the_duty_decided(cast: Cast, work: Work) -> None:
    lena, base = as_user(cast.lena), work.url(f"measures/{work.measure.pk}/")
    given = {"version": 1, "note": "Still needed.", **boxes("review_on", today(12))}
    assert lena.post(f"{base}review/", given).status_code == 302
    assert lena.post(f"{base}end/", {"version": 2, "reason": "He resigned."}).status_code == 302
    assert ProtectiveMeasure.objects.get().end_reason == "He resigned."
    duty = work.url(f"dbs-duties/{work.duty.pk}/")
    assert lena.post(duty, {"version": 1, "decision": "refer"}).status_code == 422
    assert lena.post(duty, {"version": 1, "decision": "refer", "reasons": "Harm test."}).status_code == 302
    assert Referral.objects.filter(kind="dbs").count() == 1
    assert lena.get(duty).status_code == 409


def test_a_clock_is_extended_and_met_by_hand_on_its_page(cast: Cast, work: Work) -> None:
    lena, base = as_user(cast.lena), work.url(f"clocks/{work.clock.pk}/")
    given = {"version": 1, "reason": "The doctor is away.", **boxes("until", today(60))}
    assert lena.post(f"{base}extend/", given).status_code == 302
    assert "The doctor is away." in lena.get(work.url("clocks/")).content.decode()
    assert lena.post(f"{base}met/", {"version": 2, "reason": "Held."}).status_code == 302
    assert "Met on" in lena.get(work.url("clocks/")).content.decode()
    task_clock = Deadline.objects.get(source_type="task")
    assert lena.get(work.url(f"clocks/{task_clock.pk}/met/")).status_code == 409
    assert lena.get(work.url(f"clocks/{task_clock.pk}/extend/")).status_code == 409


def test_a_row_of_another_case_or_a_number_too_big_is_not_there(cast: Cast, work: Work) -> None:
    other, lena = a_case(cast), as_user(cast.lena)
    for path in (f"tasks/{work.task.pk}/done/", f"clocks/{work.clock.pk}/met/", f"measures/{work.measure.pk}/end/"):
        assert lena.get(f"/cases/{other.reference}/{path}").status_code == 404
    for path in (f"tasks/{'9' * 30}/done/", "tasks/0/done/", "clocks/0/met/"):
        assert lena.get(work.url(path)).status_code == 404
