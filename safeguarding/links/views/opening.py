"""What every page of links asks first: why somebody looks. Each look is written down, of the young people in it too."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from safeguarding.core.views import show_form
from safeguarding.people.forms.records import PurposeForm
from safeguarding.people.views.found import PURPOSE

WANTED = "links_wanted"


def asked_first(request: HttpRequest) -> HttpResponse | None:
    """The way to the question why, for who has not answered it since they signed in."""
    if request.session.get(PURPOSE):
        return None
    request.session[WANTED] = request.get_full_path() if request.method == "GET" else ""
    return redirect("links:purpose")


@require_http_methods(["GET", "POST"])
def purpose(request: HttpRequest) -> HttpResponse:
    """Why the user looks at what is linked; kept until they sign out, and written down at each look."""
    form = PurposeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        request.session[PURPOSE] = {"purpose": given["purpose"], "text": given["purpose_text"]}
        return redirect(request.session.pop(WANTED, "") or reverse("home"))
    context = {"title": "Before you look at what is linked", "button": "Continue", "back": reverse("home")}
    return show_form(request, "links/purpose.html", form, context)
