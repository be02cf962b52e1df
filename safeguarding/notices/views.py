"""The bell: what the reader was told."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from safeguarding.access.models import User
from safeguarding.notices import services
from safeguarding.notices.forms import ReadAllForm
from safeguarding.notices.models import Notice
from safeguarding.notices.selectors import notices_of, what_for

PER_PAGE = 50


@require_safe
def notice_list(request: HttpRequest) -> HttpResponse:
    """Everything the reader was told, the newest first, or only what they have not read."""
    user = cast(User, request.user)
    unread_only = request.GET.get("show") == "unread"
    found = notices_of(user, unread_only=unread_only).select_related("deadline")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    unread = notices_of(user, unread_only=True).count()
    here = reverse("notices:notice_list")
    context = {
        "title": "Notices",
        "page": page,
        "what_for": what_for(user, page.object_list),
        "unread": unread,
        "unread_only": unread_only,
        "newest": max((notice.pk for notice in page), default=0),
        "is_first_page": page.number == 1,
        "tabs": [
            {"text": "All", "href": here, "is_current": not unread_only, "count": None},
            {"text": "Not read", "href": f"{here}?show=unread", "is_current": unread_only, "count": unread},
        ],
    }
    return render(request, "notices/list.html", context)


@require_POST
def notice_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a notice as read and go where it leads."""
    user = cast(User, request.user)
    notice = get_object_or_404(Notice.objects.visible_to(user), pk=pk)
    services.mark_read(notice=notice, by=user)
    leads_here = url_has_allowed_host_and_scheme(notice.url, allowed_hosts=None)
    return redirect(notice.url if leads_here else reverse("notices:notice_list"))


@require_POST
def notice_read_all(request: HttpRequest) -> HttpResponse:
    """Mark everything on the page and older as read; what came in meanwhile stays unread."""
    form = ReadAllForm(request.POST)
    if form.is_valid():
        services.mark_all_read(by=cast(User, request.user), newest=form.cleaned_data["newest"])
        messages.success(request, "Your notices are marked as read.")
    return redirect("notices:notice_list")
