"""What is done with a session from its planning to its end, and with a trip until it is approved."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from safeguarding.activities import policies, selectors, services
from safeguarding.activities.api import step_serializers as shapes
from safeguarding.activities.api.serializers import SessionSerializer
from safeguarding.activities.models import Session
from safeguarding.activities.selectors.trips import assessments_for, carers_for, consents_of
from safeguarding.activities.services.marking import Refusal
from safeguarding.activities.services.planning import AdultGiven
from safeguarding.activities.services.recording import Closing
from safeguarding.activities.services.trips import Answer
from safeguarding.core.api.views import ScopedViewSet, needs_version
from safeguarding.core.errors import Invalid

NO_PART = "Name adults who have a part in the scheme on that day, or a teacher or guest by name"
NO_CARER = "Choose a parent or carer of this young person who may be contacted"
NO_ASSESSMENT = "Choose an assessment that is approved and in date when the activity ends"
NO_MARK = "Choose one of the marks of this session"


class Led(ScopedViewSet):
    """Finds a session for who may act on it."""

    def _led(self) -> Session:
        """The session, for who leads its scheme; found before anything sent is looked at."""
        session: Session = self.get_object()
        policies.require_leader(self.request.user, session.scheme)
        return session

    def _marked(self) -> Session:
        session: Session = self.get_object()
        policies.require_marker(self.request.user, session.scheme)
        return session


class RunsSessions(Led):
    """Its adults, its register, and how it ends."""

    @extend_schema(responses=shapes.SessionAdultsSerializer)
    @action(detail=True, methods=["get"])
    def adults(self, request: Request, pk: str) -> Response:
        """Which adults come or came, and which of them count."""
        ratio = selectors.ratio_of(self.get_object())
        return Response(shapes.SessionAdultsSerializer({"adults": ratio.adults}).data)

    @extend_schema(request=shapes.SessionAdultsRequest, responses=SessionSerializer)
    @adults.mapping.post
    @needs_version
    def set_adults(self, request: Request, pk: str) -> Response:
        """Say which adults come."""
        session = self._led()
        given = _adults(session, self.checked(shapes.SessionAdultsRequest)["adults"])
        return self.answer(services.set_adults(session, given, version=self.named_version(), by=request.user))

    @extend_schema(request=shapes.HoldRequest, responses=SessionSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def hold(self, request: Request, pk: str) -> Response:
        """Record that it took place, and who was there; again, to correct that. No teacher may be a breach."""
        session = self._led()
        given = self.checked(shapes.HoldRequest)
        adults, version = _adults(session, given["adults"]), self.named_version()
        return self.answer(services.hold(session, adults, notes=given["notes"], version=version, by=request.user))

    @extend_schema(request=shapes.CloseRequest, responses=SessionSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def close(self, request: Request, pk: str) -> Response:
        """Close it. As compliant only when nothing is short."""
        session = self._led()
        closing = Closing(**self.checked(shapes.CloseRequest))
        return self.answer(services.close(session, closing, version=self.named_version(), by=request.user))

    @extend_schema(request=shapes.SessionCancelRequest, responses=SessionSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def cancel(self, request: Request, pk: str) -> Response:
        """It does not take place."""
        session = self._led()
        reason = self.checked(shapes.SessionCancelRequest)["reason"]
        return self.answer(services.cancel(session, reason=reason, version=self.named_version(), by=request.user))

    @extend_schema(responses=shapes.RegisterSerializer)
    @action(detail=True, methods=["get"])
    def register(self, request: Request, pk: str) -> Response:
        """Everybody in the register with the mark that stands. That it was read is recorded."""
        session = self.get_object()
        services.note_reading(session, page="register (API)", by=request.user)
        return Response(shapes.RegisterSerializer({"lines": selectors.lines(session, request.user)}).data)

    @extend_schema(request=shapes.SettleRequest, responses=shapes.RegisterMarkSerializer)
    @action(detail=True, methods=["post"])
    def settle(self, request: Request, pk: str) -> Response:
        """Choose between marks that contradict each other. One that came in since is looked at first (412)."""
        session = self._marked()
        given = self.checked(shapes.SettleRequest)
        chosen = session.marks.filter(pk=given["chosen"]).first()
        if chosen is None:
            raise Invalid({"chosen": [NO_MARK]})
        settled = services.settle(session, chosen, seen=given["seen"], by=request.user)
        return Response(shapes.RegisterMarkSerializer(settled).data)

    @extend_schema(request=shapes.SetAsideRequest, responses={204: None})
    @action(detail=True, methods=["post"], url_path="set-aside")
    def set_aside(self, request: Request, pk: str) -> Response:
        """Say what was done about a mark that was refused, so that it is on record."""
        session = self.get_object()
        given = self.checked(shapes.SetAsideRequest)
        refusal = Refusal(given["id"], given["mark"], given["outcome"])
        services.set_aside(session, refusal, by=request.user)
        return Response(status=204)


class TakesOffSite(Led):
    """Who goes along, who consents, and which risk assessment is of it."""

    @extend_schema(request=shapes.GoingRequest, responses=SessionSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def going(self, request: Request, pk: str) -> Response:
        """Say who goes along. Of each, consent is to be asked; who is not named any more stays at home."""
        session = self._led()
        people = self.checked(shapes.GoingRequest)["people"]
        return self.answer(services.set_going(session, people, version=self.named_version(), by=request.user))

    @extend_schema(request=shapes.NameAssessmentRequest, responses=SessionSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def assessment(self, request: Request, pk: str) -> Response:
        """Name its risk assessment. Another than the one approved with it makes it planned again.

        One that was made for another activity is taken only with `covers`.
        """
        session, given = self._led(), self.checked(shapes.NameAssessmentRequest)
        named = assessments_for(session).filter(pk=given["assessment"]).first()
        if named is None:
            raise Invalid({"assessment": [NO_ASSESSMENT]})
        version, covers = self.named_version(), given["covers"]
        done = services.name_assessment(session, named, version=version, by=request.user, covers=covers)
        return self.answer(done)

    @extend_schema(responses=shapes.TripConsentsSerializer)
    @action(detail=True, methods=["get"])
    def consents(self, request: Request, pk: str) -> Response:
        """Who was named to go along, and whether a carer consents. That it was read is recorded."""
        session = self.get_object()
        services.note_reading(session, page="consents (API)", by=request.user)
        return Response(shapes.TripConsentsSerializer({"consents": consents_of(session)}).data)

    @extend_schema(request=shapes.ConsentAnswerRequest, responses=shapes.TripConsentSerializer)
    @action(detail=True, methods=["post"], url_path="consents/(?P<consent_pk>[0-9]{1,18})")
    def consent(self, request: Request, pk: str, consent_pk: str) -> Response:
        """Record what a parent or carer answered."""
        session: Session = self.get_object()
        row = get_object_or_404(session.consents.select_related("session", "person"), pk=consent_pk)
        policies.require_leader(request.user, session.scheme)
        given = self.checked(shapes.ConsentAnswerRequest)
        number = given.pop("carer")
        carer = carers_for(row, request.user).filter(pk=number).first() if number else None
        if number and carer is None:
            raise Invalid({"carer": [NO_CARER]})
        done = services.record_consent(row, Answer(**given, carer=carer), by=request.user)
        return Response(shapes.TripConsentSerializer(done).data)


def _adults(session: Session, given: list[dict[str, Any]]) -> list[AdultGiven]:
    """The adults as the service takes them: nobody is named who has no part in the scheme on the day."""
    known = {adult.person.pk: adult.person for adult in selectors.adults_of(session)}
    found = []
    for one in given:
        if one["person"] is not None and one["person"] not in known:
            raise Invalid({"adults": [NO_PART]})
        person = known[one["person"]] if one["person"] is not None else None
        found.append(AdultGiven(one["part"], person, "" if person else one["name"]))
    return found
