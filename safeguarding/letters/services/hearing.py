"""Hearing bundles: begun, filled, put in order, asked for as a document, and opened with a purpose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max

from safeguarding.access.models import User
from safeguarding.audit.rules import stated
from safeguarding.audit.services import consult, record
from safeguarding.cases import policies as case_policies
from safeguarding.cases.models import Case
from safeguarding.cases.services.rows import require, required
from safeguarding.cases.services.taking import take, touch
from safeguarding.conversations import states
from safeguarding.conversations.choices import VersionStatus
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.core.services import lock_fresh, save_fields
from safeguarding.files import services as files
from safeguarding.letters.choices import PartKind, PartMove
from safeguarding.letters.models import HearingBundle, HearingOpening, HearingPart, HearingVersion
from safeguarding.letters.selectors.hearing import offered, tracks_to_hear
from safeguarding.tracks import policies as track_policies
from safeguarding.tracks.models import Track

MOST_PARTS = 300
FIELD_OF: dict[str, str] = {PartKind.FILE: "file_id", PartKind.MESSAGES: "messages_id", PartKind.LETTER: "letter_id"}


@transaction.atomic
def begin_hearing_bundle(*, case: Case, track: Track, title: str, by: User) -> HearingBundle:
    """A bundle for the hearing of a misconduct track."""
    case = take(case, by=by)
    title = required(title, field="title", message="Enter its title.")
    if not tracks_to_hear(case, by).filter(pk=track.pk).exists():
        raise Invalid({"track": ["Choose a misconduct track of this case that you read."]})
    last = HearingBundle.objects.filter(case=case).aggregate(last=Max("number"))["last"] or 0
    made = HearingBundle.objects.create(case=case, track=track, number=last + 1, title=title, begun_by=by)
    record("hearing_bundle.begun", by=by, obj=case, data=_told(made))
    touch(case)
    return made


@transaction.atomic
def fill_hearing_bundle(
    *, bundle: HearingBundle, documents: Sequence[str], by: User, version: int | None = None
) -> HearingBundle:
    """Put documents of the case at its end, in the order in which they were named."""
    case, held = _taken(bundle, by, version)
    on_offer = {one.key: one.words for one in offered(held, by)}
    require(
        bool(documents) and set(documents) <= {*on_offer},
        "documents",
        "Choose documents of this case that are not in it yet.",
    )
    last = held.parts.aggregate(last=Max("position"))["last"] or 0
    require(
        held.parts.count() + len(set(documents)) <= MOST_PARTS, "documents", f"A bundle holds {MOST_PARTS} documents."
    )
    HearingPart.objects.bulk_create(
        [_part(held, key, on_offer[key], last + at, by) for at, key in enumerate(dict.fromkeys(documents), start=1)]
    )
    save_fields(held)
    record("hearing_bundle.filled", by=by, obj=case, data=_told(held, count=len(set(documents))))
    touch(case)
    return held


@transaction.atomic
def arrange_hearing_bundle(
    *, bundle: HearingBundle, part: int, move: str, by: User, version: int | None = None
) -> HearingBundle:
    """Move a document of it one place up or down, or take it out. Versions that were made stay as they are."""
    case, held = _taken(bundle, by, version)
    require(move in PartMove.values, "move", "Choose where it goes.")
    rows = list(held.parts.select_for_update(no_key=True).order_by("position"))
    at = next((number for number, row in enumerate(rows) if row.pk == part), None)
    if at is None:
        raise Invalid({"part": ["Choose a document of this bundle."]})
    if move == PartMove.OUT:
        rows.pop(at).delete()
    else:
        to = at - 1 if move == PartMove.UP else at + 1
        if not 0 <= to < len(rows):
            return held
        rows[at], rows[to] = rows[to], rows[at]
    for place, row in enumerate(rows, start=1):
        if row.position != place:
            row.position = place
            row.save(update_fields=["position"])
    save_fields(held)
    record("hearing_bundle.arranged", by=by, obj=case, data=_told(held))
    return held


@transaction.atomic
def ask_for_hearing_version(
    *, bundle: HearingBundle, by: User, without_names: bool = False, version: int | None = None
) -> HearingVersion:
    """Have the document made of what stands in the bundle now. What was asked for is kept with it."""
    case, held = _taken(bundle, by, version)
    if held.versions.filter(status__in=states.BEING_MADE).exists():
        raise Conflict("A version of this bundle is being made. Wait until it is there.")
    parts = list(held.parts.order_by("position"))
    if not parts:
        raise Conflict("There is no document in this bundle yet.")
    last = held.versions.aggregate(last=Max("number"))["last"] or 0
    asked = {"title": held.title, "parts": [part.key for part in parts]}
    made = HearingVersion.objects.create(
        bundle=held, number=last + 1, without_names=without_names, asked_by=by, asked_at=clock.now(), asked=asked,
        total=len(parts),
    )  # fmt: skip
    record("hearing_bundle.asked", by=by, obj=case, data=_told(held, version=made.number))
    touch(case)
    return made


def open_hearing_version(*, made: HearingVersion, purpose: str, by: User, purpose_text: str = "") -> Iterator[bytes]:
    """A version that was made, with its digest compared, the purpose on record and who took it beside it.

    Raises Held or Damaged: whoever answers a request catches both, so that what was recorded stays.
    """
    bundle = HearingBundle.objects.visible_to(by).select_related("case").get(pk=made.bundle_id)
    case = bundle.case
    case_policies.require(by, case_policies.READ, case)
    if made.status != VersionStatus.MADE or made.file is None:
        raise Conflict("This version is not made yet.")
    purpose, purpose_text = stated(purpose, purpose_text, missing="Choose why you need to open it.")
    with transaction.atomic():
        consult(case, by=by, page="hearing bundle", purpose=purpose, purpose_text=purpose_text)
    given = files.checked(made.file, by=by)
    with transaction.atomic():
        HearingOpening.objects.create(
            made=made, opened_by=by, opened_at=clock.now(), purpose=purpose, purpose_text=purpose_text
        )
        data = _told(bundle, version=made.number, sha256=made.sha256, purpose=purpose)
        record("hearing_bundle.opened", by=by, obj=case, reason=purpose_text, data=data)
    return given


def _taken(bundle: HearingBundle, by: User, version: int | None) -> tuple[Case, HearingBundle]:
    """The case first, then the bundle, locked; for who keeps the track that is heard."""
    case = take(bundle.case, by=by)
    rows = HearingBundle.objects.visible_to(by).filter(case=case)
    held = lock_fresh(rows, pk=bundle.pk, version=version)
    held.case = case
    track_policies.require_side(by, held.track.kind, case)
    return case, held


def _part(held: HearingBundle, key: str, words: str, position: int, by: User) -> HearingPart:
    kind, _, pk = key.partition("-")
    of: dict[str, Any] = {FIELD_OF[kind]: int(pk)} if kind in FIELD_OF else {}
    if kind == PartKind.TRACK:
        of = {"document": pk, "title": words}
    return HearingPart(bundle=held, position=position, kind=kind, added_by=by, added_at=clock.now(), **of)


def _told(bundle: HearingBundle, **more: Any) -> dict[str, Any]:
    """What the record says of a bundle: its number."""
    return {"hearing_bundle_id": bundle.pk, "number": bundle.number, **more}
