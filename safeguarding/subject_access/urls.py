"""The pages of subject access requests."""

from django.urls import path

from safeguarding.subject_access.views import items, requests

app_name = "subject_access"
ONE = "subject-access/<int:pk>/"
urlpatterns = [
    path("subject-access/", requests.request_list, name="list"),
    path("subject-access/new/", requests.find, name="find"),
    path("subject-access/new/<int:pk>/", requests.add, name="add"),
    path(ONE, requests.one, name="request"),
    path(f"{ONE}items/", items.items, name="items"),
    path(f"{ONE}words/", items.words, name="words"),
    path(f"{ONE}decisions/", items.log, name="log"),
    path(f"{ONE}open/", items.open_file, name="open"),
    path(f"{ONE}<slug:verb>/", requests.step, name="step"),
]
