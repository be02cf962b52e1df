"""Answers that many pages share."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from safeguarding.core.errors import Refused
from safeguarding.core.forms import GovForm

INVALID = 422


def show_form(
    request: HttpRequest,
    template: str,
    form: GovForm,
    context: dict[str, Any] | None = None,
    *,
    refused: Refused | None = None,
) -> HttpResponse:
    """The page with its form: 200 when fresh, 422 when something in it is wrong, else the status of the refusal."""
    if refused is not None:
        form.refuse(refused)
    status = refused.status if refused is not None else INVALID if form.is_bound and form.errors else 200
    return render(request, template, {**(context or {}), "form": form}, status=status)
