"""Addresses of policies."""

from django.urls import path

from safeguarding.guidance.views import reading

app_name = "guidance"

urlpatterns = [
    path("policies/", reading.to_read, name="to_read"),
    path("policies/read/<int:pk>/", reading.read, name="read"),
]
