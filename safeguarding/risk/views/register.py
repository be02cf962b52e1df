"""The risk register: the list, the map, one risk, and what is done about it."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from safeguarding.access.choices import Permission
from safeguarding.access.policies import has_permission, require_permission
from safeguarding.audit.views import list_file
from safeguarding.core import clock
from safeguarding.core.asked import asked, keep, number
from safeguarding.deadlines.rules import months_after
from safeguarding.risk import policies, selectors, services, states
from safeguarding.risk.choices import MATRIX_SOURCE, EntryStatus
from safeguarding.risk.forms.register import (
    ActionForm,
    DropForm,
    EntryFilter,
    EntryForm,
    FinishForm,
    LookForm,
    NewEntryForm,
    offer,
)
from safeguarding.risk.models import RiskAction, RiskRegisterEntry
from safeguarding.risk.views.found import act, posted
from safeguarding.schemes.models import Scheme

A_PAGE = 50
LOOK_MONTHS = 3
HEADINGS = (
    "Number", "Risk", "Scheme", "Where it came from", "Raised on", "Status", "Likelihood", "Impact", "Score", "Band",
    "Owner", "Look again by", "Overdue",
)  # fmt: skip


@require_http_methods(["GET", "POST"])
def entry_list(request: HttpRequest) -> HttpResponse:
    """The risks one may see, the largest first."""
    policies.require_working_with_schemes(request.user)
    if request.method == "POST":
        return keep(request)
    form = EntryFilter(asked(request) or None)
    offer(form, "scheme", Scheme.objects.visible_to(request.user).order_by("name", "pk"))
    offer(form, "owner", selectors.owners_of(request.user))
    wanted = form.wanted()
    found = selectors.entry_list(request.user, wanted)
    file = list_file(
        request, "risk-register", what="Risk register", headings=HEADINGS, found=found, cells=_line,
        verb="risk_register.exported",
    )  # fmt: skip
    if file:
        return file
    is_keeper = has_permission(request.user, Permission.SEE_SCHEMES)
    context = {
        "title": "Risk register", "filter_form": form, "by_post": True, "is_narrowed": form.is_bound,
        "wanted": wanted, "is_keeper": is_keeper,
        "page": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
        "late": RiskRegisterEntry.objects.visible_to(request.user).overdue().count(),
    }  # fmt: skip
    return render(request, "risk/list.html", context)


def _line(entry: RiskRegisterEntry) -> tuple[Any, ...]:
    rating = entry.rating
    return (
        entry.reference, entry.title, entry.scheme or "", entry.get_source_display(),
        clock.london_date(entry.raised_at), entry.get_status_display(), entry.likelihood, entry.impact, rating.score,
        rating.band.label, entry.owner or "", entry.review_on or "", "Yes" if entry.review_is_overdue else "No",
    )  # fmt: skip


@require_GET
def risk_map(request: HttpRequest) -> HttpResponse:
    """How many live risks there are of each likelihood and impact; each figure leads to those risks."""
    require_permission(request.user, Permission.SEE_SCHEMES)
    rows = selectors.risk_map(request.user)
    context = {
        "title": "Map of risks", "rows": rows, "source": MATRIX_SOURCE, "back": reverse("risk:entry_list"),
        "back_text": "Risk register", "total": sum(cell.count for _, cells in rows for cell in cells),
    }  # fmt: skip
    return render(request, "risk/map.html", context)


@require_http_methods(["GET", "POST"])
def entry_add(request: HttpRequest) -> HttpResponse:
    """Raise a risk."""
    policies.require_working_with_schemes(request.user)
    schemes = selectors.schemes_to_raise_for(request.user)
    sees_all = has_permission(request.user, Permission.SEE_SCHEMES)
    initial = {"scheme": number(request.GET.get("scheme")) or ""}
    form = NewEntryForm(posted(request), schemes=schemes, needs_scheme=not sees_all, initial=initial)
    address = reverse("risk:entry_list")
    context = {
        "title": "Raise a risk", "button": "Raise it", "back": address, "back_text": "Risk register", "cancel": address,
        "lead": "What could go wrong in a scheme, for anybody in it. Those who keep the register are told.",
    }  # fmt: skip
    return act(
        request, form, lambda: services.raise_entry(form.entry(), by=request.user), context=context,
        done="The risk is on the register. Those who keep it have been told.", to=RiskRegisterEntry.get_absolute_url,
    )  # fmt: skip


@require_GET
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """One risk: how large it is, who sees to it, what is to be done, and every time somebody looked at it."""
    found = _entry_of(request, pk)
    actions = list(found.actions.select_related("owner", "added_by"))
    may_keep = policies.may_keep_entry(request.user, found)
    mine = {one.pk for one in actions if one.is_open and (may_keep or one.owner_id == request.user.pk)}
    context = {
        "title": found.title, "entry": found, "actions": actions, "may_finish": mine, "may_keep": may_keep,
        "reviews": list(found.reviews.select_related("recorded_by")), "source": MATRIX_SOURCE,
        "is_closed": found.status == EntryStatus.CLOSED, **_to_list(),
    }  # fmt: skip
    return render(request, "risk/entry.html", context)


@require_http_methods(["GET", "POST"])
def entry_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what the register says of a risk, and who owns it."""
    found = _entry_to_keep(request, pk)
    names = ("title", "description", "version")
    form = EntryForm(
        posted(request), schemes=Scheme.objects.visible_to(request.user).order_by("name", "pk"),
        owners=selectors.possible_owners(found),
        initial={**{name: getattr(found, name) for name in names}, "scheme": found.scheme_id, "owner": found.owner_id},
    )  # fmt: skip
    return act(
        request, form,
        lambda: services.edit_entry(
            found, form.details(), version=form.cleaned_data["version"], by=request.user
        ),
        context={"title": "Change this risk", **_way_back(found)},
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def entry_look(request: HttpRequest, pk: int) -> HttpResponse:
    """Look at a risk again."""
    found = _entry_to_keep(request, pk)
    initial = {
        "likelihood": found.likelihood, "impact": found.impact, "version": found.version,
        "review_on": months_after(clock.today(), LOOK_MONTHS),
    }  # fmt: skip
    outcomes = [(status, _outcome_words(found.status, status)) for status in states.NEXT_OF_ENTRY[found.status]]
    form = LookForm(posted(request), outcomes=outcomes, initial=initial)
    return act(
        request, form,
        lambda: services.look_again(found, form.look(), version=form.cleaned_data["version"], by=request.user),
        context={"title": "Look at this risk again", "lead": found.title, **_way_back(found)}, done="It is recorded.",
    )  # fmt: skip


def _outcome_words(now: str, then: str) -> str:
    label = str(EntryStatus(then).label)
    if now == then:
        return f"{label}, as before"
    return f"{label} again" if then == EntryStatus.OPEN else label


@require_http_methods(["GET", "POST"])
def action_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Give somebody something to do about a risk."""
    found = _entry_to_keep(request, pk)
    form = ActionForm(posted(request), owners=selectors.possible_owners(found))
    return act(
        request, form, lambda: services.add_action(found, form.action(), by=request.user),
        context={"title": "Something to be done", "lead": found.title, **_way_back(found)},
        done="It is recorded, and they are told.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def action_finish(request: HttpRequest, pk: int, action_pk: int) -> HttpResponse:
    """Something was done: for who had it to do, and for the keepers."""
    found = _entry_of(request, pk)
    held = _action_of(found, action_pk)
    policies.require_acting(request.user, held)
    form = FinishForm(posted(request), initial={"version": held.version})
    return act(
        request, form, lambda: services.finish_action(held, **form.cleaned_data, by=request.user),
        context={"title": "It is done", "lead": held.what, **_way_back(found)}, done="It is recorded as done.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def action_drop(request: HttpRequest, pk: int, action_pk: int) -> HttpResponse:
    """Something is not to be done any more."""
    found = _entry_to_keep(request, pk)
    held = _action_of(found, action_pk)
    form = DropForm(posted(request), initial={"version": held.version})
    return act(
        request, form, lambda: services.drop_action(held, **form.cleaned_data, by=request.user),
        context={"title": "It is not to be done any more", "lead": held.what, **_way_back(found)},
        done="It is dropped, with the reason.",
    )  # fmt: skip


def _entry_of(request: HttpRequest, pk: int) -> RiskRegisterEntry:
    rows = RiskRegisterEntry.objects.visible_to(request.user).select_related("scheme", "owner", "raised_by")
    return get_object_or_404(rows, pk=pk)


def _entry_to_keep(request: HttpRequest, pk: int) -> RiskRegisterEntry:
    found = _entry_of(request, pk)
    policies.require_entry_keeper(request.user, found)
    return found


def _action_of(entry: RiskRegisterEntry, pk: int) -> RiskAction:
    """One of its actions; 404 when it is another's."""
    return get_object_or_404(entry.actions.select_related("entry__scheme"), pk=pk)


def _to_list() -> dict[str, Any]:
    return {"back": reverse("risk:entry_list"), "back_text": "Risk register"}


def _way_back(entry: RiskRegisterEntry) -> dict[str, Any]:
    address = entry.get_absolute_url()
    return {"back": address, "back_text": entry.title, "cancel": address}
