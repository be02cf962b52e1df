"""What is asked about accounts, who may use them, and what is asked from them."""

from __future__ import annotations

from typing import Any, ClassVar

from safeguarding.access.models import User
from safeguarding.communications.choices import (
    AccountKind,
    AccountStatus,
    HandleRule,
    PlatformKind,
    RequestAction,
    TargetKind,
)
from safeguarding.communications.forms.names import PicksPeople, name_field
from safeguarding.communications.models import Account, Platform
from safeguarding.communications.models.accounts import TEXT_MAX
from safeguarding.communications.rules.catalogue import RULES
from safeguarding.communications.selectors.accounts import Wanted
from safeguarding.communications.services.accounts import AccountDetails
from safeguarding.communications.services.platforms import PlatformDetails
from safeguarding.communications.services.requests import NewRequest
from safeguarding.core.forms import (
    DateField,
    GovForm,
    HiddenField,
    LongTextField,
    ModelSelectField,
    MomentField,
    RadioField,
    SearchField,
    SelectField,
    TextField,
    TickField,
    VersionField,
)
from safeguarding.people.choices import PersonKind
from safeguarding.people.forms.placements import AdultForm
from safeguarding.people.models import Person
from safeguarding.schemes.models import Scheme

SCHEME, ADULT, NOBODY = "scheme", "adult", "nobody"
OWNERS = [(SCHEME, "A scheme"), (ADULT, "An adult"), (NOBODY, "Not known yet")]
KIND_HINTS: dict[str, str] = {
    AccountKind.OFFICIAL_CADET: "Run for a cadet unit or youth scheme, and approved by the force before it is used",
    AccountKind.OFFICIAL_FORCE: "Run by the force for the public",
    AccountKind.APPROVED_PLATFORM: "On a platform made for youth schemes that the force approved",
    AccountKind.PERSONAL_PROFESSIONAL: "Somebody’s own, under their role or rank. It is never approved",
    AccountKind.PERSONAL_INDIVIDUAL: "Somebody’s own. It is never approved",
    AccountKind.UNKNOWN: "Seen somewhere, and nobody knows yet whose it is",
}
REQUEST_RULES = [(rule.name, f"{rule.name} {rule.title}") for rule in RULES if rule.is_of_a_request]
HANDLE_HINT = "As it is written: a name with or without @, the address of the profile, an email address or a number."


def offer(form: GovForm, name: str, records: Any) -> None:
    """Put on offer what this user may choose."""
    form.fields[name].queryset = records  # type: ignore[attr-defined]  # a field over records


class AccountFilter(GovForm):
    """Which accounts to list."""

    mark_optional = False

    q = SearchField(label="Handle", noun="a handle", max_length=100)
    platform = ModelSelectField(
        Platform.objects.all(), label="Platform", noun="a platform", empty_label="Any", required=False
    )
    kind = SelectField(label="Kind", noun="a kind", choices=AccountKind.choices, blank="Any", required=False)
    status = SelectField(label="Status", noun="a status", choices=AccountStatus.choices, blank="Any", required=False)
    scheme = ModelSelectField(Scheme.objects.none(), label="Scheme", noun="a scheme", empty_label="Any", required=False)
    person = ModelSelectField(
        Person.objects.none(), label="Owned or used by", noun="a person", empty_label="Anybody", required=False
    )
    late = TickField(label="Only what has to be seen to", required=False)

    def wanted(self) -> Wanted:
        """What was chosen, as the list is asked."""
        chosen = self.cleaned_data if self.is_bound and self.is_valid() else {}
        return Wanted(
            platform=chosen.get("platform"), kind=chosen.get("kind", ""), status=chosen.get("status", ""),
            scheme=chosen.get("scheme"), person=chosen.get("person"), words=chosen.get("q", ""),
            late=bool(chosen.get("late")),
        )  # fmt: skip


class RequestFilter(GovForm):
    """Which friend and follow requests to list."""

    mark_optional = False

    rule = SelectField(
        label="Rule that failed", noun="a rule", choices=REQUEST_RULES, blank="Any, or none", required=False
    )
    scheme = ModelSelectField(Scheme.objects.none(), label="Scheme", noun="a scheme", empty_label="Any", required=False)

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "scheme", Scheme.objects.visible_to(by).order_by("name", "pk"))


class OwnedForm(AdultForm):
    """Whose an account is, and what it is for. The adult's name is asked only where it belongs to one."""

    kind = RadioField(
        label="What kind of account is it?", noun="what kind of account it is", choices=AccountKind.choices,
        hints=KIND_HINTS,
    )  # fmt: skip
    whose = RadioField(
        label="Whose is it?", noun="whose it is", choices=OWNERS,
        reveals={SCHEME: ["scheme"], ADULT: ["adult", "adult_id"]},
    )  # fmt: skip
    scheme = ModelSelectField(Scheme.objects.none(), label="Which scheme?", noun="a scheme")
    purpose = LongTextField(
        label="What is it for?", noun="what it is for", max_length=TEXT_MAX, rows=3, required=False,
        hint="What is posted or sent with it, and to whom. An official account needs this to be approved.",
    )  # fmt: skip

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        offer(self, "scheme", Scheme.objects.visible_to(by).order_by("name"))
        self.fields["adult"].label = "Which adult?"
        if "which" in self.fields:
            chooser: Any = self.fields["whose"]
            chooser.reveals = {SCHEME: ["scheme"], ADULT: ["adult", "adult_id", "which"]}

    def details(self) -> AccountDetails:
        """What the register is to say, for the service."""
        given = self.cleaned_data
        is_adult = given["whose"] == ADULT
        return AccountDetails(
            kind=given["kind"], scheme=given["scheme"] if given["whose"] == SCHEME else None,
            person=self.person() if is_adult else None, purpose=given["purpose"],
        )  # fmt: skip


