"""Why a program reads: `?purpose=` at each call, and for another reason its words in a header.

The words may say whom it is about, and addresses are written into logs: so they never stand in the address.
"""

from __future__ import annotations

from urllib.parse import unquote

from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.request import Request

from safeguarding.audit.choices import Purpose
from safeguarding.audit.rules import TEXT_MAX, stated
from safeguarding.core.api.fields import Words
from safeguarding.core.errors import Invalid

HEADER = "Purpose-Text"
MISSING = "Say why you read this: one of the purposes named in the description."
TEXT = OpenApiParameter(
    HEADER, str, OpenApiParameter.HEADER,
    description=f"The reason, with the purpose `other`. At most {TEXT_MAX} letters; other than ASCII as in an address.",
)  # fmt: skip


def asked(description: str, *, required: bool = True) -> list[OpenApiParameter]:
    """How the description of the API says that a route asks why."""
    return [OpenApiParameter("purpose", str, enum=Purpose.values, required=required, description=description), TEXT]


def why(request: Request, *, missing: str = MISSING) -> dict[str, str]:
    """The purpose of a call as `consult` takes it; refused where there is none, or no reason beside `other`."""
    words = Words(allow_blank=True).run_validation
    try:
        text = words(unquote(request.headers.get(HEADER, ""), errors="strict"))
    except (UnicodeDecodeError, serializers.ValidationError):
        raise Invalid({"purpose_text": [f"What stands in {HEADER} cannot be read."]}) from None
    purpose, text = stated(request.query_params.get("purpose", ""), text, missing=missing)
    return {"purpose": purpose, "purpose_text": text}


def why_if_said(request: Request) -> dict[str, str] | None:
    """The same for records of adults, which are read without: nothing where none is given."""
    return why(request) if request.query_params.get("purpose", "") else None
