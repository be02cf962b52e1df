"""Answers kept as they are typed, as typed, right or wrong. Only their owner ever sees them, until they are sent."""

from __future__ import annotations

import datetime as dt
import json
import re
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from safeguarding.access.choices import Permission
from safeguarding.access.models import User
from safeguarding.access.policies import require_permission
from safeguarding.activities.models import Session
from safeguarding.audit.services import record
from safeguarding.cases.choices import FROM_CASE, SENT_PAGES, LogStep, WhenKind
from safeguarding.cases.models import Case, Concern, ConcernDraft
from safeguarding.communications.models import ContactEvent
from safeguarding.communications.selectors.contacts import now_of
from safeguarding.core import clock
from safeguarding.core.clock import date_words
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.schemes.models import SchemeCondition

Raw = dict[str, list[str]]

NEW_PARTY = "new"
# What a page carries beside its questions, so that the same page is known again.
PAGE, PARTY_KEY = "page_key", "party_key"
MOST_DRAFTS = 20
MOST_PARTIES = 30
MOST_FIELDS = 60
MOST_CHARACTERS = 1_000_000
# What no database can store stands as the mark of a missing character, so that it is seen and not lost in silence.
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


@transaction.atomic
def start_draft(*, by: User) -> ConcernDraft:
    """Begin a concern. One that was begun and left empty is taken up again, so pressing twice begins one."""
    require_permission(by, Permission.LOG_CONCERN)
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    unsent = ConcernDraft.objects.filter(owner=by, concern__isnull=True)
    empty = unsent.filter(answers={}).first()
    if empty:
        return empty
    if unsent.count() >= MOST_DRAFTS:
        raise Conflict(f"You have {MOST_DRAFTS} concerns you have not sent. Send or delete one first.")
    draft = ConcernDraft.objects.create(owner=by)
    record("draft.started", by=by, obj=draft)
    return draft


@transaction.atomic
def start_from_breach(condition: SchemeCondition, *, by: User) -> ConcernDraft:
    """Begin a concern about a broken condition of a scheme: the scheme and what was found stand in it already."""
    last = condition.last_check
    if last is None or last.is_kept or condition.ended_on is not None:
        raise Conflict("This condition is not broken: there is nothing to log.")
    draft = start_draft(by=by)
    known = f"\n\nHow it is known: {last.evidence}" if last.evidence else ""
    what = f"A condition of {condition.scheme.name} is broken: {condition.text}\n\n{last.finding}{known}"
    save_step(draft, step=LogStep.WHAT, raw={"what_happened": what}, by=by)
    return save_step(draft, step=LogStep.WHO, raw={"scheme": str(condition.scheme_id)}, by=by)


@transaction.atomic
def start_from_session(session: Session, *, by: User) -> ConcernDraft:
    """Begin a concern about something at a session: where and on which day stand in it already, and nobody's name."""
    draft = start_draft(by=by)
    day = session.day
    what = f"At the session “{session.title}” of {session.scheme.name} on {date_words(day)}:\n\n"
    on = {f"exact_on-{part}": str(getattr(day, part)) for part in ("day", "month", "year")}
    when = {"when_kind": WhenKind.EXACT.value, **on, "place": session.place}
    save_step(draft, step=LogStep.WHAT, raw={"what_happened": what}, by=by)
    save_step(draft, step=LogStep.WHEN, raw=when, by=by)
    return save_step(draft, step=LogStep.WHO, raw={"scheme": str(session.scheme_id)}, by=by)


