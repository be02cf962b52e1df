"""The pages of the misconduct tracks of a case. An investigation is found by the number of its track."""

from django.urls import path

from safeguarding.investigations.views import acts, lanes, lists

app_name = "investigations"
UNDER = "cases/<str:reference>/misconduct/"
urlpatterns = [
    path(UNDER, lanes.InvestigationList.as_view(), name="investigations"),
    path(f"{UNDER}new/", lanes.InvestigationBegin.as_view(), name="begin"),
    path(f"{UNDER}<int:pk>/", lanes.InvestigationView.as_view(), name="investigation"),
    path(f"{UNDER}<int:pk>/notice/", lanes.NoticeView.as_view(), name="notice"),
    path(f"{UNDER}<int:pk>/allegations/", lists.AllegationList.as_view(), name="allegations"),
    path(f"{UNDER}<int:pk>/done/", lists.ActList.as_view(), name="acts"),
    path(f"{UNDER}<int:pk>/do/<slug:act>/", acts.ActView.as_view(), name="act"),
]
