"""Email that says that something waits, and nothing else: no name, no reference, no detail."""

from __future__ import annotations

import datetime as dt
import logging

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.urls import reverse

from safeguarding.core import clock
from safeguarding.notices.models import Notice
from safeguarding.reminders.choices import EMAIL_WAITS

logger = logging.getLogger(__name__)

SUBJECT = "Something needs your attention"
URGENT_SUBJECT = "Something needs your attention today"
BODY = """Something in {service} needs your attention.

Sign in to see what it is: {url}

This message does not say what it is about, and it cannot be answered.
"""


def send_waiting() -> int:
    """Send every email that waits, one transaction each; returns how many went out."""
    sent = 0
    before = clock.now()
    with get_connection() as connection:
        while (outcome := send_next(connection, before=before)) is not None:
            sent += outcome
    return sent


@transaction.atomic
def send_next(connection: BaseEmailBackend, *, before: dt.datetime) -> int | None:
    """Claim one notice, send its email and mark it. Killed between the two, it goes out again under one Message-ID."""
    notice = (
        Notice.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(email_due=True, emailed_at__isnull=True, email_after__lte=before)
        .select_related("recipient")
        .order_by("email_after", "pk")
        .first()
    )
    if notice is None:
        return None
    if not notice.recipient.is_active or notice.read_at:
        return _mark(notice, email_due=False)
    try:
        _message(notice, connection).send()
    except OSError:  # smtplib's errors are OSErrors: the server is away or says no
        logger.warning("Email for notice %s could not be sent and will be tried again", notice.pk)
        return _mark(notice, email_attempts=notice.email_attempts + 1, email_after=_next_try(notice))
    _mark(notice, emailed_at=clock.now(), message_id=message_id(notice))
    return 1


def _mark(notice: Notice, **fields: object) -> int:
    for name, value in fields.items():
        setattr(notice, name, value)
    notice.save(update_fields=list(fields))
    return 0


def _next_try(notice: Notice) -> dt.datetime:
    return clock.now() + EMAIL_WAITS[min(notice.email_attempts, len(EMAIL_WAITS) - 1)]


def message_id(notice: Notice) -> str:
    """The same for every try, so that a receiver sees one message."""
    return f"<notice-{notice.pk}@{settings.EMAIL_DOMAIN}>"


def _message(notice: Notice, connection: BaseEmailBackend) -> EmailMessage:
    url = settings.SITE_URL + reverse("notices:notice_list")
    return EmailMessage(
        subject=URGENT_SUBJECT if notice.is_urgent else SUBJECT,
        body=BODY.format(service=settings.SERVICE_NAME, url=url),
        to=[notice.recipient.email],
        headers={"Message-ID": message_id(notice), "Auto-Submitted": "auto-generated"},
        connection=connection,
    )
