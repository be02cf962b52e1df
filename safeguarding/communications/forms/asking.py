"""What is asked of a report, of a request to be in contact, of its answer, and of a number."""

from __future__ import annotations

from typing import Any, ClassVar

from safeguarding.access.models import User
from safeguarding.communications.choices import OFFICIAL_KINDS, AuthorisationStatus, Channel
from safeguarding.communications.forms.names import PicksPeople, name_field, offer, official_or_adult
from safeguarding.communications.models import TEXT_MAX, Account, Platform
from safeguarding.communications.selectors.contacts import possible_supervisors
from safeguarding.communications.selectors.numbers import NUMBERS
from safeguarding.communications.services.authorisations import NewAuthorisation
from safeguarding.communications.services.reports import NewReport
from safeguarding.core.errors import Invalid
from safeguarding.core.forms import (
    DateField,
    HiddenField,
    LongTextField,
    ModelSelectField,
    MomentField,
    SelectField,
    TextField,
    VersionField,
)
from safeguarding.core.forms.base import GovForm
from safeguarding.people.choices import PersonKind
from safeguarding.people.models import Person
from safeguarding.schemes.models import Scheme

NOT_ON_RECORD = "You are not on record as staff. Ask an administrator to put that right"
OFFICIAL_ALONE = "An official one: leave is never given for a personal account. A meeting in person needs none."
MAY_USE_NONE = (
    "You may use no official account yet, so only a meeting in person can be asked for. Ask a coordinator to approve "
    "an account for your scheme, or to give you access to one. Leave is never given for a personal account."
)
#: By which a young person reaches one adult online.
ONLINE = [(one.value, one.label) for one in Channel if one != Channel.IN_PERSON]


