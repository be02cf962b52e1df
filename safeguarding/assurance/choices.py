"""What a scheme and the adults in it must have before young people are met, and where each demand comes from.

The catalogue is data: what, for which kinds of scheme and parts in them, how long it holds, and its source. A figure
marked `from_memory` is house policy until somebody confirms it, and may be edited.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models

from safeguarding.people.choices import PlacementRole
from safeguarding.schemes.choices import SchemeKind


class About(models.TextChoices):
    """Who or what has to meet a requirement."""

    PERSON = "person", "An adult in the scheme"
    SCHEME = "scheme", "The scheme"


class Control(models.TextChoices):
    """The rows of the comparison of what is expected officially with what a scheme has."""

    GOVERNANCE = "governance", "Governance"
    TRAINING = "training", "Safeguarding training"
    VETTING = "vetting", "Vetting and DBS"
    RISK = "risk", "Risk assessment"
    SUPERVISION = "supervision", "Supervision"
    CONDITIONS = "conditions", "Conditions"
    POLICY = "policy", "Policies and communication"
    INSURANCE = "insurance", "Insurance"


class Standing(models.TextChoices):
    """How somebody or something stands to a requirement; worked out, never typed. The worst comes first."""

    MISSING = "missing", "Missing"
    EXPIRED = "expired", "Expired"
    DUE_SOON = "due_soon", "Due soon"
    MET = "met", "Met"
    NOT_NEEDED = "not_needed", "Not needed"


#: From the worst to the best.
WORST_FIRST = tuple(Standing)
#: What does not keep anybody from meeting young people.
GOOD_ENOUGH = frozenset({Standing.MET, Standing.DUE_SOON, Standing.NOT_NEEDED})

LEADS = (PlacementRole.ORGANISER, PlacementRole.LEADER)
WORKS_WITH = (*LEADS, PlacementRole.HELPER)
ADULTS = (*WORKS_WITH, PlacementRole.TEACHER)
OFFICIAL = (SchemeKind.OFFICIAL_CADETS,)
POLICY = "House policy"
STANDARDS = "National VPC safeguarding standards"


@dataclass(frozen=True)
class CatalogueRequirement:
    """One line of the catalogue. Without scheme kinds it holds for every kind; without months it does not run out."""

    key: str
    title: str
    about: str
    control: str
    source: str
    roles: tuple[str, ...] = ()
    scheme_kinds: tuple[str, ...] = ()
    valid_months: int | None = None
    warn_days: int = 60
    is_blocking: bool = True
    from_memory: bool = False
    evidence: str = ""


CATALOGUE = (
    CatalogueRequirement(
        "vetting", "Force vetting", About.PERSON, Control.VETTING,
        "Vetting Code of Practice 2023; vetting levels of the APP", WORKS_WITH, valid_months=36, warn_days=90,
        from_memory=True, evidence="The level and the dates. Never what vetting found.",
    ),
    CatalogueRequirement(
        "dbs", "Enhanced DBS check with the children's barred list", About.PERSON, Control.VETTING,
        "VPC since April 2021: before starting; DBS re-check by house policy", WORKS_WITH, valid_months=36,
        warn_days=90, from_memory=True, evidence="That the certificate was seen, by whom and when. Never its content.",
    ),
    CatalogueRequirement(
        "safeguarding_training", "Safeguarding training for leaders", About.PERSON, Control.TRAINING,
        f"{STANDARDS}: mandatory for all leaders", WORKS_WITH, valid_months=24, from_memory=True,
        evidence="The course and the day it was finished.",
    ),
    CatalogueRequirement(
        "code_of_conduct", "Code of conduct accepted", About.PERSON, Control.POLICY, POLICY, ADULTS, is_blocking=False,
        evidence="The day it was accepted.",
    ),
    CatalogueRequirement(
        "communication_guidelines", "Guidelines for communication online accepted", About.PERSON, Control.POLICY,
        "Communication rule COM-22: every adult, the current version, before being rostered", ADULTS,
        evidence="The version and the day it was accepted.",
    ),
    CatalogueRequirement(
        "references", "Two references", About.PERSON, Control.VETTING, "Safer recruitment policy", LEADS,
        is_blocking=False, from_memory=True, evidence="That two references were received, and when.",
    ),
    CatalogueRequirement(
        "scheme_risk_assessment", "Risk assessment of the scheme", About.SCHEME, Control.RISK,
        f"{STANDARDS}: every activity is assessed", valid_months=12, warn_days=30,
        evidence="Who approved it, and where it is kept.",
    ),
    CatalogueRequirement(
        "venue_risk_assessment", "Risk assessment of the regular venue", About.SCHEME, Control.RISK,
        "VPC practice: a regular venue is assessed every year", valid_months=12, warn_days=30,
        evidence="Who approved it, and where it is kept.",
    ),
    CatalogueRequirement(
        "insurance", "Insurance", About.SCHEME, Control.INSURANCE, POLICY, valid_months=12, warn_days=30,
        is_blocking=False, from_memory=True, evidence="The insurer and the day it runs out.",
    ),
    CatalogueRequirement(
        "safe_to_operate", "Safe to operate standards confirmed", About.SCHEME, Control.GOVERNANCE,
        f"{STANDARDS}: refreshed every year", scheme_kinds=OFFICIAL, valid_months=12, warn_days=60,
        evidence="Who confirmed it, for which year.",
    ),
)  # fmt: skip
