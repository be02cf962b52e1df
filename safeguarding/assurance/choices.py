"""What a scheme and the adults in it must have before young people are met, and where each demand comes from.

The catalogue is data: what, for which kinds of scheme and parts in them, how long it holds, and its source. A figure
marked `from_memory` is house policy until somebody confirms it, and may be edited.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db import models

from safeguarding.people.choices import SERVING_TYPES, PlacementRole
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
    NOT_KNOWN = "not_known", "Cannot be told"
    DUE_SOON = "due_soon", "Due soon"
    MET = "met", "Met"
    NOT_NEEDED = "not_needed", "Not needed"


#: From the worst to the best.
WORST_FIRST = tuple(Standing)
#: What does not keep anybody from meeting young people.
GOOD_ENOUGH = frozenset({Standing.MET, Standing.DUE_SOON, Standing.NOT_NEEDED})


class Details(models.TextChoices):
    """What more is recorded of something that meets a requirement."""

    NONE = "", "Nothing more"
    DBS = "dbs", "Level and workforce of a DBS check"
    VETTING = "vetting", "Level and status of a vetting decision"


class DbsLevel(models.TextChoices):
    BASIC = "basic", "Basic"
    STANDARD = "standard", "Standard"
    ENHANCED = "enhanced", "Enhanced"
    ENHANCED_BARRED = "enhanced_barred", "Enhanced with the children's barred list"


class Workforce(models.TextChoices):
    """For which work the check was asked."""

    CHILD = "child", "Children"
    ADULT = "adult", "Adults"
    BOTH = "both", "Children and adults"


class VettingLevel(models.TextChoices):
    RV = "rv", "Recruitment vetting (RV)"
    MV = "mv", "Management vetting (MV)"
    NPPV1 = "nppv1", "NPPV 1"
    NPPV2_ABBREVIATED = "nppv2_abbreviated", "NPPV 2 abbreviated"
    NPPV2_FULL = "nppv2_full", "NPPV 2 full"
    NPPV3 = "nppv3", "NPPV 3"


class VettingStatus(models.TextChoices):
    PENDING = "pending", "Pending"
    GRANTED = "granted", "Granted"
    REFUSED = "refused", "Refused"
    SUSPENDED = "suspended", "Suspended"
    WITHDRAWN = "withdrawn", "Withdrawn"
    EXPIRED = "expired", "Expired"


@dataclass(frozen=True)
class VettingTerm:
    """How long a level of vetting holds, and where that comes from."""

    level: VettingLevel
    months: int
    source: str
    from_memory: bool = False


VETTING_TERMS = (
    VettingTerm(VettingLevel.RV, 120, "Vetting APP 2017 to 2021: ten years; the present table was not seen", True),
    VettingTerm(VettingLevel.MV, 84, "Seven years, with a review every year", True),
    VettingTerm(VettingLevel.NPPV1, 36, "Three years; some forces ask after twelve months", True),
    VettingTerm(VettingLevel.NPPV2_ABBREVIATED, 36, "Three years"),
    VettingTerm(VettingLevel.NPPV2_FULL, 36, "Three years"),
    VettingTerm(VettingLevel.NPPV3, 60, "Sources say five or seven years: the shorter is taken", True),
)
TERM_OF = {term.level: term for term in VETTING_TERMS}

#: Under this name stands what is asked of everybody whose person type is not named.
ANYBODY = "anybody"
_RECRUITED = [VettingLevel.RV.value, VettingLevel.MV.value]
#: Who serves is vetted on recruitment (PCSOs are not NPPV); who volunteers or works beside the police, by access.
VETTING_BY_TYPE = {
    **{kind.value: _RECRUITED for kind in SERVING_TYPES},
    ANYBODY: [
        VettingLevel.NPPV2_ABBREVIATED.value, VettingLevel.NPPV2_FULL.value, VettingLevel.NPPV3.value, *_RECRUITED,
    ],
}  # fmt: skip
DBS_FOR_CHILDREN = {ANYBODY: [DbsLevel.ENHANCED_BARRED.value]}

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
    details: str = Details.NONE
    levels: dict[str, list[str]] = field(default_factory=dict)
    policy_key: str = ""


CATALOGUE = (
    CatalogueRequirement(
        "vetting", "Force vetting", About.PERSON, Control.VETTING,
        "Vetting Code of Practice 2023; vetting levels of the APP", WORKS_WITH, warn_days=90, from_memory=True,
        evidence="The level and the dates. Never what vetting found.", details=Details.VETTING, levels=VETTING_BY_TYPE,
    ),
    CatalogueRequirement(
        "dbs", "Enhanced DBS check with the children's barred list", About.PERSON, Control.VETTING,
        "VPC since April 2021: before starting; DBS re-check by house policy", WORKS_WITH, valid_months=36,
        warn_days=90, from_memory=True, evidence="That the certificate was seen, by whom and when. Never its content.",
        details=Details.DBS, levels=DBS_FOR_CHILDREN,
    ),
    CatalogueRequirement(
        "safeguarding_training", "Safeguarding training for leaders", About.PERSON, Control.TRAINING,
        f"{STANDARDS}: mandatory for all leaders", WORKS_WITH, valid_months=24, from_memory=True,
        evidence="The course and the day it was finished.",
    ),
    CatalogueRequirement(
        "code_of_conduct", "Code of conduct accepted", About.PERSON, Control.POLICY, POLICY, ADULTS, is_blocking=False,
        evidence="The day it was accepted.", policy_key="code_of_conduct",
    ),
    CatalogueRequirement(
        "communication_guidelines", "Guidelines for communication online accepted", About.PERSON, Control.POLICY,
        "Communication rule COM-22: every adult, the current version, before being rostered", ADULTS,
        policy_key="communication_guidelines",
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
