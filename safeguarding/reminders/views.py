"""The page of the calendar address, and the address itself."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from safeguarding.reminders.models import CalendarFeed
from safeguarding.reminders.services import calendar


@require_http_methods(["GET", "POST"])
def calendar_address(request: HttpRequest) -> HttpResponse:
    """Shows whether an address is live; POST makes a new one and shows it this once."""
    token = calendar.make_address(by=request.user) if request.method == "POST" else ""
    address = settings.SITE_URL + reverse("reminders:feed", args=[token]) if token else ""
    live = CalendarFeed.objects.filter(owner_id=request.user.pk, revoked_at__isnull=True).first()
    return render(request, "reminders/calendar.html", {"address": address, "live": live})


@require_POST
def revoke_address(request: HttpRequest) -> HttpResponse:
    calendar.revoke_address(by=request.user)
    messages.success(request, "The calendar address no longer works. Calendars that used it will show nothing new.")
    return redirect("reminders:calendar")


@login_not_required
@require_GET
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """What a calendar program reads. An address that was never made, was taken back or belongs to a leaver is 404."""
    body = calendar.read_address(token=token)
    if body is None:
        raise Http404
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, no-store"
    return response
