"""The account page, keys to the API, and the record of activity."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from rest_framework.test import APIClient

from safeguarding.access.forms import ActivityFilter
from safeguarding.access.models import ApiToken
from safeguarding.access.services import create_token
from safeguarding.audit import policies as audit_policies
from safeguarding.audit.choices import Operation
from safeguarding.audit.events import Verb, declare
from safeguarding.audit.models import AuditEvent, Consultation
from safeguarding.audit.services import consult, record
from safeguarding.cases.models import Case, CaseConflict
from safeguarding.core import clock
from safeguarding.deadlines.services.clocks import start
from tests.cast import PASSWORD, Cast

pytestmark = pytest.mark.django_db
NEW_KEY = {"name": "Nightly report", "scopes": ["read"], "days": "30"}

declare(
    Verb("test.named", "{actor} wrote to {person} about {object}", Operation.DISCLOSURE, ("person",)),
    Verb("test.unnamed", "Somebody told of {object}", Operation.COLLECTION),
)


def signed_in(cast: Cast, name: str) -> Client:
    """Signed in with a password just now, as making a key asks for."""
    client = Client()
    client.post("/sign-in/login/", {"login": getattr(cast, name).email, "password": PASSWORD})
    return client


def text(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return response.content.decode()


class TestAccount:
    def test_it_says_who_one_is_and_what_ones_roles_allow(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.lena)
        page = text(client.get("/account/"))
        for words in (
            "Lena Example",
            "Northshire Police",
            "Safeguarding lead",
            "Triage concerns and decide thresholds",
        ):
            assert words in page
        assert "Manage users" not in page

    def test_without_a_role_it_says_so(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.nora)
        assert "You hold no role now" in text(client.get("/account/"))

    def test_a_key_is_shown_once_works_and_can_be_revoked(self, cast: Cast) -> None:
        client = signed_in(cast, "lena")
        made = client.post("/account/keys/new/", NEW_KEY)
        assert made.status_code == 201
        key = made.content.decode().partition('id="key">')[2].partition("<")[0]
        program = APIClient(headers={"Authorization": f"Bearer {key}"})
        assert program.get("/api/v1/me/").status_code == 200
        assert key not in text(client.get("/account/"))
        assert "Nightly report" in text(client.get("/account/"))
        client.post(f"/account/keys/{ApiToken.objects.get().pk}/revoke/")
        assert program.get("/api/v1/me/").status_code == 401

    def test_making_a_key_asks_for_the_password_again(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.lena)
        response = client.post("/account/keys/new/", NEW_KEY)
        assert response["Location"].startswith("/sign-in/reauthenticate/")
        assert not ApiToken.objects.exists()

    @pytest.mark.parametrize("field", ["name", "scopes", "days"])
    def test_what_is_missing_is_said_beside_the_field(self, cast: Cast, field: str) -> None:
        sent = {name: value for name, value in NEW_KEY.items() if name != field}
        response = signed_in(cast, "lena").post("/account/keys/new/", sent)
        assert response.status_code == 422
        assert "There is a problem" in response.content.decode()
        assert not ApiToken.objects.exists()

    def test_somebody_elses_key_is_not_there(self, client: Client, cast: Cast) -> None:
        token, _ = create_token(by=cast.leo, name="Leo's", scopes=["read"], days=1)
        client.force_login(cast.lena)
        assert "Leo" not in text(client.get("/account/"))
        assert client.post(f"/account/keys/{token.pk}/revoke/").status_code == 404
        assert client.get("/account/keys/99999999999999999999999/revoke/").status_code == 404


class TestActivity:
    @pytest.fixture
    def aud(self, client: Client, cast: Cast) -> Client:
        client.force_login(cast.aud)
        record("test.named", by=cast.lena, obj=cast.hub, data={"person": "Ann Archer"})
        record("test.unnamed", by=cast.pat, obj=cast.cadets)
        record("test.named", by=cast.wes, obj=cast.other_hub, data={"person": "Zed"})
        consult(cast.hub, by=cast.sam, page="unit", purpose="supervision", purpose_text="Ann Archer's mother rang")
        return client

    def test_an_auditor_reads_what_was_done_in_the_own_force(self, aud: Client, cast: Cast) -> None:
        page = text(aud.get("/activity/"))
        assert f"Lena Example wrote to … about unit {cast.hub.pk}" in page
        assert f"unit {cast.other_hub.pk}" not in page
        assert "Ann" not in page

    def test_colleagues_and_teams_stand_by_name_and_people_on_record_do_not(self, aud: Client, cast: Cast) -> None:
        record("test.named", by=cast.lena, obj=cast.sam)
        record("test.named", by=cast.lena, obj=cast.people["ann"])
        record("test.unnamed", by=cast.pat, obj=cast.pat)
        page = text(aud.get("/activity/"))
        records = re.findall(r'data-label="Record">([^<]*)<', page)
        assert records[:3] == [
            f"User {cast.pat.pk}",
            f"A person on record (number {cast.people['ann'].pk})",
            str(cast.sam),
        ]
        assert str(cast.hub) in records

    def test_who_told_is_kept_back_where_the_sentence_keeps_it_back(self, aud: Client, cast: Cast) -> None:
        page = text(aud.get("/activity/"))
        assert "Somebody told of" in page
        assert "Pat" not in page
        assert "Somebody told of" not in text(aud.get("/activity/?person=Pat")).partition("<table")[2]

    def test_an_auditor_reads_who_looked_and_why(self, aud: Client, cast: Cast) -> None:
        page = text(aud.get("/activity/?kind=looked"))
        assert "Sam Example" in page
        assert "Supervising the work" in page
        assert "mother" not in page

    @pytest.mark.parametrize(
        ("query", "found"),
        [("person=lena", True), ("person=sam", False), ("verb=test.named", True), ("verb=user.created", False),
         ("from_day-day=1&from_day-month=1&from_day-year=2000", True),
         ("until_day-day=1&until_day-month=1&until_day-year=2000", False), ("record=C-2026-000001", False)],
    )  # fmt: skip
    def test_filters(self, aud: Client, query: str, found: bool) -> None:
        assert ("Lena Example wrote" in text(aud.get(f"/activity/?{query}"))) is found

    @pytest.mark.parametrize(
        "query",
        ["cursor=x", "cursor=99999999999999999999999", "cursor=-1", "cursor=%F0%9F%92%A9", "kind=nonsense",
         "verb=nonsense", "from_day-day=99&from_day-month=99&from_day-year=99999", "record=%27%22%3C"],
    )  # fmt: skip
    def test_nonsense_breaks_nothing(self, aud: Client, query: str) -> None:
        assert aud.get(f"/activity/?{query}").status_code in (200, 422)

    def test_a_nul_byte_is_a_bad_request(self, aud: Client) -> None:
        assert aud.get("/activity/?person=%00").status_code == 400

    def test_looking_is_itself_recorded(self, aud: Client, cast: Cast) -> None:
        aud.get("/activity/?record=SC-2026-000045")
        event = AuditEvent.objects.get(verb="activity.searched")
        assert (event.actor_id, event.operation) == (cast.aud.pk, "consultation")
        assert event.data == {"asked": {"record": "SC-2026-000045"}}

    def test_pages_go_on_where_the_last_one_ended(self, aud: Client, cast: Cast) -> None:
        for _ in range(60):
            record("test.unnamed", by=cast.pat, obj=cast.psd)
        first = aud.get("/activity/?verb=test.unnamed")
        second = aud.get(f"/activity/?verb=test.unnamed&cursor={first.context['next_cursor']}")
        seen = [row.pk for page in (first, second) for row in page.context["rows"]]
        assert len(seen) == len(set(seen)) == 61
        assert second.context["next_cursor"] == ""

    def test_what_does_not_exist_for_the_auditor_does_not_exist_here(
        self, aud: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(audit_policies._HIDDEN, "unit", lambda user: [cast.hub.pk])
        for address in ("/activity/", "/activity/?kind=looked"):
            assert f"unit {cast.hub.pk}" not in text(aud.get(address))

    def test_an_auditor_in_conflict_with_a_case_finds_no_trace_of_it(self, client: Client, cast: Cast) -> None:
        case = Case.objects.create(
            reference="SC-2026-000077", force=cast.force, unit=cast.hub, title="Child A", owner=cast.lena,
            supervisor=cast.sam, review_days=28,
        )  # fmt: skip
        start(
            "lado_referral", subject_type="case", subject_id=case.pk, subject_label=case.reference, force=cast.force,
            unit=cast.hub, owner=cast.lena, start_at=clock.now(),
            start_why="the concern was received", by=cast.lena,
        )  # fmt: skip
        record("test.named", by=cast.lena, obj=case, data={"person": "Ann Archer"})
        consult(case, by=cast.lena, page="case: overview", purpose="case_work")
        client.force_login(cast.aud)
        addresses = ("/activity/", "/activity/?kind=looked", "/activity/?record=SC-2026-000077")
        assert all("SC-2026-000077" in text(client.get(address)).partition("<table")[2] for address in addresses)
        CaseConflict.objects.create(case=case, user=cast.aud, kind="declared")
        assert not any("SC-2026-000077" in text(client.get(address)).partition("<table")[2] for address in addresses)

    @pytest.mark.parametrize("name", ["pat", "lena", "sam", "mona", "adam", "root"])
    def test_for_others_there_is_no_such_page(self, client: Client, cast: Cast, name: str) -> None:
        client.force_login(getattr(cast, name))
        assert client.get("/activity/").status_code == 404

    def test_a_filter_that_is_not_used_says_so_once(self, aud: Client) -> None:
        page = text(aud.get("/activity/?kind=looked"))
        assert page.count("Any reason") == 1
        assert "Choose one" not in page

    def test_the_history_of_one_record(self, aud: Client, cast: Cast) -> None:
        of_hub = {"object_type": "unit", "object_id": cast.hub.pk}
        done, seen = AuditEvent.objects.filter(**of_hub), Consultation.objects.filter(**of_hub)
        assert [event.sentence for event in done] == [f"Lena Example wrote to Ann Archer about unit {cast.hub.pk}"]
        assert [(row.actor_label, row.purpose_text) for row in seen] == [("Sam Example", "Ann Archer's mother rang")]


def test_an_auditor_chooses_among_acts_that_are_told_apart() -> None:
    words = [words for _, words in ActivityFilter(looking=False).fields["verb"].choices]  # type: ignore[attr-defined]
    assert len(words) == len(set(words)) > 50
    assert {"Decided a concern", "Closed a case", "Signed in"} <= set(words)
    assert not [said for said in words if said.startswith(("Somebody", "a "))]