class ReportForm(PicksPeople):
    """A young person tried to make contact with an adult."""

    picks: ClassVar[dict[str, str]] = {"adult": PersonKind.ADULT, "young_person": PersonKind.YOUNG_PERSON}

    adult = name_field(
        "Whom did they try to reach?", "the adult", "adult", required=False,
        hint="Leave empty if it was you. Otherwise the name of your colleague.",
    )  # fmt: skip
    young_person = name_field(
        "Which young person?", "the young person", "young_person", required=False,
        hint="If they are on record. Otherwise say below who it was.",
    )  # fmt: skip
    description = TextField(
        label="Who was it, as far as you know?", noun="who it was", max_length=300, required=False,
        hint="For example, the handle they used, or: a cadet of the Tuesday group",
    )  # fmt: skip
    platform = ModelSelectField(Platform.objects.all(), label="Over what?", noun="over what")
    account = ModelSelectField(
        Account.objects.none(), label="Over which account of ours?", noun="the account", required=False,
        empty_label="None on the register, or not known", hint="Accounts on the register that you may see.",
    )  # fmt: skip
    channel = SelectField(label="How?", noun="how", choices=ONLINE)
    happened_at = MomentField(label="When did it come?", noun="when it came", past=True)
    what = LongTextField(
        label="What came, and what have you done with it?", noun="what came", max_length=TEXT_MAX, rows=5,
        hint="Do not delete it, and do not answer it privately. Where a screenshot goes is said once it is reported.",
    )  # fmt: skip
    scheme = ModelSelectField(
        Scheme.objects.none(), label="Which scheme are they in?", noun="the scheme", required=False,
        empty_label="None, or not known",
    )  # fmt: skip
    once = HiddenField(required=False, max_length=40)
    supervisor = ModelSelectField(
        User.objects.none(), label="Who supervises the adult?", noun="who supervises them", required=False,
        empty_label="Their line manager on record",
    )  # fmt: skip

    def __init__(self, *args: Any, by: User, own: Person | None, **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        self.own = own
        offer(self, "scheme", Scheme.objects.visible_to(by).order_by("name", "pk"))
        offer(self, "account", official_or_adult(Account.objects.visible_to(by)))
        offer(self, "supervisor", possible_supervisors(by).exclude(pk=by.pk))

    def report(self) -> NewReport:
        """The report, for the service."""
        given = self.cleaned_data
        adult = self.person("adult") or self.own
        if adult is None:
            raise Invalid({"adult": [NOT_ON_RECORD]})
        return NewReport(
            adult=adult, platform=given["platform"], channel=given["channel"], happened_at=given["happened_at"],
            what=given["what"], account=given["account"], young_person=self.person("young_person"),
            description=given["description"], scheme=given["scheme"], supervisor=given["supervisor"],
        )  # fmt: skip


class AuthorisationForm(PicksPeople):
    """A request to be in contact with a young person."""

    #: Those that may stay empty say when.
    mark_optional = False
    picks: ClassVar[dict[str, str]] = {"adult": PersonKind.ADULT, "young_person": PersonKind.YOUNG_PERSON}

    adult = name_field(
        "Who wants to be in contact?", "the adult", "adult", required=False, hint="Leave empty if it is you."
    )
    young_person = name_field("With which young person?", "the young person", "young_person")
    channel = SelectField(label="How?", noun="how", choices=Channel.choices)
    account = ModelSelectField(
        Account.objects.none(), label="Over which account?", noun="the account", required=False,
        empty_label="None: a meeting in person", hint=OFFICIAL_ALONE,
    )  # fmt: skip
    reason = LongTextField(label="What is it for?", noun="what it is for", max_length=TEXT_MAX, rows=4)
    valid_from = DateField(label="First day", noun="the first day")
    valid_until = DateField(label="Last day", noun="the last day", hint="At most half a year later.")
    once = HiddenField(required=False, max_length=40)

    def __init__(self, *args: Any, by: User, own: Person | None, for_others: bool, **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        self.own = own
        if not for_others:
            for name in ("adult", "adult_id", "adult_which"):
                self.fields.pop(name, None)
            self.found.pop("adult", None)
        accounts = Account.objects.visible_to(by).filter(kind__in=OFFICIAL_KINDS).select_related("platform")
        offer(self, "account", accounts)
        if not accounts.exists():
            self.fields["account"].help_text = MAY_USE_NONE

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("channel") not in (None, "", Channel.IN_PERSON) and "account" in given and not given["account"]:
            self.add_error("account", "Choose the account. Only a meeting in person needs none")
        return given

    def asked(self) -> NewAuthorisation:
        given = self.cleaned_data
        adult, young = self.person("adult") or self.own, self.person("young_person")
        if adult is None or young is None:
            raise Invalid({"young_person": [NOT_ON_RECORD]})
        names = ("account", "channel", "reason", "valid_from", "valid_until")
        return NewAuthorisation(adult=adult, young_person=young, **{name: given[name] for name in names})


class AnswerForm(GovForm):
    """Why, for an answer and for an end."""

    reason = LongTextField(label="Why?", noun="why", max_length=TEXT_MAX, rows=3)
    version = VersionField()


class AuthorisationFilter(GovForm):
    mark_optional = False

    status = SelectField(
        label="Where it stands", noun="where it stands", choices=AuthorisationStatus.choices, blank="Anywhere",
        required=False,
    )  # fmt: skip


class ReportFilter(GovForm):
    mark_optional = False

    scheme = ModelSelectField(
        Scheme.objects.none(), label="Scheme", noun="a scheme", empty_label="Any", required=False
    )  # fmt: skip

    account = ModelSelectField(
        Account.objects.none(), label="Account", noun="an account", empty_label="Any", required=False
    )  # fmt: skip

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "scheme", Scheme.objects.visible_to(by).order_by("name", "pk"))
        offer(self, "account", official_or_adult(Account.objects.visible_to(by)))


class NumberForm(GovForm):
    """A number that the rules go by, from a day on."""

    name = SelectField(
        label="Which number?", noun="a number", choices=[(number.name, number.label) for number in NUMBERS]
    )
    value = TextField(
        label="What is it from then on?", noun="the number", max_length=20, width="5", hint="For example 21:00, or 5"
    )
    since = DateField(label="From which day?", noun="the day", hint="Today or later.")
    reason = LongTextField(label="Why?", noun="why", max_length=TEXT_MAX, rows=3)
