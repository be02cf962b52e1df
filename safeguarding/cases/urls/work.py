"""Tasks, referrals, reviews, protective measures, the DBS duty and the clocks of one case, under cases/."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
