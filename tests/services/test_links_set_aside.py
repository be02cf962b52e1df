"""Judging that something found at two places is not one and the same, and taking that back."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.management import call_command

from safeguarding.audit.models import AuditEvent
from safeguarding.cases.models import Case, CaseConcern, Concern
from safeguarding.communications.models import Platform
from safeguarding.core.errors import Conflict, Invalid, NotAllowed
from safeguarding.links.choices import NodeKind
from safeguarding.links.models import SetAside
from safeguarding.links.rules.nodes import Node
from safeguarding.links.selectors.common import in_common
from safeguarding.links.selectors.picture import picture_of
from safeguarding.links.selectors.set_aside import matter_of, set_aside_from, without
from safeguarding.links.services import set_aside, take_up
from safeguarding.matching import services as merging
from safeguarding.people.choices import AgeBand, PersonKind, PersonType
from safeguarding.people.models import Person
from tests.cast import Cast, fresh, staff
from tests.factories.links import found_from, in_case, seen_around, tells, writes
from tests.factories.work import a_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    return a_case(cast)


@pytest.fixture
def other(cast: Cast) -> Case:
    return a_case(cast)


def aside(cast: Cast, case: Case, other: Case) -> SetAside:
    (one,) = in_common(seen_around(cast.lena, case))
    end = one.elsewhere[0]
    assert end.node == Node(NodeKind.CASE, other.pk)
    return set_aside(of=case, through=one.node, end=end.node, reason="Another one had it before", by=fresh(cast.lena))


def test_a_link_that_is_set_aside_is_gone_from_both_ends_until_it_is_taken_up(
    cast: Cast, case: Case, other: Case
) -> None:
    writes(case, "kai.x")
    writes(other, "kai.x")
    row = aside(cast, case, other)
    assert "kai" not in row.sealed_text
    assert found_from(cast.lena, case) == found_from(cast.lena, other) == {}
    take_up(of=other, row=row, reason="It is the same", version=row.version, by=fresh(cast.lena))
    assert set(found_from(cast.lena, case)) == {("kai.x", other.reference)}
    verbs = AuditEvent.objects.filter(verb__startswith="link.").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["link.set_aside", "link.taken_up"]


def test_who_works_on_a_third_case_takes_up_no_link_of_two_others(cast: Cast, case: Case, other: Case) -> None:
    writes(case, "kai.x")
    writes(other, "kai.x")
    row = aside(cast, case, other)
    third = a_case(cast)
    with pytest.raises(SetAside.DoesNotExist):
        take_up(of=third, row=row, reason="It is the same", version=row.version, by=fresh(cast.lena))
    assert found_from(cast.lena, case) == {}


def test_what_is_set_aside_stays_so_when_the_key_of_sealed_fields_is_changed(
    cast: Cast, case: Case, other: Case, settings: Any
) -> None:
    settings.FIELD_KEYS = ["old"]
    writes(case, "kai.x")
    writes(other, "kai.x")
    aside(cast, case, other)
    settings.FIELD_KEYS = ["new", "old"]
    call_command("seal_again", stdout=io.StringIO())
    settings.FIELD_KEYS = ["new"]
    assert found_from(cast.lena, case) == found_from(cast.lena, other) == {}


def test_one_who_is_found_to_be_another_brings_their_links_along(cast: Cast, case: Case, other: Case) -> None:
    """Two records of one person, each in a case of its own: as one person they link the two."""
    kept, merged = cast.people["carl"], staff(cast, "Karl", "Cooper", PersonType.PCSO)
    in_case(case, kept)
    in_case(other, merged)
    assert found_from(cast.lena, case) == {}
    proposal = merging.propose(kept=kept, merged=merged, why="One man, written in two ways", by=fresh(cast.lena))
    merging.approve(proposal=proposal, reason="", version=None, by=fresh(cast.leo))
    assert {end for _, end in found_from(cast.lena, case)} == {other.reference}


def test_what_is_set_aside_for_one_case_stands_for_a_third(cast: Cast, case: Case, other: Case) -> None:
    third = a_case(cast)
    for one in (case, other, third):
        writes(one, "kai.x")
    (found,) = in_common(seen_around(cast.lena, case))
    wrong = next(end for end in found.elsewhere if end.node.pk == other.pk)
    set_aside(of=case, through=found.node, end=wrong.node, reason="Another", by=fresh(cast.lena))
    assert {end for _, end in found_from(cast.lena, case)} == {third.reference}
    assert {end for _, end in found_from(cast.lena, other)} == {third.reference}


def test_setting_aside_needs_a_reason_and_is_done_once_by_who_works_on_the_case(
    cast: Cast, case: Case, other: Case
) -> None:
    writes(case, "kai.x")
    writes(other, "kai.x")
    through, end = Node(NodeKind.HANDLE, 1, "kai.x"), Node(NodeKind.CASE, other.pk)
    with pytest.raises(Invalid):
        set_aside(of=case, through=through, end=end, reason=" ", by=fresh(cast.lena))
    with pytest.raises(NotAllowed):
        set_aside(of=case, through=through, end=end, reason="No", by=fresh(cast.mona))
    with pytest.raises(Case.DoesNotExist):
        set_aside(of=case, through=through, end=end, reason="No", by=fresh(cast.lars))
    row = aside(cast, case, other)
    through = Node(NodeKind.HANDLE, row.platform_number, "kai.x")
    with pytest.raises(Conflict):
        set_aside(of=other, through=through, end=Node(NodeKind.CASE, case.pk), reason="No", by=fresh(cast.lena))


def test_nobody_judges_a_link_that_is_about_them(cast: Cast, case: Case, other: Case) -> None:
    lena = Person.objects.create(
        force=cast.force, unit=cast.hub, kind=PersonKind.ADULT, person_type="police_officer", given_name="Lena",
        family_name="Example", age_band=AgeBand.ADULT, created_by=cast.adam, user=cast.lena,
    )  # fmt: skip
    with pytest.raises(NotAllowed):
        set_aside(
            of=case, through=Node(NodeKind.PERSON, lena.pk), end=Node(NodeKind.CASE, other.pk), reason="No",
            by=fresh(cast.lena),
        )  # fmt: skip


def test_a_link_of_two_concerns_is_set_aside_and_stands_so_for_the_case_they_go_into(cast: Cast, case: Case) -> None:
    one, two = tells(cast, "@kai.x"), tells(cast, "kai.x")
    through = Node(NodeKind.HANDLE, Platform.objects.get(slug="instagram").pk, "kai.x")
    with pytest.raises(Concern.DoesNotExist):
        set_aside(of=one, through=through, end=matter_of(two), reason="Another", by=fresh(cast.mona))
    row = set_aside(of=one, through=through, end=matter_of(two), reason="Another", by=fresh(cast.lena))
    for concern in (one, two):
        matter = matter_of(concern)
        around = picture_of(fresh(cast.lena), matter, depth=2, without=without(set_aside_from(matter), matter))
        assert in_common(around) == []
    CaseConcern.objects.create(case=case, concern=one, added_by=cast.lena)
    assert found_from(cast.lena, case) == {}
    take_up(of=case, row=row, reason="It is the same", version=row.version, by=fresh(cast.lena))
    assert set(found_from(cast.lena, case)) == {("kai.x", two.reference)}
