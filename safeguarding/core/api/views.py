"""The base of every route: it reads what the caller may see, checks the shape, makes one service call and answers."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

from django.db.models import Model, QuerySet
from rest_framework import mixins, status
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer
from rest_framework.viewsets import GenericViewSet

from safeguarding.core.api.problems import VersionRequired
from safeguarding.core.errors import Stale

F = TypeVar("F", bound=Callable[..., Response])
ETAG = re.compile(r'^"v([0-9]{1,9})"$')


def etag_of(record: Any) -> str | None:
    """The version of a record as an ETag, for records that have one."""
    version = getattr(record, "version", None)
    return None if version is None else f'"v{version}"'


def version_named(request: Request) -> int:
    """The version the caller read, from If-Match: absent is 428, one not ours is 412 like any other mismatch."""
    given = request.headers.get("If-Match", "").strip()
    if given in ("", "*"):
        raise VersionRequired
    match = ETAG.match(given)
    if match is None:
        raise Stale("The ETag in If-Match is not the one of this record.")
    return int(match.group(1))


def needs_version(handler: F) -> F:
    """Mark a handler that asks for If-Match, so that the description of the API says so."""
    handler.needs_version = True  # type: ignore[attr-defined]  # read by the schema
    return handler


class ScopedViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, GenericViewSet[Any]):
    """List and detail of what the caller may see; what they may not see does not exist (404).

    A route sets `model` and `serializer_class`, may narrow or join in `shaped`, and adds each verb as an `@action` that
    checks its body with `checked`, calls one service and gives the result to `answer`.
    """

    model: type[Model]
    http_method_names = ["get", "post", "patch", "delete", "head"]
    lookup_value_regex = "[0-9]{1,18}"
    page_ordering: ClassVar[tuple[str, ...]] = ("-pk",)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """The record is found before anything that was sent is read: malformed or not, what is not there is 404."""
        super().initial(request, *args, **kwargs)
        self.admit()
        if self.detail and request.method not in SAFE_METHODS:
            self.get_object()

    def admit(self) -> None:
        """Called before a record is looked for: may refuse the caller."""

    def get_queryset(self) -> QuerySet[Any]:
        manager: Any = self.model._default_manager
        if getattr(self, "swagger_fake_view", False):
            return manager.none()
        return self.shaped(manager.visible_to(self.request.user))

    def shaped(self, visible: QuerySet[Any]) -> QuerySet[Any]:
        """Joins and columns for the answer; may narrow, never widen."""
        return visible

    def note_reading(self, record: Any) -> None:
        """Called when a detail is read: where reading must be recorded, the route writes the consultation here."""

    def note_listing(self, records: list[Any]) -> None:
        """Called with the page of a list that is about to be given."""

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        record = self.get_object()
        self.note_reading(record)
        return self.answer(record)

    def paginate_queryset(self, queryset: Any) -> Any:
        page = super().paginate_queryset(queryset)
        self.note_listing(list(page or []))
        return page

    def checked(self, serializer_class: type[BaseSerializer[Any]], **kwargs: Any) -> dict[str, Any]:
        """What was sent, once its shape is right; else 422 with the messages by field."""
        serializer = serializer_class(data=self.request.data, context=self.get_serializer_context(), **kwargs)
        serializer.is_valid(raise_exception=True)
        return dict(serializer.validated_data)

    def named_version(self) -> int:
        """The version in If-Match, to hand to the service."""
        return version_named(self.request)

    def answer(
        self, record: Any, *, code: int = status.HTTP_200_OK, serializer_class: type[BaseSerializer[Any]] | None = None
    ) -> Response:
        """The record as it is now, with its ETag."""
        chosen = serializer_class or self.get_serializer_class()
        response = Response(chosen(record, context=self.get_serializer_context()).data, status=code)
        etag = etag_of(record)
        if etag:
            response["ETag"] = etag
        return response

    def created(self, record: Any, *, serializer_class: type[BaseSerializer[Any]] | None = None) -> Response:
        """The new record, and where it is."""
        response = self.answer(record, code=status.HTTP_201_CREATED, serializer_class=serializer_class)
        response["Location"] = self.reverse_action(
            "detail", kwargs={self.lookup_field: getattr(record, self.lookup_field)}
        )
        return response
