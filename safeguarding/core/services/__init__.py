"""What every app's services are built from: references, writes that overwrite nobody, and work that waits."""

from safeguarding.core.services.rows import differing, lock_fresh, next_reference, save_fields

__all__ = ["differing", "lock_fresh", "next_reference", "save_fields"]
