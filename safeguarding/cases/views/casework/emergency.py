"""Opening a case in an emergency: a reference and a reason."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from safeguarding.access.choices import Permission
from safeguarding.access.models import User
from safeguarding.access.policies import require_permission
from safeguarding.cases.forms.casework.access import BreakGlassForm
from safeguarding.cases.services.access import BREAK_GLASS_MINUTES, open_in_emergency
from safeguarding.core.errors import Refused
from safeguarding.core.views import show_form


@require_http_methods(["GET", "HEAD", "POST"])
def break_glass(request: HttpRequest) -> HttpResponse:
    """Whatever is wrong with the case, the page answers the same: nobody learns here that a case exists."""
    user = cast(User, request.user)
    require_permission(user, Permission.BREAK_GLASS)
    form = BreakGlassForm(request.POST or None)
    context = {"title": "Open a case in an emergency", "minutes": BREAK_GLASS_MINUTES}
    context["cancel"] = reverse("cases:case_list")
    if not form.is_valid():
        return show_form(request, "cases/emergency.html", form, context)
    try:
        case = open_in_emergency(by=user, **form.cleaned_data)
    except Refused as refused:
        return show_form(request, "cases/emergency.html", form, context, refused=refused)
    messages.warning(request, f"You see {case.reference} for {BREAK_GLASS_MINUTES} minutes. Somebody else reviews why.")
    return redirect(case)
