"""The bundles of a case, what is in them, what was made of them, and where messages stand already."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Max, Prefetch, Q, QuerySet
from django.urls import reverse

from safeguarding.cases.models import Case
from safeguarding.conversations.choices import VersionStatus
from safeguarding.conversations.models import (
    Bundle,
    BundleMessage,
    BundleOpening,
    BundleVersion,
    Message,
    NotedMessage,
)


def of_case(case: Case) -> QuerySet[Bundle]:
    """Its bundles, the newest first, with how much is in each and how often one was made."""
    made = Q(versions__status=VersionStatus.MADE)
    found = Bundle.objects.filter(case=case).select_related("case", "made_by").order_by("-pk")
    return found.annotate(
        messages_count=Count("chosen", distinct=True), versions_count=Count("versions", filter=made, distinct=True),
        last_made=Max("versions__made_at"),
    )  # fmt: skip


def who_has_reference(case: Case, reference: str) -> str:
    """Whether a bundle is the exhibit of this reference, in words: exhibits and bundles share one series."""
    taken = Bundle.objects.filter(case=case, reference__iexact=reference).exists()
    return "A bundle of messages of this case has this reference already." if taken else ""


def chosen_in(bundle: Bundle) -> QuerySet[Message]:
    """The messages of a bundle in the order of time; what has no time stands before all."""
    found = Message.objects.filter(bundled__bundle=bundle)
    related = ("sender__party", "conversation__platform", "export__source__exhibit")
    return found.select_related(*related).defer("words").order_by("order_at", "conversation", "position")


def versions_of(bundle: Bundle) -> QuerySet[BundleVersion]:
    """What was made of it, the newest first, and who took each out of the system."""
    openings = Prefetch("openings", BundleOpening.objects.select_related("opened_by"))
    return bundle.versions.select_related("asked_by", "file").prefetch_related(openings)


def picked(case: Case, ids: Iterable[int]) -> QuerySet[Message]:
    """Messages of the case that somebody chose, in their order."""
    found = Message.objects.filter(pk__in=list(ids), export__case=case)
    related = ("sender__party", "conversation__platform", "noted__entry__author")
    return found.select_related(*related).defer("words").order_by("order_at", "position")


def used(messages: Iterable[int], case: Case) -> dict[int, list[dict[str, Any]]]:
    """Where each of these messages stands already: in the chronology, and in which bundles."""
    ids = list(messages)
    where: dict[int, list[dict[str, Any]]] = {}
    for message, entry in NotedMessage.objects.filter(message__in=ids).values_list("message", "entry"):
        href = f"{reverse('cases:case_chronology', args=[case.reference])}#entry-{entry}"
        where.setdefault(message, []).append({"text": "In the chronology", "href": href})
    rows = BundleMessage.objects.filter(message__in=ids).select_related("bundle").order_by("bundle")
    for row in rows:
        href = reverse("conversations:bundle", args=[case.reference, row.bundle_id])
        where.setdefault(row.message_id, []).append({"text": f"In {row.bundle.reference}", "href": href})
    return where
