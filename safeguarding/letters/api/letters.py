"""The letters of a case, and what of it was given to somebody outside."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from safeguarding.access.api.once import once
from safeguarding.cases import policies as case_policies
from safeguarding.cases.policies import CaseAction
from safeguarding.core.api.fields import chosen
from safeguarding.core.api.views import needs_version
from safeguarding.evidence.api.base import ReadableCaseViewSet
from safeguarding.evidence.api.files import ANY_BYTES, BytesRenderer, opened
from safeguarding.letters import services
from safeguarding.letters.api import serializers as shapes
from safeguarding.letters.models import Disclosure, Letter
from safeguarding.letters.selectors.reading import (
    disclosures_of,
    letters_of,
    replaceable,
    tracks_to_write_of,
    with_openings,
)

NO_TRACK = "Choose a track of this case that you read."
NOT_REPLACED = "Choose a letter of this case that was issued."


class LetterViewSet(ReadableCaseViewSet):
    """The letters of a case, the newest first. What their papers hold is given by `open` alone."""

    model = Letter
    serializer_class = shapes.LetterSerializer
    page = "letters"
    page_ordering = ("-number",)

    def records(self) -> QuerySet[Any]:
        return with_openings(letters_of(self.case, self.user))

    def writes(self) -> CaseAction:
        return case_policies.READ if self.action == "open" else case_policies.WORK

    @extend_schema(request=shapes.LetterRequest, responses={201: shapes.LetterSerializer})
    @once
    def create(self, request: Request, reference: str) -> Response:
        """Begin a letter from the template in force and the record."""
        given = self.checked(shapes.LetterRequest)
        rows = replaceable(self.case, self.user)
        given["replaces"] = chosen(rows, given["replaces"], field="replaces", message=NOT_REPLACED)
        tracks = tracks_to_write_of(self.case, self.user)
        given["track"] = chosen(tracks, given["track"], field="track", message=NO_TRACK)
        made = services.begin_letter(case=self.case, by=self.user, **given)
        return self.made(self.get_queryset().get(pk=made.pk))

    @extend_schema(request=shapes.LetterChanges, responses=shapes.LetterSerializer)
    @needs_version
    def partial_update(self, request: Request, reference: str, pk: str) -> Response:
        """Change what a draft says."""
        given = self.checked(shapes.LetterChanges, partial=True)
        held = self.get_object()
        return self.again(services.change_letter(letter=held, by=self.user, version=self.named_version(), **given))

    @extend_schema(request=shapes.IssueLetterRequest, responses=shapes.LetterSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def issue(self, request: Request, reference: str, pk: str) -> Response:
        """Make its papers and seal them. A field that is not filled is refused; some letters another person issues.

        A copy without names in which the guard finds somebody is refused, with where. What it can only ask about is
        listed under `looked`, and goes out once that is sent as true.
        """
        given = self.checked(shapes.IssueLetterRequest)
        held = self.get_object()
        return self.again(services.issue_letter(letter=held, by=self.user, version=self.named_version(), **given))

    @extend_schema(request=shapes.GivenRequest, responses=shapes.LetterSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def send(self, request: Request, reference: str, pk: str) -> Response:
        """Record that it was sent. It stands among what was disclosed of the case."""
        given = self.checked(shapes.GivenRequest)
        held = self.get_object()
        return self.again(services.send_letter(letter=held, by=self.user, version=self.named_version(), **given))

    @extend_schema(request=shapes.WithdrawLetterRequest, responses=shapes.LetterSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def withdraw(self, request: Request, reference: str, pk: str) -> Response:
        """Take it back, with the reason."""
        given = self.checked(shapes.WithdrawLetterRequest)
        held = self.get_object()
        return self.again(services.withdraw_letter(letter=held, by=self.user, version=self.named_version(), **given))

    @extend_schema(request=shapes.RedactLetterRequest, responses={201: shapes.LetterSerializer})
    @action(detail=True, methods=["post"])
    @once
    def redact(self, request: Request, reference: str, pk: str) -> Response:
        """Begin a copy without names. It is not issued while the guard finds somebody in it."""
        given = self.checked(shapes.RedactLetterRequest)
        made = services.redact_letter(letter=self.get_object(), by=self.user, **given)
        return self.again(made, code=201)

    @extend_schema(request=shapes.OpenLetterRequest, responses={(200, ANY_BYTES): OpenApiTypes.BINARY})
    @action(detail=True, methods=["post"], renderer_classes=(JSONRenderer, BytesRenderer))
    def open(self, request: Request, reference: str, pk: str) -> HttpResponseBase:
        """A paper of it, proved against its digest, to be saved. The purpose of the call is written down with it.

        The digest is in `X-File-SHA256`. A letter that is not issued, or a file that is held or damaged, is 409.
        """
        held: Letter = self.get_object()
        given = self.checked(shapes.OpenLetterRequest)
        take_out = partial(services.open_letter, letter=held, by=self.user, **given)
        return opened(take_out, held.paper(given["format"]))


class DisclosureViewSet(ReadableCaseViewSet):
    """What of a case was given to somebody outside, the newest first. A letter stands here once it was sent."""

    model = Disclosure
    serializer_class = shapes.DisclosureSerializer
    http_method_names = ["get", "post", "head"]
    page = "disclosures"
    page_ordering = ("-given_on", "-pk")

    def records(self) -> QuerySet[Any]:
        return disclosures_of(self.case, self.user)

    @extend_schema(request=shapes.DisclosureRequest, responses={201: shapes.DisclosureSerializer})
    @once
    def create(self, request: Request, reference: str) -> Response:
        """Record that a document was given: one on record by its key, or another with its SHA-256."""
        made = services.record_disclosure(case=self.case, by=self.user, **self.checked(shapes.DisclosureRequest))
        return self.made(self.get_queryset().get(pk=made.pk))
