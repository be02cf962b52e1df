"""Addresses of learning reports."""

from django.urls import path

from safeguarding.learning.views import assessing, reading, writing

app_name = "learning"
ONE = "learning/<int:pk>/"

urlpatterns = [
    path("learning/", reading.report_list, name="report_list"),
    path("cases/<slug:reference>/learning/", reading.OfCase.as_view(), name="of_case"),
    path("cases/<slug:reference>/learning/begin/", writing.begin, name="begin"),
    path(ONE, reading.report, name="report"),
    path(f"{ONE}file.<slug:file_format>", reading.file, name="file"),
    path(f"{ONE}edit/", writing.edit, name="edit"),
    path(f"{ONE}keep/", writing.keep, name="keep"),
    path(f"{ONE}guard/", writing.guard, name="guard"),
    path(f"{ONE}self-assessment/", assessing.send, name="send"),
    path("self-assessments/replies/<int:reply_pk>/", assessing.own_reply, name="own_reply"),
    path("self-assessments/<int:pk>/", assessing.assessment, name="assessment"),
    path("self-assessments/<int:pk>/schemes/<int:reply_pk>/", assessing.reply, name="reply"),
    path(f"{ONE}steps/<slug:verb>/", writing.step, name="step"),
]
