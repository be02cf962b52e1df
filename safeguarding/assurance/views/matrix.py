"""The matrix: people and requirements crosswise, for the force, a unit or a scheme."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from safeguarding.access.choices import Permission
from safeguarding.access.models import Unit
from safeguarding.access.policies import require_permission
from safeguarding.assurance import selectors
from safeguarding.assurance.choices import About
from safeguarding.assurance.forms import MatrixFilter
from safeguarding.assurance.models import Requirement
from safeguarding.assurance.selectors.matrix import Asked, Line, columns_across, columns_of, lines, openable, people_of
from safeguarding.audit.views import list_file
from safeguarding.core import clock
from safeguarding.people.choices import PersonType
from safeguarding.schemes.selectors import register_of

A_PAGE = 25


@require_GET
def matrix(request: HttpRequest) -> HttpResponse:
    """Every adult with a part in a scheme, and how they stand to each requirement; all of them, or only problems."""
    require_permission(request.user, Permission.SEE_SCHEMES)
    form = _filter(request)
    chosen: dict[str, Any] = form.cleaned_data if form.is_bound and form.is_valid() else {}
    asked = _asked(chosen)
    columns = columns_of(asked)
    people = people_of(request.user, asked)
    only_problems = bool(chosen.get("problems"))
    file = _file(request, columns, asked, only_problems=only_problems)
    if file:
        return file
    found: Any = _with_problems(lines(request.user, list(people), columns, asked)) if only_problems else people
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    shown = list(page) if only_problems else lines(request.user, list(page), columns, asked)
    context = {
        "title": "What people have", "filter_form": form, "page": page, "lines": shown,
        "columns": columns_across(shown),
        "openable": openable(request.user, (line.person.pk for line in shown)), "only_problems": only_problems,
        "form": form if form.errors else None,
    }  # fmt: skip
    return render(request, "assurance/matrix.html", context)


def _filter(request: HttpRequest) -> MatrixFilter:
    schemes = register_of(request.user)
    wanted: Any = Requirement.objects.filter(about=About.PERSON, pk__in=selectors.asked(clock.today()).values("pk"))
    return MatrixFilter(
        request.GET or None, schemes=schemes.order_by("name", "pk"), requirements=wanted,
        units=Unit.objects.visible_to(request.user).filter(pk__in=schemes.values("unit_id")).order_by("name"),
    )  # fmt: skip


def _asked(chosen: dict[str, Any]) -> Asked:
    numbers = {f"{name}_id": chosen[name].pk for name in ("scheme", "unit", "requirement") if chosen.get(name)}
    return Asked(clock.today(), person_type=chosen.get("person_type", ""), **numbers)


def _with_problems(found: list[Line]) -> list[Line]:
    return [line for line in found if line.has_problem]


def _file(
    request: HttpRequest, columns: list[Requirement], asked: Asked, *, only_problems: bool
) -> HttpResponse | None:  # fmt: skip
    """The same lines as a file, all of them; worked out only when it was asked for."""
    if "as" not in request.GET:
        return None
    found = lines(request.user, list(people_of(request.user, asked)), columns, asked)
    headings = ["Name", "Person type", "Schemes"]
    for one in columns_across(found):
        headings += [one.title, f"{one.title}: why"]
    return list_file(
        request, "what-people-have", what=f"What people have as on {asked.day:%d/%m/%Y}", headings=headings,
        found=_with_problems(found) if only_problems else found, cells=_line, verb="matrix.exported",
    )  # fmt: skip


def _line(line: Line) -> list[Any]:
    kind = PersonType(line.person.person_type).label if line.person.person_type else ""
    cells = [value for cell in line.cells for value in (cell.label, cell.verdict.reason)]
    return [line.person.name, kind, "; ".join(line.schemes), *cells]
