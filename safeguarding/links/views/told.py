"""What supervisors were told: that there is a link which the owner of a case may not see."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from safeguarding.audit.choices import Purpose
from safeguarding.audit.services import consult
from safeguarding.audit.views import list_file
from safeguarding.core.errors import Refused
from safeguarding.core.spreadsheet import wanted_format
from safeguarding.core.views import show_form
from safeguarding.links.choices import ToldStatus
from safeguarding.links.forms import SeenForm
from safeguarding.links.models import ToldLink
from safeguarding.links.selectors.told import Shown, told_to
from safeguarding.links.services import mark_seen

A_PAGE = 50
MOST_IN_A_FILE = 1_000
HEADINGS = ("Link", "Found", "Matters you may see", "Where it stands")
COLOURS = {ToldStatus.OPEN: "yellow", ToldStatus.SEEN: "green", ToldStatus.GONE: "grey"}


@require_GET
def told_links(request: HttpRequest) -> HttpResponse:
    """The links one was told of, the newest first."""
    found = ToldLink.objects.visible_to(request.user).order_by("-found_at", "-pk")
    if file := _file(request, found):
        return file
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    rows = told_to(request.user, page.object_list)
    context = {"title": "Links you were told of", "page": page, "rows": rows, "colours": COLOURS}
    return render(request, "links/told_list.html", context)


def _file(request: HttpRequest, found: QuerySet[ToldLink]) -> HttpResponse | None:
    if not wanted_format(request):
        return None
    return list_file(
        request, "told-links", what="Links you were told of", headings=HEADINGS, cells=_line, total=found.count(),
        found=told_to(request.user, found[:MOST_IN_A_FILE]),
    )  # fmt: skip


def _line(one: Shown) -> tuple[Any, ...]:
    return one.link.pk, one.link.found_at, one.words, one.link.get_status_display()


@require_http_methods(["GET", "POST"])
def told_link(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them: the ends one may see, and a form to say what was done about it."""
    link = get_object_or_404(ToldLink.objects.visible_to(request.user).select_related("seen_by"), pk=pk)
    shown = told_to(request.user, [link])[0]
    consult(link, by=request.user, page="told link", purpose=Purpose.SUPERVISION)
    listed = reverse("links:told_links")
    context = {
        "title": "A link that the owner of a case may not see", "shown": shown, "link": link, "back": listed,
        "back_text": "Links you were told of", "cancel": listed, "button": "I have seen to it", "colours": COLOURS,
    }  # fmt: skip
    if link.status != ToldStatus.OPEN:
        return render(request, "links/told.html", context)
    form = SeenForm(request.POST if request.method == "POST" else None, initial={"version": link.version})
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            mark_seen(link=link, by=request.user, **form.cleaned_data)
        except Refused as no:
            refused = no
        else:
            messages.success(request, "It is on record that you have seen to it.")
            return redirect(listed)
    return show_form(request, "links/told.html", form, context, refused=refused)
