"""Addresses of concerns, triage and cases."""

from django.urls import include, path

from safeguarding.cases.urls import casework, concerns, triage

app_name = "cases"

urlpatterns = [
    path("concerns/", include(concerns.urlpatterns)),
    path("triage/", include(triage.urlpatterns)),
    path("cases/", include(casework.urlpatterns)),
]
