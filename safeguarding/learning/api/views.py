"""The learning reports that the caller may see."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.shortcuts import get_object_or_404
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from safeguarding.access.api.once import once
from safeguarding.access.choices import Permission
from safeguarding.access.policies import require_permission
from safeguarding.cases.models import Case
from safeguarding.core.api.views import ScopedViewSet, needs_version
from safeguarding.core.errors import Invalid
from safeguarding.learning import policies, services
from safeguarding.learning.api import serializers as shapes
from safeguarding.learning.choices import ReportStatus
from safeguarding.learning.models import Bulletin, LearningReport, SelfAssessment
from safeguarding.learning.selectors.guarding import Paper, guarded
from safeguarding.learning.services import Reply

STEPS: dict[str, tuple[Callable[..., Any], tuple[str, ...]]] = {
    "submit": (services.submit, ()),
    "approve": (services.approve, ()),
    "send_back": (services.send_back, ("reason",)),
    "withdraw": (services.withdraw, ("reason",)),
    "reopen": (services.reopen, ()),
}


class LearningReportFilter(filters.FilterSet):
    """Reports by where they stand."""

    status = filters.ChoiceFilter(choices=ReportStatus.choices)

    class Meta:
        model = LearningReport
        fields = ("status",)


class PaperViewSet(ScopedViewSet):
    """What reports and bulletins have in common: writing, the guard, and the steps to approval."""

    line_class: Any
    whole_class: Any

    def get_object(self) -> Any:
        """As it is for this reader: what another side of the case keeps until approval is not in it."""
        return super().get_object().read_by(self.request.user)

    def get_serializer_class(self) -> Any:
        return self.line_class if self.action == "list" else self.whole_class

    @extend_schema(request=shapes.ReportChanges)
    @needs_version
    def partial_update(self, request: Request, pk: str) -> Response:
        """Write in it. Sections that are not sent stay as they are."""
        held = self._to_write()
        given = {"title": held.title, **self.checked(shapes.ReportChanges, partial=True)}
        text = services.Text(given["title"], given.get("sections", {}))
        return self.answer(services.edit(held, text, version=self.named_version(), by=request.user))

    @extend_schema(responses=shapes.GuardedSerializer)
    @action(detail=True, methods=["get"], filterset_class=None, pagination_class=None)
    def guard(self, request: Request, pk: str) -> Response:
        """What the guard finds in it as it stands."""
        return Response(shapes.GuardedSerializer(guarded(self._to_write())).data)

    @extend_schema(request=shapes.GuardAnswerRequest, responses=shapes.GuardedSerializer)
    @action(detail=True, methods=["post"])
    def answers(self, request: Request, pk: str) -> Response:
        """Say why something that the guard asks about may stay."""
        held = self._to_write()
        services.answer(held, **self.checked(shapes.GuardAnswerRequest), by=request.user)
        return Response(shapes.GuardedSerializer(guarded(held)).data)

    @extend_schema(request=shapes.ReportStepRequest)
    @action(detail=True, methods=["post"])
    @needs_version
    def steps(self, request: Request, pk: str) -> Response:
        """Take it one step on, as the table of its states has it."""
        held = self._to_write()
        given = self.checked(shapes.ReportStepRequest)
        policies.require_step(request.user, given["verb"], held)
        service, asks = STEPS[given["verb"]]
        more = {name: given[name] for name in asks}
        return self.answer(service(held, **more, version=self.named_version(), by=request.user))

    def _to_write(self) -> Paper:
        """The report or bulletin, for who writes it; found before anything sent is looked at."""
        held: Paper = self.get_object()
        policies.require_writing_in(self.request.user, held)
        return held


class LearningReportViewSet(PaperViewSet):
    """Learning reports: approved ones for everybody of the force, others for who reads their case."""

    model = LearningReport
    serializer_class = line_class = shapes.ReportLineSerializer
    whole_class = shapes.ReportSerializer
    filterset_class = LearningReportFilter

    def shaped(self, visible: Any) -> Any:
        return visible.select_related("case")

    @extend_schema(request=shapes.NewLearningReportRequest, responses={201: shapes.ReportSerializer})
    @once
    def create(self, request: Request) -> Response:
        """Begin a report from a case, with what the record gives it."""
        require_permission(request.user, Permission.WRITE_LEARNING)
        given = self.checked(shapes.NewLearningReportRequest)
        case = Case.objects.fully_visible_to(request.user).filter(reference=given.pop("case")).first()
        if case is None:
            raise Invalid({"case": ["Choose a case that you read"]})
        return self.created(services.begin(case, **given, by=request.user))

    @extend_schema(request=None, responses=shapes.ReportSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def fill(self, request: Request, pk: str) -> Response:
        """Take what the record gives to the sections in which nothing stands."""
        held: Any = self._to_write()
        return self.answer(services.fill(held, version=self.named_version(), by=request.user))

    @extend_schema(request=shapes.SendRequest, responses=shapes.SelfAssessmentSerializer)
    @action(detail=True, methods=["post"])
    @once
    def questions(self, request: Request, pk: str) -> Response:
        """Send its questions to every scheme that runs."""
        held: LearningReport = self.get_object()
        policies.require_sending(request.user)
        made = services.send(held, **self.checked(shapes.SendRequest), by=request.user)
        return self.answer(made, code=201, serializer_class=shapes.SelfAssessmentSerializer)


class BulletinFilter(LearningReportFilter):
    """Bulletins by where they stand."""

    class Meta:
        model = Bulletin
        fields = ("status",)


class BulletinViewSet(PaperViewSet):
    """Bulletins: approved ones for everybody of the force, others for who reads every case of them."""

    model = Bulletin
    serializer_class = line_class = shapes.BulletinLineSerializer
    whole_class = shapes.BulletinSerializer
    filterset_class = BulletinFilter

    @extend_schema(request=shapes.NewBulletinRequest, responses={201: shapes.BulletinSerializer})
    @once
    def create(self, request: Request) -> Response:
        """Begin a bulletin of several approved reports whose cases the caller reads."""
        require_permission(request.user, Permission.WRITE_LEARNING)
        return self.created(services.begin_bulletin(**self.checked(shapes.NewBulletinRequest), by=request.user))


class SelfAssessmentViewSet(ScopedViewSet):
    """The questions sent to schemes, and what each answered, for who sees schemes."""

    model = SelfAssessment
    serializer_class = shapes.SelfAssessmentSerializer

    def shaped(self, visible: Any) -> Any:
        return visible.prefetch_related("replies__scheme")

    @extend_schema(request=None, responses=shapes.SelfAssessmentSerializer)
    @action(detail=True, methods=["post"])
    def remind(self, request: Request, pk: str) -> Response:
        """Tell those who have not answered, at most once a day."""
        held: SelfAssessment = self.get_object()
        policies.require_sending(request.user)
        services.remind(held, by=request.user)
        return self.answer(self.get_object())

    @extend_schema(request=shapes.RepliesRequest, responses=shapes.SelfAssessmentSerializer)
    @action(detail=True, methods=["post"], url_path="replies/(?P<reply_pk>[0-9]{1,18})")
    @needs_version
    def replies(self, request: Request, pk: str, reply_pk: str) -> Response:
        """Answer for a scheme. If-Match names the version of the reply."""
        held: SelfAssessment = self.get_object()
        asked = get_object_or_404(held.replies.select_related("scheme"), pk=reply_pk)
        policies.require_replying(request.user, asked.scheme)
        given = [Reply(**one) for one in self.checked(shapes.RepliesRequest)["answers"]]
        services.reply(asked, given, version=self.named_version(), by=request.user)
        return self.answer(self.get_object())
