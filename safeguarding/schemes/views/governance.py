"""Deciding about a scheme, setting its conditions and checking whether they are kept."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from safeguarding.core import clock
from safeguarding.core.forms import GovForm
from safeguarding.core.views import act
from safeguarding.schemes import rules, states
from safeguarding.schemes.choices import SchemeStatus
from safeguarding.schemes.forms import CheckForm, ConditionForm, DecisionForm, EndConditionForm
from safeguarding.schemes.models import Scheme
from safeguarding.schemes.selectors import next_check_by
from safeguarding.schemes.services import check_condition, decide, end_condition, set_condition
from safeguarding.schemes.views.found import condition_of, scheme_to_keep, way_back


@require_http_methods(["GET", "POST"])
def scheme_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a governance decision about a scheme."""
    found = scheme_to_keep(request, pk)
    today = clock.today()
    form = DecisionForm(
        request.POST if request.method == "POST" else None,
        outcomes=[(status, SchemeStatus(status).label) for status in states.NEXT[found.status]],
        initial={"version": found.version, "decided_on": today, "review_on": rules.default_review(today)},
    )
    return _act(
        request, found, form, "Record a decision", "The decision is recorded.",
        lambda: decide(
            found, form.decision(), version=form.cleaned_data["version"], by=request.user, conditions=form.conditions()
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def condition_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Set a condition."""
    found = scheme_to_keep(request, pk)
    today = clock.today()
    form = ConditionForm(
        request.POST if request.method == "POST" else None,
        initial={"set_on": today, "review_on": next_check_by(today)},
    )
    return _act(
        request, found, form, "Set a condition", "The condition is set.",
        lambda: set_condition(found, form.condition(), by=request.user),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def condition_check(request: HttpRequest, pk: int, condition_pk: int) -> HttpResponse:
    """Record whether a condition is kept."""
    found = scheme_to_keep(request, pk)
    condition = condition_of(found, condition_pk)
    today = clock.today()
    initial = {"version": condition.version, "checked_on": today, "review_on": next_check_by(today)}
    form = CheckForm(request.POST if request.method == "POST" else None, initial=initial)
    return _act(
        request, found, form, "Is it kept?", "The check is recorded.",
        lambda: check_condition(condition, form.found(), version=form.cleaned_data["version"], by=request.user),
        lead=condition.text,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def condition_end(request: HttpRequest, pk: int, condition_pk: int) -> HttpResponse:
    """End a condition."""
    found = scheme_to_keep(request, pk)
    condition = condition_of(found, condition_pk)
    form = EndConditionForm(
        request.POST if request.method == "POST" else None, initial={"version": condition.version}
    )  # fmt: skip
    return _act(
        request, found, form, "End this condition", "The condition is ended.",
        lambda: end_condition(
            condition, reason=form.cleaned_data["reason"], version=form.cleaned_data["version"], by=request.user
        ),
        lead=condition.text,
    )  # fmt: skip


def _act(
    request: HttpRequest, scheme: Scheme, form: GovForm, title: str, done: str, does: Callable[[], object],
    lead: str = "",
) -> HttpResponse:  # fmt: skip
    return act(request, form, does, done=done, context={"title": title, "lead": lead, **way_back(scheme)})
