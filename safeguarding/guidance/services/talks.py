"""Recording that somebody was talked with about a policy."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.guidance.choices import VersionStatus
from safeguarding.guidance.models import PolicyTalk, PolicyVersion
from safeguarding.guidance.policies import require_talk_with
from safeguarding.guidance.services.reading import first_readable
from safeguarding.people.choices import PersonKind
from safeguarding.people.models import Person


@dataclass(frozen=True)
class Talk:
    """A talk about a policy: who had it, when, and what was answered."""

    talked_by: Person | None
    talked_on: dt.date
    answered: str


@transaction.atomic
def record_talk(policy_version: PolicyVersion, talk: Talk, *, person: Person, by: User) -> PolicyTalk:
    """Record that somebody was talked with about a version. A line manager records talks they had themselves.

    It says that they were reached, and stands apart from having acknowledged: that they still do themselves.
    """
    held = PolicyVersion.objects.select_related("document").get(pk=policy_version.pk)
    who = Person.objects.select_related("line_manager").get(pk=person.pk)
    require_talk_with(by, who)
    if held.status == VersionStatus.DRAFT:
        raise Conflict("A draft is not talked about yet. Publish it first.")
    errors = _errors(held, talk, who, by)
    if errors or talk.talked_by is None:
        raise Invalid(errors)
    try:
        with transaction.atomic():
            made = PolicyTalk.objects.create(
                policy_version=held, person=who, talked_by=talk.talked_by, talked_on=talk.talked_on,
                answered=talk.answered.strip(), recorded_by=by,
            )  # fmt: skip
    except IntegrityError as error:
        raise Conflict("This talk is on record already.") from error
    data = {"number": held.number, "person_id": who.pk, "talked_by_id": talk.talked_by.pk}
    record("policy.talked", by=by, obj=held.document, data=data)
    return made


def _errors(held: PolicyVersion, talk: Talk, person: Person, by: User) -> dict[str, list[str]]:
    if person.force_id != held.document.force_id or person.kind != PersonKind.ADULT:
        return {"person": ["Choose an adult of your own force"]}
    errors: dict[str, list[str]] = {}
    talker, first = talk.talked_by, first_readable(held)
    is_manager = person.line_manager is not None and person.line_manager.user_id == by.pk
    if talker is None:
        errors["talked_by"] = ["Say who talked with them"]
    elif talker.force_id != person.force_id or not talker.is_staff or talker.pk == person.pk:
        errors["talked_by"] = ["Choose another member of staff of your own force"]
    elif is_manager and talker.user_id != by.pk:
        errors["talked_by"] = ["You record the talks that you had yourself"]
    if talk.talked_on > clock.today():
        errors["talked_on"] = ["The day must be today or in the past"]
    elif talk.talked_on < first:
        errors["talked_on"] = [f"This version could not be read before {clock.date_words(first)}"]
    if not talk.answered.strip():
        errors["answered"] = ["Enter what was asked, and what they answered"]
    return errors
