"""Triage by program: the queue, a concern with its proposal, the decision, and patterns."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from safeguarding.access.choices import Permission
from safeguarding.access.models import User
from safeguarding.access.policies import require_permission
from safeguarding.audit.choices import Purpose
from safeguarding.audit.services import consult
from safeguarding.cases import policies
from safeguarding.cases.api import triage_requests as sent
from safeguarding.cases.api import triage_serializers as shapes
from safeguarding.cases.api.concerns import LogsConcerns
from safeguarding.cases.choices import Queue, Route
from safeguarding.cases.models import Concern, ConcernParty, PatternReview, ThresholdDecision
from safeguarding.cases.rules.threshold import propose
from safeguarding.cases.selectors import triage as selectors
from safeguarding.cases.selectors.facts import clocks_ahead, facts_of
from safeguarding.cases.services import enquiries
from safeguarding.cases.services.patterns import decide_pattern
from safeguarding.cases.services.triage import Verdict, decide
from safeguarding.core import clock
from safeguarding.core.api.views import ScopedViewSet, needs_version
from safeguarding.core.errors import Invalid, NotAllowed
from safeguarding.deadlines.selectors import next_due_at

QUEUES = [choice for choice in Queue.choices if choice[0] != Queue.PATTERNS]


class ConcernFilter(filters.FilterSet):
    """Concerns by where they stand in triage."""

    queue = filters.ChoiceFilter(choices=QUEUES, method="in_queue")

    class Meta:
        model = Concern
        fields = ("queue", "status", "is_urgent")

    def in_queue(self, queryset: QuerySet[Concern], name: str, value: str) -> QuerySet[Concern]:
        return queryset.filter(selectors.in_queue(value))


class ConcernViewSet(LogsConcerns, ScopedViewSet):
    """Concerns: logged by anybody; read and decided by who triages in their unit, or who sees their case.

    A caller who sees only numbers and headers gets those: `told` and `decision` are null.
    """

    model = Concern
    serializer_class = shapes.ConcernRowSerializer
    filterset_class = ConcernFilter
    lookup_field = "reference"
    lookup_value_regex = "C-[0-9]{4}-[0-9]{6}"
    page_ordering = ("-received_at", "-pk")

    def get_serializer_class(self) -> Any:
        return shapes.ConcernRowSerializer if self.action == "list" else shapes.ConcernSerializer

    def shaped(self, visible: QuerySet[Any]) -> QuerySet[Any]:
        decisions = ThresholdDecision.objects.select_related("case", "decided_by")
        found = visible.annotate(due_at=next_due_at("concern")).prefetch_related(
            Prefetch("threshold_decisions", queryset=decisions)
        )
        if self.action == "list":
            return found
        parties = Prefetch("parties", queryset=ConcernParty.objects.select_related("person"))
        return found.select_related("split_from", "unit", "case_concern__case").prefetch_related(
            parties, "indicators", "notes"
        )

    def get_object(self) -> Any:
        found = super().get_object()
        self.reads = policies.may_read_concern(self.request.user, found)
        return found

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "reads": getattr(self, "reads", False)}

    def note_reading(self, record: Concern) -> None:
        self.note(record, "api:concern" if self.reads else "api:concern, masked")
        if self.reads:
            enquiries.look_at(record, by=self.request.user)

    @extend_schema(parameters=[sent.AnswersSerializer], responses=shapes.ProposedSerializer)
    @action(detail=True, methods=["get"], filter_backends=[], pagination_class=None)
    def proposal(self, request: Request, reference: str) -> Response:
        """What is proposed, with the answers given so far, and what each route would set going now."""
        found = self.to_triage()
        serializer = sent.AnswersSerializer(data=request.query_params)
        serializer.is_valid(raise_exception=True)
        self.note(found, "api:proposal")
        facts = facts_of(found, answers=serializer.validated_data)
        proposal = propose(facts)
        clocks = clocks_ahead(found, facts, proposal, now=clock.now())
        return Response(shapes.ProposedSerializer({"proposal": proposal, "clocks": clocks}).data)

    @extend_schema(responses=shapes.EarlierSerializer)
    @action(detail=True, methods=["get"], filter_backends=[], pagination_class=None)
    def earlier(self, request: Request, reference: str) -> Response:
        """What is on record about the same people, of what the caller may see."""
        found = self.to_read()
        self.note(found, "api:earlier")
        return Response(shapes.EarlierSerializer(selectors.earlier(request.user, found)).data)

    @extend_schema(responses=shapes.ReporterSerializer)
    @action(detail=True, methods=["get"], filter_backends=[], pagination_class=None)
    def reporter(self, request: Request, reference: str) -> Response:
        """Who reported it: for those whose role includes it; each look is recorded on its own."""
        found = self.to_read()
        require_permission(request.user, Permission.SEE_REPORTER, unit_id=found.unit_id)
        identity = get_object_or_404(selectors.reporters(found))
        consult(identity, by=request.user, page="api:who reported it", purpose=Purpose.TRIAGE)
        return Response(shapes.ReporterSerializer(identity.user).data)

    @extend_schema(request=sent.NewThresholdDecisionSerializer, responses={201: shapes.ThresholdDecisionSerializer})
    @action(detail=True, methods=["post"])
    @needs_version
    def decide(self, request: Request, reference: str) -> Response:
        """Decide the concern, once. 409 says who decided it before, when and what."""
        found = self.get_object()
        said = self.checked(sent.NewThresholdDecisionSerializer)
        said["owner"] = owner_named(said.get("owner"), selectors.possible_owners(found.unit, concerns=[found]))
        made = decide(found, Verdict(**said), version=self.named_version(), by=request.user)
        return self.answer(made, code=status.HTTP_201_CREATED, serializer_class=shapes.ThresholdDecisionSerializer)

    @extend_schema(request=sent.NewJoinSerializer, responses={201: shapes.ThresholdDecisionSerializer})
    @action(detail=True, methods=["post"])
    @needs_version
    def join(self, request: Request, reference: str) -> Response:
        """Join the concern to an open case that the caller works on."""
        found = self.get_object()
        said = self.checked(sent.NewJoinSerializer)
        case = selectors.joinable_cases(request.user, found).filter(reference=said.pop("case")).first()
        if case is None:
            raise Invalid({"case": ["There is no open case with this reference that you work on."]})
        verdict = Verdict(route=Route.JOINED, join_case=case, **said)
        made = decide(found, verdict, version=self.named_version(), by=request.user)
        return self.answer(made, code=status.HTTP_201_CREATED, serializer_class=shapes.ThresholdDecisionSerializer)

    @extend_schema(request=sent.NewQuestionSerializer, responses={201: shapes.ConcernNoteSerializer})
    @action(detail=True, methods=["post"])
    @needs_version
    def ask(self, request: Request, reference: str) -> Response:
        """Ask the reporter a question: the concern waits for the answer; its clock goes on."""
        found = self.get_object()
        said = self.checked(sent.NewQuestionSerializer)
        asked = enquiries.ask(concern=found, by=request.user, version=self.named_version(), **said)
        return self.answer(asked, code=status.HTTP_201_CREATED, serializer_class=shapes.ConcernNoteSerializer)

    @extend_schema(request=sent.NewIndicatorsSerializer, responses=shapes.ConcernSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def indicators(self, request: Request, reference: str) -> Response:
        """Note indicators that the words show and nobody ticked."""
        found = self.get_object()
        said = self.checked(sent.NewIndicatorsSerializer)
        enquiries.add_indicators(concern=found, by=request.user, version=self.named_version(), **said)
        return self.answer(self.get_object())

    @extend_schema(request=sent.NewSplitSerializer, responses={201: shapes.ConcernSerializer})
    @action(detail=True, methods=["post"])
    @needs_version
    def split(self, request: Request, reference: str) -> Response:
        """Make a second concern of a part of this one; its clock runs from when this one was received."""
        found = self.get_object()
        said = self.checked(sent.NewSplitSerializer)
        wanted = set(said.pop("parties"))
        parties = [party for party in found.parties.all() if party.pk in wanted]
        if len(parties) != len(wanted):
            raise Invalid({"parties": ["Choose people of this concern."]})
        made = enquiries.split(concern=found, parties=parties, by=request.user, version=self.named_version(), **said)
        return self.created(self.get_queryset().get(pk=made.pk))

    def note(self, record: Concern, page: str) -> None:
        """Write down that the caller read it, and why (DPA 2018 s.62)."""
        user = self.request.user
        consult(record, by=user, page=page, purpose=selectors.why_looked_at(user, record.unit_id))

    def to_read(self) -> Concern:
        """The concern, for a route that shows what was told."""
        found: Concern = self.get_object()
        if not self.reads:
            raise NotAllowed("Your role shows you numbers and headers, not what was told.")
        return found

    def to_triage(self) -> Concern:
        """The concern, for a route that is for who decides about it."""
        found = self.to_read()
        if not policies.may_triage(self.request.user, found):
            raise NotAllowed("Your role does not include deciding about this concern.")
        return found


class PatternViewSet(ScopedViewSet):
    """Low-level concerns about one adult that add up, and the fresh decision they force."""

    model = PatternReview
    serializer_class = shapes.PatternRowSerializer
    filter_backends = ()
    page_ordering = ("-opened_at", "-pk")

    def get_serializer_class(self) -> Any:
        return shapes.PatternRowSerializer if self.action == "list" else shapes.PatternSerializer

    def shaped(self, visible: QuerySet[Any]) -> QuerySet[Any]:
        return visible.select_related("person", "unit").annotate(due_at=next_due_at("pattern"))

    def get_object(self) -> Any:
        review = super().get_object()
        self.kept = list(selectors.low_level_about(self.request.user, review))
        return review

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "kept": getattr(self, "kept", [])}

    def note_reading(self, record: PatternReview) -> None:
        user = self.request.user
        consult(record, by=user, page="api:pattern", purpose=selectors.why_looked_at(user, record.unit_id))

    @extend_schema(request=sent.NewPatternDecisionSerializer, responses=shapes.PatternSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def decide(self, request: Request, pk: str) -> Response:
        """Decide anew over all of them together."""
        review = self.get_object()
        said = self.checked(sent.NewPatternDecisionSerializer)
        said["owner"] = owner_named(said.get("owner"), selectors.pattern_owners(review))
        decide_pattern(review=review, version=self.named_version(), by=request.user, **said)
        return self.answer(self.get_object())


def owner_named(pk: int | None, owners: QuerySet[User]) -> User | None:
    """The owner that was named, of those who may be; none named is the caller."""
    if pk is None:
        return None
    owner = owners.filter(pk=pk).first()
    if owner is None:
        raise Invalid({"owner": ["Choose somebody of the unit who may own the case."]})
    return owner
