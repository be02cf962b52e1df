"""Who a concern is about: found on record, described, or nobody that can be named."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from safeguarding.cases.models import Concern, ConcernDraft
from safeguarding.cases.services import drafts
from safeguarding.schemes.models import Scheme
from tests.cast import Cast
from tests.factories.logging_pages import ADULT, CHILD, GOOD, at, errors_on, fill, party_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def pat(cast: Cast, client: Client) -> Client:
    client.force_login(cast.pat)
    return client


@pytest.fixture
def draft(cast: Cast, pat: Client) -> ConcernDraft:
    return drafts.start_draft(by=cast.pat)


class TestPeople:
    def test_somebody_on_record_is_found_by_name(self, cast: Cast, pat: Client, draft: ConcernDraft) -> None:
        brian = cast.people["brian"]
        sent = {"role": "adult_of_concern", "known": "record", "name": "Brian Baker", "person_id": str(brian.pk)}
        assert pat.post(party_at(draft), sent).status_code == 302
        fill(pat, draft)
        pat.post(at(draft, "check"))
        assert Concern.objects.get().parties.filter(person=brian, role="adult_of_concern").exists()

    def test_without_script_the_page_asks_which_one_is_meant(
        self, cast: Cast, pat: Client, draft: ConcernDraft
    ) -> None:
        sent = {"role": "adult_of_concern", "known": "record", "name": "ba"}
        page = pat.post(party_at(draft), sent)
        assert errors_on(page) == ["Select who it is, or that it is somebody else"]
        assert "Brian Baker. PCSO, Cadets and Schools" in page.content.decode()
        assert pat.post(party_at(draft), {**sent, "pick": str(cast.people["brian"].pk)}).status_code == 302
        assert "Brian Baker" in pat.get(at(draft, "who")).content.decode()

    def test_a_name_that_nobody_has_says_so(self, pat: Client, draft: ConcernDraft) -> None:
        page = pat.post(party_at(draft), {"role": "witness", "known": "record", "name": "Zz"})
        assert "Nobody you can find has this name" in errors_on(page)[0]

    def test_young_people_of_others_cannot_be_found_by_name_or_number(
        self, cast: Cast, pat: Client, draft: ConcernDraft
    ) -> None:
        sent = {"role": "young_person", "known": "record", "name": "Ann Archer", "person_id": cast.people["ann"].pk}
        page = pat.post(party_at(draft), sent)
        assert "Nobody you can find has this name" in errors_on(page)[0]

    @pytest.mark.parametrize("name", ["a\x00b", "%", "'; drop table", "\u202emoc", "x" * 300])
    def test_odd_names_are_searched_for_safely(self, pat: Client, draft: ConcernDraft, name: str) -> None:
        assert pat.post(party_at(draft), {"role": "witness", "known": "record", "name": name}).status_code == 422

    def test_somebody_with_the_name_of_a_colleague_is_told_apart(
        self, cast: Cast, pat: Client, draft: ConcernDraft
    ) -> None:
        sent = {"role": "adult_of_concern", "known": "adult", "a_given": "brian", "a_family": "baker"}
        assert errors_on(pat.post(party_at(draft), sent)) == ["Select who it is, or that it is somebody else"]
        assert pat.post(party_at(draft), {**sent, "pick": "none"}).status_code == 302

    @pytest.mark.parametrize(
        ("change", "message"),
        [
            ({"y_born-year": "2999"}, "in the past"),
            ({"y_born-year": "1850"}, "1900"),
            ({"y_born-year": ""}, "must include a year"),
            ({"y_given": ""}, "Enter a first name"),
            ({"y_given": "x" * 101}, "100 characters or fewer"),
            ({"role": ""}, "Select this person’s part in it"),
            ({"known": ""}, "Select who it is"),
            ({"y_band": "ancient"}, "from the list"),
        ],
    )
    def test_impossible_people_are_refused(
        self, pat: Client, draft: ConcernDraft, change: dict[str, str], message: str
    ) -> None:
        page = pat.post(party_at(draft), {**CHILD, **change})
        assert page.status_code == 422
        assert any(message in error for error in errors_on(page)), errors_on(page)

    def test_nobody_was_born_after_it_happened(self, pat: Client, draft: ConcernDraft) -> None:
        pat.post(at(draft, "when-where"), GOOD["when-where"])
        page = pat.post(party_at(draft), {**CHILD, "y_born-month": "4", "y_born-year": "2026"})
        assert errors_on(page) == ["Date of birth must be before the day it happened"]

    def test_moving_the_day_before_a_birth_leads_back_to_the_person(self, pat: Client, draft: ConcernDraft) -> None:
        fill(pat, draft)
        pat.post(at(draft, "when-where"), {**GOOD["when-where"], "from_on-year": "2010"})
        address = pat.post(at(draft, "check")).headers["Location"]
        assert "/who/" in address
        assert errors_on(pat.get(address)) == ["Date of birth must be before the day it happened"]
        assert not Concern.objects.exists()

    def test_nobody_named_is_asked_again(self, pat: Client, draft: ConcernDraft) -> None:
        page = pat.post(at(draft, "who"), {"scheme": ""})
        assert errors_on(page) == ["Add the people who are involved, or somebody you do not know"]

    def test_a_person_is_changed_and_taken_off(self, pat: Client, draft: ConcernDraft) -> None:
        pat.post(party_at(draft), CHILD)
        draft.refresh_from_db()
        key = draft.answers["parties"][0]["key"]
        assert 'value="Tess"' in pat.get(party_at(draft, key)).content.decode()
        pat.post(party_at(draft, key), {**CHILD, "y_given": "Tessa"})
        assert "Tessa Thorne" in pat.get(at(draft, "who")).content.decode()
        remove = reverse("cases:log_party_remove", args=[draft.key, key])
        assert "Tessa Thorne" in pat.get(remove).content.decode()
        pat.post(remove)
        assert "Tessa Thorne" not in pat.get(at(draft, "who")).content.decode()

    def test_the_same_page_sent_twice_adds_one_person(self, pat: Client, draft: ConcernDraft) -> None:
        for _ in range(2):
            pat.post(party_at(draft), {**ADULT, "party_key": "0123456789ab"})
        draft.refresh_from_db()
        assert len(draft.answers["parties"]) == 1

    def test_a_scheme_of_another_force_cannot_be_chosen(self, cast: Cast, pat: Client, draft: ConcernDraft) -> None:
        other = Scheme.objects.create(
            force=cast.other_force, unit=cast.other_hub, name="Elsewhere", kind="unofficial", status="tolerated"
        )
        assert "Elsewhere" not in pat.get(at(draft, "who")).content.decode()
        assert pat.post(at(draft, "who"), {"scheme": str(other.pk)}).status_code == 422
