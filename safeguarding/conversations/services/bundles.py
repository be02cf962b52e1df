"""Bundles of messages: begun, filled, changed, asked for as a document, and opened with a purpose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet

from safeguarding.access.models import User
from safeguarding.audit.rules import stated
from safeguarding.audit.services import consult, record
from safeguarding.cases import policies as case_policies
from safeguarding.cases.models import Case
from safeguarding.cases.services.rows import require
from safeguarding.cases.services.taking import take, touch
from safeguarding.conversations import states
from safeguarding.conversations.choices import FilesListed, VersionStatus
from safeguarding.conversations.models import (
    Bundle,
    BundleMessage,
    BundleOpening,
    BundleVersion,
    Message,
    MessageExport,
)
from safeguarding.conversations.models.bundles import MOST_AROUND
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.core.services import differing, lock_fresh, save_fields
from safeguarding.evidence.models import Exhibit
from safeguarding.evidence.rules import reference_error
from safeguarding.files import services as files

WRITTEN = ("reference", "title", "before", "after", "files_listed", "has_names", "has_raw")
#: More than that is no exhibit that anybody reads: it is made into several.
MOST_MESSAGES = 2_000
NOT_MADE = "This version is not made yet."


@transaction.atomic
def begin_bundle(*, case: Case, by: User, messages: Sequence[int] = (), **given: Any) -> Bundle:
    """A bundle under an exhibit reference, with the messages that were chosen for it."""
    case = take(case, by=by)
    bundle = Bundle.objects.create(case=case, made_by=by, **_checked(case, given, besides=None))
    record("bundle.begun", by=by, obj=case, data={"bundle_id": bundle.pk})
    if messages:
        fill_bundle(bundle=bundle, messages=messages, by=by)
    touch(case)
    return bundle


@transaction.atomic
def change_bundle(*, bundle: Bundle, by: User, version: int | None = None, **given: Any) -> Bundle:
    """Change its words, or what stands around its messages. Versions that were made stay as they are."""
    case, held = _taken(bundle, by, version)
    changed = differing(held, **_checked(case, given, besides=held))
    if changed:
        save_fields(held, **changed)
        data = {"bundle_id": held.pk, "fields": ", ".join(sorted(changed))}
        record("bundle.changed", by=by, obj=case, data=data)
    return held


@transaction.atomic
def fill_bundle(*, bundle: Bundle, messages: Sequence[int], by: User) -> int:
    """Put messages of the case into a bundle; says how many were not in it before. The same one twice is there once."""
    case, held = _taken(bundle, by)
    wanted = set(_standing(case).filter(pk__in=set(messages)).values_list("pk", flat=True))
    require(bool(wanted) and wanted == set(messages), "messages", "Choose messages of this case.")
    new = wanted - set(held.chosen.filter(message__in=wanted).values_list("message_id", flat=True))
    require(held.chosen.count() + len(new) <= MOST_MESSAGES, "messages", TOO_MANY)
    rows = [BundleMessage(bundle=held, message_id=pk, added_by=by, added_at=clock.now()) for pk in sorted(new)]
    BundleMessage.objects.bulk_create(rows)
    if new:
        save_fields(held)
        record("bundle.filled", by=by, obj=case, data={"bundle_id": held.pk, "count": len(new)})
    return len(new)


@transaction.atomic
def empty_bundle(*, bundle: Bundle, messages: Sequence[int], by: User) -> int:
    """Take messages out of a bundle again; says how many. Versions that were made keep them."""
    case, held = _taken(bundle, by)
    require(bool(messages), "messages", "Choose the messages to take out.")
    count, _ = held.chosen.filter(message__in=messages).delete()
    if count:
        save_fields(held)
        record("bundle.emptied", by=by, obj=case, data={"bundle_id": held.pk, "count": count})
    return count


@transaction.atomic
def ask_for_version(*, bundle: Bundle, by: User, version: int | None = None) -> BundleVersion:
    """Have the document made of what stands in the bundle now. What was asked for is kept with it."""
    case, held = _taken(bundle, by, version)
    if held.versions.filter(status__in=states.BEING_MADE).exists():
        raise Conflict("A version of this bundle is being made. Wait until it is there.")
    messages = list(held.chosen.order_by("message_id").values_list("message_id", flat=True))
    if not messages:
        raise Conflict("There is no message in this bundle yet.")
    last = held.versions.aggregate(last=Max("number"))["last"] or 0
    asked = {name: getattr(held, name) for name in WRITTEN} | {"messages": messages}
    made = BundleVersion.objects.create(
        bundle=held, number=last + 1, asked_by=by, asked_at=clock.now(), asked=asked, total=len(messages)
    )
    record("bundle.asked", by=by, obj=case, data={"bundle_id": held.pk, "number": made.number})
    touch(case)
    return made


def open_version(*, made: BundleVersion, purpose: str, by: User, purpose_text: str = "") -> Iterator[bytes]:
    """A version that was made, with its digest compared, the purpose on record and who took it beside it.

    Raises Held or Damaged: whoever answers a request catches both, so that what was recorded stays.
    """
    case = made.bundle.case
    case_policies.require(by, case_policies.READ, case)
    if made.status != VersionStatus.MADE or made.file is None:
        raise Conflict(NOT_MADE)
    purpose, purpose_text = stated(purpose, purpose_text, missing="Choose why you need to open it.")
    with transaction.atomic():
        consult(case, by=by, page="bundle of messages", purpose=purpose, purpose_text=purpose_text)
    given = files.checked(made.file, by=by)
    with transaction.atomic():
        BundleOpening.objects.create(
            made=made, opened_by=by, opened_at=clock.now(), purpose=purpose, purpose_text=purpose_text
        )
        data = {"bundle_id": made.bundle_id, "number": made.number, "sha256": made.sha256, "purpose": purpose}
        record("bundle.opened", by=by, obj=case, reason=purpose_text, data=data)
    return given


TOO_MANY = f"A bundle holds at most {MOST_MESSAGES:,} messages. Make several."
NEEDED = {"reference": "Enter its exhibit reference.", "title": "Enter its title."}


def _taken(bundle: Bundle, by: User, version: int | None = None) -> tuple[Case, Bundle]:
    case = take(bundle.case, by=by)
    held = lock_fresh(Bundle.objects.visible_to(by).filter(case=case), pk=bundle.pk, version=version)
    held.case = case
    return case, held


def _checked(case: Case, given: dict[str, Any], *, besides: Bundle | None) -> dict[str, Any]:
    """What is written of a bundle, once it is right."""
    fields = {name: given[name] for name in WRITTEN if name in given}
    errors: dict[str, list[str]] = {}
    for name, message in NEEDED.items():
        fields[name] = str(fields.get(name, getattr(besides, name, ""))).strip()
        if not fields[name]:
            errors[name] = [message]
    for name in ("before", "after"):
        if not 0 <= fields.get(name, 0) <= MOST_AROUND:
            errors[name] = [f"Enter a number from 0 to {MOST_AROUND}."]
    if fields.get("files_listed", FilesListed.SOURCES) not in FilesListed.values:
        errors["files_listed"] = ["Choose which files are listed."]
    if fields["reference"] and (wrong := _reference_error(case, fields["reference"], besides)):
        errors["reference"] = [wrong]
    if errors:
        raise Invalid(errors)
    return fields


def _standing(case: Case) -> QuerySet[Message]:
    return Message.objects.filter(export__in=MessageExport.objects.standing().filter(case=case))


def _reference_error(case: Case, reference: str, besides: Bundle | None) -> str:
    if _is_taken(case, reference, besides):
        return "An exhibit or another bundle of this case has this reference."
    return reference_error(reference) if besides is None or reference != besides.reference else ""


def _is_taken(case: Case, reference: str, besides: Bundle | None) -> bool:
    others = Bundle.objects.filter(case=case, reference__iexact=reference)
    others = others.exclude(pk=besides.pk) if besides else others
    return others.exists() or Exhibit.objects.filter(case=case, reference__iexact=reference).exists()