@transaction.atomic
def start_from_contact(contact: ContactEvent, *, by: User) -> ConcernDraft:
    """Begin a concern about a contact that breaks a rule without exception: how, over what, when, and what is broken.

    Nobody is named in it: its author says who they are where names belong.
    """
    verdict = now_of(contact)
    if not verdict.is_critical:
        raise Conflict("No rule without exception is broken by this contact: there is nothing to log.")
    draft = start_draft(by=by)
    moment = contact.sent_at.astimezone(clock.LONDON)
    platform = contact.account.platform if contact.account else contact.platform
    over = f" over {platform}" if platform else ""
    broken = "\n".join(f"{one.rule.name} {one.rule.title}: {one.reason}" for one in verdict.failed)
    what = (
        f"{contact.get_channel_display()}{over} on {date_words(moment.date())} at {moment:%H:%M}, on record as "
        f"contact {contact.pk}.\n\nWhat the rules say of it:\n{broken}\n\n"
    )
    on = {f"exact_on-{part}": str(getattr(moment, part)) for part in ("day", "month", "year")}
    save_step(draft, step=LogStep.WHAT, raw={"what_happened": what}, by=by)
    save_step(draft, step=LogStep.WHEN, raw={"when_kind": WhenKind.EXACT.value, **on}, by=by)
    scheme = {"scheme": str(contact.scheme_id)} if contact.scheme_id else {}
    return save_step(draft, step=LogStep.WHO, raw=scheme, by=by)


@transaction.atomic
def start_filled(
    *, what: str, first: dt.date | None, last: dt.date | None, from_case: Case, by: User
) -> ConcernDraft:  # fmt: skip
    """Begin a concern out of a case, for apps above: what happened, and from when to when.

    Whoever decides about the concern may not know of the case, so `what` names nothing of it. Who is in conflict with
    the case will be in conflict with the concern, whoever is named in it: see `ConcernSource`.
    """
    draft = start_draft(by=by)
    draft = _save(_lock(draft, by), {**draft.answers, FROM_CASE: {"case": [str(from_case.pk)]}})
    when: dict[str, str] = {}
    if first is not None and first == last:
        when = {"when_kind": WhenKind.EXACT.value, **_day("exact_on", first)}
    elif first is not None and last is not None:
        when = {"when_kind": WhenKind.PERIOD.value, **_day("from_on", first), **_day("until_on", last)}
    save_step(draft, step=LogStep.WHAT, raw={"what_happened": what}, by=by)
    return save_step(draft, step=LogStep.WHEN, raw=when, by=by)


def _day(name: str, day: dt.date) -> dict[str, str]:
    return {f"{name}-{part}": str(getattr(day, part)) for part in ("day", "month", "year")}


@transaction.atomic
def save_step(
    draft: ConcernDraft, *, step: str, raw: Mapping[str, Any], by: User, page: str = "", is_sent: bool = False
) -> ConcernDraft:
    """Keep what was typed on one page. Other pages' answers stay as they are.

    `page` names the page as it was shown: what was typed there and comes late, after the page was sent, is left out.
    """
    if step not in LogStep.values:
        raise Invalid({"step": ["There is no such question."]})
    locked = _lock(draft, by)
    sent_pages = locked.answers.get(SENT_PAGES, {})
    if page and not is_sent and sent_pages.get(step) == page:
        return locked
    answers = {**locked.answers, step: tidy(raw)}
    if page and is_sent:
        answers[SENT_PAGES] = {**sent_pages, step: page}
    return _save(locked, answers)


@transaction.atomic
def save_party(draft: ConcernDraft, *, party: str, raw: Mapping[str, Any], by: User) -> ConcernDraft:
    """Keep what was typed about one person: `new` until it is added to the list, afterwards under its own key."""
    locked = _lock(draft, by)
    if party == NEW_PARTY and first(raw, PARTY_KEY) in [one["key"] for one in _parties(locked)]:
        return locked  # typed before the person was added to the list, and late
    if party == NEW_PARTY:
        return _save(locked, {**locked.answers, "new_party": tidy(raw)})
    kept = _parties(locked)
    if party not in [one["key"] for one in kept]:
        raise Invalid({"party": ["This person is no longer on the list."]})
    changed = [{**one, "raw": tidy(raw)} if one["key"] == party else one for one in kept]
    return _save(locked, {**locked.answers, "parties": changed})


