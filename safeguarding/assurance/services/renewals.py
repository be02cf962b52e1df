"""The clock of something that runs out: started when it is recorded, met when it is renewed."""

from __future__ import annotations

from safeguarding.access.models import User
from safeguarding.access.selectors import who_sees_to_it
from safeguarding.assurance.models import Credential
from safeguarding.core import clock
from safeguarding.deadlines.models import Deadline
from safeguarding.deadlines.services import meet, start

RENEWAL = "credential_renewal"


def follow(credential: Credential, *, by: User) -> None:
    """Whatever was to be renewed has been; what runs out is to be renewed by then."""
    for running in running_renewals(credential):
        meet(running, by=by)
    subject = credential.subject
    if credential.expires_on is None or credential.expires_on < clock.today():
        return
    start(
        RENEWAL, subject_type="credential", subject_id=credential.pk, subject_label=f"Requirement {credential.pk}",
        force=subject.force, unit=subject.unit, owner=who_sees_to_it(subject, by), start_at=clock.now(),
        start_why="It was recorded", by=by, due_on=credential.expires_on,
    )  # fmt: skip


def running_renewals(credential: Credential) -> list[Deadline]:
    same = Credential.objects.filter(
        requirement=credential.requirement, person=credential.person, scheme=credential.scheme
    )
    found = Deadline.objects.filter(subject_type="credential", subject_id__in=same.values("pk")).running()
    return list(found.order_by("pk"))
