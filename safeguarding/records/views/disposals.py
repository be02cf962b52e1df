"""One disposal: who proposed it and why, the second person's decision, and its certificate."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from safeguarding.cases.models import Case
from safeguarding.core.errors import Refused
from safeguarding.core.forms import GovForm
from safeguarding.core.views import act
from safeguarding.records import forms, policies, services, states
from safeguarding.records.models import Disposal
from safeguarding.records.selectors.reading import disposals, rule_now
from safeguarding.records.services import certifying

STEPS: dict[str, tuple[type[GovForm], Callable[..., Any], str]] = {
    "approve": (forms.StepForm, services.approve, "It is approved. Nobody sees the case any more, and it is erased."),
    "refuse": (forms.StepForm, services.refuse, "It is refused. The case stays."),
    "withdraw": (forms.WithdrawForm, services.withdraw, "It is withdrawn. The case stays."),
    states.TRY_AGAIN: (forms.WithdrawForm, services.try_again, "It is erased on. Look again in a minute."),
}  # fmt: skip
LEADS = {
    "approve": "The case, its concerns, evidence, messages, letters and files are erased and cannot be brought back. "
    "With it go learning reports and bulletins on it that nobody approved, and what was gathered of it for subject "
    "access. What stays is that it was there, and a certificate.",
}


@require_GET
def disposal(request: HttpRequest, pk: int) -> HttpResponse:
    """One disposal, for who sees the case, or records of the force once it is gone."""
    found, user = disposal_of(request, pk), request.user
    context = {
        "title": f"Disposal of {found.case.reference}", "disposal": found,
        "sees_case": Case.objects.visible_to(user).filter(pk=found.case_id).exists(),
        "rule": rule_now(found.force_id, found.rule_key, found.rule_version),
        "moves": [one for one in states.moves_from(found.status) if policies.may_step(user, one.verb, found)],
        "may_try": bool(found.problem) and not found.is_erased and policies.keeps_records(user),
        "back": reverse("records:disposal_list"), "back_text": "Disposals",
    }  # fmt: skip
    return render(request, "records/disposal.html", context)


@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Approve, refuse or withdraw, as the table of its states has it."""
    found = disposal_of(request, pk)
    if verb not in STEPS:
        raise Http404
    if verb == states.TRY_AGAIN:
        policies.require_keeping_records(request.user)
    else:
        policies.require_step(request.user, verb, found)
    made, service, done = STEPS[verb]
    form: Any = made(request.POST if request.method == "POST" else None, initial={"version": found.version})
    label = "Try again" if verb == states.TRY_AGAIN else states.MOVES[verb].label
    context = {
        "title": f"{label}: {found.case.reference}", "button": label, "button_danger": verb == "approve",
        "lead": LEADS.get(verb, ""), "back": found.get_absolute_url(), "back_text": found.reference,
        "cancel": found.get_absolute_url(),
    }  # fmt: skip
    return act(request, form, lambda: service(found, **form.cleaned_data, by=request.user), done=done, context=context)


@require_GET
def certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """The certificate as PDF, once the last of the case has gone."""
    found = disposal_of(request, pk)
    try:
        made = certifying.certificate(found, by=request.user)
    except Refused as no:
        messages.error(request, no.message)
        return redirect(found.get_absolute_url())
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{found.reference}.pdf"'
    return answer


def disposal_of(request: HttpRequest, pk: int) -> Disposal:
    rows = disposals(request.user).select_related("case", "force", "proposed_by", "decided_by")
    return get_object_or_404(rows, pk=pk)
