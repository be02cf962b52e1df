"""Items are decided one by one or many alike, questions about words answered, and all of it approved by another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid, NotAllowed
from safeguarding.core.services import save_fields
from safeguarding.subject_access.choices import Exemption, Status, Verdict
from safeguarding.subject_access.models import AccessRequest, GatheredItem, ItemDecision, WordAnswer
from safeguarding.subject_access.rules.redaction import plain_words
from safeguarding.subject_access.selectors import gathering as reading
from safeguarding.subject_access.selectors.reading import answers_of, items_of
from safeguarding.subject_access.selectors.sources import SOURCES
from safeguarding.subject_access.services.gathering import put_redacted
from safeguarding.subject_access.services.taking import required, save_step, take, take_step

AS_IT_IS = (
    "A file is given as it is, with everybody who is in it. Say who looked at it, and that nobody else is in it or "
    "that they agree; else keep it back (UK GDPR Art 15(4); DPA 2018 Sch 2 para 16)."
)
NOT_NOW = "Items are decided while the request is being decided. It stands at “{}” now."
DECIDED_MEANWHILE = "{} decided this meanwhile: {}. Look at it again."
NOT_ALL = "Not every item is decided. Each is given, or kept back by a law with the reason (DPA 2018 Sch 2 and 3)."
NOT_ASKED = "Some words may be somebody's name. Say of each whether it stays (UK GDPR Art 15(4))."
OWN_DECISIONS = (
    "You decided these items. Somebody else has to approve them who reads them; where nobody else does, whoever leads "
    "the matter gives somebody access to it."
)
NOT_YOURS = (
    "What is left is of matters that you do not read. Somebody who reads them and did not decide about it approves it; "
    "where there is only one, whoever leads the matter gives somebody access to it."
)
MUST_GO = "These words name somebody else in the file. They have to go (UK GDPR Art 15(4); DPA 2018 Sch 2 para 16)."
NOT_READ = "Names of other people are being taken out of some items still. Have the file gathered again."
MOST_AT_ONCE = 500


@dataclass(frozen=True)
class Ruling:
    """What is decided about items: given, or kept back by which law and why. `as_of`: what was seen of the log."""

    verdict: str
    exemption: str = ""
    reason: str = ""
    as_of: int | None = None


@transaction.atomic
def decide(request: AccessRequest, items: Sequence[int], ruling: Ruling, *, by: User) -> int:
    """Decide about items that the user reads. Of two who decide at once the second is told what the first decided."""
    held = take(request, version=None, by=by)
    if held.status != Status.DECIDING:
        raise Conflict(NOT_NOW.format(held.get_status_display().lower()))
    _require_ruling(ruling)
    wanted = set(items)
    if not wanted or len(wanted) > MOST_AT_ONCE:
        raise Invalid({"items": [f"Choose items, at most {MOST_AT_ONCE} at once"]})
    found = list(GatheredItem.objects.visible_to(by).there().filter(request=held, pk__in=wanted))
    if len(found) != len(wanted):
        raise Invalid({"items": ["Choose items of this request that you read"]})
    if ruling.verdict == Verdict.GIVE and not ruling.reason.strip() and any(item.file_id for item in found):
        raise Invalid({"reason": [AS_IT_IS]})
    _require_unmoved(held, wanted, ruling, by)
    is_kept = ruling.verdict == Verdict.WITHHOLD
    fields = {"exemption": ruling.exemption if is_kept else "", "reason": ruling.reason.strip()}
    GatheredItem.objects.filter(pk__in=wanted).update(
        verdict=ruling.verdict, decided_by=by, decided_at=clock.now(), approved_by=None, approved_at=None, **fields
    )
    ItemDecision.objects.bulk_create(
        ItemDecision(request=held, item=item, verdict=ruling.verdict, by=by, at=clock.now(), **fields) for item in found
    )
    record("subject_access.decided", by=by, obj=held, data={"count": len(found), "verdict": ruling.verdict})
    return len(found)


def _require_ruling(ruling: Ruling) -> None:
    errors: dict[str, list[str]] = {}
    if ruling.verdict not in Verdict.values:
        errors["verdict"] = ["Choose whether it is given"]
    if ruling.verdict == Verdict.WITHHOLD:
        if ruling.exemption not in Exemption.values:
            errors["exemption"] = ["Choose the law by which it is kept back (DPA 2018 Sch 2 and 3)"]
        if not ruling.reason.strip():
            errors["reason"] = ["Say why"]
    if errors:
        raise Invalid(errors)


def _require_unmoved(held: AccessRequest, wanted: set[int], ruling: Ruling, by: User) -> None:
    if ruling.as_of is None:
        return
    newer = held.decisions.filter(item_id__in=wanted, pk__gt=ruling.as_of).exclude(by=by).select_related("by").first()
    if newer is not None:
        raise Conflict(DECIDED_MEANWHILE.format(newer.by, newer.get_verdict_display().lower()))


@transaction.atomic
def answer_words(request: AccessRequest, *, words: str, stays: bool, reason: str, by: User) -> WordAnswer:
    """Say whether words stay or are left out, in every item of the file. A name of somebody else cannot stay."""
    held = take(request, version=None, by=by)
    if held.status != Status.DECIDING:
        raise Conflict(NOT_NOW.format(held.get_status_display().lower()))
    words = required(words, field="words", message="Enter the words")
    reason = required(reason, field="reason", message="Say why")
    if len(words) > 200 or len(plain_words(words)) < 2:
        raise Invalid({"words": ["Enter between 2 and 200 letters"]})
    made = WordAnswer.objects.create(
        request=held, words=words, stays=stays, reason=reason[:300], by=by, at=clock.now()
    )  # fmt: skip
    touched = list(items_of(held, by).filter(words__icontains=words))
    wanted = reading.everybody_else(held.person_id, reading.reach_of(held.person_id), SOURCES)
    put_redacted(touched, wanted, answers_of(held))
    if stays and any(plain_words(words) in map(plain_words, item.questions) for item in touched):
        raise Conflict(MUST_GO)
    record("subject_access.words_answered", by=by, obj=held)
    return made


@transaction.atomic
def hand_in(request: AccessRequest, *, by: User, version: int | None = None) -> AccessRequest:
    """Hand in for approval, once every item is decided and nothing is asked about what is given."""
    held, target = take_step("hand_in", request, version=version, by=by)
    if held.items.there().filter(verdict="").exists() or not held.items.there().exists():
        raise Conflict(NOT_ALL)
    if held.items.filter(redacted_at__isnull=True).exists():
        raise Conflict(NOT_READ)
    if held.items.filter(verdict=Verdict.GIVE).exclude(questions=[]).exists():
        raise Conflict(NOT_ASKED)
    save_step(held, target, handed_in_by=by, handed_in_at=clock.now(), returned_because="", problem="")
    record("subject_access.handed_in", by=by, obj=held)
    return held


@transaction.atomic
def approve(request: AccessRequest, *, by: User, version: int | None = None) -> AccessRequest:
    """Approve what others decided of what the user reads. With the last item approved, the request is."""
    held, target = take_step("approve", request, version=version, by=by)
    mine = items_of(held, by).filter(approved_by__isnull=True)
    wanted = list(mine.exclude(decided_by=by).values_list("pk", flat=True))
    if not wanted:
        raise NotAllowed(OWN_DECISIONS if mine.exists() else NOT_YOURS)
    count = GatheredItem.objects.filter(pk__in=wanted).update(approved_by=by, approved_at=clock.now())
    record("subject_access.approved", by=by, obj=held, data={"count": count})
    if held.items.there().filter(approved_by__isnull=True).exists():
        save_fields(held)
    else:
        save_step(held, target, approved_by=by, approved_at=clock.now(), problem="", tries=0)
    return held


@transaction.atomic
def send_back(request: AccessRequest, *, reason: str, by: User, version: int | None = None) -> AccessRequest:
    """Back to be decided, with what is to be looked at. What was approved is approved anew."""
    held, target = take_step("send_back", request, version=version, by=by)
    reason = required(reason, field="reason", message="Say what is to be looked at")
    back(held, target, reason=reason)
    record("subject_access.sent_back", by=by, obj=held)
    return held


def back(held: AccessRequest, target: str, *, reason: str = "", problem: str = "") -> None:
    held.items.update(approved_by=None, approved_at=None)
    save_step(
        held, target, returned_because=reason, problem=problem, approved_by=None, approved_at=None, file=None,
        package=None, pages=0, made_at=None,
    )  # fmt: skip
