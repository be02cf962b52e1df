"""Addresses of risk assessments and of the risk register."""

from django.urls import path

from safeguarding.risk.views import assessments

app_name = "risk"

urlpatterns = [
    path("risk/assessments/<int:pk>/", assessments.assessment, name="assessment"),
]
