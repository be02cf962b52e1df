"""Addresses of concerns, triage and cases."""

from django.urls import include, path

from safeguarding.cases.urls import casework, concerns, triage
from safeguarding.cases.views.search import search_page
from safeguarding.cases.views.work import my_work

app_name = "cases"

urlpatterns = [
    path("concerns/", include(concerns.urlpatterns)),
    path("triage/", include(triage.urlpatterns)),
    path("cases/", include(casework.urlpatterns)),
    path("search/", search_page, name="search"),
    path("my-work/", my_work.my_work_page, name="my_work"),
]
