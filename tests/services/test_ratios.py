"""How many adults a force asks for: set by who may, never less than the guidance, and never looking back."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from safeguarding.activities import selectors
from safeguarding.activities.models import ForceRatio, RatioBand
from safeguarding.activities.services import set_ratio
from safeguarding.activities.services.bands import NewRatio
from safeguarding.audit.models import AuditEvent
from safeguarding.core import clock
from safeguarding.core.errors import Invalid, NotAllowed, Stale
from safeguarding.people.choices import PersonType, PlacementRole
from safeguarding.schemes.choices import ConditionKind
from tests.cast import Cast, fresh, staff
from tests.factories.schemes import condition
from tests.factories.sessions import Group, a_group, a_session, placed

pytestmark = pytest.mark.django_db
API = "/api/v1/ratios/"


@pytest.fixture
def group(cast: Cast) -> Group:
    return a_group(cast, condition(ConditionKind.FREE), children=10, age=14)


@pytest.fixture
def band() -> RatioBand:
    return RatioBand.objects.get(key="13_18")


def asks(number: int = 4, days: int = 0, source: str = "Board, minute 14") -> NewRatio:
    return NewRatio(number, source, clock.today() + dt.timedelta(days=days))


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_figure_holds_from_its_day_and_never_looks_back(cast: Cast, group: Group, band: RatioBand) -> None:
    past, soon, later = (a_session(cast, group, days=days) for days in (-1, 2, 9))
    set_ratio(band, asks(4, days=5), seen=None, by=fresh(cast.mona))
    needed = [selectors.ratio_of(one).need.required for one in (soon, later)]
    assert needed == [2, 3]
    assert selectors.ratio_of(past).need.required == 2
    latest = ForceRatio.objects.get()
    set_ratio(band, asks(10, days=5, source="Taken back"), seen=latest.pk, by=fresh(cast.mona))
    assert selectors.ratio_of(later).need.required == 2


def test_the_figures_of_one_force_are_not_those_of_another(cast: Cast, group: Group, band: RatioBand) -> None:
    session = a_session(cast, group, days=2)
    ForceRatio.objects.create(
        force=cast.other_force, band=band, children_per_adult=1, holds_from=clock.today(), source="x", set_by=cast.wes
    )
    assert selectors.ratio_of(session).need.required == 2
    assert all(not one.figures for one in selectors.bands_of(fresh(cast.mona)))


@pytest.mark.parametrize(
    ("new", "field"),
    [
        (asks(11), "children_per_adult"),
        (asks(0), "children_per_adult"),
        (asks(days=-1), "holds_from"),
        (asks(days=900), "holds_from"),
        (asks(source=" "), "source"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(cast: Cast, band: RatioBand, new: NewRatio, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        set_ratio(band, new, seen=None, by=fresh(cast.mona))
    assert field in refused.value.errors
    assert not ForceRatio.objects.exists()


@pytest.mark.parametrize("name", ["cora", "pat", "lars", "brian"])
def test_nobody_else_sets_it(cast: Cast, band: RatioBand, name: str) -> None:
    with pytest.raises(NotAllowed):
        set_ratio(band, asks(), seen=None, by=fresh(getattr(cast, name)))


def test_nobody_sets_what_their_own_sessions_are_measured_by(cast: Cast, group: Group, band: RatioBand) -> None:
    placed(staff(cast, "Mona", "Example", PersonType.POLICE_STAFF, user=cast.mona), group.scheme, PlacementRole.HELPER)
    with pytest.raises(NotAllowed, match="You have a part in a scheme"):
        set_ratio(band, asks(), seen=None, by=fresh(cast.mona))


def test_nobody_writes_over_what_they_did_not_see(cast: Cast, band: RatioBand) -> None:
    set_ratio(band, asks(8), seen=None, by=fresh(cast.mona))
    with pytest.raises(Stale):
        set_ratio(band, asks(6), seen=None, by=fresh(cast.adam))
    event = AuditEvent.objects.get(verb="ratio.set")
    assert (event.data["band"], event.data["children_per_adult"]) == ("13_18", 8)


def test_the_page_says_what_holds_and_takes_a_change(cast: Cast, band: RatioBand) -> None:
    mona, address = signed_in(cast.mona), reverse("activities:ratio_set", args=[band.pk])
    day = clock.today()
    sent = {"children_per_adult": "8", "source": "Board, minute 14", "seen": "",
            **{f"holds_from-{part}": getattr(day, part) for part in ("day", "month", "year")}}  # fmt: skip
    wrong = mona.post(address, {**sent, "children_per_adult": "12"})
    assert wrong.status_code == 422
    assert "not for fewer" in wrong.content.decode()
    assert "Board, minute 14" in wrong.content.decode()
    assert mona.post(address, sent).status_code == 302
    page = signed_in(cast.cora).get(reverse("activities:ratios")).content.decode()
    assert "One adult for 8 young people" in page
    assert "Board, minute 14" in page
    assert address not in page


def test_the_api_says_and_takes_the_same(cast: Cast, band: RatioBand) -> None:
    mona = signed_in(cast.mona)
    body = {"children_per_adult": 8, "source": "Board, minute 14", "seen": None}
    made = mona.post(f"{API}{band.pk}/figures/", body, content_type="application/json")
    assert made.status_code == 201
    row = mona.get(f"{API}{band.pk}/").json()
    assert (row["children_per_adult"], row["guidance"], len(row["figures"])) == (8, 10, 1)
    assert mona.post(f"{API}{band.pk}/figures/", body, content_type="application/json").status_code == 412
    assert (
        signed_in(cast.cora).post(f"{API}{band.pk}/figures/", body, content_type="application/json").status_code == 403
    )
