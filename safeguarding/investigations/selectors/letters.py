"""What an investigation knows for the letters of its track: the notice, updates, and the letters of timeliness."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet
from django.urls import reverse

from safeguarding.access.models import User
from safeguarding.core import clock
from safeguarding.deadlines.models import Deadline
from safeguarding.investigations.choices import Act, NoticeStatus, UpdateTo
from safeguarding.investigations.models import Investigation, InvestigationNotice
from safeguarding.investigations.rules.gates import Facts
from safeguarding.investigations.rules.informing import UPDATE_CLOCKS
from safeguarding.investigations.rules.notices import Part
from safeguarding.investigations.selectors.facts import latest_severity
from safeguarding.investigations.selectors.notices import notice_parts
from safeguarding.letters.choices import LetterKind, LetterStatus
from safeguarding.letters.models import Letter
from safeguarding.letters.selectors.coming import CameOf
from safeguarding.tracks.choices import TrackKind
from safeguarding.tracks.models import Track
from safeguarding.tracks.services.clocks import TRACK

#: A notice says of everything that another regime asks for whether it concerns this person.
NOT_YOURS = "The rules that apply to you say nothing of this."
LATER = "They are given to you separately."
RIGHTS = ("advice", "legal", "representations")


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


def notice_letters(held: Investigation) -> QuerySet[Letter]:
    """The notices of this track that were issued as letters, the newest first. For who reads the investigation."""
    issued = (LetterStatus.ISSUED, LetterStatus.SENT)
    rows = Letter.objects.filter(track=held.track_id, kind=LetterKind.NOTICE, status__in=issued, redacts__isnull=True)
    return rows.select_related("case", "disclosure").order_by("-number")


def letters_not_served(held: Investigation, facts: Facts) -> list[Letter]:
    """Notices that were issued as letters while none was served: somebody has to say when it reached the person."""
    return [] if facts.notice == NoticeStatus.SERVED else list(notice_letters(held))


def came_of_notice(letter: Letter, user: User) -> CameOf | None:
    """Whether the notice that this letter is was served; where it was not, where that is recorded."""
    held = Investigation.objects.visible_to(user).filter(track=letter.track_id).select_related("notice", "case").first()
    if held is None or letter.redacts_id is not None:
        return None
    notice = getattr(held, "notice", None)
    if notice is not None and notice.letter_id == letter.pk and notice.sent_on and notice.deemed_on:
        words = f"Served {clock.date_words(notice.sent_on)}; counts as given on {clock.date_words(notice.deemed_on)}."
        return CameOf("Served as the notice", words, held.get_absolute_url(), "The investigation")
    if letter.status not in (LetterStatus.ISSUED, LetterStatus.SENT):
        return None
    if notice is not None and notice.status == NoticeStatus.SERVED:
        words = "The notice was served on another day, or without this letter."
        return CameOf("Served as the notice", words, held.get_absolute_url(), "The investigation")
    act = reverse("investigations:act", args=[held.case.reference, held.track_id, Act.SERVE])
    words = "Not on record in the investigation: no clock of the person runs yet."
    return CameOf("Served as the notice", words, act, "Record that it was served")


def update_facts(track: Track) -> dict[str, str]:
    """What was said last to the complainant, where the track stands, and when the next update is due."""
    held = _held(track)
    return {
        "update.progress": _last_update(held) if held else "", "update.stage": track.stage_words,
        "update.next_on": _due(track, UPDATE_CLOCKS[UpdateTo.COMPLAINANT]),
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


def referral_facts(track: Track) -> dict[str, str]:
    """What is referred to the IOPC: the allegations as they were made, and the tests that they meet so.

    Of every person of an IOPC or complaint track about the matter as a whole; who reads it reads their tracks too.
    """
    rows = Investigation.objects.filter(case=track.case_id).select_related("track").prefetch_related("allegations")
    is_one = track.kind == TrackKind.MISCONDUCT
    held = [one for one in rows.order_by("pk") if not is_one or one.track_id == track.pk]
    held = [one for one in held if track.party_id is None or one.track.party_id == track.party_id]
    made = [one for each in held for one in each.allegations.all()]
    if not made:
        return {}
    tested = [one for one in made if one.criterion]
    return {
        "referral.entry": str(held[0].get_entry_display()),
        "referral.came_on": clock.date_words(min(each.came_on for each in held)),
        "referral.allegations": _numbered([one.what for one in made]),
        "referral.criteria": "; ".join(dict.fromkeys(str(one.get_criterion_display()) for one in tested)),
        "referral.test_reasons": " ".join(dict.fromkeys(one.test_reasons for one in tested)),
    }


def _held(track: Track) -> Investigation | None:
    rows = Investigation.objects.filter(track=track).select_related("track__party", "investigator")
    return rows.prefetch_related("allegations").first()


def _words(part: Part) -> str:
    """Its paragraphs in one line; several allegations have their numbers."""
    return _numbered(part.paragraphs) if part.key == "conduct" else " ".join(part.paragraphs)


def _numbered(said: Sequence[str]) -> str:
    """One after another in one line; several have their numbers."""
    return " ".join(f"({at}) {one}" for at, one in enumerate(said, start=1)) if len(said) > 1 else "".join(said)


def _last_update(held: Investigation) -> str:
    last = held.updates.filter(to=UpdateTo.COMPLAINANT).order_by("-sent_on", "-pk").first()
    return last.said if last else ""


def _due(track: Track, rules: tuple[str, ...]) -> str:
    running = Deadline.objects.running().filter(source_type=TRACK, source_id=track.pk, rule__key__in=rules)
    first = running.order_by("due_at").first()
    return clock.date_words(clock.london_date(first.due_at)) if first else ""
