"""Placements, checks, courses and acknowledgements out of a file: about people on record, under the same rules."""

from __future__ import annotations

import datetime as dt

import pytest
from django.apps import apps

from safeguarding.assurance.models import Credential, Requirement
from safeguarding.assurance.services import Dbs, NewCredential, record_for_people, record_for_person
from safeguarding.audit.models import AuditEvent
from safeguarding.core import clock
from safeguarding.deadlines.models import Deadline
from safeguarding.exchange import services
from safeguarding.exchange.choices import ImportKind, ImportStatus
from safeguarding.exchange.models import ExternalId, ImportRow
from safeguarding.people.models import Person, Placement
from tests.cast import Cast, child, fresh
from tests.factories.exchange import a_csv, applied, checked, reasons, verdicts, worked
from tests.factories.schemes import proposed

pytestmark = pytest.mark.django_db
PLACES = ("Number", "First name", "Family name", "Scheme", "Part", "From", "Until")
CHECKS = ("Name", "Issued on", "Level", "Update service")


@pytest.fixture
def sal(cast: Cast) -> Person:
    sal = child(cast, "Sal", "Stone", dt.date(2012, 5, 13))
    Person.objects.filter(pk=sal.pk).update(unit=cast.cadets)
    ExternalId.objects.create(force=cast.force, source="cadet platform", value="r:c1", person=sal)
    return Person.objects.get(pk=sal.pk)


def test_placements_come_in_once_and_an_end_ends_them(cast: Cast, sal: Person) -> None:
    scheme = proposed(cast, "Oakfield club")
    row = ("C1", "", "", "oakfield CLUB", "Cadet", "1 September 2025")
    run = applied(cast, a_csv(PLACES, (*row, "present")), ImportKind.PLACEMENTS)
    assert run.status == ImportStatus.APPLIED, (run.problem, verdicts(run), reasons(run, 2))
    placed = Placement.objects.get(person=sal)
    assert (placed.scheme, placed.role, placed.ends_on) == (scheme, "young_person", None)
    assert checked(cast, a_csv(PLACES, (*row, "")), ImportKind.PLACEMENTS).counts == {"same": 1}
    run = applied(cast, a_csv(PLACES, (*row, "31/08/2026")), ImportKind.PLACEMENTS)
    placed.refresh_from_db()
    assert (run.counts, placed.ends_on) == ({"change": 1}, dt.date(2026, 8, 31))


def test_a_placement_that_cannot_be_says_why(cast: Cast, sal: Person) -> None:
    proposed(cast, "Oakfield club")
    content = a_csv(
        PLACES,
        ("C1", "", "", "No such club", "Cadet", "1/9/2025", ""),
        ("C1", "", "", "Oakfield club", "Leader", "1/9/2025", ""),
        ("", "Nobody", "Known", "Oakfield club", "Cadet", "1/9/2025", ""),
        ("C1", "", "", "Oakfield club", "Cadet", "1/9/2025", ""),
        ("C1", "", "", "Oakfield club", "Cadet", "1/12/2025", ""),
    )  # fmt: skip
    run = checked(cast, content, ImportKind.PLACEMENTS)
    assert verdicts(run) == ["wrong", "wrong", "wrong", "new", "wrong"]
    assert "is no scheme on the register" in reasons(run, 2)["scheme"][0]
    assert "role" in reasons(run, 3)
    assert "Nobody of that name" in reasons(run, 4)["given_name"][0]
    assert "already, from 1 September 2025" in reasons(run, 6)["starts_on"][0]


def test_checks_come_in_with_their_level_and_their_clock(cast: Cast) -> None:
    day = clock.today() - dt.timedelta(days=30)
    content = a_csv(CHECKS, ("Carl Cooper", f"{day:%d/%m/%Y}", "Enhanced with the children's barred list", "yes"))
    run = applied(cast, content, ImportKind.DBS)
    assert run.status == ImportStatus.APPLIED, (run.problem, reasons(run, 2))
    held = Credential.objects.get(person=cast.people["carl"])
    assert (held.achieved_on, held.dbs.level, held.dbs.on_update_service) == (day, "enhanced_barred", True)
    assert "Cadet platform" in held.evidence
    assert Deadline.objects.filter(subject_type="credential", subject_id=held.pk).running().exists()
    assert checked(cast, content, ImportKind.DBS).counts == {"same": 1}


