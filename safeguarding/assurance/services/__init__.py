"""Recording what meets a requirement, letting somebody take part without, and keeping the catalogue."""

from safeguarding.assurance.services.catalogue import (
    Figures,
    NewRequirement,
    add_requirement,
    change_figures,
    end_requirement,
    load_catalogue,
    remove_requirement,
)
from safeguarding.assurance.services.clearances import NewClearance, end_clearance, give_clearance
from safeguarding.assurance.services.credentials import (
    NewCredential,
    credential_errors,
    record_for_people,
    record_for_person,
    record_for_scheme,
    withdraw,
)
from safeguarding.assurance.services.details import Dbs, Vetting, seal_numbers_again
from safeguarding.assurance.services.together import Recording, record_together, recordings

__all__ = [
    "Dbs", "Figures", "NewClearance", "NewCredential", "NewRequirement", "Recording", "Vetting", "add_requirement",
    "change_figures", "credential_errors", "end_clearance", "end_requirement", "give_clearance", "load_catalogue",
    "record_for_people", "record_for_person", "record_for_scheme", "record_together", "recordings",
    "remove_requirement", "seal_numbers_again", "withdraw",
]  # fmt: skip
