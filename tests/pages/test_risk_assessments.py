"""Writing, deciding about and reading a risk assessment in the browser."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from safeguarding.core import clock
from safeguarding.risk.choices import AssessmentStatus
from safeguarding.risk.models import RiskAssessment
from safeguarding.risk.services import next_version, submit
from safeguarding.schemes.models import Scheme
from tests.cast import Cast, fresh
from tests.factories.risk import a_draft, a_hazard, approved, in_days, submitted, takes_part
from tests.factories.schemes import tolerated

pytestmark = pytest.mark.django_db
HAZARD = {
    "hazard": "Traffic at the gate", "who": "Those who arrive alone: hit by a car", "likelihood": "3", "impact": "4",
    "controls": "An adult at the gate", "likelihood_after": "1", "impact_after": "4",
}  # fmt: skip


@pytest.fixture
def cora(cast: Cast, client: Client) -> Client:
    client.force_login(cast.cora)
    return client


@pytest.fixture
def mona(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.mona)
    return client


@pytest.fixture
def scheme(cast: Cast) -> Scheme:
    return tolerated(cast)


def text(response: Any) -> str:
    return str(response.content.decode())


def page(name: str, *numbers: int) -> str:
    return reverse(f"risk:{name}", args=numbers)


def on(name: str, day: dt.date) -> dict[str, int]:
    return {f"{name}-{each}": getattr(day, each) for each in ("day", "month", "year")}


def test_from_nothing_to_approved(scheme: Scheme, cora: Client, mona: Client) -> None:
    risks = page("scheme_risk", scheme.pk)
    assert "No risk assessment of the scheme is approved" in text(cora.get(risks))
    assert risks in text(cora.get(scheme.get_absolute_url()))
    answer = cora.post(page("assessment_add", scheme.pk), {"kind": "scheme", "title": "Weekly meetings"})
    held = RiskAssessment.objects.get()
    assert answer["Location"] == held.get_absolute_url()
    assert "Nothing that could go wrong stands here yet" in text(cora.get(held.get_absolute_url()))
    added = cora.post(page("hazard_add", held.pk), {**HAZARD, "version": held.version})
    assert added.status_code == 302
    held.refresh_from_db()
    shown = text(cora.get(held.get_absolute_url()))
    assert "12, high" in shown
    assert "4, low" in shown
    assert "House policy" in shown
    cora.post(page("assessment_submit", held.pk), {"version": held.version})
    held.refresh_from_db()
    assert cora.get(page("assessment_decide", held.pk)).status_code == 403, "who wrote it does not decide"
    assert "The first version" in text(mona.get(page("assessment_decide", held.pk)))
    sent = {"outcome": "approve", "version": held.version, **on("review_on", in_days(300))}
    assert mona.post(page("assessment_decide", held.pk), sent).status_code == 302
    assert RiskAssessment.objects.get().status == AssessmentStatus.APPROVED
    after = text(cora.get(risks))
    assert "No risk assessment of the scheme is approved" not in after
    assert "Mona Example" in after


def test_the_scores_are_shown_before_anything_is_saved(scheme: Scheme, cast: Cast, cora: Client) -> None:
    held = a_draft(scheme, cast.cora)
    sent = {**HAZARD, "likelihood_after": "5", "version": held.version, "preview": "1"}
    shown = cora.post(page("hazard_add", held.pk), sent)
    assert shown.status_code == 200
    assert "20, very high" in text(shown)
    assert "What is left over cannot be more than there was before" in text(shown)
    assert held.hazards.count() == 1
    assert cora.post(page("hazard_add", held.pk), {**sent, "likelihood": ""}).status_code == 422


def test_more_left_over_than_before_is_said_at_the_field_and_what_was_typed_stays(
    scheme: Scheme, cast: Cast, cora: Client
) -> None:
    held = a_draft(scheme, cast.cora)
    answer = cora.post(page("hazard_add", held.pk), {**HAZARD, "likelihood_after": "5", "version": held.version})
    assert answer.status_code == 422
    assert "What is left over (20) cannot be more than there was before (12)" in text(answer)
    assert "An adult at the gate" in text(answer)


def test_two_who_write_at_once_do_not_overwrite_each_other(scheme: Scheme, cast: Cast, cora: Client) -> None:
    held = a_draft(scheme, cast.cora)
    first = {**HAZARD, "version": held.version}
    assert cora.post(page("hazard_add", held.pk), first).status_code == 302
    assert cora.post(page("hazard_add", held.pk), first).status_code == 412
    assert held.hazards.count() == 2


def test_a_hazard_is_changed_and_taken_out(scheme: Scheme, cast: Cast, cora: Client) -> None:
    held = a_draft(scheme, cast.cora)
    hazard = held.hazards.get()
    shown = text(cora.get(page("hazard_change", held.pk, hazard.pk)))
    assert "Take this hazard out" in shown
    sent = {**HAZARD, "controls": "Two adults at the gate", "version": held.version}
    cora.post(page("hazard_change", held.pk, hazard.pk), sent)
    held.refresh_from_db()
    assert held.hazards.get().controls == "Two adults at the gate"
    assert cora.post(page("hazard_remove", held.pk, hazard.pk), {"version": "x"}).status_code == 412
    cora.post(page("hazard_remove", held.pk, hazard.pk), {"version": held.version})
    assert not held.hazards.exists()


def test_the_approver_sees_what_changed_since_last_year(scheme: Scheme, cast: Cast, cora: Client, mona: Client) -> None:
    old = approved(cast, scheme)
    assert "Copy it as the next version" in text(cora.get(old.get_absolute_url()))
    cora.post(page("assessment_next", old.pk))
    new = RiskAssessment.objects.get(replaces=old)
    hazard = new.hazards.get()
    cora.post(page("hazard_change", new.pk, hazard.pk), {**HAZARD, "controls": "A barrier", "version": new.version})
    new.refresh_from_db()
    cora.post(page("hazard_add", new.pk), {**HAZARD, "hazard": "Ice", "version": new.version})
    submit(new, version=None, by=fresh(cast.cora))
    shown = text(mona.get(page("assessment_decide", new.pk)))
    for said in ("Version 1, in force until now, beside this one", "An adult at the gate", "A barrier", "Changed",
                 "New", "Not there"):  # fmt: skip
        assert said in shown


def test_much_left_over_asks_the_approver_for_a_reason(scheme: Scheme, cast: Cast, mona: Client) -> None:
    held = submitted(scheme, cast.cora, a_hazard(likelihood=5, impact=5, likelihood_after=3, impact_after=4))
    assert "Approving takes a reason in writing" in text(mona.get(page("assessment_decide", held.pk)))
    sent = {"outcome": "approve", "version": held.version, **on("review_on", in_days(30))}
    answer = mona.post(page("assessment_decide", held.pk), sent)
    assert answer.status_code == 422
    assert "say why it is accepted all the same" in text(answer)


def test_sent_back_it_says_why_to_who_wrote_it(scheme: Scheme, cast: Cast, cora: Client, mona: Client) -> None:
    held = submitted(scheme, cast.cora)
    sent = {"outcome": "refuse", "reason": "Nothing about water", "version": held.version}
    assert mona.post(page("assessment_decide", held.pk), sent).status_code == 302
    assert "Nothing about water" in text(cora.get(held.get_absolute_url()))


def test_a_new_venue_is_put_on_the_list_with_its_first_assessment(scheme: Scheme, cora: Client) -> None:
    add = page("assessment_add", scheme.pk)
    missing = cora.post(add, {"kind": "venue", "title": "The hall"})
    assert "Choose the venue, or enter a new one" in text(missing)
    sent = {"kind": "venue", "title": "The hall", "venue_name": "Church hall", "venue_place": "Thornbeck"}
    assert cora.post(add, sent).status_code == 302
    assert str(RiskAssessment.objects.get().venue) == "Church hall, Thornbeck"
    assert "Church hall, Thornbeck" in text(cora.get(add))


def test_last_year_s_trip_is_copied_for_this_year_s(scheme: Scheme, cast: Cast, cora: Client) -> None:
    old = approved(cast, scheme, kind="activity")
    cora.post(page("assessment_copy", old.pk), {"title": "This year's walk"})
    assert RiskAssessment.objects.get(title="This year's walk").hazards.count() == 1


def test_withdrawn_it_stays_readable_with_the_reason(scheme: Scheme, cast: Cast, cora: Client) -> None:
    held = approved(cast, scheme)
    cora.post(page("assessment_withdraw", held.pk), {"reason": "The hall burnt down", "version": held.version})
    assert "The hall burnt down" in text(cora.get(held.get_absolute_url()))
    assert "No risk assessment of the scheme is approved" in text(cora.get(page("scheme_risk", scheme.pk)))


def test_who_runs_a_scheme_writes_for_it_and_for_no_other(scheme: Scheme, cast: Cast, client: Client) -> None:
    client.force_login(cast.pat)
    assert client.get(page("scheme_risk", scheme.pk)).status_code == 403
    takes_part(cast, cast.pat, scheme)
    assert "Begin a risk assessment" in text(client.get(page("scheme_risk", scheme.pk)))
    client.post(page("assessment_add", scheme.pk), {"kind": "scheme", "title": "Weekly meetings"})
    held = RiskAssessment.objects.get()
    assert client.get(held.get_absolute_url()).status_code == 200
    assert client.get(page("assessment_decide", held.pk)).status_code == 403
    other = tolerated(cast, "Another club")
    assert client.get(page("scheme_risk", other.pk)).status_code == 403
    assert client.get(approved(cast, other).get_absolute_url()).status_code == 404


def test_what_is_out_of_date_says_so(scheme: Scheme, cast: Cast, cora: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    held = approved(cast, scheme, days=5)
    later = in_days(6)
    monkeypatch.setattr("safeguarding.core.clock.today", lambda: later)
    assert "It had to be made again by" in text(cora.get(held.get_absolute_url()))
    assert "had to be made again by" in text(cora.get(page("scheme_risk", scheme.pk)))


def test_the_page_of_a_scheme_asks_the_same_however_much_there_is(
    scheme: Scheme, cast: Cast, cora: Client, django_assert_max_num_queries: Any
) -> None:
    approved(cast, scheme)
    for number in range(6):
        approved(cast, scheme, kind="activity") if number else next_version(
            RiskAssessment.objects.get(), by=fresh(cast.cora)
        )
    with django_assert_max_num_queries(25):
        assert cora.get(page("scheme_risk", scheme.pk)).status_code == 200


def test_an_approval_on_paper_is_recorded_and_shown_as_such(
    scheme: Scheme, cast: Cast, cora: Client, mona: Client
) -> None:
    held = submitted(scheme, cast.cora)
    address = page("assessment_paper", held.pk)
    assert cora.get(address).status_code == 403
    assert address in text(mona.get(held.get_absolute_url()))
    then = clock.today() - dt.timedelta(days=100)
    said = {
        "version": held.version, "signed_by": "Chief Inspector North", "evidence": "Signed original, unit file",
        "late_reason": "The register did not exist then", **on("approved_on", then), **on("review_on", in_days(30)),
    }  # fmt: skip
    wrong = mona.post(address, {**said, "late_reason": ""})
    assert wrong.status_code == 422
    assert "Chief Inspector North" in text(wrong)
    assert mona.post(address, said).status_code == 302
    shown = text(mona.get(held.get_absolute_url()))
    assert "Chief Inspector North" in shown
    assert f", on paper, {clock.date_words(then)}" in shown
    assert "Before that day nobody could see it here" in shown
    listed = text(mona.get(page("scheme_risk", scheme.pk)))
    assert f"Recorded {clock.date_words(clock.today())}" in listed
    assert "Chief Inspector North" in listed


def test_a_second_draft_leads_to_the_first(scheme: Scheme, cast: Cast, cora: Client) -> None:
    first = a_draft(scheme, cast.cora)
    said = {"kind": "scheme", "title": "Once more"}
    answer = cora.post(page("assessment_add", scheme.pk), said)
    assert answer.status_code == 409
    assert f'href="{first.get_absolute_url()}"' in text(answer)
    assert "Once more" in text(answer)


def test_pressing_next_version_twice_leads_to_the_one_that_was_made(scheme: Scheme, cast: Cast, cora: Client) -> None:
    held = approved(cast, scheme)
    first = cora.post(page("assessment_next", held.pk))
    assert cora.post(page("assessment_next", held.pk)).url == first.url  # type: ignore[attr-defined]  # a redirect


def test_assessments_of_all_schemes_are_found_by_words_that_stand_in_no_address(
    scheme: Scheme, cast: Cast, cora: Client
) -> None:
    held = approved(cast, scheme)
    address = page("assessment_list")
    assert held.reference in text(cora.get(address))
    answer = cora.post(address, {"q": "nothing of the kind"})
    assert "nothing" not in answer.url  # type: ignore[attr-defined]  # a redirect
    assert "No such risk assessment" in text(cora.get(answer.url))  # type: ignore[attr-defined]  # a redirect
    found = cora.post(address, {"q": "traffic"}).url  # type: ignore[attr-defined]  # a redirect
    assert held.reference in text(cora.get(found))
    assert held.reference in cora.get(f"{found}&as=csv").content.decode("utf-8-sig")
    register = cora.post(page("entry_list"), {"q": "nothing"}).url  # type: ignore[attr-defined]  # a redirect
    assert "No such risk" in text(cora.get(register))
