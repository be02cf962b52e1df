"""Finding a contact, a report or a request, and asking first why what is about a young person is opened."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from safeguarding.access.choices import Permission
from safeguarding.access.policies import has_permission
from safeguarding.audit.choices import Purpose
from safeguarding.audit.services import consult
from safeguarding.communications.forms.contacts import ContactForm
from safeguarding.core.views import show_form
from safeguarding.people.forms.records import PurposeForm
from safeguarding.people.models import Person
from safeguarding.people.views.found import PURPOSE, WANTED

M = TypeVar("M", bound=Model)
TABS = (
    ("Contacts", "communications:contact_list"), ("Planned", "communications:plan_list"),
    ("Reports", "communications:report_list"), ("Asked beforehand", "communications:authorisation_list"),
    ("Rules", "communications:rules"), ("Numbers", "communications:numbers"),
)  # fmt: skip


def tabs(request: HttpRequest) -> list[dict[str, Any]]:
    """The pages about contact, for the head of each list."""
    pages = [(text, reverse(name)) for text, name in TABS]
    return [{"text": text, "href": href, "is_current": request.path == href} for text, href in pages]


def own_person(request: HttpRequest) -> Person | None:
    """The adult who is signed in."""
    return (
        Person.objects.visible_to(request.user)
        .filter(user_id=request.user.pk or 0)
        .select_related("user", "line_manager__user")
        .first()
    )


def show_more_names(
    request: HttpRequest, template: str, form: ContactForm, context: dict[str, Any]
) -> HttpResponse:  # fmt: skip
    """The same page with one row more, for who has no script. Nothing is said of what is not answered yet."""
    form.forget_errors()
    return render(request, template, {**context, "form": form})


def logs_for_others(request: HttpRequest) -> bool:
    return has_permission(request.user, Permission.SEE_PEOPLE)


def found_or_404(rows: QuerySet[M], pk: int) -> M:
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def asks_purpose(request: HttpRequest, *, is_young: bool, took_part: bool) -> HttpResponse | None:
    """To the page that asks why, unless it was answered since signing in; who took part knows what is in it."""
    if not is_young or took_part or request.session.get(PURPOSE):
        return None
    request.session[WANTED] = request.get_full_path() if request.method == "GET" else ""
    return redirect("communications:purpose")


def note_opening(request: HttpRequest, record: Model, page: str) -> None:
    """The opening is written down with why, in the transaction that gives the page."""
    told = request.session.get(PURPOSE) or {"purpose": Purpose.OTHER, "text": ""}
    consult(record, by=request.user, page=page, purpose=told["purpose"], purpose_text=told["text"])


@require_http_methods(["GET", "POST"])
def purpose(request: HttpRequest) -> HttpResponse:
    """Why the user needs to look at what is about young people; kept until they sign out."""
    form = PurposeForm(request.POST if request.method == "POST" else None)
    listed = reverse("communications:contact_list")
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        request.session[PURPOSE] = {"purpose": given["purpose"], "text": given["purpose_text"]}
        wanted = request.session.pop(WANTED, "")
        ours = (listed, reverse("communications:account_list"))
        return redirect(wanted if wanted.startswith(ours) else listed)
    context = {"title": "Before you open this record", "button": "Continue", "back": listed}
    return show_form(request, "communications/purpose.html", form, context)
