"""The start page: each person's first page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from caseapp import navigation


def home(request: HttpRequest) -> HttpResponse:
    """Leads to the first entry of the person's navigation; somebody without any is told whom to ask."""
    found = navigation.entries(request.user, request.path)
    if found:
        return redirect(found[0].href)
    return render(request, "home.html", {"title": "You have no role yet"})
