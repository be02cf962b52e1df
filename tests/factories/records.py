"""Cases whose years are over, held ones, and disposals as far on as a test needs them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from safeguarding.access.models import User
from safeguarding.cases.models import Case, CaseParty, ChronologyEntry
from safeguarding.cases.services.access import rebuild_access
from safeguarding.conversations.models import Message
from safeguarding.conversations.services import looking
from safeguarding.conversations.services.noting import to_chronology
from safeguarding.core import clock
from safeguarding.learning.models import Bulletin, LearningReport, SelfAssessment
from safeguarding.letters.models import HearingBundle, HearingVersion
from safeguarding.letters.services import papers
from safeguarding.people.models import Person
from safeguarding.recommendations.models import Recommendation
from safeguarding.records import services
from safeguarding.records.models import Disposal, LegalHold, RetentionReview, RetentionRule
from safeguarding.subject_access.models import AccessRequest
from tests.cast import Cast, fresh
from tests.factories import learning, subject_access
from tests.factories.bundles import a_bundle, made
from tests.factories.casework import opened
from tests.factories.evidence import a_file, an_exhibit
from tests.factories.exports import instagram, read
from tests.factories.investigations import put_investigation
from tests.factories.letters import a_letter
from tests.factories.recommendations import recorded
from tests.factories.tracks import a_track

#: A made-up word that stands in everything of a case that is full of it.
WORD = "zebrafinch"

TO_CLOSED = ("assessing", "active", "awaiting_outcome", "closed")


def long_closed(case: Case, *, years: int = 40) -> Case:
    """The case as if it had been closed so many years ago, with everybody in it born long before."""
    Person.objects.filter(case_parties__case=case).update(date_of_birth=dt.date(1950, 3, 4))
    at = clock.now() - dt.timedelta(days=366 * years)
    for stage in TO_CLOSED:
        Case.objects.filter(pk=case.pk).update(stage=stage, **({"closed_at": at} if stage == "closed" else {}))
    held = Case.objects.get(pk=case.pk)
    rebuild_access(held)
    return held


def an_old_case(cast: Cast, **concern: Any) -> Case:
    """A case of Lena's, supervised by Sam, whose years are over."""
    return long_closed(opened(cast, **concern))


def due(case: Case, by: User) -> RetentionReview:
    services.find_due(by=by)
    return RetentionReview.objects.get(case=case, status="due")


def proposed(cast: Cast, case: Case, **given: Any) -> Disposal:
    """Put up for disposal by Lena."""
    return services.propose(case, reason="Its years are over.", by=fresh(cast.lena), **given)


def a_hold(cast: Cast, case: Case) -> LegalHold:
    return services.put_on_hold(case, authority="Public inquiry", reason="It asked for all of it.", by=fresh(cast.lena))


def records_of(case: Case) -> dict[str, Any]:
    """What the world of the walls holds of a case: a hold, a review that is due, a disposal that waits, a rule."""
    by, day = case.owner, clock.today()
    of_case = {"force": case.force, "case": case}
    rule = {"rule_key": "general", "rule_version": 1, "keep_until": day}
    return {
        "legal_hold": LegalHold.objects.create(**of_case, authority="A court", reason="It asked", put_on_by=by),
        "retention_review": RetentionReview.objects.create(**of_case, **rule, due_on=day),
        "disposal": Disposal.objects.create(
            **of_case, **rule, reference=f"DR-2026-{case.pk:06d}", rule_source="Source", opened_on=day, closed_on=day,
            reason="Its years are over", proposed_by=by,
        ),
        "retention_rule": RetentionRule.objects.create(
            force=case.force, key="general", number=case.pk + 1, years=7, review_every=5, effective_from=day,
            source="Ours", reason="Longer", set_by=by,
        ),
    }  # fmt: skip


