"""The rules in the API, how often each failed, where and when, and the numbers they go by."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from safeguarding.communications import policies
from safeguarding.communications.api import guideline_shapes as shapes
from safeguarding.communications.rules.catalogue import BY_NAME as RULE_BY_NAME
from safeguarding.communications.rules.catalogue import RULES, Rule
from safeguarding.communications.selectors.elsewhere import Elsewhere, failures_elsewhere
from safeguarding.communications.selectors.failures import Where, failures_by_rule, failures_of
from safeguarding.communications.selectors.numbers import history_of
from safeguarding.communications.services.numbers import set_number
from safeguarding.core import clock


class CommunicationRuleView(APIView):
    """The twenty-two rules, and how often each failed in what the caller may see."""

    @extend_schema(operation_id="communication_rules_list", responses=shapes.CommunicationRuleSerializer(many=True))
    def get(self, request: Request) -> Response:
        """Every rule in plain words, its source, whom it holds for, and how often it failed and where."""
        failed, elsewhere = failures_by_rule(request.user), failures_elsewhere(request.user)
        rows = [_row(rule, failed[rule.name], elsewhere.get(rule.name, [])) for rule in RULES]
        return Response(shapes.CommunicationRuleSerializer(rows, many=True).data)


class OneCommunicationRuleView(APIView):
    """One of the twenty-two rules over time."""

    @extend_schema(operation_id="communication_rules_retrieve", responses=shapes.RuleOverTimeSerializer)
    def get(self, request: Request, name: str) -> Response:
        """One rule, with how often it failed in each of the last twelve months, in which schemes and teams."""
        rule = RULE_BY_NAME.get(name)
        if rule is None:
            raise Http404
        over = failures_of(request.user, name, today=clock.today())
        row = {
            **_row(rule, over.where, failures_elsewhere(request.user).get(name, [])), "before": over.before,
            "months": [{"month": month, "count": count} for month, count in over.months],
            "teams": [{"team": team.name, "count": team.count} for team in over.teams],
        }  # fmt: skip
        return Response(shapes.RuleOverTimeSerializer(row).data)


def _row(rule: Rule, where: list[Where], elsewhere: list[Elsewhere]) -> dict[str, Any]:
    in_messages = sum(one.count for one in elsewhere)
    return {
        **asdict(rule), "is_absolute": rule.is_absolute, "failed_in_messages": in_messages,
        "failed": in_messages + sum(one.count for one in where),
        "where": [
            {"scheme": one.scheme.pk if one.scheme else None, "count": one.count, "is_hidden": one.is_hidden}
            for one in where
        ],
    }  # fmt: skip


class ThresholdView(APIView):
    """The numbers that the rules go by in the caller's force."""

    @extend_schema(operation_id="thresholds_list", responses=shapes.ThresholdSerializer(many=True))
    def get(self, request: Request) -> Response:
        """Every number that was ever set in the caller's force, the newest first."""
        return Response(shapes.ThresholdSerializer(history_of(request.user.force_id or 0), many=True).data)

    @extend_schema(
        operation_id="thresholds_create", request=shapes.NewThresholdRequest,
        responses={201: shapes.ThresholdSerializer},
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        """Set a number from a day on. Contacts before it stay judged as they were."""
        policies.require_setting_numbers(request.user)
        sent = shapes.NewThresholdRequest(data=request.data)
        sent.is_valid(raise_exception=True)
        made = set_number(**sent.validated_data, by=request.user)
        return Response(shapes.ThresholdSerializer(made).data, status=201)
