"""What the API says of exhibits, their files and hand-overs, and what it takes."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from safeguarding.audit.choices import Purpose
from safeguarding.cases.api.case_serializers import NamedUserSerializer
from safeguarding.cases.api.work.fields import DayField, IdField, InstantField
from safeguarding.core.api.fields import Words
from safeguarding.evidence.choices import AnalysisStatus, ExhibitKind, ExhibitStatus
from safeguarding.evidence.models import CustodyTransfer, Exhibit, ExhibitFile, FileRemoval
from safeguarding.evidence.models.exhibits import TEXT_MAX
from safeguarding.files.choices import ScanStatus

ENDINGS = [(value, label) for value, label in ExhibitStatus.choices if value != ExhibitStatus.HELD]


class ExhibitSerializer(serializers.ModelSerializer[Exhibit]):
    """One exhibit: what it is, who has it, and what became of it."""

    custodian = NamedUserSerializer(read_only=True)
    files = serializers.IntegerField(source="files_count", read_only=True)

    class Meta:
        model = Exhibit
        fields = (
            "id", "reference", "kind", "description", "seized_at", "seized_where", "seized_from", "seized_by",
            "seal_number", "device_number", "held_at", "custodian", "analysis", "analysis_note", "status", "ended_on",
            "ended_to", "added_at", "files", "version",
        )  # fmt: skip
        read_only_fields = fields


ON_THE_LABEL = {
    "reference": "JB/1", "kind": "phone", "description": "Black phone, screen cracked at the upper left corner",
    "seized_at": "2026-11-20T14:05:00Z", "seized_where": "Northshire police station", "seized_from": None,
    "seized_by": "PC 1234", "seal_number": "N0012345", "device_number": "352099001761481",
    "held_at": "Property store, bay 4", "analysis": "waiting", "analysis_note": "",
}  # fmt: skip


@extend_schema_serializer(
    examples=[OpenApiExample("A phone that was handed in", value=ON_THE_LABEL, request_only=True)]
)
class ExhibitRequest(serializers.Serializer[Any]):
    """What is on the label, and where it is. Of an indecent image of a child only the reference, never the picture."""

    reference = Words(max_length=30, help_text="As on its label. Once in a case.")
    kind = serializers.ChoiceField(choices=ExhibitKind.choices)
    description = Words(max_length=TEXT_MAX)
    seized_at = InstantField(help_text="When it was seized or handed in.")
    seized_where = Words(max_length=300)
    seized_from = IdField(allow_null=True, default=None, help_text="Somebody of this case, if it came from them.")
    seized_by = Words(max_length=200)
    seal_number = Words(max_length=60, allow_blank=True, default="")
    device_number = Words(max_length=60, allow_blank=True, default="", help_text="IMEI or serial number of a device.")
    held_at = Words(max_length=300, allow_blank=True, default="")
    analysis = serializers.ChoiceField(choices=AnalysisStatus.choices, default=AnalysisStatus.NOT_NEEDED)
    analysis_note = Words(max_length=TEXT_MAX, allow_blank=True, default="")


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "It is being looked at",
            value={"analysis": "at_work", "analysis_note": "Digital unit", "reason": "Handed to the digital unit"},
            request_only=True,
        )
    ]
)
class ExhibitChanges(ExhibitRequest):
    """What is put right of an exhibit, and why. What is not sent stays; the history keeps what it said before."""

    reason = Words(max_length=300)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "It went back",
            value={
                "status": "returned", "ended_on": "2026-11-22", "ended_to": "To the family, signed for",
                "reason": "No longer needed",
            },
            request_only=True,
        )
    ]
)  # fmt: skip
class EndedExhibitRequest(serializers.Serializer[Any]):
    """What became of an exhibit. It cannot be undone."""

    status = serializers.ChoiceField(choices=ENDINGS)
    ended_on = DayField()
    ended_to = Words(max_length=300, help_text="To whom it went, or how it was disposed of.")
    reason = Words(max_length=2_000)


class HandoverSerializer(serializers.ModelSerializer[CustodyTransfer]):
    """One hand-over. Until both have signed, the exhibit stays with who has it."""

    given_by = NamedUserSerializer(read_only=True)
    taken_by = NamedUserSerializer(read_only=True)

    class Meta:
        model = CustodyTransfer
        fields: tuple[str, ...] = (
            "id", "exhibit", "given_by", "given_at", "taken_by", "reason", "place", "seal_number", "status",
            "answered_at", "answer", "version",
        )  # fmt: skip
        read_only_fields: tuple[str, ...] = fields


class SignatureSerializer(HandoverSerializer):
    """A hand-over that waits for the caller's signature."""

    case = serializers.CharField(source="exhibit.case.reference", read_only=True)

    class Meta(HandoverSerializer.Meta):
        fields = (*HandoverSerializer.Meta.fields, "case")
        read_only_fields = fields


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "To the analyst",
            value={"taken_by": 12, "place": "Digital unit, front desk", "reason": "For analysis", "seal_number": ""},
            request_only=True,
        )
    ]
)
class OfferRequest(serializers.Serializer[Any]):
    """The signature of the one who gives."""

    taken_by = IdField(help_text="Somebody who reads the case: one of `takers`.")
    place = Words(max_length=300)
    reason = Words(max_length=300)
    seal_number = Words(max_length=60, allow_blank=True, default="", help_text="On the bag, as both see it.")


