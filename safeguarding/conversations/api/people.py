"""Who is in an export: as it names them, who they may be, and who a person said they are."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from safeguarding.conversations import services
from safeguarding.conversations.api import shapes
from safeguarding.conversations.api.base import OfExportViewSet
from safeguarding.conversations.models import Participant
from safeguarding.conversations.selectors import exports
from safeguarding.core.api.fields import chosen
from safeguarding.core.api.views import needs_version


class ParticipantViewSet(OfExportViewSet):
    """Everybody in an export. Whoever nobody knows stays unidentified, under a number."""

    model = Participant
    serializer_class = shapes.ParticipantSerializer
    http_method_names = ["get", "post", "head"]
    page_ordering = ("number",)

    def records(self) -> QuerySet[Any]:
        return exports.participants(self.export).select_related("export__case")

    @extend_schema(responses=shapes.SuggestionSerializer(many=True))
    @action(detail=True, methods=["get"], pagination_class=None)
    def suggestions(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Who it may be, and why that is said: the same handle in the register, or a name alike in the case."""
        rows = [
            {
                "party": one["party"].pk if "party" in one else None,
                "account": one["account"].pk if "account" in one else None,
                "why": one["why"],
            }
            for one in exports.suggestions(self.get_object(), self.user)
        ]
        return Response(shapes.SuggestionSerializer(rows, many=True).data)

    @extend_schema(request=shapes.MatchRequest, responses=shapes.ParticipantSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def match(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Say which person of the case this is, which account of the register, or both."""
        held: Participant = self.get_object()
        given = self.checked(shapes.MatchRequest)
        parties, accounts = self.case.parties.filter(removed_at=None), exports.accounts_on(held, self.user)
        of_case, on_platform = "Choose a person of this case", f"Choose an account on {held.platform}"
        party = chosen(parties, given["party"], field="party", message=of_case)
        account = chosen(accounts, given["account"], field="account", message=on_platform)
        version = self.named_version()
        return self.again(services.match(held, party=party, account=account, version=version, by=self.user))

    @extend_schema(request=None, responses=shapes.ParticipantSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def unmatch(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Take back who it was said to be. They are unidentified again."""
        return self.again(services.unmatch(self.get_object(), version=self.named_version(), by=self.user))

    @extend_schema(request=None, responses=shapes.ParticipantSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def owner(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Say that the phone or account was theirs: one on each platform of an export."""
        version = self.named_version()
        return self.again(services.say_owner(self.get_object(), is_owner=True, version=version, by=self.user))
