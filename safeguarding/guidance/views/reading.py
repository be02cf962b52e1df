"""What waits to be read, and reading and acknowledging it: for everybody in the force."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from safeguarding.core.errors import Refused
from safeguarding.core.views import show_form
from safeguarding.guidance import policies, selectors, services
from safeguarding.guidance.forms.reading import AcknowledgeForm
from safeguarding.guidance.models import Acknowledgement, PolicyVersion

WRONG = "This is not the right answer. Read the policy again, then answer once more"


@require_GET
def to_read(request: HttpRequest) -> HttpResponse:
    """What the user is asked to read, and everything that is in force in their force."""
    person = selectors.person_of(request.user)
    waiting = selectors.waiting_of(person)
    ids = {one.policy_version.pk for one in waiting}
    others = [(version, day) for version, day in selectors.my_policies(request.user) if version.pk not in ids]
    context = {
        "title": "Policies to read", "waiting": waiting, "others": others,
        "is_keeper": policies.is_keeper(request.user), "person": person,
        "manages": policies.manages_somebody(request.user),
    }  # fmt: skip
    return render(request, "guidance/to_read.html", context)


@require_http_methods(["GET", "POST"])
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """One version: its words, the question on it, and one button that says it was read."""
    visible = PolicyVersion.objects.visible_to(request.user).select_related("document")
    version = get_object_or_404(visible, pk=pk)
    person = selectors.person_of(request.user)
    mine = Acknowledgement.objects.visible_to(request.user).filter(policy_version=version, person=person).first()
    form = AcknowledgeForm(request.POST if request.method == "POST" else None, policy_version=version)
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            outcome = services.acknowledge(version, choice=form.chosen_number(), by=request.user)
        except Refused as no:
            refused = no
        else:
            if outcome.is_done:
                messages.success(request, f"You have acknowledged “{version.document.title}”. Thank you.")
                return redirect("guidance:to_read")
            form.add_error("choice", WRONG)
    context = {
        "title": version.document.title, "policy_version": version, "mine": mine, "person": person,
        "may_acknowledge": version.may_be_acknowledged and person is not None and mine is None,
        "newer": visible.in_force().filter(document=version.document_id).exclude(pk=pk).first(),
        "is_keeper": policies.is_keeper(request.user), "back": reverse("guidance:to_read"),
        "back_text": "Policies to read",
    }  # fmt: skip
    return show_form(request, "guidance/read.html", form, context, refused=refused)
