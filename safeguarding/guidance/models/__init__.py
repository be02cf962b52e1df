"""Policies and their versions; the campaigns that ask people to read them; who acknowledged what."""

from safeguarding.guidance.models.campaigns import AudienceTag, Campaign, CampaignAudience
from safeguarding.guidance.models.documents import PolicyDocument, PolicyVersion
from safeguarding.guidance.models.reading import Acknowledgement, Answer

__all__ = [
    "Acknowledgement", "Answer", "AudienceTag", "Campaign", "CampaignAudience", "PolicyDocument", "PolicyVersion",
]  # fmt: skip
