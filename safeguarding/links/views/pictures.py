"""The picture around a person, an account or a scheme."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from safeguarding.audit.views import list_file
from safeguarding.communications.models import Account
from safeguarding.links import policies
from safeguarding.links.choices import NodeKind
from safeguarding.links.forms import PictureForm
from safeguarding.links.rules.nodes import Node
from safeguarding.links.selectors.common import Common, Elsewhere, in_common
from safeguarding.links.selectors.lines import HEADINGS, cells, kinds_in, lines_of, things_of
from safeguarding.links.selectors.opening import node_of_account
from safeguarding.links.selectors.picture import Picture, picture_of
from safeguarding.links.selectors.reach import Reach
from safeguarding.links.services.looks import note_look
from safeguarding.links.views.opening import asked_first
from safeguarding.people.models import Person
from safeguarding.people.views.found import PURPOSE
from safeguarding.schemes.models import Scheme


@require_GET
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """People, accounts, schemes and cases around somebody on record."""
    policies.require_to_look(request.user)
    found = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    return _page(request, Node(NodeKind.PERSON, found.pk), found, found.name)


@require_GET
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """The same around an account of the register."""
    policies.require_to_look(request.user)
    found = get_object_or_404(Account.objects.visible_to(request.user), pk=pk)
    return _page(request, node_of_account(Reach(request.user), found), found, found.handle)


@require_GET
def scheme(request: HttpRequest, pk: int) -> HttpResponse:
    """The same around a scheme."""
    policies.require_to_look(request.user)
    found = get_object_or_404(Scheme.objects.visible_to(request.user), pk=pk)
    return _page(request, Node(NodeKind.SCHEME, found.pk), found, found.name)


def _page(request: HttpRequest, centre: Node, record: Any, name: str) -> HttpResponse:
    refused = asked_first(request)
    if refused is not None:
        return refused
    form = PictureForm(request.GET if "depth" in request.GET or "kind" in request.GET else None)
    picture = picture_of(request.user, centre, **form.wanted())
    note_look(picture, record, by=request.user, told=request.session[PURPOSE])
    file = file_of(request, picture, record)
    back = {"back": record.get_absolute_url() if hasattr(record, "get_absolute_url") else "", "back_text": name}
    if isinstance(record, Person):
        back["back"] = picture.names[centre].href
    context = {"title": f"What is linked with {name}", "name": name, **shown(picture, form), **back}
    return file or render(request, "links/around.html", context)


def file_of(request: HttpRequest, picture: Picture, record: Model) -> HttpResponse | None:
    """The table as a file."""
    return list_file(
        request, "links", what="Links", headings=HEADINGS, found=lines_of(picture), cells=cells,
        data={"about": record._meta.model_name, "about_id": record.pk},
    )  # fmt: skip


def apart(through: Common, end: Elsewhere, here: str) -> str:
    """What setting a link aside does, in words."""
    return (
        f"{through.named.text} in {here} and what is found of it in {end.named.text} are then no longer shown as one. "
        "Nothing is changed in either."
    )


def shown(picture: Picture, form: PictureForm) -> dict[str, Any]:
    """What the part that shows a picture is given."""
    common = in_common(picture)
    return {
        "picture": picture, "things": things_of(picture), "lines": lines_of(picture), "common": common,
        "found_elsewhere": sum(bool(one.elsewhere) for one in common),
        "filter_form": form, "is_narrowed": form.is_bound, "legend": kinds_in(picture),
        "picture_centre": picture.names[picture.centre].text,
    }  # fmt: skip
