"""The search box in the header."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from safeguarding.access.models import User
from safeguarding.cases.forms.search import SearchForm
from safeguarding.cases.selectors.search import SHORTEST, search, searched, the_one
from safeguarding.core.asked import asked, keep


@require_http_methods(["GET", "HEAD", "POST"])
def search_page(request: HttpRequest) -> HttpResponse:
    """A reference that the user may see leads straight to its record; other words to what they are found in."""
    if request.method == "POST":
        return keep(request)
    user, sent = cast(User, request.user), asked(request)
    form = SearchForm(sent if "q" in sent else None)
    words = " ".join(form.cleaned_data["q"].split()) if form.is_valid() else ""
    if words and (address := the_one(user, words)):
        return redirect(address)
    context = {
        "title": "Search", "form": form, "search_words": words, "found": search(user, words),
        "searched": searched(user), "is_short": 0 < len(words) < SHORTEST,
    }  # fmt: skip
    return render(request, "cases/search.html", context, status=422 if form.errors else 200)
