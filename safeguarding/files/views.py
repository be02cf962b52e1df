"""What pages share that take a file in or give one out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from safeguarding.files import services
from safeguarding.files.models import StoredFile
from safeguarding.files.rules.kinds import BY_MEDIA_TYPE
from safeguarding.files.rules.names import with_ending

#: Whatever opens it where it was not meant to be opened runs nothing of it and reaches nothing.
SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'none'"


class TakesFiles:
    """Mix in before a view: what is sent to it is sealed as it arrives.

    The token against forgery stands in the body, so it is looked at only once the view has found its record and the
    right, and no other handler can get hold of the body before. A view calls its work through `guarded`.
    """

    #: Read by the middleware that limits the size of requests.
    takes_files = True

    @method_decorator(csrf_exempt)
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        services.seal_uploads(request, limit=settings.FILES_MOST_BYTES)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]  # of the view

    def guarded(self, request: HttpRequest, work: Any) -> HttpResponse:
        answer: HttpResponse = csrf_protect(work)(request)
        return answer


def give(file: StoredFile, pieces: Iterator[bytes]) -> StreamingHttpResponse:
    """A file to be saved: never shown in place, never guessed at, never kept by a browser or proxy."""
    kind = BY_MEDIA_TYPE.get(file.media_type)
    name = with_ending(file.name, kind.endings if kind else ())
    answer = StreamingHttpResponse(pieces, content_type="application/octet-stream")
    plain = "".join(sign if sign.isascii() and sign not in '"\\%;' else "_" for sign in name)
    answer["Content-Disposition"] = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    answer["Content-Length"] = str(file.size)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = SANDBOX
    answer["Cache-Control"] = "no-store"
    answer["X-File-SHA256"] = file.sha256
    return answer
