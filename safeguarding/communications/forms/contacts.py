"""What is asked about a contact, and which contacts to list."""

from __future__ import annotations

from typing import Any, ClassVar

from safeguarding.access.models import User
from safeguarding.communications.choices import Channel, Direction, Purpose
from safeguarding.communications.forms.names import PicksPeople, name_field, offer
from safeguarding.communications.models import TEXT_MAX, Account, ContactEvent, Platform
from safeguarding.communications.rules.catalogue import RULES
from safeguarding.communications.services.contacts import NewContact, Reached
from safeguarding.core.errors import Invalid
from safeguarding.core.forms import (
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
from safeguarding.people.choices import AgeBand, PersonKind
from safeguarding.people.models import Person
from safeguarding.schemes.models import Scheme

KNOWN = {"yes": True, "no": False}
WHEN = [("planned", "Not yet: I want to know first whether it is in order"), ("past", "Yes, it took place")]
GROUP, ONE, OTHER = "group", "one", "other"
REACHED = [
    (GROUP, "Everybody young in the scheme, as a group"), (ONE, "One young person on record"),
    (OTHER, "Somebody who is not on record"),
]  # fmt: skip
RULE_CHOICES = [(rule.name, f"{rule.name} {rule.title}") for rule in RULES if not rule.is_of_a_request]


class ContactForm(PicksPeople):
    """A contact, planned or past. Who works with people may log that of another adult."""

    picks: ClassVar[dict[str, str]] = {
        "sender": PersonKind.ADULT, "young_person": PersonKind.YOUNG_PERSON, "second_adult": PersonKind.ADULT,
    }  # fmt: skip

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
        empty_label="Not known, or none", hint="Accounts on the register. A meeting in person uses none.",
    )  # fmt: skip
    platform = ModelSelectField(
        Platform.objects.all(), label="Over what, if the account is not on the register?", noun="over what",
        required=False, empty_label="Not known, or none",
    )  # fmt: skip
    reached = RadioField(
        label="Which young people?", noun="which young people", choices=REACHED,
        reveals={ONE: ["young_person"], OTHER: ["description", "age_band", "met_through_work"]},
    )  # fmt: skip
    young_person = name_field("Who?", "the young person", "young_person")
    description = TextField(
        label="Who were they, as far as you know?", noun="who they were", max_length=300,
        hint="No full name: for example, a friend of a cadet, in year 9",
    )  # fmt: skip
    age_band = SelectField(label="About how old?", noun="how old", choices=AgeBand.choices, initial=AgeBand.UNKNOWN)
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

    def __init__(self, *args: Any, by: User, own: Person | None, for_others: bool, **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        self.own = own
        if not for_others:
            for name in ("sender", "sender_id", "sender_which"):
                self.fields.pop(name, None)
            self.found.pop("sender", None)
        offer(self, "scheme", Scheme.objects.visible_to(by).order_by("name", "pk"))
        offer(self, "account", Account.objects.visible_to(by).select_related("platform").exclude(
            person__kind=PersonKind.YOUNG_PERSON
        ))  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("reached") == GROUP and not given.get("scheme"):
            self.add_error("scheme", "Choose the scheme whose young people are reached")
        return given

    def contact(self) -> NewContact:
        """The contact, for the service."""
        given = self.cleaned_data
        sender = self.person("sender") or self.own
        if sender is None:
            raise Invalid({"channel": ["You are not on record as staff. Ask an administrator to put that right"]})
        return NewContact(
            sender=sender, direction=given["direction"], channel=given["channel"], sent_at=given["sent_at"],
            is_planned=given["when"] == "planned", scheme=given["scheme"], platform=given["platform"],
            account=given["account"], purpose=given["purpose"], purpose_text=given["purpose_text"],
            second_adult=self.person("second_adult"), answers=self._answers(), recipients=self._recipients(),
            whole_group=given["reached"] == GROUP,
        )  # fmt: skip

    def _answers(self) -> ContactEvent | None:
        number = self.cleaned_data.get("answers", "")
        if not (number.isascii() and number.isdigit() and len(number) < 19):
            return None
        return ContactEvent.objects.visible_to(self.by).filter(pk=int(number)).first()

    def _recipients(self) -> tuple[Reached, ...]:
        given = self.cleaned_data
        victim = KNOWN.get(given.get("victim_or_witness", ""))
        if given["reached"] == ONE:
            return (Reached(self.person("young_person"), is_victim_or_witness=victim),)
        if given["reached"] == OTHER:
            met = KNOWN.get(given.get("met_through_work", ""))
            return (Reached(None, given["description"], given["age_band"], met, victim),)
        return ()


class SentForm(GovForm):
    """A planned contact was sent."""

    sent_at = MomentField(label="When was it sent?", noun="when it was sent")
    version = VersionField()


class ContactFilter(PicksPeople):
    """Which contacts to list."""

    mark_optional = False
    picks: ClassVar[dict[str, str]] = {"adult": PersonKind.ADULT, "young": PersonKind.YOUNG_PERSON}

    rule = SelectField(label="Rule that failed", noun="a rule", choices=RULE_CHOICES, blank="Any, or none",
                       required=False)  # fmt: skip
    state = SelectField(
        label="What the rules say", noun="what they say", required=False, blank="Anything",
        choices=[
            ("failed", "Something failed"), ("critical", "Something critical failed"),
            ("unknown", "Something cannot be told"),
        ],
    )  # fmt: skip
    channel = SelectField(label="How", noun="how", choices=Channel.choices, blank="Any way", required=False)
    scheme = ModelSelectField(
        Scheme.objects.none(), label="Scheme", noun="a scheme", empty_label="Any", required=False
    )  # fmt: skip
    adult = name_field("Adult", "an adult", "adult", required=False, hint="")
    young = name_field("Young person", "a young person", "young", required=False, hint="")

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        offer(self, "scheme", Scheme.objects.visible_to(by).order_by("name", "pk"))
