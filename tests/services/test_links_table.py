"""The same handle, number, address, person or device in two concerns, cases, schemes or exports is linked, with why."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from safeguarding.cases.choices import ConcernPartyRole
from safeguarding.cases.models import Case, CaseConcern, Concern
from safeguarding.communications.choices import AccountKind
from safeguarding.links.choices import NodeKind
from safeguarding.links.rules.nodes import Node
from safeguarding.links.selectors.common import in_common
from safeguarding.links.selectors.picture import picture_of
from safeguarding.links.selectors.set_aside import matter_of
from safeguarding.people.choices import PlacementRole
from safeguarding.schemes.choices import SchemeKind
from safeguarding.schemes.models import Scheme
from tests.cast import Cast, fresh
from tests.factories.accounts import an_account
from tests.factories.evidence import an_exhibit
from tests.factories.links import in_case, tells, writes
from tests.factories.sessions import placed
from tests.factories.triage import add_person
from tests.factories.work import a_case

pytestmark = pytest.mark.django_db
HANDLE, PHONE, EMAIL = NodeKind.HANDLE, NodeKind.PHONE, NodeKind.EMAIL
PERSON, DEVICE = NodeKind.PERSON, NodeKind.DEVICE
#: Of each kind: on which platform, as it is written at the one place, and as it is written at the other.
WRITTEN: dict[str, tuple[str, str, str, str]] = {
    HANDLE: ("instagram", "Instagram", "@Kai.X", "https://instagram.com/kai.x"),
    PHONE: ("whatsapp", "WhatsApp", "07700 900 123", "+44 (0)7700 900123"),
    EMAIL: ("email", "Email", "Kai@Example.org", "kai@example.org"),
}
#: The number of a telephone as a box has it, and as an investigator types it.
IMEI = ("35-209900-176148-1", "352099001761481")


def concern(cast: Cast, kind: str, other: bool) -> Concern:
    if kind == PERSON:
        told = tells(cast, "")
        add_person(told, ConcernPartyRole.ADULT_OF_CONCERN, cast.people["carl"])
        return told
    _, platform, *written = WRITTEN[kind]
    return tells(cast, written[other], platform)


def case(cast: Cast, kind: str, other: bool) -> Case:
    """By a person in it, an exhibit, or a concern in it."""
    made = a_case(cast)
    if kind == PERSON:
        in_case(made, cast.people["carl"])
    elif kind == DEVICE:
        an_exhibit(made, device_number=IMEI[other], reference="KP/4")
    else:
        CaseConcern.objects.create(case=made, concern=concern(cast, kind, other), added_by=cast.lena)
    return made


def export(cast: Cast, kind: str, other: bool) -> Case:
    """By who writes in messages of a case; a person by what was said of who they are there."""
    made = a_case(cast)
    if kind == PERSON:
        someone = writes(made, "p.one" if other else "p.two")
        someone.party = in_case(made, cast.people["carl"])
        someone.save()
    else:
        on, _, *written = WRITTEN[kind]
        writes(made, written[other], on=on)
    return made


def scheme(cast: Cast, kind: str, other: bool) -> object:
    """By an account of the scheme, or who takes part in it."""
    made = Scheme.objects.create(force=cast.force, unit=cast.cadets, name="Oak Unit", kind=SchemeKind.values[0])
    if kind == PERSON:
        placed(cast.people["carl"], made, PlacementRole.LEADER)
    else:
        on, _, *written = WRITTEN[kind]
        an_account(cast.cora, written[other], on=on, scheme=made, kind=AccountKind.OFFICIAL_CADET)
    return made


Place = Callable[[Cast, str, bool], object]
PLACES: dict[str, Place] = {"concern": concern, "case": case, "scheme": scheme, "export": export}
#: A device is an exhibit, and an exhibit is of a case: the serial number of nothing else is on record.
LINKED = [(kind, at) for kind in (HANDLE, PHONE, EMAIL, PERSON) for at in PLACES] + [(DEVICE, "case")]


@pytest.mark.parametrize(("kind", "at"), LINKED)
def test_each_kind_is_found_from_a_case_at_each_place_with_why(cast: Cast, kind: str, at: str) -> None:
    here, there = case(cast, kind, False), PLACES[at](cast, kind, True)
    picture = picture_of(fresh(cast.lena), matter_of(here), depth=2)
    found = {
        (one.named.text, one.node.kind): [reason.why for reason in one.reasons]
        for each in in_common(picture)
        for one in each.elsewhere
        if each.node.kind == kind
    }
    name = getattr(there, "reference", "") or there.name  # type: ignore[attr-defined]
    assert [why for (text, _), why in found.items() if text == name and why] != [], found


@pytest.mark.parametrize("kind", [HANDLE, PHONE, EMAIL, PERSON])
def test_each_kind_is_found_from_a_concern_that_waits(cast: Cast, kind: str) -> None:
    one, other = concern(cast, kind, False), concern(cast, kind, True)
    picture = picture_of(fresh(cast.lena), matter_of(one), depth=2)
    assert [end.node for each in in_common(picture) for end in each.elsewhere] == [Node(NodeKind.CONCERN, other.pk)]
