"""What was agreed to for a young person, what staff need to know, and what they said they want."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from safeguarding.core import clock
from safeguarding.people import services
from safeguarding.people.choices import ConsentKind, ContactPermission
from safeguarding.people.forms.contacts import EndForm
from safeguarding.people.forms.welfare import (
    AnswerWishForm,
    ChangeNeedForm,
    ConsentForm,
    NeedForm,
    WishForm,
    WithdrawConsentForm,
    need_details,
)
from safeguarding.people.models import Carer, Consent, Need, Person, Wish
from safeguarding.people.views.found import act, to_keep


@require_http_methods(["GET", "POST"])
@to_keep("consent_add")
def consent_add(request: HttpRequest, person: Person) -> HttpResponse:
    """Record an answer. It stands beside earlier ones, and counts from its day."""
    carers = Carer.objects.visible_to(request.user).filter(young_person=person).select_related("adult")
    kind = request.GET.get("about", "")
    initial = {"given_on": clock.today(), "kind": kind if kind in ConsentKind.values else ""}
    form = ConsentForm(
        request.POST if request.method == "POST" else None,
        carers=carers.exclude(contact=ContactPermission.MUST_NOT), initial=initial,
    )  # fmt: skip

    def do() -> object:
        return services.record_consent(person, form.consent(), by=request.user)

    return act(request, person, form, "Record an answer about consent", "The answer is on record.", do)


@require_http_methods(["GET", "POST"])
@to_keep("consent_withdraw")
def consent_withdraw(request: HttpRequest, person: Person, consent_pk: int) -> HttpResponse:
    """Consent is taken back."""
    consents = Consent.objects.visible_to(request.user).filter(young_person=person)
    consent = get_object_or_404(consents, pk=consent_pk)
    form = WithdrawConsentForm(
        request.POST if request.method == "POST" else None,
        initial={"version": consent.version, "withdrawn_on": clock.today()},
    )

    def do() -> object:
        return services.withdraw_consent(consent, **form.cleaned_data, by=request.user)

    lead = f"{consent.get_kind_display()}, given on {clock.date_words(consent.given_on)}."
    return act(
        request, person, form, "Consent was withdrawn", "It no longer holds.", do, lead=lead, button="Withdraw",
        danger=True,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@to_keep("need_add")
def need_add(request: HttpRequest, person: Person) -> HttpResponse:
    """Record what staff need to know."""
    form = NeedForm(request.POST if request.method == "POST" else None)

    def do() -> object:
        return services.add_need(person, need_details(form), by=request.user)

    return act(request, person, form, "Add something staff need to know", "Saved.", do)


@require_http_methods(["GET", "POST"])
@to_keep("need_edit")
def need_edit(request: HttpRequest, person: Person, need_pk: int) -> HttpResponse:
    """Change what staff need to know."""
    need = _need(request, person, need_pk)
    form = ChangeNeedForm(request.POST if request.method == "POST" else None, need=need)

    def do() -> object:
        return services.edit_need(need, need_details(form), version=form.cleaned_data["version"], by=request.user)

    return act(request, person, form, "Change what staff need to know", "Saved.", do)


@require_http_methods(["GET", "POST"])
@to_keep("need_end")
def need_end(request: HttpRequest, person: Person, need_pk: int) -> HttpResponse:
    """Staff no longer need to know something."""
    need = _need(request, person, need_pk)
    form = EndForm(
        request.POST if request.method == "POST" else None, initial={"version": need.version, "until": clock.today()}
    )

    def do() -> object:
        return services.end_need(need, **form.cleaned_data, by=request.user)

    return act(request, person, form, "Staff no longer need to know this", "Saved.", do, lead=need.what)


@require_http_methods(["GET", "POST"])
@to_keep("wish_add")
def wish_add(request: HttpRequest, person: Person) -> HttpResponse:
    """Write down what they said they want."""
    form = WishForm(request.POST if request.method == "POST" else None, initial={"said_on": clock.today()})

    def do() -> object:
        return services.hear_wish(person, form.wish(), by=request.user)

    return act(request, person, form, "Write down what they want", "It is written down.", do)


@require_http_methods(["GET", "POST"])
@to_keep("wish_answer")
def wish_answer(request: HttpRequest, person: Person, wish_pk: int) -> HttpResponse:
    """Record what was done about it."""
    wish = get_object_or_404(Wish.objects.visible_to(request.user).filter(young_person=person), pk=wish_pk)
    initial = {"version": wish.version, "done": wish.done, "done_on": wish.done_on or clock.today()}
    form = AnswerWishForm(request.POST if request.method == "POST" else None, initial=initial)

    def do() -> object:
        return services.answer_wish(wish, **form.cleaned_data, by=request.user)

    return act(request, person, form, "What was done about it", "Saved.", do, lead=f"“{wish.words}”")


def _need(request: HttpRequest, person: Person, pk: int) -> Need:
    return get_object_or_404(Need.objects.visible_to(request.user).filter(young_person=person), pk=pk)
