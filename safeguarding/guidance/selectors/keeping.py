"""What keepers see first: each policy, the version in force, and how far the campaigns for it have come."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q

from safeguarding.access.models import User
from safeguarding.core import clock
from safeguarding.guidance.choices import VersionStatus
from safeguarding.guidance.models import Acknowledgement, Campaign, PolicyDocument, PolicyVersion
from safeguarding.guidance.rules import Audience, reached_by
from safeguarding.guidance.selectors.adults import adults_of


@dataclass(frozen=True)
class Kept:
    """A policy, its version in force if there is one, and how many were asked to read that and did."""

    document: PolicyDocument
    policy_version: PolicyVersion | None
    has_draft: bool
    asked: int = 0
    done: int = 0
    outside: int = 0
    outside_done: int = 0

    @property
    def outside_missing(self) -> int:
        return self.outside - self.outside_done


def kept_by(user: User) -> list[Kept]:
    """The policies that the user sees, by title. A fixed number of reads, however many they are."""
    documents = list(PolicyDocument.objects.visible_to(user).order_by("title", "pk"))
    if not documents:
        return []
    versions = PolicyVersion.objects.visible_to(user).filter(document__in=documents)
    now = list(versions.filter(Q(status=VersionStatus.IN_FORCE) | Q(published_at=None)))
    in_force = {one.document_id: one for one in now if one.status == VersionStatus.IN_FORCE}
    drafts = {one.document_id for one in now if one.published_at is None}
    ids = [one.pk for one in in_force.values()]
    asking: dict[int, list[Audience]] = defaultdict(list)
    campaigns = Campaign.objects.filter(policy_version__in=ids, opened_on__isnull=False)
    for campaign in campaigns.prefetch_related("audiences"):
        asking[campaign.policy_version_id] += [one.audience for one in campaign.audiences.all()]
    done: dict[int, set[int]] = defaultdict(set)
    rows = Acknowledgement.objects.filter(policy_version__in=ids).values_list("policy_version_id", "person_id")
    for version_id, person_id in rows:
        done[version_id].add(person_id)
    adults = adults_of(documents[0].force_id, day=clock.today())
    outside = {adult.person_id for adult in adults if adult.is_outside_official}
    found = []
    for document in documents:
        version = in_force.get(document.pk)
        pk = version.pk if version else 0
        asked = {adult.person_id for adult in reached_by(adults, asking[pk])}
        found.append(Kept(
            document, version, document.pk in drafts, len(asked), len(asked & done[pk]), len(outside),
            len(outside & done[pk]),
        ))  # fmt: skip
    return found
