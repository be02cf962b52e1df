"""Templates: written, changed while they are a draft, approved by another, withdrawn. Older versions stay."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Max

from safeguarding.access.models import Force, User
from safeguarding.audit.services import record
from safeguarding.cases.services.rows import required
from safeguarding.core import clock
from safeguarding.core.errors import Invalid
from safeguarding.core.services import differing, lock_fresh, save_fields
from safeguarding.letters import policies, states
from safeguarding.letters.choices import LetterKind
from safeguarding.letters.models import LetterTemplate
from safeguarding.letters.rules import marks
from safeguarding.letters.rules.fields import fields_of

MOST_SAID = 20


@transaction.atomic
def write_template(*, kind: str, title: str, body: str, effective_from: dt.date, by: User) -> LetterTemplate:
    """The next version of what the force writes in a kind of letter. Nothing is taken from it before it is approved."""
    policies.require_keeping(by)
    if kind not in LetterKind.values or by.force is None:
        raise Invalid({"kind": ["Choose the kind of letter."]})
    title, body = _checked(kind, title, body)
    # One after another, so that no two versions get one number.
    force = Force.objects.select_for_update(no_key=True).get(pk=by.force.pk)
    last = LetterTemplate.objects.filter(force=force, kind=kind).aggregate(last=Max("number"))["last"] or 0
    made = LetterTemplate.objects.create(
        force=force, kind=kind, number=last + 1, title=title, body=body, effective_from=effective_from, written_by=by,
        writers=[by.pk], written_at=clock.now(),
    )  # fmt: skip
    _note("written", made, by)
    return made


@transaction.atomic
def change_template(
    *, template: LetterTemplate, title: str, body: str, effective_from: dt.date, by: User, version: int | None = None
) -> LetterTemplate:
    """Change a draft. Whoever wrote any of it does not approve it."""
    held = _taken(template, by, version)
    states.step_of_template("change", status=held.status)
    title, body = _checked(held.kind, title, body)
    changed = differing(held, title=title, body=body, effective_from=effective_from)
    if changed:
        writers = sorted({*held.writers, by.pk})
        save_fields(held, **changed, written_by=by, writers=writers, written_at=clock.now())
        _note("changed", held, by)
    return held


@transaction.atomic
def approve_template(*, template: LetterTemplate, by: User, version: int | None = None) -> LetterTemplate:
    """Approve a draft, for letters begun from its day on: another person than who wrote it."""
    held = _taken(template, by, version)
    policies.require_approving(by, held)
    target = states.step_of_template("approve", status=held.status)
    _checked(held.kind, held.title, held.body)
    save_fields(held, status=target, approved_by=by, approved_at=clock.now())
    _note("approved", held, by)
    return held


@transaction.atomic
def withdraw_template(*, template: LetterTemplate, reason: str, by: User, version: int | None = None) -> LetterTemplate:
    """Take it out of use. Letters that were begun with it stay as they are."""
    held = _taken(template, by, version)
    target = states.step_of_template("withdraw", status=held.status)
    reason = required(reason, field="reason", message="Say why it is withdrawn.")
    save_fields(held, status=target, withdrawn_because=reason)
    _note("withdrawn", held, by)
    return held


def _taken(template: LetterTemplate, by: User, version: int | None) -> LetterTemplate:
    rows = LetterTemplate.objects.visible_to(by)
    held = lock_fresh(rows, pk=template.pk, version=version)
    policies.require_keeping(by)
    return held


def _checked(kind: str, title: str, body: str) -> tuple[str, str]:
    """The words, once there is nothing wrong with them. What is wrong is said with its line and place."""
    errors: dict[str, list[str]] = {}
    if not title.strip():
        errors["title"] = ["Enter the title of the letter."]
    elif marks.OPEN in title or marks.CLOSE in title:
        errors["title"] = ["A title holds no fields."]
    wrong = [str(one) for one in marks.check(body, fields_of(kind))]
    if not body.strip():
        wrong = ["Enter what the letter says."]
    if wrong:
        errors["body"] = wrong[:MOST_SAID]
    if errors:
        raise Invalid(errors)
    return title.strip(), body.strip().replace("\r\n", "\n")


def _note(what: str, held: LetterTemplate, by: User) -> None:
    record(f"letter_template.{what}", by=by, obj=held, data={"kind": held.kind, "number": held.number})
