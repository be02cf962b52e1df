"""The board of recommendations, as a list and in columns; one recommendation; those of one case."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.paginator import Paginator
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from safeguarding.audit.views import list_file
from safeguarding.cases.views.casework.base import CaseView
from safeguarding.core import clock
from safeguarding.core.asked import asked, keep
from safeguarding.recommendations import policies, selectors, states
from safeguarding.recommendations.choices import Status
from safeguarding.recommendations.forms.recording import BoardFilter, offer
from safeguarding.recommendations.models import Recommendation
from safeguarding.recommendations.selectors.board import Card
from safeguarding.recommendations.services.recording import HANDED_ON
from safeguarding.recommendations.states import Who
from safeguarding.recommendations.views.found import recommendation_of

A_PAGE = 50
MOST_IN_COLUMNS = 200
HEADINGS = (
    "Number", "Title", "Made by", "Where it comes from", "Their reference", "Scope", "For", "Who answers", "Made on",
    "Status", "How it stands", "Answer", "Reasons", "In hand", "Next clock", "Due on", "Late", "Answer was due on",
    "Answered on", "Why late", "Published on", "Actions done", "Actions", "Audience reached least", "Reached", "Of",
    "Share in percent", "Carried out, evidence", "Verified on",
)  # fmt: skip


@require_http_methods(["GET", "POST"])
def board(request: HttpRequest) -> HttpResponse:
    """Every recommendation one may see, with its clock, its coverage and its evidence; the next due first."""
    policies.require_board(request.user)
    if request.method == "POST":
        return keep(request)
    form, found = _narrowed(request)
    file = list_file(
        request, "recommendations", what="Recommendations", headings=HEADINGS, cells=_line,
        found=_Cards(request, found), verb="recommendations.exported",
    )  # fmt: skip
    if file:
        return file
    counts, paginator = Recommendation.objects.visible_to(request.user).counts(), Paginator(found, A_PAGE)
    if not form.is_bound:
        # All of them are listed, and counted already.
        paginator.__dict__["count"] = counts["every"]
    page = paginator.get_page(request.GET.get("page"))
    context = {
        "title": "Recommendations", "filter_form": form, "by_post": True, "is_narrowed": form.is_bound, "page": page,
        "cards": selectors.cards(request.user, page.object_list), "late": counts["late"],
        "may_keep": policies.is_keeper(request.user),
    }  # fmt: skip
    return render(request, "recommendations/list.html", context)


@require_GET
def columns(request: HttpRequest) -> HttpResponse:
    """The same in columns by where they stand."""
    policies.require_board(request.user)
    found = selectors.board(request.user, selectors.Wanted())
    cards = selectors.cards(request.user, found[:MOST_IN_COLUMNS])
    context = {
        "title": "Board of recommendations", "columns": selectors.columns(cards),
        "back": reverse("recommendations:board"), "back_text": "Recommendations", "count": len(cards),
        "more": max(found.count() - MOST_IN_COLUMNS, 0),
    }  # fmt: skip
    return render(request, "recommendations/columns.html", context)


@require_GET
def recommendation(request: HttpRequest, pk: int) -> HttpResponse:
    """One recommendation: text, answer, actions, whom it reached and what shows it, and what may be done."""
    found = recommendation_of(request, pk)
    user = request.user
    prefetch_related_objects([found], "extensions", "judicial_reviews", "refusal_looks__recorded_by")
    card, reads = selectors.card_of(user, found), policies.reads_case(user, found)
    asked_of = {move.who for move in states.moves_from(found.status)} | {Who.OWNER, Who.KEEPER}
    may = {who: policies.may(user, who, found) for who in asked_of}
    is_open = found.status in states.WORKED_ON
    context = {
        "title": found.title, "recommendation": found, "card": card, "moves": _moves(found, may),
        "may_work": may[Who.OWNER] and is_open, "may_keep": may[Who.KEEPER],
        "may_finish": {one.pk for one in card.actions if one.is_open and (may[Who.OWNER] or one.owner_id == user.pk)}
        if is_open
        else set(),
        "next_action": card.next_action,
        "may_edit": may[Who.KEEPER]
        and not found.is_approved
        and found.status in (*states.BEFORE_THE_ANSWER, Status.EXTENSION_REQUESTED),
        "may_change": may[Who.OWNER] and is_open and not found.is_approved,
        "may_assign": may[Who.KEEPER] and reads and found.status in (Status.RECEIVED, *HANDED_ON),
        "may_release": may[Who.KEEPER] and card.case is not None and not found.is_on_board,
        "extensions": list(found.extensions.all()),
        "reviews": list(found.judicial_reviews.all()),
        "named_in": selectors.places_found(found) if reads else [],
        "looks": list(found.refusal_looks.all()),
        "back": reverse("recommendations:board"), "back_text": "Recommendations",
    }  # fmt: skip
    return render(request, "recommendations/recommendation.html", context)


class OfCase(CaseView):
    """The recommendations that came from a case, for whoever reads its content."""

    title = "Recommendations"
    template_name = "recommendations/case.html"
    tab = "recommendations"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = Recommendation.objects.visible_to(self.user).filter(case=self.case).select_related("owner", "force")
        cards = selectors.cards(self.user, found)
        return self.show(cards=cards, may_add=policies.is_keeper(self.user))


class _Cards:
    """The list as cards, made when a file is asked for and not before."""

    def __init__(self, request: HttpRequest, found: Any) -> None:
        self.user, self.found = request.user, found

    def __getitem__(self, part: slice) -> list[Card]:
        return selectors.cards(self.user, self.found[part])

    def count(self) -> int:
        return int(self.found.count())


def _narrowed(request: HttpRequest) -> tuple[BoardFilter, Any]:
    form = BoardFilter(asked(request) or None)
    offer(form, "owner", selectors.owners_of(request.user))
    return form, selectors.board(request.user, form.wanted())


def _moves(found: Recommendation, may: dict[Who, bool]) -> list[states.Move]:
    """The steps that this user may take with it now, as the table has them; what follows by itself is no button."""
    hidden = states.BY_ITSELF | {"record_answer" if found.is_ours_to_answer else "draft"}
    offered = [move for move in states.moves_from(found.status) if move.verb not in hidden and may[move.who]]
    # What another body accepted may be closed as it is; what the force accepted is carried out first.
    at_once = found.status == Status.PUBLISHED and found.is_ours_to_answer
    return [move for move in offered if not (at_once and move.verb == "close")]


def _line(card: Card) -> tuple[Any, ...]:
    held, reach, due = card.recommendation, card.reach, card.clock
    return (
        held.reference, held.title, held.recommended_by, held.get_basis_display(), held.their_reference,
        held.get_scope_display(), held.addressee, held.get_addressee_kind_display(), held.made_on,
        held.get_status_display(), card.standing_label, held.get_position_display(), "; ".join(held.reason_labels),
        held.owner or "", card.clock_title, _day(due.due_at if due else None),
        "Yes" if card.is_late else "No", _day(card.answered.due_at if card.answered else None),
        held.answered_on or "", held.late_because, held.answer_public_on or "", card.done_actions,
        card.counted_actions, card.least_line or "", reach.reached if reach else "", reach.count if reach else "",
        reach.share if reach and reach.share is not None else "", held.evidence, _day(held.verified_at),
    )  # fmt: skip


def _day(moment: dt.datetime | None) -> dt.date | str:
    return clock.london_date(moment) if moment else ""