class DeclineRequest(serializers.Serializer[Any]):
    """Why it is not taken."""

    answer = Words(max_length=300)


class ExhibitFileSerializer(serializers.ModelSerializer[ExhibitFile]):
    """What is known of a file, without what it holds."""

    name = serializers.CharField(source="file.name", read_only=True)
    media_type = serializers.CharField(source="file.media_type", read_only=True)
    size = serializers.IntegerField(source="file.size", read_only=True)
    sha256 = serializers.CharField(source="file.sha256", read_only=True)
    scan_status = serializers.ChoiceField(source="file.scan_status", choices=ScanStatus.choices, read_only=True)
    stored_by = NamedUserSerializer(source="file.stored_by", read_only=True)
    stored_at = serializers.DateTimeField(source="file.stored_at", read_only=True)

    class Meta:
        model = ExhibitFile
        fields = (
            "id", "exhibit", "name", "note", "media_type", "size", "sha256", "scan_status", "stored_by", "stored_at",
        )  # fmt: skip
        read_only_fields = fields


class FileUploadRequest(serializers.Serializer[Any]):
    """A file, sent as a form. Indecent images of children are never taken in: say that you have made sure."""

    # How it is called is put right when it is kept, and refuses nothing.
    file = serializers.FileField()
    note = Words(max_length=300, allow_blank=True, default="")
    holds_no_indecent_image = serializers.BooleanField(
        help_text="True: it was made sure that the file holds no indecent image of a child."
    )


@extend_schema_serializer(
    examples=[OpenApiExample("To work on the case", value={"purpose": "case_work"}, request_only=True)]
)
class OpeningRequest(serializers.Serializer[Any]):
    """Why a file is opened. It is written down, and is a disclosure."""

    purpose = serializers.ChoiceField(choices=Purpose.choices)
    purpose_text = Words(max_length=200, allow_blank=True, default="", help_text="Needed with `other`.")


class RemovalSerializer(serializers.ModelSerializer[FileRemoval]):
    """What was asked of a file that was taken in by mistake, and what a second person decided."""

    exhibit = serializers.IntegerField(source="held.exhibit_id", read_only=True)
    file = serializers.IntegerField(source="held_id", read_only=True)
    asked_by = NamedUserSerializer(read_only=True)
    decided_by = NamedUserSerializer(read_only=True, allow_null=True)

    class Meta:
        model = FileRemoval
        fields = (
            "id", "exhibit", "file", "reason", "asked_by", "asked_at", "status", "decided_by", "decided_at", "answer",
            "version",
        )  # fmt: skip
        read_only_fields = fields


class MayBeRemovedSerializer(serializers.Serializer[Any]):
    """What a removal of a file would take with it, so that both people know before they decide."""

    stays = serializers.CharField(read_only=True, help_text="Why the file has to stay; empty when it need not.")
    goes_with = serializers.ListField(
        child=serializers.CharField(), read_only=True, help_text="What was read from it and is erased with it."
    )


@extend_schema_serializer(
    examples=[OpenApiExample("A wrong phone", value={"reason": "The phone of another family"}, request_only=True)]
)
class RemovalRequest(serializers.Serializer[Any]):
    """Why a file was taken in by mistake."""

    reason = Words(max_length=2_000)


class DecideRemovalRequest(serializers.Serializer[Any]):
    """Whether it is removed, and why."""

    decision = serializers.ChoiceField(
        choices=[("remove", "What it holds is destroyed"), ("keep", "It is kept")],
        help_text="`remove` cannot be undone.",
    )
    answer = Words(max_length=2_000)
