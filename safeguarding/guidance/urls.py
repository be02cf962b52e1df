"""Addresses of policies."""

from django.urls import path

from safeguarding.guidance.views import campaigns, coverage, documents, groups, reading, talks

app_name = "guidance"

urlpatterns = [
    path("policies/", reading.to_read, name="to_read"),
    path("policies/read/<int:pk>/", reading.read, name="read"),
    path("policies/team/", talks.team, name="team"),
    path("policies/talks/<int:pk>/<int:person_pk>/", talks.talk_add, name="talk_add"),
    path("policies/kept/", documents.document_list, name="document_list"),
    path("policies/kept/add/", documents.document_add, name="document_add"),
    path("policies/kept/<int:pk>/", documents.document, name="document"),
    path("policies/kept/<int:pk>/edit/", documents.document_edit, name="document_edit"),
    path("policies/kept/<int:pk>/versions/add/", documents.version_add, name="version_add"),
    path("policies/kept/versions/<int:pk>/edit/", documents.version_edit, name="version_edit"),
    path("policies/kept/versions/<int:pk>/publish/", documents.version_publish, name="version_publish"),
    path("policies/kept/versions/<int:pk>/withdraw/", documents.version_withdraw, name="version_withdraw"),
    path("policies/kept/versions/<int:pk>/campaigns/add/", campaigns.campaign_add, name="campaign_add"),
    path("policies/kept/versions/<int:pk>/coverage/", coverage.coverage, name="coverage"),
    path("policies/kept/versions/<int:pk>/not-reached/", coverage.not_reached, name="not_reached"),
    path("policies/kept/versions/<int:pk>/reached/", coverage.reached, name="reached"),
    path("policies/kept/versions/<int:pk>/paper/<int:person_pk>/", coverage.paper, name="paper"),
    path("policies/kept/campaigns/<int:pk>/", campaigns.campaign, name="campaign"),
    path("policies/kept/campaigns/<int:pk>/edit/", campaigns.campaign_edit, name="campaign_edit"),
    path("policies/kept/campaigns/<int:pk>/open/", campaigns.campaign_open, name="campaign_open"),
    path("policies/kept/campaigns/<int:pk>/close/", campaigns.campaign_close, name="campaign_close"),
    path("policies/kept/groups/", groups.group_list, name="group_list"),
    path("policies/kept/groups/join/", groups.group_join, name="group_join"),
    path("policies/kept/groups/<int:pk>/leave/", groups.group_leave, name="group_leave"),
]
