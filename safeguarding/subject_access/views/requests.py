"""The list of requests with their clocks, a new one, one request, and each step it takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from safeguarding.audit.choices import Purpose
from safeguarding.audit.services import consult
from safeguarding.audit.views import list_file
from safeguarding.core import clock
from safeguarding.core.errors import Refused
from safeguarding.core.views import act, show_form
from safeguarding.people import selectors as people
from safeguarding.people.models import Person
from safeguarding.subject_access import forms, policies, services, states
from safeguarding.subject_access.choices import Status
from safeguarding.subject_access.models import AccessRequest
from safeguarding.subject_access.selectors.reading import next_clocks, standing
from safeguarding.subject_access.services import NewRequest
from safeguarding.subject_access.services.gathering import STEPS

A_PAGE, MOST_FOUND = 50, 20
HEADINGS = ("Request", "About", "Asked by", "Received", "Stage", "Due", "Extended", "Disclosed")
COLOURS = {
    Status.RECEIVED: "yellow", Status.ACCEPTED: "blue", Status.WAITING: "yellow", Status.GATHERING: "light-blue",
    Status.DECIDING: "blue", Status.TO_APPROVE: "purple", Status.APPROVED: "turquoise", Status.DISCLOSED: "green",
    Status.REFUSED: "grey", Status.WITHDRAWN: "grey",
}  # fmt: skip


@dataclass(frozen=True)
class Page:
    """How a step looks: its form, its service, what is said afterwards, what stands above, what it begins with."""

    form: type[forms.StepForm]
    service: Callable[..., Any]
    done: str
    lead: str = ""
    initial: Callable[[AccessRequest], dict[str, Any]] = field(default=lambda held: {})


PAGES: dict[str, Page] = {
    "prove": Page(
        forms.ProveForm, services.prove, "Identity is proved. The clock runs.",
        "The month is counted from this day, or from the day of receipt where that is later.",
        lambda held: {"proved_on": clock.today()},
    ),
    "gather": Page(
        forms.StepForm, services.gather, "The file is being gathered. Look again in a minute.",
        "Every table that holds something about the person is read. What was decided before stays decided where it "
        "reads the same.",
    ),
    "ask": Page(
        forms.AskForm, services.ask, "The clock stands still until they answer.",
        "The clock waits for what you need to know to find what they want (DPA 2018 s.54(3C)).",
        lambda held: {"asked_on": clock.today()},
    ),
    "answered": Page(
        forms.AnsweredForm, services.answered, "The clock goes on.", "",
        lambda held: {"answered_on": clock.today()},
    ),
    "hand_in": Page(
        forms.StepForm, services.hand_in, "It waits for approval by somebody who decided nothing of it.",
        "Every item is decided, and no words are asked about any more.",
    ),
    "approve": Page(
        forms.StepForm, services.approve, "Approved, as far as you read it and others decided it.",
        "You approve what others decided of the items that you read. What you do not read waits for somebody who does.",
    ),
    "send_back": Page(forms.SendBackForm, services.send_back, "It was sent back."),
    "disclose": Page(
        forms.DiscloseForm, services.disclose, "It is recorded that it was disclosed.", "",
        lambda held: {"on": clock.today(), "to": held.asker_name or held.person.name},
    ),
    "refuse": Page(
        forms.RefuseForm, services.refuse, "It is recorded that the request was refused.",
        "They are told why, and that they can complain to the Information Commissioner (UK GDPR Art 12(4)).",
        lambda held: {"told_on": clock.today()},
    ),
    "withdraw": Page(forms.WithdrawForm, services.withdraw, "It is recorded that it was withdrawn."),
    states.TRY_AGAIN: Page(
        forms.StepForm, services.try_again, "It is worked on again. Look again in a minute.",
        "What was done until it stood still is kept.",
    ),
    states.EXTEND: Page(
        forms.ExtendForm, services.extend_time, "The answer is due two months later.",
        "Once, and only if they are told why within the first month (UK GDPR Art 12(3); DPA 2018 s.54(3B)).",
        lambda held: {"told_on": clock.today()},
    ),
}  # fmt: skip
OTHERS = {states.EXTEND: "Take two months more", states.TRY_AGAIN: "Try again"}


@require_GET
def request_list(request: HttpRequest) -> HttpResponse:
    """Every request one may see, the newest first, with what is due."""
    policies.require_answering(request.user)
    form = forms.RequestFilter(request.GET or None)
    found = AccessRequest.objects.visible_to(request.user).select_related("person")
    if form.is_bound and form.is_valid() and form.cleaned_data["status"]:
        found = found.filter(status=form.cleaned_data["status"])
    file = list_file(
        request, "subject-access", what="Subject access requests", headings=HEADINGS, cells=_line, found=found,
        verb="subject_access.exported",
    )  # fmt: skip
    if file:
        return file
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    context = {
        "title": "Subject access", "page": page, "requests": rows, "clocks": next_clocks(rows),
        "colours": COLOURS, "filter_form": form, "is_narrowed": form.is_bound,
    }  # fmt: skip
    return render(request, "subject_access/list.html", context)


def _line(one: AccessRequest) -> tuple[Any, ...]:
    due = next_clocks([one]).get(one.pk)
    return (
        one.reference, one.person.name, one.get_asked_by_display(), one.received_on, one.get_status_display(),
        clock.london_date(due.due_at) if due else "", one.extended_on or "", one.disclosed_on or "",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Whose file is asked for: looked for by name, which stands in no address."""
    policies.require_answering(request.user)
    form = forms.FindForm(request.POST if request.method == "POST" else None)
    found: list[Person] = []
    if request.method == "POST" and form.is_valid():
        barred = policies.barred_people(request.user)
        rows = people.search(request.user, form.cleaned_data["words"], most=MOST_FOUND * 2)
        kept = set(barred.filter(pk__in=[person.pk for person in rows]).values_list("pk", flat=True))
        found = [person for person in rows if person.pk not in kept][:MOST_FOUND]
    context = {
        "title": "Record a request", "found": found, "looked": form.is_bound and form.is_valid(), "button": "Look",
        "back": reverse("subject_access:list"), "back_text": "Subject access", "cancel": reverse("subject_access:list"),
    }  # fmt: skip
    return show_form(request, "subject_access/find.html", form, context)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a request about somebody on record."""
    policies.require_answering(request.user)
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    if not policies.may_ask_about(request.user, person):
        raise Http404
    form = forms.RecordForm(
        request.POST if request.method == "POST" else None, initial={"received_on": clock.today()}
    )  # fmt: skip
    back = reverse("subject_access:list")
    context = {
        "title": "Record a request", "button": "Record it", "back": back, "cancel": back,
        "back_text": "Subject access", "lead": f"For the file of {person.name}.",
    }  # fmt: skip
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            made = services.record_request(NewRequest(person=person, **form.cleaned_data), by=request.user)
        except Refused as no:
            refused = no
        else:
            messages.success(request, f"{made.reference} is on record. Its clock begins once identity is proved.")
            return redirect(made)
    return show_form(request, "layouts/form.html", form, context, refused=refused)


@require_GET
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One request: its clock, how far its file is, its document, and what may be done."""
    found = request_of(request, pk)
    consult(found, by=request.user, page="subject access request", purpose=Purpose.SUBJECT_ACCESS)
    clocks = next_clocks([found])
    is_open = found.status == Status.DECIDING and found.items.there().filter(verdict="").exists()
    context = {
        "title": found.reference, "request_row": found, "colour": COLOURS[Status(found.status)],
        "clock": clocks.get(found.pk), "standing": standing(found, request.user),
        "moves": _moves(found, is_open=is_open),
        "is_open": is_open,
        "pauses": list(found.pauses.select_related("asked_by")), "steps": STEPS,
        "gone": found.items.filter(gone_at__isnull=False).count(),
        "may_open": policies.may_open(request.user, found),
        "openings": list(found.openings.select_related("opened_by")),
        "back": reverse("subject_access:list"), "back_text": "Subject access",
    }  # fmt: skip
    return render(request, "subject_access/request.html", context)


