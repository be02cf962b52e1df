"""Addresses of learning reports."""

from django.urls import path

from safeguarding.learning.views import assessing, evidence, reading, writing

app_name = "learning"
ONE = "learning/<int:pk>/"
REPLY = "self-assessments/<int:pk>/schemes/<int:reply_pk>/"
BULLETIN = "learning/bulletins/<int:pk>/"
OF = {"of": "bulletin"}

urlpatterns = [
    path("learning/", reading.report_list, name="report_list"),
    path("cases/<slug:reference>/learning/", reading.OfCase.as_view(), name="of_case"),
    path("cases/<slug:reference>/learning/begin/", writing.begin, name="begin"),
    path(ONE, reading.report, name="report"),
    path(f"{ONE}file.<slug:file_format>", reading.file, name="file"),
    path(f"{ONE}edit/", writing.edit, name="edit"),
    path(f"{ONE}fill/", writing.fill, name="fill"),
    path(f"{ONE}keep/", writing.keep, name="keep"),
    path(f"{ONE}guard/", writing.guard, name="guard"),
    path(f"{ONE}self-assessment/", assessing.send, name="send"),
    path("self-assessments/replies/<int:reply_pk>/", assessing.own_reply, name="own_reply"),
    path("schemes/<int:pk>/self-assessments/", assessing.of_scheme, name="of_scheme"),
    path("self-assessments/", assessing.reply_list, name="reply_list"),
    path("self-assessments/<int:pk>/", assessing.assessment, name="assessment"),
    path("self-assessments/<int:pk>/remind/", assessing.remind, name="remind"),
    path(REPLY, assessing.reply, name="reply"),
    path(f"{REPLY}questions/<int:question>/file/", evidence.FileAdd.as_view(), name="reply_file_add"),
    path(f"{REPLY}files/<int:file_pk>/", evidence.open_file, name="reply_file"),
    path(f"{REPLY}files/<int:file_pk>/remove/", evidence.remove, name="reply_file_remove"),
    path(f"{ONE}steps/<slug:verb>/", writing.step, name="step"),
    path("learning/bulletins/", reading.bulletin_list, name="bulletin_list"),
    path("learning/bulletins/begin/", writing.begin_bulletin, name="bulletin_begin"),
    path(BULLETIN, reading.bulletin, name="bulletin"),
    path(f"{BULLETIN}file.<slug:file_format>", reading.file, OF, name="bulletin_file"),
    path(f"{BULLETIN}edit/", writing.edit, OF, name="bulletin_edit"),
    path(f"{BULLETIN}keep/", writing.keep, OF, name="bulletin_keep"),
    path(f"{BULLETIN}guard/", writing.guard, OF, name="bulletin_guard"),
    path(f"{BULLETIN}steps/<slug:verb>/", writing.step, OF, name="bulletin_step"),
]