@transaction.atomic
def add_party(draft: ConcernDraft, *, raw: Mapping[str, Any], by: User, key: str = "") -> ConcernDraft:
    """Put a person on the list. `key` comes with the page, so that sending the page twice adds one person."""
    locked = _lock(draft, by)
    kept, key = _parties(locked), key or uuid.uuid4().hex[:12]
    if key in [one["key"] for one in kept]:
        return locked
    if len(kept) >= MOST_PARTIES:
        raise Conflict(f"You can name {MOST_PARTIES} people. Describe the others in what happened.")
    answers = {name: value for name, value in locked.answers.items() if name != "new_party"}
    return _save(locked, {**answers, "parties": [*kept, {"key": key, "raw": tidy(raw)}]})


@transaction.atomic
def remove_party(draft: ConcernDraft, *, party: str, by: User) -> ConcernDraft:
    """Take a person off the list."""
    locked = _lock(draft, by)
    kept = [one for one in _parties(locked) if one["key"] != party]
    return _save(locked, {**locked.answers, "parties": kept})


@transaction.atomic
def delete_draft(draft: ConcernDraft, *, by: User) -> None:
    """Forget a concern that was not sent, and every answer in it."""
    locked = _lock(draft, by)
    record("draft.deleted", by=by, obj=locked)
    locked.delete()


def lock_for_sending(draft: ConcernDraft, *, by: User) -> ConcernDraft:
    """The draft as it is now, locked: a second sending waits here and then finds the concern made."""
    # Without a join: after waiting, PostgreSQL reads the locked row anew but what is joined to it as it was before.
    return ConcernDraft.objects.select_for_update().get(pk=draft.pk, owner=by)


def source_of(draft: ConcernDraft | None) -> int | None:
    """The id of the case out of which the concern was begun, if it was and is there still."""
    kept = first(draft.answers.get(FROM_CASE, {}), "case") if draft else ""
    return Case.objects.filter(pk=kept).values_list("pk", flat=True).first() if kept else None


def mark_sent(draft: ConcernDraft, *, concern: Concern) -> None:
    """The answers are in the concern now; what was typed is not kept a second time."""
    draft.concern, draft.answers = concern, {}
    draft.save(update_fields=["concern", "answers"])


def tidy(raw: Mapping[str, Any]) -> Raw:
    """What was typed, as lists of text by field: the shape a form sends."""
    if len(raw) > MOST_FIELDS:
        raise Invalid("More was sent than this page asks.")
    kept = {
        _text(name): [_text(one) for one in _as_list(value)]
        for name, value in raw.items()
        if name not in (PAGE, PARTY_KEY)
    }
    if len(json.dumps(kept, ensure_ascii=False)) > MOST_CHARACTERS:
        raise Invalid("This is more than can be kept. Shorten it.")
    return kept


def first(raw: Mapping[str, Any], name: str) -> str:
    """The first text of that name, if there is one."""
    values = _as_list(raw.get(name, ""))
    return _text(values[0]) if values else ""


def _as_list(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _text(value: object) -> str:
    return UNSTORABLE.sub("\ufffd", value) if isinstance(value, str) else ""


def _parties(draft: ConcernDraft) -> list[dict[str, Any]]:
    return list(draft.answers.get("parties", []))


def _lock(draft: ConcernDraft, by: User) -> ConcernDraft:
    """The owner's own draft, locked, and only while it is unsent."""
    locked = ConcernDraft.objects.select_for_update(of=("self",)).get(pk=draft.pk, owner=by)
    if locked.concern_id:
        raise Conflict("This concern has been sent. Look under My concerns to add something to it.")
    return locked


def _save(draft: ConcernDraft, answers: dict[str, Any]) -> ConcernDraft:
    draft.answers, draft.saved_at = answers, clock.now()
    draft.save(update_fields=["answers", "saved_at"])
    return draft
