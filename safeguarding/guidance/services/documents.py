"""Putting policies on record, and keeping what is said of them true."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.core.errors import Invalid, NotAllowed
from safeguarding.core.services import lock_fresh, save_fields
from safeguarding.guidance.choices import MeetsRequirement
from safeguarding.guidance.models import PolicyDocument
from safeguarding.guidance.policies import OTHER_FORCE, require_keeping
from safeguarding.guidance.rules import GRACE_DAYS

#: What may be changed, and what the record of activity calls it.
FIELDS = {
    "title": "title", "owner": "owner", "audience_note": "note on whom it is for", "grace_days": "days of grace",
}  # fmt: skip
MOST_GRACE = 366


@dataclass(frozen=True)
class DocumentDetails:
    """What is said of a policy. `meets` names the requirement of schemes that acknowledging it meets, if any."""

    title: str
    owner: str
    audience_note: str = ""
    grace_days: int = GRACE_DAYS
    meets: str = ""


@transaction.atomic
def add_document(details: DocumentDetails, *, by: User) -> PolicyDocument:
    """Put a policy on record. It has no text yet: that is its first version."""
    if by.force_id is None:
        raise NotAllowed(OTHER_FORCE)
    require_keeping(by, force_id=by.force_id)
    _require_sound(details)
    document = PolicyDocument(force_id=by.force_id, key=_key(details), created_by=by, **_values(details))
    _save(document)
    record("policy.added", by=by, obj=document, data={"key": document.key})
    return document


@transaction.atomic
def edit_document(
    document: PolicyDocument, details: DocumentDetails, *, version: int | None, by: User
) -> PolicyDocument:
    """Change what is said of a policy. Its key stays: requirements and programs know it by that."""
    held = lock_fresh(PolicyDocument.objects.all(), pk=document.pk, version=version)
    require_keeping(by, force_id=held.force_id)
    _require_sound(details)
    changed = {name: value for name, value in _values(details).items() if getattr(held, name) != value}
    if not changed:
        return held
    _save(held, **changed)
    record("policy.edited", by=by, obj=held, data={"fields": ", ".join(FIELDS[name] for name in changed)})
    return held


def _values(details: DocumentDetails) -> dict[str, object]:
    return {
        "title": details.title.strip(), "owner": details.owner.strip(), "audience_note": details.audience_note.strip(),
        "grace_days": details.grace_days,
    }  # fmt: skip


def _key(details: DocumentDetails) -> str:
    if details.meets:
        return details.meets
    key = slugify(details.title).replace("-", "_")[:60] or "policy"
    # Only a policy of which that was said meets a requirement: not one that happens to have such a title.
    return f"{key[:53]}_policy" if key in MeetsRequirement.values else key


def _require_sound(details: DocumentDetails) -> None:
    errors: dict[str, list[str]] = {}
    if not details.title.strip():
        errors["title"] = ["Enter the title of the policy"]
    if not details.owner.strip():
        errors["owner"] = ["Enter who answers for the policy"]
    if not 0 <= details.grace_days <= MOST_GRACE:
        errors["grace_days"] = [f"The days of grace must be between 0 and {MOST_GRACE}"]
    if details.meets and details.meets not in MeetsRequirement.values:
        errors["meets"] = ["Select a requirement from the list"]
    if errors:
        raise Invalid(errors)


def _save(document: PolicyDocument, **changed: object) -> None:
    """Save under a title and a key that no other policy of the force has."""
    try:
        with transaction.atomic():
            if changed:
                save_fields(document, **changed)
            else:
                document.save()
    except IntegrityError as error:
        if document.key in MeetsRequirement.values and "policy_key_once" in str(error):
            raise Invalid({"meets": ["Another policy of the force meets this requirement already"]}) from error
        raise Invalid({"title": ["There is already a policy of this name in the force"]}) from error
