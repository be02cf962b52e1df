"""Policies and their versions; campaigns that ask people to read them; who acknowledged what, who was talked with."""

from safeguarding.guidance.models.campaigns import AudienceTag, Campaign, CampaignAudience
from safeguarding.guidance.models.documents import PolicyDocument, PolicyVersion
from safeguarding.guidance.models.reading import Acknowledgement, Answer
from safeguarding.guidance.models.talks import PolicyTalk

__all__ = [
    "Acknowledgement", "Answer", "AudienceTag", "Campaign", "CampaignAudience", "PolicyDocument", "PolicyTalk",
    "PolicyVersion",
]  # fmt: skip
