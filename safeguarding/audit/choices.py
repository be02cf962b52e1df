"""Why somebody looks at a record."""

from django.db import models


class Purpose(models.TextChoices):
    CASE_WORK = "case_work", "Working on the case"
    SUPERVISION = "supervision", "Supervising the work"
    TRIAGE = "triage", "Triage of a concern"
    RUNNING_SCHEME = "running_scheme", "Running a scheme, or keeping its register"
    AUDIT = "audit", "Audit"
    SUBJECT_ACCESS = "sar", "Subject access request"
    DISCLOSURE = "disclosure_preparation", "Preparing a disclosure"
    IOPC_REQUEST = "iopc_request", "Request of the IOPC"
    COURT = "court", "Court proceedings"
    SYSTEM_SUPPORT = "system_support", "System support"
    OTHER = "other", "Another reason"


class Operation(models.TextChoices):
    """The six processing operations of DPA 2018 s.62(1)."""

    COLLECTION = "collection", "Collection"
    ALTERATION = "alteration", "Alteration"
    CONSULTATION = "consultation", "Consultation"
    DISCLOSURE = "disclosure", "Disclosure"
    COMBINATION = "combination", "Combination"
    ERASURE = "erasure", "Erasure"
