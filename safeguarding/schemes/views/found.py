"""Finding a scheme, and what each of its pages carries."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from safeguarding.access.choices import Permission
from safeguarding.access.policies import require_permission
from safeguarding.schemes import policies, selectors
from safeguarding.schemes.models import Scheme, SchemeCondition


def scheme_of(request: HttpRequest, pk: int) -> Scheme:
    """The scheme, for who may see the register; 404 when it is none of their force's."""
    require_permission(request.user, Permission.SEE_SCHEMES)
    return get_object_or_404(selectors.with_conditions(Scheme.objects.visible_to(request.user)), pk=pk)


def scheme_to_keep(request: HttpRequest, pk: int) -> Scheme:
    """The scheme, for who may change what the register says of it."""
    require_permission(request.user, Permission.KEEP_SCHEMES)
    found = scheme_of(request, pk)
    policies.require_keeper(request.user, found)
    return found


def condition_of(scheme: Scheme, pk: int) -> SchemeCondition:
    """One of the scheme's conditions; 404 when it is another's."""
    return get_object_or_404(scheme.conditions.all(), pk=pk)


def way_back(scheme: Scheme) -> dict[str, Any]:
    """The way back to the scheme's page."""
    address = scheme.get_absolute_url()
    return {"scheme": scheme, "back": address, "back_text": scheme.name, "cancel": address}


def to_list() -> dict[str, Any]:
    return {"back": reverse("schemes:scheme_list"), "back_text": "Schemes"}
