"""What goes with a young person: carers, consent, needs and wishes."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from safeguarding.access.api.once import once
from safeguarding.core.api.views import needs_version
from safeguarding.core.errors import Invalid
from safeguarding.people import services
from safeguarding.people.api import welfare_serializers as shapes
from safeguarding.people.api.base import OfPersonViewSet
from safeguarding.people.models import Carer, Consent, Need, Person, Wish
from safeguarding.people.services import CarerDetails, NeedDetails, NewConsent, NewWish

CARER = ("relationship", "contact", "contact_reason", "is_emergency_contact", "telephone", "email", "since")
NEED = ("category", "what", "what_helps", "since")


class CarerViewSet(OfPersonViewSet):
    """Who cares for a young person. A leader of their scheme is given the emergency contacts alone."""

    model = Carer
    serializer_class = shapes.CarerSerializer
    page_ordering = ("pk",)
    page = "carers"

    def shaped(self, visible: QuerySet[Any]) -> QuerySet[Any]:
        return visible.select_related("adult")

    @extend_schema(request=shapes.NewCarer, responses={201: shapes.CarerSerializer})
    @once
    def create(self, request: Request, person: str) -> Response:
        """Record that an adult who is on record cares for a young person."""
        given = self.checked(shapes.NewCarer)
        adult = Person.objects.visible_to(request.user).filter(pk=given.pop("adult")).first()
        if adult is None:
            raise Invalid({"adult": ["Choose an adult on record with the same force"]})
        return self.made(services.add_carer(self.person, adult, CarerDetails(**given), by=request.user))

    @extend_schema(request=shapes.CarerChanges, responses=shapes.CarerSerializer)
    @needs_version
    def partial_update(self, request: Request, person: str, pk: str) -> Response:
        """Change how a carer is reached, or whether they may be. What is not sent stays."""
        held: Carer = self.get_object()
        now = {name: getattr(held, name) for name in CARER}
        details = CarerDetails(**{**now, **self.checked(shapes.CarerChanges, partial=True)})
        return self.changed(services.edit_carer(held, details, version=self.named_version(), by=request.user))

    @extend_schema(request=shapes.UntilRequest, responses=shapes.CarerSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def end(self, request: Request, person: str, pk: str) -> Response:
        """An adult no longer cares for a young person."""
        given = self.checked(shapes.UntilRequest)
        version = self.named_version()
        return self.answer(services.end_carer(self.get_object(), **given, version=version, by=request.user))


class ConsentViewSet(OfPersonViewSet):
    """Answers to questions of consent. None is ever written over; the newest of a kind counts."""

    model = Consent
    serializer_class = shapes.ConsentSerializer
    page = "consents"

    @extend_schema(request=shapes.NewConsentRequest, responses={201: shapes.ConsentSerializer})
    @once
    def create(self, request: Request, person: str) -> Response:
        """Record an answer."""
        given = self.checked(shapes.NewConsentRequest)
        if given["carer"] is not None:
            carers = Carer.objects.visible_to(request.user).filter(young_person=self.person)
            given["carer"] = carers.filter(pk=given["carer"]).first()
            if given["carer"] is None:
                raise Invalid({"carer": ["Choose one of the carers on record"]})
        return self.made(services.record_consent(self.person, NewConsent(**given), by=request.user))

    @extend_schema(request=shapes.WithdrawConsentRequest, responses=shapes.ConsentSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def withdraw(self, request: Request, person: str, pk: str) -> Response:
        """Consent is taken back. That it held until then stays on record."""
        given = self.checked(shapes.WithdrawConsentRequest)
        version = self.named_version()
        return self.answer(services.withdraw_consent(self.get_object(), **given, version=version, by=request.user))


class NeedViewSet(OfPersonViewSet):
    """What whoever works with a young person needs to know, and what helps."""

    model = Need
    serializer_class = shapes.NeedSerializer
    page = "needs"

    @extend_schema(request=shapes.NeedRequest, responses={201: shapes.NeedSerializer})
    @once
    def create(self, request: Request, person: str) -> Response:
        """Record what staff need to know."""
        details = NeedDetails(**self.checked(shapes.NeedRequest))
        return self.made(services.add_need(self.person, details, by=request.user))

    @extend_schema(request=shapes.NeedRequest, responses=shapes.NeedSerializer)
    @needs_version
    def partial_update(self, request: Request, person: str, pk: str) -> Response:
        """Change what staff need to know. What is not sent stays."""
        held: Need = self.get_object()
        now = {name: getattr(held, name) for name in NEED}
        details = NeedDetails(**{**now, **self.checked(shapes.NeedRequest, partial=True)})
        return self.changed(services.edit_need(held, details, version=self.named_version(), by=request.user))

    @extend_schema(request=shapes.UntilRequest, responses=shapes.NeedSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def end(self, request: Request, person: str, pk: str) -> Response:
        """Staff no longer need to know something."""
        given = self.checked(shapes.UntilRequest)
        version = self.named_version()
        return self.answer(services.end_need(self.get_object(), **given, version=version, by=request.user))


class WishViewSet(OfPersonViewSet):
    """What a young person said they want. Read by who keeps their record, and by nobody else."""

    model = Wish
    serializer_class = shapes.WishSerializer
    page = "wishes"

    @extend_schema(request=shapes.NewWishRequest, responses={201: shapes.WishSerializer})
    @once
    def create(self, request: Request, person: str) -> Response:
        """Write down what a young person said they want, in their words."""
        wish = NewWish(**self.checked(shapes.NewWishRequest))
        return self.made(services.hear_wish(self.person, wish, by=request.user))

    @extend_schema(request=shapes.WishAnswer, responses=shapes.WishSerializer)
    @action(detail=True, methods=["post"], url_path="answer", url_name="answer")
    @needs_version
    def answered(self, request: Request, person: str, pk: str) -> Response:
        """Record what was done about it."""
        given = self.checked(shapes.WishAnswer)
        version = self.named_version()
        return self.answer(services.answer_wish(self.get_object(), **given, version=version, by=request.user))
