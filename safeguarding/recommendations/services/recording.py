"""A recommendation is put on record, put right, put on the board, and given to somebody."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from safeguarding.access.models import Force, Unit, User
from safeguarding.audit.services import record
from safeguarding.cases.models import Case
from safeguarding.cases.policies import READ
from safeguarding.cases.policies import require as require_on_case
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid, NotAllowed
from safeguarding.core.services import differing, next_reference, save_fields
from safeguarding.notices.services import tell
from safeguarding.recommendations import policies, rules, states
from safeguarding.recommendations.choices import ANSWER_WITHIN, AddresseeKind, Basis, Scope, Status
from safeguarding.recommendations.models import Recommendation
from safeguarding.recommendations.selectors.choosing import owner_words, possible_owners
from safeguarding.recommendations.services import clocks
from safeguarding.recommendations.services.taking import (
    name_errors,
    require_clean,
    require_unapproved,
    require_words,
    save_step,
    take,
)
from safeguarding.recommendations.states import Who

#: Where it may be given to somebody else and stays as it stands.
HANDED_ON = (
    *states.BEFORE_THE_ANSWER[1:], Status.EXTENSION_REQUESTED, Status.JUDICIAL_REVIEW, Status.SENT, Status.PUBLISHED,
    Status.ACTIONS_OPEN, Status.NOT_ACCEPTED,
)  # fmt: skip
LONGEST_AGO = dt.timedelta(days=20 * 366)


@dataclass(frozen=True)
class Details:
    """What a recommendation says, and what it is called by others."""

    title: str
    text: str
    background: str = ""
    their_reference: str = ""
    made_public_on: dt.date | None = None


@dataclass(frozen=True)
class NewRecommendation:
    """A recommendation to be put on record: on what footing, by whom, for whom, when."""

    details: Details
    basis: str
    scope: str
    recommended_by: str
    addressee: str
    addressee_kind: str
    made_on: dt.date
    case: Case | None = None
    answer_by: dt.date | None = None


@transaction.atomic
def record_recommendation(new: NewRecommendation, *, by: User) -> Recommendation:
    """Put a recommendation on record. Of paragraph 28A the 56 days begin with the day it was made."""
    policies.require_keeping(by)
    if new.case is not None:
        require_on_case(by, READ, new.case)
    force, unit = _where(new.case, by)
    said = new.details
    wanted = Recommendation(
        force=force, unit=unit, case=new.case, basis=new.basis, scope=new.scope, title=said.title.strip(),
        recommended_by=new.recommended_by.strip(), addressee=new.addressee.strip(), text=said.text.strip(),
        addressee_kind=new.addressee_kind, background=said.background.strip(), made_on=new.made_on,
        their_reference=said.their_reference.strip(), made_public_on=said.made_public_on, recorded_by=by,
    )  # fmt: skip
    require_words({**_new_errors(new), **_said_errors(said, new.made_on), **_names(wanted, by)})
    wanted.reference = next_reference("RC")
    wanted.save()
    record("recommendation.recorded", by=by, obj=wanted, data={"basis": new.basis, "case_id": wanted.case_id})
    key = rules.answer_clock(new.basis, new.addressee_kind, new.answer_by)
    if key:
        due_on = new.answer_by if key == rules.ANSWER_SET else None
        clocks.begin(key, wanted, on=new.made_on, why="It was made", due_on=due_on, by=by)
    return wanted


@transaction.atomic
def edit(recommendation: Recommendation, details: Details, *, version: int | None, by: User) -> Recommendation:
    """Put right what is written of it, until its answer was sent: afterwards it stands as it was answered."""
    held = take(recommendation, version=version, by=by)
    policies.require(by, Who.KEEPER, held)
    if held.status not in (*states.BEFORE_THE_ANSWER, Status.EXTENSION_REQUESTED, Status.JUDICIAL_REVIEW):
        raise Conflict("Its answer was sent: what it says stands as it was answered.")
    wanted = {
        "title": details.title.strip(), "text": details.text.strip(), "background": details.background.strip(),
        "their_reference": details.their_reference.strip(), "made_public_on": details.made_public_on,
    }  # fmt: skip
    require_unapproved(held)
    changed = differing(held, **wanted)
    for name, value in changed.items():
        setattr(held, name, value)
    require_words({**_said_errors(details, held.made_on), **_names(held, by)})
    if changed:
        save_fields(held, **changed)
        fields = ", ".join(name.replace("_", " ") for name in changed)
        record("recommendation.edited", by=by, obj=held, data={"fields": fields})
    return held


@transaction.atomic
def release(recommendation: Recommendation, *, version: int | None, by: User) -> Recommendation:
    """Put one that came from a case on the board of the force: for who keeps recommendations and reads the case."""
    held = take(recommendation, version=version, by=by)
    policies.require(by, Who.KEEPER, held)
    if held.is_on_board or held.case is None:
        raise Conflict("It is on the board of the force already.")
    require_on_case(by, READ, held.case)
    require_clean(held, by=by)
    save_fields(held, released_at=clock.now(), released_by=by)
    record("recommendation.released", by=by, obj=held)
    return held


@transaction.atomic
def assign(recommendation: Recommendation, *, owner: User | None, version: int | None, by: User) -> Recommendation:
    """Give it to somebody, who is told and has its clocks from now on; also to somebody else later."""
    held = take(recommendation, version=version, by=by)
    policies.require_assigning(by, held)
    target = held.status if held.status in HANDED_ON else states.step("assign", status=held.status)
    if owner is None or not possible_owners(held, by).filter(pk=owner.pk).exists():
        raise Invalid({"owner": [owner_words(held, by)]})
    before = clocks.whose(held)
    save_step(held, target, owner=owner)
    clocks.hand_over(held, before, by=by)
    record("recommendation.assigned", by=by, obj=held, data={"owner_id": owner.pk})
    if owner.pk != by.pk:
        tell(
            recipients=[owner], key=f"recommendation:owner:{held.pk}:{held.version}",
            title="You were given a recommendation to see to", body=held.reference, url=held.get_absolute_url(),
            subject_type=clocks.SUBJECT, subject_id=held.pk,
        )  # fmt: skip
    return held


def _where(case: Case | None, by: User) -> tuple[Force, Unit]:
    """Of which force it is, and up whose line it goes when it is late."""
    if case is not None:
        return case.force, case.unit
    unit = by.home_unit
    if unit is None and by.force_id is not None:
        unit = Unit.objects.filter(force_id=by.force_id, is_active=True).order_by("pk").first()
    if unit is None:
        raise NotAllowed("Only who works in a unit of a force puts a recommendation on record.")
    return unit.force, unit


def _new_errors(new: NewRecommendation) -> dict[str, list[str]]:
    errors: dict[str, list[str]] = {}
    for name, allowed, words in (
        ("basis", Basis, "on what footing it was made"), ("scope", Scope, "whether it is local or national"),
        ("addressee_kind", AddresseeKind, "who has to answer"),
    ):  # fmt: skip
        if getattr(new, name) not in allowed.values:
            errors[name] = [f"Select {words}"]
    if not new.recommended_by.strip():
        errors["recommended_by"] = ["Enter who made it"]
    if not new.addressee.strip():
        errors["addressee"] = ["Enter whom it is for"]
    if not clock.today() - LONGEST_AGO <= new.made_on <= clock.today():
        errors["made_on"] = ["The day it was made must be today or in the past"]
    if new.answer_by is not None and new.basis == Basis.PARA_28A:
        errors["answer_by"] = [f"The law sets this day: 56 days beginning with the day it was made ({ANSWER_WITHIN})"]
    elif new.answer_by is not None and new.answer_by < new.made_on:
        errors["answer_by"] = ["The answer cannot be due before the day it was made"]
    return errors


def _said_errors(said: Details, made_on: dt.date) -> dict[str, list[str]]:
    errors: dict[str, list[str]] = {}
    if not said.title.strip():
        errors["title"] = ["Enter what it is about in a few words"]
    if not said.text.strip():
        errors["text"] = ["Enter what is recommended"]
    if said.made_public_on is not None and not made_on <= said.made_public_on <= clock.today():
        errors["made_public_on"] = ["It was published on or after the day it was made, and not in the future"]
    return errors


def _names(held: Recommendation, by: User) -> dict[str, list[str]]:
    names = ("title", "text", "background", "their_reference", "recommended_by", "addressee")
    return name_errors(held, by=by, **{name: getattr(held, name) for name in names})
