"""What this app records: ids and numbers, never a name."""

from safeguarding.audit.choices import Operation
from safeguarding.audit.events import Verb, declare

VERBS = (
    Verb("person.pair_settled", "{actor} found that two likely duplicates of {object} are two people"),
    Verb("merge.proposed", "{actor} proposed to merge two records as one person’s: {object}", Operation.COMBINATION),
    Verb("merge.approved", "{actor} approved {object}: {moved} links were moved", Operation.COMBINATION),
    Verb("merge.refused", "{actor} refused {object}", Operation.COMBINATION),
    Verb("merge.barred", "{actor} could not approve {object}: something that they may not see stands against it",
         Operation.COMBINATION),
    Verb("merge.undone", "{actor} undid {object}: {put_back} links were put back", Operation.COMBINATION),
    Verb("merge.late_links", "{actor} moved links that came while records were being merged: {object}",
         Operation.COMBINATION),
)  # fmt: skip


def declare_all() -> None:
    """Make this app's verbs known (called once, when the application starts)."""
    declare(*VERBS)
