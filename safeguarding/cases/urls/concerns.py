"""Addresses of logging a concern and of one's own concerns."""

from django.urls import URLPattern, path

from safeguarding.cases.views import concern_breach, concern_log, concern_people, concerns

urlpatterns: list[URLPattern] = [
    path("new/", concern_log.log_start, name="log_start"),
    path("new/contact/<int:pk>/", concern_breach.log_contact, name="log_contact"),
    path("new/scheme/<int:pk>/conditions/<int:condition_pk>/", concern_breach.log_breach, name="log_breach"),
    path("new/session/<int:pk>/", concern_breach.log_session, name="log_session"),
    path("new/<uuid:key>/delete/", concern_log.log_delete, name="log_delete"),
    path("new/<uuid:key>/<slug:step>/", concern_log.log_step, name="log_step"),
    path("new/<uuid:key>/<slug:step>/keep/", concern_log.log_keep, name="log_keep"),
    path("new/<uuid:key>/who/<slug:party>/", concern_people.log_party, name="log_party"),
    path("new/<uuid:key>/who/<slug:party>/keep/", concern_people.log_party_keep, name="log_party_keep"),
    path("new/<uuid:key>/who/<slug:party>/remove/", concern_people.log_party_remove, name="log_party_remove"),
    path("sent/<slug:reference>/", concerns.log_sent, name="log_sent"),
    path("mine/", concerns.my_concerns, name="my_concerns"),
    path("mine/<slug:reference>/", concerns.my_concern, name="my_concern"),
    path("mine/<slug:reference>/add/", concerns.my_concern_add, name="my_concern_add"),
    path("mine/<slug:reference>/questions/<int:question>/", concerns.my_concern_answer, name="my_concern_answer"),
]