def _moves(found: AccessRequest, *, is_open: bool) -> list[dict[str, str]]:
    """What may be done next. While an item is open, to hand it in would be refused: it is not offered."""
    moves = [
        {"verb": move.verb, "label": move.label}
        for move in states.moves_from(found.status)
        if (move.verb != "disclose" or found.file_id) and (move.verb != "hand_in" or not is_open)
    ]
    if found.stands_still:
        moves.insert(0, {"verb": states.TRY_AGAIN, "label": OTHERS[states.TRY_AGAIN]})
    may_extend = found.is_open and found.extended_on is None
    if may_extend and found.status not in (Status.RECEIVED, Status.WAITING):
        moves.append({"verb": states.EXTEND, "label": OTHERS[states.EXTEND]})
    return moves


@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Take a request one step on, as the table of its states has it."""
    found = request_of(request, pk)
    page = PAGES.get(verb)
    if page is None:
        raise Http404
    label = OTHERS.get(verb) or states.MOVES[verb].label
    form = page.form(
        request.POST if request.method == "POST" else None, initial={**page.initial(found), "version": found.version}
    )
    context = {
        **way_back(found), "title": label, "button": label, "lead": page.lead,
        "button_danger": verb in ("refuse", "withdraw"),
    }  # fmt: skip
    return act(
        request, form,
        lambda: page.service(found, **form.given(), version=form.cleaned_data["version"], by=request.user),
        done=page.done, context=context,
    )  # fmt: skip


def request_of(request: HttpRequest, pk: int) -> AccessRequest:
    policies.require_answering(request.user)
    rows = AccessRequest.objects.visible_to(request.user).select_related(
        "person", "force", "recorded_by", "proved_by", "handed_in_by", "approved_by", "disclosed_by", "file", "package",
        "ended_by", "extended_by",
    )  # fmt: skip
    return get_object_or_404(rows, pk=pk)


def way_back(found: AccessRequest) -> dict[str, Any]:
    address = found.get_absolute_url()
    return {"back": address, "back_text": found.reference, "cancel": address}
