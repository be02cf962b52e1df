"""What a concern has in common with other matters, and judging that it is not one and the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from safeguarding.audit.services import consult
from safeguarding.cases.models import Concern
from safeguarding.cases.policies import may_triage
from safeguarding.core.errors import NotAllowed
from safeguarding.core.forms import GovForm
from safeguarding.core.views import act
from safeguarding.links import policies, services
from safeguarding.links.choices import NodeKind
from safeguarding.links.forms import PictureForm, SetAsideForm, TakeUpForm
from safeguarding.links.selectors.common import link_between
from safeguarding.links.selectors.picture import picture_of
from safeguarding.links.selectors.set_aside import matter_of, set_aside_from, standing_of, without
from safeguarding.links.services.looks import note_look
from safeguarding.links.views.opening import asked_first
from safeguarding.links.views.pictures import apart, file_of, shown
from safeguarding.people.views.found import PURPOSE


def found(request: HttpRequest, reference: str) -> Concern:
    """The concern, for who reads what was told in it."""
    policies.require_to_look(request.user)
    seen = policies.readable_concerns(request.user).select_related("case_concern__case")
    return get_object_or_404(seen, reference=reference)


def waiting(request: HttpRequest, reference: str) -> Concern:
    """One that is in no case: what is in a case is judged there."""
    record = found(request, reference)
    if matter_of(record).kind != NodeKind.CONCERN:
        raise Http404
    return record


@require_GET
def concern(request: HttpRequest, reference: str) -> HttpResponse:
    """For who reads it, what it has in common with others, before anything is decided. One in a case is that case."""
    record = found(request, reference)
    inside = getattr(record, "case_concern", None)
    if inside is not None:
        return redirect("links:case", inside.case.reference)
    refused = asked_first(request)
    if refused is not None:
        return refused
    form = PictureForm(request.GET if "depth" in request.GET or "kind" in request.GET else None)
    matter = matter_of(record)
    rows = set_aside_from(matter)
    picture = picture_of(request.user, matter, without=without(rows, matter), **form.wanted())
    note_look(picture, record, by=request.user, told=request.session[PURPOSE])
    context = {
        "title": f"What is linked with {record.reference}", "name": record.reference, "concern": record,
        "aside": standing_of(request.user, rows, matter), "may_work": may_triage(request.user, record),
        "back": record.get_absolute_url(), "back_text": record.reference, **shown(picture, form),
    }  # fmt: skip
    return file_of(request, picture, record) or render(request, "links/around.html", context)


@require_http_methods(["GET", "POST"])
def set_aside(request: HttpRequest, reference: str, through: str, end: str) -> HttpResponse:
    """Judge that something found in this concern and elsewhere is not one and the same."""
    record = waiting(request, reference)
    matter = matter_of(record)
    picture = picture_of(request.user, matter, depth=2, without=without(set_aside_from(matter), matter))
    link = link_between(picture, through, end)
    if link is None:
        raise Http404
    return _judge(
        request, record, SetAsideForm(request.POST if request.method == "POST" else None),
        lambda given: services.set_aside(of=record, through=link[0].node, end=link[1].node, by=request.user, **given),
        title="Set this link aside", button="Set it aside", lead=apart(*link, record.reference),
        done="The link is set aside. It can be taken up again.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def take_up(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """It is one and the same after all."""
    record = waiting(request, reference)
    matter = matter_of(record)
    seen = {one.row.pk: one.row for one in standing_of(request.user, set_aside_from(matter), matter)}
    if pk not in seen:
        raise Http404
    row = seen[pk]
    form = TakeUpForm(request.POST if request.method == "POST" else None, initial={"version": row.version})
    return _judge(
        request, record, form, lambda given: services.take_up(of=record, row=row, by=request.user, **given),
        title="Take the link up again", button="Take it up again", lead="", done="The link is shown again.",
    )  # fmt: skip


def _judge(
    request: HttpRequest, record: Concern, form: GovForm, does: Callable[[dict[str, Any]], object], *, done: str,
    **words: str,
) -> HttpResponse:  # fmt: skip
    """The form, for who triages in the concern's unit; one look is written down as on every page of links."""
    if not may_triage(request.user, record):
        raise NotAllowed(policies.NOT_TO_JUDGE)
    refused = asked_first(request)
    if refused is not None:
        return refused
    told = request.session[PURPOSE]
    consult(record, by=request.user, page="links", purpose=told["purpose"], purpose_text=told["text"])
    back = reverse("links:concern", args=[record.reference])
    context = {**words, "back": back, "back_text": f"What is linked with {record.reference}", "cancel": back}
    return act(request, form, lambda: does(form.cleaned_data), done=done, context=context)
