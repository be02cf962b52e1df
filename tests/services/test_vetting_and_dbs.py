"""DBS checks and vetting: a level that is not enough is on record, does not meet the requirement, and says why."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from safeguarding.assurance import selectors
from safeguarding.assurance.choices import DbsLevel, Standing, VettingLevel, VettingStatus, Workforce
from safeguarding.assurance.models import Credential, DbsCheck
from safeguarding.assurance.services import Dbs, Vetting
from safeguarding.audit.models import AuditEvent
from safeguarding.core import sealed
from safeguarding.core.errors import Invalid
from safeguarding.deadlines.models import Deadline
from safeguarding.people.choices import PersonType, PlacementRole
from safeguarding.people.models import Person, Placement
from tests.cast import Cast, staff
from tests.factories.assurance import RIGHT_DBS, give
from tests.factories.schemes import days_ago, tolerated

pytestmark = pytest.mark.django_db
NUMBER = "001234567890"


@pytest.fixture
def volunteer(cast: Cast) -> Person:
    return _leader(cast, PersonType.VOLUNTEER)


def _leader(cast: Cast, person_type: str) -> Person:
    person = staff(cast, "Vic", "Example", person_type)
    scheme = tolerated(cast, f"Scheme of {person_type}")
    Placement.objects.create(person=person, scheme=scheme, role=PlacementRole.LEADER, starts_on=days_ago(100))
    return person


def stands(person: Person, key: str, day: dt.date | None = None) -> tuple[Standing, str]:
    ((_, cells),) = selectors.compliance_of(person, day=day)
    (cell,) = (cell for cell in cells if cell.requirement.key == key)
    return cell.standing, cell.verdict.reason


@pytest.mark.parametrize(
    ("check", "why"),
    [
        (Dbs(DbsLevel.BASIC, Workforce.CHILD), "The check on record is basic; needed is enhanced with"),
        (Dbs(DbsLevel.ENHANCED, Workforce.CHILD), "The check on record is enhanced; needed is enhanced with"),
        (replace(RIGHT_DBS, barred_list_checked=False), "The children's barred list was not checked"),
        (replace(RIGHT_DBS, workforce=Workforce.ADULT), "The check on record is for work with adults"),
    ],
)
def test_a_check_that_is_not_enough_is_on_record_and_says_why(
    cast: Cast, volunteer: Person, check: Dbs, why: str
) -> None:
    give(cast, "dbs", volunteer, dbs=check)
    standing, reason = stands(volunteer, "dbs")
    assert standing == Standing.MISSING
    assert reason.startswith(why)
    give(cast, "dbs", volunteer, ago=9)
    assert stands(volunteer, "dbs")[0] == Standing.MET
    assert stands(volunteer, "dbs", days_ago(10))[0] == Standing.MISSING, "that day is told as it was"


@pytest.mark.parametrize(
    ("person_type", "level", "standing"),
    [
        (PersonType.PCSO, VettingLevel.RV, Standing.MET),
        (PersonType.PCSO, VettingLevel.NPPV2_FULL, Standing.MISSING),
        (PersonType.VOLUNTEER, VettingLevel.NPPV1, Standing.MISSING),
        (PersonType.VOLUNTEER, VettingLevel.NPPV2_ABBREVIATED, Standing.MET),
        (PersonType.VOLUNTEER, VettingLevel.RV, Standing.MET),
    ],
)
def test_what_vetting_is_needed_follows_from_what_somebody_is(
    cast: Cast, person_type: str, level: str, standing: Standing
) -> None:
    person = _leader(cast, person_type)
    give(cast, "vetting", person, vetting=Vetting(level))
    assert stands(person, "vetting")[0] == standing


def test_vetting_holds_as_long_as_its_level_does(cast: Cast, volunteer: Person) -> None:
    day = days_ago(10)
    held = give(cast, "vetting", volunteer, vetting=Vetting(VettingLevel.RV))
    assert held.expires_on is not None
    assert held.expires_on.year == day.year + 10
    held = give(cast, "vetting", volunteer, ago=11, vetting=Vetting(VettingLevel.NPPV2_FULL))
    assert held.expires_on is not None
    assert held.expires_on.year == days_ago(11).year + 3


def test_a_later_refusal_ends_an_earlier_clearance_and_waiting_ends_nothing(cast: Cast, volunteer: Person) -> None:
    give(cast, "vetting", volunteer, ago=300)
    give(cast, "vetting", volunteer, ago=40, vetting=Vetting(VettingLevel.RV, VettingStatus.PENDING))
    assert stands(volunteer, "vetting")[0] == Standing.MET
    give(cast, "vetting", volunteer, ago=20, vetting=Vetting(VettingLevel.RV, VettingStatus.REFUSED))
    standing, reason = stands(volunteer, "vetting")
    assert standing == Standing.MISSING
    assert reason.startswith("Refused on")
    assert stands(volunteer, "vetting", days_ago(21))[0] == Standing.MET
    give(cast, "vetting", volunteer, ago=5)
    assert stands(volunteer, "vetting")[0] == Standing.MET


def test_suspended_vetting_counted_until_it_was_suspended(cast: Cast, volunteer: Person) -> None:
    suspended = Vetting(VettingLevel.RV, VettingStatus.SUSPENDED, status_since=days_ago(8))
    give(cast, "vetting", volunteer, ago=90, vetting=suspended)
    assert stands(volunteer, "vetting")[1].startswith("Suspended on")
    assert stands(volunteer, "vetting", days_ago(9))[0] == Standing.MET


def test_what_is_not_enough_renews_nothing(cast: Cast, volunteer: Person) -> None:
    first = give(cast, "dbs", volunteer, ago=30)
    give(cast, "dbs", volunteer, dbs=Dbs(DbsLevel.BASIC, Workforce.CHILD))
    running = Deadline.objects.running().filter(subject_type="credential")
    assert [one.subject_id for one in running] == [first.pk]


@pytest.mark.parametrize(
    ("key", "given", "field"),
    [
        ("dbs", {"dbs": None}, "dbs_level"),
        ("dbs", {"dbs": replace(RIGHT_DBS, certificate_number="12345")}, "certificate_number"),
        ("dbs", {"dbs": Dbs(DbsLevel.BASIC, Workforce.CHILD, barred_list_checked=True)}, "barred_list_checked"),
        ("dbs", {"dbs": replace(RIGHT_DBS, seen_on=dt.date(1990, 1, 1))}, "seen_on"),
        ("dbs", {"dbs": replace(RIGHT_DBS, last_status_check_on=days_ago(1))}, "last_status_check_on"),
        ("vetting", {"vetting": None}, "vetting_level"),
        ("vetting", {"vetting": Vetting("rv", "granted", status_since=dt.date(2199, 1, 1))}, "status_since"),
        ("references", {"dbs": RIGHT_DBS}, "requirement"),
    ],
)
def test_what_is_wrong_with_the_details_is_said(
    cast: Cast, volunteer: Person, key: str, given: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as no:
        give(cast, key, volunteer, **given)
    assert field in no.value.errors
    assert not Credential.objects.exists()


def test_the_number_of_a_certificate_lies_nowhere_readable(cast: Cast, volunteer: Person) -> None:
    held = give(cast, "dbs", volunteer, dbs=replace(RIGHT_DBS, certificate_number="0012 3456 7890"))
    check = DbsCheck.objects.get(credential=held)
    assert check.last_four == "7890"
    assert sealed.unseal(check.sealed_number) == NUMBER
    for table in ("assurance_dbscheck", "assurance_dbscheckevent", "audit_auditevent"):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT string_agg(t::text, ' ') FROM {table} t")  # noqa: S608 - names of tables, from here
            assert NUMBER not in (cursor.fetchone()[0] or "")


def test_a_key_is_changed_without_losing_a_number(cast: Cast, volunteer: Person, settings: Any) -> None:
    settings.FIELD_KEYS = ["old"]
    give(cast, "dbs", volunteer, dbs=replace(RIGHT_DBS, certificate_number=NUMBER))
    settings.FIELD_KEYS = ["new"]
    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("seal_again")
    settings.FIELD_KEYS = ["new", "old"]
    call_command("seal_again")
    settings.FIELD_KEYS = ["new"]
    assert sealed.unseal(DbsCheck.objects.get().sealed_number) == NUMBER
    assert AuditEvent.objects.filter(verb="certificate_numbers.sealed").exists()
