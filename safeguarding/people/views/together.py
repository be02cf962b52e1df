"""Ending the parts of several people in a scheme at once."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from safeguarding.access.choices import Permission
from safeguarding.access.policies import require_permission
from safeguarding.core.clock import date_words
from safeguarding.core.templatetags.words import plural
from safeguarding.core.views import Outcome, Several, choose_check_do
from safeguarding.people import selectors, services
from safeguarding.people.forms.together import EndTogetherForm
from safeguarding.schemes.models import Scheme


@require_http_methods(["GET", "POST"])
def end_together(request: HttpRequest, pk: int) -> HttpResponse:
    """End the parts of several people in a scheme: choose, see what it will do to each, do it."""
    require_permission(request.user, Permission.SEE_SCHEMES)
    scheme = get_object_or_404(Scheme.objects.visible_to(request.user), pk=pk)
    parts = list(selectors.parts_to_end(request.user, scheme))
    form = EndTogetherForm(request.POST if request.method == "POST" else None, parts=parts)

    def outcomes() -> Sequence[Outcome]:
        found = services.endings(form.ticked_parts(), ends_on=form.cleaned_data["ends_on"])
        return [
            Outcome(
                one.placement.person.name, (one.placement.get_role_display(), date_words(one.placement.starts_on)),
                one.will_end, one.words,
            )
            for one in found
        ]  # fmt: skip

    def act() -> str:
        given = form.cleaned_data
        count = services.end_together(
            form.ticked_parts(), ends_on=given["ends_on"], reason=given["reason"], by=request.user
        )
        return f"{plural(count, 'part')} ended."

    several = Several(
        outcomes, act, lambda count: f"This ends {plural(count, 'part')} in {scheme.name}",
        lambda count: f"End {plural(count, 'part')}", ("Part", "Since"),
    )  # fmt: skip
    address = scheme.get_absolute_url()
    context = {
        "title": f"End several parts in {scheme.name}", "scheme": scheme, "parts": parts, "back": address,
        "back_text": scheme.name, "cancel": address,
    }  # fmt: skip
    return choose_check_do(request, "people/end_together.html", form, several, context)
