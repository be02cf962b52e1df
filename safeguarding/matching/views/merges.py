"""Merges: those that wait to be decided, those that were done, and undoing one."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from safeguarding.audit.views import list_file
from safeguarding.core.errors import Refused
from safeguarding.core.forms import GovForm
from safeguarding.core.views import show_form
from safeguarding.matching import policies, selectors, states
from safeguarding.matching.choices import MergeStatus, MoveKind
from safeguarding.matching.forms import APPROVE, DecideForm, UndoForm
from safeguarding.matching.models import MergeProposal
from safeguarding.matching.services import approve, refuse, undo
from safeguarding.matching.views.reading import ask_purpose, needs_purpose, note_reading

A_PAGE = 50
HEADINGS = ("Kept", "Merged into it", "How it stands")
DONE: dict[str, str] = {
    MergeStatus.APPROVED: "The records are merged.",
    MergeStatus.REFUSED: "The records were not merged.",
    MergeStatus.UNDONE: "The merge is undone.",
}


@require_GET
def merge_list(request: HttpRequest) -> HttpResponse:
    """Those to be decided first, then what was decided, the newest first."""
    policies.require_merger(request.user)
    found = selectors.merges(request.user)
    file = list_file(request, "merges", what="Merged records", headings=HEADINGS, found=found, cells=_line)
    if file:
        return file
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "title": "Merged records", "page": page, "back": reverse("matching:queue"), "back_text": "Likely duplicates",
    }  # fmt: skip
    return render(request, "matching/merges.html", context)


def _line(one: MergeProposal) -> tuple[str, str, str]:
    return one.kept.name, one.merged.name, one.get_status_display()


@require_GET
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """One merge: both records, who proposed and decided, and what was moved."""
    found = _merge(request, pk)
    if needs_purpose(request, found.kept, found.merged):
        return redirect("matching:merge_purpose", pk)
    note_reading(request, found.kept, found.merged)
    moves = found.moves.told()
    context = {
        "title": "Two records, one person", "merge": found, "sides": selectors.sides(found.kept, found.merged),
        "reason": selectors.likeness_of(found.kept, found.merged).words,
        "moved": sum(move.kind != MoveKind.LEFT for move in moves),
        "left": sum(move.kind == MoveKind.LEFT for move in moves),
        "put_back": sum(move.put_back_at is not None for move in moves),
        "may_decide": found.status == MergeStatus.PROPOSED and found.proposed_by_id != request.user.pk,
        "waits": found.status == MergeStatus.PROPOSED, "may_undo": found.status == MergeStatus.APPROVED,
        "back": reverse("matching:merges"), "back_text": "Merged records",
    }  # fmt: skip
    return render(request, "matching/merge.html", context)


@require_http_methods(["GET", "POST"])
def merge_purpose(request: HttpRequest, pk: int) -> HttpResponse:
    """Why the user needs to look at these records."""
    found = _merge(request, pk)
    return ask_purpose(request, reverse("matching:merges"), found.get_absolute_url())


@require_http_methods(["GET", "POST"])
def merge_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve or refuse what somebody else proposed."""
    found = _merge(request, pk)
    _require_open(request, found, MergeStatus.APPROVED)
    form = DecideForm(request.POST if request.method == "POST" else None, initial={"version": found.version})

    def act() -> MergeProposal:
        given = form.cleaned_data
        decide = approve if given["outcome"] == APPROVE else refuse
        return decide(proposal=found, reason=given["reason"], version=given["version"], by=request.user)

    return _act(request, found, form, "Decide about this merge", "Decide", act)


@require_http_methods(["GET", "POST"])
def merge_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Put back what a merge moved."""
    found = _merge(request, pk)
    _require_open(request, found, MergeStatus.UNDONE)
    form = UndoForm(request.POST if request.method == "POST" else None, initial={"version": found.version})

    def act() -> MergeProposal:
        given = form.cleaned_data
        return undo(proposal=found, reason=given["reason"], version=given["version"], by=request.user)

    return _act(request, found, form, "Undo this merge", "Undo the merge", act)


def _act(
    request: HttpRequest, found: MergeProposal, form: GovForm, title: str, button: str,
    act: Callable[[], MergeProposal],
) -> HttpResponse:  # fmt: skip
    """One form, one service call, and back to the merge."""
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            now = act()
        except Refused as no:
            refused = no
        else:
            messages.success(request, DONE[now.status])
            return redirect(found)
    context = {
        "title": title, "button": button, "back": found.get_absolute_url(), "back_text": "The merge",
        "cancel": found.get_absolute_url(),
    }  # fmt: skip
    return show_form(request, "layouts/form.html", form, context, refused=refused)


def _require_open(request: HttpRequest, found: MergeProposal, wanted: str) -> None:
    """Nobody is asked why before they hear that it cannot be; what is sent anyway is judged by the service."""
    if request.method != "POST":
        states.require_next(found.status, wanted)


def _merge(request: HttpRequest, pk: int) -> MergeProposal:
    policies.require_merger(request.user)
    found: MergeProposal = get_object_or_404(selectors.merges(request.user), pk=pk)
    return found
