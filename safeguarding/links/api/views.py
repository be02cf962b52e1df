"""What is linked with something, for programs: the same picture as the page, of what the caller may see."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from safeguarding.audit.api.purposes import why
from safeguarding.audit.choices import Purpose
from safeguarding.audit.services import consult
from safeguarding.cases.models import Case, Concern
from safeguarding.cases.policies import WORK, may_triage
from safeguarding.cases.policies import require as require_on_case
from safeguarding.communications.models import Account
from safeguarding.core.api.views import ScopedViewSet, needs_version, version_named
from safeguarding.core.errors import Invalid, NotAllowed
from safeguarding.links import policies, services
from safeguarding.links.api import shapes
from safeguarding.links.choices import NodeKind
from safeguarding.links.models import SetAside, ToldLink
from safeguarding.links.rules.nodes import Node
from safeguarding.links.selectors.common import link_between
from safeguarding.links.selectors.lines import lines_of, things_of
from safeguarding.links.selectors.names import ref_of
from safeguarding.links.selectors.opening import node_of_account
from safeguarding.links.selectors.picture import DEPTHS, Picture, picture_of
from safeguarding.links.selectors.reach import Reach
from safeguarding.links.selectors.set_aside import WithoutWhat, matter_of, set_aside_from, standing_of, without
from safeguarding.links.selectors.told import told_to
from safeguarding.links.services.looks import note_look
from safeguarding.people.models import Person
from safeguarding.schemes.models import Scheme

NO_DEPTH = "Give 1 or 2."
NO_LINK = "There is no such link in the picture around this case."


def answer(picture: Picture) -> dict[str, Any]:
    shown = {"things": things_of(picture), "links": lines_of(picture), "left_out": picture.left_out}
    return dict(shapes.PictureShape({"centre": ref_of(picture.centre), **shown}).data)


class AroundView(APIView):
    """A picture around one thing."""

    def find(self, request: Request, key: Any) -> tuple[Node, Any]:
        raise NotImplementedError

    def without(self, record: Any) -> WithoutWhat | None:
        """What somebody set aside."""
        return None

    def around(self, request: Request, key: Any) -> Response:
        node, record = self.find(request, key)
        said, depth = why(request), request.query_params.get("depth", str(DEPTHS[-1]))
        told = {"purpose": said["purpose"], "text": said["purpose_text"]}
        if depth not in {str(each) for each in DEPTHS}:
            raise Invalid({"depth": [NO_DEPTH]})
        picture = picture_of(request.user, node, depth=int(depth), without=self.without(record))
        note_look(picture, record, by=request.user, told=told, page="api: links")
        return Response(answer(picture))


class CaseLinksView(AroundView):
    """What is linked with a case."""

    def find(self, request: Request, key: Any) -> tuple[Node, Any]:
        case = case_of(request, key)
        return matter_of(case), case

    def without(self, record: Any) -> WithoutWhat | None:
        return set_aside_at(matter_of(record))

    @extend_schema(parameters=[*shapes.PURPOSE, shapes.DEPTH], responses=shapes.PictureShape)
    def get(self, request: Request, reference: str) -> Response:
        return self.around(request, reference)


class ConcernLinksView(AroundView):
    """What is linked with a concern, for who reads it."""

    def find(self, request: Request, key: Any) -> tuple[Node, Any]:
        found = concern_of(request, key)
        return matter_of(found), found

    def without(self, record: Any) -> WithoutWhat | None:
        return set_aside_at(matter_of(record))

    @extend_schema(parameters=[*shapes.PURPOSE, shapes.DEPTH], responses=shapes.PictureShape)
    def get(self, request: Request, reference: str) -> Response:
        return self.around(request, reference)


class NumberedView(AroundView):
    """Around something that is named by its number."""

    @extend_schema(parameters=[*shapes.PURPOSE, shapes.DEPTH], responses=shapes.PictureShape)
    def get(self, request: Request, pk: int) -> Response:
        return self.around(request, pk)


class PersonLinksView(NumberedView):
    """What is linked with somebody on record."""

    def find(self, request: Request, key: Any) -> tuple[Node, Any]:
        policies.require_to_look(request.user)
        found = get_object_or_404(Person.objects.visible_to(request.user), pk=key)
        return Node(NodeKind.PERSON, found.pk), found


class AccountLinksView(NumberedView):
    """What is linked with an account of the register."""

    def find(self, request: Request, key: Any) -> tuple[Node, Any]:
        policies.require_to_look(request.user)
        found = get_object_or_404(Account.objects.visible_to(request.user), pk=key)
        return node_of_account(Reach(request.user), found), found


class SchemeLinksView(NumberedView):
    """What is linked with a scheme."""

    def find(self, request: Request, key: Any) -> tuple[Node, Any]:
        policies.require_to_look(request.user)
        found = get_object_or_404(Scheme.objects.visible_to(request.user), pk=key)
        return Node(NodeKind.SCHEME, found.pk), found


def case_of(request: Request, reference: str) -> Case:
    found: Case = get_object_or_404(Case.objects.fully_visible_to(request.user), reference=reference)
    return found


def concern_of(request: Request, reference: str) -> Concern:
    policies.require_to_look(request.user)
    seen = policies.readable_concerns(request.user).select_related("case_concern")
    found: Concern = get_object_or_404(seen, reference=reference)
    return found


def set_aside_at(matter: Node) -> WithoutWhat:
    return without(set_aside_from(matter), matter)


class JudgingView(APIView):
    """Links of a case or a concern that somebody judged wrong."""

    def record(self, request: Request, reference: str) -> Case | Concern:
        return case_of(request, reference)

    def require(self, request: Request, record: Any) -> None:
        """That they may judge it, before they are told anything about the link."""
        require_on_case(request.user, WORK, record)

    def standing(self, request: Request, record: Case | Concern) -> list[SetAside]:
        matter = matter_of(record)
        return [one.row for one in standing_of(request.user, set_aside_from(matter), matter)]

    def listed(self, request: Request, reference: str) -> Response:
        record = self.record(request, reference)
        consult(record, by=request.user, page="api: links set aside", purpose=Purpose.CASE_WORK)
        return Response(shapes.SetAsideShape(self.standing(request, record), many=True).data)

    def make(self, request: Request, reference: str) -> Response:
        record = self.record(request, reference)
        self.require(request, record)
        given = shapes.NewSetAside(data=request.data)
        given.is_valid(raise_exception=True)
        told, matter = given.validated_data, matter_of(record)
        picture = picture_of(request.user, matter, depth=2, without=set_aside_at(matter))
        link = link_between(picture, told["through"], told["end"])
        if link is None:
            raise Invalid({"end": [NO_LINK]})
        made = services.set_aside(
            of=record, through=link[0].node, end=link[1].node, reason=told["reason"], by=request.user
        )
        return Response(shapes.SetAsideShape(made).data, status=status.HTTP_201_CREATED)

    def undo(self, request: Request, reference: str, pk: str) -> Response:
        record = self.record(request, reference)
        row = next((row for row in self.standing(request, record) if row.pk == int(pk)), None)
        if row is None:
            raise Http404
        self.require(request, record)
        version = version_named(request)
        given = shapes.ReasonRequest(data=request.data)
        given.is_valid(raise_exception=True)
        done = services.take_up(of=record, row=row, version=version, by=request.user, **given.validated_data)
        return Response(shapes.SetAsideShape(done).data)


class OfConcern(JudgingView):
    """The same of a concern that is in no case: what is in a case is judged there."""

    def record(self, request: Request, reference: str) -> Case | Concern:
        found = concern_of(request, reference)
        if matter_of(found).kind != NodeKind.CONCERN:
            raise Http404
        return found

    def require(self, request: Request, record: Any) -> None:
        if not may_triage(request.user, record):
            raise NotAllowed(policies.NOT_TO_JUDGE)


class SetAsideView(JudgingView):
    """Links of a case that somebody judged wrong."""

    @extend_schema(responses=shapes.SetAsideShape(many=True))
    def get(self, request: Request, reference: str) -> Response:
        """Those that stand, of which you may see the other end."""
        return self.listed(request, reference)

    @extend_schema(request=shapes.NewSetAside, responses={201: shapes.SetAsideShape})
    def post(self, request: Request, reference: str) -> Response:
        """Judge a link wrong, with the reason."""
        return self.make(request, reference)


class TakeUpView(JudgingView):
    """A link that was set aside stands after all."""

    @extend_schema(request=shapes.ReasonRequest, responses=shapes.SetAsideShape)
    @needs_version
    def post(self, request: Request, reference: str, pk: str) -> Response:
        """Take it up again, with the reason."""
        return self.undo(request, reference, pk)


class ConcernSetAsideView(OfConcern, SetAsideView):
    """Links of a concern that somebody judged wrong."""


class ConcernTakeUpView(OfConcern, TakeUpView):
    """A link of a concern that was set aside stands after all."""


class ToldLinkViewSet(ScopedViewSet):
    """Links that you were told of, because the owner of a case may not see them."""

    model = ToldLink
    serializer_class = shapes.ToldLinkShape
    page_ordering = ("-found_at", "-pk")
    filter_backends = ()

    def get_serializer(self, *args: Any, **kwargs: Any) -> Any:
        rows = list(args[0]) if kwargs.get("many") else list(args[:1])
        self.told = [row for row in rows if isinstance(row, ToldLink)]
        return super().get_serializer(*args, **kwargs)

    def get_serializer_context(self) -> dict[str, Any]:
        context = super().get_serializer_context()
        ends = {
            one.link.pk: [*(case.reference for case in one.cases), *([one.concern.reference] if one.concern else [])]
            for one in (told_to(self.request.user, self.told) if getattr(self, "told", None) else [])
        }
        return {**context, "ends": ends}

    def answer(self, record: Any, **kwargs: Any) -> Response:
        self.told = [record]
        return super().answer(record, **kwargs)

    def note_reading(self, record: Any) -> None:
        consult(record, by=self.request.user, page="api: told link", purpose=Purpose.SUPERVISION)

    @extend_schema(request=shapes.LinkSeen, responses=shapes.ToldLinkShape)
    @action(detail=True, methods=["post"])
    @needs_version
    def seen(self, request: Request, pk: str) -> Response:
        """Say what was done about it."""
        given = self.checked(shapes.LinkSeen)
        link = self.get_object()
        return self.answer(services.mark_seen(link=link, version=self.named_version(), by=request.user, **given))
