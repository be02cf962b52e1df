"""Forms of the investigation: one an act."""

from __future__ import annotations

from safeguarding.investigations.choices import Act
from safeguarding.investigations.forms import deciding, enquiry, entry
from safeguarding.investigations.forms.base import ActForm
from safeguarding.investigations.forms.entry import BeginForm

FORM_OF: dict[str, type[ActForm]] = {
    Act.ASSIGN: entry.AssignForm, Act.ALLEGE: entry.AllegeForm, Act.RECORD: entry.RecordForm,
    Act.CLASSIFY: entry.ClassifyForm, Act.INTEREST: entry.InterestForm, Act.HOLD_UPDATE: enquiry.HoldUpdateForm,
    Act.WITNESSES: deciding.WitnessesForm, Act.STAND_DOWN: deciding.StandDownForm, Act.PUBLISH: deciding.PublishForm,
    Act.MODE: entry.ModeForm, Act.SEVERITY: entry.SeverityForm, Act.TERMS: enquiry.TermsForm,
    Act.WITHHOLD: enquiry.WithholdForm, Act.SERVE: enquiry.ServeForm, Act.GIVE_TERMS: enquiry.GiveTermsForm,
    Act.REPRESENT: enquiry.RepresentForm, Act.INTERVIEW: enquiry.InterviewForm,
    Act.INTERVIEWED: enquiry.InterviewedForm, Act.UPDATE: enquiry.UpdateForm, Act.LETTER: enquiry.LetterForm,
    Act.REPORT: deciding.ReportForm, Act.ANSWER: deciding.AnswerForm, Act.REFER: deciding.ReferForm,
    Act.DOCUMENTS: deciding.DocumentsForm, Act.RESPOND: deciding.RespondForm, Act.PANEL: deciding.PanelForm,
    Act.DATE: deciding.DateForm, Act.FIND: deciding.FindForm, Act.OUTCOME: deciding.OutcomeForm,
    Act.TELL_OUTCOME: deciding.TellForm, Act.APPEAL: deciding.AppealForm, Act.APPEALED: deciding.AppealedForm,
    Act.TELL_COLLEGE: deciding.TellCollegeForm, Act.VET: deciding.VetForm,
}  # fmt: skip

__all__ = ["FORM_OF", "ActForm", "BeginForm"]
