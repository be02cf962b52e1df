"""What this app records. Names and birthdays stay in the record itself."""

from safeguarding.audit.choices import Operation
from safeguarding.audit.events import Verb, declare

VERBS = (
    Verb("person.added", "{actor} put {object} on record.", Operation.COLLECTION),
    Verb("person.linked", "{actor} changed who signs in as, or who manages, {object}."),
    Verb("person.edited", "{actor} changed who the record says {object} is."),
    Verb("person.staff_edited", "{actor} changed who the staff record of {object} says they are."),
    Verb("person.placed", "{actor} gave {object} a part in a scheme.", Operation.COLLECTION),
    Verb("person.placement_ended", "{actor} ended the part of {object} in a scheme."),
    Verb("person.placement_corrected", "{actor} put right the part of {object} in a scheme."),
    Verb("person.placement_struck", "{actor} struck out a part of {object} in a scheme: it was entered in error."),
    Verb("person.carer_added", "{actor} recorded a carer of {object}.", Operation.COLLECTION),
    Verb("person.carer_changed", "{actor} changed what is recorded of a carer of {object}."),
    Verb("person.carer_ended", "{actor} recorded that a carer of {object} no longer is one."),
    Verb("person.consent_recorded", "{actor} recorded an answer to a question of consent about {object}.",
         Operation.COLLECTION),
    Verb("person.consent_withdrawn", "{actor} recorded that consent about {object} was withdrawn."),
    Verb("person.need_added", "{actor} recorded what staff need to know of {object}.", Operation.COLLECTION),
    Verb("person.need_changed", "{actor} changed what staff need to know of {object}."),
    Verb("person.need_ended", "{actor} ended something staff needed to know of {object}."),
    Verb("person.wish_heard", "{actor} wrote down what {object} wants.", Operation.COLLECTION),
    Verb("person.wish_answered", "{actor} recorded what was done about a wish of {object}."),
    Verb("person.post_added", "{actor} recorded a post of {object}.", Operation.COLLECTION),
    Verb("person.post_changed", "{actor} changed what is recorded of a post of {object}."),
    Verb("person.post_ended", "{actor} recorded that {object} left a post."),
)  # fmt: skip


def declare_all() -> None:
    """Make this app's verbs known (called once, when the application starts)."""
    declare(*VERBS)
