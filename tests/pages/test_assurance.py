"""The gap pages in the browser: what is expected beside what a scheme has, and recording what cures a gap."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from safeguarding.assurance.models import Clearance, Credential, Requirement
from safeguarding.audit.models import AuditEvent
from safeguarding.core import clock
from safeguarding.people.choices import PersonType, PlacementRole
from safeguarding.people.models import Placement
from safeguarding.schemes.models import Scheme
from tests.cast import Cast, staff
from tests.factories.assurance import give, make_compliant
from tests.factories.schemes import days_ago, tolerated

pytestmark = pytest.mark.django_db


@pytest.fixture
def cora(cast: Cast, client: Client) -> Client:
    client.force_login(cast.cora)
    return client


@pytest.fixture
def part(cast: Cast) -> Placement:
    person = staff(cast, "Olly", "=Example", PersonType.PCSO)
    return Placement.objects.create(
        person=person, scheme=tolerated(cast, "=Oakfield club"), role=PlacementRole.ORGANISER, starts_on=days_ago(50)
    )


def on(name: str, day: dt.date) -> dict[str, int]:
    return {f"{name}-{each}": getattr(day, each) for each in ("day", "month", "year")}


def text(response: Any) -> str:
    return str(response.content.decode())


def gaps(scheme: Scheme) -> str:
    return reverse("assurance:scheme_gaps", args=[scheme.pk])


def test_a_gap_is_closed_by_recording_what_cures_it(part: Placement, cora: Client) -> None:
    page = text(cora.get(gaps(part.scheme)))
    assert "Not active: force vetting missing, enhanced DBS check with the children" in page
    assert "0 of 1 have everything" in page
    address = f"{reverse('assurance:credential_add', args=[part.person_id])}?of=dbs"
    assert f'value="{requirement_id("dbs")}" checked' in text(cora.get(address))
    held = Credential.objects.filter(person=part.person)
    chosen = {"requirement": requirement_id("dbs"), "evidence": "Certificate seen", **RIGHT_CHECK}
    assert cora.post(address, {**chosen, **on("achieved_on", days_ago(3))}).status_code == 302
    assert held.get().expires_on is not None
    assert "Certificate seen" in text(cora.get(reverse("assurance:credentials", args=[part.person_id])))


RIGHT_CHECK = {"dbs_level": "enhanced_barred", "workforce": "child", "barred_list_checked": "on"}


def requirement_id(key: str) -> int:
    return Requirement.objects.get(key=key).pk


def test_an_expiry_before_its_start_is_answered_beside_the_field(part: Placement, cora: Client) -> None:
    address = reverse("assurance:credential_add", args=[part.person_id])
    sent = {
        "requirement": requirement_id("dbs"), "evidence": "Typed with care", **RIGHT_CHECK,
        **on("achieved_on", days_ago(3)), **on("expires_on", days_ago(30)),
    }  # fmt: skip
    answer = cora.post(address, sent)
    assert answer.status_code == 422
    assert "It cannot run out before it began" in text(answer)
    assert "Typed with care" in text(answer)
    assert not Credential.objects.exists()


def test_somebody_is_let_take_part_for_a_time(part: Placement, cora: Client) -> None:
    address = reverse("assurance:clearance_give", args=[part.scheme_id, part.pk])
    until = clock.today() + dt.timedelta(days=20)
    sent = {"authorised_by": "A chief", "reason": "The course is on Monday", **on("until", until)}
    assert cora.post(address, sent).status_code == 302
    assert "Let take part until" in text(cora.get(gaps(part.scheme)))
    given = Clearance.objects.get()
    end = reverse("assurance:clearance_end", args=[part.scheme_id, given.pk])
    assert cora.post(end, {}).status_code == 302
    assert "Not active" in text(cora.get(gaps(part.scheme)))


def test_the_page_of_a_clearance_says_what_is_lacking_now(part: Placement, cora: Client, cast: Cast) -> None:
    address = reverse("assurance:clearance_give", args=[part.scheme_id, part.pk])
    assert "lacks something that is needed: " in text(cora.get(address))
    Requirement.objects.update(is_blocking=False)
    page = text(cora.get(address))
    assert "lacks something" not in page
    assert "has everything that is needed now" in page


def test_the_report_of_all_schemes_can_be_asked_for_a_past_day(part: Placement, cora: Client) -> None:
    assert "1 scheme lacks something" in text(cora.get("/schemes/gaps/"))
    day = days_ago(60)
    page = text(cora.get("/schemes/gaps/", on("on", day)))
    assert "Nothing was decided about it" in page
    assert "No adult is recorded in the scheme" in page
    since = f"on the register since {clock.date_words(clock.today())}"
    assert f"no first day on record, {since}" in page
    assert "No first day is on record" in text(cora.get(gaps(part.scheme), on("on", day)))
    assert since not in text(cora.get("/schemes/gaps/"))
    tomorrow = on("on", clock.today() + dt.timedelta(days=1))
    assert "must be today or in the past" in text(cora.get("/schemes/gaps/", tomorrow))


def test_the_export_is_marked_runs_no_formula_and_is_recorded(part: Placement, cora: Client, settings: Any) -> None:
    answer = cora.get("/schemes/gaps/?as=csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0][0] == rows[-1][0] == settings.MARKING
    assert rows[2][0] == "'=Oakfield club"
    assert AuditEvent.objects.filter(verb="scheme_gaps.exported").exists()


def test_who_reads_the_register_is_offered_nothing_to_record(part: Placement, cast: Cast, client: Client) -> None:
    client.force_login(cast.lena)
    page = text(client.get(gaps(part.scheme)))
    assert "Expected officially" in page
    assert "Record what" not in page
    assert "Let them take part" not in page
    assert reverse("assurance:credential_add", args=[part.person_id]) not in page


def test_a_young_person_has_no_such_page(cast: Cast, cora: Client) -> None:
    assert cora.get(reverse("assurance:credentials", args=[cast.people["ann"].pk])).status_code == 404


def test_no_child_of_a_scheme_is_named_to_who_guesses_a_number(part: Placement, cast: Cast, client: Client) -> None:
    """A manager keeps the register and may not see young people: their part in a scheme is not there."""
    ann = Placement.objects.create(
        person=cast.people["ann"], scheme=part.scheme, role=PlacementRole.YOUNG_PERSON, starts_on=days_ago(5)
    )
    client.force_login(cast.mona)
    assert client.get(reverse("assurance:clearance_give", args=[part.scheme_id, part.pk])).status_code == 200
    assert client.get(reverse("assurance:clearance_give", args=[part.scheme_id, ann.pk])).status_code == 404


def test_the_scheme_s_own_page_and_the_overview_turn_only_by_the_act_that_cures(
    part: Placement, cast: Cast, client: Client
) -> None:
    """Red for the right reasons on its page, in the report and on the overview; a DBS check cures its own alone."""
    client.force_login(cast.mona)
    address = part.scheme.get_absolute_url()
    page = text(client.get(address))
    assert "not active: force vetting missing, enhanced DBS check" in page
    assert "Vetting and DBS</bdi>: <bdi>1 of 1 lack something" in page
    give(cast, "vetting", part.person)
    assert "Vetting and DBS</bdi>: <bdi>1 of 1 lack something" in text(client.get(address)), "DBS is missing still"
    give(cast, "dbs", part.person)
    page = text(client.get(address))
    assert "Vetting and DBS" not in page
    assert "not active: safeguarding training for leaders missing" in page
    for control, listed in (("vetting", False), ("training", True), ("conditions", True), ("risk", True)):
        report = text(client.get("/schemes/gaps/", {"control": control}))
        assert ("Oakfield club" in report) is listed, control
    figures = client.get("/api/v1/overview/schemes/").json()
    assert dict(zip(figures["categories"], figures["series"][0]["values"], strict=True))["Vetting and DBS"] == 0


def test_a_scheme_with_many_adults_shows_who_may_not_take_part_first_and_the_rest_on_demand(
    cast: Cast, part: Placement, cora: Client
) -> None:
    """A page tells what is open of twelve; one page to print and the file tell everything of everybody."""
    for number in range(16):
        person = staff(cast, f"Adult{number:02}", "Aaron", PersonType.PCSO)
        Placement.objects.create(person=person, scheme=part.scheme, role=PlacementRole.HELPER, starts_on=days_ago(5))
        make_compliant(cast, person)
    first, second = text(cora.get(gaps(part.scheme))), text(cora.get(gaps(part.scheme), {"page": 2}))
    assert first.index(part.person.family_name) < first.index("Adult00"), "who lacks something comes first"
    assert "5 of 5 things asked are in place" in first
    assert ("Adult15" in first, "Adult15" in second) == (False, True)
    whole = text(cora.get(gaps(part.scheme), {"whole": "on"}))
    assert whole.count("Safeguarding training for leaders") == 17 + 1, "of everybody, and once as what is expected"
    rows = list(csv.reader(io.StringIO(cora.get(gaps(part.scheme), {"as": "csv"}).content.decode("utf-8-sig"))))
    names = [row[0] for row in rows if len(row) == 6]
    assert names.count("Adult15 Aaron") == 5
    assert AuditEvent.objects.filter(verb="scheme_adults.exported").exists()
