"""The roles people hold, and what a role may do. Changing either is a decision record."""

from django.db import models


class Nation(models.TextChoices):
    ENGLAND = "england", "England"
    WALES = "wales", "Wales"


class UnitKind(models.TextChoices):
    SAFEGUARDING = "safeguarding", "Safeguarding"
    PSD = "psd", "Professional standards"
    CADETS = "cadets", "Cadets and youth schemes"
    LOCAL_POLICING = "local_policing", "Local policing"


class Role(models.TextChoices):
    PRACTITIONER = "practitioner", "Practitioner"
    COORDINATOR = "coordinator", "Scheme coordinator"
    LEAD = "lead", "Safeguarding lead"
    SUPERVISOR = "supervisor", "Safeguarding supervisor"
    PSD_INVESTIGATOR = "psd_investigator", "PSD investigator"
    PSD_SUPERVISOR = "psd_supervisor", "PSD supervisor"
    MANAGER = "manager", "Manager"
    AUDITOR = "auditor", "Auditor"
    ADMINISTRATOR = "administrator", "Administrator"


class Permission(models.TextChoices):
    """What may be done, named for the act; always held in a unit, never in the air."""

    LOG_CONCERN = "log_concern", "Log a concern"
    TRIAGE = "triage", "Triage concerns and decide thresholds"
    WORK_CASE = "work_case", "Work on cases"
    SUPERVISE_CASE = "supervise_case", "Review and supervise cases"
    SEE_CASE_HEADERS = (
        "see_case_headers",
        "See numbers and headers of cases, identities masked",
    )
    BREAK_GLASS = "break_glass", "Open a case in an emergency"
    SEE_REPORTER = "see_reporter", "See who reported a concern"
    SEE_SCHEMES = "see_schemes", "See the scheme register"
    KEEP_SCHEMES = "keep_schemes", "Keep the scheme register"
    KEEP_POLICIES = "keep_policies", "Keep the policies of the force and see who acknowledged them"
    CHANGE_CATALOGUE = "change_catalogue", "Change what is asked of schemes and the adults in them"
    SEE_PEOPLE = "see_people", "See staff and young people of the unit"
    SEE_RECOMMENDATIONS = "see_recommendations", "See recommendations and what came of them"
    KEEP_RECOMMENDATIONS = "keep_recommendations", "Keep recommendations and see to it that they are carried out"
    WRITE_LEARNING = "write_learning", "Write and approve learning reports"
    APPROVE_RECOMMENDATIONS = "approve_recommendations", "Approve answers to recommendations as a chief officer"
    KEEP_TEMPLATES = "keep_templates", "Keep the templates of the force's letters"
    ANSWER_SUBJECT_ACCESS = "answer_subject_access", "Answer subject access requests"
    SEE_RECORDS = "see_records", "See how long records are kept, holds and disposals"
    KEEP_RECORDS = "keep_records", "Review records for retention, hold them and dispose of them"
    CHANGE_RETENTION = "change_retention", "Change how long records are kept"
    SEE_DASHBOARD = "see_dashboard", "See the overview"
    SEE_ACTIVITY = "see_activity", "See who did and looked at what"
    ADMINISTER = "administer", "Manage users, units, roles and reference data"


class TokenScope(models.TextChoices):
    """What a program may do with a key: never more than its owner."""

    READ = "read", "read"
    WRITE = "write", "write"
