"""Requirements, what meets them, and who was let take part without."""

from safeguarding.assurance.models.catalogue import EarlierFigures, Requirement
from safeguarding.assurance.models.clearances import Clearance
from safeguarding.assurance.models.credentials import TEXT_MAX, Credential
from safeguarding.assurance.models.details import DbsCheck, VettingDecision

__all__ = ["TEXT_MAX", "Clearance", "Credential", "DbsCheck", "EarlierFigures", "Requirement", "VettingDecision"]
