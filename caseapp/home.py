"""The start page, which is each person's first page, and the page of what the navigation has no room for."""

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


def more(request: HttpRequest) -> HttpResponse:
    """The pages of this person's roles that found no room in the navigation, each with what it is for."""
    return render(request, "more.html", {"title": "More", "pages": navigation.behind_more(request.user)})
