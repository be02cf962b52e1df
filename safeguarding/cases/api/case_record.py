"""The people, the chronology, the decisions and the links of one case."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from safeguarding.access.api.once import once
from safeguarding.access.models import User
from safeguarding.cases.api import case_record_serializers as shapes
from safeguarding.cases.api.case_base import OfCaseViewSet
from safeguarding.cases.api.case_serializers import Because
from safeguarding.cases.choices import AccessLevel
from safeguarding.cases.models import Case, CaseLink, CaseParty, ChronologyEntry, Decision
from safeguarding.cases.selectors.people import people_to_add
from safeguarding.cases.services import chronology, decisions, links, parties
from safeguarding.core.api.views import needs_version
from safeguarding.core.errors import Invalid
from safeguarding.people.models import Person


class PartyViewSet(OfCaseViewSet):
    """Who is in a case, each under a label that is given once."""

    model = CaseParty
    serializer_class = shapes.PartySerializer
    page_ordering = ("pk",)
    page = "people"
    reads = None

    def records(self) -> QuerySet[Any]:
        return super().records().filter(removed_at__isnull=True).select_related("person")

    def get_serializer_context(self) -> dict[str, Any]:
        fake = getattr(self, "swagger_fake_view", False)
        is_full = not fake and self.standing.level == AccessLevel.FULL
        return {**super().get_serializer_context(), "is_full": is_full}

    @extend_schema(request=shapes.NewParty, responses={201: shapes.PartySerializer})
    @once
    def create(self, request: Request, reference: str) -> Response:
        """Put somebody into the case. A subject loses sight of it at once."""
        given = self.checked(shapes.NewParty)
        chosen = given.pop("person", None)
        person = on_record(request.user, chosen) if chosen else None
        return self.made(parties.add_party(case=self.case, by=request.user, person=person, **given))

    @extend_schema(request=shapes.PartyChanges, responses=shapes.PartySerializer)
    @needs_version
    def partial_update(self, request: Request, reference: str, pk: str) -> Response:
        """Change how somebody is reached or described."""
        given = self.checked(shapes.PartyChanges)
        return self.answer(
            parties.change_party(party=self.get_object(), by=request.user, version=self.named_version(), **given)
        )

    @extend_schema(request=shapes.PartyKnown, responses=shapes.PartySerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def identify(self, request: Request, reference: str, pk: str) -> Response:
        """It is known now who this is. The label stays."""
        party, given = self.get_object(), self.checked(shapes.PartyKnown)
        person = on_record(request.user, given["person"])
        version = self.named_version()
        return self.answer(
            parties.identify_party(party=party, person=person, role=given["role"], by=request.user, version=version)
        )

    @extend_schema(request=Because, responses={204: None})
    @action(detail=True, methods=["post"])
    @needs_version
    def remove(self, request: Request, reference: str, pk: str) -> Response:
        """Take somebody off the case. The label is never given again."""
        given = self.checked(Because)
        parties.remove_party(party=self.get_object(), by=request.user, version=self.named_version(), **given)
        return Response(status=status.HTTP_204_NO_CONTENT)


def on_record(user: User, pk: int) -> Person:
    """Somebody on record whom the caller may see; whoever they may not is not there."""
    found = people_to_add(user, pk).first()
    if found is None:
        raise Invalid({"person": ["Choose somebody on record."]})
    return found


class ChronologyViewSet(OfCaseViewSet):
    """What happened, every version of it: an entry is never changed, a correction points to the entry it corrects."""

    model = ChronologyEntry
    serializer_class = shapes.EntrySerializer
    page_ordering = ("-recorded_at", "-pk")
    page = "chronology"

    def records(self) -> QuerySet[Any]:
        return super().records().select_related("author", "correction")

    @extend_schema(request=shapes.NewEntry, responses={201: shapes.EntrySerializer})
    @once
    def create(self, request: Request, reference: str) -> Response:
        """Add an entry."""
        return self.made(chronology.add_entry(case=self.case, by=request.user, **self.checked(shapes.NewEntry)))

    @extend_schema(request=shapes.NewCorrection, responses={201: shapes.EntrySerializer})
    @action(detail=True, methods=["post"])
    @once
    def correct(self, request: Request, reference: str, pk: str) -> Response:
        """Correct an entry by a new one."""
        given = self.checked(shapes.NewCorrection)
        return self.made(chronology.correct_entry(case=self.case, entry=self.get_object(), by=request.user, **given))


class DecisionViewSet(OfCaseViewSet):
    """The policy log."""

    model = Decision
    serializer_class = shapes.DecisionSerializer
    lookup_field = "number"
    lookup_value_regex = "[0-9]{1,5}"
    page_ordering = ("number",)
    page = "decisions"

    def records(self) -> QuerySet[Any]:
        return super().records().select_related("decided_by")

    @extend_schema(request=shapes.NewDecision, responses={201: shapes.DecisionSerializer})
    @once
    def create(self, request: Request, reference: str) -> Response:
        """Record a decision under the next number."""
        return self.made(decisions.add_decision(case=self.case, by=request.user, **self.checked(shapes.NewDecision)))


class LinkViewSet(OfCaseViewSet):
    """The cases a case is linked to, of those the caller may read."""

    model = CaseLink
    serializer_class = shapes.LinkSerializer
    page_ordering = ("-linked_at", "-pk")
    page = "links"

    def records(self) -> QuerySet[Any]:
        seen = Case.objects.fully_visible_to(self.request.user).values("pk")
        both = Q(case=self.case, other__in=seen) | Q(other=self.case, case__in=seen)
        return CaseLink.objects.filter(both).select_related("case", "other", "linked_by")

    def get_serializer_context(self) -> dict[str, Any]:
        fake = getattr(self, "swagger_fake_view", False)
        return {**super().get_serializer_context(), "case_id": 0 if fake else self.case.pk}

    @extend_schema(request=shapes.NewLink, responses={201: shapes.LinkSerializer})
    @once
    def create(self, request: Request, reference: str) -> Response:
        """Link another case."""
        return self.made(links.link(case=self.case, by=request.user, **self.checked(shapes.NewLink)))

    @extend_schema(request=Because, responses={204: None})
    @action(detail=True, methods=["post"])
    def remove(self, request: Request, reference: str, pk: str) -> Response:
        """Take a link away that was wrong."""
        links.unlink(case=self.case, link=self.get_object(), by=request.user, **self.checked(Because))
        return Response(status=status.HTTP_204_NO_CONTENT)
