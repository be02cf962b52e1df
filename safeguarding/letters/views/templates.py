"""The templates of the force: by kind of letter, written, previewed with made-up facts, approved by another."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from safeguarding.audit.views import list_file
from safeguarding.core import clock
from safeguarding.core.errors import Refused
from safeguarding.core.templatetags.words import day
from safeguarding.core.views import act, show_form
from safeguarding.letters import forms, policies, services, states
from safeguarding.letters.choices import LetterKind, TemplateStatus
from safeguarding.letters.models import LetterTemplate
from safeguarding.letters.rules import marks
from safeguarding.letters.rules.fields import examples_of, fields_of
from safeguarding.letters.selectors.filling import words_of
from safeguarding.letters.selectors.reading import templates, templates_by_kind
from safeguarding.letters.services import papers

COLOURS = {TemplateStatus.DRAFT: "yellow", TemplateStatus.APPROVED: "green", TemplateStatus.WITHDRAWN: "grey"}
HEADINGS = ("Letter", "Version", "Title", "Where it stands", "Used from", "Written by", "Approved by")
BOTH = ["GET", "POST"]


@require_GET
def template_list(request: HttpRequest) -> HttpResponse:
    """Every kind of letter: what is in force, and what waits to be approved."""
    policies.require_keeping(request.user)
    kinds = templates_by_kind(request.user)
    rows = [row for one in kinds for row in one.versions]
    file = list_file(request, "letter-templates", what="Templates of letters", headings=HEADINGS, found=rows,
                     cells=_line)  # fmt: skip
    if file:
        return file
    return render(request, "letters/templates.html", {"title": "Templates of letters", "kinds": kinds})


def _line(row: LetterTemplate) -> tuple[Any, ...]:
    return (
        row.get_kind_display(), row.number, row.title, row.get_status_display(), day(row.effective_from),
        row.written_by, row.approved_by or "",
    )  # fmt: skip


@require_http_methods(BOTH)
def kind(request: HttpRequest) -> HttpResponse:
    """For which letter a template is written."""
    policies.require_keeping(request.user)
    form = forms.KindForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return redirect("letters:template_add", form.cleaned_data["kind"])
    context = {**_to_list(), "title": "Write a template", "button": "Continue"}
    return show_form(request, "layouts/form.html", form, context)


@require_http_methods(BOTH)
def add(request: HttpRequest, kind: str) -> HttpResponse:
    """Write the next version, beginning with what is in force."""
    policies.require_keeping(request.user)
    if kind not in LetterKind.values or request.user.force is None:
        raise Http404
    _, title, body = words_of(request.user.force, kind)
    now = {"title": title, "body": body, "effective_from": clock.today()}
    form = forms.TemplateForm(request.POST if request.method == "POST" else None, initial=now)
    return _written(
        request, form, lambda: services.write_template(kind=kind, by=request.user, **form.cleaned_data), kind,
        {**_to_list(), "title": f"Write a template: {LetterKind(kind).label}", "button": "Save the draft"},
    )  # fmt: skip


@require_http_methods(BOTH)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a draft."""
    found = _found(request, pk)
    now = {name: getattr(found, name) for name in ("title", "body", "effective_from", "version")}
    form = forms.ChangeTemplateForm(request.POST if request.method == "POST" else None, initial=now)
    return _written(
        request, form, lambda: services.change_template(template=found, by=request.user, **form.cleaned_data),
        found.kind, {**_back(found), "title": f"Change the draft: {found.get_kind_display()}"},
    )  # fmt: skip


@require_GET
def template(request: HttpRequest, pk: int) -> HttpResponse:
    """One version as a letter would look, with made-up facts."""
    found = _found(request, pk)
    filled = marks.fill(found.body, examples_of(found.kind))
    moves = [move for move in states.TEMPLATE_MOVES.values() if found.status in move.sources]
    wrote = policies.wrote(request.user, found)
    if wrote:
        moves = [move for move in moves if move.verb != "approve"]
    context = {
        **_to_list(), "template": found, "blocks": marks.blocks(filled), "moves": moves,
        "colour": COLOURS[TemplateStatus(found.status)],
        "waits_for_another": wrote and found.status == TemplateStatus.DRAFT,
    }  # fmt: skip
    return render(request, "letters/template.html", context)


@require_GET
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The PDF as it would come out, with made-up facts: to be looked at before it goes live."""
    found = _found(request, pk)
    return HttpResponse(
        papers.preview(found), content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="preview-{found.kind}-{found.number}.pdf"'},
    )  # fmt: skip


@require_http_methods(BOTH)
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve a draft."""
    found = _found(request, pk)
    policies.require_approving(request.user, found)
    form = forms.StepForm(request.POST if request.method == "POST" else None, initial={"version": found.version})
    lead = f"Letters begun from {day(found.effective_from)} are written with it. It is not changed any more."
    return act(
        request, form, lambda: services.approve_template(template=found, by=request.user, **form.cleaned_data),
        done="The template is approved.",
        context={**_back(found), "title": "Approve this template", "lead": lead, "button": "Approve it"},
    )  # fmt: skip


@require_http_methods(BOTH)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a version out of use."""
    found = _found(request, pk)
    form = forms.WithdrawForm(request.POST if request.method == "POST" else None, initial={"version": found.version})
    lead = "The version before it is used again; where there is none, the text that comes with the application."
    return act(
        request, form, lambda: services.withdraw_template(template=found, by=request.user, **form.cleaned_data),
        done="The template is withdrawn.",
        context={
            **_back(found), "title": "Withdraw this template", "lead": lead, "button": "Withdraw it",
            "button_danger": True,
        },
    )  # fmt: skip


def _written(request: HttpRequest, form: Any, does: Any, kind: str, context: dict[str, Any]) -> HttpResponse:
    """The form with the fields that may stand in the text; what is wrong in it is said with line and place."""
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(does())
        except Refused as no:
            refused = no
    fields = list(fields_of(kind).values())
    return show_form(request, "letters/template_form.html", form, {**context, "fields": fields}, refused=refused)


def _found(request: HttpRequest, pk: int) -> LetterTemplate:
    policies.require_keeping(request.user)
    return get_object_or_404(templates(LetterTemplate.objects.visible_to(request.user)), pk=pk)


def _to_list() -> dict[str, Any]:
    address = reverse("letters:templates")
    return {"back": address, "back_text": "Templates of letters", "cancel": address}


def _back(found: LetterTemplate) -> dict[str, Any]:
    address = found.get_absolute_url()
    return {"back": address, "back_text": str(found), "cancel": address}
