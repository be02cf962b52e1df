"""The recommendations of the caller's force."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Model, QuerySet
from django.shortcuts import get_object_or_404
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from safeguarding.access.api.once import once
from safeguarding.access.models import User
from safeguarding.assurance.selectors import requirements
from safeguarding.cases.models import Case
from safeguarding.core.api.fields import LARGEST_ID, ReasonRequest
from safeguarding.core.api.views import ScopedViewSet, needs_version
from safeguarding.core.errors import Invalid
from safeguarding.guidance.models import PolicyDocument
from safeguarding.recommendations import policies, selectors, services, states
from safeguarding.recommendations.api import serializers as shapes
from safeguarding.recommendations.choices import AddresseeKind, Basis, Position, Scope, Status
from safeguarding.recommendations.models import Recommendation, RecommendationAction
from safeguarding.recommendations.services import (
    AudienceDetails,
    Details,
    Draft,
    NewAction,
    NewRecommendation,
    Publication,
    TheirAnswer,
)
from safeguarding.recommendations.states import Who

NUMBER = "[0-9]{1,18}"
A_RECOMMENDATION = shapes.RecommendationSerializer
SAID = ("title", "text", "background", "their_reference", "made_public_on")
NEEDED = "Send this for the step."

Given = dict[str, Any]


def _need(given: Given, *names: str, more: dict[str, Any] | None = None) -> Given:
    """What a step asks, and where it may be left out what stands for it; the rest of what was sent is not read."""
    errors = {name: [NEEDED] for name in names if name not in given}
    if errors:
        raise Invalid(errors)
    return {**(more or {}), **{name: given[name] for name in (*names, *(more or {})) if name in given}}


ANSWER = {"reasons": (), "reason_text": ""}
#: What each step calls, with what of the request.
STEPS: dict[str, tuple[Callable[..., Any], Callable[[Given], Given]]] = {
    "draft": (
        services.draft,
        lambda given: {"answer": Draft(**_need(given, "position", "response_text", more=ANSWER))},
    ),
    "approve": (services.approve, lambda given: _need(given, "approved_as")),
    "send_back": (services.send_back, lambda given: _need(given, "reason")),
    "send": (services.send, lambda given: _need(given, "sent_on", more={"late_because": ""})),
    "publish": (
        services.publish,
        lambda given: {
            "publication": Publication(
                **_need(given, more={"published_on": None, "address": "", "not_public_because": ""})
            )
        },
    ),
    "record_answer": (
        services.record_answer,
        lambda given: {
            "answer": TheirAnswer(
                **_need(given, "position", "response_text", "answered_on", more={**ANSWER, "address": ""})
            )
        },
    ),
    "begin": (services.begin, lambda given: {}),
    "evidence": (services.evidence, lambda given: _need(given, "evidence")),
    "verify": (services.verify, lambda given: _need(given, "verified_how")),
    "doubt": (services.doubt, lambda given: _need(given, "reason")),
    "close": (services.close, lambda given: _need(given, "reason")),
    "look_again": (services.look_again, lambda given: _need(given, "still_refused", "reason")),
    "ask_extension": (services.ask_extension, lambda given: _need(given, "asked_on", "wanted_until", "reason")),
    "answer_extension": (services.answer_extension, lambda given: _need(given, more={"granted_until": None})),
    "begin_review": (services.begin_review, lambda given: _need(given, "begun_on")),
    "end_review": (services.end_review, lambda given: _need(given, "ended_on")),
}


class RecommendationFilter(filters.FilterSet):
    """Recommendations by where they stand, where they come from, whom they are for, who has them, and lateness."""

    status = filters.ChoiceFilter(choices=Status.choices)
    basis = filters.ChoiceFilter(choices=Basis.choices)
    scope = filters.ChoiceFilter(choices=Scope.choices)
    addressee_kind = filters.ChoiceFilter(choices=AddresseeKind.choices)
    position = filters.ChoiceFilter(choices=Position.choices)
    owner = filters.NumberFilter(field_name="owner_id", min_value=1, max_value=LARGEST_ID)
    overdue = filters.BooleanFilter(method="only_overdue")

    class Meta:
        model = Recommendation
        fields = ("status", "basis", "scope", "addressee_kind", "position", "owner", "overdue")

    def only_overdue(self, found: Any, name: str, value: bool) -> Any:
        return found.overdue() if value else found


class RecommendationViewSet(ScopedViewSet):
    """Recommendations: kept by leads, PSD supervisors and managers, and worked on by who has them in hand."""

    model = Recommendation
    serializer_class = shapes.RecommendationLineSerializer
    filterset_class = RecommendationFilter
    cards: dict[int, selectors.Card]

    def get_serializer_class(self) -> Any:
        return shapes.RecommendationLineSerializer if self.action == "list" else A_RECOMMENDATION

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "cards": getattr(self, "cards", {})}

    def note_listing(self, records: list[Any]) -> None:
        self._deal(records)

    def note_reading(self, record: Any) -> None:
        self._deal([record])

    @extend_schema(request=shapes.NewRecommendationRequest, responses={201: A_RECOMMENDATION})
    @once
    def create(self, request: Request) -> Response:
        """Put a recommendation on record."""
        policies.require_keeping(request.user)
        given = self.checked(shapes.NewRecommendationRequest)
        details = Details(**{name: given.pop(name) for name in SAID})
        case = self._case(given.pop("from_case"))
        made = services.record_recommendation(NewRecommendation(details, case=case, **given), by=request.user)
        self._deal([made])
        return self.created(made)

    @extend_schema(request=shapes.RecommendationChanges, responses=A_RECOMMENDATION)
    @needs_version
    def partial_update(self, request: Request, pk: str) -> Response:
        """Put right what is written of it, until it is answered."""
        held = self._for(Who.KEEPER)
        given = self.checked(shapes.RecommendationChanges, partial=True)
        details = Details(**{**{name: getattr(held, name) for name in SAID}, **given})
        return self._now(services.edit(held, details, version=self.named_version(), by=request.user))

    @extend_schema(request=shapes.AssignRequest, responses=A_RECOMMENDATION)
    @action(detail=True, methods=["post"])
    @needs_version
    def assign(self, request: Request, pk: str) -> Response:
        """Give it to somebody."""
        held = self._for(Who.KEEPER)
        policies.require_assigning(request.user, held)
        owner = self._owner(held, self.checked(shapes.AssignRequest)["owner"])
        return self._now(services.assign(held, owner=owner, version=self.named_version(), by=request.user))

    @extend_schema(request=None, responses=A_RECOMMENDATION)
    @action(detail=True, methods=["post"])
    @needs_version
    def release(self, request: Request, pk: str) -> Response:
        """Put one that came from a case on the board of the force."""
        held = self._for(Who.KEEPER)
        return self._now(services.release(held, version=self.named_version(), by=request.user))

    @extend_schema(request=shapes.RecommendationStepRequest, responses=A_RECOMMENDATION)
    @action(detail=True, methods=["post"])
    @needs_version
    def steps(self, request: Request, pk: str) -> Response:
        """Take it one step on, as the table of its states has it."""
        held: Recommendation = self.get_object()
        policies.require_part(request.user, held)
        given = self.checked(shapes.RecommendationStepRequest)
        verb = given.pop("verb")
        policies.require(request.user, states.MOVES[verb].who, held)
        service, asks = STEPS[verb]
        service(held, **asks(given), version=self.named_version(), by=request.user)
        return self._now(held)

    @extend_schema(request=shapes.RecommendationActionRequest, responses=A_RECOMMENDATION)
    @action(detail=True, methods=["post"])
    @once
    def actions(self, request: Request, pk: str) -> Response:
        """Give somebody something to do about it."""
        held = self._for(Who.OWNER)
        given = self.checked(shapes.RecommendationActionRequest)
        given["owner"] = self._owner(held, given["owner"])
        services.add_action(held, NewAction(**given), by=request.user)
        return self._now(held)

    @extend_schema(request=shapes.DoneRequest, responses=A_RECOMMENDATION)
    @action(detail=True, methods=["post"], url_path=rf"actions/(?P<action_pk>{NUMBER})/finish")
    @needs_version
    def finish(self, request: Request, pk: str, action_pk: str) -> Response:
        """Something was done. If-Match names the action's version."""
        held = self._action(action_pk)
        policies.require_acting(request.user, held)
        given = self.checked(shapes.DoneRequest)
        services.finish_action(held, **given, version=self.named_version(), by=request.user)
        return self._now(held.recommendation)

    @extend_schema(request=shapes.GiveRequest, responses=A_RECOMMENDATION)
    @action(detail=True, methods=["post"], url_path=rf"actions/(?P<action_pk>{NUMBER})/give")
    @needs_version
    def give(self, request: Request, pk: str, action_pk: str) -> Response:
        """Somebody else is to do it from now on; its clock goes with it. If-Match names the action's version."""
        held = self._action(action_pk)
        policies.require(request.user, Who.OWNER, held.recommendation)
        given = self.checked(shapes.GiveRequest)
        given["owner"] = self._owner(held.recommendation, given["owner"])
        services.give_action(held, **given, version=self.named_version(), by=request.user)
        return self._now(held.recommendation)

    @extend_schema(request=ReasonRequest, responses=A_RECOMMENDATION)
    @action(detail=True, methods=["post"], url_path=rf"actions/(?P<action_pk>{NUMBER})/drop")
    @needs_version
    def drop(self, request: Request, pk: str, action_pk: str) -> Response:
        """Something is not to be done any more. If-Match names the action's version."""
        held = self._action(action_pk)
        policies.require(request.user, Who.OWNER, held.recommendation)
        given = self.checked(ReasonRequest)
        services.drop_action(held, **given, version=self.named_version(), by=request.user)
        return self._now(held.recommendation)

    @extend_schema(request=shapes.RecommendationAudienceRequest, responses=A_RECOMMENDATION)
    @action(detail=True, methods=["post"])
    @once
    def audiences(self, request: Request, pk: str) -> Response:
        """Say whom it has to reach, how, and what shows that it did."""
        held = self._for(Who.OWNER)
        given = self._measured(self.checked(shapes.RecommendationAudienceRequest))
        services.add_audience(held, AudienceDetails(**given), by=request.user)
        return self._now(held)

    @extend_schema(request=shapes.ChangedRecommendationAudience, responses=A_RECOMMENDATION)
    @action(detail=True, methods=["post"], url_path=rf"audiences/(?P<line_pk>{NUMBER})/change")
    @needs_version
    def change_audience(self, request: Request, pk: str, line_pk: str) -> Response:
        """Change how an audience is reached, with the reason. If-Match names the audience's version."""
        held = self._for(Who.OWNER)
        line = get_object_or_404(held.disseminations.select_related("recommendation"), pk=line_pk)
        given = self._measured(self.checked(shapes.ChangedRecommendationAudience))
        reason = given.pop("reason")
        details = AudienceDetails(audience="", **given)
        services.change_audience(line, details, reason=reason, version=self.named_version(), by=request.user)
        return self._now(held)

    @extend_schema(request=shapes.ToldRequest, responses=A_RECOMMENDATION)
    @action(detail=True, methods=["post"], url_path=rf"audiences/(?P<line_pk>{NUMBER})/told")
    @needs_version
    def told(self, request: Request, pk: str, line_pk: str) -> Response:
        """An audience was told, and what shows it. If-Match names the audience's version."""
        held = self._for(Who.OWNER)
        line = get_object_or_404(held.disseminations.select_related("recommendation"), pk=line_pk)
        given = self.checked(shapes.ToldRequest)
        services.tell_audience(line, **given, version=self.named_version(), by=request.user)
        return self._now(held)

    def _for(self, who: Who) -> Recommendation:
        """The recommendation, for who may; found before anything sent is looked at."""
        held: Recommendation = self.get_object()
        policies.require(self.request.user, who, held)
        return held

    def _action(self, pk: str) -> RecommendationAction:
        """An action; what is not there is 404 before anybody's role is asked."""
        held: Recommendation = self.get_object()
        return get_object_or_404(held.actions.select_related("recommendation"), pk=pk)

    def _case(self, reference: str) -> Case | None:
        if not reference:
            return None
        found: Case | None = Case.objects.fully_visible_to(self.request.user).filter(reference=reference).first()
        if found is None:
            raise Invalid({"from_case": ["Choose a case that you read"]})
        return found

    def _owner(self, held: Recommendation, pk: int) -> User:
        owner = selectors.possible_owners(held, self.request.user).filter(pk=pk).first()
        if owner is None:
            raise Invalid({"owner": [selectors.owner_words(held, self.request.user)]})
        return owner

    def _measured(self, given: Given) -> Given:
        seen: dict[str, QuerySet[Any]] = {
            "policy": PolicyDocument.objects.visible_to(self.request.user), "training": requirements(),
        }  # fmt: skip
        for name, rows in seen.items():
            if given[name] is not None:
                found: Model | None = rows.filter(pk=given[name]).first()
                if found is None:
                    raise Invalid({name: ["There is none of this number"]})
                given[name] = found
        return given

    def _deal(self, records: list[Recommendation]) -> None:
        self.cards = {card.recommendation.pk: card for card in selectors.cards(self.request.user, records)}

    def _now(self, held: Recommendation) -> Response:
        again = Recommendation.objects.visible_to(self.request.user).get(pk=held.pk)
        self._deal([again])
        return self.answer(again, serializer_class=A_RECOMMENDATION)
