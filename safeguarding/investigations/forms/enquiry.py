"""What is given to the person and others while it is investigated."""

from __future__ import annotations

from typing import Any

from safeguarding.cases.models import CaseParty
from safeguarding.core import forms
from safeguarding.investigations.choices import GivenHow, LetterTo, ServedMethod, UpdateTo
from safeguarding.investigations.forms.base import ActForm, reasons
from safeguarding.investigations.models import Investigation
from safeguarding.investigations.selectors.informing import letters_due, parties_informed
from safeguarding.investigations.selectors.letters import notice_letters
from safeguarding.letters.choices import Way
from safeguarding.letters.models import Letter

#: How a letter went is how the notice was served, where the two know the same ways.
METHOD_OF: dict[str, str] = {
    Way.BY_HAND: ServedMethod.IN_PERSON, Way.POST: ServedMethod.POST, Way.SECURE_EMAIL: ServedMethod.EMAIL,
}  # fmt: skip


def _letter_name(letter: Letter) -> str:
    return f"L{letter.number}: {letter.title}, {letter.get_status_display().lower()}"


class TermsForm(ActForm):
    terms = reasons("Terms of reference", noun="the terms of reference")
    terms_on = forms.DateField(label="Set on which day?", noun="the day", past=True)


class WithholdForm(ActForm):
    reason = reasons("What would the notice prejudice?", noun="what it would prejudice")
    review_on = forms.DateField(label="When is this looked at again?", noun="the day", future=True)


class ServeForm(ActForm):
    method = forms.RadioField(label="How was it served?", noun="how it was served", choices=ServedMethod.choices)
    sent_on = forms.DateField(
        label="Handed over or sent on which day?", noun="the day", past=True,
        hint="The day on which it counts as given is worked out from this",
    )  # fmt: skip
    with_terms = forms.TickField(label="The terms of reference went with it", required=False)
    letter = forms.ModelSelectField(
        Letter.objects.none(), label="As which letter of this system?", noun="the letter", required=False,
        hint="Of the notices of this track that were issued. Empty where it was written elsewhere",
    )  # fmt: skip

    def offer(self) -> None:
        self.among("letter", notice_letters(self.investigation))
        self.fields["letter"].label_from_instance = _letter_name  # type: ignore[attr-defined]  # of a record's field

    @classmethod
    def starts_with(cls, investigation: Investigation, number: str) -> dict[str, Any]:
        """The newest that was issued; where it was sent, how and on which day."""
        letter = notice_letters(investigation).first()
        sent = getattr(letter, "disclosure", None)
        method = METHOD_OF.get(sent.way, "") if sent else ""
        return {"letter": letter, "method": method, "sent_on": sent.given_on if sent else None}


class GiveTermsForm(ActForm):
    given_on = forms.DateField(label="Given on which day?", noun="the day", past=True)


class RepresentForm(ActForm):
    given_on = forms.DateField(label="Given on which day?", noun="the day", past=True)
    how = forms.RadioField(label="How?", noun="how", choices=GivenHow.choices, layout="inline")
    said = reasons("What was said?", noun="what was said")


class InterviewForm(ActForm):
    set_for = forms.DateField(
        label="For which day?", noun="the day",
        hint="Where one is set already, this is the alternative: within five working days of it",
    )  # fmt: skip


class InterviewedForm(ActForm):
    held_on = forms.DateField(label="Held on which day?", noun="the day", past=True)
    companion = forms.TextField(label="Who went with the person?", noun="who went with them", required=False)
    account = reasons("What was said?", noun="what was said")


class UpdateForm(ActForm):
    to = forms.RadioField(label="For whom?", noun="for whom it was", choices=UpdateTo.choices)
    party = forms.ModelSelectField(
        CaseParty.objects.none(), label="Only to one of them?", noun="who was told", required=False,
        hint="Of those who complained or are interested. Empty means all of them",
    )  # fmt: skip
    sent_on = forms.DateField(label="Sent on which day?", noun="the day", past=True)
    how = forms.RadioField(
        label="How?", noun="how", choices=GivenHow.choices, layout="inline",
        hint="In writing, but where a complaint was made by word of mouth and is handled outside Schedule 3",
    )  # fmt: skip
    said = reasons("What did it say?", noun="what it said")

    def offer(self) -> None:
        self.among("party", parties_informed(self.investigation))


class HoldUpdateForm(ActForm):
    to = forms.RadioField(label="From whom?", noun="from whom it is withheld", choices=UpdateTo.choices)
    reason = reasons("What would an update prejudice?", noun="what it would prejudice")
    review_on = forms.DateField(label="When is this looked at again?", noun="the day", future=True)


class LetterForm(ActForm):
    to = forms.RadioField(label="To whom?", noun="to whom it went", choices=LetterTo.choices)
    sent_on = forms.DateField(label="Sent on which day?", noun="the day it was sent", past=True)
    progress = reasons("Progress so far", noun="the progress")
    expected_on = forms.DateField(
        label="When is it expected to be concluded?", noun="the day it is expected to be concluded"
    )
    why_so_long = reasons("Why has it taken so long?", noun="why it has taken so long")
    planned = reasons("What is planned next?", noun="what is planned")

    def offer(self) -> None:
        """To whom it goes in this mode of investigation, and who sends it."""
        due = letters_due(self.investigation)
        names = " and ".join(str(one.label) for one in due.to) or "nobody by law"
        self.fields["to"].help_text = f"Here it goes to: {names}. {due.sender} sends it ({due.source})"
