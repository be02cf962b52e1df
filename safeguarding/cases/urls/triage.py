"""Addresses of triage, under triage/."""

from django.urls import URLPattern, path

from safeguarding.cases.views.triage import acts, concern, patterns, queue

urlpatterns: list[URLPattern] = [
    path("", queue.triage_queue, name="triage_queue"),
    path("patterns/<int:pk>/", patterns.pattern, name="pattern"),
    path("<slug:reference>/", concern.concern, name="concern"),
    path("<slug:reference>/decide/", concern.concern_decide, name="concern_decide"),
    path("<slug:reference>/ask/", acts.concern_ask, name="concern_ask"),
    path("<slug:reference>/indicators/", acts.concern_indicators, name="concern_indicators"),
    path("<slug:reference>/split/", acts.concern_split, name="concern_split"),
    path("<slug:reference>/join/", acts.concern_join, name="concern_join"),
    path("<slug:reference>/reporter/", concern.concern_reporter, name="concern_reporter"),
]
