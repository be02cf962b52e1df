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

from safeguarding.audit.choices import Purpose
from safeguarding.audit.services import consult
from safeguarding.cases.models import Case
from safeguarding.cases.policies import WORK
from safeguarding.cases.policies import require as require_on_case
from safeguarding.communications.models import Account
from safeguarding.core.api.views import ScopedViewSet, needs_version, version_named
from safeguarding.core.errors import Invalid
from safeguarding.links import policies, services
from safeguarding.links.api import shapes
from safeguarding.links.choices import NodeKind
from safeguarding.links.models import SetAside, ToldLink
from safeguarding.links.rules.nodes import Node
from safeguarding.links.selectors.common import in_common
from safeguarding.links.selectors.lines import lines_of, things_of
from safeguarding.links.selectors.names import ref_of
from safeguarding.links.selectors.opening import node_of_account
from safeguarding.links.selectors.picture import DEPTHS, Picture, picture_of
from safeguarding.links.selectors.reach import Reach
from safeguarding.links.selectors.set_aside import WithoutWhat, set_aside_from, standing_of, without
from safeguarding.links.selectors.told import told_to
from safeguarding.links.services.looks import note_look
from safeguarding.people.models import Person
from safeguarding.schemes.models import Scheme

NO_PURPOSE = "Say why you look: one of the purposes named in the description."
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
        purpose, depth = request.query_params.get("purpose", ""), request.query_params.get("depth", str(DEPTHS[-1]))
        if purpose not in Purpose.values:
            raise Invalid({"purpose": [NO_PURPOSE]})
        if depth not in {str(each) for each in DEPTHS}:
            raise Invalid({"depth": [NO_DEPTH]})
        picture = picture_of(request.user, node, depth=int(depth), without=self.without(record))
        note_look(picture, record, by=request.user, told={"purpose": purpose, "text": ""}, page="api: links")
        return Response(answer(picture))


class CaseLinksView(AroundView):
    """What is linked with a case."""

    def find(self, request: Request, key: Any) -> tuple[Node, Any]:
        case = case_of(request, key)
        return Node(NodeKind.CASE, case.pk), case

    def without(self, record: Any) -> WithoutWhat | None:
        return without(set_aside_from(record), record)

    @extend_schema(parameters=[shapes.PURPOSE, shapes.DEPTH], responses=shapes.PictureShape)
    def get(self, request: Request, reference: str) -> Response:
        return self.around(request, reference)


class ConcernLinksView(AroundView):
    """What is linked with a concern, for who reads it."""

    def find(self, request: Request, key: Any) -> tuple[Node, Any]:
        policies.require_to_look(request.user)
        found = get_object_or_404(policies.readable_concerns(request.user), reference=key)
        return Node(NodeKind.CONCERN, found.pk), found

    @extend_schema(parameters=[shapes.PURPOSE, shapes.DEPTH], responses=shapes.PictureShape)
    def get(self, request: Request, reference: str) -> Response:
        return self.around(request, reference)


class NumberedView(AroundView):
    """Around something that is named by its number."""

    @extend_schema(parameters=[shapes.PURPOSE, shapes.DEPTH], responses=shapes.PictureShape)
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


class SetAsideView(APIView):
    """Links of a case that somebody judged wrong."""

    @extend_schema(responses=shapes.SetAsideShape(many=True))
    def get(self, request: Request, reference: str) -> Response:
        """Those that stand, of which you may see the other end."""
        case = case_of(request, reference)
        consult(case, by=request.user, page="api: links set aside", purpose=Purpose.CASE_WORK)
        rows = [one.row for one in standing_of(request.user, set_aside_from(case), case)]
        return Response(shapes.SetAsideShape(rows, many=True).data)

    @extend_schema(request=shapes.NewSetAside, responses={201: shapes.SetAsideShape})
    def post(self, request: Request, reference: str) -> Response:
        """Judge a link wrong, with the reason."""
        case = case_of(request, reference)
        require_on_case(request.user, WORK, case)
        given = shapes.NewSetAside(data=request.data)
        given.is_valid(raise_exception=True)
        told = given.validated_data
        centre = Node(NodeKind.CASE, case.pk)
        picture = picture_of(request.user, centre, depth=2, without=without(set_aside_from(case), case))
        ends = {(one.ref, end.ref): (one.node, end.node) for one in in_common(picture) for end in one.elsewhere}
        through, end = ends.get((told["through"], told["end"]), (None, None))
        if through is None or end is None:
            raise Invalid({"end": [NO_LINK]})
        made = services.set_aside(case=case, through=through, end=end, reason=told["reason"], by=request.user)
        return Response(shapes.SetAsideShape(made).data, status=status.HTTP_201_CREATED)


class TakeUpView(APIView):
    """A link that was set aside stands after all."""

    @extend_schema(request=shapes.ReasonRequest, responses=shapes.SetAsideShape)
    @needs_version
    def post(self, request: Request, reference: str, pk: str) -> Response:
        """Take it up again, with the reason."""
        case = case_of(request, reference)
        seen: dict[int, SetAside] = {
            one.row.pk: one.row for one in standing_of(request.user, set_aside_from(case), case)
        }
        row = seen.get(int(pk))
        if row is None:
            raise Http404
        require_on_case(request.user, WORK, case)
        version = version_named(request)
        given = shapes.ReasonRequest(data=request.data)
        given.is_valid(raise_exception=True)
        done = services.take_up(case=case, row=row, version=version, by=request.user, **given.validated_data)
        return Response(shapes.SetAsideShape(done).data)


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
