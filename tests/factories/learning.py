"""Learning reports as far on as a test needs them: begun by Lena, approved by Sam."""

from __future__ import annotations

import io
from typing import Any

from safeguarding.access.models import User
from safeguarding.cases.models import Case
from safeguarding.core import clock
from safeguarding.files import services as files
from safeguarding.learning.models import (
    Bulletin,
    BulletinReport,
    LearningReport,
    ReplyFile,
    SchemeReply,
    SelfAssessment,
)
from tests.cast import Cast
from tests.factories.schemes import tolerated

CLEAN = {
    "issues": "Use of personal social media",
    "overview": "Child A, in her early teens, was sent messages by PCSO B, whom she had met through a scheme.",
    "investigation": "An investigation by the force.",
    "staff_outcomes": "PCSO B was dismissed.",
    "local_recommendations": "Say it plainly in the policy.\n\nTell everybody who works with children.",
    "national_recommendations": "Say it in the standards.",
    "manager_questions": "How do you know that everybody was told?",
}


def a_report(cast: Cast, case: Case, *, number: int = 1, **given: Any) -> LearningReport:
    """A draft in which Lena wrote all sections that are needed."""
    return LearningReport.objects.create(
        **{
            "force_id": case.force_id, "case": case, "reference": f"LR-2026-{number + 500:06d}",
            "title": "Contact through personal accounts", "begun_by": cast.lena, "writers": [cast.lena.pk],
            "sections": dict(CLEAN), **given,
        }
    )  # fmt: skip


def approved(cast: Cast, case: Case, *, number: int = 2, **given: Any) -> LearningReport:
    """One that Sam approved."""
    made = a_report(cast, case, number=number, **given)
    at = {"submitted_by": cast.lena, "submitted_at": clock.now()}
    LearningReport.objects.filter(pk=made.pk).update(status="submitted", **at)
    LearningReport.objects.filter(pk=made.pk).update(status="approved", approved_by=cast.sam, approved_at=clock.now())
    return LearningReport.objects.get(pk=made.pk)


def a_bulletin(cast: Cast, *reports: LearningReport, number: int = 1, **given: Any) -> Bulletin:
    """A draft in which Lena wrote what each of the reports has shown."""
    made = Bulletin.objects.create(
        **{
            "force_id": cast.force.pk, "reference": f"LB-2026-{number + 500:06d}", "title": "What schemes have shown",
            "begun_by": cast.lena, "writers": [cast.lena.pk], "sections": {
                "introduction": "Adults wrote to children.", "lessons": "Say what is meant.",
                **{f"report_{report.pk}": "An adult wrote to a child." for report in reports},
            }, **given,
        }
    )  # fmt: skip
    for number, report in enumerate(reports, 1):
        BulletinReport.objects.create(bulletin=made, report=report, number=number)
    return made


def out(bulletin: Bulletin, cast: Cast) -> Bulletin:
    """The same, approved by Sam."""
    rows = Bulletin.objects.filter(pk=bulletin.pk)
    rows.update(status="submitted", submitted_by=cast.lena, submitted_at=clock.now())
    rows.update(status="approved", approved_by=cast.sam, approved_at=clock.now())
    return rows.get()


def a_reply_file(
    asked: SchemeReply, *, by: User, data: bytes = b"Everybody was told on the first evening"
) -> ReplyFile:
    """A file that shows what a scheme answered to the first question."""
    stored = files.store(io.BytesIO(data), name="register.txt", by=by)
    return ReplyFile.objects.create(reply=asked, question=0, file=stored)


def reports_sent(cast: Cast, report: LearningReport, name: str = "A club that is asked") -> SelfAssessment:
    """Its question, sent to one scheme, which has until today."""
    sent = SelfAssessment.objects.create(
        force_id=report.force_id, report=report, questions=["What was done?"], due_on=clock.today(), sent_by=cast.lena
    )
    SchemeReply.objects.create(assessment=sent, scheme=tolerated(cast, name))
    return sent


def reports(world: Any) -> dict[str, LearningReport | SchemeReply | ReplyFile | Bulletin]:
    """What the world of the walls holds: a draft and an approved report of the case that the Hub works, and a bulletin.

    The bulletin that is written tells of a case that nobody but its grantees sees, too.
    """
    case = Case.objects.get(reference=world.cases["own"].reference)
    done = approved(world.cast, case)
    asked = reports_sent(world.cast, done).replies.get()
    shown = a_reply_file(asked, by=world.cast.cora)
    secret = Case.objects.get(reference=world.cases["restricted"].reference)
    other = approved(world.cast, secret, number=3)
    return {
        "draft": a_report(world.cast, case), "approved": done, "sent": asked, "shown": shown,
        "being_written": a_bulletin(world.cast, done, other),
        "given_out": out(a_bulletin(world.cast, done, other, number=2), world.cast),
    }  # fmt: skip
