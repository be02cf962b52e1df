"""One row of an import, put right where it stands. Whom it may mean is shown once it was asked why one looks."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from safeguarding.exchange import services
from safeguarding.exchange.choices import COLUMNS, OF_PEOPLE, Verdict
from safeguarding.exchange.forms import RowForm
from safeguarding.exchange.models import ImportRow
from safeguarding.exchange.selectors.finding import words_for
from safeguarding.exchange.selectors.people import changes_of, in_words
from safeguarding.exchange.views.found import import_of, row_of
from safeguarding.exchange.views.steps import step
from safeguarding.matching.views.reading import ask_purpose, needs_purpose, note_reading
from safeguarding.people.models import Person


@require_http_methods(["GET", "POST"])
def import_row(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Put one row right where it stands."""
    run = import_of(request, pk)
    row = row_of(run, number)
    seen = Person.objects.visible_to(request.user).select_related("unit")
    found = seen.in_bulk([*row.candidates, *([row.person_id] if row.person_id else ())])
    if needs_purpose(request, *found.values()):
        return redirect("exchange:import_row_purpose", pk, number)
    note_reading(request, *found.values(), page="import_row")
    candidates = [(found[one], words_for(row, found[one])) for one in row.candidates if one in found]
    form = RowForm(request.POST or None, row=row, candidates=candidates)

    def act() -> object:
        choice, chosen = form.decided()
        person = found.get(chosen) if chosen else None
        return services.fix_row(
            row, values=form.values(), choice=choice, person=person, version=form.cleaned_data["version"],
            by=request.user,
        )  # fmt: skip

    if request.method == "GET":
        for name, words in row.reasons.items():
            field = f"cell_{name}"
            form.fields.get(field, form.fields["choice"]).help_text = " ".join(words)
    context = {
        "title": f"Row {row.number}", "button": "Save and check", "row": row, "candidates": candidates,
        "now": _on_record(row, found),
    }  # fmt: skip
    return step(request, run, form, act, context, template="exchange/row.html", done="The row was checked again.")


@require_http_methods(["GET", "POST"])
def import_row_purpose(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Why the user needs to look at the records that a row may mean."""
    run = import_of(request, pk)
    row = row_of(run, number)
    return ask_purpose(request, run.get_absolute_url(), reverse("exchange:import_row", args=[run.pk, row.number]))


def _on_record(row: ImportRow, found: dict[int, Person]) -> list[tuple[str, str, str]]:
    """What the row would change: what it is called, what is on record, and what it becomes."""
    person = found.get(row.person_id or 0)
    if person is None or row.verdict != Verdict.CHANGE or row.run.kind not in OF_PEOPLE:
        return []
    titles = {column.name: column.title for column in COLUMNS[row.run.kind]}
    return [
        (titles[name], in_words(name, before), in_words(name, after))
        for name, (before, after) in changes_of(row, person).items()
    ]
