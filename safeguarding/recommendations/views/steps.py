"""A recommendation is put on record, put right, given to somebody, and taken from step to step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from safeguarding.cases.models import Case
from safeguarding.core import clock
from safeguarding.recommendations import policies, selectors, services, states
from safeguarding.recommendations.forms import steps as forms
from safeguarding.recommendations.forms.recording import AssignForm, EditForm, NewRecommendationForm
from safeguarding.recommendations.models import Recommendation
from safeguarding.recommendations.states import Who
from safeguarding.recommendations.views.found import act, posted, recommendation_for, recommendation_of, way_back


@dataclass(frozen=True)
class Page:
    """How a step looks: its form, its service, what is said afterwards, and what the form begins with."""

    form: type[forms.StepForm]
    service: Callable[..., Any]
    done: str
    initial: Callable[[Recommendation], dict[str, Any]] = field(default=lambda held: {})


def _answer(held: Recommendation) -> dict[str, Any]:
    return {name: getattr(held, name) for name in ("position", "response_text", "reasons", "reason_text")}


PAGES: dict[str, Page] = {
    "draft": Page(forms.DraftForm, services.draft, "The answer is kept. A chief officer approves it.", _answer),
    "approve": Page(forms.ApproveForm, services.approve, "The answer is approved."),
    "send_back": Page(forms.ReasonForm, services.send_back, "The answer was sent back, with what is to be changed."),
    "send": Page(
        forms.SendForm, services.send, "It is recorded that it was sent.", lambda held: {"sent_on": clock.today()}
    ),
    "publish": Page(forms.PublishForm, services.publish, "Its publication is recorded."),
    "record_answer": Page(forms.TheirAnswerForm, services.record_answer, "Their answer is recorded."),
    "begin": Page(forms.StepForm, services.begin, "It is being carried out."),
    "evidence": Page(forms.EvidenceForm, services.evidence, "It is recorded. Somebody else verifies it."),
    "verify": Page(forms.VerifyForm, services.verify, "It is verified."),
    "doubt": Page(forms.ReasonForm, services.doubt, "It goes on being carried out."),
    "close": Page(forms.ReasonForm, services.close, "It is closed."),
    "look_again": Page(forms.LookAgainForm, services.look_again, "It is recorded."),
    "ask_extension": Page(
        forms.AskExtensionForm, services.ask_extension, "It is recorded that more time was asked for.",
        lambda held: {"asked_on": clock.today()},
    ),
    "answer_extension": Page(forms.AnswerExtensionForm, services.answer_extension, "It is recorded."),
    "begin_review": Page(forms.BeginReviewForm, services.begin_review, "The clock of the answer stands still."),
    "end_review": Page(forms.EndReviewForm, services.end_review, "The clock of the answer goes on."),
}  # fmt: skip


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Put a recommendation on record, of the force or from a case."""
    policies.require_keeping(request.user)
    wanted = request.GET.get("case", "")
    case = None
    if wanted:
        case = get_object_or_404(Case.objects.fully_visible_to(request.user), reference=wanted)
    form = NewRecommendationForm(posted(request), initial={"addressee": request.user.force})
    address = reverse("recommendations:of_case", args=[case.reference]) if case else reverse("recommendations:board")
    lead = f"From case {case.reference}. Others see it once it is put on the board." if case else ""
    context = {
        "title": "Put a recommendation on record", "button": "Put it on record", "back": address, "cancel": address,
        "back_text": case.reference if case else "Recommendations", "lead": lead,
    }  # fmt: skip
    return act(
        request, form, lambda: services.record_recommendation(form.recommendation(case), by=request.user),
        context=context, done="The recommendation is on record.", to=Recommendation.get_absolute_url,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Put right what is written of it."""
    found = recommendation_for(request, pk, Who.KEEPER)
    names = ("title", "text", "background", "their_reference", "made_public_on", "version")
    form = EditForm(posted(request), initial={name: getattr(found, name) for name in names})
    return act(
        request, form,
        lambda: services.edit(found, form.details(), version=form.cleaned_data["version"], by=request.user),
        context={**way_back(found), "title": "Put this recommendation right"},
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Give it to somebody."""
    found = recommendation_for(request, pk, Who.KEEPER)
    policies.require_assigning(request.user, found)
    form = AssignForm(
        posted(request), owners=selectors.possible_owners(found, request.user),
        initial={"version": found.version, "owner": found.owner_id},
    )  # fmt: skip
    return act(
        request, form, lambda: services.assign(found, **form.cleaned_data, by=request.user),
        context={**way_back(found), "title": "Who sees to it?"}, done="They have been told.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """Put it on the board of the force."""
    found = recommendation_for(request, pk, Who.KEEPER)
    form = forms.StepForm(posted(request), initial={"version": found.version})
    lead = (
        "Everybody in the force who sees recommendations will see it, and it may go out to public bodies that ask. "
        "Which case it came from is shown only to who sees that case. Read it once more: it must name nobody."
    )
    return act(
        request, form, lambda: services.release(found, **form.cleaned_data, by=request.user),
        context={**way_back(found), "title": "Put it on the board of the force", "lead": lead, "button": "Put it on"},
        done="It is on the board of the force.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Take a recommendation one step on, as the table of its states has it."""
    found = recommendation_of(request, pk)
    page = PAGES.get(verb)
    if page is None:
        raise Http404
    move = states.MOVES[verb]
    policies.require(request.user, move.who, found)
    form = page.form(posted(request), initial={**page.initial(found), "version": found.version})
    return act(
        request, form,
        lambda: page.service(found, **form.given(), version=form.cleaned_data["version"], by=request.user),
        context={**way_back(found), "title": move.label, "button": move.label}, done=page.done,
    )  # fmt: skip
