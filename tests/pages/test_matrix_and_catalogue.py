"""The matrix of people and requirements, and the catalogue that it is measured by."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from safeguarding.assurance import selectors, services
from safeguarding.assurance.choices import Standing
from safeguarding.assurance.models import EarlierFigures, Requirement
from safeguarding.assurance.services import Figures
from safeguarding.audit.models import AuditEvent
from safeguarding.core.errors import Conflict
from safeguarding.people.choices import PersonType, PlacementRole
from safeguarding.people.models import Person, Placement
from tests.cast import Cast, fresh, staff
from tests.factories.assurance import give, make_compliant, requirement
from tests.factories.schemes import days_ago, tolerated

pytestmark = pytest.mark.django_db
MATRIX = "/schemes/matrix/"


@pytest.fixture
def cora(cast: Cast, client: Client) -> Client:
    client.force_login(cast.cora)
    return client


@pytest.fixture
def olly(cast: Cast) -> Person:
    return leader(cast, "Olly", "Oakfield club")


def leader(cast: Cast, name: str, scheme: str, person_type: str = PersonType.PCSO) -> Person:
    person = staff(cast, name, "Example", person_type)
    Placement.objects.create(
        person=person, scheme=tolerated(cast, scheme), role=PlacementRole.LEADER, starts_on=days_ago(100)
    )
    return person


def text(response: Any) -> str:
    return str(response.content.decode())


# -- the matrix -------------------------------------------------------------------------------------------------------


def test_each_cell_says_how_somebody_stands_and_why(cast: Cast, olly: Person, cora: Client) -> None:
    give(cast, "safeguarding_training", olly, ago=3000)
    page = text(cora.get(MATRIX))
    assert '<details class="app-cell app-cell--expired"><summary>Expired</summary>Ran out on' in page
    assert "<summary>Missing</summary>Nothing is on record" in page
    assert "1 adult has a part in a scheme" in page


def test_only_problems_leaves_out_who_has_everything(cast: Cast, olly: Person, cora: Client) -> None:
    make_compliant(cast, olly)
    leader(cast, "Orla", "Hilltop club")
    page = text(cora.get(MATRIX, {"problems": "on"}))
    assert "Orla Example" in page
    assert "Olly Example" not in page
    assert "1 adult lacks something" in page


def test_the_matrix_is_narrowed_by_scheme_unit_type_and_requirement(cast: Cast, olly: Person, cora: Client) -> None:
    orla = leader(cast, "Orla", "Hilltop club", PersonType.VOLUNTEER)
    scheme = orla.placements.get().scheme_id
    for chosen in ({"scheme": scheme}, {"person_type": "volunteer"}):
        page = text(cora.get(MATRIX, chosen))
        assert "Orla Example" in page
        assert "Olly Example" not in page
    page = text(cora.get(MATRIX, {"requirement": requirement("dbs").pk}))
    assert page.count('<details class="app-cell') == 2
    assert "Olly Example" in text(cora.get(MATRIX, {"unit": cast.cadets.pk}))
    assert cora.get(MATRIX, {"scheme": "x", "page": "99"}).status_code == 200


def test_the_matrix_of_another_force_holds_nobody(olly: Person, cast: Cast, client: Client) -> None:
    client.force_login(cast.wes)
    assert "Olly" not in text(client.get(MATRIX))
    assert "Olly" not in text(client.get(MATRIX, {"scheme": olly.placements.get().scheme_id}))


def test_the_matrix_leaves_as_a_file_that_is_recorded(cast: Cast, olly: Person, cora: Client, settings: Any) -> None:
    rows = list(csv.reader(io.StringIO(cora.get(MATRIX, {"as": "csv"}).content.decode("utf-8-sig"))))
    assert rows[0][0] == settings.MARKING
    assert rows[2][:4] == ["Olly Example", "PCSO", "Oakfield club", "Missing"]
    assert AuditEvent.objects.filter(verb="matrix.exported").exists()


def test_an_adult_who_is_no_staff_is_named_without_a_link(cast: Cast, olly: Person, cora: Client) -> None:
    scheme = olly.placements.get().scheme
    parent = staff(cast, "Petra", "Parent", PersonType.PARENT_CARER)
    Placement.objects.create(person=parent, scheme=scheme, role=PlacementRole.HELPER, starts_on=days_ago(5))
    for address in (MATRIX, reverse("assurance:scheme_gaps", args=[scheme.pk])):
        page = text(cora.get(address))
        assert "Petra Parent" in page
        assert reverse("assurance:credentials", args=[parent.pk]) not in page
        assert reverse("assurance:credential_add", args=[parent.pk]) not in page
        assert reverse("assurance:credentials", args=[olly.pk]) in page


# -- the catalogue ----------------------------------------------------------------------------------------------------


def test_coordinators_read_with_source_and_change_nothing(cora: Client) -> None:
    page = text(cora.get("/schemes/requirements/"))
    assert "VPC since April 2021" in page
    assert "Its figures are from memory" in page
    assert reverse("assurance:requirement_add") not in page
    assert cora.get(reverse("assurance:requirement_change", args=[requirement("dbs").pk])).status_code == 403


@pytest.mark.parametrize("who", ["mona", "adam"])
def test_what_is_changed_holds_from_today_and_past_days_keep_what_was_asked(
    cast: Cast, olly: Person, client: Client, who: str
) -> None:
    client.force_login(cast.users[who])
    wanted = requirement("dbs")
    sent = {"valid_months": "24", "warn_days": "30", "version": wanted.version}
    assert client.post(reverse("assurance:requirement_change", args=[wanted.pk]), sent).status_code == 302
    wanted.refresh_from_db()
    assert (wanted.valid_months, wanted.is_blocking, wanted.from_memory) == (24, False, False)
    assert AuditEvent.objects.filter(verb="requirement.changed").exists()

    def blocks(days: int) -> bool:
        (adult,) = selectors.readiness_of(olly.placements.get().scheme, day=days_ago(days)).adults
        return any(cell.requirement.key == "dbs" for cell in adult.blocking)

    assert not blocks(0)
    assert blocks(1), "yesterday is told with what was asked yesterday"
    services.change_figures(wanted, Figures(36, 30, is_blocking=True), version=None, by=fresh(cast.mona))
    assert EarlierFigures.objects.count() == 1, "of one day, what was asked before it is kept once"


def test_what_history_used_is_ended_not_removed(cast: Cast, olly: Person, client: Client) -> None:
    give(cast, "references", olly)
    client.force_login(cast.mona)
    wanted = requirement("references")
    address = reverse("assurance:requirement_remove", args=[wanted.pk])
    answer = client.post(address, {"version": wanted.version})
    assert answer.status_code == 409
    assert "on record once, and past days are answered with it. End it." in text(answer)
    end = reverse("assurance:requirement_end", args=[wanted.pk])
    assert client.post(end, {"reason": "No longer policy", "version": wanted.version}).status_code == 302

    def is_asked(days: int) -> bool:
        ((_, cells),) = selectors.compliance_of(olly, day=days_ago(days))
        return any(cell.requirement.key == "references" for cell in cells)

    assert not is_asked(0)
    assert is_asked(1)


def test_something_more_is_asked_from_today_and_a_mistake_goes_away(cast: Cast, olly: Person, client: Client) -> None:
    client.force_login(cast.mona)
    sent = {
        "key": "first_aid", "title": "First aid", "about": "person", "roles": ["leader"], "control": "training",
        "source": "Force policy 12", "valid_months": "36", "warn_days": "60", "is_blocking": "on",
    }  # fmt: skip
    refused = client.post(reverse("assurance:requirement_add"), {**sent, "source": ""})
    assert refused.status_code == 422
    assert client.post(reverse("assurance:requirement_add"), sent).status_code == 302
    made = Requirement.objects.get(key="first_aid")
    for days, asked in ((0, True), (1, False)):
        ((_, cells),) = selectors.compliance_of(olly, day=days_ago(days))
        assert any(cell.requirement == made for cell in cells) is asked
    assert {cell.standing for cell in cells} == {Standing.MISSING}
    assert "already" in text(client.post(reverse("assurance:requirement_add"), sent))
    services.remove_requirement(made, version=None, by=fresh(cast.mona))
    assert not Requirement.objects.filter(key="first_aid").exists()
    with pytest.raises(Conflict, match="days before today"):
        services.remove_requirement(requirement("insurance"), version=None, by=fresh(cast.mona))
