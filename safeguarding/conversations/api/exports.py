"""The exports of a case, what could not be read of them, and their conversations."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils.functional import cached_property
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from safeguarding.access.api.once import once
from safeguarding.cases.api.concern_serializers import DraftSerializer
from safeguarding.conversations import services
from safeguarding.conversations.api import shapes
from safeguarding.conversations.api.base import MessagesViewSet, OfExportViewSet
from safeguarding.conversations.choices import ExportStatus
from safeguarding.conversations.models import Breach, Conversation, MessageExport, UnreadLine
from safeguarding.conversations.selectors import exports, judged
from safeguarding.conversations.services import judging, platforms
from safeguarding.conversations.services.raising import start_concern
from safeguarding.core.api.fields import chosen
from safeguarding.core.api.views import needs_version
from safeguarding.core.errors import Conflict
from safeguarding.evidence.api.files import kept
from safeguarding.evidence.selectors import files_in
from safeguarding.files.services import Damaged

RULE = OpenApiParameter("rule", str, OpenApiParameter.PATH, description="The name of the rule, such as COM-13.")


class ExportViewSet(MessagesViewSet):
    """The message exports of a case: how far each is read, what it asks, and what is in it."""

    model = MessageExport
    serializer_class = shapes.MessageExportSerializer
    page_ordering = ("-pk",)

    def records(self) -> QuerySet[Any]:
        return exports.of_case(self.case).select_related("case", "look")

    @extend_schema(
        request=shapes.NewMessageExportRequest,
        responses={200: shapes.MessageExportSerializer, 201: shapes.MessageExportSerializer},
    )
    @once
    def create(self, request: Request, reference: str) -> Response:
        """Have the messages of a file read, in the background. A file that was read before adds nothing (200)."""
        given = self.checked(shapes.NewMessageExportRequest)
        files, words = files_in(self.case), "Choose a file of an exhibit of this case"
        given["file"] = chosen(files, given["file"], field="file", message=words)
        try:
            made, is_new = services.add_export(case=self.case, by=self.user, **given)
        except Damaged as no:
            return kept(no)
        made = self.get_queryset().get(pk=made.pk)
        return self.made(made) if is_new else self.answer(made)

    @extend_schema(request=shapes.DayOrderRequest, responses=shapes.MessageExportSerializer)
    @action(detail=True, methods=["post"], url_path="answer")
    @needs_version
    def say(self, request: Request, reference: str, pk: str) -> Response:
        """Answer what the file asks: in which order it writes day and month. It is read on."""
        given = {**self.checked(shapes.DayOrderRequest), "version": self.named_version()}
        return self.again(services.answer(self.get_object(), by=self.user, **given))

    @extend_schema(request=None, responses=shapes.MessageExportSerializer)
    @action(detail=True, methods=["post"], url_path="again")
    @needs_version
    def read_again(self, request: Request, reference: str, pk: str) -> Response:
        """Have a file that could not be read tried again, from where it stopped."""
        return self.again(services.read_again(self.get_object(), by=self.user, version=self.named_version()))

    @extend_schema(request=shapes.SiteRequest, responses=shapes.MessageExportSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def site(self, request: Request, reference: str, pk: str) -> Response:
        """Say of which site a download is: those of Instagram and Facebook are alike."""
        given = {**self.checked(shapes.SiteRequest), "version": self.named_version()}
        return self.again(platforms.say_site(self.get_object(), by=self.user, **given))

    @extend_schema(responses=shapes.RulesOverMessagesSerializer)
    @action(detail=True, methods=["get"])
    def rules(self, request: Request, reference: str, pk: str) -> Response:
        """What each of the twenty-two rules said of the messages when it was asked last, and what changed since."""
        return self._rules()

    @extend_schema(request=None, responses=shapes.RulesOverMessagesSerializer)
    @rules.mapping.post
    def ask_rules(self, request: Request, reference: str, pk: str) -> Response:
        """Have the rules asked, or asked again, in the background. What was said before stays until then."""
        judging.ask_rules(export=self.get_object(), by=self.user)
        return self._rules()

    @extend_schema(request=None, responses={201: DraftSerializer})
    @action(detail=True, methods=["post"])
    def concern(self, request: Request, reference: str, pk: str) -> Response:
        """Begin a concern about a rule without exception that is broken: filled in, naming nobody, and not sent."""
        judgement = judged.latest(self.user, self.get_object())
        if judgement is None:
            raise Conflict(judged.NOTHING_CRITICAL)
        draft = start_concern(judgement, by=self.user)
        return self.answer(draft, code=201, serializer_class=DraftSerializer)

    def _rules(self) -> Response:
        export = self.get_object()
        if export.status == ExportStatus.REMOVED:
            raise Http404
        last, at_work = judged.latest(self.user, export), judged.under_way(self.user, export)
        now = at_work or last
        told = {
            "status": now.status if now else None, "done_at": last.done_at if last else None,
            "judged": last.judged if last else 0, "left_out": last.left_out if last else 0,
            "out_of_date": judged.why_out_of_date(last) if last else [], "rules": judged.by_rule(last) if last else [],
        }  # fmt: skip
        return Response(shapes.RulesOverMessagesSerializer(told).data)


@extend_schema(parameters=[RULE])
class FailedMessageViewSet(OfExportViewSet):
    """The messages that failed one rule when it was asked last, each with why and what else it failed."""

    model = Breach
    serializer_class = shapes.FailedMessageSerializer
    http_method_names = ["get", "head"]
    page_ordering = ("pk",)

    def admit(self) -> None:
        super().admit()
        if self.judgement is None:
            raise Http404

    @cached_property
    def judgement(self) -> Any:
        return judged.latest(self.user, self.export)

    def records(self) -> QuerySet[Any]:
        return judged.failed_in(self.judgement, self.kwargs["rule"])

    def paginate_queryset(self, queryset: Any) -> Any:
        found = super().paginate_queryset(queryset)
        return judged.failed_of(self.judgement, self.kwargs["rule"], found)

    def answer(self, record: Any, **kwargs: Any) -> Response:
        return super().answer(judged.failed_of(self.judgement, self.kwargs["rule"], [record])[0], **kwargs)


class UnreadViewSet(OfExportViewSet):
    """What could not be read of a file: listed, never left out silently."""

    model = UnreadLine
    serializer_class = shapes.UnreadLineSerializer
    http_method_names = ["get", "head"]
    page_ordering = ("pk",)

    def records(self) -> QuerySet[Any]:
        return exports.unread(self.export)


class ConversationViewSet(OfExportViewSet):
    """The conversations of an export."""

    model = Conversation
    serializer_class = shapes.ConversationSerializer
    http_method_names = ["get", "head"]
    page_ordering = ("pk",)

    def records(self) -> QuerySet[Any]:
        return exports.conversations(self.export)
