"""Recording what meets a requirement, withdrawing it, and letting somebody take part without."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from safeguarding.access.choices import Permission
from safeguarding.access.policies import has_permission, require_permission
from safeguarding.assurance import selectors, services
from safeguarding.assurance.choices import ADULTS, About
from safeguarding.assurance.forms import ClearanceForm, CredentialForm, WithdrawForm
from safeguarding.assurance.models import Clearance, Credential
from safeguarding.core import clock
from safeguarding.core.forms import GovForm
from safeguarding.core.views import act
from safeguarding.people.models import Placement
from safeguarding.people.selectors import staff
from safeguarding.schemes.views.found import scheme_to_keep


@require_GET
def of_person(request: HttpRequest, pk: int) -> HttpResponse:
    """A member of staff: what is asked of them by each scheme they are in, and everything on record."""
    require_permission(request.user, Permission.SEE_SCHEMES)
    person = get_object_or_404(staff(request.user), pk=pk)
    records = Credential.objects.visible_to(request.user).filter(person=person)
    context = {
        "title": person.name, "person": person, "parts": selectors.compliance_of(person),
        "records": records.select_related("requirement", "recorded_by", "dbs", "vetting"),
        "may_keep": has_permission(request.user, Permission.KEEP_SCHEMES) and person.user_id != request.user.pk,
        "back": reverse("assurance:all_gaps"), "back_text": "Gaps of all schemes",
    }  # fmt: skip
    return render(request, "assurance/person.html", context)


@require_GET
def credential(request: HttpRequest, pk: int) -> HttpResponse:
    """From the clock of something that runs out to the page on which it is renewed."""
    require_permission(request.user, Permission.SEE_SCHEMES)
    held = get_object_or_404(Credential.objects.visible_to(request.user), pk=pk)
    return redirect(*_page_of(held))


@require_http_methods(["GET", "POST"])
def for_person(request: HttpRequest, pk: int) -> HttpResponse:
    """Record what a member of staff has."""
    require_permission(request.user, Permission.KEEP_SCHEMES)
    person = get_object_or_404(staff(request.user), pk=pk)
    form = _credential_form(request, About.PERSON)
    context = _way_back(reverse("assurance:credentials", args=[pk]), person.name)

    def does() -> object:
        return services.record_for_person(
            form.cleaned_data["requirement"], form.credential(), person=person, by=request.user
        )

    return _act(request, form, "Record what they have", does, context)


@require_http_methods(["GET", "POST"])
def for_scheme(request: HttpRequest, pk: int) -> HttpResponse:
    """Record what a scheme has."""
    scheme = scheme_to_keep(request, pk)
    form = _credential_form(request, About.SCHEME)
    context = _way_back(reverse("assurance:scheme_gaps", args=[pk]), scheme.name)

    def does() -> object:
        return services.record_for_scheme(
            form.cleaned_data["requirement"], form.credential(), scheme=scheme, by=request.user
        )

    return _act(request, form, "Record what the scheme has", does, context)


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Something on record no longer counts."""
    require_permission(request.user, Permission.KEEP_SCHEMES)
    held = get_object_or_404(
        Credential.objects.visible_to(request.user).select_related("requirement", "person", "scheme"), pk=pk
    )
    form = WithdrawForm(request.POST if request.method == "POST" else None, initial={"version": held.version})
    page, subject_id = _page_of(held)
    context = _way_back(reverse(page, args=[subject_id]), str(held.subject))
    context["lead"] = f"{held.requirement}"

    def does() -> object:
        given = form.cleaned_data
        return services.withdraw(held, reason=given["reason"], version=given["version"], by=request.user)

    return _act(request, form, "Withdraw", does, context, danger=True)


@require_http_methods(["GET", "POST"])
def give_clearance(request: HttpRequest, pk: int, placement_pk: int) -> HttpResponse:
    """Let somebody take part for a time without everything that is needed."""
    scheme = scheme_to_keep(request, pk)
    adults = scheme.placements.filter(role__in=ADULTS).select_related("person", "scheme")
    placement = get_object_or_404(adults, pk=placement_pk)
    form = ClearanceForm(request.POST if request.method == "POST" else None)
    context = _way_back(reverse("assurance:scheme_gaps", args=[pk]), scheme.name)
    context["lead"] = _why_cleared(placement)

    def does() -> object:
        return services.give_clearance(placement, form.clearance(), by=request.user)

    return _act(request, form, "Let them take part for a time", does, context)


@require_http_methods(["GET", "POST"])
def end_clearance(request: HttpRequest, pk: int, clearance_pk: int) -> HttpResponse:
    """End a clearance."""
    scheme = scheme_to_keep(request, pk)
    live = Clearance.objects.visible_to(request.user).live_on(clock.today())
    held = get_object_or_404(live.filter(placement__scheme=scheme), pk=clearance_pk)
    form = GovForm(request.POST if request.method == "POST" else None)
    context = _way_back(reverse("assurance:scheme_gaps", args=[pk]), scheme.name)

    def does() -> object:
        return services.end_clearance(held, version=None, by=request.user)

    return _act(request, form, "End this clearance", does, context, danger=True)


def _why_cleared(placement: Placement) -> str:
    """What somebody is let take part without, as it stands now: it may have come on record since the way here."""
    adults = selectors.readiness_of(placement.scheme).adults
    adult = next((one for one in adults if one.placement.pk == placement.pk), None)
    name = placement.person.name
    if adult is None:
        return f"{name} has no part in the scheme today. Say who takes it on themself that they take part."
    if adult.is_compliant:
        return f"{name} has everything that is needed now. A clearance would change nothing today."
    return f"{name} lacks something that is needed: {adult.why_not}. Say who takes it on themself."


def _page_of(held: Credential) -> tuple[str, int | None]:
    """The page on which it stands: the person's or the scheme's."""
    return ("assurance:credentials", held.person_id) if held.person_id else ("assurance:scheme_gaps", held.scheme_id)


def _credential_form(request: HttpRequest, about: str) -> CredentialForm:
    wanted = selectors.asked(clock.today()).filter(about=about)
    chosen = {"requirement": wanted.filter(key=request.GET.get("of", "")[:40]).first()}
    return CredentialForm(
        request.POST if request.method == "POST" else None, requirements=wanted, initial=chosen
    )  # fmt: skip


def _way_back(address: str, text: str) -> dict[str, Any]:
    return {"back": address, "back_text": text, "cancel": address}


def _act(
    request: HttpRequest, form: GovForm, title: str, does: Any, context: dict[str, Any], *, danger: bool = False
) -> HttpResponse:
    words = {"title": title, "button": title if danger else "Save", "button_danger": danger}
    return act(request, form, does, done="Saved.", context={**context, **words})
