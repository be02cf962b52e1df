"""What is on record for what is asked, and who was let take part without."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from safeguarding.access.api.once import once
from safeguarding.assurance import policies, selectors, services
from safeguarding.assurance.api import serializers as shapes
from safeguarding.assurance.choices import About, Details
from safeguarding.assurance.models import Clearance, Credential, Requirement
from safeguarding.assurance.services import Dbs, NewClearance, NewCredential, Vetting
from safeguarding.core import clock
from safeguarding.core.api.fields import LARGEST_ID, ReasonRequest
from safeguarding.core.api.views import ScopedViewSet, needs_version
from safeguarding.core.errors import Invalid
from safeguarding.people.models import Person
from safeguarding.people.selectors import staff
from safeguarding.schemes.models import Scheme
from safeguarding.schemes.policies import require_keeper, require_keeping

#: Where what the service says of a field is found in what is sent.
SENT_AS = {
    "dbs_level": "dbs.level", "vetting_level": "vetting.level", "vetting_status": "vetting.status",
    **{name: f"dbs.{name}" for name in (
        "workforce", "barred_list_checked", "certificate_number", "seen_on", "last_status_check_on",
    )},
    **{name: f"vetting.{name}" for name in ("status_since", "review_due_on")},
}  # fmt: skip


class CredentialFilter(filters.FilterSet):
    """What is on record by person, scheme and requirement."""

    person = filters.NumberFilter(field_name="person_id", min_value=1, max_value=LARGEST_ID)
    scheme = filters.NumberFilter(field_name="scheme_id", min_value=1, max_value=LARGEST_ID)
    requirement = filters.NumberFilter(field_name="requirement_id", min_value=1, max_value=LARGEST_ID)

    class Meta:
        model = Credential
        fields = ("person", "scheme", "requirement")


class CredentialViewSet(ScopedViewSet):
    """What people and schemes have: who sees the register sees it, and everybody their own. Keepers record it."""

    model = Credential
    serializer_class = shapes.CredentialSerializer
    filterset_class = CredentialFilter
    page_ordering = ("-achieved_on", "-pk")

    def shaped(self, visible: QuerySet[Any]) -> QuerySet[Any]:
        return visible.select_related("requirement", "person", "scheme", "dbs", "vetting")

    @extend_schema(request=shapes.NewCredentialRequest, responses={201: shapes.CredentialSerializer})
    @once
    def create(self, request: Request) -> Response:
        """Record what a member of staff or a scheme has. Nobody records their own, or of a scheme they run."""
        require_keeping(request.user)
        given = self.checked(shapes.NewCredentialRequest)
        whose = self._of_whom(given.pop("person"), given.pop("scheme"))
        about = About.PERSON if isinstance(whose, Person) else About.SCHEME
        wanted = selectors.asked(clock.today()).filter(pk=given.pop("requirement"), about=about).first()
        if wanted is None:
            raise Invalid({"requirement": ["Choose something that is asked of it today"]})
        dbs, vetting = given.pop("dbs"), given.pop("vetting")
        new = NewCredential(**given, dbs=Dbs(**dbs) if dbs else None, vetting=Vetting(**vetting) if vetting else None)
        return self.created(self._recorded(wanted, new, whose))

    @extend_schema(request=ReasonRequest, responses=shapes.CredentialSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def withdraw(self, request: Request, pk: str) -> Response:
        """It no longer counts, with the reason; that it counted until today stays on record."""
        held: Credential = self.get_object()
        policies.require_recorder(request.user, person=held.person, scheme=held.scheme)
        given = self.checked(ReasonRequest)
        services.withdraw(held, reason=given["reason"], version=self.named_version(), by=request.user)
        return self.answer(self.get_object())

    @extend_schema(request=shapes.TogetherRequest, responses=shapes.RecordingSerializer(many=True))
    @action(detail=False, methods=["post"], pagination_class=None, filterset_class=None)
    @once
    def together(self, request: Request) -> Response:
        """Record one thing for several adults of a scheme: for all of them or for none. Nobody records their own."""
        require_keeping(request.user)
        given = self.checked(shapes.TogetherRequest)
        scheme = self._scheme(given["scheme"])
        require_keeper(request.user, scheme)
        of_people = selectors.asked(clock.today()).filter(about=About.PERSON, details=Details.NONE)
        wanted = of_people.filter(pk=given["requirement"]).first()
        if wanted is None:
            raise Invalid(
                {"requirement": ["Choose something that is asked of adults today, and is no check or vetting"]}
            )
        named = set(given["people"])
        people = [one for one in selectors.recordable(request.user, scheme) if one.pk in named]
        if len(people) < len(named):
            raise Invalid({"people": ["Choose staff who have a part in the scheme now, and not yourself"]})
        new = NewCredential(achieved_on=given["achieved_on"], evidence=given["evidence"])
        outcomes = services.recordings(wanted, new, people)
        if not given["only_look"]:
            services.record_together(wanted, new, people=people, by=request.user)
        return Response(shapes.RecordingSerializer(outcomes, many=True).data)

    def _of_whom(self, person: int | None, scheme: int | None) -> Person | Scheme:
        """The one member of staff, or the one scheme, that it is of."""
        if person is not None and scheme is None:
            found = staff(self.request.user).filter(pk=person).first()
            if found is None:
                raise Invalid({"person": ["Choose a member of staff of your own force"]})
            return found
        if scheme is not None and person is None:
            return self._scheme(scheme)
        raise Invalid({"": ["Name a person or a scheme"]})

    def _scheme(self, pk: int) -> Scheme:
        found = Scheme.objects.visible_to(self.request.user).filter(pk=pk).first()
        if found is None:
            raise Invalid({"scheme": ["Choose a scheme of your own force"]})
        return found

    def _recorded(self, wanted: Requirement, new: NewCredential, whose: Person | Scheme) -> Credential:
        try:
            if isinstance(whose, Person):
                made = services.record_for_person(wanted, new, person=whose, by=self.request.user)
            else:
                made = services.record_for_scheme(wanted, new, scheme=whose, by=self.request.user)
        except Invalid as refused:
            raise Invalid({SENT_AS.get(name, name): words for name, words in refused.errors.items()}) from refused
        found: Credential = self.get_queryset().get(pk=made.pk)
        return found


class ClearanceFilter(filters.FilterSet):
    """Clearances by scheme and person, and those that hold today."""

    scheme = filters.NumberFilter(field_name="placement__scheme_id", min_value=1, max_value=LARGEST_ID)
    person = filters.NumberFilter(field_name="placement__person_id", min_value=1, max_value=LARGEST_ID)
    live = filters.BooleanFilter(method="only_live")

    class Meta:
        model = Clearance
        fields = ("scheme", "person", "live")

    def only_live(self, clearances: Any, name: str, value: bool) -> Any:
        live = clearances.live_on(clock.today())
        return live if value else clearances.exclude(pk__in=live.values("pk"))


class ClearanceViewSet(ScopedViewSet):
    """Who was let take part without everything that is needed: seen by who sees the register, given by its keepers."""

    model = Clearance
    serializer_class = shapes.ClearanceSerializer
    filterset_class = ClearanceFilter
    page_ordering = ("-given_on", "-pk")

    def shaped(self, visible: QuerySet[Any]) -> QuerySet[Any]:
        return visible.select_related("placement__scheme")

    @extend_schema(request=shapes.NewClearanceRequest, responses={201: shapes.ClearanceSerializer})
    @once
    def create(self, request: Request) -> Response:
        """Let somebody take part for a time without everything that is needed. Nobody does so for themself."""
        require_keeping(request.user)
        given = self.checked(shapes.NewClearanceRequest)
        placement = selectors.adult_parts(request.user).filter(pk=given.pop("placement")).first()
        if placement is None:
            raise Invalid({"placement": ["Choose an adult's part in a scheme of your own force"]})
        made = services.give_clearance(placement, NewClearance(**given), by=request.user)
        return self.created(made)

    @extend_schema(request=None, responses=shapes.ClearanceSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def end(self, request: Request, pk: str) -> Response:
        """They no longer take part without everything that is needed."""
        held: Clearance = self.get_object()
        require_keeper(request.user, held.placement.scheme)
        services.end_clearance(held, version=self.named_version(), by=request.user)
        return self.answer(self.get_object())
