"""Narrowing a list: a filter that makes no sense is refused in words, never quietly left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django_filters.rest_framework import BooleanFilter, DjangoFilterBackend
from rest_framework.exceptions import ValidationError

if TYPE_CHECKING:
    from rest_framework.request import Request
    from rest_framework.views import APIView

TRUTHS = ("true", "false")


class StrictFilters(DjangoFilterBackend):
    """django-filter, but an empty value and a boolean that is none are mistakes like any other."""

    def get_filterset(self, request: Request, queryset: Any, view: APIView) -> Any:
        filterset = super().get_filterset(request, queryset, view)
        if filterset is not None:
            _refuse_vague(filterset, request)
        return filterset


def _refuse_vague(filterset: Any, request: Request) -> None:
    errors: dict[str, list[str]] = {}
    for name, wanted in filterset.filters.items():
        given = request.query_params.getlist(name)
        if any(value == "" for value in given):
            errors[name] = ["Give a value, or leave it out."]
        elif isinstance(wanted, BooleanFilter) and any(value not in TRUTHS for value in given):
            errors[name] = ["Give true or false."]
    if errors:
        raise ValidationError(errors)
