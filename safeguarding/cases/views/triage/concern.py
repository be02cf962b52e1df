"""One concern: as it was told, what is proposed and why, what is known already, and the decision."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from safeguarding.access.choices import Permission
from safeguarding.access.policies import has_permission, require_permission
from safeguarding.audit.choices import Purpose
from safeguarding.audit.services import consult
from safeguarding.cases import policies
from safeguarding.cases.choices import ConcernStatus, Route, Threshold
from safeguarding.cases.forms.triage import ANSWER_NAMES, AnswersForm, DecisionForm
from safeguarding.cases.models import Concern, ConcernParty, ThresholdDecision
from safeguarding.cases.rules.threshold import Facts, Proposal, propose
from safeguarding.cases.selectors import triage as selectors
from safeguarding.cases.selectors.facts import clocks_ahead, facts_of, named_in
from safeguarding.cases.services import enquiries
from safeguarding.cases.services.triage import decide
from safeguarding.cases.views.triage.found import (
    concern_to_triage,
    note_reading,
    seen_concern,
    user_of,
    way_back,
)
from safeguarding.cases.views.triage.queue import about
from safeguarding.core import clock
from safeguarding.core.errors import Refused
from safeguarding.core.views import show_form
from safeguarding.deadlines.selectors import next_for

THRESHOLD_COLOURS = {Threshold.MET: "red", Threshold.LOW_LEVEL: "yellow", Threshold.UNCLEAR: "grey"}
ANSWER_COLOURS = {"yes": "orange", "no": "green", "not_known": "grey"}


@require_GET
def concern(request: HttpRequest, reference: str) -> HttpResponse:
    """A concern. The first lead who opens it marks it as looked at; who sees only numbers gets the masked page."""
    user, found = user_of(request), seen_concern(request, reference)
    reads = policies.may_read_concern(user, found)
    note_reading(user, found, "triage: concern" if reads else "triage: concern, masked")
    if not reads:
        return render(request, "triage/masked.html", _masked(found))
    enquiries.look_at(found, by=user)
    if found.status == ConcernStatus.DECIDED or not policies.may_triage(user, found):
        return render(request, "triage/concern.html", _page(request, found, named_in(found)))
    return _show_decision(request, found)


@require_http_methods(["GET", "POST"])
def concern_decide(request: HttpRequest, reference: str) -> HttpResponse:
    """Take the decision. What was typed stays when it is refused."""
    found = concern_to_triage(request, reference)
    if request.method != "POST":
        return redirect(found)
    form = _decision_form(request, found, request.POST, facts_of(found))
    if not form.is_valid():
        return _show_decision(request, found, form)
    try:
        made = decide(found, form.verdict(), version=form.cleaned_data["version"], by=user_of(request))
    except Refused as refused:
        return _show_decision(request, found, form, refused)
    messages.success(request, _done(made))
    return redirect(made.case if made.case and _sees_case(request, made) else "cases:triage_queue")


@require_GET
def concern_reporter(request: HttpRequest, reference: str) -> HttpResponse:
    """Who reported a concern: apart, for those whose role includes it, and each look written down on its own."""
    user, found = user_of(request), seen_concern(request, reference)
    require_permission(user, Permission.SEE_REPORTER, unit_id=found.unit_id)
    reporter = selectors.reporters(found).first()
    if reporter is not None:
        consult(reporter, by=user, page="triage: who reported it", purpose=Purpose.TRIAGE)
    context = {"concern": found, "reporter": reporter.user if reporter else None, "title": "Who reported it"}
    return render(request, "triage/reporter.html", {**context, **way_back(found)})


def _show_decision(
    request: HttpRequest, found: Concern, form: DecisionForm | None = None, refused: Refused | None = None
) -> HttpResponse:
    """The page with the decision form, and the proposal worked out with the answers given so far."""
    answers = AnswersForm(_answers_data(request, form))
    named = named_in(found)
    facts = facts_of(found, answers=answers.answers(), named=named)
    proposal = propose(facts)
    context = _page(request, found, named) | {
        "answers_form": answers,
        "clocks": clocks_ahead(found, facts, proposal, now=clock.now()),
        **_proposal(proposal, facts),
    }
    if form is None:
        form = _decision_form(request, found, None, facts, proposal, answers)
    return show_form(request, "triage/concern.html", form, context, refused=refused)


def _answers_data(request: HttpRequest, form: DecisionForm | None) -> QueryDict | dict[str, Any]:
    """The four answers: from the address of the page, or from the decision that is shown again."""
    if form is None:
        return request.GET
    return {name: form.data.get(name, "") for name in ANSWER_NAMES.values()}


def _decision_form(
    request: HttpRequest,
    found: Concern,
    data: QueryDict | None,
    facts: Facts,
    proposal: Proposal | None = None,
    answers: AnswersForm | None = None,
) -> DecisionForm:
    owners = selectors.possible_owners(found.unit, concerns=[found])
    initial: dict[str, Any] = {"version": found.version, "owner": user_of(request)}
    if proposal and answers:
        initial["is_abuse_of_position"] = "yes" if proposal.is_abuse_of_position else "no"
        initial |= {name: answers.cleaned_data.get(name, "") for name in ANSWER_NAMES.values()}
    return DecisionForm(
        data, initial=initial, owners=owners, is_police=facts.has_serving_adult, has_adult=facts.has_adult
    )


def _page(request: HttpRequest, found: Concern, named: list[ConcernParty]) -> dict[str, Any]:
    """What every reader of the concern is shown: the concern as told, notes, what is known already, the decision."""
    user = user_of(request)
    made = _decision_on(found)
    triages = policies.may_triage(user, found)
    return {
        "title": found.reference,
        "concern": found,
        "parties": [party for party in named if party.concern_id == found.pk],
        "indicators": [row.get_indicator_display() for row in found.indicators.all()],
        "notes": selectors.notes_of(found),
        "splits": selectors.splits_of(user, found),
        "earlier": selectors.earlier(user, found),
        "clock": next_for("concern", [found.pk]).get(found.pk),
        "decision": made,
        "case": made.case if made and made.case_id and _sees_case(request, made) else None,
        "may_decide": triages and found.status != ConcernStatus.DECIDED,
        "may_see_reporter": has_permission(user, Permission.SEE_REPORTER, unit_id=found.unit_id),
        **way_back(found),
    }


def _decision_on(found: Concern) -> ThresholdDecision | None:
    if found.status != ConcernStatus.DECIDED:
        return None
    return found.threshold_decisions.select_related("case", "decided_by").first()


def _proposal(proposal: Proposal, facts: Facts) -> dict[str, Any]:
    return {
        "proposal": proposal,
        "threshold_label": Threshold(proposal.threshold).label,
        "threshold_colour": THRESHOLD_COLOURS[Threshold(proposal.threshold)],
        "route_label": Route(proposal.route).label,
        "answer_colours": ANSWER_COLOURS,
        "is_police": facts.has_serving_adult,
    }


def _masked(found: Concern) -> dict[str, Any]:
    """Numbers and headers: no word of what was told, nobody's name."""
    made = found.threshold_decisions.first()
    next_clock = next_for("concern", [found.pk]).get(found.pk)
    context = {"concern": found, "about": about(found), "decision": made, "clock": next_clock, "title": found.reference}
    return {**context, **way_back(found)}


def _sees_case(request: HttpRequest, made: ThresholdDecision) -> bool:
    return policies.standing(user_of(request), made.case).ways != frozenset() if made.case else False


def _done(made: ThresholdDecision) -> str:
    """What was done, and the next step."""
    reference = made.concern.reference
    if made.case:
        verb = "joined to" if made.route == Route.JOINED else "opened as"
        return f"{reference} was {verb} {made.case.reference}. Next: look at its clocks and send what is due first."
    return f"{reference} was decided: {made.get_route_display().lower()}. Its reporter is told that it is decided."
