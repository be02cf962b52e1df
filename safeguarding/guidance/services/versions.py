"""Writing a version of a policy, putting it in force in place of the one before, and withdrawing it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.db.models import Max

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.core.services import differing, lock_fresh, save_fields
from safeguarding.guidance import rules, states
from safeguarding.guidance.choices import VersionStatus
from safeguarding.guidance.models import PolicyDocument, PolicyVersion
from safeguarding.guidance.policies import require_keeping
from safeguarding.guidance.services.campaigns import close_all

ROWS = PolicyVersion.objects.select_related("document")


@dataclass(frozen=True)
class VersionDetails:
    """What a version says: its text, or where it is kept; and the question that shows that it was understood."""

    summary: str
    text: str = ""
    link: str = ""
    question: str = ""
    choices: tuple[str, ...] = ()
    right_answer: int | None = None


@dataclass(frozen=True)
class Publication:
    """From when a version is in force, and who approved it."""

    effective_from: dt.date
    approved_by: str


@transaction.atomic
def draft_version(document: PolicyDocument, details: VersionDetails, *, by: User) -> PolicyVersion:
    """Write the next version of a policy. Only keepers see it until it is published."""
    held = lock_fresh(PolicyDocument.objects.all(), pk=document.pk, version=None)
    require_keeping(by, force_id=held.force_id)
    _require_sound(details)
    if held.versions.filter(status=VersionStatus.DRAFT).exists():
        raise Conflict("There is a draft of this policy already. Change that, or publish it first.")
    newest = held.versions.aggregate(number=Max("number"))["number"] or 0
    made = PolicyVersion.objects.create(document=held, number=newest + 1, written_by=by, **_values(details))
    record("policy.drafted", by=by, obj=held, data={"number": made.number})
    return made


@transaction.atomic
def edit_version(
    policy_version: PolicyVersion, details: VersionDetails, *, version: int | None, by: User
) -> PolicyVersion:
    """Change a draft. What was published is never changed."""
    held = lock_fresh(ROWS, pk=policy_version.pk, version=version)
    require_keeping(by, force_id=held.document.force_id)
    if held.status != VersionStatus.DRAFT:
        raise Conflict("This version was published, and people were asked to keep to it. Write a new version instead.")
    _require_sound(details)
    changed = differing(held, **_values(details))
    if not changed:
        return held
    save_fields(held, **changed)
    record("policy.redrafted", by=by, obj=held.document, data={"number": held.number})
    return held


@transaction.atomic
def publish(policy_version: PolicyVersion, publication: Publication, *, version: int | None, by: User) -> PolicyVersion:
    """Put a draft in force from a day. The version before is in force until then, and asks nobody any more."""
    document = _lock_document(policy_version)
    held = lock_fresh(ROWS, pk=policy_version.pk, version=version)
    require_keeping(by, force_id=document.force_id)
    states.require_next(held.status, VersionStatus.IN_FORCE)
    before = document.versions.exclude(status=VersionStatus.DRAFT).order_by("-number").first()
    errors = _publication_errors(publication, before)
    if errors:
        raise Invalid(errors)
    if before and before.status == VersionStatus.IN_FORCE:
        _supersede(before, document, publication.effective_from, by=by)
    save_fields(
        held, status=VersionStatus.IN_FORCE, effective_from=publication.effective_from,
        approved_by=publication.approved_by.strip(), published_at=clock.now(),
    )  # fmt: skip
    if not document.was_published:
        save_fields(document, was_published=True)
    data = {"number": held.number, "effective_from": publication.effective_from.isoformat()}
    record("policy.published", by=by, obj=document, data=data)
    return held


@transaction.atomic
def withdraw(policy_version: PolicyVersion, *, reason: str, version: int | None, by: User) -> PolicyVersion:
    """Take a version out of force with nothing in its place, with the reason. Everybody can still read it."""
    document = _lock_document(policy_version)
    held = lock_fresh(ROWS, pk=policy_version.pk, version=version)
    require_keeping(by, force_id=document.force_id)
    states.require_next(held.status, VersionStatus.WITHDRAWN)
    if not reason.strip():
        raise Invalid({"reason": ["Say why it is withdrawn"]})
    last = max(clock.today(), held.effective_from or clock.today())
    save_fields(
        held, status=VersionStatus.WITHDRAWN, effective_to=last, counts_until=last, withdrawn_because=reason.strip()
    )
    record("policy.withdrawn", by=by, obj=document, reason=reason, data={"number": held.number})
    close_all(held, by=by)
    return held


def version_errors(details: VersionDetails) -> dict[str, list[str]]:
    """What is missing or impossible about a version, by field."""
    errors: dict[str, list[str]] = {}
    if not details.summary.strip():
        errors["summary"] = ["Say what changed, or what the policy is about"]
    text, link = details.text.strip(), details.link.strip()
    if not text and not link:
        errors["text"] = ["Enter the text, or say where it is kept"]
    elif text and link:
        errors["link"] = ["Enter the text or where it is kept, not both"]
    elif link and not _is_address(link):
        errors["link"] = ["Enter an address that begins with https://"]
    return errors | _question_errors(details)


def _question_errors(details: VersionDetails) -> dict[str, list[str]]:
    choices = [choice.strip() for choice in details.choices if choice.strip()]
    if not details.question.strip():
        stray = bool(choices) or details.right_answer is not None
        return {"question": ["Enter the question that these answers are for"]} if stray else {}
    if len(choices) < 2:
        return {"choices": ["Give at least two answers to choose from"]}
    if len({choice.casefold() for choice in choices}) < len(choices):
        return {"choices": ["Two answers are the same"]}
    if details.right_answer is None or not 1 <= details.right_answer <= len(choices):
        return {"right_answer": ["Say which answer is the right one"]}
    return {}


def _is_address(link: str) -> bool:
    try:
        URLValidator(schemes=["https"])(link)
    except ValidationError:
        return False
    return not urlsplit(link).username


def _require_sound(details: VersionDetails) -> None:
    errors = version_errors(details)
    if errors:
        raise Invalid(errors)


def _values(details: VersionDetails) -> dict[str, object]:
    return {
        "summary": details.summary.strip(), "text": details.text.strip(), "link": details.link.strip(),
        "question": details.question.strip(), "choices": [one.strip() for one in details.choices if one.strip()],
        "right_answer": details.right_answer,
    }  # fmt: skip


def _publication_errors(publication: Publication, before: PolicyVersion | None) -> dict[str, list[str]]:
    errors: dict[str, list[str]] = {}
    if not publication.approved_by.strip():
        errors["approved_by"] = ["Enter who approved it"]
    if before is None or before.effective_from is None:
        return errors
    # One withdrawn was in force to its last day; one in force only has to begin first.
    last = before.effective_to or before.effective_from
    if publication.effective_from <= last:
        said = "began" if before.effective_to is None else "was in force until"
        errors["effective_from"] = [
            f"It must take effect later: version {before.number} {said} {clock.date_words(last)}"
        ]  # fmt: skip
    return errors


def _supersede(before: PolicyVersion, document: PolicyDocument, effective_from: dt.date, *, by: User) -> None:
    until = rules.counts_until(
        effective_from=effective_from, published_on=clock.today(), grace_days=document.grace_days
    )
    save_fields(
        before, status=VersionStatus.SUPERSEDED, effective_to=effective_from - dt.timedelta(days=1), counts_until=until
    )
    record("policy.superseded", by=by, obj=document, data={"number": before.number})
    close_all(before, by=by)


def _lock_document(policy_version: PolicyVersion) -> PolicyDocument:
    """The document first, always: two who publish at once take turns."""
    return lock_fresh(PolicyDocument.objects.all(), pk=policy_version.document_id, version=None)
