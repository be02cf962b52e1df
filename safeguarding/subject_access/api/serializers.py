"""What the API says of subject access requests and what it takes."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from safeguarding.cases.api.case_serializers import NamedUserSerializer
from safeguarding.cases.api.work.fields import DayField
from safeguarding.core.api.fields import Words
from safeguarding.evidence.api.serializers import OpeningRequest
from safeguarding.subject_access.choices import (
    WAYS_OUT,
    Asker,
    Exemption,
    ExtensionReason,
    Proof,
    RefusalGround,
    Verdict,
    Way,
)
from safeguarding.subject_access.models import (
    REASON_MAX,
    AccessRequest,
    ClockPause,
    GatheredItem,
    ItemDecision,
    WordAnswer,
)
from safeguarding.subject_access.services.deciding import MOST_AT_ONCE
from safeguarding.subject_access.states import EXTEND, MOVES, TRY_AGAIN

VERBS = sorted({EXTEND, TRY_AGAIN, *(move.verb for move in MOVES.values() if not move.by_itself)})
LONGEST_ID = 10**17


class AccessRequestLineSerializer(serializers.ModelSerializer[AccessRequest]):
    """A request in a list."""

    class Meta:
        model = AccessRequest
        fields = (
            "id",
            "reference",
            "person",
            "asked_by",
            "received_on",
            "status",
            "extended_on",
            "disclosed_on",
            "version",
        )
        read_only_fields = fields


class ClockPauseSerializer(serializers.ModelSerializer[ClockPause]):
    """What was asked while the clock stood still."""

    class Meta:
        model = ClockPause
        fields = ("what", "asked_on", "answer", "answered_on")
        read_only_fields = fields


class AccessRequestSerializer(serializers.ModelSerializer[AccessRequest]):
    """One request with its stage, its clock's facts and its document's digest."""

    recorded_by = NamedUserSerializer(read_only=True)
    approved_by = NamedUserSerializer(read_only=True, allow_null=True)
    sha256 = serializers.CharField(source="file.sha256", read_only=True, allow_null=True, default=None)
    pauses = ClockPauseSerializer(many=True, read_only=True)

    class Meta:
        model = AccessRequest
        fields = (
            "id", "reference", "person", "asked_by", "asker_name", "authority", "received_on", "received_how", "scope",
            "status", "recorded_by", "recorded_at", "proof", "proof_note", "proved_on", "pauses", "extended_on",
            "extended_because", "extension_note", "gather_asked_at", "sources_done", "gathered_at", "problem",
            "handed_in_at", "returned_because", "approved_by", "approved_at", "sha256", "pages", "made_at",
            "disclosed_on", "disclosed_how", "disclosed_to", "ground", "ended_because", "ended_on", "version",
        )  # fmt: skip
        read_only_fields = fields


class NewAccessRequest(serializers.Serializer[Any]):
    """A request to be put on record."""

    person = serializers.IntegerField(min_value=1, max_value=LONGEST_ID)
    asked_by = serializers.ChoiceField(choices=Asker.choices)
    asker_name = Words(max_length=200, allow_blank=True, default="")
    authority = Words(max_length=300, allow_blank=True, default="")
    received_on = DayField()
    received_how = serializers.ChoiceField(choices=Way.choices)
    scope = Words(max_length=REASON_MAX, allow_blank=True, default="")


class AccessStepRequest(serializers.Serializer[Any]):
    """A step, with what it asks; the description of the route says which fields belong to which."""

    verb = serializers.ChoiceField(choices=VERBS)
    proof = serializers.ChoiceField(choices=Proof.choices, required=False)
    note = Words(max_length=REASON_MAX, allow_blank=True, required=False)
    proved_on = DayField(required=False)
    what = Words(max_length=REASON_MAX, required=False)
    asked_on = DayField(required=False)
    answer = Words(max_length=REASON_MAX, required=False)
    answered_on = DayField(required=False)
    because = serializers.ChoiceField(choices=ExtensionReason.choices, required=False)
    told_on = DayField(required=False)
    reason = Words(max_length=REASON_MAX, required=False)
    ground = serializers.ChoiceField(choices=RefusalGround.choices, required=False)
    on = DayField(required=False)
    how = serializers.ChoiceField(choices=WAYS_OUT, required=False)
    to = Words(max_length=200, required=False)


class GatheredItemSerializer(serializers.ModelSerializer[GatheredItem]):
    """One record about the person: as it stands, and as it would be given."""

    decided_by = NamedUserSerializer(read_only=True, allow_null=True)
    approved_by = NamedUserSerializer(read_only=True, allow_null=True)

    class Meta:
        model = GatheredItem
        fields = (
            "id", "source", "happened_on", "words", "redacted", "questions", "verdict", "exemption", "reason",
            "decided_by", "decided_at", "approved_by", "approved_at",
        )  # fmt: skip
        read_only_fields = fields


class ItemDecisionSerializer(serializers.ModelSerializer[ItemDecision]):
    """A line of the log: it is never changed."""

    by = NamedUserSerializer(read_only=True)

    class Meta:
        model = ItemDecision
        fields = ("id", "item", "verdict", "exemption", "reason", "by", "at")
        read_only_fields = fields


class DecideRequest(serializers.Serializer[Any]):
    """What is decided about items. `as_of`: the newest line of the log that you saw; a newer one about them is 409."""

    items = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=LONGEST_ID), min_length=1, max_length=MOST_AT_ONCE
    )
    verdict = serializers.ChoiceField(choices=Verdict.choices)
    exemption = serializers.ChoiceField(choices=Exemption.choices, allow_blank=True, default="")
    reason = Words(max_length=REASON_MAX, allow_blank=True, default="")
    as_of = serializers.IntegerField(min_value=0, max_value=LONGEST_ID, allow_null=True, default=None)


class DecidedSerializer(serializers.Serializer[Any]):
    """How many items were decided."""

    decided = serializers.IntegerField()


class WordAnswerRequest(serializers.Serializer[Any]):
    """Whether words stay in the file, and why."""

    words = Words(max_length=200)
    stays = serializers.BooleanField()
    reason = Words(max_length=300)


class WordAnswerSerializer(serializers.ModelSerializer[WordAnswer]):
    """What was answered about words."""

    by = NamedUserSerializer(read_only=True)

    class Meta:
        model = WordAnswer
        fields = ("id", "words", "stays", "reason", "by", "at")
        read_only_fields = fields


class OpenDocumentRequest(OpeningRequest):
    """Why the document is opened, or the package: the document, the same for programs, and a list."""

    package = serializers.BooleanField(default=False)
