"""Lists of sessions."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from safeguarding.activities import policies, selectors
from safeguarding.activities.forms.planning import SessionFilter
from safeguarding.activities.models import Session
from safeguarding.activities.selectors import Ratio
from safeguarding.assurance.policies import may_read_catalogue
from safeguarding.audit.views import list_file
from safeguarding.core.spreadsheet import MOST_ROWS, wanted_format
from safeguarding.core.templatetags.words import moment
from safeguarding.schemes.models import Scheme

A_PAGE = 50
HEADINGS = (
    "Scheme", "Session", "Kind", "Begins", "Ends", "Place", "Status", "Young people", "Adults needed",
    "Adults who count", "Closed as compliant",
)  # fmt: skip


@require_GET
def session_list(request: HttpRequest) -> HttpResponse:
    """The sessions of the schemes that somebody has a part in, or of all for who oversees them."""
    policies.require_any(request.user)
    form, found = _asked(request)
    file = _file(request, found)
    if file:
        return file
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    ratios = selectors.ratios_of(page.object_list)
    context = {
        "title": "Sessions", "filter_form": form, "page": page,
        "rows": [(one, ratios[one.pk]) for one in page.object_list],
        "may_plan": policies.led_schemes(request.user).exists(), "oversees": policies.oversees(request.user),
        "is_narrowed": form.is_bound and any(form.data.values()), "all_url": reverse("activities:session_list"),
        "reads_ratios": may_read_catalogue(request.user), "schemes_url": reverse("schemes:scheme_list"),
    }  # fmt: skip
    return render(request, "activities/list.html", context)


def _file(request: HttpRequest, found: QuerySet[Session]) -> HttpResponse | None:
    """The list as a file, without the name of any young person."""
    if not wanted_format(request):
        return None
    rows = list(found[:MOST_ROWS])
    ratios = selectors.ratios_of(rows)
    return list_file(
        request, "sessions", what="Sessions", headings=HEADINGS, found=rows, total=found.count(),
        cells=lambda one: _line(one, ratios[one.pk]),
    )  # fmt: skip


def _line(one: Session, ratio: Ratio) -> list[Any]:
    closed = {None: "", True: "Yes", False: "No"}[one.is_compliant]
    return [
        one.scheme.name, one.title, one.get_kind_display(), moment(one.starts_at), moment(one.ends_at), one.place,
        one.get_status_display(), ratio.need.children, ratio.need.required, ratio.counted, closed,
    ]  # fmt: skip


def _asked(request: HttpRequest) -> tuple[SessionFilter, QuerySet[Session]]:
    form = SessionFilter(request.GET or None, schemes=_schemes(request))
    chosen: dict[str, Any] = form.cleaned_data if form.is_bound and form.is_valid() else {}
    scheme = chosen.get("scheme")
    return form, selectors.session_list(
        request.user, when=chosen.get("when", ""), kind=chosen.get("kind", ""), scheme_id=scheme.pk if scheme else None
    )


def _schemes(request: HttpRequest) -> QuerySet[Scheme]:
    """Those to choose from: all that one oversees, or those one has a part in."""
    schemes = Scheme.objects.visible_to(request.user)
    if not policies.oversees(request.user):
        schemes = schemes.filter(pk__in=policies.parts(request.user, policies.MARKS).values("scheme_id"))
    return schemes.order_by("name", "pk")
