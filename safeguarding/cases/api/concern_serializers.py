"""The shape of a concern as a reporter's program sends it, and the little a reporter is told of it."""

from __future__ import annotations

import re
from typing import Any

from rest_framework import serializers

from safeguarding.cases.choices import (
    ConcernPartyRole,
    InDanger,
    Indicator,
    LearnedHow,
    LogStep,
    ReporterState,
    StillVisible,
    WhenKind,
)
from safeguarding.cases.models import Concern, ConcernDraft, ConcernNote
from safeguarding.cases.models.concerns import NARRATIVE_MAX
from safeguarding.cases.selectors.concerns import next_step
from safeguarding.cases.services.concerns import MOST_PARTIES, ConcernAnswers, PartyAnswers
from safeguarding.core.api.fields import LARGEST_ID
from safeguarding.people.choices import AgeBand, PersonKind, PersonType
from safeguarding.people.services import NewPerson

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


class Text(serializers.CharField):
    """Text that can be stored and shown."""

    default_error_messages = {"control": "This contains control characters that cannot be stored."}

    def __init__(self, *, max_length: int, required: bool = False, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, required=required, allow_blank=not required, **kwargs)

    def to_internal_value(self, data: Any) -> str:
        text = super().to_internal_value(data)
        if CONTROL.search(text):
            self.fail("control")
        return text


class NewPersonSerializer(serializers.Serializer[NewPerson]):
    """Somebody to be put on record."""

    kind = serializers.ChoiceField(choices=PersonKind.choices)
    given_name = Text(max_length=100)
    family_name = Text(max_length=100)
    known_as = Text(max_length=100)
    date_of_birth = serializers.DateField(required=False, allow_null=True)
    age_band = serializers.ChoiceField(choices=AgeBand.choices, required=False)
    person_type = serializers.ChoiceField(choices=PersonType.choices, required=False)
    role_description = Text(max_length=120)
    school = Text(max_length=120)


class PartySerializer(serializers.Serializer[PartyAnswers]):
    """Somebody in the concern: `person` on record, or `added` to be put on record, or only described."""

    role = serializers.ChoiceField(choices=ConcernPartyRole.choices)
    person = serializers.IntegerField(
        required=False,
        allow_null=True,
        min_value=1,
        max_value=LARGEST_ID,
        help_text="The number of somebody on record.",
    )
    added = NewPersonSerializer(required=False, allow_null=True)
    not_on_record = serializers.BooleanField(
        required=False, help_text="True when `added` bears the name of somebody on record and is somebody else."
    )
    kind = serializers.ChoiceField(choices=PersonKind.choices, required=False)
    person_type = serializers.ChoiceField(choices=PersonType.choices, required=False)
    age_band = serializers.ChoiceField(choices=AgeBand.choices, required=False)
    description = Text(max_length=500)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs.get("person") and attrs.get("added"):
            raise serializers.ValidationError({"added": ["Name somebody on record or add somebody, not both."]})
        return attrs


class NewConcernSerializer(serializers.Serializer[ConcernAnswers]):
    """A whole concern."""

    in_danger = serializers.ChoiceField(choices=InDanger.choices)
    danger_detail = Text(max_length=NARRATIVE_MAX)
    what_happened = Text(max_length=NARRATIVE_MAX, required=True)
    opinion = Text(max_length=NARRATIVE_MAX)
    child_words = Text(max_length=NARRATIVE_MAX)
    when_kind = serializers.ChoiceField(choices=WhenKind.choices)
    happened_on = serializers.DateField(required=False, allow_null=True)
    happened_time = serializers.TimeField(required=False, allow_null=True)
    happened_until = serializers.DateField(required=False, allow_null=True)
    when_text = Text(max_length=300)
    place = Text(max_length=300)
    learned_how = serializers.ChoiceField(choices=LearnedHow.choices)
    learned_detail = Text(max_length=5_000)
    is_online = serializers.BooleanField(required=False)
    platforms = Text(max_length=300)
    handles = Text(max_length=300)
    still_visible = serializers.ChoiceField(choices=StillVisible.choices, required=False, allow_blank=True)
    indicators = serializers.ListField(
        child=serializers.ChoiceField(choices=Indicator.choices), required=False, max_length=len(Indicator.choices)
    )
    actions_taken = Text(max_length=NARRATIVE_MAX)
    who_knows = Text(max_length=NARRATIVE_MAX)
    scheme = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=LARGEST_ID)
    parties = PartySerializer(
        many=True, min_length=1, max_length=MOST_PARTIES  # type: ignore[call-arg]  # `many` makes it a list of them
    )  # fmt: skip


