"""The API describes itself: to programs as OpenAPI 3.1, to people as a page."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from drf_spectacular.validation import validate_schema

from tests.api.conftest import Caller
from tests.cast import Cast
from tests.walls.code import sources

pytestmark = pytest.mark.django_db


@pytest.fixture
def described(caller: Caller, cast: Cast) -> dict[str, Any]:
    return caller(cast.adam).get("/api/v1/schema/?format=json").json()


def test_it_is_valid_openapi_3_1(described: dict[str, Any]) -> None:
    assert described["openapi"] == "3.1.0"
    validate_schema(described)


def test_every_route_says_how_it_can_fail_and_who_may_call(described: dict[str, Any]) -> None:
    operations = [
        (method, operation) for methods in described["paths"].values() for method, operation in methods.items()
    ]
    assert len(operations) >= 5
    for method, operation in operations:
        wanted = {"400", "401", "403", "404", "406", "422", "429", "500", "503"}
        if method != "get":
            wanted |= {"409", "412", "413", "415", "428"}
        assert wanted <= set(operation["responses"]), operation["operationId"]
        for code in wanted:
            assert "application/problem+json" in operation["responses"][code]["content"]
        assert {"key": []} in operation["security"]
        assert operation.get("description"), operation["operationId"]


@pytest.mark.urls("tests.api.practice")
def test_marked_routes_name_their_headers(described: dict[str, Any]) -> None:
    changed = described["paths"]["/api/v1/practice/{id}/"]["patch"]["parameters"]
    made = described["paths"]["/api/v1/practice/"]["post"]["parameters"]
    assert {"name": "If-Match", "required": True}.items() <= next(p for p in changed if p["in"] == "header").items()
    assert "Idempotency-Key" in {parameter["name"] for parameter in made}


def test_whoever_is_asked_why_can_say_another_reason(described: dict[str, Any]) -> None:
    """Its words go in a header: what stands in an address is written into logs."""
    asking = [
        {one["name"]: one for one in operation.get("parameters", [])}
        for methods in described["paths"].values()
        for operation in methods.values()
        if any(one["name"] == "purpose" and "court" in str(one) for one in operation.get("parameters", []))
    ]
    assert len(asking) > 20
    assert all(names["Purpose-Text"]["in"] == "header" and "purpose_text" not in names for names in asking)


def test_what_a_purpose_is_stands_in_one_place() -> None:
    """So that “other” without its words is refused wherever the API asks why."""
    asking = {source.name for source in sources() if "Purpose.values" in source.text}
    assert asking == {"safeguarding/audit/rules.py", "safeguarding/audit/api/purposes.py"}


def test_nobody_reads_it_without_signing_in(caller: Caller, client: Client) -> None:
    assert caller().get("/api/v1/schema/").status_code == 401
    assert client.get("/api/v1/docs/").status_code == 302


def test_the_page_shows_every_route(client: Client, cast: Cast, described: dict[str, Any]) -> None:
    client.force_login(cast.lena)
    page = client.get("/api/v1/docs/").content.decode()
    for path in described["paths"]:
        assert path in page.replace("<wbr>", "")
    assert "<script src=" in page
    assert "one of cadets" in page or "one of safeguarding, psd, cadets" in page
