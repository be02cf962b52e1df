"""Keeping policies, asking people to read them, and recording that they did."""

from safeguarding.guidance.services.campaigns import (
    CampaignDetails,
    close_campaign,
    edit_campaign,
    open_campaign,
    prepare_campaign,
)
from safeguarding.guidance.services.documents import DocumentDetails, add_document, edit_document
from safeguarding.guidance.services.groups import join_group, leave_group
from safeguarding.guidance.services.reading import Outcome, Paper, acknowledge, record_many_on_paper, record_on_paper
from safeguarding.guidance.services.talks import Talk, record_talk
from safeguarding.guidance.services.telling import tell_waiting
from safeguarding.guidance.services.versions import (
    Publication,
    VersionDetails,
    draft_version,
    edit_version,
    publish,
    withdraw,
)

__all__ = [
    "CampaignDetails", "DocumentDetails", "Outcome", "Paper", "Publication", "Talk", "VersionDetails", "acknowledge",
    "add_document", "close_campaign", "draft_version", "edit_campaign", "edit_document", "edit_version", "join_group",
    "leave_group", "open_campaign", "prepare_campaign", "publish", "record_many_on_paper", "record_on_paper",
    "record_talk", "tell_waiting", "withdraw",
]  # fmt: skip
