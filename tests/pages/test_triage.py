"""The pages of triage: what stands where, what is shown to whom, and that nothing typed is lost."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from safeguarding.access.models import User
from safeguarding.audit.models import Consultation
from safeguarding.cases.choices import ConcernStatus, Indicator, Route
from safeguarding.cases.models import Case, Concern, PatternReview, ThresholdDecision
from safeguarding.cases.services import triage
from safeguarding.core.templatetags.words import day
from tests.cast import Cast, fresh
from tests.factories.states import brought_to
from tests.factories.triage import ADULT, CHILD, STORY, a_waiting_concern

pytestmark = pytest.mark.django_db
SECRET = (Indicator.ASKS_SECRECY, Indicator.AFFECTION)
QUEUE = reverse("cases:triage_queue")


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def lena(cast: Cast) -> Client:
    return signed_in(cast.lena)


def url(name: str, concern: Concern) -> str:
    return reverse(f"cases:{name}", args=[concern.reference])


def text(response: object) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())  # type: ignore[attr-defined]


def decision(concern: Concern, **more: object) -> dict[str, object]:
    given = {"version": concern.version, "route": Route.CASE_PSD, "rationale": "Secret messages to a child."}
    return {**given, "owner": "", "review_in_days": "", **more}


def decided(cast: Cast, concern: Concern, route: str = Route.CASE_PSD) -> ThresholdDecision:
    return triage.decide(
        concern, triage.Verdict(route=route, rationale="Secret messages"), version=None, by=fresh(cast.lena)
    )


class TestQueue:
    def test_danger_first_then_the_nearest_clock(self, cast: Cast, lena: Client) -> None:
        import datetime as dt

        from safeguarding.core import clock

        now = clock.now()
        calm = a_waiting_concern(cast)
        late = a_waiting_concern(cast, received_at=now - dt.timedelta(days=6))
        urgent = a_waiting_concern(cast, is_urgent=True, in_danger="yes")
        page = lena.get(QUEUE, {"queue": "new"}).content.decode()
        places = [page.index(one.reference) for one in (urgent, late, calm)]
        assert places == sorted(places)
        assert "days late" in page

    def test_it_opens_on_urgent_when_there_is_something_urgent(self, cast: Cast, lena: Client) -> None:
        calm = a_waiting_concern(cast)
        assert calm.reference in text(lena.get(QUEUE))
        urgent = a_waiting_concern(cast, is_urgent=True, in_danger="yes")
        page = text(lena.get(QUEUE))
        assert urgent.reference in page
        assert calm.reference not in page

    def test_each_concern_stands_in_its_tab(self, cast: Cast, lena: Client) -> None:
        waiting = brought_to(a_waiting_concern(cast), ConcernStatus.WAITING)
        done = a_waiting_concern(cast, *SECRET)
        made = decided(cast, done)
        assert waiting.reference in text(lena.get(QUEUE, {"queue": "waiting"}))
        page = text(lena.get(QUEUE, {"queue": "decided"}))
        assert done.reference in page
        assert made.case
        assert made.case.reference in page
        assert "Safeguarding case with a PSD referral" in page

    def test_the_list_holds_no_name_and_no_word_of_what_was_told(self, cast: Cast, lena: Client) -> None:
        a_waiting_concern(cast)
        page = text(lena.get(QUEUE, {"queue": "new"}))
        assert "1 young person, PCSO" in page
        assert not re.search("Ann|Carl|messages in the evening", page)

    @pytest.mark.parametrize("queue", ["urgent", "new", "waiting", "decided", "patterns"])
    def test_an_empty_tab_says_what_would_be_there(self, lena: Client, queue: str) -> None:
        assert "Nothing here" in text(lena.get(QUEUE, {"queue": queue}))

    def test_filters_narrow_and_what_makes_no_sense_narrows_nothing(self, cast: Cast, lena: Client) -> None:
        first, second = a_waiting_concern(cast), a_waiting_concern(cast)
        page = text(lena.get(QUEUE, {"queue": "new", "reference": first.reference}))
        assert second.reference not in page
        assert "Nothing matches the filter" in text(lena.get(QUEUE, {"queue": "new", "due": "late"}))
        assert lena.get(QUEUE, {"queue": "new", "due": "'; drop"}).status_code == 200
        assert lena.get(QUEUE, {"queue": "nonsense", "page": "-4"}).status_code == 200

    @pytest.mark.parametrize("name", ["pat", "cora", "ivy", "aud", "adam", "nora", "root"])
    def test_who_has_no_part_in_triage_is_told_so(self, cast: Cast, name: str) -> None:
        a_waiting_concern(cast)
        assert signed_in(cast.users[name]).get(QUEUE).status_code == 403

    @pytest.mark.parametrize("name", ["lars", "wes", "bella"])
    def test_another_units_and_a_conflicted_leads_queue_shows_and_counts_nothing(self, cast: Cast, name: str) -> None:
        a_waiting_concern(cast, people=[(CHILD, cast.people["ann"]), (ADULT, cast.people["brian"])])
        page = text(signed_in(cast.users[name]).get(QUEUE))
        assert "C-2026" not in page
        assert "New 0" in page

    def test_the_same_number_of_queries_however_long_it_is(self, cast: Cast, lena: Client) -> None:
        def queries() -> int:
            with CaptureQueriesContext(
                connection,
            ) as found:
                lena.get(QUEUE, {"queue": "new"})
            return len(found)

        a_waiting_concern(cast)
        lena.get(QUEUE)
        few = queries()
        for _ in range(8):
            a_waiting_concern(cast)
        assert queries() == few


class TestConcern:
    def test_it_shows_what_was_told_the_proposal_and_the_dates(self, cast: Cast, lena: Client) -> None:
        concern = a_waiting_concern(cast, *SECRET, child_words="I must not tell", opinion="I do not trust him")
        page = text(lena.get(url("concern", concern)))
        for words in (
            STORY, "I must not tell", "opinion, not fact", "Ann Archer", "Carl Cooper", "Harm threshold met",
            "Abuse of position", "Referral to the LADO", "Referral to the IOPC", "case with a PSD referral",
        ):  # fmt: skip
            assert words in page
        assert "Pat Example" not in page, "the reporter is kept apart"

    def test_the_day_is_told_in_the_readers_words_not_the_reporters(self, cast: Cast, lena: Client) -> None:
        concern = a_waiting_concern(cast)
        for kind, words in (("exact", "When Sunday 1 March"), ("about", "When Around Sunday 1 March")):
            Concern.objects.filter(pk=concern.pk).update(when_kind=kind, happened_on="2026-03-01")
            assert words in text(lena.get(url("concern", concern)))

    def test_opening_it_marks_it_and_is_written_down(self, cast: Cast, lena: Client) -> None:
        concern = a_waiting_concern(cast)
        lena.get(url("concern", concern))
        concern.refresh_from_db()
        assert concern.looked_at
        looked = Consultation.objects.get(object_type="concern")
        assert (looked.object_label, looked.purpose) == (concern.reference, "triage")

    def test_the_leads_answers_change_the_proposal_and_go_with_the_decision(self, cast: Cast, lena: Client) -> None:
        concern = a_waiting_concern(cast)
        assert "Unclear" in text(lena.get(url("concern", concern)))
        page = lena.get(url("concern", concern), {"offence": "yes"})
        assert "Harm threshold met" in text(page)
        assert 'name="offence" value="yes"' in page.content.decode()
        sent = lena.post(url("concern_decide", concern), decision(concern, route=Route.LOW_LEVEL, offence="yes"))
        assert sent.status_code == 422
        assert "You decide against the proposal" in text(sent)

    def test_deciding_opens_the_case_and_says_what_is_next(self, cast: Cast, lena: Client) -> None:
        concern = a_waiting_concern(cast, *SECRET)
        answer = lena.post(url("concern_decide", concern), decision(concern, owner=cast.leo.pk), follow=True)
        case = Case.objects.get()
        assert answer.redirect_chain[-1][0] == case.get_absolute_url()
        assert case.owner == cast.leo
        page = text(lena.get(url("concern", concern)))
        assert "The decision" in page
        assert case.reference in page
        assert "Record the decision" not in page

    def test_nothing_typed_is_lost_when_it_is_refused(self, cast: Cast, lena: Client) -> None:
        concern = a_waiting_concern(cast, *SECRET)
        words = "They are siblings 👧 and the messages are about dinner " * 20
        sent = lena.post(
            url("concern_decide", concern), decision(concern, route=Route.NO_FURTHER_ACTION, rationale=words)
        )
        assert sent.status_code == 422
        assert words.strip() in sent.content.decode()
        assert "Error:" in sent.content.decode()
        assert not ThresholdDecision.objects.exists()

    def test_a_decision_needs_a_route_and_reasons(self, cast: Cast, lena: Client) -> None:
        concern = a_waiting_concern(cast)
        page = text(lena.post(url("concern_decide", concern), {"version": concern.version}))
        assert "Select what you decide" in page
        assert "Enter the reasons for your decision" in page

    @pytest.mark.parametrize(
        "bad",
        [
            {"owner": "999999"}, {"owner": "me"}, {"review_in_days": "0"}, {"review_in_days": "-3"},
            {"review_in_days": "9" * 40}, {"route": "burn"}, {"rationale": "x\x00y"}, {"rationale": "x" * 100_001},
            {"version": ""}, {"version": "9" * 30},
            {"first_clear_at-day": "1", "first_clear_at-month": "1", "first_clear_at-year": "2199",
             "first_clear_at-time": "10:00"},
        ],
    )  # fmt: skip
    def test_what_cannot_be_is_said_beside_the_field(self, cast: Cast, lena: Client, bad: dict[str, str]) -> None:
        concern = a_waiting_concern(cast, *SECRET)
        answer = lena.post(url("concern_decide", concern), decision(concern, **bad))
        assert answer.status_code == 422
        assert "There is a problem" in text(answer)
        assert not Case.objects.exists()

    def test_what_is_about_an_adult_is_offered_only_where_one_is_named(self, cast: Cast, lena: Client) -> None:
        concern = a_waiting_concern(cast, people=[(CHILD, cast.people["ann"])])
        page = lena.get(url("concern", concern)).content.decode()
        assert 'value="case"' in page
        assert 'value="low_level"' not in page
        assert lena.post(url("concern_decide", concern), decision(concern)).status_code == 422

    def test_somebody_in_conflict_is_not_offered_as_owner(self, cast: Cast, lena: Client) -> None:
        concern = a_waiting_concern(cast, people=[(CHILD, cast.people["ann"]), (ADULT, cast.people["brian"])])
        page = lena.get(url("concern", concern)).content.decode()
        assert f'<option value="{cast.leo.pk}"' in page
        assert f'<option value="{cast.bella.pk}"' not in page
        assert lena.post(url("concern_decide", concern), decision(concern, owner=cast.bella.pk)).status_code == 422

    def test_the_second_lead_is_told_and_the_stale_page_says_so(self, cast: Cast, lena: Client) -> None:
        concern = a_waiting_concern(cast, *SECRET)
        stale = lena.post(url("concern_decide", concern), decision(concern, version=concern.version + 7))
        assert stale.status_code == 412
        decided(cast, concern)
        late = signed_in(cast.leo).post(url("concern_decide", concern), decision(concern))
        assert late.status_code == 409
        assert "Lena Example decided" in text(late)

    @pytest.mark.parametrize("name", ["bella", "brian", "pat", "lars", "wes", "ivy", "aud", "adam", "root", "nora"])
    @pytest.mark.parametrize("page", ["concern", "concern_decide", "concern_ask", "concern_split", "concern_join",
                                      "concern_indicators", "concern_reporter"])  # fmt: skip
    def test_who_may_not_see_it_finds_nothing(self, cast: Cast, name: str, page: str) -> None:
        concern = a_waiting_concern(cast, people=[(CHILD, cast.people["ann"]), (ADULT, cast.people["brian"])])
        client = signed_in(cast.users[name])
        there, nowhere = client.get(url(page, concern)), client.get(url(page, concern).replace("C-2026", "C-1999"))
        assert there.status_code == nowhere.status_code == 404
        assert client.post(url(page, concern), decision(concern)).status_code in (404, 405)
        assert not ThresholdDecision.objects.exists()

    def test_a_manager_sees_numbers_and_no_word(self, cast: Cast) -> None:
        concern = a_waiting_concern(cast, *SECRET, child_words="I must not tell")
        mona = signed_in(cast.mona)
        assert concern.reference in text(mona.get(QUEUE, {"queue": "new"}))
        page = text(mona.get(url("concern", concern)))
        assert "1 young person, PCSO" in page
        assert not re.search("Ann Archer|Carl|messages in|must not tell|Proposal", page)
        assert mona.get(url("concern_decide", concern)).status_code == 403
        assert mona.get(url("concern_reporter", concern)).status_code == 403
        concern.refresh_from_db()
        assert concern.looked_at is None

    def test_a_name_that_is_markup_or_turns_its_direction_stays_text(self, cast: Cast, lena: Client) -> None:
        people = [(CHILD, "<script>alert(1)</script> \u202egnp.exe 👾"), (ADULT, cast.people["carl"])]
        concern = a_waiting_concern(cast, *SECRET, people=people, what_happened="<b>bold</b>")
        page = lena.get(url("concern", concern)).content.decode()
        assert "<script>alert" not in page
        assert "<b>bold" not in page
        assert "\u202e" not in page

    def test_the_same_number_of_queries_however_much_is_on_record(self, cast: Cast, lena: Client) -> None:
        concern = a_waiting_concern(cast, *SECRET)

        def queries() -> int:
            with CaptureQueriesContext(connection) as found:
                lena.get(url("concern", concern))
            return len(found)

        # Something waits for her from here on: the numbers in the frame of the page then cost a query more.
        decided(cast, a_waiting_concern(cast, *SECRET))
        queries()
        few = queries()
        for _ in range(6):
            a_waiting_concern(cast, *SECRET)
        decided(cast, a_waiting_concern(cast, *SECRET))
        assert queries() <= few


class TestReporter:
    def test_who_reported_it_is_apart_and_each_look_is_written_down(self, cast: Cast, lena: Client) -> None:
        concern = a_waiting_concern(cast)
        assert "Pat Example" in text(lena.get(url("concern_reporter", concern)))
        lena.get(url("concern_reporter", concern))
        assert Consultation.objects.filter(object_type="reporteridentity").count() == 2


class TestEarlier:
    def test_what_is_on_record_about_the_same_people_of_what_the_lead_may_see(self, cast: Cast, lena: Client) -> None:
        case = decided(cast, a_waiting_concern(cast, *SECRET)).case
        assert case
        elsewhere = a_waiting_concern(cast, unit=cast.south)
        concern = a_waiting_concern(cast)
        page = text(lena.get(url("concern", concern)))
        assert case.reference in page
        assert elsewhere.reference not in page
        Case.objects.filter(pk=case.pk).update(is_restricted=True)
        from safeguarding.cases.services.access import rebuild_access

        case.refresh_from_db()
        rebuild_access(case)
        assert case.reference not in text(signed_in(cast.leo).get(url("concern", concern)))


class TestActs:
    def test_asking(self, cast: Cast, lena: Client) -> None:
        concern = a_waiting_concern(cast)
        page = {"version": concern.version, "text": "Which evening?"}
        lena.post(url("concern_ask", concern), page)
        concern.refresh_from_db()
        assert concern.status == ConcernStatus.WAITING
        shown = text(lena.get(url("concern", concern)))
        assert "Which evening?" in shown
        assert "Waiting for information" in shown

    def test_adding_indicators(self, cast: Cast, lena: Client) -> None:
        concern = a_waiting_concern(cast, Indicator.FEAR)
        offered = lena.get(url("concern_indicators", concern)).content.decode()
        assert 'value="child_reports_fear"' not in offered
        lena.post(
            url("concern_indicators", concern), {"version": concern.version, "indicators": ["expresses_affection"]}
        )
        assert "Abuse of position" in text(lena.get(url("concern", concern)))

    def test_splitting(self, cast: Cast, lena: Client) -> None:
        concern = a_waiting_concern(cast, *SECRET)
        party = concern.parties.get(person=cast.people["carl"])
        sent = {"version": concern.version, "parties": [party.pk], "about": "About him alone"}
        lena.post(url("concern_split", concern), sent)
        other = Concern.objects.exclude(pk=concern.pk).get()
        assert other.reference in text(lena.get(url("concern", concern)))
        assert lena.post(url("concern_split", concern), {**sent, "parties": ["999999"]}).status_code == 422

    def test_joining_a_case_about_the_same_people_or_another_by_reference(self, cast: Cast, lena: Client) -> None:
        case = decided(cast, a_waiting_concern(cast, *SECRET)).case
        assert case
        first, second = a_waiting_concern(cast, *SECRET), a_waiting_concern(cast, people=[(CHILD, cast.people["fay"])])
        assert case.reference in text(lena.get(url("concern_join", first)))
        assert f"{case.title}, opened {day(case.opened_at)}" in text(lena.get(url("concern_join", first)))
        assert case.title not in text(lena.get(url("concern_join", second)))
        sent = {"version": first.version, "join_case": case.reference, "rationale": "The same PCSO"}
        lena.post(url("concern_join", first), sent)
        other = {
            "version": second.version,
            "join_case": "other",
            "reference": case.reference.lower(),
            "rationale": "Her friend",
        }
        lena.post(url("concern_join", second), other)
        assert case.case_concerns.count() == 3

    @pytest.mark.parametrize("reference", ["SC-2026-999999", "", "SC-2026-000001' or 1=1", "x" * 300])
    def test_joining_what_is_not_there(self, cast: Cast, lena: Client, reference: str) -> None:
        concern = a_waiting_concern(cast)
        sent = {"version": concern.version, "join_case": "other", "reference": reference, "rationale": "x"}
        answer = lena.post(url("concern_join", concern), sent)
        assert answer.status_code == 422
        assert "problem" in text(answer)

    def test_each_act_is_past_once_it_is_decided(self, cast: Cast, lena: Client) -> None:
        concern = a_waiting_concern(cast, *SECRET)
        decided(cast, concern)
        for page in ("concern_ask", "concern_split", "concern_join", "concern_indicators"):
            assert lena.get(url(page, concern)).status_code == 409


class TestPattern:
    @pytest.fixture
    def review(self, cast: Cast) -> PatternReview:
        for _ in range(2):
            concern = a_waiting_concern(
                cast, Indicator.WELLBEING_OPENER, people=[(CHILD, cast.people["ann"]), (ADULT, cast.people["brian"])]
            )
            decided(cast, concern, Route.LOW_LEVEL)
        return PatternReview.objects.get()

    def test_it_stands_in_its_tab_without_a_name(self, review: PatternReview, lena: Client) -> None:
        page = text(lena.get(QUEUE, {"queue": "patterns"}))
        assert "2 low-level concerns in 12 months" in page
        assert "Brian" not in page

    def test_the_concerns_beside_each_other_and_a_decision(self, review: PatternReview, lena: Client) -> None:
        address = reverse("cases:pattern", args=[review.pk])
        page = text(lena.get(address))
        assert "Brian Baker" in page
        assert page.count("messages in the evening") == 2
        assert lena.post(address, {"version": review.version, "route": Route.LOW_LEVEL}).status_code == 422
        lena.post(address, {"version": review.version, "route": Route.CASE, "rationale": "Together it is more"})
        assert Case.objects.get().case_concerns.count() == 2
        assert "Together it is more" in text(lena.get(address))

    @pytest.mark.parametrize("name", ["bella", "brian", "lars", "wes", "mona", "pat"])
    def test_who_may_not_see_it_finds_nothing(self, cast: Cast, review: PatternReview, name: str) -> None:
        client = signed_in(cast.users[name])
        assert client.get(reverse("cases:pattern", args=[review.pk])).status_code == 404
        queue = client.get(QUEUE, {"queue": "patterns"})
        assert "12 months" not in text(queue)
