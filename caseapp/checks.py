"""What has to be right about the place before the service opens there: `manage.py check --deploy` says what is not."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Warning

#: Ways of sending email that reach nobody.
NOWHERE = ("console", "dummy", "locmem", "filebased")
HERE = {"localhost", "127.0.0.1", "::1", ""}


def links_lead_to_the_service(**kwargs: object) -> list[CheckMessage]:
    """Emails and calendars hold links: they have to lead to the service, and over HTTPS."""
    address = urlsplit(settings.SITE_URL)
    if address.scheme == "https" and (address.hostname or "") not in HERE:
        return []
    hint = "Set SITE_URL to the address that people type, beginning with https://."
    return [Warning(f"Links in emails would lead to {settings.SITE_URL}.", hint=hint, id="caseapp.W001")]


def emails_reach_somebody(**kwargs: object) -> list[CheckMessage]:
    """A reminder that is written to a console reminds nobody."""
    module = settings.EMAIL_BACKEND.rsplit(".", 2)[-2]
    if module not in NOWHERE:
        return []
    hint = "Set EMAIL_URL to the mail server of the force, such as smtp+tls://user:password@host:587."
    return [
        Warning("No email leaves: reminders would reach nobody who is not signed in.", hint=hint, id="caseapp.W002")
    ]
