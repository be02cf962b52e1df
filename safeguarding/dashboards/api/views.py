"""One route a chart. Whoever may see the overview gets figures of what they may see."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from safeguarding.access.choices import Permission
from safeguarding.access.policies import require_permission
from safeguarding.dashboards import selectors
from safeguarding.dashboards.api import charts
from safeguarding.dashboards.api.serializers import ChartSerializer, HeadlineSerializer


class ChartView(APIView):
    """The figures of one chart."""

    draw: Callable[[selectors.Figures], dict[str, Any]]

    @extend_schema(responses=ChartSerializer)
    def get(self, request: Request) -> Response:
        require_permission(request.user, Permission.SEE_DASHBOARD)
        return Response(ChartSerializer(type(self).draw(selectors.figures(request.user))).data)


class CasesChart(ChartView):
    """Open cases by stage and by how long they have been open."""

    draw = staticmethod(charts.cases)


class ConcernsChart(ChartView):
    """Concerns by month received and by what was decided."""

    draw = staticmethod(charts.concerns)


class SourcesChart(ChartView):
    """Concerns by month received and by how they came."""

    draw = staticmethod(charts.sources)


class TriageTimesChart(ChartView):
    """Hours from a concern being received to the decision: median and 90th percentile by month."""

    draw = staticmethod(charts.triage_times)


class SchemesChart(ChartView):
    """Schemes that lack something expected today, by control."""

    draw = staticmethod(charts.schemes)


class HeadlinesView(APIView):
    """The four numbers at the top of the overview, each with what it was 28 days ago."""

    @extend_schema(responses=HeadlineSerializer(many=True))
    def get(self, request: Request) -> Response:
        require_permission(request.user, Permission.SEE_DASHBOARD)
        return Response(HeadlineSerializer(selectors.figures(request.user).headlines, many=True).data)
