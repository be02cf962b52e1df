"""What is asked about a contact, and which contacts to list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.forms.utils import ErrorDict

from safeguarding.access.models import User
from safeguarding.communications.choices import AccountKind, Channel, Direction, Purpose
from safeguarding.communications.forms.names import PicksPeople, name_field, offer, official_or_adult
from safeguarding.communications.forms.several import NamesField, rows_of
from safeguarding.communications.models import TEXT_MAX, Account, ContactEvent, Platform
from safeguarding.communications.services.contacts import NewContact, Reached
from safeguarding.core.asked import number
from safeguarding.core.errors import Invalid
from safeguarding.core.forms import (
    CheckboxesField,
    HiddenField,
    LongTextField,
    ModelSelectField,
    MomentField,
    RadioField,
    SelectField,
    TextField,
    VersionField,
    YesNoField,
)
from safeguarding.core.forms.base import GovForm
from safeguarding.people.choices import BANDS, AgeBand, PersonKind
from safeguarding.people.models import Person
from safeguarding.schemes.models import Scheme

KNOWN = {"yes": True, "no": False}
WHEN = [("planned", "Not yet: I want to know first whether it is in order"), ("past", "Yes, it took place")]
GROUP, YOUNG, ADULTS, OTHER = "group", "young", "adults", "other"
REACHED = [
    (GROUP, "Everybody young in the scheme, as a group"), (YOUNG, "Young people on record, by name"),
    (ADULTS, "Adults, by name"), (OTHER, "Somebody who is not on record"),
]  # fmt: skip
#: Without these no rule can be asked; the others are told apart as what is missing.
LEAST = ("direction", "channel", "sent_at")
THEIR_OWN = [
    (AccountKind.PERSONAL_INDIVIDUAL.value, "The adult’s own account, personal"),
    (AccountKind.PERSONAL_PROFESSIONAL.value, "The adult’s own account, also used for work"),
]
MY_OWN = [(value, words.replace("The adult’s", "My")) for value, words in THEIR_OWN]
NOT_STAFF = "You are not on record as staff. Ask an administrator to put that right"


class ContactForm(PicksPeople):
    """A contact, planned or past. Who works with people may log that of another adult."""

    picks: ClassVar[dict[str, str]] = {
        "sender": PersonKind.ADULT, "second_adult": PersonKind.ADULT,
    }  # fmt: skip
    picks_several: ClassVar[dict[str, str]] = {"young": PersonKind.YOUNG_PERSON, "adults": PersonKind.ADULT}

    when = RadioField(label="Has it taken place?", noun="whether it has taken place", choices=WHEN)
    sent_at = MomentField(label="When was it, or when will it be?", noun="when it was, or will be")
    direction = RadioField(label="Who wrote, called or came?", noun="who wrote to whom", choices=Direction.choices)
    sender = name_field("Which adult?", "the adult", "sender")
    scheme = ModelSelectField(
        Scheme.objects.none(), label="Which scheme is it about?", noun="the scheme", required=False,
        empty_label="It is not about a scheme",
    )  # fmt: skip
    channel = SelectField(label="How?", noun="how", choices=Channel.choices)
    account = ModelSelectField(
        Account.objects.none(), label="Over which account?", noun="the account", required=False,
        empty_label="None of these", hint="Accounts on the register that you may see. A meeting in person uses none.",
    )  # fmt: skip
    platform = ModelSelectField(
        Platform.objects.all(), label="Over what, if the account is not on the register?", noun="over what",
        required=False, empty_label="Not known, or none",
    )  # fmt: skip
    account_kind = SelectField(
        label="Whose account is it, if it is not on the register?", noun="whose account it is", required=False,
        choices=THEIR_OWN, blank="Not known, or none",
    )  # fmt: skip
    reached = CheckboxesField(
        label="Who is reached?", noun="who is reached", choices=REACHED, hint="Select everybody whom it reaches.",
        reveals={YOUNG: ["young"], ADULTS: ["adults"], OTHER: ["description", "age_band", "met_through_work"]},
    )  # fmt: skip
    young = NamesField(label="Which young people?", noun="the name of a young person", of="young person")
    adults = NamesField(
        label="Which adults?", noun="the name of an adult", of="adult", hint="Such as colleagues in the same group."
    )
    description = TextField(
        label="Who were they, as far as you know?", noun="who they were", max_length=300,
        hint="No full name: for example, a friend of a cadet, in year 9",
    )  # fmt: skip
    age_band = SelectField(label="About how old?", noun="how old", choices=BANDS, initial=AgeBand.UNKNOWN)
    met_through_work = YesNoField(
        label="Did the adult meet them through work?", noun="whether they met through work", not_known=True
    )
    victim_or_witness = YesNoField(
        label="Is any of them a victim or a witness in a police matter?",
        noun="whether any of them is a victim or witness", not_known=True,
    )  # fmt: skip
    purpose = SelectField(
        label="What is it for?", noun="what it is for", choices=Purpose.choices, required=False, blank="Not given"
    )
    purpose_text = LongTextField(
        label="More about what it is for", noun="what it is for", max_length=TEXT_MAX, rows=2, required=False
    )
    second_adult = name_field(
        "Second adult, for a group message", "the second adult", "second_adult", required=False,
        hint="They are told now, and say here when they have looked at it.",
    )  # fmt: skip
    answers = HiddenField(required=False, max_length=20)
    once = HiddenField(required=False, max_length=40)

    def __init__(self, *args: Any, by: User, own: Person | None, for_others: bool, **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        self.own = own
        if not for_others:
            for name in ("sender", "sender_id", "sender_which"):
                self.fields.pop(name, None)
            self.found.pop("sender", None)
            whose: Any = self.fields["account_kind"]
            whose.choices = [("", "Not known, or none"), *MY_OWN]
        offer(self, "scheme", Scheme.objects.visible_to(by).order_by("name", "pk"))
        offer(self, "account", official_or_adult(Account.objects.visible_to(by)))

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if GROUP in (given.get("reached") or []) and not given.get("scheme"):
            self.add_error("scheme", "Choose the scheme whose young people are reached")
        return given

    def forget_errors(self) -> None:
        """Somebody asked for one row more: what is not answered yet is no mistake."""
        self._errors = ErrorDict()
        self.cleaned_data = {}

    def contact(self) -> NewContact:
        """The contact, for the service: of a form that is right, or as much of it as is right so far."""
        given = self.cleaned_data
        sender = self.person("sender") or self.own
        if sender is None:
            raise Invalid({"channel": [NOT_STAFF]})
        return NewContact(
            sender=sender, direction=given["direction"], channel=given["channel"], sent_at=given["sent_at"],
            is_planned=self.is_plan(), scheme=given.get("scheme"), platform=given.get("platform"),
            account=given.get("account"), account_kind=given.get("account_kind", ""), purpose=given.get("purpose", ""),
            purpose_text=given.get("purpose_text", ""), second_adult=self.person("second_adult"),
            answers=self._answers(), recipients=self._recipients(), whole_group=GROUP in self._reached(),
            group_has_victim=KNOWN.get(given.get("victim_or_witness", "")),
        )  # fmt: skip

    def is_plan(self) -> bool:
        return bool(self.cleaned_data.get("when") == "planned")

    def missing(self) -> list[str]:
        """What has to be said before any rule can be asked, as the page calls it."""
        lacks = [str(self.fields[name].label) for name in LEAST if not self.cleaned_data.get(name)]
        if "sender" in self.fields and self.person("sender") is None:
            lacks.append(str(self.fields["sender"].label))
        return lacks

    def _reached(self) -> list[str]:
        return self.cleaned_data.get("reached") or []

    def _answers(self) -> ContactEvent | None:
        pk = number(self.cleaned_data.get("answers"))
        return ContactEvent.objects.visible_to(self.by).filter(pk=pk).first() if pk else None

    def _recipients(self) -> tuple[Reached, ...]:
        given, reached = self.cleaned_data, self._reached()
        victim = KNOWN.get(given.get("victim_or_witness", ""))
        named = [*(given.get("young") or []), *(given.get("adults") or [])]
        found = [Reached(person, is_victim_or_witness=victim) for person in named]
        if OTHER in reached and given.get("description"):
            met = KNOWN.get(given.get("met_through_work", ""))
            band = given.get("age_band") or AgeBand.UNKNOWN
            found.append(Reached(None, given["description"], band, met, victim))
        return tuple(found)


class HalfForm(ContactForm):
    """A form that is still being filled in. Where it is not asked whether it took place, it is a plan."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "when" not in self.data:
            del self.fields["when"]

    def is_plan(self) -> bool:
        return "when" not in self.fields or super().is_plan()


