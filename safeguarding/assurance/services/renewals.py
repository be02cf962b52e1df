"""The clock of something that runs out: started when it is recorded, met when it is renewed."""

from __future__ import annotations

from collections.abc import Sequence

from safeguarding.access.models import User
from safeguarding.access.selectors import who_sees_to_it
from safeguarding.assurance.models import Credential
from safeguarding.core import clock
from safeguarding.deadlines.models import Deadline
from safeguarding.deadlines.services import NewClock, meet_many, start_many

RENEWAL = "credential_renewal"


def follow(credentials: Sequence[Credential], *, by: User) -> None:
    """Whatever was to be renewed has been; what runs out is to be renewed by then. No two of the same for anybody."""
    meet_many([running.pk for running in running_renewals(credentials)], by=by)
    today = clock.today()
    lasting = [one for one in credentials if one.expires_on is not None and one.expires_on >= today]
    start_many(
        RENEWAL, [_clock(one, by) for one in lasting], subject_type="credential", start_why="It was recorded", by=by
    )


def _clock(credential: Credential, by: User) -> NewClock:
    subject = credential.subject
    return NewClock(
        credential.pk, f"Requirement {credential.pk}", subject.force_id, subject.unit_id,
        owner=who_sees_to_it(subject, by), due_on=credential.expires_on,
    )  # fmt: skip


def running_renewals(credentials: Sequence[Credential]) -> list[Deadline]:
    """The clocks that run for the same requirement of the same person or scheme as one of these."""
    wanted = {_whose(one) for one in credentials}
    same = Credential.objects.filter(requirement__in={one.requirement_id for one in credentials})
    people = {one.person_id for one in credentials if one.person_id}
    schemes = {one.scheme_id for one in credentials if one.scheme_id}
    there = [
        *(same.filter(person__in=people).only("requirement", "person", "scheme") if people else ()),
        *(same.filter(scheme__in=schemes).only("requirement", "person", "scheme") if schemes else ()),
    ]
    ids = [one.pk for one in there if _whose(one) in wanted]
    return list(Deadline.objects.filter(subject_type="credential", subject_id__in=ids).running().order_by("pk"))


def _whose(credential: Credential) -> tuple[int, int | None, int | None]:
    return credential.requirement_id, credential.person_id, credential.scheme_id
