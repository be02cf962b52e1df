"""Two records opened beside each other: the purpose is asked first where one is a young person's, and written down."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from safeguarding.audit.choices import Purpose
from safeguarding.audit.services import consult
from safeguarding.core.views import show_form
from safeguarding.people.choices import PersonKind
from safeguarding.people.forms.records import PurposeForm
from safeguarding.people.models import Person
from safeguarding.people.views.records import PURPOSE


def needs_purpose(request: HttpRequest, *people: Person) -> bool:
    """Whether the user has yet to say why they look at young people's records."""
    return not request.session.get(PURPOSE) and any(one.kind == PersonKind.YOUNG_PERSON for one in people)


def note_reading(request: HttpRequest, *people: Person, page: str = "duplicates") -> None:
    """The records were read."""
    told = request.session.get(PURPOSE) or {"purpose": Purpose.OTHER, "text": ""}
    for person in people:
        consult(person, by=request.user, page=page, purpose=told["purpose"], purpose_text=told["text"])


def ask_purpose(request: HttpRequest, back: str, onward: str) -> HttpResponse:
    """Why the user needs to look; kept until they sign out."""
    form = PurposeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        request.session[PURPOSE] = {"purpose": given["purpose"], "text": given["purpose_text"]}
        return redirect(onward)
    context = {"title": "Before you open these records", "button": "Continue", "back": back}
    return show_form(request, "people/purpose.html", form, context)
