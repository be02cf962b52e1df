"""The misconduct lane: an investigator goes from the allegation to the dismissal on its pages alone."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from safeguarding.audit.models import AuditEvent
from safeguarding.cases.models import Case
from safeguarding.cases.services.access import rebuild_access
from safeguarding.core.clock import date_words
from safeguarding.investigations.choices import Act
from safeguarding.investigations.models import Investigation
from safeguarding.people.models import Person
from tests.cast import Cast
from tests.factories.casework import signed_in
from tests.factories.investigations import ago, an_allegation, begun, do, steps, typed, up_to
from tests.factories.work import a_case, the_pcso

pytestmark = pytest.mark.django_db
#: Of the page of an investigation that is before a hearing, whatever hangs on it.
MOST_QUERIES = 40


@pytest.fixture
def case(cast: Cast) -> Case:
    case = a_case(cast, psd_unit=cast.psd)
    rebuild_access(case)
    return case


def lane(held: Investigation) -> str:
    return reverse("investigations:investigation", args=[held.case.reference, held.track_id])


def page(held: Investigation, act: str) -> str:
    return reverse("investigations:act", args=[held.case.reference, held.track_id, act])


def send(client: Client, held: Investigation, act: str, given: dict[str, Any]) -> Any:
    version = Investigation.objects.get(pk=held.pk).version
    return client.post(page(held, act), {**typed(given), "version": version})


def test_from_the_allegation_to_the_dismissal_in_the_browser(cast: Cast, case: Case) -> None:
    ivy, party = signed_in(cast.ivy), the_pcso(cast, case)
    begin = reverse("investigations:begin", args=[case.reference])
    told = {"party": party, "entry": "complaint", "came_on": ago(100), "reason": "Messages to a child"}
    assert ivy.post(begin, typed(told)).status_code == 302
    held = Investigation.objects.get(case=case)
    assert b"No allegation is on record yet" in ivy.get(lane(held)).content
    assert send(ivy, held, Act.ALLEGE, an_allegation()).status_code == 302
    for act, given in steps(cast, held):
        assert ivy.get(page(held, act)).status_code == 200, act
        answer = send(ivy, held, act, given)
        assert answer.status_code == 302, (act, answer.context["form"].errors)
    shown = ivy.get(lane(held)).content.decode()
    for words in ("Dismissal without notice", "Gross misconduct found", "Still to be decided", "Police Act 1996 s.88A"):
        assert words in shown


def test_what_is_not_possible_yet_says_why_and_where_that_stands(cast: Cast, case: Case) -> None:
    held = up_to(cast, begun(cast.ivy, case, the_pcso(cast, case)), Act.SEVERITY)
    ivy = signed_in(cast.ivy)
    shown = ivy.get(lane(held)).content.decode()
    assert "A notice is not served before there are terms of reference" in shown
    refused = ivy.get(page(held, Act.SERVE))
    assert refused.status_code == 409
    assert "reg 17(2)" in refused.content.decode()
    sent = send(ivy, held, Act.SERVE, dict(steps(cast, held))[Act.SERVE])
    assert sent.status_code == 409
    assert "reg 17(2)" in sent.content.decode()


def test_only_what_the_regime_allows_is_offered(cast: Cast, case: Case) -> None:
    held = up_to(cast, begun(cast.ivy, case, the_pcso(cast, case)), Act.FIND)
    shown = signed_in(cast.ivy).get(page(held, Act.OUTCOME)).content.decode()
    assert "Dismissal without notice" in shown
    assert "Reduction in rank" not in shown


def test_who_is_quicker_wins_and_the_other_sees_both(cast: Cast, case: Case) -> None:
    held = up_to(cast, begun(cast.ivy, case, the_pcso(cast, case)), Act.FIND)
    outcome = dict(steps(cast, held))[Act.OUTCOME]
    stale = {**typed({**outcome, "outcome": "final_written_warning"}), "version": held.version}
    assert send(signed_in(cast.ivy), held, Act.OUTCOME, outcome).status_code == 302
    answer = signed_in(cast.piers).post(page(held, Act.OUTCOME), stale)
    assert answer.status_code == 412
    assert "Dismissal without notice" in answer.content.decode()


def test_a_lead_sees_that_it_is_there_and_no_more(cast: Cast, case: Case) -> None:
    held = up_to(cast, begun(cast.ivy, case, the_pcso(cast, case)), Act.SEVERITY)
    lena = signed_in(cast.lena)
    shown = lena.get(reverse("investigations:investigations", args=[case.reference])).content.decode()
    assert "Running" in shown
    assert "Severity assessed" not in shown
    assert "Gross misconduct" not in shown
    assert lena.get(lane(held)).status_code == 404
    assert lena.post(page(held, Act.ALLEGE), {}).status_code == 404


def test_opening_the_notice_is_a_disclosure_and_written_down(cast: Cast, case: Case) -> None:
    held = up_to(cast, begun(cast.ivy, case, the_pcso(cast, case)), Act.SERVE)
    shown = signed_in(cast.ivy).get(reverse("investigations:notice", args=[case.reference, held.track_id]))
    assert "trade union" in shown.content.decode()
    assert AuditEvent.objects.filter(verb="investigation.notice_opened", operation="disclosure").count() == 1


def test_the_lane_costs_the_same_with_one_allegation_and_with_many(cast: Cast, case: Case) -> None:
    held = up_to(cast, begun(cast.ivy, case, the_pcso(cast, case)), Act.FIND)
    ivy = signed_in(cast.ivy)
    ivy.get(lane(held))
    with CaptureQueriesContext(connection) as few:
        ivy.get(lane(held))
    one = held.allegations.get()
    for number in range(2, 40):
        one.pk, one.number = None, number
        one.save(force_insert=True)
    with CaptureQueriesContext(connection) as many:
        shown = ivy.get(lane(held)).content.decode()
    assert "Allegation 39" in shown
    assert len(many) == len(few) <= MOST_QUERIES


def test_forty_allegations_are_a_table_that_leads_to_each_and_leaves_as_a_file(cast: Cast, case: Case) -> None:
    held = up_to(cast, begun(cast.ivy, case, the_pcso(cast, case)), Act.REPORT)
    one = held.allegations.get()
    for number in range(2, 41):
        one.pk, one.number = None, number
        one.save(force_insert=True)
    ivy, where = signed_in(cast.ivy), [case.reference, held.track_id]
    shown = ivy.get(lane(held)).content.decode()
    every = reverse("investigations:allegations", args=where)
    assert f'href="{every}#allegation-40"' in shown
    assert "Test of referral" not in shown
    assert 'id="allegation-40"' in ivy.get(every).content.decode()
    lines = ivy.get(every, {"as": "csv"}).content.decode("utf-8-sig").splitlines()
    assert sum("G: Abuse of position or corruption" in line for line in lines) == 40
    done = ivy.get(reverse("investigations:acts", args=where), {"as": "csv"}).content.decode("utf-8-sig")
    assert ["The investigation was begun" in done, "Take in the report" in done] == [True, True]
    assert AuditEvent.objects.filter(verb="list.exported", operation="disclosure").count() == 2
    assert signed_in(cast.lena).get(every, {"as": "csv"}).status_code == 404


def test_who_left_stays_on_the_page_and_the_track_goes_on_to_its_finding(cast: Cast, case: Case) -> None:
    held = up_to(cast, begun(cast.ivy, case, the_pcso(cast, case)), Act.SERVE)
    ivy = signed_in(cast.ivy)
    told = {"party": held.track.party, "how": "resigned", "left_on": ago(70)}
    assert ivy.post(reverse("tracks:departure", args=[case.reference]), typed(told)).status_code == 302
    shown = ivy.get(lane(held)).content.decode()
    for words in ("Resigned", "Leaving ends nothing here", "Police Act 1996 s.88I", "Set an interview"):
        assert words in shown
    for act, given in steps(cast, held)[6:-2]:
        held = do(held, act, cast.ivy, **given)
    offered = ivy.get(page(held, Act.OUTCOME)).content.decode()
    assert "Would have been dismissed" in offered
    assert "Dismissal without notice" not in offered


def test_a_link_found_after_the_naming_is_shown(cast: Cast, case: Case) -> None:
    held = up_to(cast, begun(cast.ivy, case, the_pcso(cast, case)), Act.SEVERITY)
    piers = Person.objects.create(
        force=cast.force, unit=cast.psd, kind="adult", person_type="police_officer", family_name="Piers",
        user=cast.piers, created_by=cast.adam,
    )  # fmt: skip
    Person.objects.filter(pk=piers.pk).update(line_manager=held.track.party.person)
    assert "is managed by the person it is about" in signed_in(cast.ivy).get(lane(held)).content.decode()


def test_stages_and_what_is_next_come_first_and_a_second_time_is_named_as_one(cast: Cast, case: Case) -> None:
    held = up_to(cast, begun(cast.ivy, case, the_pcso(cast, case)), Act.PANEL)
    for day in (40, 20):
        told = {"to": "subject", "sent_on": ago(day), "how": "written", "said": "It goes on."}
        held = do(held, Act.UPDATE, cast.ivy, **told)
    shown = signed_in(cast.ivy).get(lane(held)).content.decode()
    places = [shown.index(f'id="{name}"') for name in ("steps", "clocks", "acts", "rules", "allegations", "updates")]
    assert places == sorted(places)
    steps_shown = shown[places[0] : places[1]]
    assert steps_shown.count('aria-current="step"') == 1
    assert date_words(ago(60)) in steps_shown
    waiting, again = shown[places[2] : places[3]].split("Done before", 1)
    assert "Set the date" in waiting
    for label in ("Correct whether it is recorded", "Correct the response", "Name somebody else for the panel"):
        assert label in again
        assert label not in waiting
    assert "Decide whether it is recorded" not in shown
    assert "2 updates, the last on" in shown
    assert "Correct the response" in signed_in(cast.ivy).get(page(held, Act.RESPOND)).content.decode()


def test_the_print_holds_the_record_alone(cast: Cast, case: Case) -> None:
    """What can be done, and what cannot, stands in parts that are left out on paper."""
    held = up_to(cast, begun(cast.ivy, case, the_pcso(cast, case)), Act.REPORT)
    shown = signed_in(cast.ivy).get(lane(held)).content.decode()
    record = shown[shown.index('class="app-record"') :]
    acts = record[record.index('<div class="app-no-print">') : record.index('id="rules"')]
    beside = record[record.index('<div class="app-columns app-no-print">') : record.index('id="allegations"')]
    for words, part in (
        ('id="acts"', acts), ("What is not possible now", acts), ("Done before", acts), ('id="letters"', beside),
        ("Everything that was done", beside),
    ):  # fmt: skip
        assert words in part
        assert words not in record.replace(part, "")
