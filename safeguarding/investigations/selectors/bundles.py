"""What of an investigation is laid before a hearing: each document as it stands on record.

What the person is accused of, how they were told, what they and others said, and what the investigator reported. The
documents are those that are supplied with the notice of the hearing and answered to it (Police (Conduct) Regulations
2020 regs 30 and 31; for others by the policy in its place).
"""

from __future__ import annotations

from collections.abc import Iterator

from safeguarding.access.models import User
from safeguarding.core import clock
from safeguarding.investigations.choices import InterviewStatus, NoticeStatus
from safeguarding.investigations.models import Allegation, Investigation, InvestigationNotice, Proceedings
from safeguarding.letters.selectors.documents import TrackDocument
from safeguarding.tracks.models import Track

UNDER = "The investigation"
Facts = tuple[tuple[str, str], ...]


def documents(track: Track, user: User) -> Iterator[TrackDocument]:
    """Every document of the investigation of this track, in the order in which a hearing reads them."""
    rows = Investigation.objects.visible_to(user).filter(track=track).select_related(
        "notice__letter", "proceedings", "investigator", "track__party"
    )  # fmt: skip
    held = rows.prefetch_related(
        "allegations", "severities", "representations", "interviews", "proceedings__witness_lists"
    ).first()
    if held is None:
        return
    about = (("About", held.track.party.label if held.track.party else held.track.name),)
    notice, heard = getattr(held, "notice", None), getattr(held, "proceedings", None)
    yield from _allegations(held, about)
    if notice is not None and notice.status == NoticeStatus.SERVED:
        yield _notice(notice, about)
    if held.terms:
        yield TrackDocument("terms", "Terms of reference", _terms_facts(held, about), (("", held.terms),))
    yield from _said(held, about)
    if held.report_on is not None:
        facts = (*about, ("By", held.investigator_words), ("Received", clock.date_words(held.report_on)))
        yield TrackDocument("report", "Report of the investigation", facts, (("", held.report),))
    if heard is not None:
        yield from _of_hearing(heard, about)


def _allegations(held: Investigation, about: Facts) -> Iterator[TrackDocument]:
    rows = list(held.allegations.all())
    if not rows:
        return
    assessed = list(held.severities.all())[-1:]
    severity = tuple(
        ("Severity, as it was assessed last", f"{one.get_severity_display()}, {clock.date_words(one.assessed_on)}")
        for one in assessed
    )
    facts = (*about, ("How it came in", f"{held.get_entry_display()}, {clock.date_words(held.came_on)}"), *severity)
    parts = tuple((str(one), _alleged(one)) for one in rows)
    yield TrackDocument("allegations", "Allegations, as they were made", facts, parts)


def _alleged(one: Allegation) -> str:
    when = clock.date_words(one.happened_from)
    if one.happened_to:
        when = f"{when} to {clock.date_words(one.happened_to)}"
    lines = [
        one.what, f"When: {when}.", f"National category: {one.get_category_display()}.",
        f"Standards: {', '.join(one.standard_words)} ({one.get_code_display()}).",
    ]  # fmt: skip
    if one.answered_on:
        day, by = clock.date_words(one.answered_on), one.get_answered_for_display()
        lines.append(f"{one.get_answer_display()}: {by}, {day}.")
    return "\n".join(lines)


def _notice(notice: InvestigationNotice, about: Facts) -> TrackDocument:
    facts = [*about, ("Given under", str(notice.get_regime_display()))]
    if notice.sent_on and notice.deemed_on:
        facts += [
            ("Served", f"{clock.date_words(notice.sent_on)}. {notice.get_method_display()}"),
            ("Counts as given on", clock.date_words(notice.deemed_on)),
        ]  # fmt: skip
    if notice.letter is not None:
        facts += [("As letter", f"L{notice.letter.number}: {notice.letter.title}")]
    parts = tuple((one["heading"], "\n".join([*one["paragraphs"], f"Source: {one['source']}"])) for one in notice.said)
    return TrackDocument("notice", "Notice of investigation, as it was served", tuple(facts), parts)


def _terms_facts(held: Investigation, about: Facts) -> Facts:
    given = clock.date_words(held.terms_given_on) if held.terms_given_on else "Not yet"
    return (*about, ("Set", clock.date_words(held.terms_on) if held.terms_on else "Not on record"), ("Given", given))


def _said(held: Investigation, about: Facts) -> Iterator[TrackDocument]:
    """What the person investigated said to it: representations, and interviews that were held."""
    for one in held.representations.all():
        day = clock.date_words(one.given_on)
        facts = (*about, ("Given", f"{day}. {one.get_how_display()}"))
        yield TrackDocument(f"representation-{one.pk}", f"Representation of {day}", facts, (("", one.said),))
    for met in held.interviews.all():
        if met.status == InterviewStatus.HELD and met.held_on:
            day = clock.date_words(met.held_on)
            facts = (*about, ("Held", day), ("Accompanied by", met.companion or "Nobody"))
            yield TrackDocument(f"interview-{met.pk}", f"Interview of {day}", facts, (("", met.account),))


def _of_hearing(heard: Proceedings, about: Facts) -> Iterator[TrackDocument]:
    """The answer to the notice of the hearing, and whom each side calls."""
    if heard.responded_on is not None:
        facts = (*about, ("Received", clock.date_words(heard.responded_on)))
        yield TrackDocument("response", "Response to the notice of the proceedings", facts, (("", heard.response),))
    for one in heard.witness_lists.all():
        day, side = clock.date_words(one.given_on), str(one.get_side_display())
        title = f"Witnesses of {side[:1].lower()}{side[1:]}, {day}"
        facts = (("List of", side), ("Given", day))
        yield TrackDocument(f"witnesses-{one.pk}", title, facts, (("", one.witnesses or "Nobody is to be called."),))
