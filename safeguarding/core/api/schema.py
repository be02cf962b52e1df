"""The description of the API: what each route takes and gives, every error it can answer with included."""

from __future__ import annotations

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent
from drf_spectacular.utils import OpenApiParameter
from rest_framework.permissions import SAFE_METHODS

from safeguarding.core.api.problems import CONTENT_TYPE, TITLES

ALWAYS = (400, 401, 403, 404, 406, 422, 429, 500, 503)
ON_WRITES = (409, 412, 413, 415, 428)
PROBLEM = {
    "type": "object",
    "description": "RFC 9457 problem details",
    "required": ["type", "title", "status"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}},
        "current": {"type": "object", "additionalProperties": True},
        "request_id": {"type": "string"},
    },
}
IF_MATCH = OpenApiParameter(
    name="If-Match", location=OpenApiParameter.HEADER, required=True, type=str,
    description='The ETag that was read, such as "v3". Missing: 428. Changed since: 412.',
)  # fmt: skip
IDEMPOTENCY_KEY = OpenApiParameter(
    name="Idempotency-Key", location=OpenApiParameter.HEADER, required=False,
    type={"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"},
    description="Any text of your own. Sent twice with the same body, one record is made and the answer is repeated.",
)  # fmt: skip


class ProblemSchema(AutoSchema):
    """Adds to every route the problems it can answer with, and the headers that its handler is marked to read."""

    def _get_response_bodies(self, direction: str = "response") -> dict[str, Any]:
        described: dict[str, Any] = super()._get_response_bodies(direction)
        self._register_problem()
        codes = ALWAYS if self.method in SAFE_METHODS else ALWAYS + ON_WRITES
        return described | {str(code): _problem(code) for code in codes if str(code) not in described}

    def get_override_parameters(self) -> list[Any]:
        handler = getattr(self.view, getattr(self.view, "action", None) or "", None)
        marked = [IF_MATCH] if getattr(handler, "needs_version", False) else []
        return [
            *super().get_override_parameters(),
            *marked,
            *([IDEMPOTENCY_KEY] if getattr(handler, "once", False) else []),
        ]

    def _register_problem(self) -> None:
        self.registry.register_on_missing(
            ResolvedComponent(name="Problem", type=ResolvedComponent.SCHEMA, schema=PROBLEM, object="Problem")
        )


def _problem(code: int) -> dict[str, Any]:
    content = {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": TITLES[code], "content": content}
