"""The import a page is about, for who may see it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from safeguarding.exchange.models import Import, ImportRow
from safeguarding.exchange.policies import require_importer


def import_of(request: HttpRequest, pk: int) -> Import:
    """One's own import; anybody else's does not exist."""
    require_importer(request.user)
    return get_object_or_404(Import.objects.visible_to(request.user).select_related("unit"), pk=pk)


def row_of(run: Import, number: int) -> ImportRow:
    """One of its rows."""
    row = get_object_or_404(run.rows.all(), number=number)
    row.run = run
    return row


def way_back(run: Import) -> dict[str, Any]:
    address = run.get_absolute_url()
    return {"run": run, "back": address, "back_text": "Import", "cancel": address}


def to_list() -> dict[str, Any]:
    return {"back": reverse("exchange:imports"), "back_text": "Imports"}
