"""A pattern of low-level concerns about one adult, and the fresh decision it forces."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from safeguarding.cases.forms.triage import PatternForm
from safeguarding.cases.models import PatternReview
from safeguarding.cases.selectors import triage as selectors
from safeguarding.cases.services.patterns import decide_pattern
from safeguarding.cases.views.triage.found import note_reading, seen_pattern, user_of
from safeguarding.core.errors import Refused
from safeguarding.core.views import show_form
from safeguarding.deadlines.selectors import next_for


@require_http_methods(["GET", "POST"])
def pattern(request: HttpRequest, pk: int) -> HttpResponse:
    """The concerns beside each other, and the decision over all of them."""
    user, review = user_of(request), seen_pattern(request, pk)
    kept = list(selectors.low_level_about(user, review))
    owners = selectors.pattern_owners(review)
    form = PatternForm(request.POST or None, owners=owners, initial={"version": review.version, "owner": user})
    if request.method == "GET":
        note_reading(user, review, "triage: pattern")
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            made = decide_pattern(review=review, by=user, **form.decision())
        except Refused as no:
            refused = no
        else:
            messages.success(request, _done(made))
            return redirect(made.case or f"{reverse('cases:triage_queue')}?queue=patterns")
    context = {
        "review": review, "kept": kept, "hidden": max(review.count - len(kept), 0),
        "clock": next_for("pattern", [review.pk]).get(review.pk), "title": "Low-level concerns that form a pattern",
        "breadcrumbs": [("Triage", reverse("cases:triage_queue")), ("Pattern", "")],
    }  # fmt: skip
    return show_form(request, "triage/pattern.html", form, context, refused=refused)


def _done(made: PatternReview) -> str:
    if made.case:
        return f"The pattern was opened as {made.case.reference}. Next: look at its clocks and send what is due first."
    return "The pattern stays low-level. The next low-level concern about this adult asks for a decision again."
