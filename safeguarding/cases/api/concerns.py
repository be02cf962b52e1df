"""Logging concerns by program, and the reporter's own view of them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from safeguarding.access.api.once import once
from safeguarding.cases.api.concern_serializers import (
    DraftSerializer,
    NewConcernSerializer,
    NoteSerializer,
    QuestionSerializer,
    SentConcernSerializer,
    SentNoteSerializer,
    StepAnswersSerializer,
    as_answers,
)
from safeguarding.cases.models import Concern, ConcernDraft
from safeguarding.cases.selectors import concerns as selectors
from safeguarding.cases.services import drafts
from safeguarding.cases.services.concern_notes import add_to_concern, answer_question
from safeguarding.cases.services.concerns import log_concern
from safeguarding.core.api.views import ScopedViewSet

QUESTION = OpenApiParameter("question", int, OpenApiParameter.PATH, description="The number of the question.")


class MyConcernViewSet(ScopedViewSet):
    """The caller's own concerns: received, being looked at or decided, and nothing else."""

    model = Concern
    serializer_class = SentConcernSerializer
    lookup_field = "reference"
    lookup_value_regex = "C-[0-9]{4}-[0-9]{6}"
    filter_backends = ()
    page_ordering = ("-received_at", "-pk")

    def get_queryset(self) -> QuerySet[Any]:
        if getattr(self, "swagger_fake_view", False):
            return Concern.objects.none()
        return selectors.my_concerns(self.request.user)

    @extend_schema(responses=QuestionSerializer(many=True))
    @action(detail=True, methods=["get"], pagination_class=None)
    def questions(self, request: Request, reference: str) -> Response:
        """What the team asked, oldest first."""
        asked = selectors.questions_to(request.user, self.get_object())
        return Response(QuestionSerializer(asked, many=True).data)

    @extend_schema(request=NoteSerializer, responses={201: SentNoteSerializer})
    @action(detail=True, methods=["post"])
    @once
    def additions(self, request: Request, reference: str) -> Response:
        """Add something to a concern that was sent."""
        note = add_to_concern(self.get_object(), by=request.user, **self.checked(NoteSerializer))
        return Response(SentNoteSerializer(note).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=NoteSerializer, responses={201: SentNoteSerializer}, parameters=[QUESTION])
    @action(detail=True, methods=["post"], url_path="questions/(?P<question>[0-9]{1,18})/answer")
    @once
    def answer_question(self, request: Request, reference: str, question: str) -> Response:
        """Answer a question of the team, once."""
        asked = get_object_or_404(selectors.questions_to(request.user, self.get_object()), pk=int(question))
        note = answer_question(asked, by=request.user, **self.checked(NoteSerializer))
        return Response(SentNoteSerializer(note).data, status=status.HTTP_201_CREATED)


class DraftViewSet(mixins.DestroyModelMixin, ScopedViewSet):
    """Concerns that the caller began and has not sent."""

    model = ConcernDraft
    serializer_class = DraftSerializer
    lookup_field = "key"
    lookup_value_regex = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    filter_backends = ()
    page_ordering = ("-saved_at", "-pk")

    def get_queryset(self) -> QuerySet[Any]:
        if getattr(self, "swagger_fake_view", False):
            return ConcernDraft.objects.none()
        return ConcernDraft.objects.filter(owner_id=self.request.user.pk, concern__isnull=True)

    @extend_schema(request=None, responses={201: DraftSerializer})
    @once
    def create(self, request: Request) -> Response:
        """Begin a concern."""
        return self.created(drafts.start_draft(by=request.user))

    @extend_schema(request=StepAnswersSerializer, responses=DraftSerializer)
    @action(detail=True, methods=["post"])
    def keep(self, request: Request, key: str) -> Response:
        """Keep what was typed on one page, right or wrong. Other pages stay as they are."""
        sent = self.checked(StepAnswersSerializer)
        return self.answer(drafts.save_step(self.get_object(), step=sent["step"], raw=sent["typed"], by=request.user))

    def perform_destroy(self, instance: ConcernDraft) -> None:
        drafts.delete_draft(instance, by=self.request.user)


class LogsConcerns:
    """What a route over concerns adds so that a concern can be logged at it."""

    @extend_schema(request=NewConcernSerializer, responses={201: SentConcernSerializer})
    @once
    def create(self: Any, request: Request) -> Response:
        """Log a concern. The answer is what a reporter is told of it, and where that can be read later."""
        concern = log_concern(as_answers(self.checked(NewConcernSerializer)), by=request.user)
        mine = selectors.my_concerns(request.user).get(pk=concern.pk)
        response = self.answer(mine, code=status.HTTP_201_CREATED, serializer_class=SentConcernSerializer)
        response["Location"] = reverse("api:my-concern-detail", args=[concern.reference])
        return response
