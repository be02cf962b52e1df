"""Who signs in as which member of staff and who manages whom, for administrators.

What somebody may not see because it is about them, or about whom they manage, hangs on it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from safeguarding.access.models import Unit, User
from safeguarding.access.policies import require_administrator
from safeguarding.audit.views import list_file
from safeguarding.core import clock
from safeguarding.core.asked import asked, keep, number
from safeguarding.core.errors import Refused
from safeguarding.core.views import show_form
from safeguarding.people import policies, selectors
from safeguarding.people.forms.staff import NewStaffForm, StaffFilter, StaffLinksForm
from safeguarding.people.forms.staff_identity import StaffIdentityForm
from safeguarding.people.models import Person
from safeguarding.people.selectors import said_before, timeline, young
from safeguarding.people.services import add_staff, edit_staff, set_links

A_PAGE = 50
HEADINGS = ("Name", "What they do", "Unit", "Signs in as", "Line manager")
ACCOUNT_HEADINGS = ("Account", "Email address", "Home unit")
View = Callable[..., HttpResponse]


def administrators_only(view: View) -> View:
    """For administrators, who turn two-step sign-in on first, as for the rest of administration."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        require_administrator(request.user, force_id=request.user.force_id)
        if settings.ADMIN_NEEDS_TWO_STEP and not is_mfa_enabled(request.user):
            messages.info(request, "Administration needs two-step sign-in. Turn it on here first.")
            return redirect("mfa_activate_totp")
        return view(request, *args, **kwargs)

    return guarded


@require_http_methods(["GET", "POST"])
@administrators_only
def staff_list(request: HttpRequest) -> HttpResponse:
    """The staff of the force: which account is whose, and who manages whom."""
    if request.method == "POST":
        return keep(request)
    form = StaffFilter(asked(request) or None)
    chosen: dict[str, Any] = form.cleaned_data if form.is_bound and form.is_valid() else {}
    staff = selectors.staff_list(request.user, words=chosen.get("q", ""), missing=chosen.get("missing", ""))
    file = list_file(request, "staff", what="Staff and their accounts", headings=HEADINGS, found=staff, cells=_line)
    if file:
        return file
    page = Paginator(staff, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "title": "Staff and their accounts",
        "filter_form": form,
        "by_post": True,
        "page": page,
        "accounts_of_nobody": selectors.accounts_of_nobody(request.user).count(),
    }
    return render(request, "people/staff_list.html", context)


def _line(person: Person) -> tuple[Any, ...]:
    what = person.role_description or person.get_person_type_display()
    email = person.user.email if person.user else ""
    return person.name, what, person.unit, email, person.line_manager.name if person.line_manager else ""


def _account_line(account: User) -> tuple[Any, ...]:
    return account, account.email, account.home_unit or ""


@require_GET
@administrators_only
def accounts_of_nobody(request: HttpRequest) -> HttpResponse:
    """Open accounts that belong to nobody on record."""
    found = selectors.accounts_of_nobody(request.user)
    file = list_file(
        request, "accounts", what="Accounts of nobody on record", headings=ACCOUNT_HEADINGS, found=found,
        cells=_account_line,
    )  # fmt: skip
    if file:
        return file
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "title": "Accounts of nobody on record", "page": page, "back": reverse("people:staff_list"),
        "back_text": "Staff and their accounts",
    }  # fmt: skip
    return render(request, "people/accounts_of_nobody.html", context)


@require_http_methods(["GET", "POST"])
@administrators_only
def staff_links(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who signs in as a member of staff, and who manages them."""
    person = get_object_or_404(selectors.staff(request.user), pk=pk)
    form = StaffLinksForm(request.POST if request.method == "POST" else None, by=request.user, initial=_now(person))
    refused = None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            set_links(
                person=person, user=given["email"], line_manager=form.line_manager(), by=request.user,
                version=given["version"],
            )  # fmt: skip
        except Refused as no:
            refused = no
        else:
            messages.success(request, f"Saved for {person.name}. What they may not see follows it from now on.")
            return redirect("people:staff_list")
    context = {
        "title": person.name, "person": person, "few_words": selectors.in_a_few_words(person), "button": "Save",
        "posts": timeline.bars(young.posts_of(request.user, person), today=clock.today()),
        "changes": said_before.changes_of(person),
        "may_keep_posts": person.user_id != request.user.pk,
        "back": reverse("people:staff_list"), "back_text": "Staff and their accounts",
        "cancel": reverse("people:staff_list"),
    }  # fmt: skip
    return show_form(request, "people/staff_links.html", form, context, refused=refused)


@require_http_methods(["GET", "POST"])
@administrators_only
def staff_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change who the record says a member of staff is."""
    person = get_object_or_404(selectors.staff(request.user), pk=pk)
    policies.require_posts_keeper(request.user, person)
    units = Unit.objects.visible_to(request.user).filter(Q(is_active=True) | Q(pk=person.unit_id))
    form = StaffIdentityForm(request.POST if request.method == "POST" else None, person=person, units=units)
    address = reverse("people:staff_links", args=[pk])
    refused = None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            edit_staff(
                person, form.identity(), reason=given["reason"], version=given["version"], by=request.user
            )  # fmt: skip
        except Refused as no:
            refused = no
        else:
            messages.success(request, "Saved. What the record said before stays in its history.")
            return redirect(address)
    context = {
        "title": "Change who they are", "person": person, "button": "Save", "back": address, "back_text": person.name,
        "cancel": address, "lead": "What it said before stays in the history of the record.",
    }  # fmt: skip
    return show_form(request, "people/about_person.html", form, context, refused=refused)


@require_http_methods(["GET", "POST"])
@administrators_only
def staff_add(request: HttpRequest) -> HttpResponse:
    """Put a member of staff on record, with their account and their manager."""
    form = NewStaffForm(
        request.POST if request.method == "POST" else None, by=request.user, initial=_from_account(request)
    )
    refused = None
    if request.method == "POST" and form.is_valid():
        if form.picked:
            messages.success(
                request, "They were on record already. Say here who signs in as them and who manages them."
            )
            return redirect("people:staff_links", form.picked.pk)
        given = form.cleaned_data
        try:
            added = add_staff(
                form.person(), unit=given["unit"], user=given["email"], line_manager=form.line_manager(),
                by=request.user,
            )  # fmt: skip
        except Refused as no:
            refused = no
        else:
            messages.success(request, f"{added.name} is on record.")
            return redirect("people:staff_list")
    context = {"title": "Add a member of staff", "button": "Add", "cancel": reverse("people:staff_list")}
    return show_form(request, "layouts/form.html", form, context, refused=refused)


def _from_account(request: HttpRequest) -> dict[str, Any]:
    """What is known already when somebody comes from an account that belongs to nobody on record."""
    account: User | None = (
        selectors.accounts_of_nobody(request.user).filter(pk=number(request.GET.get("account"))).first()
    )
    if account is None:
        return {}
    return {
        "given_name": account.first_name, "family_name": account.last_name, "email": account.email,
        "unit": account.home_unit_id,
    }  # fmt: skip


def _now(person: Person) -> dict[str, Any]:
    manager = person.line_manager
    return {
        "version": person.version, "email": person.user.email if person.user else "",
        "manager": manager.name if manager else "", "manager_id": manager.pk if manager else "",
    }  # fmt: skip
