"""How a likely pair and a proposal to merge stand."""

from django.db import models


class PairStatus(models.TextChoices):
    WAITING = "waiting", "Waiting"
    DIFFERENT = "different", "Two different people"


class MergeStatus(models.TextChoices):
    PROPOSED = "proposed", "Proposed"
    APPROVED = "approved", "Merged"
    REFUSED = "refused", "Refused"
    UNDONE = "undone", "Undone"


class MoveKind(models.TextChoices):
    MOVED = "moved", "Moved to the record that is kept"
    LEFT = "left", "Left, because the record that is kept has the same"
    LATE = "late", "Linked while the two were being merged, and moved after"
