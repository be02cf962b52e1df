"""Whatever is sent to the API: never a 5xx, never an answer that the description does not name or shape otherwise.

`API_FUZZ_EXAMPLES` sets how many requests each route gets; the build keeps it small, a longer run finds more.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from safeguarding.access.services import create_token
from tests.cast import Cast

pytestmark = pytest.mark.django_db
EXAMPLES = int(os.environ.get("API_FUZZ_EXAMPLES", "4"))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
    unsupported_method,
]


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """A request would hang up on the database when it ends, and with it on the transaction of the test."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def key(cast: Cast, settings: Any) -> str:
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "DEFAULT_THROTTLE_CLASSES": []}
    return create_token(by=cast.lena, name="fuzz", scopes=["read", "write"], days=1)[1]


@pytest.fixture
def api_schema(key: str) -> Any:
    return schemathesis.openapi.from_wsgi(
        "/api/v1/schema/?format=json", get_wsgi_application(), headers={"Authorization": f"Bearer {key}"}
    )


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_no_request_breaks_the_api_or_surprises_its_reader(api_schema: Any, key: str, mode: GenerationMode) -> None:
    tried = 0
    for result in api_schema.get_all_operations():
        try_out(result.ok(), key, mode)
        tried += 1
    assert tried >= 5


def try_out(operation: Any, key: str, mode: GenerationMode) -> None:
    """Send one route many requests: in positive mode such as fit its description, in negative mode such as do not."""

    @settings(
        max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy(generation_mode=mode))
    def send(case: Any) -> None:
        case.call_and_validate(headers={"Authorization": f"Bearer {key}"}, checks=CHECKS)

    try:
        send()
    except Unsatisfiable:
        return  # nothing about this route can be got wrong
