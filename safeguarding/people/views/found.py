"""Finding somebody's record, and asking first why a young person's is opened. Every page about a person begins here."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from safeguarding.access.choices import Permission
from safeguarding.access.policies import has_permission, require_permission
from safeguarding.audit.choices import Purpose
from safeguarding.audit.services import consult
from safeguarding.core.errors import Refused
from safeguarding.core.forms import GovForm
from safeguarding.core.views import show_form
from safeguarding.people import policies, selectors
from safeguarding.people.choices import PersonKind
from safeguarding.people.models import Person
from safeguarding.people.selectors import young

PURPOSE = "reading_purpose"
WANTED = "reading_wanted_page"
View = Callable[..., HttpResponse]


def person_of(request: HttpRequest, pk: int) -> Person:
    """Somebody on record, for the roles that work with people, and for who now leads the young person in a scheme."""
    if not policies.works_with_people(request.user):
        led = young.led_by(request.user).filter(pk=pk)
        if not led.exists():
            require_permission(request.user, Permission.SEE_PEOPLE)
        return get_object_or_404(selectors.with_placements(led), pk=pk)
    return get_object_or_404(selectors.with_placements(Person.objects.visible_to(request.user)), pk=pk)


def adult_to_place(request: HttpRequest, pk: int) -> Person:
    """Somebody whose part in a scheme is kept: adults also by who keeps the register and works with no records."""
    keeps = has_permission(request.user, Permission.KEEP_SCHEMES) and not policies.works_with_people(request.user)
    adults = Person.objects.visible_to(request.user).filter(kind=PersonKind.ADULT, pk=pk)
    found = selectors.with_placements(adults).first() if keeps else None
    return found or person_of(request, pk)


def on_record(
    page: str, *, may: Callable[[Any, Person], None] | None = None,
    find: Callable[[HttpRequest, int], Person] = person_of,
) -> Callable[[View], View]:  # fmt: skip
    """For a page about one person: found, the right asked (`may` refuses), the purpose asked once after signing in.

    The opening is written down, in the transaction that gives the page.
    """

    def opened(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, pk: int, *args: Any, **kwargs: Any) -> HttpResponse:
            if policies.works_with_people(request.user):
                kept = selectors.kept_record(request.user, pk)
                if kept is not None:
                    return redirect("people:person", kept.pk)
            person = find(request, pk)
            if may is not None:
                may(request.user, person)
            return read(request, person, page) or view(request, person, *args, **kwargs)

        return guarded

    return opened


def read(request: HttpRequest, person: Person, page: str) -> HttpResponse | None:
    """Write down that a page about somebody is opened; else the way to the question why a young person's is."""
    purpose = request.session.get(PURPOSE)
    if person.kind == PersonKind.YOUNG_PERSON and not purpose:
        request.session[WANTED] = [person.pk, request.get_full_path() if request.method == "GET" else ""]
        return redirect("people:purpose", person.pk)
    told = purpose or {"purpose": Purpose.OTHER, "text": ""}
    consult(person, by=request.user, page=page, purpose=told["purpose"], purpose_text=told["text"])
    return None


def to_keep(page: str) -> Callable[[View], View]:
    """The same, for a page on which the record is changed: for who keeps it alone."""
    return on_record(page, may=policies.require_record_keeper)


def way_back(person: Person) -> dict[str, Any]:
    address = reverse("people:person", args=[person.pk])
    return {"person": person, "back": address, "back_text": person.name, "cancel": address}


def act(
    request: HttpRequest,
    person: Person,
    form: GovForm,
    title: str,
    done: str,
    do: Callable[[], object],
    *,
    lead: str = "",
    button: str = "Save",
    danger: bool = False,
    where: tuple[str, str] | None = None,
) -> HttpResponse:
    """One form, one service call, and back to the person, or to another page (`where`: its address and its name)."""
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            do()
        except Refused as no:
            refused = no
        else:
            messages.success(request, done)
            return redirect(where[0] if where else reverse("people:person", args=[person.pk]))
    context = {"title": title, "lead": lead, "button": button, "button_danger": danger, **way_back(person)}
    if where:
        context |= {"back": where[0], "back_text": where[1], "cancel": where[0]}
    return show_form(request, "people/about_person.html", form, context, refused=refused)
