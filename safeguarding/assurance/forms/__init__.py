"""What is asked about requirements and what meets them."""

from safeguarding.assurance.forms.catalogue import (
    EndRequirementForm,
    FiguresForm,
    NewRequirementForm,
    RemoveRequirementForm,
)
from safeguarding.assurance.forms.records import ClearanceForm, CredentialForm, RecordTogetherForm, WithdrawForm
from safeguarding.assurance.forms.reports import MatrixFilter, OnDayForm

__all__ = [
    "ClearanceForm", "CredentialForm", "EndRequirementForm", "FiguresForm", "MatrixFilter", "NewRequirementForm",
    "OnDayForm", "RecordTogetherForm", "RemoveRequirementForm", "WithdrawForm",
]  # fmt: skip
