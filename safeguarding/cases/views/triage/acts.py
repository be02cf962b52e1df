"""What a lead may do with a concern before deciding it, and joining it to a case: each on its own page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from safeguarding.cases.choices import ConcernStatus
from safeguarding.cases.forms.triage import IndicatorsForm, JoinForm, QuestionForm, SplitForm
from safeguarding.cases.models import Concern
from safeguarding.cases.rules.threshold import propose
from safeguarding.cases.selectors import triage as selectors
from safeguarding.cases.selectors.facts import facts_of
from safeguarding.cases.services import enquiries
from safeguarding.cases.services.triage import decide
from safeguarding.cases.views.triage.found import concern_to_triage, note_reading, user_of, way_back
from safeguarding.core.errors import Conflict, Refused
from safeguarding.core.forms import GovForm
from safeguarding.core.views import show_form

MOST_SUGGESTED = 10


@require_http_methods(["GET", "POST"])
def concern_ask(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask the reporter a question: it goes to their page."""
    found = _waiting(request, reference)
    form = QuestionForm(request.POST or None, initial={"version": found.version})

    def act(said: dict[str, Any]) -> str:
        enquiries.ask(concern=found, by=user_of(request), text=said["text"], version=said["version"])
        return "The question was sent to the reporter. The concern waits for the answer; its clock goes on."

    page = {"title": "Ask the reporter a question", "button": "Send question"}
    return _act(request, found, form, "triage/act.html", page, act)


@require_http_methods(["GET", "POST"])
def concern_indicators(request: HttpRequest, reference: str) -> HttpResponse:
    """Note indicators that the words show: the proposal is worked out with them."""
    found = _waiting(request, reference)
    already = {row.indicator for row in found.indicators.all()}
    form = IndicatorsForm(request.POST or None, initial={"version": found.version}, already=already)

    def act(said: dict[str, Any]) -> str:
        enquiries.add_indicators(concern=found, by=user_of(request), **said)
        return "The indicators were noted. The proposal was worked out anew."

    lead = "What the reporter ticked stays. Add what their words show and they did not tick."
    return _act(
        request, found, form, "triage/act.html", {"title": "Add indicators", "button": "Add", "lead": lead}, act
    )


@require_http_methods(["GET", "POST"])
def concern_split(request: HttpRequest, reference: str) -> HttpResponse:
    """Make a second concern of a part of this one."""
    found = _waiting(request, reference)
    form = SplitForm(request.POST or None, initial={"version": found.version}, concern=found)

    def act(said: dict[str, Any]) -> str:
        sibling = enquiries.split(
            concern=found, parties=form.chosen_parties(), about=said["about"], indicators=said["indicators"],
            by=user_of(request), version=said["version"],
        )  # fmt: skip
        return f"{sibling.reference} was made. Decide it on its own; its clock runs from when {reference} was received."

    lead = "Split a concern that tells of two separate matters. Each gets its own reference and its own decision."
    page = {"title": "Split this concern", "button": "Make the other concern", "lead": lead}
    return _act(request, found, form, "triage/act.html", page, act)


@require_http_methods(["GET", "POST"])
def concern_join(request: HttpRequest, reference: str) -> HttpResponse:
    """Join the concern to a case that is open and that the user works on."""
    found, user = _waiting(request, reference), user_of(request)
    suggested = list(selectors.cases_about_the_same(user, found)[:MOST_SUGGESTED])
    proposal = propose(facts_of(found))
    form = JoinForm(
        request.POST or None, suggested=suggested, joinable=selectors.joinable_cases(user, found),
        initial={"version": found.version, "is_abuse_of_position": "yes" if proposal.is_abuse_of_position else "no"},
    )  # fmt: skip

    def act(said: dict[str, Any]) -> str:
        made = decide(found, form.verdict(), version=form.cleaned_data["version"], by=user)
        return f"{found.reference} was joined to {made.case}. Its people and facts are there now."

    lead = "Its people, its facts and its referrals go into the case. It is decided with this."
    page = {"title": "Join to an open case", "button": "Join", "lead": lead}
    return _act(request, found, form, "triage/act.html", page, act)


def _waiting(request: HttpRequest, reference: str) -> Concern:
    """The concern, read for an act on it. One that has been decided is past all of these."""
    found = concern_to_triage(request, reference)
    if found.status == ConcernStatus.DECIDED:
        raise Conflict(f"{reference} has been decided.")
    if request.method == "GET":
        note_reading(user_of(request), found, "triage: act on a concern")
    return found


def _act(
    request: HttpRequest,
    found: Concern,
    form: GovForm,
    template: str,
    page: dict[str, Any],
    act: Callable[[dict[str, Any]], str],
) -> HttpResponse:
    """Check the shape, make the one service call, go back with a word of what was done."""
    context = {"concern": found, "cancel": found.get_absolute_url(), **page, **way_back(found)}
    if not (request.method == "POST" and form.is_valid()):
        return show_form(request, template, form, context)
    try:
        done = act(form.cleaned_data)
    except Refused as refused:
        return show_form(request, template, form, context, refused=refused)
    messages.success(request, done)
    return redirect(found)