def as_answers(sent: dict[str, Any]) -> ConcernAnswers:
    """What was sent, for the service."""
    told = {name: value for name, value in sent.items() if name not in ("parties", "scheme", "indicators")}
    return ConcernAnswers(
        **told,
        scheme_id=sent.get("scheme"),
        indicators=tuple(sent.get("indicators", ())),
        parties=tuple(_as_party(party) for party in sent["parties"]),
    )


def _as_party(sent: dict[str, Any]) -> PartyAnswers:
    told = {name: value for name, value in sent.items() if name not in ("person", "added")}
    added = NewPerson(**sent["added"]) if sent.get("added") else None
    return PartyAnswers(**told, person_id=sent.get("person"), added=added)


class SentConcernSerializer(serializers.ModelSerializer[Concern]):
    """All that a reporter is told: received, being looked at or decided, and when the next thing is expected."""

    sent_at = serializers.DateTimeField(source="received_at", read_only=True)
    state = serializers.ChoiceField(choices=ReporterState.choices, source="reporter_state", read_only=True)
    expected_by = serializers.DateTimeField(read_only=True, allow_null=True, help_text="Null when nothing is expected.")
    questions = serializers.IntegerField(read_only=True, help_text="How many questions of the team wait for an answer.")

    class Meta:
        model = Concern
        fields: tuple[str, ...] = ("reference", "sent_at", "state", "expected_by", "questions")


class QuestionSerializer(serializers.ModelSerializer[ConcernNote]):
    """Something the team asked the reporter."""

    asked_at = serializers.DateTimeField(source="written_at", read_only=True)
    is_answered = serializers.SerializerMethodField()

    class Meta:
        model = ConcernNote
        fields = ("id", "text", "asked_at", "is_answered")

    def get_is_answered(self, note: ConcernNote) -> bool:
        return hasattr(note, "answer")


class NoteSerializer(serializers.Serializer[ConcernNote]):
    """Words of the reporter."""

    text = Text(max_length=NARRATIVE_MAX, required=True)


class SentNoteSerializer(serializers.ModelSerializer[ConcernNote]):
    """What the reporter added, as it was received."""

    class Meta:
        model = ConcernNote
        fields = ("id", "kind", "text", "written_at")


class DraftSerializer(serializers.ModelSerializer[ConcernDraft]):
    """A concern that was begun: what was typed, page by page, right or wrong. Only its owner reads it."""

    next_step = serializers.SerializerMethodField(help_text="The first page without an answer.")

    class Meta:
        model = ConcernDraft
        fields = ("key", "answers", "next_step", "created_at", "saved_at")
        read_only_fields = fields

    def get_next_step(self, draft: ConcernDraft) -> str:
        return next_step(draft)


class StepAnswersSerializer(serializers.Serializer[ConcernDraft]):
    """What was typed on one page so far, field by field. Nothing is checked yet."""

    step = serializers.ChoiceField(choices=LogStep.choices)
    typed = serializers.DictField(
        child=serializers.ListField(
            child=serializers.CharField(allow_blank=True, trim_whitespace=False), max_length=60
        ),
        help_text="Field names with lists of texts.",
    )
