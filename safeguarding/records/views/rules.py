"""How long each class of records is kept, with its source, and the page on which a manager changes it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from safeguarding.access.models import Force
from safeguarding.core import clock
from safeguarding.core.views import act
from safeguarding.records import forms, policies, services
from safeguarding.records.choices import STANDARD_OF
from safeguarding.records.selectors.reading import rule_lines
from safeguarding.records.services.ruling import last_number
from safeguarding.records.views.lists import tabs


@require_GET
def rule_list(request: HttpRequest) -> HttpResponse:
    """Every rule as it is today, and what was decided for a later day."""
    policies.require_seeing(request.user)
    context = {
        "title": "How long records are kept", "tabs": tabs(request.path),
        "lines": rule_lines(request.user.force_id, clock.today()),
        "may_change": policies.may_change_rules(request.user),
    }  # fmt: skip
    return render(request, "records/rules.html", context)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, key: str) -> HttpResponse:
    """Change a rule from a day on. The version before stays, and what was decided by it too."""
    user = request.user
    policies.require_changing_rules(user)
    if key not in STANDARD_OF:
        raise Http404
    force = Force.objects.get(pk=user.force_id or 0)
    line = next(one for one in rule_lines(force.pk, clock.today()) if one.rule.key == key)
    rule = line.later or line.rule
    initial = {
        "version": last_number(force, key), "years": rule.years, "until_age": rule.until_age,
        "review_every": rule.review_every, "source": rule.source,
    }  # fmt: skip
    form = forms.RuleForm(
        request.POST if request.method == "POST" else None, initial=initial,
        has_age=STANDARD_OF[key].until_age is not None,
    )  # fmt: skip
    back = reverse("records:rule_list")
    context: dict[str, Any] = {
        "title": f"Change how long is kept: {rule.label[:1].lower()}{rule.label[1:]}", "back": back, "cancel": back,
        "back_text": "How long records are kept", "button": "Change the rule",
        "lead": f"It may not be less than its source asks for. {STANDARD_OF[key].least_source}.",
    }  # fmt: skip
    return act(
        request, form, lambda: services.change_rule(key, **form.given(), by=user),
        done="The rule is changed from that day on. The version before stays on record.", context=context,
    )  # fmt: skip
