"""Addresses of what schemes must have, and have."""

from django.urls import path

from safeguarding.assurance.views import catalogue, gaps, matrix, recording, together

app_name = "assurance"

urlpatterns = [
    path("schemes/gaps/", gaps.all_gaps, name="all_gaps"),
    path("schemes/matrix/", matrix.matrix, name="matrix"),
    path("schemes/requirements/", catalogue.catalogue, name="catalogue"),
    path("schemes/requirements/add/", catalogue.add, name="requirement_add"),
    path("schemes/requirements/<int:pk>/", catalogue.change, name="requirement_change"),
    path("schemes/requirements/<int:pk>/end/", catalogue.end, name="requirement_end"),
    path("schemes/requirements/<int:pk>/remove/", catalogue.remove, name="requirement_remove"),
    path("schemes/<int:pk>/gaps/", gaps.scheme_gaps, name="scheme_gaps"),
    path("schemes/<int:pk>/credentials/add/", recording.for_scheme, name="scheme_credential_add"),
    path("schemes/<int:pk>/credentials/together/", together.record_together, name="record_together"),
    path("people/<int:pk>/credentials/", recording.of_person, name="credentials"),
    path("people/<int:pk>/credentials/add/", recording.for_person, name="credential_add"),
    path("credentials/<int:pk>/", recording.credential, name="credential"),
    path("credentials/<int:pk>/withdraw/", recording.withdraw, name="credential_withdraw"),
    path("schemes/<int:pk>/clearances/<int:placement_pk>/", recording.give_clearance, name="clearance_give"),
    path("schemes/<int:pk>/clearances/<int:clearance_pk>/end/", recording.end_clearance, name="clearance_end"),
]
