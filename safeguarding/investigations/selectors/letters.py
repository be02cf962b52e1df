"""What an investigation knows for the letters of its track: the notice, updates, and the letters of timeliness."""

from __future__ import annotations

from safeguarding.core import clock
from safeguarding.deadlines.models import Deadline
from safeguarding.investigations.choices import UpdateTo
from safeguarding.investigations.models import Investigation, InvestigationNotice
from safeguarding.investigations.rules.notices import Part
from safeguarding.investigations.selectors.facts import latest_severity
from safeguarding.investigations.selectors.notices import notice_parts
from safeguarding.tracks.models import Track
from safeguarding.tracks.services.clocks import TRACK

#: A notice says of everything that another regime asks for whether it concerns this person.
NOT_YOURS = "The rules that apply to you say nothing of this."
LATER = "They are given to you separately."
RIGHTS = ("advice", "legal", "representations")
UPDATE_CLOCKS = ("complainant_update_1", "complainant_update_n")


def notice_facts(track: Track) -> dict[str, str]:
    """The contents of a notice by the regime of this person; nothing while the severity was not assessed."""
    held = _held(track)
    parts = {one.key: one for one in notice_parts(held)} if held else {}
    if held is None or not parts:
        return {}
    said = {f"notice.{key}": _words(one) for key, one in parts.items()}
    standards = {words: None for one in held.allegations.all() for words in one.standard_words}
    severity = latest_severity(held)
    return {
        "notice.barred_list": NOT_YOURS, **said, "notice.standards": ", ".join(standards),
        "notice.severity": str(severity.get_severity_display()) if severity else "",
        "notice.source": parts["conduct"].source, "notice.rights": " ".join(_words(parts[key]) for key in RIGHTS),
        "notice.terms": held.terms or LATER,
    }  # fmt: skip


def update_facts(track: Track) -> dict[str, str]:
    """What was said last to the complainant, where the track stands, and when the next update is due."""
    held = _held(track)
    return {
        "update.progress": _last_update(held) if held else "", "update.stage": track.stage_words,
        "update.next_on": _due(track, UPDATE_CLOCKS),
    }  # fmt: skip


def timeliness_facts(track: Track) -> dict[str, str]:
    """The six fields that the letter needs (PCMR 2020 reg 13; PCR 2020 reg 19), as they were said last."""
    held = _held(track)
    if held is None:
        return {}
    notice = InvestigationNotice.objects.filter(investigation=held, deemed_on__isnull=False).first()
    found = {
        "timeliness.attention_on": clock.date_words(held.came_on),
        "timeliness.notice_on": clock.date_words(notice.deemed_on) if notice and notice.deemed_on else "",
        "timeliness.progress": _last_update(held),
    }
    last = held.letters.order_by("-sent_on", "-pk").first()
    if last is None:
        return found
    return {
        **found, "timeliness.progress": last.progress, "timeliness.conclusion_on": clock.date_words(last.expected_on),
        "timeliness.reason": last.why_so_long, "timeliness.steps": last.planned,
    }  # fmt: skip


def _held(track: Track) -> Investigation | None:
    rows = Investigation.objects.filter(track=track).select_related("track__party", "investigator")
    return rows.prefetch_related("allegations").first()


def _words(part: Part) -> str:
    """Its paragraphs in one line; several allegations have their numbers."""
    if part.key == "conduct" and len(part.paragraphs) > 1:
        return " ".join(f"({number}) {said}" for number, said in enumerate(part.paragraphs, start=1))
    return " ".join(part.paragraphs)


def _last_update(held: Investigation) -> str:
    last = held.updates.filter(to=UpdateTo.COMPLAINANT).order_by("-sent_on", "-pk").first()
    return last.said if last else ""


def _due(track: Track, rules: tuple[str, ...]) -> str:
    running = Deadline.objects.running().filter(source_type=TRACK, source_id=track.pk, rule__key__in=rules)
    first = running.order_by("due_at").first()
    return clock.date_words(clock.london_date(first.due_at)) if first else ""
