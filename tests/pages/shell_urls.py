"""A few pages of the tests' own, to look at what every page shares."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.urls import include, path

from safeguarding.core.errors import Conflict, Invalid, NotAllowed, Stale

REFUSALS = {
    "invalid": Invalid("Say why."),
    "not-allowed": NotAllowed("Only the owner may close this."),
    "conflict": Conflict("Lee Osei closed this at 14:05."),
    "stale": Stale("Lee Osei changed this at 14:05.", current={"situation": "The school knows.", "version": 7}),
}


@login_not_required
@transaction.non_atomic_requests
def token(request: HttpRequest) -> HttpResponse:
    """What a form carries, from a page opened while all was well."""
    return JsonResponse({"token": get_token(request)})


@login_not_required
def form(request: HttpRequest) -> HttpResponse:
    """A form whose sending needs the database."""
    return HttpResponse("Saved")


@login_not_required
def refuse(request: HttpRequest, kind: str) -> HttpResponse:
    raise REFUSALS[kind]


@login_not_required
def fault(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


urlpatterns = [
    path("token/", token),
    path("form/", form),
    path("api/v1/form/", form),
    path("refuse/<slug:kind>/", refuse),
    path("api/v1/refuse/<slug:kind>/", refuse),
    path("fault/", fault),
    path("signed-in/", fault),
    path("sign-in/", include("allauth.urls")),
]
