"""Logging a concern: one question a page, kept as it is typed, sent once."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from safeguarding.access.choices import Permission
from safeguarding.access.policies import require_permission
from safeguarding.cases.choices import CHECK, InDanger, LogStep
from safeguarding.cases.forms.concern_draft import DraftReading, named_parties, read
from safeguarding.cases.forms.concern_steps import STEP_FORMS, StepForm
from safeguarding.cases.models import ConcernDraft
from safeguarding.cases.selectors.concerns import unsent_concerns
from safeguarding.cases.services import drafts
from safeguarding.cases.services.concerns import log_concern
from safeguarding.core.errors import Invalid, Refused
from safeguarding.core.views import show_form

STEPS = [str(step) for step in LogStep]
KEPT = "Your answers are kept. You have not sent the concern yet."


@require_http_methods(["GET", "POST"])
def log_start(request: HttpRequest) -> HttpResponse:
    """Begin a concern, or go on with one that was not sent."""
    require_permission(request.user, Permission.LOG_CONCERN)
    if request.method == "POST":
        draft = drafts.start_draft(by=request.user)
        return redirect("cases:log_step", draft.key, STEPS[0])
    return render(request, "concerns/start.html", {"drafts": unsent_concerns(request.user)})


@require_http_methods(["GET", "POST"])
def log_step(request: HttpRequest, key: uuid.UUID, step: str) -> HttpResponseBase:
    """One page of questions; the last one checks all answers and sends them."""
    draft = own_draft(request, key)
    if draft.concern:
        return redirect("cases:log_sent", draft.concern.reference)
    if step == CHECK:
        return send(request, draft) if request.method == "POST" else check(request, draft)
    if step not in STEPS:
        return redirect("cases:log_step", key, STEPS[0])
    return take_answers(request, draft, step) if request.method == "POST" else show_step(request, draft, step)


@require_POST
def log_keep(request: HttpRequest, key: uuid.UUID, step: str) -> JsonResponse:
    """Keep what has been typed so far on a page, right or wrong."""
    draft = own_draft(request, key)

    def save(raw: dict[str, Any]) -> ConcernDraft:
        return drafts.save_step(draft, step=step, raw=raw, by=request.user, page=drafts.first(raw, drafts.PAGE))

    return keep(request, save)


@require_http_methods(["GET", "POST"])
def log_delete(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Delete a concern that was not sent."""
    draft = own_draft(request, key)
    if draft.concern:
        return redirect("cases:log_sent", draft.concern.reference)
    if request.method == "POST":
        drafts.delete_draft(draft, by=request.user)
        messages.success(request, "The concern you had not sent is deleted.")
        return redirect("cases:my_concerns")
    return render(request, "concerns/delete.html", {"draft": draft, "back": reverse("cases:my_concerns")})


def own_draft(request: HttpRequest, key: uuid.UUID) -> ConcernDraft:
    """The user's own draft; anybody else's does not exist."""
    return get_object_or_404(ConcernDraft.objects.select_related("concern"), key=key, owner=request.user)


def show_step(request: HttpRequest, draft: ConcernDraft, step: str) -> HttpResponse:
    """The page with what was typed before; with `?wrong`, with what is wrong about it."""
    raw = draft.answers.get(step)
    if "wrong" in request.GET:
        form = read(draft, user=request.user).steps[step]
    else:
        form = STEP_FORMS[step](user=request.user, raw=raw)
    return step_page(request, draft, form)


def take_answers(request: HttpRequest, draft: ConcernDraft, step: str) -> HttpResponse:
    """Keep what was typed whatever it is, then go on if it is right."""
    form = STEP_FORMS[step](request.POST, user=request.user)
    try:
        draft = drafts.save_step(
            draft, step=step, raw=form.raw(), by=request.user, page=request.POST.get(drafts.PAGE, ""), is_sent=True
        )
    except Invalid as refused:
        return step_page(request, draft, form, refused=refused)
    if "leave" in request.POST:
        messages.success(request, KEPT)
        return redirect("cases:my_concerns")
    if not form.is_valid():
        return step_page(request, draft, form)
    if step == LogStep.WHO and not draft.answers.get("parties"):
        form.add_error(None, "Add the people who are involved, or somebody you do not know")
        return step_page(request, draft, form)
    return redirect(next_address(request, draft, step))


