"""Placing adults from a scheme, striking out, who staff are, and proposing a merge from a person's page."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from safeguarding.matching.models import MergeProposal
from safeguarding.people.models import Person, Placement
from safeguarding.people.services import place
from safeguarding.schemes.models import Scheme
from tests.cast import Cast, fresh
from tests.factories.people import abroad, works_as, young
from tests.factories.schemes import days_ago, tolerated

pytestmark = pytest.mark.django_db
OCT = {"starts_on-day": "5", "starts_on-month": "10", "starts_on-year": "2026"}


@pytest.fixture
def club(cast: Cast) -> Scheme:
    return tolerated(cast)


def signed_in(client: Client, cast: Cast, who: str) -> Client:
    client.force_login(cast.users[who])
    session = client.session
    session["reading_purpose"] = {"purpose": "other", "text": "A test"}
    session.save()
    return client


def text(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]  # the answer of Django's client


def sent(adult: Person, **more: str) -> dict[str, str]:
    return {"adult": adult.name, "adult_id": "", "role": "helper", **OCT, **more}


@pytest.mark.parametrize("who", ["cora", "mona"])
def test_an_adult_is_placed_from_the_scheme_and_told_not_active(
    cast: Cast, client: Client, club: Scheme, who: str
) -> None:
    signed_in(client, cast, who)
    carl = cast.people["carl"]
    page = reverse("people:adult_place", args=[club.pk])
    assert "Place an adult" in text(client.get(page))
    answer = client.post(page, sent(carl), follow=True)
    assert f"{carl.name} has a part in {club.name}." in text(answer)
    assert f"{carl.name} is not active in it yet" in text(answer)
    assert carl.placements.get().role == "helper"
    again = text(client.post(page, sent(carl)))
    assert "already, from 5 October 2026" in again
    assert 'value="5"' in again


def test_what_cannot_be_is_said_at_the_name(cast: Cast, client: Client, club: Scheme) -> None:
    signed_in(client, cast, "cora")
    page = reverse("people:adult_place", args=[club.pk])
    assert "No adult on record has this name" in text(client.post(page, sent(abroad(cast))))
    assert "No adult on record has this name" in text(client.post(page, sent(young(cast))))
    assert "Enter a name" in text(client.post(page, {}))
    assert not Placement.objects.exists()


def test_of_two_of_one_name_it_is_asked_which(cast: Cast, client: Client, club: Scheme) -> None:
    signed_in(client, cast, "mona")
    one, other = works_as(cast, cast.nora, "Sam"), works_as(cast, cast.pat, "Sam")
    page = reverse("people:adult_place", args=[club.pk])
    assert "Which of them?" in text(client.post(page, sent(one)))
    client.post(page, sent(one, which=str(other.pk)))
    assert other.placements.exists()
    assert not one.placements.exists()


def test_nobody_who_runs_it_places_anybody(cast: Cast, client: Client, club: Scheme) -> None:
    place(works_as(cast, cast.mona, "Mona"), club, "leader", starts_on=days_ago(3), by=fresh(cast.cora))
    signed_in(client, cast, "mona")
    assert client.get(reverse("people:adult_place", args=[club.pk])).status_code == 403
    assert "Place an adult" not in text(client.get(reverse("people:parts", args=[club.pk])))


def test_a_manager_strikes_out_and_comes_back_to_the_scheme(cast: Cast, client: Client, club: Scheme) -> None:
    carl = cast.people["carl"]
    part = place(carl, club, "helper", starts_on=days_ago(9), by=fresh(cast.cora))
    signed_in(client, cast, "mona")
    listed = reverse("people:parts", args=[club.pk])
    assert "Strike out" in text(client.get(listed))
    page = reverse("people:placement_strike", args=[carl.pk, part.pk])
    assert "they never had this part" in text(client.get(page))
    answer = client.post(page, {"reason": "Another Carl", "version": part.version})
    assert (answer.status_code, answer["Location"]) == (302, listed)
    assert carl.name not in text(client.get(listed)).split("<table")[-1].split("</table")[0]
    assert "was struck out on" in text(client.post(page, {"reason": "Again", "version": part.version}))
    assert client.get(reverse("people:person", args=[carl.pk])).status_code == 403


def test_what_was_struck_out_stays_on_the_persons_page(cast: Cast, client: Client, club: Scheme) -> None:
    una = young(cast)
    part = place(una, club, "young_person", starts_on=days_ago(9), by=fresh(cast.cora))
    signed_in(client, cast, "cora")
    client.post(
        reverse("people:placement_strike", args=[una.pk, part.pk]), {"reason": "Meant for Ula", "version": part.version}
    )
    page = text(client.get(reverse("people:person", args=[una.pk])))
    assert "1 part struck out" in page
    assert "Meant for Ula" in page
    assert "Not placed in any scheme" in page


def test_an_administrator_changes_who_a_member_of_staff_is(cast: Cast, client: Client) -> None:
    signed_in(client, cast, "adam")
    carl, was = cast.people["carl"], cast.people["carl"].given_name
    page = reverse("people:staff_edit", args=[carl.pk])
    form = {
        "given_name": "Karl", "family_name": carl.family_name, "collar_number": "4471", "unit": carl.unit_id,
        "person_type": carl.person_type, "version": carl.version,
    }  # fmt: skip
    assert "Say why the name, the collar number or what they are changes" in text(client.post(page, form))
    answer = client.post(page, {**form, "reason": "Spelt wrongly"}, follow=True)
    shown = text(answer)
    assert "4471" in shown
    assert "What the record said before" in shown
    assert f"First name: <bdi>{was}</bdi>, then <bdi>Karl</bdi>" in shown
    assert "Spelt wrongly" in shown
    assert "Somebody changed this" in text(client.post(page, {**form, "given_name": "Carlo", "reason": "?"}))


def test_an_empty_carer_form_asks_whether_they_may_be_contacted(cast: Cast, client: Client) -> None:
    signed_in(client, cast, "cora")
    page = reverse("people:carer_add", args=[young(cast).pk])
    assert "checked" not in text(client.get(page)).split('name="contact"', 1)[1].split("</fieldset", 1)[0]
    assert "Select whether staff may contact them, or that nobody may" in text(client.post(page, {}))


# -- one person on record twice ---------------------------------------------------------------------------------------


@pytest.fixture
def twice(cast: Cast) -> tuple[Person, Person]:
    return young(cast), young(cast, "Ursula", "Nowak", None)


def test_the_other_record_is_found_by_name_and_no_name_stands_in_the_address(
    cast: Cast, client: Client, twice: tuple[Person, Person]
) -> None:
    one, other = twice
    signed_in(client, cast, "cora")
    page = reverse("matching:find_other", args=[one.pk])
    assert "On record twice?" in text(client.get(reverse("people:person", args=[one.pk])))
    assert other.name not in text(client.get(page))
    answer = client.post(page, {"q": "Nowak"})
    assert "Nowak" not in answer["Location"]
    found = text(client.get(answer["Location"]))
    assert other.name in found
    assert reverse("matching:propose_two", args=[one.pk, other.pk]) in found


def test_a_likely_record_is_offered_without_searching(cast: Cast, client: Client) -> None:
    one, other = young(cast), young(cast, "Unna", "Upton")
    signed_in(client, cast, "cora")
    found = text(client.get(reverse("matching:find_other", args=[one.pk])))
    assert other.name in found
    assert "spelt nearly the same" in found


def test_both_are_compared_and_somebody_else_decides(cast: Cast, client: Client, twice: tuple[Person, Person]) -> None:
    one, other = twice
    signed_in(client, cast, "cora")
    page = reverse("matching:propose_two", args=[one.pk, other.pk])
    assert "Nothing is moved yet" in text(client.get(page))
    assert "Select which record is kept" in text(client.post(page, {"why": "The school said so"}))
    client.post(page, {"kept": str(one.pk), "why": "The school said so"})
    made = MergeProposal.objects.get()
    assert (made.kept, made.merged, made.proposed_by, made.status) == (one, other, cast.cora, "proposed")
    assert "waiting to be decided already" in text(client.post(page, {"kept": str(one.pk), "why": "Again"}))


def test_a_record_of_another_force_is_not_there(cast: Cast, client: Client) -> None:
    signed_in(client, cast, "cora")
    page = reverse("matching:propose_two", args=[young(cast).pk, abroad(cast).pk])
    assert client.get(page).status_code == 404
