"""What is done about a recommendation, whom it has to reach, and what is given to a public body that asks."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from safeguarding.assurance.choices import About
from safeguarding.assurance.selectors import requirements
from safeguarding.core import clock
from safeguarding.core.errors import Refused
from safeguarding.core.views import show_form
from safeguarding.guidance.models import PolicyDocument
from safeguarding.recommendations import policies, selectors, services
from safeguarding.recommendations.forms.recording import GiveOutForm
from safeguarding.recommendations.forms.work import (
    ActionForm,
    AudienceForm,
    ChangeAudienceForm,
    DropForm,
    FinishForm,
    GiveForm,
    ToldForm,
)
from safeguarding.recommendations.models import Dissemination
from safeguarding.recommendations.states import Who
from safeguarding.recommendations.views.found import (
    act,
    action_of,
    audience_of,
    posted,
    recommendation_for,
    recommendation_of,
    way_back,
)


@require_http_methods(["GET", "POST"])
def action_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Give somebody something to do about it."""
    found = recommendation_for(request, pk, Who.OWNER)
    form = ActionForm(posted(request), owners=selectors.possible_owners(found, request.user))
    return act(
        request, form, lambda: services.add_action(found, form.action(), by=request.user),
        context={**way_back(found), "title": "Something to be done"}, done="It is recorded, and they are told.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def action_finish(request: HttpRequest, pk: int, action_pk: int) -> HttpResponse:
    """Something was done."""
    found = recommendation_of(request, pk)
    held = action_of(found, action_pk)
    policies.require_acting(request.user, held)
    form = FinishForm(posted(request), initial={"version": held.version})
    return act(
        request, form, lambda: services.finish_action(held, **form.cleaned_data, by=request.user),
        context={**way_back(found), "title": "It is done", "lead": held.what}, done="It is recorded as done.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def action_give(request: HttpRequest, pk: int, action_pk: int) -> HttpResponse:
    """Somebody else is to do it from now on."""
    found = recommendation_of(request, pk)
    held = action_of(found, action_pk)
    policies.require(request.user, Who.OWNER, found)
    owners = selectors.possible_owners(found, request.user).exclude(pk=held.owner_id)
    form = GiveForm(posted(request), owners=owners, initial={"version": held.version})
    return act(
        request, form, lambda: services.give_action(held, **form.cleaned_data, by=request.user),
        context={**way_back(found), "title": "Give it to somebody else", "lead": f"{held.what}: {held.owner}"},
        done="They have been told, and are reminded from now on.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def action_drop(request: HttpRequest, pk: int, action_pk: int) -> HttpResponse:
    """Something is not to be done any more."""
    found = recommendation_of(request, pk)
    held = action_of(found, action_pk)
    policies.require(request.user, Who.OWNER, found)
    form = DropForm(posted(request), initial={"version": held.version})
    return act(
        request, form, lambda: services.drop_action(held, **form.cleaned_data, by=request.user),
        context={**way_back(found), "title": "It is not to be done any more", "lead": held.what},
        done="It is dropped, with the reason.",
    )  # fmt: skip


def _measures(request: HttpRequest) -> dict[str, Any]:
    courses = requirements().filter(about=About.PERSON, ended_on__isnull=True).order_by("title")
    return {"policies": PolicyDocument.objects.visible_to(request.user).order_by("title"), "courses": courses}


@require_http_methods(["GET", "POST"])
def audience_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Say whom it has to reach, how, and what shows that it did."""
    found = recommendation_for(request, pk, Who.OWNER)
    form = AudienceForm(posted(request), **_measures(request))
    return act(
        request, form,
        lambda: services.add_audience(found, form.details(form.cleaned_data["audience"]), by=request.user),
        context={**way_back(found), "title": "Whom does it have to reach?"}, done="The audience is added.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def audience_change(request: HttpRequest, pk: int, line_pk: int) -> HttpResponse:
    """Change how an audience is reached, with the reason."""
    found = recommendation_of(request, pk)
    line = audience_of(found, line_pk)
    policies.require(request.user, Who.OWNER, found)
    form = ChangeAudienceForm(posted(request), initial=_as_it_is(line), **_measures(request))
    return act(
        request, form,
        lambda: services.change_audience(
            line, form.details(""), reason=form.cleaned_data["reason"], version=form.cleaned_data["version"],
            by=request.user,
        ),
        context={**way_back(found), "title": "Change how they are reached", "lead": line.label},
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def audience_tell(request: HttpRequest, pk: int, line_pk: int) -> HttpResponse:
    """They were told, and what shows it; whether it reached them is counted."""
    found = recommendation_of(request, pk)
    line = audience_of(found, line_pk)
    policies.require(request.user, Who.OWNER, found)
    form = ToldForm(posted(request), initial={"told_on": clock.today(), "version": line.version})
    return act(
        request, form, lambda: services.tell_audience(line, **form.cleaned_data, by=request.user),
        context={**way_back(found), "title": "They were told", "lead": line.label}, done="It is recorded.",
    )  # fmt: skip


def _as_it_is(line: Dissemination) -> dict[str, Any]:
    names = ("channel", "message", "unmeasured_because", "target", "due_on", "version")
    return {**{name: getattr(line, name) for name in names}, "policy": line.policy_id, "training": line.training_id}


@require_http_methods(["GET", "POST"])
def give_out(request: HttpRequest) -> HttpResponse:
    """What may go out to a public body that asks, to read; and as a document, which is recorded."""
    policies.require_keeping(request.user)
    form, refused = GiveOutForm(posted(request)), None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = services.give_out(
                form.wanted(), recipient=given["recipient"], reason=given["reason"], by=request.user
            )
        except Refused as no:
            refused = no
        else:
            answer = HttpResponse(made.document.pdf, content_type="application/pdf")
            answer["Content-Disposition"] = f'attachment; filename="recommendations-{clock.today():%Y-%m-%d}.pdf"'
            return answer
    found = selectors.board(request.user, form.wanted())[: services.MOST_GIVEN_OUT]
    fit, again = selectors.fit_to_go_out(selectors.cards(request.user, found))
    context = {
        "title": "For a public body that asks", "back": reverse("recommendations:board"),
        "back_text": "Recommendations", "shown": selectors.going_out(fit), "left_out": again,
        "button": "Make the document", "cancel": reverse("recommendations:board"),
    }  # fmt: skip
    return show_form(request, "recommendations/give_out.html", form, context, refused=refused)