def test_two_of_one_name_are_decided_by_somebody(cast: Cast) -> None:
    twin = Person.objects.create(
        force=cast.force, unit=cast.cadets, kind="adult", person_type="pcso", given_name="Carl", family_name="Cooper",
        created_by=cast.adam,
    )  # fmt: skip
    run = checked(cast, a_csv(("Name", "Granted on", "Level"), ("Carl Cooper", "1/6/2025", "RV")), ImportKind.VETTING)
    assert verdicts(run) == ["review"]
    services.fix_row(ImportRow.objects.get(run=run), values={}, choice="person", person=twin, by=fresh(cast.cora))
    run.refresh_from_db()
    services.confirm(run, version=run.version, by=fresh(cast.cora))
    assert worked(run).status == ImportStatus.APPLIED
    assert Credential.objects.get().person == twin


def test_nobody_brings_in_what_they_have_themself(cast: Cast) -> None:
    Person.objects.create(
        force=cast.force, unit=cast.cadets, kind="adult", person_type="pcso", given_name="Cora", family_name="Example",
        user=cast.cora, created_by=cast.adam,
    )  # fmt: skip
    rows = ("Cora Example", "", "1/6/2025"), ("Carl Cooper", "Magic", "1/6/2025")
    content = a_csv(("Name", "Course", "Date completed"), *rows)
    run = checked(cast, content, ImportKind.TRAINING)
    assert "yourself" in reasons(run, 2)["given_name"][0]
    assert "Magic" in reasons(run, 3)["course"][0]


def test_what_nobody_named_does_not_stay(cast: Cast) -> None:
    headings = ("Name", "Course", "Date completed", "Certificate")
    content = a_csv(headings, ("Carl Cooper", "", "1/6/2025", "001234567890"))
    run = applied(cast, content, ImportKind.TRAINING)
    assert run.status == ImportStatus.APPLIED
    assert "001234567890" not in ImportRow.objects.get(run=run).raw


def test_two_courses_of_one_person_in_a_file_leave_the_clock_of_the_later_alone(cast: Cast) -> None:
    days = [clock.today() - dt.timedelta(days=ago) for ago in (300, 30)]
    rows = [("Carl Cooper", "", f"{day:%d/%m/%Y}") for day in days]
    run = applied(cast, a_csv(("Name", "Course", "Date completed"), *rows), ImportKind.TRAINING)
    assert (run.status, run.counts) == (ImportStatus.APPLIED, {"new": 2})
    earlier, later = Credential.objects.filter(person=cast.people["carl"]).order_by("achieved_on")
    clocks = Deadline.objects.filter(subject_type="credential")
    assert [clocks.get(subject_id=one.pk).is_running for one in (earlier, later)] == [False, True]
    told = AuditEvent.objects.exclude(verb__startswith="import.").order_by("pk").values_list("verb", flat=True)
    assert list(told)[-5:] == [
        "credential.recorded", "deadline.started", "credential.recorded", "deadline.met", "deadline.started"
    ]  # fmt: skip


def test_many_in_a_file_are_recorded_as_each_would_be(cast: Cast) -> None:
    """What is kept of a check is the same, whether it came one by one or with others."""
    requirement = Requirement.objects.get(key="dbs")
    day = clock.today() - dt.timedelta(days=30)
    new = NewCredential(
        achieved_on=day, evidence="Seen", dbs=Dbs(level="enhanced_barred", workforce="child", barred_list_checked=True)
    )
    people = [cast.people["carl"], cast.people["brian"], cast.people["fay"]]
    alone = record_for_person(requirement, new, person=people[0], by=fresh(cast.cora))
    together = record_for_people([(requirement, new, one) for one in people[1:]], by=fresh(cast.cora))
    kept = [
        (one.achieved_on, one.expires_on, one.evidence, one.recorded_by_id, one.dbs.level, one.version,
         Deadline.objects.get(subject_type="credential", subject_id=one.pk).due_at,
         AuditEvent.objects.filter(object_id=one.person_id, verb="credential.recorded").get().data["requirement"],
         apps.get_model("assurance", "CredentialEvent").objects.filter(pgh_obj=one).count())
        for one in Credential.objects.filter(pk__in=[alone.pk, *(one.pk for one in together)])
    ]  # fmt: skip
    assert len(kept) == 3
    assert len(set(kept)) == 1
