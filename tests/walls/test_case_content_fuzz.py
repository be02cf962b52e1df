"""Whatever is sent about exhibits and messages that are there: never a 5xx, never what the description does not name.

The fuzz of the whole API knows no record, and so ends at 404 where records are needed.
"""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from tests.cast import Cast
from tests.factories.evidence import a_file
from tests.factories.volume_contact import evidence, messages
from tests.factories.work import a_case, the_child, the_pcso
from tests.walls.test_api_fuzz import EXAMPLES, _one_connection, key

__all__ = ["_one_connection", "key"]
# A server closes each answer, and with it what was sent; the client that tries them out does not.
pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")]
CHECKS = [not_a_server_error, status_code_conformance, response_schema_conformance]
ABOUT = r"/cases/\{reference\}/(exhibits|hand-overs|message)"


@pytest.fixture
def there(cast: Cast, tmp_path: Path, settings: Any) -> dict[str, Any]:
    """The numbers of what is there, by how the addresses name them."""
    settings.FILES_DIR, settings.CLAMD_ADDRESS = str(tmp_path / "files"), ""
    case = a_case(cast)
    the_child(cast, case)
    the_pcso(cast, case)
    exhibit = evidence(cast, case, 0)
    export = messages(cast, case, exhibit, 0)
    thread = export.conversations.order_by("pk")[0]
    return {
        "reference": case.reference, "exhibit": exhibit.pk, "export": export.pk, "conversation": thread.pk,
        "files": a_file(exhibit, name="more.txt").pk, "exhibits": exhibit.pk,
        "hand-overs": exhibit.transfers.all()[0].pk,
        "message-exports": export.pk, "unread": export.unread.all()[0].pk, "conversations": thread.pk,
        "participants": export.participants.all()[0].pk, "messages": thread.messages.all()[0].pk,
        "message-findings": export.findings.all()[0].pk,
    }  # fmt: skip


def numbers_of(operation: Any, there: dict[str, Any]) -> dict[str, Any]:
    """What the address of an operation is filled with: `id` is that of the list it stands in."""
    parts = operation.path.strip("/").split("/")
    of_list = parts[parts.index("{id}") - 1] if "{id}" in parts else ""
    return {**there, "id": there.get(of_list, 1)}


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_nothing_sent_about_what_is_there_breaks_the_api(key: str, there: dict[str, Any], mode: GenerationMode) -> None:
    told = {"Authorization": f"Bearer {key}"}
    schema = schemathesis.openapi.from_wsgi("/api/v1/schema/?format=json", get_wsgi_application(), headers=told)
    tried = SimpleNamespace(count=0, found=0)
    for result in schema.include(path_regex=ABOUT).get_all_operations():
        try_out(result.ok(), told, there, mode, tried)
    assert tried.count >= 30
    assert tried.found >= 20, "the records were found"


def try_out(operation: Any, told: dict[str, str], there: dict[str, Any], mode: GenerationMode, tried: Any) -> None:
    numbers = numbers_of(operation, there)
    was_found = False

    @settings(
        max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy(generation_mode=mode))
    def send(case: Any) -> None:
        nonlocal was_found
        known = {name: numbers[name] for name in case.path_parameters if name in numbers}
        case.path_parameters = {**case.path_parameters, **known}
        if "message" in operation.path and isinstance(case.query, dict):
            case.query["purpose"] = "case_work"
        with transaction.atomic():
            answer = case.call_and_validate(headers=told, checks=CHECKS)
            transaction.set_rollback(True)
        was_found = was_found or answer.status_code != 404

    tried.count += 1
    try:
        send()
    except Unsatisfiable:
        return
    tried.found += was_found