class AccountForm(OwnedForm):
    """An account to be put on the register."""

    platform = ModelSelectField(Platform.objects.all(), label="Platform", noun="a platform")
    handle = TextField(label="Handle", noun="the handle", max_length=200, width="two-thirds", hint=HANDLE_HINT)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["platform", "handle", "kind", "whose", "scheme", "adult", "adult_id", "which", "purpose"])


class EditAccountForm(OwnedForm):
    """Whose an account is and what it is for, put right."""

    version = VersionField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["kind", "whose", "scheme", "adult", "adult_id", "which", "purpose", "version"])


def owner_now(account: Account) -> dict[str, Any]:
    """What the register says of an account, as the form begins."""
    person = account.person
    whose = SCHEME if account.scheme_id else ADULT if person else NOBODY
    return {
        "kind": account.kind, "whose": whose, "scheme": account.scheme_id, "purpose": account.purpose,
        "adult": person.name if person else "", "adult_id": person.pk if person else "", "version": account.version,
    }  # fmt: skip


class VersionForm(GovForm):
    """Nothing is asked but what the person was looking at."""

    version = VersionField()


class UntilForm(GovForm):
    """Until when an account is approved."""

    until = DateField(
        label="Until when is it approved?", noun="the last day", future=True,
        hint="A year on at most. Then somebody looks at it again.",
    )  # fmt: skip
    version = VersionField()


class ReasonForm(GovForm):
    """Why it was decided so."""

    reason = LongTextField(label="Why?", noun="the reason", max_length=TEXT_MAX, rows=4)
    version = VersionField()


class PasswordsForm(GovForm):
    """When the passwords were changed, and how that is known."""

    changed_on = DateField(label="When were the passwords changed?", noun="the day", past=True)
    proof = LongTextField(
        label="How do you know?", noun="how you know", max_length=TEXT_MAX, rows=3,
        hint="Who changed them and who saw it. Never write a password here.",
    )  # fmt: skip
    version = VersionField()


class RevokeForm(PasswordsForm):
    """Why an approval is taken back, with the proof that nobody gets in any more."""

    reason = LongTextField(label="Why?", noun="the reason", max_length=TEXT_MAX, rows=4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["reason", "changed_on", "proof", "version"])


class GiveAccessForm(AdultForm):
    """Who may use the account."""


class EndAccessForm(GovForm):
    """Why somebody may no longer use an account."""

    because = TextField(label="Why may they no longer use it?", noun="the reason", max_length=300)
    version = VersionField()


class RequestForm(PicksPeople):
    """What was asked or accepted from an account. A young person on record is named as such."""

    picks: ClassVar[dict[str, str]] = {"target_person": PersonKind.YOUNG_PERSON}

    action = RadioField(label="What was done?", noun="what was done", choices=RequestAction.choices)
    target_kind = RadioField(
        label="Whose is the other account?", noun="whose the other account is", choices=TargetKind.choices,
        reveals={TargetKind.YOUNG_PERSON: ["target_person"]},
    )  # fmt: skip
    target_person = name_field(
        "Which young person?", "the young person", "target_person", required=False,
        hint="If they are on record, and you may see them. Type at least two letters of the name.",
    )  # fmt: skip
    target_handle = TextField(
        label="Handle of the other account", noun="the handle", max_length=200, width="two-thirds", required=False
    )
    made_by = ModelSelectField(Person.objects.none(), label="Who used the account?", noun="who used the account")
    made_at = MomentField(label="When?", noun="when it was done", past=True)
    checked_by = ModelSelectField(
        Person.objects.none(), label="Who checked that the other account is genuine?", noun="who checked it",
        empty_label="Nobody", required=False,
    )  # fmt: skip
    checked_at = MomentField(label="When was that checked?", noun="when it was checked", past=True, required=False)
    once = HiddenField(required=False, max_length=40)
    check_method = TextField(
        label="How was it checked?", noun="how it was checked", max_length=300, required=False,
        hint="For example, asked the young person at the session and compared the picture",
    )  # fmt: skip

    def __init__(self, *args: Any, by: User, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        # Where two have the name, which of them is asked beside it.
        if "target_person_which" in self.fields:
            chooser: Any = self.fields["target_kind"]
            chooser.reveals = {TargetKind.YOUNG_PERSON: ["target_person", "target_person_which"]}
        offer(self, "made_by", people)
        offer(self, "checked_by", people)

    def request(self) -> NewRequest:
        """The request, for the service."""
        given = self.cleaned_data
        same = ("action", "target_kind", "target_handle", "made_by", "made_at", "checked_at", "check_method")
        return NewRequest(
            target_person=self.person("target_person"), checked_by=given["checked_by"] or None,
            **{name: given[name] for name in same},
        )  # fmt: skip


class PlatformFields(GovForm):
    """What is said of a platform."""

    name = TextField(label="Name", noun="the name of the platform", max_length=60, width="two-thirds")
    kind = RadioField(label="What kind of platform is it?", noun="what kind it is", choices=PlatformKind.choices)
    handle_rule = RadioField(
        label="When are two ways of writing a handle the same?", noun="how handles are compared",
        choices=HandleRule.choices,
    )  # fmt: skip
    is_ephemeral = TickField(label="Messages vanish by themselves", required=False)
    is_official = TickField(label="Allowed for official use", required=False)

    def details(self) -> PlatformDetails:
        """The platform, for the service."""
        return PlatformDetails(**{name: value for name, value in self.cleaned_data.items() if name != "version"})


class PlatformForm(PlatformFields):
    """A platform on the list."""

    version = VersionField()
