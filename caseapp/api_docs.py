"""The description of the API as a page: made from the same OpenAPI document that programs read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from caseapp.api_schema import document

FIRST_PROBLEM = 400


@dataclass(frozen=True)
class Value:
    """A parameter, or a field of a body."""

    name: str
    kind: str
    required: bool
    about: str = ""


@dataclass(frozen=True)
class Route:
    """One thing that can be asked."""

    anchor: str
    method: str
    path: str
    about: str
    parameters: list[Value]
    sent: list[Value]
    given: list[Value]
    success: str
    problems: list[str]
    examples: list[str] = field(default_factory=list)

    @property
    def steps(self) -> list[str]:
        """The path in parts, so that a narrow screen can break it."""
        return self.path.strip("/").split("/")


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Every route with what it takes and gives."""
    return render(request, "api/docs.html", {"groups": groups(settings.ROOT_URLCONF)})


@cache
def groups(root: str) -> list[tuple[str, list[Route]]]:
    """The routes by what they are about, made once in each process."""
    found: dict[str, list[Route]] = {}
    for tag, route in routes(document()):
        found.setdefault(tag, []).append(route)
    return sorted(found.items())


def routes(schema: dict[str, Any]) -> Iterator[tuple[str, Route]]:
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            yield (operation.get("tags") or ["other"])[0], route(schema, path, method, operation)


def route(schema: dict[str, Any], path: str, method: str, operation: dict[str, Any]) -> Route:
    answers = operation["responses"]
    good = next((code for code in answers if int(code) < FIRST_PROBLEM), "")
    sent, given = operation.get("requestBody", {}), answers.get(good, {})
    return Route(
        anchor=operation["operationId"],
        method=method.upper(),
        path=path,
        about=operation.get("description", ""),
        parameters=[parameter(schema, one) for one in operation.get("parameters", [])],
        sent=fields(schema, body_schema(sent)),
        given=fields(schema, body_schema(given)),
        success=good,
        problems=[code for code in answers if int(code) >= FIRST_PROBLEM],
        examples=[*examples(sent), *examples(given)],
    )


def parameter(schema: dict[str, Any], one: dict[str, Any]) -> Value:
    where = "" if one["in"] == "query" else f" ({one['in']})"
    about = one.get("description", "")
    return Value(one["name"] + where, kind_of(schema, one["schema"]), one.get("required", False), about)


def body_schema(body: dict[str, Any]) -> dict[str, Any]:
    for media in body.get("content", {}).values():
        return dict(media.get("schema", {}))
    return {}


def examples(body: dict[str, Any]) -> list[str]:
    shown = [one for media in body.get("content", {}).values() for one in media.get("examples", {}).values()]
    return [json.dumps(one["value"], indent=2, ensure_ascii=False) for one in shown if "value" in one]


def resolved(schema: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    """A part with its reference followed."""
    name = part.get("$ref", "").rpartition("/")[2]
    found: dict[str, Any] = schema["components"]["schemas"].get(name, part)
    return found


def fields(schema: dict[str, Any], part: dict[str, Any]) -> list[Value]:
    whole = resolved(schema, part)
    if whole.get("properties", {}).get("results"):
        whole = resolved(schema, whole["properties"]["results"]["items"])
    needed = whole.get("required", [])
    return [
        Value(name, kind_of(schema, one), name in needed, resolved(schema, one).get("description", ""))
        for name, one in whole.get("properties", {}).items()
    ]


def kind_of(schema: dict[str, Any], part: dict[str, Any]) -> str:
    """What a value is, in a word or two."""
    nested = part.get("allOf") or part.get("oneOf") or part.get("anyOf")
    whole = resolved(schema, nested[0] if nested else part)
    if "enum" in whole:
        return "one of " + ", ".join(str(value) for value in whole["enum"] if value not in ("", None))
    kind = whole.get("type", "anything")
    if kind == "array":
        return "list of " + kind_of(schema, whole.get("items", {}))
    words = " or ".join(kind) if isinstance(kind, list) else str(kind)
    return f"{words} ({whole['format']})" if "format" in whole else words
