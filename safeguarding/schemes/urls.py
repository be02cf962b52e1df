"""Addresses of schemes."""

from django.urls import path

from safeguarding.schemes import views

app_name = "schemes"

urlpatterns = [
    path("schemes/", views.scheme_list, name="scheme_list"),
    path("schemes/<int:pk>/", views.scheme, name="scheme"),
]