def step_page(
    request: HttpRequest, draft: ConcernDraft, form: StepForm, refused: Refused | None = None
) -> HttpResponse:
    step = form.step
    context: dict[str, Any] = {
        "draft": draft,
        "step": step,
        "title": LogStep(step).label,
        "number": STEPS.index(step) + 1,
        "count": len(STEPS) + 1,
        "back": back_address(request, draft, step),
        "keep_url": reverse("cases:log_keep", args=[draft.key, step]),
        "page_key": uuid.uuid4().hex,
        "is_danger": draft.answers.get(LogStep.DANGER, {}).get("in_danger") == [InDanger.YES],
    }
    if step == LogStep.WHO:
        context["parties"] = named_parties(draft, user=request.user)
    return show_form(request, f"concerns/steps/{step}.html", form, context, refused=refused)


def back_address(request: HttpRequest, draft: ConcernDraft, step: str) -> str:
    if "change" in request.GET:
        return reverse("cases:log_step", args=[draft.key, CHECK])
    position = STEPS.index(step)
    return reverse("cases:log_step", args=[draft.key, STEPS[position - 1]]) if position else reverse("cases:log_start")


def next_address(request: HttpRequest, draft: ConcernDraft, step: str) -> str:
    """The next question, or the check when an answer was changed from there."""
    position = STEPS.index(step) + 1
    following = CHECK if "change" in request.GET or position == len(STEPS) else STEPS[position]
    return reverse("cases:log_step", args=[draft.key, following])


def check(request: HttpRequest, draft: ConcernDraft) -> HttpResponse:
    """Every answer, with the way to change it."""
    reading = read(draft, user=request.user)
    problems = {step for step, _ in reading.problems()}
    context = {
        "draft": draft,
        "sections": [section(draft, reading, step, step in problems) for step in STEPS],
        "problems": problems,
        "back": reverse("cases:log_step", args=[draft.key, STEPS[-1]]),
    }
    return render(request, "concerns/check.html", context)


def section(draft: ConcernDraft, reading: DraftReading, step: str, is_wrong: bool) -> dict[str, Any]:
    form = reading.steps[step]
    return {
        "step": step,
        "title": LogStep(step).label,
        "rows": list(form.rows()) if form.is_valid() and step in reading.visited else [],
        "parties": reading.parties if step == LogStep.WHO else None,
        "is_wrong": is_wrong,
        "href": f"{reverse('cases:log_step', args=[draft.key, step])}?change=1",
    }


def send(request: HttpRequest, draft: ConcernDraft) -> HttpResponse:
    """Send it; an answer that is missing or wrong leads to its page instead."""
    reading = read(draft, user=request.user)
    problem = next(reading.problems(), None)
    if problem is not None:
        return redirect(problem_address(draft, *problem))
    concern = log_concern(reading.answers(), by=request.user, draft=draft)
    return redirect("cases:log_sent", concern.reference)


def problem_address(draft: ConcernDraft, step: str, party: str) -> str:
    if party:
        return f"{reverse('cases:log_party', args=[draft.key, party])}?change=1&wrong=1"
    return f"{reverse('cases:log_step', args=[draft.key, step])}?change=1&wrong=1"


def keep(request: HttpRequest, save: Callable[[dict[str, Any]], ConcernDraft]) -> JsonResponse:
    """Read what the page sends as it is typed, and save it. What cannot be kept is refused in words."""
    try:
        raw = json.loads(request.body)
    except (ValueError, RecursionError):
        return JsonResponse({"detail": "This cannot be read."}, status=400)
    if not isinstance(raw, dict):
        return JsonResponse({"detail": "This cannot be read."}, status=400)
    try:
        draft = save(raw)
    except Refused as refused:
        return JsonResponse({"detail": refused.message}, status=refused.status)
    return JsonResponse({"saved_at": draft.saved_at.isoformat()})
