"""Shapes of the files that show what a scheme answered."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from safeguarding.cases.api.case_serializers import NamedUserSerializer
from safeguarding.core.api.fields import Words
from safeguarding.evidence.api.serializers import FileUploadRequest
from safeguarding.files.choices import ScanStatus
from safeguarding.learning.models import REASON_MAX, ReplyFile


class ReplyFileSerializer(serializers.ModelSerializer[ReplyFile]):
    """What is known of a file, without what it holds."""

    name = serializers.CharField(source="file.name", read_only=True)
    media_type = serializers.CharField(source="file.media_type", read_only=True)
    size = serializers.IntegerField(source="file.size", read_only=True)
    sha256 = serializers.CharField(source="file.sha256", read_only=True)
    scan_status = serializers.ChoiceField(source="file.scan_status", choices=ScanStatus.choices, read_only=True)
    stored_by = NamedUserSerializer(source="file.stored_by", read_only=True)
    stored_at = serializers.DateTimeField(source="file.stored_at", read_only=True)

    class Meta:
        model = ReplyFile
        fields = (
            "id", "question", "name", "note", "media_type", "size", "sha256", "scan_status", "stored_by", "stored_at",
        )  # fmt: skip
        read_only_fields = fields


class ReplyFileRequest(FileUploadRequest):
    """A file, sent as a form, for one of the questions; the first is 0."""

    question = serializers.IntegerField(min_value=0, max_value=1000)


class FileRemovalRequest(serializers.Serializer[Any]):
    """Why what a file holds is destroyed."""

    reason = Words(max_length=REASON_MAX)