class PlanForm(ContactForm):
    """A plan, to be said otherwise. That it took place is said on a page of its own."""

    version = VersionField()

    def __init__(self, *args: Any, plan: NewContact, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "initial": {**kwargs.get("initial", {}), **said_of(plan)}})
        self.plan = plan
        del self.fields["when"]
        self.fields["sent_at"].label = "When will it be?"

    def is_plan(self) -> bool:
        return True

    def _answers(self) -> ContactEvent | None:
        return self.plan.answers

    def _recipients(self) -> tuple[Reached, ...]:
        """The page describes one who is not on record; further ones, sent by a program, stay as they were."""
        described = [one for one in self.plan.recipients if one.person is None]
        return (*super()._recipients(), *(described[1:] if OTHER in self._reached() else ()))


def said_of(plan: NewContact) -> dict[str, Any]:
    """What a plan says, as its form begins."""
    named = [one.person for one in plan.recipients if one.person is not None]
    young = [one for one in named if one.kind == PersonKind.YOUNG_PERSON]
    adults = [one for one in named if one.kind != PersonKind.YOUNG_PERSON]
    other = next((one for one in plan.recipients if one.person is None), None)
    told = ((GROUP, plan.whole_group), (YOUNG, young), (ADULTS, adults), (OTHER, other))
    said: dict[str, Any] = {
        "reached": [name for name, there in told if there], "young": rows_of(young), "adults": rows_of(adults),
        "sender": plan.sender.name, "sender_id": plan.sender.pk, "scheme": plan.scheme, "account": plan.account,
        "platform": None if plan.account else plan.platform, "victim_or_witness": _one_word(_victims(plan)),
    }  # fmt: skip
    if other is not None:
        met = _one_word([other.is_met_through_work])
        said |= {"description": other.description, "age_band": other.age_band, "met_through_work": met}
    if plan.second_adult is not None:
        said |= {"second_adult": plan.second_adult.name, "second_adult_id": plan.second_adult.pk}
    same = ("direction", "channel", "account_kind", "sent_at", "purpose", "purpose_text")
    return said | {name: getattr(plan, name) for name in same}


def _victims(plan: NewContact) -> list[bool | None]:
    """Of everybody who is reached, whether they are a victim or witness."""
    named = [one.is_victim_or_witness for one in plan.recipients]
    return [*named, plan.group_has_victim] if plan.whole_group else named


def _one_word(answers: Iterable[bool | None]) -> str:
    """Yes where it holds of one, no where it is known of all that it does not."""
    told = list(answers)
    if True in told:
        return "yes"
    return "not_known" if None in told or not told else "no"


class HappenedForm(GovForm):
    """A planned contact took place."""

    sent_at = MomentField(label="When was it?", noun="when it was")
    version = VersionField()


class WithdrawForm(GovForm):
    """A plan is given up."""

    reason = LongTextField(label="Why?", noun="why", max_length=TEXT_MAX, rows=3)
    version = VersionField()
