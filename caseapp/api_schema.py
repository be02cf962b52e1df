"""The OpenAPI document of the API: the same for everybody, so it is made once in each process and not for each request.

Making it walks every route and takes a second or two of a processor. Whoever asked for it again and again held a worker
of the web server for as long.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from django.conf import settings
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response


def document() -> dict[str, Any]:
    """What programs read. Whoever gets it must not change it."""
    return _made(settings.ROOT_URLCONF)


@cache
def _made(routes: str) -> dict[str, Any]:
    made: dict[str, Any] = SchemaGenerator().get_schema(public=True)
    return made


@cache
def _written(renderer: type[BaseRenderer], routes: str) -> Any:
    return renderer().render(_made(routes), renderer_context={})


def _written_once(renderer: type[BaseRenderer]) -> type[BaseRenderer]:
    def render(self: BaseRenderer, data: Any, *args: Any, **kwargs: Any) -> Any:
        if data is document():
            return _written(renderer, settings.ROOT_URLCONF)
        return renderer.render(self, data, *args, **kwargs)

    return type(renderer.__name__, (renderer,), {"render": render})


class SchemaView(SpectacularAPIView):
    """OpenAPI 3.1 as YAML or JSON."""

    renderer_classes = [_written_once(one) for one in SpectacularAPIView.renderer_classes]

    @extend_schema(exclude=True)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        ending = request.accepted_renderer.format
        return Response(document(), headers={"Content-Disposition": f'inline; filename="safeguarding.{ending}"'})
