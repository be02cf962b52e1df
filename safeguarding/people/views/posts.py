"""The posts of staff over time, for administrators."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from safeguarding.access.models import Unit
from safeguarding.core.errors import Refused
from safeguarding.core.views import show_form
from safeguarding.people import policies, selectors, services
from safeguarding.people.forms.placements import ChangePostForm, PostForm
from safeguarding.people.models import Person, StaffRole
from safeguarding.people.views.staff import administrators_only


@require_http_methods(["GET", "POST"])
@administrators_only
def post_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Put on record a post that a member of staff holds or held."""
    person = _staff(request, pk)
    form = PostForm(request.POST if request.method == "POST" else None, units=_units(request))
    return _act(
        request, person, form, "Add a post", lambda: services.add_post(person, form.post(), by=request.user)
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@administrators_only
def post_edit(request: HttpRequest, pk: int, post_pk: int) -> HttpResponse:
    """Put right what is recorded of a post, or say when it ended."""
    person = get_object_or_404(selectors.staff(request.user), pk=pk)
    post = get_object_or_404(StaffRole.objects.visible_to(request.user).filter(person=person), pk=post_pk)
    policies.require_posts_keeper(request.user, person)
    form = ChangePostForm(request.POST if request.method == "POST" else None, post=post, units=_units(request))

    def do() -> object:
        return services.edit_post(post, form.post(), version=form.cleaned_data["version"], by=request.user)

    return _act(request, person, form, "Change a post", do)


def _staff(request: HttpRequest, pk: int) -> Person:
    person = get_object_or_404(selectors.staff(request.user), pk=pk)
    policies.require_posts_keeper(request.user, person)
    return person


def _units(request: HttpRequest) -> object:
    return Unit.objects.visible_to(request.user)


def _act(
    request: HttpRequest, person: Person, form: PostForm, title: str, do: Callable[[], object]
) -> HttpResponse:  # fmt: skip
    refused = None
    address = reverse("people:staff_links", args=[person.pk])
    if request.method == "POST" and form.is_valid():
        try:
            do()
        except Refused as no:
            refused = no
        else:
            messages.success(request, "Saved.")
            return redirect(address)
    context = {"title": title, "lead": person.name, "button": "Save", "back": address, "back_text": person.name,
               "cancel": address}  # fmt: skip
    return show_form(request, "layouts/form.html", form, context, refused=refused)
