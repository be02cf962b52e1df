"""The messages of one conversation, as its page gives them: in their order, looked through, searched."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Length
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from safeguarding.cases import policies as case_policies
from safeguarding.cases.api.case_record_serializers import EntrySerializer
from safeguarding.cases.policies import CaseAction
from safeguarding.communications.selectors.numbers import limits_on
from safeguarding.conversations.api import shapes
from safeguarding.conversations.api.base import OfExportViewSet
from safeguarding.conversations.api.paging import Along
from safeguarding.conversations.models import Conversation, Message
from safeguarding.conversations.rules import long_texts
from safeguarding.conversations.selectors import reading
from safeguarding.conversations.selectors.exports import conversations
from safeguarding.conversations.services.noting import to_chronology
from safeguarding.core import clock

CONVERSATION = OpenApiParameter(
    "conversation", int, OpenApiParameter.PATH, description="The number of the conversation."
)


@extend_schema(parameters=[CONVERSATION])
class MessageViewSet(OfExportViewSet):
    """The messages of a conversation, the earliest first; what has no time stands before all."""

    model = Message
    serializer_class = shapes.MessageSerializer
    pagination_class = Along
    http_method_names = ["get", "post", "head"]

    def admit(self) -> None:
        super().admit()
        self.conversation  # noqa: B018  # found before anything is asked of it

    def writes(self) -> CaseAction:
        return case_policies.READ if self.action == "search" else case_policies.WORK

    @cached_property
    def conversation(self) -> Conversation:
        found: Conversation = get_object_or_404(conversations(self.export), pk=self.kwargs["conversation"])
        return found

    def get_serializer_class(self) -> Any:
        return shapes.WholeMessageSerializer if self.action == "retrieve" else shapes.MessageSerializer

    def records(self) -> QuerySet[Any]:
        messages = reading.filtered(self.conversation, reading.Asked())
        full = messages.annotate(letters=Length("text")).defer("words")
        return full.select_related("sender__party", "conversation__platform", "export__source__exhibit")

    @extend_schema(parameters=[shapes.LookQuery])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """A page of the conversation, narrowed as on its page."""
        given = shapes.LookQuery(data=request.query_params)
        given.is_valid(raise_exception=True)
        return self._page(reading.filtered(self.conversation, self._asked(given.validated_data)))

    @extend_schema(request=shapes.SearchRequest, responses=shapes.MessageSerializer(many=True))
    @action(detail=False, methods=["post"])
    def search(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The messages that hold what is looked for, in their order. The same body goes to `next`.

        Words are looked for in any form; where no message holds such a word, those that hold the letters are given.
        """
        asked = self._asked(self.checked(shapes.SearchRequest))
        rows, _ = reading.looked_for(self.conversation, reading.filtered(self.conversation, asked), asked)
        return self._page(rows)

    @extend_schema(request=None, responses={201: EntrySerializer})
    @action(detail=True, methods=["post"])
    def chronology(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Put the message into the chronology, at its own time, in its own words, with where it stands in its file."""
        entry = to_chronology(case=self.case, message=self.get_object(), by=self.user)
        return self.answer(entry, code=201, serializer_class=EntrySerializer)

    def get_serializer_context(self) -> dict[str, Any]:
        context: dict[str, Any] = {**super().get_serializer_context()}
        if self.action == "retrieve" and not getattr(self, "swagger_fake_view", False):
            context["findings"] = reading.findings_of([self.get_object()])
        return context

    def _page(self, rows: QuerySet[Message]) -> Response:
        found = self.paginate_queryset(reading.shortened(rows.select_related("sender__party"), long_texts.IN_A_LIST))
        context = {**self.get_serializer_context(), "findings": reading.findings_of(found)}
        return self.get_paginated_response(shapes.MessageSerializer(found, many=True, context=context).data)

    def _asked(self, given: dict[str, Any]) -> reading.Asked:
        limits = limits_on(self.case.force_id, clock.today()) if given.get("is_quiet") else None
        return reading.Asked(
            sender=given.get("sender"), kind=given.get("kind", ""), since=given.get("since"),
            until=given.get("until"), quiet=limits, has_indicator=given.get("has_indicator", False),
            words=given.get("words", "").strip(), is_exact=given.get("is_exact", False),
        )  # fmt: skip
