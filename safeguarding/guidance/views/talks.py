"""Talks about a policy: recorded by line managers for those they manage, and by who keeps the policies."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from safeguarding.audit.views import list_file
from safeguarding.core.errors import Invalid, Refused
from safeguarding.core.views import show_form
from safeguarding.guidance import policies, selectors, services
from safeguarding.guidance.choices import VersionStatus
from safeguarding.guidance.forms.asking import MyTalkForm, TalkForm
from safeguarding.guidance.models import PolicyVersion
from safeguarding.people.choices import PersonKind
from safeguarding.people.models import Person

TEAM_HEADINGS = ("Policy", "Version", "Name", "Unit", "How it reached them")


@require_GET
def team(request: HttpRequest) -> HttpResponse:
    """Those one manages, and how each policy in force reached them."""
    found = selectors.team_of(request.user)
    file = list_file(
        request, "policies-of-my-team", what="Policies and the people you manage", headings=TEAM_HEADINGS,
        found=[(one.policy_version, *line) for one in found for line in one.people], cells=_team_line,
    )  # fmt: skip
    if file:
        return file
    context = {
        "title": "Policies and the people you manage", "found": found,
        "back": reverse("guidance:to_read"), "back_text": "Policies to read",
    }  # fmt: skip
    return render(request, "guidance/team.html", context)


def _team_line(one: tuple[PolicyVersion, Person, str]) -> tuple[Any, ...]:
    version, person, ways = one
    return version.document.title, version.number, person.name, person.unit, ways or "Not yet"


@require_http_methods(["GET", "POST"])
def talk_add(request: HttpRequest, pk: int, person_pk: int) -> HttpResponse:
    """Record that somebody was talked with about a version."""
    policies.require_talking(request.user)
    version = get_object_or_404(PolicyVersion.objects.visible_to(request.user).select_related("document"), pk=pk)
    people = Person.objects.visible_to(request.user).filter(kind=PersonKind.ADULT)
    person = get_object_or_404(people.select_related("line_manager"), pk=person_pk)
    policies.require_talk_with(request.user, person)
    if version.status == VersionStatus.DRAFT:
        raise Http404
    data = request.POST if request.method == "POST" else None
    is_mine = person.line_manager is not None and person.line_manager.user_id == request.user.pk
    form: MyTalkForm = MyTalkForm(data) if is_mine else TalkForm(data, by=request.user)
    back = reverse("guidance:team") if is_mine else reverse("guidance:coverage", args=[pk])
    refused: Refused | None = None
    if request.method == "POST" and form.is_valid():
        talked_by = form.member() if isinstance(form, TalkForm) else selectors.person_of(request.user)
        try:
            services.record_talk(version, form.talk(talked_by), person=person, by=request.user)
        except Refused as no:
            refused = _at_the_field(no, is_mine)
        else:
            messages.success(request, f"The talk with {person.name} is recorded. They still acknowledge it themselves.")
            return redirect(back)
    context = {
        "title": "Talk about a policy", "lead": f"{person.name}: {version.document.title}, version {version.number}",
        "back": back, "back_text": "The people you manage" if is_mine else "Whom it reached", "cancel": back,
    }  # fmt: skip
    return show_form(request, "layouts/form.html", form, context, refused=refused)


def _at_the_field(no: Refused, is_mine: bool) -> Refused:
    """Who talked with them is a name on the page of a keeper, and nothing on that of a line manager."""
    if isinstance(no, Invalid) and "talked_by" in no.errors:
        errors = dict(no.errors)
        errors["" if is_mine else "person"] = errors.pop("talked_by")
        return Invalid(errors)
    return no
