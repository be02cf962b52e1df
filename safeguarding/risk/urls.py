"""Addresses of risk assessments and of the risk register."""

from django.urls import path

from safeguarding.risk.views import assessments, judging, register

app_name = "risk"
AT = "risk/assessments/<int:pk>/"
ENTRY = "risk/entries/<int:pk>/"

urlpatterns = [
    path("schemes/<int:pk>/risk/", assessments.scheme_risk, name="scheme_risk"),
    path("schemes/<int:pk>/risk/assess/", assessments.assessment_add, name="assessment_add"),
    path("risk/assessments/", assessments.assessment_list, name="assessment_list"),
    path(AT, assessments.assessment, name="assessment"),
    path(f"{AT}edit/", assessments.assessment_edit, name="assessment_edit"),
    path(f"{AT}hazards/add/", assessments.hazard_add, name="hazard_add"),
    path(f"{AT}hazards/<int:hazard_pk>/", assessments.hazard_change, name="hazard_change"),
    path(f"{AT}hazards/<int:hazard_pk>/remove/", assessments.hazard_remove, name="hazard_remove"),
    path(f"{AT}submit/", assessments.assessment_submit, name="assessment_submit"),
    path(f"{AT}next/", assessments.assessment_next, name="assessment_next"),
    path(f"{AT}copy/", assessments.assessment_copy, name="assessment_copy"),
    path(f"{AT}decide/", judging.assessment_decide, name="assessment_decide"),
    path(f"{AT}paper/", judging.assessment_paper, name="assessment_paper"),
    path(f"{AT}withdraw/", judging.assessment_withdraw, name="assessment_withdraw"),
    path("risk/", register.entry_list, name="entry_list"),
    path("risk/map/", register.risk_map, name="risk_map"),
    path("risk/entries/add/", register.entry_add, name="entry_add"),
    path(ENTRY, register.entry, name="entry"),
    path(f"{ENTRY}edit/", register.entry_edit, name="entry_edit"),
    path(f"{ENTRY}look/", register.entry_look, name="entry_look"),
    path(f"{ENTRY}actions/add/", register.action_add, name="action_add"),
    path(f"{ENTRY}actions/<int:action_pk>/finish/", register.action_finish, name="action_finish"),
    path(f"{ENTRY}actions/<int:action_pk>/drop/", register.action_drop, name="action_drop"),
]
