"""Addresses of links in the API."""

from django.urls import path, re_path

from safeguarding.cases.api.case_base import CASE_PATTERN
from safeguarding.links.api import views

CONCERN = r"^links/concerns/(?P<reference>C-[0-9]{4}-[0-9]{6})/"
CASE = rf"^links/cases/(?P<reference>{CASE_PATTERN})/"

urlpatterns = [
    re_path(rf"{CASE}$", views.CaseLinksView.as_view(), name="links-case"),
    re_path(rf"{CASE}set-aside/$", views.SetAsideView.as_view(), name="links-set-aside"),
    re_path(rf"{CASE}set-aside/(?P<pk>[0-9]{{1,18}})/take-up/$", views.TakeUpView.as_view(), name="links-take-up"),
    re_path(rf"{CONCERN}$", views.ConcernLinksView.as_view(), name="links-concern"),
    re_path(rf"{CONCERN}set-aside/$", views.ConcernSetAsideView.as_view(), name="links-concern-set-aside"),
    re_path(
        rf"{CONCERN}set-aside/(?P<pk>[0-9]{{1,18}})/take-up/$",
        views.ConcernTakeUpView.as_view(),
        name="links-concern-take-up",
    ),
    path("links/people/<int:pk>/", views.PersonLinksView.as_view(), name="links-person"),
    path("links/accounts/<int:pk>/", views.AccountLinksView.as_view(), name="links-account"),
    path("links/schemes/<int:pk>/", views.SchemeLinksView.as_view(), name="links-scheme"),
]
