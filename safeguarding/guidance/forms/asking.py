"""What keepers are asked about campaigns, groups and what was signed on paper."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.urls import reverse

from safeguarding.access.models import User
from safeguarding.core.asked import number
from safeguarding.core.forms import (
    CheckboxesField,
    DateField,
    GovForm,
    HiddenField,
    LongTextField,
    ModelSelectField,
    NumberField,
    RadioField,
    SelectField,
    TextField,
    TypeaheadField,
    VersionField,
)
from safeguarding.guidance.choices import AudienceKind, Tag
from safeguarding.guidance.models import Campaign
from safeguarding.guidance.models.campaigns import label_of
from safeguarding.guidance.models.talks import ANSWERED_MAX
from safeguarding.guidance.rules import Audience
from safeguarding.guidance.selectors.coverage import AUDIENCES, audience_named, key_of
from safeguarding.guidance.services import CampaignDetails, Paper, Talk
from safeguarding.guidance.services.campaigns import MOST_REMIND_DAYS
from safeguarding.people import selectors as people
from safeguarding.people.models import Person
from safeguarding.schemes.choices import SchemeStatus
from safeguarding.schemes.models import Scheme

GROUPED = (
    ("Schemes", (AudienceKind.OUTSIDE_OFFICIAL, AudienceKind.OFFICIAL)),
    ("Staff", (AudienceKind.ALL_STAFF, AudienceKind.PERSON_TYPE)),
    ("Groups", (AudienceKind.TAG,)),
    ("Parts in schemes", (AudienceKind.ROLE,)),
)


def _offered() -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (title, [(key_of(one), label_of(one.kind, one.value)) for one in AUDIENCES if one.kind in kinds])
        for title, kinds in GROUPED
    ]


class CampaignForm(GovForm):
    """Whom a campaign asks, by when, and how often it reminds them."""

    mark_optional = False

    audiences = CheckboxesField(
        label="Who is to read it?", noun="who is to read it", choices=_offered(), required=False, layout="small"
    )
    scheme = ModelSelectField(
        Scheme.objects.none(), label="Adults of one scheme", noun="a scheme", required=False,
        hint="Beside, or instead of, those above",
    )  # fmt: skip
    due_on = DateField(label="By when?", noun="the day", future=True)
    remind_days = NumberField(
        label="Remind them every how many days?", noun="the number of days", min_value=1, max_value=MOST_REMIND_DAYS,
        required=False, hint="Leave empty for none but those three days before and after the day it is due.",
    )  # fmt: skip
    version = VersionField()

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        schemes = Scheme.objects.visible_to(by).exclude(status=SchemeStatus.CLOSED)
        self.fields["scheme"].queryset = schemes  # type: ignore[attr-defined]  # a field over records

    def details(self) -> CampaignDetails:
        """The campaign, for the service."""
        given = self.cleaned_data
        chosen = [audience for key in given["audiences"] if (audience := audience_named(key))]
        if given["scheme"]:
            chosen.append(Audience(AudienceKind.SCHEME, "", given["scheme"].pk))
        return CampaignDetails(tuple(chosen), given["due_on"], given["remind_days"])


def campaign_now(campaign: Campaign) -> dict[str, Any]:
    """What a campaign says now, for its form."""
    rows = list(campaign.audiences.all())
    return {
        "audiences": [key_of(one.audience) for one in rows if one.scheme_id is None],
        "scheme": next((one.scheme_id for one in rows if one.scheme_id), None), "due_on": campaign.due_on,
        "remind_days": campaign.remind_days, "version": campaign.version,
    }  # fmt: skip


class AsOnForm(GovForm):
    """The day for which it is asked."""

    mark_optional = False

    on = DateField(label="As on", noun="the day", past=True, required=False, hint="Leave empty for today")


class PaperForm(GovForm):
    """What somebody signed on paper."""

    acknowledged_on = DateField(label="When did they acknowledge it?", noun="the day", past=True)
    evidence = TextField(
        label="What have you seen?", noun="what you have seen", max_length=300,
        hint="For example: signed sheet, in the file of the unit",
    )  # fmt: skip

    def paper(self) -> Paper:
        """What was signed, for the service."""
        return Paper(**self.cleaned_data)


class GroupFilter(GovForm):
    """Which group to list."""

    mark_optional = False

    tag = SelectField(label="Group", noun="a group", choices=Tag.choices, blank="All", required=False)


class StaffByName(GovForm):
    """A member of staff, looked up by name; of two of one name it is asked which."""

    person = TypeaheadField(
        label="Who?", noun="a member of staff", url="", id_field="person_id", width="two-thirds", max_length=200,
        hint="Type at least two letters of the name, then choose the person.",
    )  # fmt: skip
    person_id = HiddenField(max_length=20)

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.fields["person"].widget.attrs["data-typeahead-url"] = f"{reverse('api:person-list')}?kind=adult"
        self.namesakes = self._namesakes() if self.is_bound else []
        if len(self.namesakes) > 1:
            self.fields["which"] = RadioField(
                label="Which of them?", noun="which of them",
                choices=[(str(one.pk), f"{one.name}. {people.in_a_few_words(one)}") for one in self.namesakes],
            )  # fmt: skip

    def _namesakes(self) -> list[Person]:
        """The staff whose name was typed, when it was not said which of them."""
        given, name = str(self.data.get("person_id", "")).strip(), str(self.data.get("person", "")).strip()
        staff = people.staff(self.by)
        if pk := number(given):
            chosen = staff.filter(pk=pk).first()
            if chosen and chosen.name.casefold() == name.casefold():
                return [chosen]
        named = people.matching(staff, name).order_by(F("rank"), "family_name", "pk")
        return list(named[: people.MOST_FOUND])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("person") and not self.namesakes:
            self.add_error("person", "No member of staff has this name. Check the spelling")
        return given

    def member(self) -> Person:
        """The member of staff who was meant."""
        which = self.cleaned_data.get("which") or str(self.namesakes[0].pk)
        return next(one for one in self.namesakes if str(one.pk) == which)


class JoinForm(StaffByName):
    """A member of staff who is in a group. Names are looked up among the force's staff."""

    tag = RadioField(label="Which group are they in?", noun="a group", choices=Tag.choices)
    starts_on = DateField(label="Since when?", noun="the day", past=True)


class MyTalkForm(GovForm):
    """A talk that a line manager had with somebody they manage."""

    talked_on = DateField(label="When did you talk?", noun="the day", past=True)
    answered = LongTextField(
        label="What did you ask, and what did they answer?", noun="what you asked, and what they answered",
        max_length=ANSWERED_MAX, rows=4, hint="Whether they understood it, in a sentence or two. Name no young person.",
    )  # fmt: skip

    def talk(self, talked_by: Person | None) -> Talk:
        """The talk, for the service."""
        return Talk(talked_by, self.cleaned_data["talked_on"], self.cleaned_data["answered"])


class TalkForm(StaffByName, MyTalkForm):
    """A talk that somebody else had, for who keeps the policies."""

    field_order = ("person", "person_id", "which", "talked_on", "answered")


class LeaveForm(GovForm):
    """The last day of somebody in a group."""

    ends_on = DateField(label="What was their last day in the group?", noun="the day", past=True)
    version = VersionField()
