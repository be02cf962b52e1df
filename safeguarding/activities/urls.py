"""Addresses of sessions, trips and ratios."""

from django.urls import path

from safeguarding.activities.views import lists, planning, ratios, recording, register, session, trips

app_name = "activities"

urlpatterns = [
    path("sessions/", lists.session_list, name="session_list"),
    path("sessions/plan/", planning.plan, name="session_plan"),
    path("sessions/ratios/", ratios.ratios, name="ratios"),
    path("sessions/ratios/<int:pk>/", ratios.ratio_set, name="ratio_set"),
    path("sessions/<int:pk>/", session.session, name="session"),
    path("sessions/<int:pk>/edit/", planning.edit, name="session_edit"),
    path("sessions/<int:pk>/adults/", planning.adults, name="session_adults"),
    path("sessions/<int:pk>/cancel/", planning.cancel, name="session_cancel"),
    path("sessions/<int:pk>/held/", recording.hold, name="session_hold"),
    path("sessions/<int:pk>/close/", recording.close, name="session_close"),
    path("sessions/<int:pk>/register/", register.register, name="register"),
    path("sessions/<int:pk>/register/marks/", register.marks, name="marks"),
    path("sessions/<int:pk>/register/refused/", register.refused, name="refused"),
    path("sessions/register-worker.js", register.worker, name="worker"),
    path("sessions/<int:pk>/register/<int:person_pk>/choose/", register.choose, name="choose"),
    path("sessions/<int:pk>/going/", trips.going, name="going"),
    path("sessions/<int:pk>/consents/<int:consent_pk>/", trips.consent, name="consent"),
    path("sessions/<int:pk>/assessment/", trips.assessment, name="assessment"),
    path("sessions/<int:pk>/ask/", trips.ask, name="ask"),
    path("sessions/<int:pk>/decide/", trips.decide, name="decide"),
    path("sessions/<int:pk>/confirm/", trips.confirm, name="confirm"),
]
