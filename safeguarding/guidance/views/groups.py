"""Which staff are apprentices, school officers and the like: groups that policies are sent to."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from safeguarding.audit.views import list_file
from safeguarding.core import clock
from safeguarding.guidance import selectors, services
from safeguarding.guidance.forms.asking import GroupFilter, JoinForm, LeaveForm
from safeguarding.guidance.models import AudienceTag
from safeguarding.guidance.views.acting import act, require_keeping, to_list

A_PAGE = 50
HEADINGS = ("Name", "Group", "Since", "Unit")


@require_GET
def group_list(request: HttpRequest) -> HttpResponse:
    """Who is in which group now."""
    require_keeping(request)
    form = GroupFilter(request.GET or None)
    tag = form.cleaned_data["tag"] if form.is_bound and form.is_valid() else ""
    members = selectors.members(request.user, tag=tag)
    file = list_file(request, "groups", what="Groups of staff", headings=HEADINGS, found=members, cells=_line)
    if file:
        return file
    page = Paginator(members, A_PAGE).get_page(request.GET.get("page"))
    context = {"title": "Groups", "page": page, "filter_form": form, **to_list()}
    return render(request, "guidance/groups.html", context)


@require_http_methods(["GET", "POST"])
def group_join(request: HttpRequest) -> HttpResponse:
    """Put a member of staff into a group."""
    require_keeping(request)
    form = JoinForm(
        request.POST if request.method == "POST" else None, by=request.user, initial={"starts_on": clock.today()}
    )
    return act(
        request, form,
        lambda: services.join_group(
            form.member(), tag=form.cleaned_data["tag"], starts_on=form.cleaned_data["starts_on"], by=request.user
        ),
        title="Put somebody into a group", done="Saved.", **_to_groups(),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def group_leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a member of staff out of a group."""
    require_keeping(request)
    held = get_object_or_404(AudienceTag.objects.visible_to(request.user).select_related("person"), pk=pk)
    now = {"ends_on": clock.today(), "version": held.version}
    form = LeaveForm(request.POST if request.method == "POST" else None, initial=now)
    return act(
        request, form,
        lambda: services.leave_group(
            held, ends_on=form.cleaned_data["ends_on"], version=form.cleaned_data["version"], by=request.user
        ),
        title="Take somebody out of a group", done="Saved.", lead=f"{held.person.name}: {held.get_tag_display()}",
        button="Take out", button_danger=True, **_to_groups(),
    )  # fmt: skip


def _to_groups() -> dict[str, Any]:
    address = reverse("guidance:group_list")
    return {"back": address, "back_text": "Groups", "cancel": address}


def _line(held: AudienceTag) -> tuple[Any, ...]:
    return held.person.name, held.get_tag_display(), held.starts_on, held.person.unit
