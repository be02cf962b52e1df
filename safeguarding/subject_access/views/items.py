"""The items of a file with what is decided about them, words that may be a name, the log, and the document."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from safeguarding.audit.choices import Purpose
from safeguarding.audit.services import consult
from safeguarding.audit.views import list_file
from safeguarding.core.errors import Refused
from safeguarding.core.templatetags.words import moment
from safeguarding.core.views import show_form
from safeguarding.files.services import Damaged, Held
from safeguarding.files.views import give
from safeguarding.subject_access import forms, services
from safeguarding.subject_access.choices import Status
from safeguarding.subject_access.models import GatheredItem, ItemDecision
from safeguarding.subject_access.selectors.reading import (
    items_of,
    kinds_of,
    label_of,
    log_of,
    newest_decision,
    words_answered,
    words_asked,
)
from safeguarding.subject_access.services import Ruling
from safeguarding.subject_access.services.deciding import MOST_AT_ONCE
from safeguarding.subject_access.views.requests import request_of, way_back

A_PAGE = 30
HEADINGS = ("When", "Item", "Kind of record", "Decision", "Law", "Why", "By")


@require_http_methods(["GET", "POST"])
def items(request: HttpRequest, pk: int) -> HttpResponse:
    """The items that one reads, as they would be given; those that are ticked are decided together."""
    found = request_of(request, pk)
    narrow = forms.ItemFilter(request.GET or None, kinds=kinds_of(found, request.user))
    wanted = narrow.cleaned_data if narrow.is_bound and narrow.is_valid() else {}
    rows = items_of(found, request.user, source=wanted.get("source", ""), standing=wanted.get("standing", ""))
    form = forms.DecideForm(
        request.POST if request.method == "POST" else None,
        initial={"as_of": newest_decision(found), "which": forms.Which.TICKED},
    )  # fmt: skip
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            count = services.decide(found, _chosen(request, rows, form), _ruling(form), by=request.user)
        except Refused as no:
            refused = no
        else:
            messages.success(request, f"Decided: {count} {'item' if count == 1 else 'items'}.")
            return redirect(request.get_full_path())
    if request.method == "GET":
        consult(found, by=request.user, page="subject access items", purpose=Purpose.SUBJECT_ACCESS)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context = {
        **way_back(found), "title": f"Items of {found.reference}", "request_row": found, "page": page,
        "rows": [_shown(item) for item in page.object_list], "filter_form": narrow, "is_narrowed": narrow.is_bound,
        "may_decide": found.status == Status.DECIDING,
    }  # fmt: skip
    return show_form(request, "subject_access/items.html", form, context, refused=refused)


def _chosen(request: HttpRequest, rows: Any, form: forms.DecideForm) -> list[int]:
    which = form.cleaned_data["which"]
    if which == forms.Which.FOUND:
        # A file is looked at by somebody before it is given: one ticks it.
        open_ones = rows.filter(verdict="", file__isnull=True)
        return list(open_ones.values_list("pk", flat=True)[:MOST_AT_ONCE])
    # What somebody saw is what they decide about, whatever a page of that number holds meanwhile.
    name = "shown" if which == forms.Which.PAGE else "item"
    return [int(pk) for pk in request.POST.getlist(name) if pk.isascii() and pk.isdigit() and len(pk) < 18]


def _ruling(form: forms.DecideForm) -> Ruling:
    given = form.cleaned_data
    as_of = given["as_of"]
    return Ruling(
        given["verdict"], given["exemption"], given["reason"],
        int(as_of) if as_of.isascii() and as_of.isdigit() and len(as_of) < 18 else None,
    )  # fmt: skip


def _shown(item: GatheredItem) -> dict[str, Any]:
    return {"item": item, "label": label_of(item.source), "is_changed": item.words != item.redacted}


@require_http_methods(["GET", "POST"])
def words(request: HttpRequest, pk: int) -> HttpResponse:
    """Words that may be somebody's name: each stays or goes, in the whole file."""
    found = request_of(request, pk)
    kind = forms.WordsForm if "stays" in request.POST else forms.LeaveOutForm
    form = kind(request.POST if request.method == "POST" else None)
    refused = None
    if request.method == "POST" and form.is_valid():
        given = {**form.cleaned_data, "stays": form.cleaned_data.get("stays") in (True, "yes")}
        try:
            services.answer_words(found, **given, by=request.user)
        except Refused as no:
            refused = no
        else:
            messages.success(request, "Kept, for the whole file.")
            return redirect("subject_access:words", found.pk)
    context = {
        **way_back(found), "title": f"Words in {found.reference} that may be a name", "request_row": found,
        "asked": words_asked(found, request.user), "may_decide": found.status == Status.DECIDING,
        "said": words_answered(found, request.user), "button": "Leave them out",
        "leave_out": form if isinstance(form, forms.LeaveOutForm) else forms.LeaveOutForm(),
    }  # fmt: skip
    return show_form(request, "subject_access/words.html", form, context, refused=refused)


@require_GET
def log(request: HttpRequest, pk: int) -> HttpResponse:
    """Every decision about the items that one reads, the newest first. Nothing of it is ever changed."""
    found = request_of(request, pk)
    rows = log_of(found, request.user)
    file = list_file(
        request, f"decisions-{found.reference}", what="Decisions", headings=HEADINGS, cells=_line, found=rows,
        verb="subject_access.log_exported",
    )  # fmt: skip
    if file:
        return file
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    lines = [{"row": row, "label": label_of(row.item.source)} for row in page.object_list]
    context = {**way_back(found), "title": f"Decisions of {found.reference}", "page": page, "lines": lines}
    return render(request, "subject_access/log.html", context)


def _line(row: ItemDecision) -> tuple[Any, ...]:
    return (
        moment(row.at), row.item_id, label_of(row.item.source), row.get_verdict_display(), row.get_exemption_display(),
        row.reason, row.by,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def open_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Why the document is opened, and then the document, to be saved."""
    found = request_of(request, pk)
    begins = {"purpose": Purpose.SUBJECT_ACCESS, "package": "no"}
    form = forms.OpenForm(request.POST if request.method == "POST" else None, initial=begins)
    context = {**way_back(found), "title": "Open the document", "button": "Save it"}
    context["lead"] = "Who opened it, when and why is recorded."
    refused: Refused | None = None
    if request.method == "POST" and form.is_valid():
        try:
            given = {**form.cleaned_data, "package": form.cleaned_data["package"] == "yes"}
            pieces = services.open_file(found, **given, by=request.user)
        except (Held, Damaged) as no:
            # What was recorded stays: an alarm must outlive the request that raised it.
            more = {"title": "This document is not given", "words": no.message, "back": reverse("subject_access:list")}
            return render(request, "learning/refused.html", {**more, "back_text": "Subject access"}, status=no.status)
        except Refused as no:
            refused = no
        else:
            file = found.package if given["package"] else found.file
            assert file is not None  # noqa: S101  # it was opened
            return give(file, pieces)  # type: ignore[return-value]  # a response that streams
    return show_form(request, "layouts/form.html", form, context, refused=refused)
