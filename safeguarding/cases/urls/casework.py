"""The case list, the pages of one case, and opening one in an emergency, under cases/."""

from django.urls import URLPattern

from safeguarding.cases.urls import work

urlpatterns: list[URLPattern] = [*work.urlpatterns]
