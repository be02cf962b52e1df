"""Where an account, an authorisation and a contact may stand next."""

from __future__ import annotations

from safeguarding.communications.choices import AccountStatus as A
from safeguarding.communications.choices import AuthorisationStatus as W
from safeguarding.communications.choices import ContactStatus as C
from safeguarding.core.errors import Conflict

#: A revoked account never comes back by itself: it is proposed again, with new passwords and a new approval.
NEXT: dict[str, tuple[str, ...]] = {
    A.PROPOSED: (A.APPROVED, A.REFUSED, A.REVOKED),
    A.APPROVED: (A.SUSPENDED, A.REVOKED),
    A.SUSPENDED: (A.APPROVED, A.REVOKED),
    A.REFUSED: (A.PROPOSED,),
    A.REVOKED: (A.PROPOSED,),
    A.KNOWN: (A.PROPOSED,),
}
EDGES = tuple((source, target) for source, targets in NEXT.items() for target in targets)
NEXT_OF_AUTHORISATION: dict[str, tuple[str, ...]] = {
    W.REQUESTED: (W.APPROVED, W.REFUSED, W.WITHDRAWN),
    W.APPROVED: (W.ENDED,),
    W.REFUSED: (),
    W.ENDED: (),
    W.WITHDRAWN: (),
}
AUTHORISATION_EDGES = tuple((source, target) for source, targets in NEXT_OF_AUTHORISATION.items() for target in targets)
#: What took place cannot be undone, and a plan that was given up is planned anew.
NEXT_OF_CONTACT: dict[str, tuple[str, ...]] = {C.PLANNED: (C.HAPPENED, C.WITHDRAWN), C.HAPPENED: (), C.WITHDRAWN: ()}
CONTACT_EDGES = tuple((source, target) for source, targets in NEXT_OF_CONTACT.items() for target in targets)


def require_next(status: str, wanted: str) -> None:
    """Raises Conflict when an account that stands there cannot go where it is wanted."""
    if wanted not in NEXT.get(status, ()):
        now, then = A(status).label.lower(), A(wanted).label.lower()
        raise Conflict(f"This account is {now}: it cannot become {then}.")


def require_next_of_authorisation(status: str, wanted: str) -> None:
    """Raises Conflict when an authorisation that stands there cannot go where it is wanted."""
    if wanted not in NEXT_OF_AUTHORISATION.get(status, ()):
        now, then = W(status).label.lower(), W(wanted).label.lower()
        raise Conflict(f"This request is {now}: it cannot become {then}.")


_STANDS: dict[str, str] = {C.HAPPENED: "It took place already.", C.WITHDRAWN: "This plan was withdrawn."}


def require_plan(status: str) -> None:
    """Raises Conflict unless the contact is still a plan, which may be changed, withdrawn, or take place."""
    if not NEXT_OF_CONTACT[status]:
        raise Conflict(_STANDS[status])
