"""What is known of a file that was handed in."""

from __future__ import annotations

from django.db import models


class ScanStatus(models.TextChoices):
    WAITING = "waiting", "Held until it is scanned"
    CLEAN = "clean", "Scanned: nothing found"
    NOT_SCANNED = "not_scanned", "Not scanned: no scanner is set up"
    REFUSED = "refused", "Held: the scanner found something"
    DESTROYED = "destroyed", "Removed: what it held was destroyed"


#: A file may be opened at these; at the others it is held, and nobody opens it.
OPENED = (ScanStatus.CLEAN, ScanStatus.NOT_SCANNED)
