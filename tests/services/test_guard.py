"""What the guard looks for: everything on record by which somebody in a case could be known again."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeguarding.cases.choices import ConcernPartyRole, PartyRole
from safeguarding.cases.models import Case, CaseConcern, ConcernParty, ReporterIdentity
from safeguarding.communications.choices import AccountKind
from safeguarding.guard.rules import finds, needles
from safeguarding.guard.selectors import parties_of
from safeguarding.people.choices import PersonType, PlacementRole
from safeguarding.people.models import Carer, Person, Placement
from tests.cast import Cast, child, staff
from tests.factories.accounts import an_account
from tests.factories.links import in_case, tells
from tests.factories.people import carer, works_as, young
from tests.factories.schemes import proposed
from tests.factories.work import a_case

pytestmark = pytest.mark.django_db

#: What stands on record, and whose it is. None of it may stand in a report.
ON_RECORD = {
    "Cuthbertson": "PCSO B", "Wainfleet": "PCSO B", "7715": "PCSO B", "runs_late_84": "PCSO B", "Tamsin": "Child A",
    "Prendergast": "Child A", "4 May 2013": "Child A", "Larkspur Primary School": "Child A",
    "Ravensworth Guardians": "Child A", "Delphine": "Parent or carer of Child A",
    "07700 900555": "Parent or carer of Child A", "Marguerite": "Somebody in a concern",
    "Paterson": "Whoever told of it",
    "shadowfax99": "The case itself", "Ormskirk": "The case itself", "Quentin": "Witness D",
}  # fmt: skip


def told_about(cast: Cast) -> Case:
    """A PCSO with a record that was merged, a child whose name changed, a witness taken off again, and a concern."""
    case = a_case(cast)
    pcso = staff(cast, "Ned", "Cuthbertson", PersonType.PCSO, collar_number="7715")
    staff(cast, "Ned", "Wainfleet", PersonType.PCSO, merged_into=pcso)
    an_account(cast.lena, "runs_late_84", person=pcso, kind=AccountKind.PERSONAL_INDIVIDUAL)
    girl = child(cast, "Tamsin", "Prendergast", dt.date(2013, 5, 4))
    Person.objects.filter(pk=girl.pk).update(family_name="Hollis", school="Larkspur Primary School")
    scheme = proposed(cast, "Ravensworth Guardians")
    Placement.objects.create(person=girl, scheme=scheme, role=PlacementRole.YOUNG_PERSON, starts_on=dt.date(2024, 1, 1))
    carer(cast, young(cast, "Una", "Upton"))
    carer_of(cast, girl)
    for person, role, label in ((pcso, PartyRole.SUBJECT, "PCSO B"), (girl, PartyRole.YOUNG_PERSON, "Child A")):
        party = in_case(case, person, role)
        type(party).objects.filter(pk=party.pk).update(label=label)
    witness = in_case(case, child(cast, "Quentin", "Ashdown", None), PartyRole.WITNESS)
    type(witness).objects.filter(pk=witness.pk).update(
        label="Witness D", removed_at=case.opened_at, removed_by=cast.lena, removal_reason="Was not there"
    )
    concern = tells(cast, "shadowfax99", place="The park at Ormskirk")
    CaseConcern.objects.create(case=case, concern=concern, added_by=cast.lena)
    friend = child(cast, "Marguerite", "Vane", None)
    ConcernParty.objects.create(concern=concern, person=friend, kind=friend.kind, role=ConcernPartyRole.WITNESS)
    Person.objects.filter(pk=works_as(cast, cast.pat, "Pat").pk).update(family_name="Paterson")
    ReporterIdentity.objects.create(concern=concern, user=cast.pat)
    return case


def carer_of(cast: Cast, girl: Person) -> None:
    mother = staff(cast, "Delphine", "Hollis", "")
    Carer.objects.create(
        young_person=girl, adult=mother, relationship="mother", contact="may", telephone="07700 900555",
        since=dt.date(2020, 1, 1), recorded_by=cast.lena,
    )  # fmt: skip


def test_nothing_is_left_out_of_what_is_looked_for(cast: Cast) -> None:
    wanted = needles(parties_of([told_about(cast)]))
    whose = {
        words: {label for one in finds({"": f"It was {words} that day."}, wanted) if one.blocks for label in one.labels}
        for words in ON_RECORD
    }
    assert {words: label for words, label in ON_RECORD.items() if label not in whose[words]} == {}
    assert not finds({"": "It was Upton that day."}, wanted)


def test_more_people_ask_for_no_more_queries(cast: Cast) -> None:
    case = told_about(cast)
    with CaptureQueriesContext(connection) as few:
        parties_of([case])
    for number in range(30):
        in_case(case, child(cast, f"Child{number}", "Many", None), PartyRole.WITNESS)
    with CaptureQueriesContext(connection) as many:
        assert len(parties_of([case])) > 30
    assert len(many) == len(few)
