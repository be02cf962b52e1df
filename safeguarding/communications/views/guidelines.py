"""The rules, how often each failed and where, and the numbers they go by."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from safeguarding.communications import policies
from safeguarding.communications.forms.asking import NumberForm
from safeguarding.communications.models import Threshold
from safeguarding.communications.rules.catalogue import BY_NAME as RULE_BY_NAME
from safeguarding.communications.rules.catalogue import RULES
from safeguarding.communications.selectors.elsewhere import failures_elsewhere
from safeguarding.communications.selectors.failures import failures_by_rule, failures_of
from safeguarding.communications.selectors.numbers import BY_NAME, NUMBERS, history_of, limits_on, read, words_of
from safeguarding.communications.services.numbers import set_number
from safeguarding.communications.views.contact_found import tabs
from safeguarding.core import clock
from safeguarding.risk.views.found import act


@require_GET
def rules(request: HttpRequest) -> HttpResponse:
    """Every rule: what it says, whom it holds for, where it comes from, how often it failed and where."""
    failed, elsewhere = failures_by_rule(request.user), failures_elsewhere(request.user)
    limits = limits_on(request.user.force_id or 0, clock.today())
    found = [
        {
            "rule": rule, "where": failed[rule.name], "elsewhere": elsewhere.get(rule.name, []),
            "count": sum(one.count for one in (*failed[rule.name], *elsewhere.get(rule.name, ()))),
            "numbers": [(BY_NAME[name].label, words_of(name, getattr(limits, name))) for name in rule.numbers],
        }
        for rule in RULES
    ]  # fmt: skip
    context = {
        "title": "The rules of communication", "rules": found, "tabs": tabs(request),
        "total": sum(one["count"] for one in found),
    }  # fmt: skip
    return render(request, "communications/rules.html", context)


@require_GET
def rule(request: HttpRequest, name: str) -> HttpResponse:
    """One rule: how often it failed month by month, in which schemes and teams, and the numbers it went by."""
    found = RULE_BY_NAME.get(name)
    if found is None:
        raise Http404
    elsewhere = failures_elsewhere(request.user).get(name, [])
    over = failures_of(request.user, name, today=clock.today())
    force = request.user.force_id or 0
    limits = limits_on(force, clock.today())
    context = {
        "title": f"{found.name} {found.title}", "rule": found, "over": over, "elsewhere": elsewhere,
        "total": over.count + sum(one.count for one in elsewhere),
        "numbers": [(BY_NAME[one].label, words_of(one, getattr(limits, one))) for one in found.numbers],
        "rows": _set(force, found.numbers), "today": clock.today(),
        "back": reverse("communications:rules"), "back_text": "The rules of communication",
    }  # fmt: skip
    return render(request, "communications/rule.html", context)


def _set(force: int, names: Iterable[str]) -> list[tuple[str, str, Threshold]]:
    """What was set of these numbers, the newest first, in words."""
    wanted = set(names)
    rows = [row for row in history_of(force) if row.name in wanted]
    return [(BY_NAME[row.name].label, words_of(row.name, read(row.name, row.value)), row) for row in rows]


@require_GET
def numbers(request: HttpRequest) -> HttpResponse:
    """The numbers that the rules go by in the user's force, and every one that was set before."""
    force = request.user.force_id or 0
    limits = limits_on(force, clock.today())
    context: dict[str, Any] = {
        "title": "The numbers that the rules go by", "tabs": tabs(request),
        "numbers": [(number.label, words_of(number.name, getattr(limits, number.name))) for number in NUMBERS],
        "rows": _set(force, BY_NAME),
        "may_set": policies.may_set_numbers(request.user), "today": clock.today(),
    }  # fmt: skip
    return render(request, "communications/numbers.html", context)


@require_http_methods(["GET", "POST"])
def number_set(request: HttpRequest) -> HttpResponse:
    """Set a number from a day on."""
    policies.require_setting_numbers(request.user)
    form = NumberForm(request.POST if request.method == "POST" else None, initial={"since": clock.today()})
    address = reverse("communications:numbers")
    context = {
        "title": "Set a number", "button": "Set it", "back": address, "back_text": "The numbers", "cancel": address,
        "lead": "Contacts before that day stay judged by the number of their own day.",
    }  # fmt: skip
    return act(
        request, form, lambda: set_number(**form.cleaned_data, by=request.user), context=context,
        done="The number is set.",
    )  # fmt: skip
