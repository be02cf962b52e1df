"""The register of accounts, and the platforms they are on."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from safeguarding.access.api.once import once
from safeguarding.access.choices import Permission
from safeguarding.access.policies import require_permission
from safeguarding.assurance.policies import require_reading_catalogue
from safeguarding.communications import policies
from safeguarding.communications.api import account_serializers as shapes
from safeguarding.communications.choices import AccountKind, AccountStatus
from safeguarding.communications.models import Account, AccountAccess, Platform
from safeguarding.communications.selectors import accounts as selectors
from safeguarding.communications.services import approvals
from safeguarding.communications.services.access import end_access, give_access
from safeguarding.communications.services.accounts import AccountDetails, add_account, edit_account
from safeguarding.communications.services.accounts import propose as propose_account
from safeguarding.communications.services.platforms import PlatformDetails, add_platform, edit_platform
from safeguarding.communications.services.requests import NewRequest, log_request, request_errors
from safeguarding.core.api.fields import ReasonRequest
from safeguarding.core.api.views import ScopedViewSet, needs_version
from safeguarding.core.errors import Invalid
from safeguarding.people.models import Person
from safeguarding.schemes.models import Scheme

NUMBER = "[0-9]{1,18}"
OF_PLATFORM = ("name", "kind", "handle_rule", "is_ephemeral", "is_official")


class PlatformViewSet(ScopedViewSet):
    """The platforms on which people have accounts; the list is of no force."""

    model = Platform
    serializer_class = shapes.PlatformSerializer
    page_ordering = ("name", "pk")
    http_method_names = ["get", "post", "patch", "head"]

    def admit(self) -> None:
        require_reading_catalogue(self.request.user)

    def get_queryset(self) -> QuerySet[Any]:
        return Platform.objects.all()

    @extend_schema(request=shapes.PlatformRequest, responses={201: shapes.PlatformSerializer})
    @once
    def create(self, request: Request) -> Response:
        """Put a platform on the list. Administrators and managers do."""
        require_permission(request.user, Permission.CHANGE_CATALOGUE)
        details = PlatformDetails(**self.checked(shapes.PlatformRequest))
        return self.created(add_platform(details, by=request.user))

    @extend_schema(request=shapes.PlatformRequest, responses=shapes.PlatformSerializer)
    @needs_version
    def partial_update(self, request: Request, pk: str) -> Response:
        """Change what is said of a platform, for every force."""
        held: Platform = self.get_object()
        require_permission(request.user, Permission.CHANGE_CATALOGUE)
        now = {name: getattr(held, name) for name in OF_PLATFORM}
        details = PlatformDetails(**{**now, **self.checked(shapes.PlatformRequest, partial=True)})
        return self.answer(edit_platform(held, details, version=self.named_version(), by=request.user))


class AccountFilter(filters.FilterSet):
    """Accounts by platform, kind, status, owner, and whether something has to be seen to."""

    platform = filters.CharFilter(field_name="platform__slug", max_length=40)
    kind = filters.ChoiceFilter(choices=AccountKind.choices)
    status = filters.ChoiceFilter(choices=AccountStatus.choices)
    late = filters.BooleanFilter(method="only_late")

    class Meta:
        model = Account
        fields = ("platform", "kind", "status", "scheme", "late")

    def only_late(self, accounts: QuerySet[Account], name: str, value: bool) -> QuerySet[Account]:
        return accounts.filter(selectors.late_q()) if value else accounts.exclude(selectors.late_q())


class AccountViewSet(ScopedViewSet):
    """The register of accounts: whose they are, where they stand, who may use them."""

    model = Account
    serializer_class = shapes.AccountRowSerializer
    filterset_class = AccountFilter
    page_ordering = ("pk",)
    http_method_names = ["get", "post", "patch", "head"]

    def get_serializer_class(self) -> Any:
        return shapes.AccountRowSerializer if self.action == "list" else shapes.AccountSerializer

    def shaped(self, visible: QuerySet[Any]) -> QuerySet[Any]:
        return selectors.with_state(visible) if self.action == "list" else selectors.for_page(self.request.user)

    @extend_schema(request=shapes.NewAccountRequest, responses={201: shapes.AccountSerializer})
    @once
    def create(self, request: Request) -> Response:
        """Put an account on the register. A handle that is on it already is 409."""
        require_permission(request.user, Permission.KEEP_SCHEMES)
        given = self.checked(shapes.NewAccountRequest)
        platform = Platform.objects.filter(slug=given.pop("platform")).first()
        if platform is None:
            raise Invalid({"platform": ["There is no such platform"]})
        handle = given.pop("handle")
        made = add_account(platform, handle, self._details(given), by=request.user)
        return self.created(self._again(made.pk), serializer_class=shapes.AccountSerializer)

    @extend_schema(request=shapes.AccountDetailsRequest, responses=shapes.AccountSerializer)
    @needs_version
    def partial_update(self, request: Request, pk: str) -> Response:
        """Change whose it is and what it is for."""
        held = self._to_keep()
        now = {"kind": held.kind, "scheme": held.scheme_id, "person": held.person_id, "purpose": held.purpose}
        given = {**now, **self.checked(shapes.AccountDetailsRequest, partial=True)}
        edit_account(held, self._details(given), version=self.named_version(), by=request.user)
        return self._now(held.pk)

    @extend_schema(request=None, responses=shapes.AccountSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def propose(self, request: Request, pk: str) -> Response:
        """Put it up for approval again."""
        held = self._to_keep()
        propose_account(held, version=self.named_version(), by=request.user)
        return self._now(held.pk)

    @extend_schema(request=shapes.ApprovedUntilRequest, responses=shapes.AccountSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def approve(self, request: Request, pk: str) -> Response:
        """Approve it, for a year at most. Never by who put it up."""
        held = self._to_approve()
        given = self.checked(shapes.ApprovedUntilRequest)
        approvals.approve(held, until=given["until"], version=self.named_version(), by=request.user)
        return self._now(held.pk)

    @extend_schema(request=shapes.ApprovedUntilRequest, responses=shapes.AccountSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def renew(self, request: Request, pk: str) -> Response:
        """Let an approved one go on, for a year at most. Never by who put it up."""
        held = self._to_approve()
        given = self.checked(shapes.ApprovedUntilRequest)
        approvals.renew(held, until=given["until"], version=self.named_version(), by=request.user)
        return self._now(held.pk)

    @extend_schema(request=ReasonRequest, responses=shapes.AccountSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def refuse(self, request: Request, pk: str) -> Response:
        """Do not approve it, with the reason."""
        held = self._to_keep()
        given = self.checked(ReasonRequest)
        approvals.refuse(held, reason=given["reason"], version=self.named_version(), by=request.user)
        return self._now(held.pk)

    @extend_schema(request=ReasonRequest, responses=shapes.AccountSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def suspend(self, request: Request, pk: str) -> Response:
        """Take it out of use for now, with the reason."""
        held = self._to_keep()
        given = self.checked(ReasonRequest)
        approvals.suspend(held, reason=given["reason"], version=self.named_version(), by=request.user)
        return self._now(held.pk)

    @extend_schema(request=shapes.RevokeRequest, responses=shapes.AccountSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def revoke(self, request: Request, pk: str) -> Response:
        """Take the approval back, with the proof that the passwords were changed. All access ends."""
        held = self._to_keep()
        given = self.checked(shapes.RevokeRequest)
        approvals.revoke(held, **given, version=self.named_version(), by=request.user)
        return self._now(held.pk)

    @extend_schema(request=shapes.PasswordsRequest, responses=shapes.AccountSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def passwords(self, request: Request, pk: str) -> Response:
        """Record that the passwords were changed."""
        held = self._to_keep()
        given = self.checked(shapes.PasswordsRequest)
        approvals.note_passwords(held, **given, version=self.named_version(), by=request.user)
        return self._now(held.pk)

    @extend_schema(request=shapes.AccessRequest, responses=shapes.AccountSerializer)
    @action(detail=True, methods=["post"])
    @once
    def access(self, request: Request, pk: str) -> Response:
        """Record that an adult may use it."""
        held = self._to_keep()
        person = self._person(self.checked(shapes.AccessRequest)["person"], "person")
        give_access(held, person, by=request.user)
        return self._now(held.pk)

    @extend_schema(request=shapes.EndAccessRequest, responses=shapes.AccountSerializer)
    @action(detail=True, methods=["post"], url_path=rf"access/(?P<access>{NUMBER})/end")
    @needs_version
    def end_access(self, request: Request, pk: str, access: str) -> Response:
        """Somebody may no longer use it. If-Match names the version of the access."""
        account = self.get_object()
        held: AccountAccess = get_object_or_404(account.accesses.all(), pk=access)
        policies.require_account_keeper(request.user, account)
        given = self.checked(shapes.EndAccessRequest)
        end_access(held, because=given["because"], version=self.named_version(), by=request.user)
        return self._now(account.pk)

    @extend_schema(request=shapes.NewFriendRequest, responses=shapes.AccountSerializer)
    @action(detail=True, methods=["post"])
    @once
    def requests(self, request: Request, pk: str) -> Response:
        """Log a friend or follow request; with `only_look` the rules answer, and nothing is saved."""
        account: Account = self.get_object()
        if not policies.uses_or_owns(request.user, account):
            policies.require_account_keeper(request.user, account)
        given = self.checked(shapes.NewFriendRequest)
        only_look = given.pop("only_look")
        for name in ("made_by", "checked_by", "target_person"):
            given[name] = self._person(given[name], name) if given[name] else None
        new = NewRequest(**given)
        if not only_look:
            log_request(account, new, by=request.user)
            return self._now(account.pk)
        if errors := request_errors(account, new):
            raise Invalid(errors)
        said = selectors.judged(
            account, action=new.action, target_kind=new.target_kind, made_at=new.made_at, checked_at=new.checked_at
        )
        return Response({"rules": shapes.answers(said)})

    def _to_keep(self) -> Account:
        """The account, for who decides about it; found before anything sent is looked at."""
        account: Account = self.get_object()
        policies.require_account_keeper(self.request.user, account)
        return account

    def _to_approve(self) -> Account:
        """The same, for anybody but who put it up."""
        account: Account = self.get_object()
        policies.require_approver(self.request.user, account)
        return account

    def _details(self, given: dict[str, Any]) -> AccountDetails:
        scheme = given["scheme"]
        if scheme is not None:
            scheme = Scheme.objects.visible_to(self.request.user).filter(pk=scheme).first()
            if scheme is None:
                raise Invalid({"scheme": ["Choose a scheme of your own force"]})
        person = self._person(given["person"], "person") if given["person"] else None
        return AccountDetails(given["kind"], scheme, person, given["purpose"])

    def _person(self, pk: int, name: str) -> Person:
        found: Person | None = Person.objects.visible_to(self.request.user).filter(pk=pk).first()
        if found is None:
            raise Invalid({name: ["Choose somebody on record whom you see"]})
        return found

    def _again(self, pk: int) -> Account:
        return selectors.for_page(self.request.user).get(pk=pk)

    def _now(self, pk: int) -> Response:
        return self.answer(self._again(pk), serializer_class=shapes.AccountSerializer)
