"""A report is begun, written with what was typed kept meanwhile, answered for, and taken from step to step."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from safeguarding.access.choices import Permission
from safeguarding.access.policies import require_permission
from safeguarding.cases.models import Case
from safeguarding.core.errors import Refused
from safeguarding.core.views import act, show_form
from safeguarding.learning import forms, policies, services, states
from safeguarding.learning.selectors.choosing import for_bulletin
from safeguarding.learning.selectors.guarding import guarded
from safeguarding.learning.selectors.reading import found_in, marked, missing
from safeguarding.learning.views.papers import REPORT, paper_of, paper_to_write, report_of, way_back

STEPS: dict[str, tuple[type[forms.StepForm], Callable[..., Any], str]] = {
    "submit": (forms.StepForm, services.submit, "It waits for approval by somebody who wrote nothing of it."),
    "approve": (forms.StepForm, services.approve, "It is approved. Everybody in the force can read it."),
    "send_back": (forms.ReasonForm, services.send_back, "It was sent back, with what is to be changed."),
    "withdraw": (forms.ReasonForm, services.withdraw, "It is withdrawn. The force does not see it any more."),
    "reopen": (forms.StepForm, services.reopen, "It is written on."),
}
LEADS = {
    "submit": "The guard looks through the whole text first. Somebody who wrote nothing of it approves it.",
    "approve": "Read it once more: the guard knows what is on record, and not what a neighbour would recognise. "
    "Once approved, everybody in the force can read it.",
    "withdraw": "Nobody but who reads the case will see it. What was downloaded stays where it is.",
}


@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, reference: str) -> HttpResponse:
    """Begin a report from a case, with what the record gives it."""
    case = get_object_or_404(Case.objects.fully_visible_to(request.user), reference=reference)
    policies.require_writing(request.user, case)
    form = forms.BeginForm(request.POST if request.method == "POST" else None)
    back = reverse("learning:of_case", args=[case.reference])
    context = {
        "title": "Begin a learning report", "button": "Begin", "back": back, "cancel": back,
        "back_text": case.reference,
        "lead": "Its sections begin with what is on record, by label and in general. You write on from there.",
    }  # fmt: skip
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            made = services.begin(case, **form.cleaned_data, by=request.user)
        except Refused as no:
            refused = no
        else:
            messages.success(request, "The report is begun with what the record gives it.")
            return redirect("learning:edit", made.pk)
    return show_form(request, "layouts/form.html", form, context, refused=refused)


@require_http_methods(["GET", "POST"])
def begin_bulletin(request: HttpRequest) -> HttpResponse:
    """Begin a bulletin of several approved reports."""
    require_permission(request.user, Permission.WRITE_LEARNING)
    reports = list(for_bulletin(request.user))
    form = forms.BulletinForm(request.POST if request.method == "POST" else None, reports=reports)
    back = reverse("learning:bulletin_list")
    context = {
        "title": "Begin a bulletin", "button": "Begin", "back": back, "cancel": back, "back_text": "Bulletins",
        "lead": "It begins with what each report has shown. The guard searches it for everybody of all the cases.",
        "reports": reports,
    }  # fmt: skip
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            made = services.begin_bulletin(**form.given(), by=request.user)
        except Refused as no:
            refused = no
        else:
            messages.success(request, "The bulletin is begun with what its reports have shown.")
            return redirect(made.edit_url)
    return show_form(request, "learning/begin_bulletin.html", form, context, refused=refused)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int, of: str = REPORT) -> HttpResponse:
    """Write in it. What was typed and not saved stands there again; what the guard found stands beside it."""
    found = paper_to_write(request, pk, of)
    draft = found.drafts.filter(owner=request.user.pk).first()
    kept = draft.typed if draft else {}
    stands = {"title": found.title, **{section.key: text for section, text in found.parts()}}
    version = draft.of_version if draft and kept else found.version
    form = forms.EditForm(
        request.POST if request.method == "POST" else None, form=found.form,
        initial={**stands, **kept, "version": version},
    )  # fmt: skip
    said = guarded(found)
    context: dict[str, Any] = {
        **way_back(found), "title": f"Write the {of}", "cancel": found.get_absolute_url(), "report": found,
        "may_fill": not found.is_bulletin and not all(text.strip() for text in stands.values()),
        "draft": draft if kept else None, "guarded": said, "keep_url": found.page("keep"),
        "rows": [(form[key], found_in(found, said, key, request.POST)) for key in stands],
    }  # fmt: skip
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            services.edit(found, form.text(), version=form.cleaned_data["version"], by=request.user)
        except Refused as no:
            refused = no
            context["stands"] = paper_of(request, pk, of).parts()
        else:
            messages.success(request, "Saved. The guard has looked through it.")
            return redirect(found.edit_url)
    return show_form(request, "learning/edit.html", form, context, refused=refused)


@require_POST
def fill(request: HttpRequest, pk: int) -> HttpResponse:
    """Take what the record gives to the sections in which nothing stands."""
    found = report_of(request, pk)
    policies.require_writing_in(request.user, found)
    try:
        services.fill(found, version=None, by=request.user)
    except Refused as no:
        messages.error(request, no.message)
    else:
        messages.success(request, "What the record has stands in the sections that were empty.")
    return redirect(found.edit_url)


@require_POST
def keep(request: HttpRequest, pk: int, of: str = REPORT) -> JsonResponse:
    """Keep what has been typed so far, right or wrong."""
    found = paper_to_write(request, pk, of)
    try:
        typed = json.loads(request.body)
    except (ValueError, RecursionError):
        typed = None
    if not isinstance(typed, dict):
        return JsonResponse({"detail": "This cannot be read."}, status=400)
    try:
        draft = services.keep(found, typed, by=request.user)
    except Refused as no:
        return JsonResponse({"detail": no.message}, status=no.status)
    return JsonResponse({"saved_at": draft.saved_at.isoformat()})


@require_http_methods(["GET", "POST"])
def guard(request: HttpRequest, pk: int, of: str = REPORT) -> HttpResponse:
    """What the guard found, marked in the text, and a box for each thing that a person has to answer."""
    found = paper_to_write(request, pk, of)
    form = forms.AnswerForm(request.POST if request.method == "POST" else None)
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            services.answer(found, **form.cleaned_data, by=request.user)
        except Refused as no:
            refused = no
        else:
            messages.success(request, "Kept: why it may stay.")
            return redirect(found.guard_url)
    said = guarded(found)
    context = {
        **way_back(found), "title": "What the guard found", "report": found, "guarded": said,
        "marked": marked(found, said), "may_answer": found.is_draft,
    }  # fmt: skip
    return show_form(request, "learning/guard.html", form, context, refused=refused)


@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, pk: int, verb: str, of: str = REPORT) -> HttpResponse:
    """Take it one step on, as the table of its states has it."""
    found = paper_of(request, pk, of)
    if verb not in STEPS:
        raise Http404
    policies.require_step(request.user, verb, found)
    made, service, done = STEPS[verb]
    form: Any = made(request.POST if request.method == "POST" else None, initial={"version": found.version})
    label = states.MOVES[verb].label
    context = {**way_back(found), "title": label, "button": label, "lead": LEADS.get(verb, "")}
    context |= {"cancel": found.get_absolute_url(), "report": found, "missing": missing(found)}
    if verb != "submit":
        context["missing"] = []
    return act(
        request, form,
        lambda: service(found, **form.given(), version=form.cleaned_data["version"], by=request.user),
        done=done, context=context, template="learning/step.html",
    )  # fmt: skip