def a_full_case(cast: Cast) -> Case:
    """A case full of a made-up word: what was told, written and handed in, its tracks, what tells of it elsewhere."""
    lena = fresh(cast.lena)
    case = opened(cast, what_happened=f"{WORD} by the gate", handles=f"@{WORD}")
    Case.objects.filter(pk=case.pk).update(title=f"About {WORD}", situation=WORD, safety_plan=WORD)
    only_here = Person.objects.create(
        force=cast.force, unit=cast.hub, kind="adult", given_name=WORD, family_name="Witness", created_by=lena
    )
    party = CaseParty.objects.create(
        case=case, role="witness", label="Witness A", person=only_here, kind="adult", description=WORD, added_by=lena
    )
    ChronologyEntry.objects.create(
        case=case, kind="event", text=f"They met {WORD}", happened_at=clock.now(), recorded_at=clock.now(), author=lena,
        precision="exact",
    )  # fmt: skip
    a_file(an_exhibit(case, description=WORD, reference="JB/2"), name=f"{WORD}.txt", data=WORD.encode())
    talk = [(f"carl.{WORD}", f"You are pretty {WORD}", clock.now()), ("ann_a", f"ok {WORD}", clock.now())]
    export = read(case, lena, instagram(talk, people=(f"carl.{WORD}", "ann_a")), f"{WORD}.json")
    looking.look_through(export=export)
    first = Message.objects.filter(export=export).order_by("pk").first()
    assert first is not None
    to_chronology(case=case, message=first, by=lena)
    made(a_bundle(export, lena, positions=(1, 2)), lena)
    a_letter(case, lena, title=WORD)
    a_track(fresh(cast.sam), case, "lado", reason=f"He met {WORD}", party=party)
    _heard(cast, case, party)
    _told_elsewhere(cast, case)
    _asked_for(cast, case)
    return long_closed(Case.objects.get(pk=case.pk))


def _heard(cast: Cast, case: Case, party: CaseParty) -> None:
    """An investigation, and a hearing bundle with its file."""
    lena, track = fresh(cast.lena), put_investigation(case, party).track
    bundle = HearingBundle.objects.create(case=case, track=track, number=1, title=WORD, begun_by=lena)
    pdf = papers.sealed(WORD.encode(), name=f"{WORD}.pdf", by=lena)
    HearingVersion.objects.create(
        bundle=bundle, number=1, status="made", asked_by=lena, asked={"title": WORD, "parts": []}, file=pdf,
        sha256=pdf.sha256, pages=1, made_at=clock.now(), found=[{"words": WORD, "blocks": False}],
    )  # fmt: skip


def _told_elsewhere(cast: Cast, case: Case) -> None:
    """Reports, bulletins and recommendations: each as a draft full of the word, and given out without it."""
    learning.a_report(cast, case, title=WORD)
    kept = learning.approved(cast, case, number=3, title=WORD)
    LearningReport.objects.filter(pk=kept.pk).update(title="Own accounts")
    kept.refresh_from_db()
    learning.a_bulletin(cast, kept, title=WORD, sections={"introduction": WORD, f"report_{kept.pk}": WORD})
    out = learning.a_bulletin(cast, kept, number=2, title=WORD)
    Bulletin.objects.filter(pk=out.pk).update(title="What schemes have shown")
    learning.out(out, cast)
    taken_back = learning.approved(cast, case, number=4)
    for report, question in ((kept, "What was done?"), (taken_back, WORD)):
        SelfAssessment.objects.create(
            force=case.force, report=report, questions=[question], due_on=clock.today(), sent_by=cast.lena
        )
    LearningReport.objects.filter(pk=taken_back.pk).update(
        status="withdrawn", withdrawn_by=cast.lena, withdrawn_at=clock.now(), withdrawn_because=WORD
    )
    draft, released = recorded(cast, case=case), recorded(cast, case=case)
    for one in (draft, released):
        Recommendation.objects.filter(pk=one.pk).update(text=WORD)
    Recommendation.objects.filter(pk=released.pk).update(text="Say it plainly.")
    Recommendation.objects.filter(pk=released.pk).update(released_at=clock.now(), released_by=cast.lena)


def _asked_for(cast: Cast, case: Case) -> AccessRequest:
    """The file of somebody in the case, gathered, answered, approved, its document made."""
    asked = subject_access.gathered(cast, cast.people["ann"])
    subject_access.services.answer_words(
        asked, words=f"met {WORD}", stays=False, reason=f"Of {WORD}", by=fresh(cast.sam)
    )
    return subject_access.approve_all(cast, asked)
