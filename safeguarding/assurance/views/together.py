"""Recording one thing for several adults of a scheme at once."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from safeguarding.assurance import selectors, services
from safeguarding.assurance.choices import About, Details
from safeguarding.assurance.forms import RecordTogetherForm
from safeguarding.core import clock
from safeguarding.core.templatetags.words import plural
from safeguarding.core.views import Outcome, Several, choose_check_do
from safeguarding.schemes.views.found import scheme_to_keep


@require_http_methods(["GET", "POST"])
def record_together(request: HttpRequest, pk: int) -> HttpResponse:
    """Record one thing for several adults of a scheme: choose, see what it will do to each, do it.

    A DBS check and a vetting decision are each somebody's own, with a level of their own: they are recorded one by one.
    """
    scheme = scheme_to_keep(request, pk)
    wanted = selectors.asked(clock.today()).filter(about=About.PERSON, details=Details.NONE)
    people = list(selectors.recordable(request.user, scheme))
    form = RecordTogetherForm(request.POST if request.method == "POST" else None, requirements=wanted, people=people)

    def outcomes() -> Sequence[Outcome]:
        found = services.recordings(form.cleaned_data["requirement"], form.credential(), form.ticked_people())
        return [Outcome(one.person.name, (), one.is_new, one.words) for one in found]

    def act() -> str:
        requirement, ticked = form.cleaned_data["requirement"], form.ticked_people()
        count = services.record_together(requirement, form.credential(), people=ticked, by=request.user)
        return f"Recorded for {plural(count, 'person,people')}."

    def heading(count: int) -> str:
        return f"This records “{form.cleaned_data['requirement']}” for {plural(count, 'person,people')}"

    several = Several(outcomes, act, heading, lambda count: f"Record it for {plural(count, 'person,people')}", ())
    address = reverse("assurance:scheme_gaps", args=[pk])
    context = {
        "title": f"Record for several adults of {scheme.name}", "people": people, "back": address,
        "back_text": f"What {scheme.name} lacks", "cancel": address,
    }  # fmt: skip
    return choose_check_do(request, "assurance/record_together.html", form, several, context)
