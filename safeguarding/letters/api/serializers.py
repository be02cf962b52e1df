"""What the API says of templates, letters and disclosures, and what it takes."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from safeguarding.audit.choices import Purpose
from safeguarding.cases.api.case_serializers import NamedUserSerializer
from safeguarding.cases.api.work.fields import DayField, IdField
from safeguarding.core.api.fields import Words
from safeguarding.evidence.api.serializers import OpeningRequest
from safeguarding.letters.choices import Gateway, LetterKind, PaperFormat, Way
from safeguarding.letters.models import Disclosure, Letter, LetterOpening, LetterTemplate
from safeguarding.letters.rules.marks import LONGEST


class LetterTemplateSerializer(serializers.ModelSerializer[LetterTemplate]):
    """One version of what the force writes in a kind of letter."""

    written_by = NamedUserSerializer(read_only=True)
    approved_by = NamedUserSerializer(read_only=True, allow_null=True)

    class Meta:
        model = LetterTemplate
        fields = (
            "id", "kind", "number", "title", "body", "effective_from", "status", "written_by", "written_at",
            "approved_by", "approved_at", "withdrawn_because", "version",
        )  # fmt: skip
        read_only_fields = fields


class LetterTemplateChanges(serializers.Serializer[Any]):
    """What a draft says. All of it is sent."""

    title = Words(max_length=200)
    body = Words(max_length=LONGEST, help_text="In the language of letters: {{ fields }}, # headings, - points.")
    effective_from = DayField()


class LetterTemplateRequest(LetterTemplateChanges):
    """A new version."""

    kind = serializers.ChoiceField(choices=LetterKind.choices)


class WithdrawLetterRequest(serializers.Serializer[Any]):
    """Why it is withdrawn."""

    reason = Words(max_length=300)


class LetterOpeningSerializer(serializers.ModelSerializer[LetterOpening]):
    """Somebody took a letter out of the system."""

    opened_by = NamedUserSerializer(read_only=True)
    purpose = serializers.ChoiceField(choices=Purpose.choices, read_only=True)

    class Meta:
        model = LetterOpening
        fields = ("opened_by", "opened_at", "format", "purpose", "purpose_text")
        read_only_fields = fields


class LetterSerializer(serializers.ModelSerializer[Letter]):
    """One letter. Once it is issued, nothing it says is changed."""

    reference = serializers.CharField(read_only=True)
    written_by = NamedUserSerializer(read_only=True)
    issued_by = NamedUserSerializer(read_only=True, allow_null=True)
    pdf_sha256 = serializers.CharField(source="pdf.sha256", read_only=True, allow_null=True, default=None)
    redacts_sha256 = serializers.CharField(
        source="redacts.pdf.sha256", read_only=True, allow_null=True, default=None,
        help_text="Of the PDF that a copy without names was made of; the copy says it at its end.",
    )  # fmt: skip
    docx_sha256 = serializers.CharField(source="docx.sha256", read_only=True, allow_null=True, default=None)
    openings = LetterOpeningSerializer(many=True, read_only=True)

    class Meta:
        model = Letter
        fields = (
            "id", "reference", "number", "kind", "track", "template", "title", "recipient", "address", "body", "status",
            "written_by", "written_at", "issued_by", "issued_at", "pages", "pdf_sha256", "docx_sha256", "replaces",
            "redacts", "redacts_sha256", "withdrawn_because", "openings", "version",
        )  # fmt: skip
        read_only_fields = fields


class LetterRequest(serializers.Serializer[Any]):
    """A new letter: it begins with the template in force and what is on record."""

    kind = serializers.ChoiceField(choices=LetterKind.choices)
    recipient = Words(max_length=200)
    address = Words(max_length=500, allow_blank=True, default="")
    replaces = IdField(allow_null=True, default=None, help_text="A letter of this case that was issued.")
    track = IdField(
        allow_null=True, default=None,
        help_text="Of which track it is: filled with its facts, and there for who reads that track alone.",
    )  # fmt: skip


class LetterChanges(serializers.Serializer[Any]):
    """What a draft says. What is not sent stays."""

    title = Words(max_length=200)
    recipient = Words(max_length=200)
    address = Words(max_length=500, allow_blank=True)
    body = Words(max_length=LONGEST)


class GivenRequest(serializers.Serializer[Any]):
    """To whom it was given, under which law, what for and how."""

    recipient = Words(max_length=200)
    gateway = serializers.ChoiceField(choices=Gateway.choices)
    purpose = Words(max_length=500)
    way = serializers.ChoiceField(choices=Way.choices)
    given_on = DayField()


class DisclosureRequest(GivenRequest):
    """A document that was given: one on record by its key, or another with its SHA-256."""

    document = Words(
        max_length=40, allow_blank=True, default="",
        help_text="letter-5, hearing-2 or messages-3: what it is and its SHA-256 are taken from the record.",
    )  # fmt: skip
    what = Words(max_length=200, allow_blank=True, default="")
    sha256 = serializers.RegexField(
        r"^([0-9a-fA-F]{64})?$", allow_blank=True, default="", help_text="Of the document as it was given."
    )


class RedactLetterRequest(serializers.Serializer[Any]):
    """To whom the copy without names is."""

    recipient = Words(max_length=200)
    address = Words(max_length=500, allow_blank=True, default="")


class IssueLetterRequest(serializers.Serializer[Any]):
    """Of a copy without names: that somebody looked at what the guard can only ask about."""

    looked = serializers.BooleanField(
        default=False, help_text="Nobody is known by what the refusal lists. Other letters need it not."
    )


class OpenLetterRequest(OpeningRequest):
    """Why it is opened, and as what."""

    format = serializers.ChoiceField(choices=PaperFormat.choices, default=PaperFormat.PDF)


class DisclosureSerializer(serializers.ModelSerializer[Disclosure]):
    """Something of a case that was given to somebody outside."""

    recorded_by = NamedUserSerializer(read_only=True)

    class Meta:
        model = Disclosure
        fields = (
            "id", "letter", "what", "sha256", "recipient", "gateway", "purpose", "way", "given_on", "recorded_by",
            "recorded_at",
        )  # fmt: skip
        read_only_fields = fields
