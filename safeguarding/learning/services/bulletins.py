"""A bulletin is begun from several approved reports, with what each of them has shown."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from safeguarding.access.choices import Permission
from safeguarding.access.models import User
from safeguarding.access.policies import require_permission
from safeguarding.audit.services import record
from safeguarding.core.errors import Invalid
from safeguarding.core.services import next_reference
from safeguarding.learning import policies
from safeguarding.learning.choices import FEWEST_REPORTS, LONGEST_TITLE, MOST_REPORTS
from safeguarding.learning.models import Bulletin, BulletinReport, LearningReport
from safeguarding.learning.selectors.building import bulletin_sections
from safeguarding.learning.selectors.choosing import for_bulletin


@transaction.atomic
def begin_bulletin(reports: Iterable[int], *, title: str, by: User) -> Bulletin:
    """Begin a bulletin of approved reports, in the order in which they are named, by who reads all their cases."""
    if not by.is_system:
        require_permission(by, Permission.WRITE_LEARNING)
    wanted = list(dict.fromkeys(reports))
    known = for_bulletin(by).in_bulk(wanted)
    _require(title, wanted, known)
    chosen = [known[pk] for pk in wanted]
    made = Bulletin(
        force_id=chosen[0].force_id, title=title.strip()[:LONGEST_TITLE], begun_by=by, writers=[by.pk],
        sections=bulletin_sections(chosen),
    )  # fmt: skip
    made.reference = next_reference("LB")
    made.save()
    BulletinReport.objects.bulk_create(
        BulletinReport(bulletin=made, report=report, number=number) for number, report in enumerate(chosen, 1)
    )
    policies.require_writing_in(by, made)
    record("learning.bulletin_begun", by=by, obj=made, data={"count": len(chosen)})
    return made


def _require(title: str, wanted: list[int], known: dict[int, LearningReport]) -> None:
    errors: dict[str, list[str]] = {}
    if not title.strip():
        errors["title"] = ["Enter what the bulletin is about, without names"]
    if any(pk not in known for pk in wanted):
        errors["reports"] = ["Choose reports that are approved and whose cases you read"]
    elif not FEWEST_REPORTS <= len(wanted) <= MOST_REPORTS:
        errors["reports"] = [f"Choose {FEWEST_REPORTS} to {MOST_REPORTS} reports"]
    if errors:
        raise Invalid(errors)
