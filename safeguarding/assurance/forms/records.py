"""What is asked about what meets a requirement, and about letting somebody take part without."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from safeguarding.assurance.choices import (
    DbsLevel,
    Details,
    VettingLevel,
    VettingStatus,
    Workforce,
)
from safeguarding.assurance.models import TEXT_MAX, Requirement
from safeguarding.assurance.services import Dbs, NewClearance, NewCredential, Vetting
from safeguarding.core.forms import (
    CheckboxesField,
    DateField,
    GovForm,
    LongTextField,
    ModelRadioField,
    RadioField,
    TextField,
    TickField,
    VersionField,
)
from safeguarding.people.models import Person


class CredentialForm(GovForm):
    """Something that meets a requirement."""

    requirement = ModelRadioField(Requirement.objects.none(), label="What is it on record for?", noun="the requirement")
    achieved_on = DateField(
        label="Since when?", noun="the day", past=True, hint="The day it was issued, granted or finished"
    )
    expires_on = DateField(
        label="Until when?", noun="the day it runs out", required=False,
        hint="Leave empty to have it worked out from the requirement",
    )  # fmt: skip
    evidence = TextField(
        label="How is it known?", noun="how it is known", max_length=300,
        hint="What was seen, by whom, where it is kept. Never what a check found.",
    )  # fmt: skip

    dbs_level = RadioField(label="Level of the check", noun="the level of the check", choices=DbsLevel.choices)
    workforce = RadioField(
        label="For work with whom was it asked?", noun="for which work the check was asked", choices=Workforce.choices
    )
    barred_list_checked = TickField(label="The children's barred list was checked", required=False)
    certificate_number = TextField(
        label="Certificate number", max_length=20, width="10", required=False,
        hint="12 digits. It is kept sealed: only the last four are shown again.",
    )  # fmt: skip
    seen_on = DateField(
        label="When was the certificate seen?", noun="the day the certificate was seen", past=True, required=False
    )
    seen_by = TextField(label="Who saw it?", max_length=120, required=False)
    on_update_service = TickField(label="It is on the DBS update service", required=False)
    last_status_check_on = DateField(
        label="Last status check on the update service", noun="the day of the status check", past=True, required=False
    )
    result_reviewed_by = TextField(
        label="Who looked at the result?", max_length=120, required=False, hint="Never what they saw"
    )
    vetting_level = RadioField(label="Level of vetting", noun="the level of vetting", choices=VettingLevel.choices)
    vetting_status = RadioField(label="Where does vetting stand?", noun="where vetting stands",
                                choices=VettingStatus.choices, initial=VettingStatus.GRANTED)  # fmt: skip
    status_since = DateField(
        label="Since when does it stand so?", noun="the day since when it stands so", past=True, required=False,
        hint="Leave empty when it has stood so since it was decided",
    )  # fmt: skip
    vetting_decided_by = TextField(label="Who decided?", max_length=120, required=False, hint="Name and post")
    review_due_on = DateField(label="When is it reviewed?", noun="the day of the review", required=False)

    DBS = (
        "dbs_level", "workforce", "barred_list_checked", "certificate_number", "seen_on", "seen_by",
        "on_update_service", "last_status_check_on", "result_reviewed_by",
    )  # fmt: skip
    VETTING = ("vetting_level", "vetting_status", "status_since", "vetting_decided_by", "review_due_on")

    def __init__(self, *args: Any, requirements: QuerySet[Requirement], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chooser: Any = self.fields["requirement"]
        chooser.queryset = requirements
        opens = {Details.DBS: self.DBS, Details.VETTING: self.VETTING}
        offered = {str(one.pk): opens[Details(one.details)] for one in requirements if one.details}
        chooser.reveals = offered
        for name in {*self.DBS, *self.VETTING} - {name for names in offered.values() for name in names}:
            del self.fields[name]

    def credential(self) -> NewCredential:
        """The credential, for the service."""
        given = self.cleaned_data
        details = given["requirement"].details
        return NewCredential(
            achieved_on=given["achieved_on"], expires_on=given["expires_on"], evidence=given["evidence"],
            dbs=self._dbs() if details == Details.DBS else None,
            vetting=self._vetting() if details == Details.VETTING else None,
        )  # fmt: skip

    def _dbs(self) -> Dbs:
        same = {name: self.cleaned_data[name] for name in self.DBS if name != "dbs_level"}
        return Dbs(**{**same, "level": self.cleaned_data["dbs_level"]})

    def _vetting(self) -> Vetting:
        given = self.cleaned_data
        return Vetting(
            level=given["vetting_level"], status=given["vetting_status"], status_since=given["status_since"],
            decided_by=given["vetting_decided_by"], review_due_on=given["review_due_on"],
        )  # fmt: skip


class WithdrawForm(GovForm):
    """Why something no longer counts."""

    reason = LongTextField(label="Why does it no longer count?", noun="the reason", max_length=TEXT_MAX, rows=3)
    version = VersionField()


class ClearanceForm(GovForm):
    """Letting somebody take part for a time without everything that is needed."""

    authorised_by = TextField(
        label="Who authorised it?", noun="who authorised it", max_length=120, hint="Name and rank or post"
    )
    reason = LongTextField(label="Why?", noun="the reason", max_length=TEXT_MAX, rows=4)
    until = DateField(label="Until when?", noun="the last day", future=True, hint="At most three months")

    def clearance(self) -> NewClearance:
        """The clearance, for the service."""
        return NewClearance(**self.cleaned_data)


class RecordTogetherForm(GovForm):
    """One thing that several adults of a scheme have, such as a course that they took together."""

    requirement = ModelRadioField(Requirement.objects.none(), label="What is it on record for?", noun="the requirement")
    people = CheckboxesField(label="Who has it?", noun="who has it")
    achieved_on = DateField(label="Since when?", noun="the day", past=True, hint="The day it was finished or accepted")
    evidence = TextField(
        label="How is it known?", noun="how it is known", max_length=300,
        hint="For example the register of the course, and where it is kept",
    )  # fmt: skip

    def __init__(self, *args: Any, requirements: QuerySet[Requirement], people: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["requirement"].queryset = requirements  # type: ignore[attr-defined]  # a field over records
        self.fields["people"].choices = [(str(one.pk), one.name) for one in people]  # type: ignore[attr-defined]  # it has choices
        self.offered = people

    def credential(self) -> NewCredential:
        """What each of them has, for the service."""
        return NewCredential(achieved_on=self.cleaned_data["achieved_on"], evidence=self.cleaned_data["evidence"])

    def ticked_people(self) -> list[Person]:
        """Those who were ticked, in the order of the list."""
        ticked = set(self.cleaned_data["people"])
        return [person for person in self.offered if str(person.pk) in ticked]
