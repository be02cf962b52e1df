"""Contacts, reports, requests to be in contact, numbers and rules in the API."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from safeguarding.access.api.once import once
from safeguarding.audit.api.purposes import why
from safeguarding.audit.services import consult
from safeguarding.communications import policies
from safeguarding.communications.api import contact_shapes as shapes
from safeguarding.communications.choices import Channel, ContactStatus, Outcome
from safeguarding.communications.models import (
    Account,
    ContactEvent,
    ContactReport,
    Platform,
)
from safeguarding.communications.rules.catalogue import RULES
from safeguarding.communications.selectors.contacts import possible_supervisors, results_now
from safeguarding.communications.services import contacts, plans, reports
from safeguarding.core.api.fields import LARGEST_ID, ReasonRequest, chosen
from safeguarding.core.api.views import ScopedViewSet, needs_version
from safeguarding.people.models import Person
from safeguarding.schemes.models import Scheme

A_CONTACT = shapes.ContactSerializer


def person(request: Request, pk: int | None, field: str) -> Any:
    seen = Person.objects.visible_to(request.user).select_related("user", "line_manager__user")
    return chosen(seen, pk, field=field)


def note(request: Request, record: Any, page: str) -> None:
    """Reading what is about young people needs a purpose here as on the page."""
    consult(record, by=request.user, page=page, **why(request))


class ContactFilterSet(filters.FilterSet):
    """Contacts by channel, scheme, adult, whether they took place, and a rule that failed."""

    status = filters.ChoiceFilter(choices=ContactStatus.choices)
    channel = filters.ChoiceFilter(choices=Channel.choices)
    scheme = filters.NumberFilter(field_name="scheme_id", min_value=1, max_value=LARGEST_ID)
    sender = filters.NumberFilter(field_name="sender_id", min_value=1, max_value=LARGEST_ID)
    rule = filters.ChoiceFilter(choices=[(rule.name, rule.title) for rule in RULES], method="where_failed")

    class Meta:
        model = ContactEvent
        fields = ("status", "channel", "scheme", "sender", "rule")

    def where_failed(self, found: Any, name: str, value: str) -> Any:
        failed = results_now().filter(rule=value, outcome=Outcome.FAILED)
        return found.filter(pk__in=failed.values("contact"))


class ContactViewSet(ScopedViewSet):
    """Contacts with young people, planned and past, with what the rules say of each."""

    model = ContactEvent
    serializer_class = shapes.ContactLineSerializer
    filterset_class = ContactFilterSet
    page_ordering = ("-sent_at", "-pk")
    http_method_names = ["get", "post", "patch", "head"]

    def get_serializer_class(self) -> Any:
        return shapes.ContactLineSerializer if self.action == "list" else A_CONTACT

    @extend_schema(parameters=shapes.PURPOSE, responses=A_CONTACT)
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One contact: who was reached, and what every rule says. Say why you read it."""
        return super().retrieve(request, *args, **kwargs)

    def note_reading(self, record: Any) -> None:
        note(self.request, record, "api:contact")

    @extend_schema(request=shapes.NewContactRequest, responses={201: A_CONTACT})
    @once
    def create(self, request: Request) -> Response:
        """Log a contact, planned or past, with what the rules say of it. The second adult is told."""
        return self.created(contacts.log_contact(self._new(), by=request.user))

    @extend_schema(request=shapes.NewContactRequest, responses=shapes.JudgedSerializer(many=True), filters=False)
    @action(detail=False, methods=["post"], pagination_class=None, filterset_class=None)
    def check(self, request: Request) -> Response:
        """What the rules say of a contact that is not logged, or not sent, yet. Nothing is written."""
        said = contacts.check(self._new(), by=request.user)
        rows = [shapes.Answer(name, one.outcome, one.severity, one.reason) for name, one in said.items()]
        return Response(shapes.JudgedSerializer(rows, many=True).data)

    @extend_schema(request=shapes.NewContactRequest, responses=A_CONTACT)
    @needs_version
    def partial_update(self, request: Request, pk: str) -> Response:
        """Change a plan: what is not sent stays as it is. The rules are asked again, and the second adult looks."""
        held = self._to_keep()
        now, given = plans.as_new(held), self._given(partial=True)
        # A program that says nothing of it leaves it the plan that it is.
        new = replace(now, **{"is_planned": True, **given})
        return self.answer(plans.change_plan(held, new, version=self.named_version(), by=request.user))

    @extend_schema(request=shapes.SentRequest, responses=A_CONTACT)
    @action(detail=True, methods=["post"])
    @needs_version
    def sent(self, request: Request, pk: str) -> Response:
        """A planned contact took place; the rules are asked again, and what they said of the plan stays."""
        held = self._to_keep()
        given = self.checked(shapes.SentRequest)
        return self.answer(plans.mark_happened(held, **given, version=self.named_version(), by=request.user))

    @extend_schema(request=ReasonRequest, responses=A_CONTACT)
    @action(detail=True, methods=["post"])
    @needs_version
    def withdraw(self, request: Request, pk: str) -> Response:
        """Give a plan up, with the reason: nothing was sent."""
        held = self._to_keep()
        given = self.checked(ReasonRequest)
        return self.answer(plans.withdraw(held, **given, version=self.named_version(), by=request.user))

    @extend_schema(request=None, responses=A_CONTACT)
    @action(detail=True, methods=["post"])
    @needs_version
    def looked(self, request: Request, pk: str) -> Response:
        """The second adult has looked at it, in the version that they name."""
        held = self.get_object()
        policies.require_second_adult(request.user, held)
        return self.answer(contacts.mark_checked(held, version=self.named_version(), by=request.user))

    @extend_schema(request=None, responses=A_CONTACT)
    @action(detail=True, methods=["post"], url_path="ask-again")
    def ask_again(self, request: Request, pk: str) -> Response:
        """Put it to the rules once more: time has passed, or something was reported or answered since."""
        return self.answer(contacts.ask_rules_again(self.get_object(), by=request.user))

    def _to_keep(self) -> ContactEvent:
        held: ContactEvent = self.get_object()
        policies.require_contact_keeper(self.request.user, held)
        return held

    def _new(self) -> contacts.NewContact:
        return contacts.NewContact(**self._given())

    def _given(self, *, partial: bool = False) -> dict[str, Any]:
        """What was sent, with the records that it names by number, each one that the caller may see."""
        request = self.request
        given = self.checked(shapes.NewContactRequest, partial=partial)
        rows: dict[str, QuerySet[Any]] = {
            "scheme": Scheme.objects.visible_to(request.user), "account": Account.objects.visible_to(request.user),
            "answers": ContactEvent.objects.visible_to(request.user), "platform": Platform.objects.all(),
        }  # fmt: skip
        for name in {"sender", "second_adult"} & given.keys():
            given[name] = person(request, given[name], name)
        for name in rows.keys() & given.keys():
            given[name] = chosen(rows[name], given[name], field=name)
        if "recipients" in given:
            given["recipients"] = tuple(
                contacts.Reached(**{**one, "person": person(request, one["person"], "recipients")})
                for one in given["recipients"]
            )
        return given


