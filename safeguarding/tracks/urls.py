"""The pages of tracks, under the case they belong to."""

from django.urls import path

from safeguarding.tracks.views import duties, offences, register, tracks

app_name = "tracks"
UNDER = "cases/<str:reference>/tracks/"
urlpatterns = [
    path("tracks/", register.track_register, name="register"),
    path(UNDER, tracks.TrackList.as_view(), name="tracks"),
    path(f"{UNDER}new/", tracks.TrackOpen.as_view(), name="track_open"),
    path(f"{UNDER}left/", duties.DepartureAdd.as_view(), name="departure"),
    path(f"{UNDER}<int:pk>/", tracks.TrackView.as_view(), name="track"),
    path(f"{UNDER}<int:pk>/steps/<slug:verb>/", tracks.TrackStep.as_view(), name="track_step"),
    path(f"{UNDER}<int:pk>/end/", tracks.TrackEnd.as_view(), name="track_end"),
    path(f"{UNDER}<int:pk>/owner/", tracks.TrackGive.as_view(), name="track_give"),
    path(f"{UNDER}<int:pk>/body/", tracks.TrackBody.as_view(), name="track_body"),
    path(f"{UNDER}<int:pk>/offences/new/", offences.OffenceAdd.as_view(), name="offence_add"),
    path(f"{UNDER}offences/<int:pk>/", offences.OffenceDecide.as_view(), name="offence_decide"),
    path(f"{UNDER}offences/<int:pk>/result/", offences.OffenceResult.as_view(), name="offence_result"),
    path(f"{UNDER}reports/<int:pk>/", duties.ReportDecide.as_view(), name="report_decide"),
]
