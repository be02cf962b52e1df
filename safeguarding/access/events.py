"""What this app records. No child and no subject of a case is in it; people are told by number, roles by name."""

from safeguarding.audit.choices import Operation
from safeguarding.audit.events import Verb, declare

VERBS = (
    Verb("user.created", "{actor} opened the account of {object}", Operation.COLLECTION),
    Verb("user.changed", "{actor} changed the account of {object}: {fields}"),
    Verb("user.deactivated", "{actor} closed the account of {object}"),
    Verb("user.reactivated", "{actor} opened the account of {object} again"),
    Verb("user.signed_in", "{actor} signed in", Operation.CONSULTATION),
    Verb("role.assigned", "{actor} gave user {user} the role {role} in {unit}"),
    Verb("role.changed", "{actor} changed from when until when user {user} has the role {role} in {unit}"),
    Verb("role.ended", "{actor} ended the role {role} of user {user} in {unit}"),
    Verb("force.created", "{actor} set up the force {name}", Operation.COLLECTION),
    Verb("force.changed", "{actor} changed the force {name}"),
    Verb("unit.created", "{actor} added the unit {name}", Operation.COLLECTION),
    Verb("unit.changed", "{actor} changed the unit {name}"),
    Verb("token.created", "{actor} made a key to the API, {scopes}, valid until {until}", Operation.COLLECTION),
    Verb("token.revoked", "{actor} revoked a key to the API"),
    Verb("activity.searched", "{actor} looked through the record of activity", Operation.CONSULTATION, ("asked",)),
)


def declare_all() -> None:
    """Make this app's verbs known (called once, when the application starts)."""
    declare(*VERBS)
