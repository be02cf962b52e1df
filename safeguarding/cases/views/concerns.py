"""My concerns: received, being looked at, decided, and nothing else."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from safeguarding.audit.views import list_file
from safeguarding.cases.choices import ReporterState
from safeguarding.cases.forms.concern_notes import AdditionForm, AnswerForm
from safeguarding.cases.models import Concern
from safeguarding.cases.selectors import concerns as selectors
from safeguarding.cases.selectors.routing import is_routed_past_somebody
from safeguarding.cases.services.concern_notes import add_to_concern, answer_question
from safeguarding.core import clock
from safeguarding.core.errors import Refused
from safeguarding.core.templatetags.words import moment
from safeguarding.core.views import show_form

A_PAGE = 50
HEADINGS = ("Reference", "Sent", "How far it is", "Question for you", "Next expected by")


@require_GET
def my_concerns(request: HttpRequest) -> HttpResponse:
    """The concerns the user sent, and those they began and have not sent."""
    found = selectors.my_concerns(request.user)
    file = list_file(request, "my-concerns", what="Concerns", headings=HEADINGS, found=found, cells=_line)
    if file:
        return file
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    drafts = selectors.unsent_concerns(request.user)
    context = {"page": page, "drafts": drafts, "now": clock.now(), "title": "My concerns"}
    return render(request, "concerns/mine.html", context)


def _line(concern: Any) -> tuple[str, ...]:
    expected = concern.expected_by if concern.reporter_state != "decided" else None
    question = "Yes" if concern.questions else "No"
    state = ReporterState(concern.reporter_state).label
    return concern.reference, moment(concern.received_at), str(state), question, moment(expected) if expected else ""


@require_GET
def my_concern(request: HttpRequest, reference: str) -> HttpResponse:
    """One concern the user sent: how far it is, what the team asked, and a way to add to it."""
    concern: Any = own_concern(request, reference)
    context = {
        "concern": concern,
        "is_late": bool(not concern.questions and concern.expected_by and concern.expected_by < clock.now()),
        "questions": selectors.questions_to(request.user, concern),
        "additions": selectors.additions_of(request.user, concern),
        "back": reverse("cases:my_concerns"),
        "back_text": "My concerns",
    }
    return render(request, "concerns/mine_one.html", context)


@require_http_methods(["GET", "POST"])
def my_concern_add(request: HttpRequest, reference: str) -> HttpResponse:
    """Add something to a concern that was sent."""
    concern = own_concern(request, reference)
    form, refused = AdditionForm(request.POST if request.method == "POST" else None), None
    if request.method == "POST" and form.is_valid():
        try:
            add_to_concern(concern, text=form.cleaned_data["text"], by=request.user)
        except Refused as no:
            refused = no
        else:
            messages.success(request, f"What you added to {reference} was sent to the team.")
            return redirect("cases:my_concern", reference)
    context = {"concern": concern, "back": reverse("cases:my_concern", args=[reference]), "button": "Send"}
    context["title"] = f"Add to {reference}"
    return show_form(request, "concerns/add.html", form, context, refused=refused)


@require_http_methods(["GET", "POST"])
def my_concern_answer(request: HttpRequest, reference: str, question: int) -> HttpResponse:
    """Answer a question the team asked."""
    concern = own_concern(request, reference)
    asked = get_object_or_404(selectors.questions_to(request.user, concern), pk=question)
    form, refused = AnswerForm(request.POST if request.method == "POST" else None), None
    if request.method == "POST" and form.is_valid():
        try:
            answer_question(asked, text=form.cleaned_data["text"], by=request.user)
        except Refused as no:
            refused = no
        else:
            messages.success(request, "Your answer was sent to the team.")
            return redirect("cases:my_concern", reference)
    context = {"concern": concern, "asked": asked, "back": reverse("cases:my_concern", args=[reference])}
    context |= {"title": "Answer the team’s question", "button": "Send answer"}
    return show_form(request, "concerns/answer.html", form, context, refused=refused)


@require_GET
def log_sent(request: HttpRequest, reference: str) -> HttpResponse:
    """The concern was sent: its reference, what happens next and by when, and what to do now."""
    concern = own_concern(request, reference)
    past = is_routed_past_somebody(concern, reporter=request.user)
    return render(request, "concerns/sent.html", {"concern": concern, "is_routed_past_somebody": past})


def own_concern(request: HttpRequest, reference: str) -> Concern:
    """A concern the user sent; anybody else's does not exist."""
    return get_object_or_404(selectors.my_concerns(request.user), reference=reference)
