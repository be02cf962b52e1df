"""What was agreed to for a young person, what staff need to know, and what the young person said they want."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.core.services import differing, lock_fresh, save_fields
from safeguarding.people import rules
from safeguarding.people.choices import ConsentAnswer, ConsentKind, GivenBy, NeedCategory, PersonKind
from safeguarding.people.models import Carer, Consent, Need, Person, Wish
from safeguarding.people.policies import require_record_keeper

IN_THE_FUTURE = "The day must be today or in the past"
OF_THE_YOUNG = "This is recorded of young people only"


@dataclass(frozen=True)
class NewConsent:
    """An answer that a carer or the young person gave."""

    kind: str
    answer: str
    given_by: str
    given_on: dt.date
    evidence: str
    carer: Carer | None = None
    expires_on: dt.date | None = None


@dataclass(frozen=True)
class NeedDetails:
    """What staff need to know, and what helps."""

    category: str
    what: str
    what_helps: str
    since: dt.date | None = None


@dataclass(frozen=True)
class NewWish:
    """What a young person said they want."""

    words: str
    said_on: dt.date
    said_to: str


@transaction.atomic
def record_consent(young_person: Person, consent: NewConsent, *, by: User) -> Consent:
    """Record an answer. An earlier one of the same kind stays as it was given; the newest counts."""
    _require_young(young_person, by)
    errors = _consent_errors(young_person, consent)
    if errors:
        raise Invalid(errors)
    made = Consent.objects.create(
        young_person=young_person, kind=consent.kind, answer=consent.answer, given_by=consent.given_by,
        carer=consent.carer, given_on=consent.given_on, expires_on=consent.expires_on,
        evidence=consent.evidence.strip(), recorded_by=by,
    )  # fmt: skip
    data = {"consent_id": made.pk, "kind": made.kind, "answer": made.answer}
    record("person.consent_recorded", by=by, obj=young_person, data=data)
    return made


@transaction.atomic
def withdraw_consent(consent: Consent, *, withdrawn_on: dt.date, reason: str, version: int | None, by: User) -> Consent:
    """Consent is taken back. That it held until then stays on record."""
    held = lock_fresh(Consent.objects.select_related("young_person"), pk=consent.pk, version=version)
    require_record_keeper(by, held.young_person)
    if held.withdrawn_on is not None:
        raise Conflict(f"This was withdrawn on {clock.date_words(held.withdrawn_on)} already.")
    if held.answer != ConsentAnswer.GIVEN:
        raise Conflict("Consent was refused here: there is nothing to withdraw. Record the new answer.")
    errors: dict[str, list[str]] = {}
    if withdrawn_on > clock.today():
        errors["withdrawn_on"] = [IN_THE_FUTURE]
    elif withdrawn_on < held.given_on:
        errors["withdrawn_on"] = [f"It was given on {clock.date_words(held.given_on)}, and not withdrawn before"]
    if not reason.strip():
        errors["reason"] = ["Say who withdrew it, and how it is known"]
    if errors:
        raise Invalid(errors)
    save_fields(held, withdrawn_on=withdrawn_on, withdrawn_because=reason.strip())
    record(
        "person.consent_withdrawn", by=by, obj=held.young_person, data={"consent_id": held.pk, "kind": held.kind}
    )  # fmt: skip
    return held


@transaction.atomic
def add_need(young_person: Person, need: NeedDetails, *, by: User) -> Need:
    """Record what whoever works with a young person needs to know."""
    _require_young(young_person, by)
    errors = _need_errors(need)
    if errors:
        raise Invalid(errors)
    made = Need.objects.create(
        young_person=young_person, category=need.category, what=need.what.strip(),
        what_helps=need.what_helps.strip(), since=need.since or clock.today(), recorded_by=by,
    )  # fmt: skip
    record("person.need_added", by=by, obj=young_person, data={"need_id": made.pk})
    return made


@transaction.atomic
def edit_need(need: Need, details: NeedDetails, *, version: int | None, by: User) -> Need:
    """Change what staff need to know. What it said before stays in its history."""
    held = _lock_need(need, version)
    require_record_keeper(by, held.young_person)
    _require_goes_on(held)
    errors = _need_errors(details)
    if errors:
        raise Invalid(errors)
    changed = differing(
        held, category=details.category, what=details.what.strip(), what_helps=details.what_helps.strip(),
        since=details.since or held.since,
    )  # fmt: skip
    if not changed:
        return held
    save_fields(held, **changed)
    record("person.need_changed", by=by, obj=held.young_person, data={"need_id": held.pk})
    return held


@transaction.atomic
def end_need(need: Need, *, until: dt.date, version: int | None, by: User) -> Need:
    """Staff no longer need to know something."""
    held = _lock_need(need, version)
    require_record_keeper(by, held.young_person)
    _require_goes_on(held)
    wrong = rules.days_error(held.since, until) or (IN_THE_FUTURE if until > clock.today() else "")
    if wrong:
        raise Invalid({"until": [wrong]})
    save_fields(held, until=until)
    record("person.need_ended", by=by, obj=held.young_person, data={"need_id": held.pk})
    return held


@transaction.atomic
def hear_wish(young_person: Person, wish: NewWish, *, by: User) -> Wish:
    """Write down what a young person said they want, in their words. The words are never changed."""
    _require_young(young_person, by)
    errors: dict[str, list[str]] = {}
    if not wish.words.strip():
        errors["words"] = ["Enter what they said, in their own words"]
    if not wish.said_to.strip():
        errors["said_to"] = ["Enter who they said it to"]
    if wish.said_on > clock.today():
        errors["said_on"] = [IN_THE_FUTURE]
    if errors:
        raise Invalid(errors)
    made = Wish.objects.create(
        young_person=young_person, words=wish.words.strip(), said_on=wish.said_on, said_to=wish.said_to.strip(),
        recorded_by=by,
    )  # fmt: skip
    record("person.wish_heard", by=by, obj=young_person, data={"wish_id": made.pk})
    return made


@transaction.atomic
def answer_wish(wish: Wish, *, done: str, done_on: dt.date, version: int | None, by: User) -> Wish:
    """Record what was done about what a young person wants, or why nothing was."""
    held = lock_fresh(Wish.objects.select_related("young_person"), pk=wish.pk, version=version)
    require_record_keeper(by, held.young_person)
    errors: dict[str, list[str]] = {}
    if not done.strip():
        errors["done"] = ["Enter what was done, or why nothing was"]
    if done_on > clock.today():
        errors["done_on"] = [IN_THE_FUTURE]
    elif done_on < held.said_on:
        errors["done_on"] = [f"They said it on {clock.date_words(held.said_on)}: nothing was done about it before"]
    if errors:
        raise Invalid(errors)
    save_fields(held, done=done.strip(), done_on=done_on)
    record("person.wish_answered", by=by, obj=held.young_person, data={"wish_id": held.pk})
    return held


def _require_young(person: Person, by: User) -> None:
    require_record_keeper(by, person)
    if person.kind != PersonKind.YOUNG_PERSON:
        raise Invalid(OF_THE_YOUNG)


def _consent_errors(young_person: Person, consent: NewConsent) -> dict[str, list[str]]:
    errors: dict[str, list[str]] = {}
    if consent.kind not in ConsentKind.values:
        errors["kind"] = ["Select what it is about"]
    if consent.answer not in ConsentAnswer.values:
        errors["answer"] = ["Select whether it was given or refused"]
    errors |= _giver_errors(young_person, consent)
    if consent.given_on > clock.today():
        errors["given_on"] = [IN_THE_FUTURE]
    elif young_person.date_of_birth and consent.given_on < young_person.date_of_birth:
        errors["given_on"] = ["The day must come after they were born"]
    if consent.expires_on is not None and consent.expires_on < consent.given_on:
        errors["expires_on"] = ["It cannot run out before it was given"]
    if not consent.evidence.strip():
        errors["evidence"] = ["Say how it is known"]
    return errors


def _giver_errors(young_person: Person, consent: NewConsent) -> dict[str, list[str]]:
    """By the young person, or by a carer of theirs who may be asked."""
    if consent.given_by not in GivenBy.values:
        return {"given_by": ["Select who answered"]}
    if consent.given_by == GivenBy.YOUNG_PERSON:
        return {"carer": ["Name a carer only when a carer answered"]} if consent.carer else {}
    if consent.carer is None or consent.carer.young_person_id != young_person.pk:
        return {"carer": ["Choose one of the carers on record"]}
    if consent.carer.is_barred:
        return {"carer": ["This carer must not be contacted, and so is not asked"]}
    if not rules.is_on(consent.given_on, consent.carer.since, consent.carer.until):
        return {"carer": ["This carer is not on record as a carer on that day"]}
    return {}


def _need_errors(need: NeedDetails) -> dict[str, list[str]]:
    errors: dict[str, list[str]] = {}
    if need.category not in NeedCategory.values:
        errors["category"] = ["Select what it is about"]
    if not need.what.strip():
        errors["what"] = ["Enter what staff need to know"]
    if not need.what_helps.strip():
        errors["what_helps"] = ["Enter what helps"]
    if need.since is not None and need.since > clock.today():
        errors["since"] = [IN_THE_FUTURE]
    return errors


def _lock_need(need: Need, version: int | None) -> Need:
    return lock_fresh(Need.objects.select_related("young_person"), pk=need.pk, version=version)


def _require_goes_on(need: Need) -> None:
    if need.until is not None:
        raise Conflict(f"This ended on {clock.date_words(need.until)} already.")