class ContactReportViewSet(ScopedViewSet):
    """Reports that a young person tried to make contact with an adult."""

    model = ContactReport
    serializer_class = shapes.ContactReportLineSerializer
    filter_backends = ()

    def get_serializer_class(self) -> Any:
        many = self.action == "list"
        return shapes.ContactReportLineSerializer if many else shapes.ContactReportSerializer

    @extend_schema(parameters=shapes.PURPOSE, responses=shapes.ContactReportSerializer)
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One report. Say why you read it."""
        return super().retrieve(request, *args, **kwargs)

    def note_reading(self, record: Any) -> None:
        note(self.request, record, "api:contact_report")

    @extend_schema(request=shapes.NewReportRequest, responses={201: shapes.ContactReportSerializer})
    @once
    def create(self, request: Request) -> Response:
        """Report it: tells the supervisor and the central team, and writes the risk register."""
        given = self.checked(shapes.NewReportRequest)
        for name in ("adult", "young_person"):
            given[name] = person(request, given[name], name)
        given["scheme"] = chosen(Scheme.objects.visible_to(request.user), given["scheme"], field="scheme")
        given["account"] = chosen(Account.objects.visible_to(request.user), given["account"], field="account")
        given["platform"] = chosen(Platform.objects.all(), given["platform"], field="platform")
        given["supervisor"] = chosen(possible_supervisors(request.user), given["supervisor"], field="supervisor")
        return self.created(reports.report_contact(reports.NewReport(**given), by=request.user))
