"""The case list, the pages of one case, and opening one in an emergency, under cases/."""

from django.urls import URLPattern, path

from safeguarding.cases.urls import work
from safeguarding.cases.views.casework import (
    access,
    case_list,
    chronology,
    decisions,
    emergency,
    history,
    links,
    overview,
    people,
    stages,
)

LISTS = [
    path("", case_list.case_list, name="case_list"),
    path("emergency/", emergency.break_glass, name="break_glass"),
]

HEADER = [
    path("<slug:reference>/", overview.Overview.as_view(), name="case"),
    path("<slug:reference>/edit/", overview.EditHeader.as_view(), name="case_edit"),
    path("<slug:reference>/owner/", overview.ChangeOwner.as_view(), name="case_owner"),
    path("<slug:reference>/supervisor/", overview.ChangeSupervisor.as_view(), name="case_supervisor"),
    path("<slug:reference>/stage/", stages.Stages.as_view(), name="case_stage"),
    path("<slug:reference>/stage/<slug:verb>/", stages.TakeStep.as_view(), name="case_step"),
]

PEOPLE = [
    path("<slug:reference>/people/", people.People.as_view(), name="case_people"),
    path("<slug:reference>/people/add/", people.FindPerson.as_view(), name="case_person_find"),
    path("<slug:reference>/people/add/new/", people.AddNewParty.as_view(), name="case_person_new"),
    path(
        "<slug:reference>/people/add/unidentified/",
        people.AddUnidentifiedParty.as_view(),
        name="case_person_unidentified",
    ),
    path("<slug:reference>/people/add/<int:person>/", people.AddKnownParty.as_view(), name="case_person_add"),
    path("<slug:reference>/people/<int:party>/", people.ChangeParty.as_view(), name="case_person_change"),
    path("<slug:reference>/people/<int:party>/identify/", people.IdentifyParty.as_view(), name="case_person_identify"),
    path("<slug:reference>/people/<int:party>/remove/", people.RemoveParty.as_view(), name="case_person_remove"),
]

RECORD = [
    path("<slug:reference>/chronology/", chronology.Chronology.as_view(), name="case_chronology"),
    path("<slug:reference>/chronology/add/", chronology.AddEntry.as_view(), name="case_chronology_add"),
    path("<slug:reference>/chronology/print/", chronology.PrintChronology.as_view(), name="case_chronology_print"),
    path(
        "<slug:reference>/chronology/<int:entry>/correct/",
        chronology.CorrectEntry.as_view(),
        name="case_chronology_correct",
    ),
    path("<slug:reference>/decisions/", decisions.Decisions.as_view(), name="case_decisions"),
    path("<slug:reference>/decisions/add/", decisions.AddDecision.as_view(), name="case_decision_add"),
    path("<slug:reference>/decisions/print/", decisions.PrintDecisions.as_view(), name="case_decisions_print"),
    path("<slug:reference>/decisions/<int:number>/", decisions.OneDecision.as_view(), name="case_decision"),
    path("<slug:reference>/links/", links.Links.as_view(), name="case_links"),
    path("<slug:reference>/links/add/", links.AddLink.as_view(), name="case_link_add"),
    path("<slug:reference>/links/<int:link>/remove/", links.RemoveLink.as_view(), name="case_link_remove"),
    path("<slug:reference>/history/", history.History.as_view(), name="case_history"),
    path("<slug:reference>/history/changes/", history.Changes.as_view(), name="case_changes"),
]

ACCESS = [
    path("<slug:reference>/access/", access.Access.as_view(), name="case_access"),
    path("<slug:reference>/access/give/", access.Grant.as_view(), name="case_grant"),
    path("<slug:reference>/access/<int:grant>/end/", access.Revoke.as_view(), name="case_revoke"),
    path("<slug:reference>/access/<int:grant>/review/", access.ReviewEmergency.as_view(), name="case_glass_review"),
    path("<slug:reference>/access/conflict/", access.DeclareConflict.as_view(), name="case_conflict"),
    path("<slug:reference>/access/my-conflict/", access.DeclareOwnConflict.as_view(), name="case_own_conflict"),
    path(
        "<slug:reference>/access/conflict/<int:user>/withdraw/",
        access.WithdrawConflict.as_view(),
        name="case_conflict_withdraw",
    ),
    path("<slug:reference>/access/restrict/", access.Restrict.as_view(), name="case_restrict"),
    path("<slug:reference>/access/unrestrict/", access.Unrestrict.as_view(), name="case_unrestrict"),
    path("<slug:reference>/identify/", access.Identify.as_view(), name="case_identify"),
]

urlpatterns: list[URLPattern] = [*LISTS, *HEADER, *PEOPLE, *RECORD, *ACCESS, *work.urlpatterns]
