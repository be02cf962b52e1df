"""The steps somebody takes with an import: sheet, columns, rows left out, put on record, given up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from safeguarding.core.errors import Refused
from safeguarding.core.forms import GovForm
from safeguarding.core.views import show_form
from safeguarding.exchange import selectors, services
from safeguarding.exchange.forms import ColumnsForm, LeaveOutForm, SheetForm, StepForm
from safeguarding.exchange.models import Import
from safeguarding.exchange.views.found import import_of, way_back


@require_http_methods(["GET", "POST"])
def import_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which sheet of a workbook holds the rows."""
    run = import_of(request, pk)
    form = SheetForm(request.POST or None, run=run, initial={"version": run.version})

    def act() -> object:
        return services.choose_sheet(run, by=request.user, **form.cleaned_data)

    return step(request, run, form, act, {"title": "Choose a sheet", "button": "Continue"})


@require_http_methods(["GET", "POST"])
def import_columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what the columns hold."""
    run = import_of(request, pk)
    first = selectors.rows_of(run).first()
    samples = dict(enumerate(first.raw)) if first else {}
    initial = {"version": run.version, **{name: str(at) for name, at in run.mapping.items()}}
    form = ColumnsForm(request.POST or None, run=run, samples=samples, initial=initial)

    def act() -> object:
        version = form.cleaned_data["version"]
        return services.map_columns(run, mapping=form.mapping(), version=version, by=request.user)

    lead = "What was recognised is chosen already. A column that is not named is not brought in."
    return step(
        request, run, form, act, {"title": "What do the columns hold?", "button": "Check every row", "lead": lead}
    )


@require_POST
def import_leave_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave out every row that is wrong, or every one that may be on record already."""
    run = import_of(request, pk)
    form = LeaveOutForm(request.POST)
    if form.is_valid():
        count = services.leave_out(run, by=request.user, **form.cleaned_data)
        messages.success(request, f"{count:,} {'row was' if count == 1 else 'rows were'} left out.")
    return redirect(run)


@require_http_methods(["GET", "POST"])
def import_apply(request: HttpRequest, pk: int) -> HttpResponse:
    """Say once more what will happen, and have it happen."""
    run = import_of(request, pk)
    form = StepForm(request.POST or None, initial={"version": run.version})

    def act() -> object:
        return services.confirm(run, by=request.user, **form.cleaned_data)

    context = {"title": "Put it on record", "button": "Put all of it on record"}
    return step(request, run, form, act, context, template="exchange/apply.html")


@require_http_methods(["GET", "POST"])
def import_abandon(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an import up."""
    run = import_of(request, pk)
    form = StepForm(request.POST or None, initial={"version": run.version})

    def act() -> object:
        return services.abandon(run, by=request.user, **form.cleaned_data)

    lead = "Its rows are deleted at once, with what you typed into them. Nothing of it comes on record."
    context = {"title": "Give up this import", "button": "Give it up", "button_danger": True, "lead": lead}
    return step(request, run, form, act, context, done="The import was given up, and its rows are deleted.")


def step(
    request: HttpRequest,
    run: Import,
    form: GovForm,
    act: Callable[[], object],
    context: dict[str, Any],
    *,
    template: str = "layouts/form.html",
    done: str = "",
) -> HttpResponse:
    """The page of a step, and the step once it was sent."""
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except Refused as no:
            refused = no
        else:
            if done:
                messages.success(request, done)
            return redirect(run)
    return show_form(request, template, form, {**way_back(run), **context}, refused=refused)
