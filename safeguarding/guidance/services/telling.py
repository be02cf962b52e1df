"""Telling people that a policy waits to be read: at opening, every few days, and around the day it is due.

Safe to run twice, at once, and to be killed anywhere: what somebody is told has a key that they are told once, and all
notices of a campaign are written in one transaction.
"""

from __future__ import annotations

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.core import clock
from safeguarding.guidance import rules
from safeguarding.guidance.choices import VersionStatus
from safeguarding.guidance.models import Campaign
from safeguarding.guidance.selectors.coverage import reach
from safeguarding.notices.models import Notice
from safeguarding.notices.services import tell

SUBJECT = "policyversion"


def tell_waiting() -> int:
    """Tell everybody of the newest occasion that has come, of each open campaign; returns how many were told."""
    told = 0
    for pk in Campaign.objects.open().order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            rows = Campaign.objects.open().select_related("policy_version__document")
            campaign = rows.select_for_update(of=("self",), no_key=True, skip_locked=True).filter(pk=pk).first()
            told += tell_campaign(campaign) if campaign else 0
    return told


def tell_campaign(campaign: Campaign) -> int:
    """Tell whom a campaign asks and who has not acknowledged, unless they were told of this occasion already."""
    today = clock.today()
    if campaign.opened_on is None or campaign.policy_version.status != VersionStatus.IN_FORCE:
        return 0
    now = rules.occasion(
        opened_on=campaign.opened_on, due_on=campaign.due_on, remind_days=campaign.remind_days, today=today
    )
    if now is None:
        return 0
    _, everybody, done = reach(campaign, day=today)
    key = f"policy:{campaign.pk}:{now.key}"
    waiting = User.objects.filter(person__in=everybody - done, is_active=True, is_system=False)
    recipients = list(waiting.exclude(pk__in=Notice.objects.filter(key=key).values("recipient_id")))
    version = campaign.policy_version
    tell(
        recipients=recipients, key=key, url=version.get_absolute_url(), subject_type=SUBJECT, subject_id=version.pk,
        title=rules.told(title=version.document.title, due_on=campaign.due_on, today=today)[:200],
        urgent=campaign.due_on < today,
    )  # fmt: skip
    return len(recipients)
