"""Addresses of accounts and contacts."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "communications"

ACCOUNTS: list[URLPattern] = []

urlpatterns = [*ACCOUNTS]
