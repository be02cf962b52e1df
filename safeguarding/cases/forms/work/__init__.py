"""The shape and the words of what is entered about the work on a case."""

from safeguarding.cases.forms.work.clocks import ExtendClockForm, MeetClockForm
from safeguarding.cases.forms.work.measures import DutyForm, EndMeasureForm, MeasureForm, ReviewMeasureForm
from safeguarding.cases.forms.work.referrals import AnswerForm, ConcludeForm, DropForm, ReferralForm, SendForm
from safeguarding.cases.forms.work.reviews import ReviewForm, UrgencyForm
from safeguarding.cases.forms.work.tasks import CancelTaskForm, DoneForm, EditTaskForm, TaskForm

__all__ = [
    "AnswerForm",
    "CancelTaskForm",
    "ConcludeForm",
    "DoneForm",
    "DropForm",
    "DutyForm",
    "EditTaskForm",
    "EndMeasureForm",
    "ExtendClockForm",
    "MeasureForm",
    "MeetClockForm",
    "ReferralForm",
    "ReviewForm",
    "ReviewMeasureForm",
    "SendForm",
    "TaskForm",
    "UrgencyForm",
]
