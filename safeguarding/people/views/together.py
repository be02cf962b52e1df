"""Ending the parts of several people in a scheme: choose, see what it will do, do it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from safeguarding.access.choices import Permission
from safeguarding.access.policies import require_permission
from safeguarding.core.errors import Refused
from safeguarding.core.templatetags.words import plural
from safeguarding.core.views import show_form
from safeguarding.people import selectors, services
from safeguarding.people.forms.together import EndTogetherForm
from safeguarding.schemes.models import Scheme

#: What the button of the second page sends.
DO, CHANGE = "do", "change"


@require_http_methods(["GET", "POST"])
def end_together(request: HttpRequest, pk: int) -> HttpResponse:
    """Nothing happens before the page has said what will happen to each part, and somebody has agreed."""
    require_permission(request.user, Permission.SEE_SCHEMES)
    scheme = get_object_or_404(Scheme.objects.visible_to(request.user), pk=pk)
    parts = list(selectors.parts_to_end(request.user, scheme))
    form = EndTogetherForm(request.POST if request.method == "POST" else None, parts=parts)
    context = {"title": "End several parts", "scheme": scheme, "parts": parts, **_ways(scheme)}
    if request.method != "POST" or not form.is_valid() or CHANGE in request.POST:
        return show_form(request, "people/end_together.html", form, context)
    if DO not in request.POST:
        return _preview(request, form, context)
    given = form.cleaned_data
    chosen, day, reason = form.ticked_parts(), given["ends_on"], given["reason"]
    try:
        count = services.end_together(chosen, ends_on=day, reason=reason, by=request.user)
    except Refused as refused:
        return show_form(request, "people/end_together.html", form, context, refused=refused)
    messages.success(request, f"{plural(count, 'part')} ended.")
    return redirect(scheme)


def _preview(request: HttpRequest, form: EndTogetherForm, context: dict[str, Any]) -> HttpResponse:
    found = services.endings(form.ticked_parts(), ends_on=form.cleaned_data["ends_on"])
    own = [(name, values) for name, values in request.POST.lists() if name.split("-")[0] in form.fields]
    hidden = [(name, value) for name, values in own for value in values]
    more = {
        "endings": found, "count": sum(one.will_end for one in found), "reason": form.cleaned_data["reason"],
        "hidden": hidden,
    }  # fmt: skip
    return render(request, "people/end_together_check.html", {**context, **more})


def _ways(scheme: Scheme) -> dict[str, str]:
    address = scheme.get_absolute_url()
    return {"back": address, "back_text": scheme.name, "cancel": address}
