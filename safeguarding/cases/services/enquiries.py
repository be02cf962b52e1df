"""What a lead does with a concern before deciding it: look at it, note indicators, ask the reporter, split it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.urls import reverse

from safeguarding.access.choices import Permission
from safeguarding.access.models import User
from safeguarding.access.policies import has_permission
from safeguarding.audit.services import record
from safeguarding.cases import states
from safeguarding.cases.choices import ConcernNoteKind, Indicator
from safeguarding.cases.models import Concern, ConcernIndicator, ConcernNote, ConcernParty, ConcernSource
from safeguarding.cases.services.access import rebuild_concern_conflicts
from safeguarding.cases.services.clocks import start_triage_clock
from safeguarding.cases.services.rows import require, required
from safeguarding.cases.services.triage import take_concern
from safeguarding.core import clock
from safeguarding.core.errors import Conflict
from safeguarding.core.services import next_reference, save_fields
from safeguarding.notices.services import tell

# What a concern that was split off takes over from the one it comes from, as it was told.
CARRIED = (
    "force_id", "unit_id", "scheme_id", "is_urgent", "received_at", "looked_at", "in_danger", "when_kind",
    "happened_on", "happened_time", "happened_until", "when_text", "place", "learned_how", "is_online", "platforms",
    "handles", "still_visible",
)  # fmt: skip


def look_at(concern: Concern, *, by: User) -> None:
    """The first lead who opens a concern: its reporter now reads that it is being looked at."""
    if concern.looked_at or not has_permission(by, Permission.TRIAGE, unit_id=concern.unit_id):
        return
    with transaction.atomic():
        now = clock.now()
        if Concern.objects.filter(pk=concern.pk, looked_at__isnull=True).update(looked_at=now):
            record("concern.looked_at", by=by, obj=concern)
    concern.looked_at = now


@transaction.atomic
def ask(*, concern: Concern, text: str, by: User, version: int | None = None) -> ConcernNote:
    """Ask the reporter a question: the concern waits until they answer; its clock goes on."""
    held = take_concern(concern, by=by, version=version)
    text = required(text, field="text", message="Enter your question.")
    reporter = getattr(held, "reporter", None)
    if reporter is None:
        raise Conflict("This concern was split off. Ask on the concern that it was split from.")
    asked = ConcernNote.objects.create(concern=held, kind=ConcernNoteKind.QUESTION, text=text, written_by=by)
    save_fields(held, status=states.CONCERN_MOVES["ask"].target, looked_at=held.looked_at or clock.now())
    record("concern.asked", by=by, obj=held, data={"note_id": asked.pk})
    tell(
        recipients=[reporter.user],
        key=f"concern-note:{asked.pk}",
        title=f"There is a question about your concern {held.reference}",
        url=reverse("cases:my_concern", args=[held.reference]),
        urgent=held.is_urgent,
    )
    return asked


@transaction.atomic
def add_indicators(*, concern: Concern, indicators: Iterable[str], by: User, version: int | None = None) -> Concern:
    """Note indicators that the words of a concern show and nobody ticked. What the reporter ticked stays."""
    held = take_concern(concern, by=by, version=version)
    wanted = list(dict.fromkeys(indicators))
    require(all(name in Indicator.values for name in wanted), "indicators", "Choose from the list.")
    already = set(held.indicators.values_list("indicator", flat=True))
    new = [name for name in wanted if name not in already]
    require(bool(new), "indicators", "Select an indicator that is not noted yet.")
    ConcernIndicator.objects.bulk_create([ConcernIndicator(concern=held, indicator=name) for name in new])
    save_fields(held)
    record("concern.indicators_changed", by=by, obj=held, data={"added": new})
    return held


@transaction.atomic
def split(
    *,
    concern: Concern,
    parties: Iterable[ConcernParty],
    about: str,
    by: User,
    indicators: Iterable[str] = (),
    version: int | None = None,
) -> Concern:
    """Make a second concern of a part of this one, with its own reference and decision.

    Its clock runs from when the original was received: splitting buys no time. The original stays as it was told; the
    adults who are split off are decided about there, not here.
    """
    held = take_concern(concern, by=by, version=version)
    chosen = list(ConcernParty.objects.filter(concern=held, pk__in=[party.pk for party in parties]))
    require(bool(chosen), "parties", "Select whom the other concern is about.")
    require(len(chosen) < held.parties.count(), "parties", "Somebody must stay in this concern.")
    about = required(about, field="about", message="Say what the other concern is about.")
    names = list(dict.fromkeys(indicators))
    require(all(name in Indicator.values for name in names), "indicators", "Choose from the list.")
    sibling = _copy(held, chosen, about, names)
    save_fields(held)
    record("concern.split", by=by, obj=held, data={"other": sibling.reference, "parties": len(chosen)})
    start_triage_clock(sibling, why="The concern that it was split from was received", by=by)
    return sibling


def _copy(concern: Concern, parties: list[ConcernParty], about: str, indicators: list[str]) -> Concern:
    told = {name: getattr(concern, name) for name in CARRIED}
    sibling = Concern.objects.create(reference=next_reference("C"), what_happened=about, split_from=concern, **told)
    ConcernParty.objects.bulk_create(
        [
            ConcernParty(
                concern=sibling, role=party.role, person_id=party.person_id, kind=party.kind,
                person_type=party.person_type, age_band=party.age_band, description=party.description,
            )
            for party in parties
        ]
    )  # fmt: skip
    ConcernIndicator.objects.bulk_create([ConcernIndicator(concern=sibling, indicator=name) for name in indicators])
    came_from = ConcernSource.objects.filter(concern=concern).first()
    if came_from is not None:
        ConcernSource.objects.create(concern=sibling, case_id=came_from.case_id)
    rebuild_concern_conflicts(sibling)
    return sibling
