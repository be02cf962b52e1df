"""What is recorded of policies."""

from safeguarding.audit.choices import Operation
from safeguarding.audit.events import Verb, declare

VERBS = (
    Verb("policy.added", "{actor} put {object} on record"),
    Verb("policy.edited", "{actor} changed the {fields} of {object}"),
    Verb("policy.drafted", "{actor} wrote version {number} of {object}"),
    Verb("policy.redrafted", "{actor} changed the draft of version {number} of {object}"),
    Verb("policy.published", "{actor} published version {number} of {object}"),
    Verb("policy.superseded", "{actor} replaced version {number} of {object}"),
    Verb("policy.withdrawn", "{actor} withdrew version {number} of {object}"),
    Verb("policy.campaign_prepared", "{actor} prepared a campaign for {object}"),
    Verb("policy.campaign_changed", "{actor} changed a campaign for {object}"),
    Verb("policy.campaign_opened", "{actor} opened a campaign for {object}, which reaches {count}"),
    Verb("policy.campaign_closed", "{actor} closed a campaign for {object}"),
    Verb("policy.answered", "{actor} answered the question on {object}"),
    Verb("policy.acknowledged", "{actor} acknowledged version {number} of {object}"),
    Verb("policy.acknowledged_on_paper", "{actor} recorded that somebody acknowledged {object} on paper"),
    Verb("policy.talked", "{actor} recorded that somebody was talked with about version {number} of {object}"),
    Verb(
        "policy.coverage_exported",
        "{actor} exported who has not acknowledged a policy, {count} lines ({as})",
        Operation.DISCLOSURE,
    ),
    Verb("audience.joined", "{actor} put {object} into a group that policies are sent to"),
    Verb("audience.left", "{actor} took {object} out of a group that policies are sent to"),
)


def declare_all() -> None:
    """Make this app's verbs known (called once, when the application starts)."""
    declare(*VERBS)
