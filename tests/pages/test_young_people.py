"""A young person's record on its pages: what each may see of it, what is asked first, and what is written down."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from safeguarding.audit.models import Consultation
from safeguarding.core import clock
from safeguarding.people.models import Carer, Consent, Person, Placement
from safeguarding.people.services import NeedDetails, NewWish, add_need, hear_wish, place
from tests.cast import Cast, fresh
from tests.factories.people import carer, consent, works_as, young
from tests.factories.schemes import days_ago, tolerated

pytestmark = pytest.mark.django_db

WHY = {"purpose": "other", "purpose_text": "The session tonight"}
SECRET = "I want to move to another group"


@pytest.fixture
def una(cast: Cast) -> Person:
    """A young person in a scheme that runs, with something of everything."""
    una = young(cast)
    by = fresh(cast.cora)
    place(una, tolerated(cast), "young_person", starts_on=days_ago(100), by=by)
    carer(cast, una)
    carer(cast, una, "Frank", relationship="father", contact="must_not", contact_reason="A court said so",
          is_emergency_contact=False)  # fmt: skip
    consent(cast, una)
    add_need(una, NeedDetails("allergy", "Nuts, carries a pen", "Ring 999 at once"), by=by)
    hear_wish(una, NewWish(SECRET, days_ago(3), "Her teacher"), by=by)
    return una


@pytest.fixture
def cora(cast: Cast, client: Client) -> Client:
    client.force_login(cast.cora)
    return client


def page_of(person: Person, name: str = "person", *more: int) -> str:
    return reverse(f"people:{name}", args=[person.pk, *more])


def says_why(client: Client, person: Person) -> None:
    client.post(page_of(person, "purpose"), WHY)


def test_who_keeps_the_record_sees_all_of_it(cora: Client, una: Person) -> None:
    says_why(cora, una)
    page = cora.get(page_of(una)).content.decode()
    for said in ("Nuts, carries a pen", "Mary Upton", "Frank Upton", "A court said so", "Must not be contacted",
                 "07700 900123", SECRET, "Oakfield club", "4 May 2013", "A signed form",
                 "Nobody has been asked"):  # fmt: skip
        assert said in page, said


class TestLeader:
    @pytest.fixture
    def pat(self, cast: Cast, client: Client, una: Person) -> Client:
        """A practitioner who leads the scheme of the young person."""
        scheme = una.placements.get().scheme
        place(works_as(cast, cast.pat, "Pat"), scheme, "leader", starts_on=days_ago(50), by=fresh(cast.mona))
        client.force_login(cast.pat)
        return client

    def test_sees_what_is_needed_on_the_night_and_no_more(self, pat: Client, una: Person) -> None:
        assert "Una Upton" in pat.get(reverse("people:with_me")).content.decode()
        assert pat.get(page_of(una)).headers["Location"] == page_of(una, "purpose")
        says_why(pat, una)
        page = pat.get(page_of(una)).content.decode()
        for said in ("Nuts, carries a pen", "Mary Upton", "07700 900123", "Photographs", "who must not be contacted"):
            assert said in page, said
        for kept in ("Frank", "A court said so", SECRET, "4 May 2013", "A signed form", "Add a parent", "New answer"):
            assert kept not in page, kept

    def test_the_way_back_from_the_question_why_leads_where_they_may_go(self, pat: Client, una: Person) -> None:
        page = pat.get(page_of(una, "purpose")).content.decode()
        assert f'href="{reverse("people:with_me")}"' in page
        assert f'href="{reverse("people:person_list")}"' not in page

    def test_writes_nothing(self, pat: Client, una: Person) -> None:
        says_why(pat, una)
        for name in ("carer_add", "consent_add", "need_add", "wish_add", "placement_add", "person_edit"):
            assert pat.get(page_of(una, name)).status_code == 403, name
            assert pat.post(page_of(una, name)).status_code == 403, name

    def test_no_longer_once_the_scheme_is_suspended_or_their_part_has_ended(self, pat: Client, una: Person) -> None:
        scheme = una.placements.get().scheme
        type(scheme).objects.filter(pk=scheme.pk).update(status="suspended")
        assert pat.get(page_of(una)).status_code == 403
        type(scheme).objects.filter(pk=scheme.pk).update(status="tolerated")
        assert pat.get(page_of(una)).status_code == 302
        Placement.objects.filter(person__user__username="pat").update(ends_on=days_ago(1))
        assert pat.get(page_of(una)).status_code == 403
        assert pat.get(reverse("people:with_me")).status_code == 403

    def test_who_only_helps_sees_none_of_it(self, pat: Client, una: Person) -> None:
        Placement.objects.filter(person__user__username="pat").update(role="helper")
        assert pat.get(page_of(una)).status_code == 403


def test_a_parent_on_the_staff_does_not_work_with_the_record_of_their_child(
    cast: Cast, cora: Client, una: Person
) -> None:
    Carer.objects.filter(young_person=una, adult__given_name="Frank").update(adult=works_as(cast, cast.cora, "Cora"))
    assert cora.get(page_of(una)).status_code == 404


PAGES = ("person_edit", "carer_add", "carer_edit", "carer_end", "consent_add", "consent_withdraw", "need_add",
         "need_edit", "need_end", "wish_add", "wish_answer", "placement_add", "placement_correct",
         "placement_end")  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_every_page_about_a_young_person_asks_why_first_and_is_written_down(
    cora: Client, una: Person, name: str
) -> None:
    noun = name.partition("_")[0]
    rows = {"carer": una.carers, "consent": una.consents, "need": una.needs, "wish": una.wishes,
            "placement": una.placements}  # fmt: skip
    more = () if name.endswith("_add") or noun == "person" else (rows[noun].first().pk,)
    address = page_of(una, name, *more)
    for answer in (cora.get(address), cora.post(address)):
        assert answer.headers["Location"] == page_of(una, "purpose")
    assert not Consultation.objects.exists()
    cora.get(address)
    back = cora.post(page_of(una, "purpose"), WHY)
    assert back.headers["Location"] == address
    assert cora.get(address).status_code == 200
    look = Consultation.objects.get()
    assert (look.object_id, look.page, look.purpose) == (una.pk, name, "other")


def sent_on(name: str, day: dt.date) -> dict[str, int]:
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}


class TestAdding:
    def test_a_young_person_joins_a_scheme_at_once(self, cast: Cast, cora: Client) -> None:
        club = tolerated(cast)
        sent = {"given_name": "Tom", "family_name": "Thorne", "pronoun": "he", "unit": cast.cadets.pk,
                "scheme": club.pk, **sent_on("starts_on", days_ago(2))}  # fmt: skip
        assert cora.post(reverse("people:young_add"), sent).status_code == 302
        tom = Person.objects.get(given_name="Tom")
        assert (tom.pronoun, tom.placements.get().scheme) == ("he", club)

    def test_who_would_be_34_is_not_added_and_the_age_is_said(self, cast: Cast, cora: Client) -> None:
        born = dt.date(clock.today().year - 34, 1, 1)
        sent = {"given_name": "Tom", "unit": cast.cadets.pk, **sent_on("date_of_birth", born)}
        answer = cora.post(reverse("people:young_add"), sent)
        assert answer.status_code == 422
        assert "This date of birth makes them 34" in answer.content.decode()
        assert not Person.objects.filter(given_name="Tom").exists()

    def test_nothing_is_added_when_the_scheme_refuses(self, cast: Cast, cora: Client) -> None:
        club = tolerated(cast)
        sent = {"given_name": "Tom", "unit": cast.cadets.pk, "scheme": club.pk}
        assert "Enter the day they join" in cora.post(reverse("people:young_add"), sent).content.decode()
        assert not Person.objects.filter(given_name="Tom").exists()

    def test_somebody_like_them_is_offered_first(self, cast: Cast, cora: Client, una: Person) -> None:
        sent = {"given_name": "Una", "family_name": "Upton", "unit": cast.cadets.pk}
        asked = cora.post(reverse("people:young_add"), sent)
        assert asked.status_code == 422
        assert "Is it one of these people on record?" in asked.content.decode()
        there = cora.post(reverse("people:young_add"), {**sent, "pick": una.pk})
        assert there.headers["Location"] == page_of(una)
        assert cora.post(reverse("people:young_add"), {**sent, "pick": "none"}).status_code == 302
        assert Person.objects.filter(given_name="Una").count() == 2

    def test_who_is_on_record_already_is_led_on_to_the_scheme_that_was_chosen(
        self, cast: Cast, cora: Client, una: Person
    ) -> None:
        other = tolerated(cast, name="Second club")
        sent = {"given_name": "Una", "family_name": "Upton", "unit": cast.cadets.pk, "pick": una.pk,
                "scheme": other.pk, **sent_on("starts_on", days_ago(3))}  # fmt: skip
        there = cora.post(reverse("people:young_add"), sent, follow=True)
        assert there.redirect_chain[-1][0] == page_of(una, "purpose")
        page = cora.post(page_of(una, "purpose"), WHY, follow=True).content.decode()
        assert f'<option value="{other.pk}" selected>Second club' in page
        assert f'value="{days_ago(3).day}"' in page

    def test_the_purpose_page_leads_on_to_the_very_page_that_was_asked(self, cora: Client, una: Person) -> None:
        wanted = f"{page_of(una, 'consent_add')}?about=medical"
        cora.get(wanted)
        assert cora.post(page_of(una, "purpose"), {"purpose": "running_scheme"}).headers["Location"] == wanted


class TestKeeping:
    @pytest.fixture(autouse=True)
    def told(self, cora: Client, una: Person) -> None:
        says_why(cora, una)

    def test_two_who_change_the_name_at_once(self, cast: Cast, cora: Client, una: Person) -> None:
        sent = {"given_name": "Una", "family_name": "Upton", "known_as": "Bee", "unit": cast.cadets.pk, "version": 1}
        assert cora.post(page_of(una, "person_edit"), sent).status_code == 302
        assert "Bee Upton" in cora.get(page_of(una)).content.decode()
        again = cora.post(page_of(una, "person_edit"), {**sent, "known_as": "Vee"})
        assert again.status_code == 412
        assert "Vee" in again.content.decode()

    def test_somebody_who_must_not_be_contacted_is_not_rung(self, cora: Client, una: Person) -> None:
        sent = {"given_name": "Greta", "relationship": "grandparent", "contact": "must_not"}
        answer = cora.post(page_of(una, "carer_add"), {**sent, "is_emergency_contact": "on"})
        said = answer.content.decode()
        assert "Say why they must not be contacted" in said
        assert "cannot be rung in an emergency" in said
        assert cora.post(page_of(una, "carer_add"), {**sent, "contact_reason": "Violence"}).status_code == 302

    @pytest.mark.parametrize("words", ["ask Mary", "1"])
    def test_a_telephone_number_is_one_that_can_be_rung(self, cora: Client, una: Person, words: str) -> None:
        sent = {"given_name": "Greta", "relationship": "mother", "contact": "may", "is_emergency_contact": "on"}
        answer = cora.post(page_of(una, "carer_add"), {**sent, "telephone": words})
        assert "Enter a telephone number that can be rung" in answer.content.decode()
        assert cora.post(page_of(una, "carer_add"), {**sent, "telephone": "01632 960 001, late"}).status_code == 302

    def test_the_young_person_answers_for_themselves(self, cora: Client, una: Person) -> None:
        sent = {"kind": "photographs", "answer": "refused", "given_by": "young_person", "evidence": "She said so",
                **sent_on("given_on", clock.today())}  # fmt: skip
        assert cora.post(page_of(una, "consent_add"), sent).status_code == 302
        assert una.consents.filter(given_by="young_person", carer=None, answer="refused").exists()

    def test_consent_of_a_carer_where_none_is_on_record(self, cast: Cast, cora: Client) -> None:
        nobody_yet = young(cast, "Olga", "Other")
        assert (
            "No parent or carer who may be contacted is on record"
            in cora.get(page_of(nobody_yet, "consent_add")).content.decode()
        )

    def test_consent_is_withdrawn_and_asked_again_and_nothing_is_written_over(self, cora: Client, una: Person) -> None:
        given = una.consents.get()
        sent = {**sent_on("withdrawn_on", days_ago(1)), "reason": "She rang", "version": 1}
        assert cora.post(page_of(una, "consent_withdraw", given.pk), sent).status_code == 302
        assert "Withdrawn" in cora.get(page_of(una)).content.decode()
        again = {"kind": "photographs", "answer": "refused", "given_by": "carer", "evidence": "A call",
                 "carer": una.carers.get(adult__given_name="Mary").pk,
                 **sent_on("given_on", clock.today())}  # fmt: skip
        assert cora.post(page_of(una, "consent_add"), again).status_code == 302
        page = cora.get(page_of(una)).content.decode()
        assert "Refused" in page
        assert "1 earlier answer" in page
        assert Consent.objects.get(pk=given.pk).answer == "given"

    def test_a_placement_that_overlaps_is_answered_at_the_field(self, cora: Client, una: Person) -> None:
        part = una.placements.get()
        sent = {"scheme": part.scheme_id, "role": "young_person", **sent_on("starts_on", days_ago(5))}
        answer = cora.post(page_of(una, "placement_add"), sent)
        assert answer.status_code == 422
        assert "They are in Oakfield club as young person already" in answer.content.decode()

    def test_another_childs_row_is_not_reached_through_this_one(self, cast: Cast, cora: Client, una: Person) -> None:
        other = young(cast, "Olga", "Other")
        for name, row in (("carer_edit", una.carers.first()), ("consent_withdraw", una.consents.first()),
                          ("need_edit", una.needs.first()), ("wish_answer", una.wishes.first()),
                          ("placement_end", una.placements.first())):  # fmt: skip
            assert cora.get(page_of(other, name, row.pk)).status_code == 404, name


def test_the_list_shows_who_is_in_a_scheme(cast: Cast, cora: Client, una: Person) -> None:
    young(cast, "Olga", "Other")
    there = {"scheme": una.placements.get().scheme_id}
    page = cora.get(reverse("people:person_list"), there).content.decode()
    assert "Una Upton" in page
    assert "Olga Other" not in page
