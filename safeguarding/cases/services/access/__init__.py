"""Giving and taking away sight of a case. The access list is kept here, in the transaction of the act."""

from safeguarding.cases.services.access.access_list import Differences, case_grants, rebuild_access, rebuild_many
from safeguarding.cases.services.access.conflicts import (
    managers_of,
    managers_of_each,
    rebuild_concern_conflicts,
    rebuild_conflicts,
)
from safeguarding.cases.services.access.declaring import declare_conflict, withdraw_conflict
from safeguarding.cases.services.access.emergency import (
    BREAK_GLASS_MINUTES,
    IDENTIFY_MINUTES,
    break_glass,
    identify,
    open_in_emergency,
    review_break_glass,
)
from safeguarding.cases.services.access.grants import drop_grant, grant, put_grant, require_may_be_named, revoke
from safeguarding.cases.services.access.nightly import RebuildReport, rebuild_access_lists
from safeguarding.cases.services.access.watchers import tell_watchers

__all__ = [
    "BREAK_GLASS_MINUTES",
    "IDENTIFY_MINUTES",
    "Differences",
    "RebuildReport",
    "break_glass",
    "case_grants",
    "declare_conflict",
    "drop_grant",
    "grant",
    "identify",
    "managers_of",
    "managers_of_each",
    "open_in_emergency",
    "put_grant",
    "rebuild_access",
    "rebuild_access_lists",
    "rebuild_concern_conflicts",
    "rebuild_conflicts",
    "rebuild_many",
    "require_may_be_named",
    "review_break_glass",
    "revoke",
    "tell_watchers",
    "withdraw_conflict",
]
