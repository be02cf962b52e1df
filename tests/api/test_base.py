"""What holds for every route of the API."""

from __future__ import annotations

import datetime as dt
import json
import threading
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import override_settings
from rest_framework.test import APIClient

from safeguarding.access.models import ApiToken, Unit
from safeguarding.access.services import deactivate_user, revoke_token
from safeguarding.core import clock
from tests.api.conftest import Caller
from tests.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.api.practice")]
ROUTE = "/api/v1/practice/"
NEW = {"name": "Night desk", "kind": "cadets"}


def problem(response: Any, status: int) -> dict[str, Any]:
    """The answer as a problem; anything else fails the test."""
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    body = json.loads(response.content)
    assert (body["status"], body["type"]) == (status, "about:blank")
    assert body["title"]
    return body


class TestWhoMayCall:
    def test_nobody_is_asked_for_a_key(self, caller: Caller, cast: Cast) -> None:
        response = caller().get("/api/v1/units/")
        problem(response, 401)
        assert response["WWW-Authenticate"] == 'Bearer realm="api"'

    @pytest.mark.parametrize("value", ["Bearer", "Bearer x y", "Bearer nonsense", "Bearer \xff\xfe", "Basic eDp5"])
    def test_a_malformed_key_is_refused(self, caller: Caller, cast: Cast, value: str) -> None:
        problem(caller().get("/api/v1/units/", headers={"Authorization": value}), 401)

    def test_a_revoked_key_opens_nothing(self, caller: Caller, cast: Cast) -> None:
        client = caller(cast.lena)
        assert client.get("/api/v1/units/").status_code == 200
        revoke_token(by=cast.lena, token=ApiToken.objects.get())
        problem(client.get("/api/v1/units/"), 401)

    def test_a_key_out_of_date_opens_nothing(self, caller: Caller, cast: Cast) -> None:
        client = caller(cast.lena)
        ApiToken.objects.update(expires_at=clock.now() - dt.timedelta(seconds=1))
        problem(client.get("/api/v1/units/"), 401)

    def test_the_key_of_a_closed_account_opens_nothing(self, caller: Caller, cast: Cast) -> None:
        client = caller(cast.lena)
        deactivate_user(by=cast.adam, user=cast.lena)
        problem(client.get("/api/v1/units/"), 401)

    def test_a_reading_key_does_not_write(self, caller: Caller, cast: Cast) -> None:
        client = caller(cast.adam, scopes=("read",))
        assert client.get(ROUTE).status_code == 200
        problem(client.post(ROUTE, NEW, format="json"), 403)
        assert not Unit.objects.filter(name="Night desk").exists()

    def test_a_writing_key_does_not_read(self, caller: Caller, cast: Cast) -> None:
        problem(caller(cast.adam, scopes=("write",)).get(ROUTE), 403)

    def test_only_the_hash_of_a_key_is_kept_and_its_use_is_noted(self, caller: Caller, cast: Cast) -> None:
        client = caller(cast.lena)
        client.get("/api/v1/units/")
        token = ApiToken.objects.get()
        assert client._credentials["HTTP_AUTHORIZATION"].split()[1] not in str(token.__dict__)
        assert token.last_used_at is not None

    def test_a_page_session_reads_and_needs_the_csrf_token_to_write(self, cast: Cast) -> None:
        client = APIClient(enforce_csrf_checks=True)
        client.force_login(cast.adam)
        assert client.get(ROUTE).status_code == 200
        problem(client.post(ROUTE, NEW, format="json"), 403)

    def test_a_superuser_without_a_force_gets_nothing(self, caller: Caller, cast: Cast) -> None:
        cast.root.force = None
        cast.root.save()
        problem(caller(cast.root).get("/api/v1/units/"), 403)

    def test_too_many_calls_of_one_key_wait(self, caller: Caller, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("safeguarding.access.api.throttles.KeyThrottle.rate", "3/min", raising=False)
        client = caller(cast.lena)
        answers = [client.get("/api/v1/me/") for _ in range(4)]
        assert [answer.status_code for answer in answers[:3]] == [200] * 3
        problem(answers[3], 429)
        assert 0 < int(answers[3]["Retry-After"]) <= 61
        assert caller(cast.leo).get("/api/v1/me/").status_code == 200


class TestReading:
    def test_lists_hold_what_is_visible_and_nothing_of_another_force(self, caller: Caller, cast: Cast) -> None:
        names = {row["name"] for row in caller(cast.lena).get("/api/v1/units/").json()["results"]}
        assert names == {cast.cadets.name, cast.hub.name, cast.south.name, cast.psd.name}

    def test_what_is_not_visible_is_not_there(self, caller: Caller, cast: Cast) -> None:
        client = caller(cast.lena)
        hidden, missing = client.get(f"{ROUTE}{cast.other_hub.pk}/"), client.get(f"{ROUTE}999999999/")
        assert {**problem(hidden, 404), "request_id": ""} == {**problem(missing, 404), "request_id": ""}

    @pytest.mark.parametrize("number", ["99999999999999999999999999", "-1", "0", "x", "1e5", "%00", "1%00"])
    def test_hostile_numbers_are_not_there_either(self, caller: Caller, cast: Cast, number: str) -> None:
        response = caller(cast.lena).get(f"{ROUTE}{number}/")
        assert problem(response, response.status_code)["status"] in (400, 404)

    def test_pages_follow_each_other_without_gap_or_repeat(self, caller: Caller, cast: Cast) -> None:
        Unit.objects.bulk_create(Unit(force=cast.force, name=f"Unit {n:03}", kind="cadets") for n in range(120))
        client, address, seen = caller(cast.lena), "/api/v1/units/", []
        while address:
            page = client.get(address).json()
            assert len(page["results"]) <= 50
            seen += [row["id"] for row in page["results"]]
            address = page["next"]
        assert len(seen) == len(set(seen)) == 124

    @pytest.mark.parametrize("limit", ["0", "-1", "201", "x", "30268511425719957877365407744", "١٢", "1e2", ""])
    def test_a_hostile_limit_is_refused_in_words(self, caller: Caller, cast: Cast, limit: str) -> None:
        body = problem(caller(cast.lena).get("/api/v1/units/", {"limit": limit}), 422)
        assert body["errors"]["limit"] == ["Give a number from 1 to 200."]

    @pytest.mark.parametrize("cursor", ["x", "", "cD0x", "cD0lMDA=:abc", "%F0%9F%92%A9", "a" * 5000])
    def test_a_forged_cursor_is_refused_in_words(self, caller: Caller, cast: Cast, cursor: str) -> None:
        assert "cursor" in problem(caller(cast.lena).get("/api/v1/units/", {"cursor": cursor}), 422)["errors"]

    @pytest.mark.parametrize("query", ["kind=nonsense", "kind=%00", "is_active=%ff"])
    def test_a_filter_that_makes_no_sense_is_refused(self, caller: Caller, cast: Cast, query: str) -> None:
        response = caller(cast.lena).get(f"/api/v1/units/?{query}")
        assert response.status_code in (200, 400, 422)

    def test_nul_bytes_in_an_address_are_refused(self, caller: Caller, cast: Cast) -> None:
        problem(caller(cast.lena).get("/api/v1/users/?home_unit=1%00"), 400)

    def test_only_json_is_given(self, caller: Caller, cast: Cast) -> None:
        problem(caller(cast.lena).get("/api/v1/units/", headers={"Accept": "text/csv"}), 406)

    def test_an_unknown_route_answers_like_an_unknown_record(self, caller: Caller, cast: Cast) -> None:
        problem(caller(cast.lena).get("/api/v1/nothing/here/"), 404)
        problem(caller().get("/api/v1/nothing/here/"), 401)

    def test_a_method_that_does_not_fit_says_which_do(self, caller: Caller, cast: Cast) -> None:
        response = caller(cast.lena).delete("/api/v1/units/")
        problem(response, 405)
        assert response["Allow"] == "GET, HEAD"

    def test_a_database_that_is_away_is_503(self, caller: Caller, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        client = caller(cast.lena)

        def away(*args: Any) -> None:
            raise OperationalError("connection refused")

        monkeypatch.setattr("safeguarding.access.models.UnitQuerySet.visible_to", away)
        response = client.get("/api/v1/units/")
        problem(response, 503)
        assert response["Retry-After"]

    def test_what_nobody_foresaw_is_500_without_a_word_of_why(
        self, caller: Caller, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(*args: Any) -> None:
            raise RuntimeError("secret detail")

        client = caller(cast.lena)
        monkeypatch.setattr("safeguarding.access.models.UnitQuerySet.visible_to", broken)
        response = client.get("/api/v1/units/")
        problem(response, 500)
        assert b"secret detail" not in response.content


class TestWriting:
    def test_a_create_says_where_the_record_is_and_which_version(self, caller: Caller, cast: Cast) -> None:
        client = caller(cast.adam)
        response = client.post(ROUTE, NEW, format="json")
        assert response.status_code == 201
        assert response["ETag"] == '"v1"'
        assert client.get(response["Location"]).json() == response.json()

    def test_messages_come_by_field(self, caller: Caller, cast: Cast) -> None:
        body = problem(caller(cast.adam).post(ROUTE, {"kind": "x"}, format="json"), 422)
        assert set(body["errors"]) == {"name", "kind"}

    def test_a_services_refusal_comes_by_field(self, caller: Caller, cast: Cast) -> None:
        body = problem(caller(cast.adam).post(ROUTE, {**NEW, "name": cast.hub.name}, format="json"), 422)
        assert body["errors"] == {"name": ["The force already has a unit of this name."]}

    def test_who_may_not_is_refused_in_words(self, caller: Caller, cast: Cast) -> None:
        body = problem(caller(cast.lena).post(ROUTE, NEW, format="json"), 403)
        assert body["detail"] == "Only an administrator of the force may do this."

    @pytest.mark.parametrize(
        "raw",
        [
            b"{", b"nonsense", b'{"name": NaN}', b'{"name": "a\\u0000b"}', b'{"name": "\\ud800"}', b"\xff\xfe",
            b'{"name\\u0000": 1}', b"[" * 100_000, b'{"name": "\\u001b[31m"}', b"1" * 5000,
        ],
    )  # fmt: skip
    def test_a_body_that_is_not_json_or_cannot_be_stored_is_refused(
        self, caller: Caller, cast: Cast, raw: bytes
    ) -> None:
        problem(caller(cast.adam).generic("POST", ROUTE, raw, content_type="application/json"), 400)

    @pytest.mark.parametrize("raw", [b"", b"null", b"[]", b'"x"', b"1", b"true", b'{"name": {"a": 1}, "kind": []}'])
    def test_a_body_of_the_wrong_kind_is_refused_in_words(self, caller: Caller, cast: Cast, raw: bytes) -> None:
        assert problem(caller(cast.adam).generic("POST", ROUTE, raw, content_type="application/json"), 422)["errors"]

    def test_too_much_is_413(self, caller: Caller, cast: Cast) -> None:
        with override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=100):
            problem(caller(cast.adam).post(ROUTE, {**NEW, "name": "x" * 200}, format="json"), 413)

    def test_only_json_is_taken(self, caller: Caller, cast: Cast) -> None:
        problem(caller(cast.adam).post(ROUTE, "name=x", content_type="application/x-www-form-urlencoded"), 415)


class TestVersions:
    def change(self, client: APIClient, unit: Unit, **headers: str) -> Any:
        return client.patch(f"{ROUTE}{unit.pk}/", {"name": "Renamed"}, format="json", headers=headers)

    def test_reading_gives_the_version_and_changing_needs_it(self, caller: Caller, cast: Cast) -> None:
        client = caller(cast.adam)
        etag = client.get(f"{ROUTE}{cast.hub.pk}/")["ETag"]
        problem(self.change(client, cast.hub), 428)
        problem(self.change(client, cast.hub, **{"If-Match": "*"}), 428)
        changed = self.change(client, cast.hub, **{"If-Match": etag})
        assert (changed.status_code, changed["ETag"]) == (200, '"v2"')

    @pytest.mark.parametrize("etag", ['"v1"', '"v999999999999999999"', "v2", 'W/"v2"', "nonsense", '"v2", "v3"'])
    def test_an_old_or_foreign_version_is_refused_and_nothing_changes(
        self, caller: Caller, cast: Cast, etag: str
    ) -> None:
        Unit.objects.filter(pk=cast.hub.pk).update(version=2)
        problem(self.change(caller(cast.adam), cast.hub, **{"If-Match": etag}), 412)
        assert Unit.objects.get(pk=cast.hub.pk).name == cast.hub.name


class TestSentTwice:
    def send(self, client: APIClient, key: str, **more: str) -> Any:
        return client.post(ROUTE, {**NEW, **more}, format="json", headers={"Idempotency-Key": key})

    def test_one_record_and_the_same_answer(self, caller: Caller, cast: Cast) -> None:
        client = caller(cast.adam)
        first, second = self.send(client, "k-1"), self.send(client, "k-1")
        assert first.status_code == second.status_code == 201
        assert first.json() == second.json()
        assert (first["ETag"], first["Location"]) == (second["ETag"], second["Location"])
        assert Unit.objects.filter(name="Night desk").count() == 1

    def test_the_key_for_something_else_is_refused(self, caller: Caller, cast: Cast) -> None:
        client = caller(cast.adam)
        self.send(client, "k-1")
        problem(self.send(client, "k-1", name="Day desk"), 422)

    def test_a_refused_create_does_not_use_the_key_up(self, caller: Caller, cast: Cast) -> None:
        client = caller(cast.adam)
        problem(self.send(client, "k-1", name=""), 422)
        assert self.send(client, "k-1").status_code == 201

    def test_the_same_key_of_somebody_else_is_another_key(self, caller: Caller, cast: Cast) -> None:
        self.send(caller(cast.adam), "k-1")
        problem(self.send(caller(cast.lena), "k-1"), 403)

    @pytest.mark.parametrize("key", ["", " ", "a b", "x" * 201, "é"])
    def test_an_unfit_key_is_refused(self, caller: Caller, cast: Cast, key: str) -> None:
        problem(self.send(caller(cast.adam), key), 422)


@pytest.mark.django_db(transaction=True)
def test_sent_at_the_same_moment_makes_one_record(caller: Caller, cast: Cast) -> None:
    clients, answers = [caller(cast.adam) for _ in range(4)], []
    start = threading.Barrier(4)

    def send(client: APIClient) -> None:
        start.wait()
        answers.append(client.post(ROUTE, NEW, format="json", headers={"Idempotency-Key": "k-1"}))
        connection.close()

    threads = [threading.Thread(target=send, args=[client]) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert Unit.objects.filter(name="Night desk").count() == 1
