"""Telling people."""

from __future__ import annotations

from collections.abc import Iterable

from safeguarding.access.models import User
from safeguarding.notices.models import Notice


def tell(
    *,
    recipients: Iterable[User],
    key: str,
    title: str,
    body: str = "",
    url: str = "",
    subject_type: str = "",
    subject_id: int | None = None,
    urgent: bool = False,
) -> None:
    """Tell each person once: in the application now, by email (naming nobody) when the next pass runs."""
    Notice.objects.bulk_create(
        [
            Notice(
                recipient=person, key=key, title=title, body=body, url=url, subject_type=subject_type,
                subject_id=subject_id, is_urgent=urgent,
            )
            for person in recipients
        ],
        ignore_conflicts=True,
    )  # fmt: skip
