"""People once each: young people, staff and other adults; their parts in schemes; what goes with a young person."""

from safeguarding.people.models.contacts import Carer, LastDigits, MailboxName
from safeguarding.people.models.merged import OldestMerged
from safeguarding.people.models.person import Person
from safeguarding.people.models.placements import Placement, StaffRole
from safeguarding.people.models.welfare import Consent, Need, Wish

__all__ = [
    "Carer", "Consent", "LastDigits", "MailboxName", "Need", "OldestMerged", "Person", "Placement", "StaffRole", "Wish",
]  # fmt: skip
