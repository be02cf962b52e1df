"""The shape of what is sent to triage: answers, decisions, questions, splits and joins."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from safeguarding.cases.api.concern_serializers import Text
from safeguarding.cases.choices import Indicator, Route, TestAnswer
from safeguarding.cases.models.concerns import NARRATIVE_MAX
from safeguarding.cases.selectors.facts import ROUTES_OFFERED
from safeguarding.core.api.fields import LARGEST_ID

OFFERED = [(str(route), str(route.label)) for route in ROUTES_OFFERED]
PATTERN_ROUTES = [(str(route), str(route.label)) for route in (Route.LOW_LEVEL, Route.CASE, Route.CASE_PSD)]


class AnswersSerializer(serializers.Serializer[Any]):
    """The caller's own answers to the four tests; what is left out is open."""

    harmed_or_may_have_harmed_a_child = serializers.ChoiceField(choices=TestAnswer.choices, required=False)
    possible_criminal_offence_against_or_related_to_a_child = serializers.ChoiceField(
        choices=TestAnswer.choices, required=False
    )
    may_pose_a_risk_of_harm_to_children = serializers.ChoiceField(choices=TestAnswer.choices, required=False)
    may_not_be_suitable_to_work_with_children = serializers.ChoiceField(choices=TestAnswer.choices, required=False)


class CaseOpeningSerializer(serializers.Serializer[Any]):
    """Who will own the case and when it is first reviewed."""

    owner = serializers.IntegerField(
        required=False,
        allow_null=True,
        min_value=1,
        max_value=LARGEST_ID,
        help_text="A user's number; else the caller.",
    )
    review_in_days = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=365)


class NewThresholdDecisionSerializer(CaseOpeningSerializer):
    """A decision about a concern."""

    route = serializers.ChoiceField(choices=OFFERED)
    rationale = Text(max_length=NARRATIVE_MAX, required=True)
    disagreement = Text(max_length=NARRATIVE_MAX)
    lado_consulted = Text(max_length=2_000)
    answers = AnswersSerializer(required=False)
    is_abuse_of_position = serializers.BooleanField(required=False, allow_null=True)
    first_clear_at = serializers.DateTimeField(required=False, allow_null=True)


class NewJoinSerializer(serializers.Serializer[Any]):
    """Joining a concern to an open case."""

    case = serializers.RegexField(r"^SC-[0-9]{4}-[0-9]{6}$", help_text="The reference of the case.")
    rationale = Text(max_length=NARRATIVE_MAX, required=True)
    disagreement = Text(max_length=NARRATIVE_MAX)
    is_abuse_of_position = serializers.BooleanField(required=False, allow_null=True)


class NewQuestionSerializer(serializers.Serializer[Any]):
    """A question to the reporter."""

    text = Text(max_length=5_000, required=True)


class NewIndicatorsSerializer(serializers.Serializer[Any]):
    """Indicators that the words of a concern show."""

    indicators = serializers.ListField(
        child=serializers.ChoiceField(choices=Indicator.choices), min_length=1, max_length=len(Indicator)
    )


class NewSplitSerializer(serializers.Serializer[Any]):
    """The other concern that a part of this one becomes."""

    parties = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=LARGEST_ID), min_length=1, max_length=100
    )
    about = Text(max_length=NARRATIVE_MAX, required=True)
    indicators = serializers.ListField(
        child=serializers.ChoiceField(choices=Indicator.choices), required=False, max_length=len(Indicator)
    )


class NewPatternDecisionSerializer(CaseOpeningSerializer):
    """The fresh decision about a pattern."""

    route = serializers.ChoiceField(choices=PATTERN_ROUTES)
    rationale = Text(max_length=NARRATIVE_MAX, required=True)
    is_abuse_of_position = serializers.BooleanField(required=False, default=False)
