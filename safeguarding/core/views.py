"""Answers that many pages share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from safeguarding.core.errors import Refused
from safeguarding.core.forms import GovForm

INVALID = 422
FORM_PAGE = "layouts/form.html"


def act(
    request: HttpRequest, form: GovForm, does: Callable[[], object], *, done: str, context: dict[str, Any],
    template: str = FORM_PAGE,
) -> HttpResponse:  # fmt: skip
    """One form, one service call, and back to where the person came from: `context` names the way `back`."""
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            does()
        except Refused as no:
            refused = no
        else:
            messages.success(request, done)
            return redirect(context["back"])
    return show_form(request, template, form, context, refused=refused)


def show_form(
    request: HttpRequest,
    template: str,
    form: GovForm,
    context: dict[str, Any] | None = None,
    *,
    refused: Refused | None = None,
) -> HttpResponse:
    """The page with its form: 200 when fresh, 422 when something in it is wrong, else the status of the refusal."""
    if refused is not None:
        form.refuse(refused)
    status = refused.status if refused is not None else INVALID if form.is_bound and form.errors else 200
    return render(request, template, {**(context or {}), "form": form}, status=status)


#: What the buttons of the page send that says what will happen.
DO, CHANGE = "do", "change"


@dataclass(frozen=True)
class Outcome:
    """What an act on several records would do to one of them: what stands in its row, and what will happen."""

    name: str
    cells: tuple[str, ...]
    will_change: bool
    words: str


@dataclass(frozen=True)
class Several:
    """An act on several records at once. `outcomes` changes nothing; `act` does it and says what was done."""

    outcomes: Callable[[], Sequence[Outcome]]
    act: Callable[[], str]
    heading: Callable[[int], str]
    button: Callable[[int], str]
    columns: tuple[str, ...]


def choose_check_do(
    request: HttpRequest, template: str, form: GovForm, several: Several, context: dict[str, Any]
) -> HttpResponse:
    """Nothing happens to several records before a page has said what will happen to each, and somebody has agreed."""
    if request.method != "POST" or not form.is_valid() or CHANGE in request.POST:
        return show_form(request, template, form, context)
    if DO not in request.POST:
        return _check(request, form, several, context)
    try:
        done = several.act()
    except Refused as refused:
        return show_form(request, template, form, context, refused=refused)
    messages.success(request, done)
    return redirect(context["back"])


def _check(request: HttpRequest, form: GovForm, several: Several, context: dict[str, Any]) -> HttpResponse:
    outcomes = several.outcomes()
    count = sum(one.will_change for one in outcomes)
    # A day is sent in three boxes, each under the field's name and a dash.
    own = [(name, values) for name, values in request.POST.lists() if name.split("-")[0] in form.fields]
    more = {
        "outcomes": outcomes, "count": count, "columns": several.columns,
        "heading": several.heading(count) if count else "This would change nothing",
        "button": several.button(count), "hidden": [(name, value) for name, values in own for value in values],
    }  # fmt: skip
    return render(request, "layouts/check_several.html", {**context, **more})
