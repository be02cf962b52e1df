"""What is asked about message exports, and how a conversation is looked through."""

from __future__ import annotations

from typing import Any

from safeguarding.access.models import User
from safeguarding.communications.rules.facts import Limits
from safeguarding.conversations.choices import DayOrder, FilesListed, FindingStatus, Format, MessageKind
from safeguarding.conversations.models import Participant
from safeguarding.conversations.models.bundles import MOST_AROUND
from safeguarding.conversations.selectors import exports
from safeguarding.conversations.selectors.reading import Asked
from safeguarding.core.forms import (
    CheckboxesField,
    DateField,
    GovForm,
    LongTextField,
    ModelSelectField,
    NumberField,
    RadioField,
    SearchField,
    SelectField,
    TextField,
    TickField,
    VersionField,
)

#: Where phones of young people and staff were; any other is rare, and a file that says its own zone needs none.
ZONES = (
    ("Europe/London", "United Kingdom"), ("UTC", "UTC (Greenwich all year)"), ("Europe/Dublin", "Ireland"),
    ("Europe/Paris", "Central Europe"), ("Europe/Athens", "Eastern Europe"), ("America/New_York", "New York"),
    ("America/Los_Angeles", "Los Angeles"), ("Asia/Dubai", "Dubai"), ("Asia/Karachi", "Pakistan"),
    ("Asia/Kolkata", "India"), ("Australia/Sydney", "Sydney"),
)  # fmt: skip


class AddExportForm(GovForm):
    """Which file of an exhibit holds messages, and how it is to be read."""

    file = ModelSelectField(
        None, label="File of an exhibit", noun="a file",
        hint="Files of this case’s exhibits that may be opened and were not read yet.",
    )  # fmt: skip
    format = SelectField(
        label="Format", noun="a format", choices=Format.choices, blank="Recognise it", required=False,
        hint="What it is is seen from what it holds. Choose one only if that did not work.",
    )  # fmt: skip
    time_zone = SelectField(
        label="Where the phone was", noun="a time zone", choices=ZONES,
        hint="In which the file’s times are read, unless the file says its own.",
    )  # fmt: skip

    def __init__(self, *args: Any, case: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["file"]
        field.queryset = exports.files_to_read(case)
        field.label_from_instance = lambda held: f"{held.exhibit.reference}: {held.file.name}"


class AnswerForm(GovForm):
    """Which comes first in the dates of a file."""

    day_order = RadioField(
        label="Which does this file write first?", noun="which comes first",
        choices=[(DayOrder.DAY_FIRST.value, "The day, as 3/4 for 3 April"),
                 (DayOrder.MONTH_FIRST.value, "The month, as 3/4 for 4 March")],
    )  # fmt: skip
    version = VersionField()


class SiteForm(GovForm):
    """Of which site a download is."""

    site = RadioField(
        label="Of which site is this file?", noun="the site",
        choices=[("instagram", "Instagram"), ("facebook", "Facebook")],
    )  # fmt: skip
    version = VersionField()


class StepForm(GovForm):
    """A step that asks nothing more."""

    version = VersionField()


class AskRulesForm(GovForm):
    """Having the rules asked asks nothing more: it is a new row each time."""


class MatchForm(GovForm):
    """Who somebody in messages is."""

    party = ModelSelectField(
        None, label="Person of this case", noun="a person", empty_label="Nobody of this case", required=False
    )
    account = ModelSelectField(
        None, label="Account of the register", noun="an account", empty_label="None", required=False
    )
    version = VersionField()

    def __init__(self, *args: Any, participant: Participant, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        party: Any = self.fields["party"]
        party.queryset = participant.export.case.parties.filter(removed_at=None)
        account: Any = self.fields["account"]
        account.queryset = exports.accounts_on(participant, user)


class LookForm(GovForm):
    """What to see of a conversation. It is sent in the body: what is looked for stays out of addresses."""

    words = SearchField(label="Search in this conversation", noun="what to look for", max_length=200)
    is_exact = TickField(label="Exactly these letters, also inside words", required=False)
    sender = SelectField(label="From", noun="who", choices=(), blank="Everybody", required=False)
    kind = SelectField(label="Kind", noun="a kind", choices=MessageKind.choices, blank="Everything", required=False)
    since = DateField(label="From the day", noun="the first day", required=False)
    until = DateField(label="To the day", noun="the last day", required=False)
    is_quiet = TickField(label="Only in the quiet hours", required=False)
    has_indicator = TickField(label="Only with an indicator", required=False)

    def __init__(self, *args: Any, people: list[Participant], limits: Limits, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.limits = limits
        self.fields["is_quiet"].label = f"Only between {limits.quiet_from:%H:%M} and {limits.quiet_until:%H:%M}"
        sender: Any = self.fields["sender"]
        sender.choices = [("", "Everybody"), *((str(one.pk), f"{exports.name_of(one)} ({one.name})") for one in people)]

    def asked(self) -> Asked:
        """What was asked, as far as it can be understood."""
        if not self.is_bound or not self.is_valid():
            return Asked()
        given = self.cleaned_data
        return Asked(
            sender=int(given["sender"]) if given["sender"] else None, kind=given["kind"] or "", since=given["since"],
            until=given["until"], quiet=self.limits if given["is_quiet"] else None,
            has_indicator=bool(given["has_indicator"]), words=(given["words"] or "").strip(),
            is_exact=bool(given["is_exact"]),
        )  # fmt: skip


TOGETHER = "together"


class DecideForm(GovForm):
    """Agree or dismiss, always with a reason; the same words in other messages together where the person says so."""

    version = VersionField()
    said = RadioField(
        label="Do the words show this?", noun="whether the words show this",
        choices=[(FindingStatus.AGREED, "Yes, I agree"), (FindingStatus.DISMISSED, "No, dismiss it")],
    )  # fmt: skip
    reason = LongTextField(label="Why?", noun="why", max_length=5_000, rows=4)
    same = CheckboxesField(label="Other messages", noun="other messages", choices=[(TOGETHER, "")], required=False)

    def __init__(self, *args: Any, together: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.together = together
        if together > 1:
            words = f"Say the same of all {together} messages of this export with these words, shown below"
            same: Any = self.fields["same"]
            same.choices = [(TOGETHER, words)]
        else:
            del self.fields["same"]

    @property
    def is_for_all(self) -> bool:
        return TOGETHER in self.cleaned_data.get("same", [])


class BundleForm(GovForm):
    """The words of a bundle, and what stands in its document besides the messages chosen."""

    reference = TextField(
        label="Exhibit reference", noun="its exhibit reference", max_length=30, width="10", hint="Such as HO/1"
    )
    title = TextField(
        label="Title", noun="its title", max_length=200, hint="Labels instead of names: it stands on the front"
    )
    before = NumberField(
        label="Messages shown before each one chosen", noun="how many before", min_value=0, max_value=MOST_AROUND,
        width="3",
    )  # fmt: skip
    after = NumberField(
        label="Messages shown after each one chosen", noun="how many after", min_value=0, max_value=MOST_AROUND,
        width="3",
    )  # fmt: skip
    files_listed = RadioField(
        label="Which files are listed with their SHA-256?", noun="which files are listed", choices=FilesListed.choices,
        layout="small",
    )  # fmt: skip
    has_names = TickField(
        label="Also show names and handles as the files say them", required=False,
        hint="Otherwise people stand by their labels in the case alone",
    )  # fmt: skip
    has_raw = TickField(label="Also show what stands in the file for each message chosen", required=False)


class ChangeBundleForm(BundleForm):
    version = VersionField()
