"""Addresses of schemes."""

from django.urls import path

from safeguarding.schemes.views import governance, register

app_name = "schemes"

urlpatterns = [
    path("schemes/", register.scheme_list, name="scheme_list"),
    path("schemes/add/", register.scheme_add, name="scheme_add"),
    path("schemes/<int:pk>/", register.scheme, name="scheme"),
    path("schemes/<int:pk>/edit/", register.scheme_edit, name="scheme_edit"),
    path("schemes/<int:pk>/decide/", governance.scheme_decide, name="scheme_decide"),
    path("schemes/<int:pk>/conditions/add/", governance.condition_add, name="condition_add"),
    path("schemes/<int:pk>/conditions/<int:condition_pk>/check/", governance.condition_check, name="condition_check"),
    path("schemes/<int:pk>/conditions/<int:condition_pk>/end/", governance.condition_end, name="condition_end"),
]
