"""Whose part in a case keeps it from them."""

from safeguarding.cases.choices import PartyRole

#: Whoever is one of these in a case does not see it, whatever else they hold.
IN_CONFLICT_ROLES = (PartyRole.SUBJECT, PartyRole.COMPLAINANT, PartyRole.WITNESS, PartyRole.ASSOCIATE)
