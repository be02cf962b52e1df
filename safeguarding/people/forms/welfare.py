"""What is asked about consent, needs and wishes."""

from __future__ import annotations

from typing import Any

from safeguarding.core.forms import (
    DateField,
    GovForm,
    LongTextField,
    ModelSelectField,
    RadioField,
    SelectField,
    TextField,
    VersionField,
)
from safeguarding.people.choices import ConsentAnswer, ConsentKind, GivenBy, NeedCategory
from safeguarding.people.models import Carer, Need
from safeguarding.people.services import NeedDetails, NewConsent, NewWish

NO_CARER = "No parent or carer who may be contacted is on record. Add them first, on the page of the young person."


class CarerChoice(ModelSelectField):
    """One of the carers, by name."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.adult.name}, {obj.get_relationship_display().lower()}"


class ConsentForm(GovForm):
    """An answer to a question of consent."""

    kind = SelectField(label="What is it about?", noun="what it is about", choices=ConsentKind.choices)
    answer = RadioField(label="What was the answer?", noun="the answer", choices=ConsentAnswer.choices)
    given_by = RadioField(
        label="Who answered?", noun="who answered", choices=GivenBy.choices, reveals={GivenBy.CARER: ["carer"]}
    )
    carer = CarerChoice(Carer.objects.none(), label="Which of them?", noun="which of them")
    given_on = DateField(label="When?", noun="when")
    expires_on = DateField(label="Until when does it hold?", noun="until when it holds", required=False,
                           hint="Leave empty if it holds until it is withdrawn.")  # fmt: skip
    evidence = TextField(label="How is it known?", noun="how it is known", max_length=300,
                         hint="For example, a signed form in the unit’s file.")  # fmt: skip

    def __init__(self, *args: Any, carers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["carer"].queryset = carers  # type: ignore[attr-defined]  # a field over records
        if not carers:
            self.fields["carer"].help_text = NO_CARER

    def consent(self) -> NewConsent:
        return NewConsent(**self.cleaned_data)


class WithdrawConsentForm(GovForm):
    """Consent is taken back."""

    withdrawn_on = DateField(label="On which day?", noun="the day")
    reason = LongTextField(label="Who withdrew it, and how is it known?", noun="who withdrew it", max_length=2_000,
                           rows=3)  # fmt: skip
    version = VersionField()


class NeedForm(GovForm):
    """What staff need to know."""

    category = SelectField(label="What is it about?", noun="what it is about", choices=NeedCategory.choices)
    what = TextField(
        label="What do staff need to know?", noun="what staff need to know", max_length=300,
        hint="As short as can be. Whoever leads a scheme they take part in reads it. It is no medical record.",
    )  # fmt: skip
    what_helps = TextField(label="What helps?", noun="what helps", max_length=300)
    since = DateField(label="Since when?", noun="since when", required=False, hint="Leave empty if it is from today.")


class ChangeNeedForm(NeedForm):
    """What staff need to know changed."""

    version = VersionField()

    def __init__(self, *args: Any, need: Need, **kwargs: Any) -> None:
        names = ("category", "what", "what_helps", "since", "version")
        super().__init__(*args, initial={name: getattr(need, name) for name in names}, **kwargs)


def need_details(form: GovForm) -> NeedDetails:
    return NeedDetails(**{name: form.cleaned_data[name] for name in ("category", "what", "what_helps", "since")})


class WishForm(GovForm):
    """What a young person said they want."""

    words = LongTextField(
        label="What did they say?", noun="what they said", max_length=2_000, rows=4,
        hint="In their own words. They cannot be changed afterwards.",
    )  # fmt: skip
    said_on = DateField(label="When?", noun="when")
    said_to = TextField(label="Who did they say it to?", noun="who they said it to", max_length=120,
                        width="two-thirds")  # fmt: skip

    def wish(self) -> NewWish:
        return NewWish(**self.cleaned_data)


class AnswerWishForm(GovForm):
    """What was done about it."""

    done = LongTextField(label="What was done, or why was nothing?", noun="what was done", max_length=2_000, rows=4)
    done_on = DateField(label="When?", noun="when")
    version = VersionField()
