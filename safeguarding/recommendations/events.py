"""What is recorded of recommendations."""

from safeguarding.audit.choices import Operation
from safeguarding.audit.events import Verb, declare

VERBS = (
    Verb("recommendation.recorded", "{actor} put {object} on record", Operation.COLLECTION),
    Verb("recommendation.edited", "{actor} changed the {fields} of {object}"),
    Verb("recommendation.released", "{actor} put {object} on the board of the force"),
    Verb("recommendation.assigned", "{actor} gave {object} to somebody"),
    Verb("recommendation.drafted", "{actor} wrote the answer to {object}: {position}"),
    Verb("recommendation.approved", "{actor} approved the answer to {object} as {approved_as}"),
    Verb("recommendation.sent_back", "{actor} sent the answer to {object} back"),
    Verb("recommendation.sent", "{actor} recorded that the answer to {object} was sent on {on}", Operation.DISCLOSURE),
    Verb("recommendation.published", "{actor} recorded the publication of the answer to {object}"),
    Verb("recommendation.answered", "{actor} recorded what the addressee of {object} answered: {position}"),
    Verb("recommendation.begun", "{actor} began to have {object} carried out"),
    Verb("recommendation.evidenced", "{actor} said that {object} is carried out"),
    Verb("recommendation.verified", "{actor} verified {object}"),
    Verb("recommendation.doubted", "{actor} did not find that {object} is carried out"),
    Verb("recommendation.closed", "{actor} closed {object}"),
    Verb("recommendation.looked_at", "{actor} looked at the refusal of {object} again: {outcome}"),
    Verb("recommendation.extension_asked", "{actor} asked for more time for {object}"),
    Verb("recommendation.extension_answered", "{actor} recorded whether there is more time for {object}: {outcome}"),
    Verb("recommendation.review_begun", "{actor} recorded that {object} is under judicial review"),
    Verb("recommendation.review_ended", "{actor} recorded that the judicial review of {object} ended"),
    Verb("recommendation.action_added", "{actor} gave somebody something to do about {object}"),
    Verb("recommendation.action_done", "{actor} recorded that something was done about {object}"),
    Verb("recommendation.action_given", "{actor} gave something that is to be done about {object} to somebody else"),
    Verb("recommendation.action_dropped", "{actor} dropped something that was to be done about {object}"),
    Verb("recommendation.audience_added", "{actor} added an audience to {object}"),
    Verb("recommendation.audience_changed", "{actor} changed an audience of {object}"),
    Verb("recommendation.audience_told", "{actor} recorded that an audience of {object} was told"),
    Verb("recommendation.audience_reached", "{actor} found that an audience of {object} is reached"),
    Verb("recommendations.exported", "{actor} exported {count} recommendations", Operation.DISCLOSURE),
    Verb(
        "recommendations.given_out", "{actor} gave {count} recommendations to {recipient}", Operation.DISCLOSURE
    ),
)  # fmt: skip


def declare_all() -> None:
    """Make this app's verbs known (called once, when the application starts)."""
    declare(*VERBS)
