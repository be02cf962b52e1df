"""The pages of exhibits, under the case they belong to."""

from django.urls import path

from safeguarding.evidence.views import custody, exhibits, files, removing

app_name = "evidence"
UNDER = "cases/<str:reference>/exhibits/"
urlpatterns = [
    path("my-work/signatures/", custody.to_sign, name="to_sign"),
    path(UNDER, exhibits.ExhibitList.as_view(), name="exhibits"),
    path(f"{UNDER}new/", exhibits.ExhibitAdd.as_view(), name="exhibit_add"),
    path(f"{UNDER}<int:pk>/", exhibits.ExhibitView.as_view(), name="exhibit"),
    path(f"{UNDER}<int:pk>/change/", exhibits.ExhibitChange.as_view(), name="exhibit_change"),
    path(f"{UNDER}<int:pk>/end/", exhibits.ExhibitEnd.as_view(), name="exhibit_end"),
    path(f"{UNDER}<int:pk>/custody/", exhibits.CustodyPrint.as_view(), name="custody_print"),
    path(f"{UNDER}<int:pk>/hand-over/", custody.HandOver.as_view(), name="hand_over"),
    path(f"{UNDER}<int:pk>/files/", files.FileAsk.as_view(), name="file_ask"),
    path(f"{UNDER}<int:pk>/files/new/", files.FileAdd.as_view(), name="file_add"),
    path(f"{UNDER}hand-overs/<int:pk>/", custody.HandOverAnswer.as_view(), name="handover_answer"),
    path(f"{UNDER}hand-overs/<int:pk>/take-back/", custody.HandOverTakeBack.as_view(), name="handover_take_back"),
    path(f"{UNDER}files/<int:pk>/", files.FileOpen.as_view(), name="file_open"),
    path(f"{UNDER}files/<int:pk>/remove/", removing.RemovalAsk.as_view(), name="removal_ask"),
    path(f"{UNDER}removals/<int:pk>/", removing.RemovalDecide.as_view(), name="removal_decide"),
    path(f"{UNDER}removals/<int:pk>/take-back/", removing.RemovalTakeBack.as_view(), name="removal_take_back"),
]
