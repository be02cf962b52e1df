"""What a case knows for a referral as a letter: its referral to that body, and the track that the letter is of.

A referral is there for everybody who reads the case. What a track knows comes only into a letter of that track, which
is there for who reads it.
"""

from __future__ import annotations

from safeguarding.cases.choices import PartyRole, ReferralKind
from safeguarding.cases.models import Case, Referral
from safeguarding.core import clock
from safeguarding.letters.choices import LetterKind
from safeguarding.tracks.models import Track

REFERRALS = {
    LetterKind.IOPC: ReferralKind.IOPC, LetterKind.LADO: ReferralKind.LADO, LetterKind.DBS: ReferralKind.DBS,
}  # fmt: skip
#: The step of a LADO track that says which tests of the harm threshold are met.
THRESHOLD = "meet_threshold"
OPENED = "open"


def referral_facts(case: Case, kind: str, track: Track | None) -> dict[str, str]:
    """What the referral says; where it says nothing, what the track of that body says."""
    duty = _duty(case, track) if kind == LetterKind.DBS else {}
    is_theirs = track is not None and track.kind == REFERRALS[LetterKind(kind)]
    from_track = _of_track(track) if track is not None and is_theirs else {}
    from_referral = _of_referral(case, kind, track)
    return {**from_track, **{name: words for name, words in from_referral.items() if words}, **duty}


def _of_referral(case: Case, kind: str, track: Track | None) -> dict[str, str]:
    rows = Referral.objects.filter(case=case, kind=REFERRALS[LetterKind(kind)])
    if kind == LetterKind.DBS and track is not None:
        # The referral of another person of the case is not this one's.
        rows = rows.filter(dbs_duties__party=track.party_id)
    found = list(rows.order_by("-created_at", "-pk")[:2])
    if not found or (len(found) > 1 and _about_several(case)):
        return {}
    last = found[0]
    return {
        "referral.agency": last.agency, "referral.contact": last.contact, "referral.why": last.why,
        "referral.recorded_on": _day_words(last), "referral.their_reference": last.their_reference,
    }  # fmt: skip


def _about_several(case: Case) -> bool:
    """Where a case has several subjects and referrals, nothing says which is about whom: it is written by hand."""
    return case.parties.filter(role=PartyRole.SUBJECT, removed_at__isnull=True).count() > 1


def _day_words(held: Referral) -> str:
    return clock.date_words(clock.london_date(held.created_at))


def _of_track(track: Track) -> dict[str, str]:
    changes = {one.verb: one for one in track.changes.order_by("pk")}
    opened, threshold = changes.get(OPENED), changes.get(THRESHOLD)
    found = {
        "referral.agency": track.organisation,
        "referral.contact": track.contact,
        "referral.why": track.opened_because,
        "referral.their_reference": track.their_reference,
        "referral.consulted_on": clock.date_words(opened.happened_on) if opened else "",
    }
    if threshold is None:
        return found
    return {
        **found, "referral.tests": "; ".join(threshold.tests_words), "referral.threshold_why": threshold.reason,
        "referral.threshold_on": clock.date_words(threshold.happened_on),
    }  # fmt: skip


def _duty(case: Case, track: Track | None) -> dict[str, str]:
    """The duty about the person whom the letter is of; of none, the only one of the case."""
    rows = case.dbs_duties.filter(party=track.party_id) if track is not None else case.dbs_duties.all()
    found = list(rows.order_by("-opened_at", "-pk")[:2])
    if len(found) != 1:
        return {}
    (duty,) = found
    opened = clock.date_words(clock.london_date(duty.opened_at))
    decided = clock.date_words(clock.london_date(duty.decided_at)) if duty.decided_at else ""
    return {
        "duty.opened_because": duty.opened_because, "duty.opened_on": opened, "duty.reasons": duty.reasons,
        "duty.decided_on": decided,
    }  # fmt: skip
