"""Which contacts and plans to list."""

from __future__ import annotations

from typing import Any, ClassVar

from safeguarding.access.models import User
from safeguarding.communications.choices import Channel, ContactStatus
from safeguarding.communications.forms.names import PicksPeople, name_field, offer, official_or_adult
from safeguarding.communications.models import Account
from safeguarding.communications.rules.catalogue import RULES
from safeguarding.core.forms import ModelSelectField, SelectField, TickField
from safeguarding.core.forms.base import GovForm
from safeguarding.people.choices import PersonKind
from safeguarding.schemes.models import Scheme

RULE_CHOICES = [(rule.name, f"{rule.name} {rule.title}") for rule in RULES if not rule.is_of_a_request]


class PlanFilter(GovForm):
    """Which plans to list."""

    mark_optional = False

    mine = TickField(label="Only my own", required=False)
    passed = TickField(label="Only those whose time has passed", required=False)


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
            ("unknown", "Something cannot be told"), ("look", "It waits for me to look as the second adult"),
        ],
    )  # fmt: skip
    stands = SelectField(label="Whether it took place", noun="whether it took place", choices=ContactStatus.choices,
                         blank="Planned or not", required=False)  # fmt: skip
    channel = SelectField(label="How", noun="how", choices=Channel.choices, blank="Any way", required=False)
    scheme = ModelSelectField(
        Scheme.objects.none(), label="Scheme", noun="a scheme", empty_label="Any", required=False
    )  # fmt: skip
    outside = TickField(label="Only outside a scheme", required=False)
    account = ModelSelectField(
        Account.objects.none(), label="Account", noun="an account", empty_label="Any", required=False
    )  # fmt: skip
    adult = name_field("Adult", "an adult", "adult", required=False, hint="")
    young = name_field("Young person", "a young person", "young", required=False, hint="")

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        offer(self, "scheme", Scheme.objects.visible_to(by).order_by("name", "pk"))
        offer(self, "account", official_or_adult(Account.objects.visible_to(by)))
