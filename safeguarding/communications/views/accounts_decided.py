"""What is decided about an account: proposed, approved, renewed, refused, suspended, revoked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from safeguarding.communications import policies
from safeguarding.communications.forms.accounts import PasswordsForm, ReasonForm, RevokeForm, UntilForm, VersionForm
from safeguarding.communications.models import Account
from safeguarding.communications.rules.approval import latest_until
from safeguarding.communications.services import approvals
from safeguarding.communications.services.accounts import propose as propose_account
from safeguarding.communications.views.accounts_found import account_to_keep, act, posted
from safeguarding.core import clock
from safeguarding.core.forms import GovForm


@dataclass(frozen=True)
class Decision:
    """One thing that a keeper decides: the form names its answers as the service takes them."""

    form: type[GovForm]
    service: Callable[..., object]
    title: str
    button: str
    done: str
    lead: str
    is_danger: bool = False
    by_another: bool = False


def _decides(request: HttpRequest, pk: int, decision: Decision, **initial: Any) -> HttpResponse:
    found = account_to_keep(request, pk)
    if decision.by_another:
        policies.require_approver(request.user, found)
    form = decision.form(posted(request), initial={"version": found.version, **initial})
    return act(
        request, found, form, lambda: decision.service(found, **form.cleaned_data, by=request.user),
        title=decision.title, button=decision.button, done=decision.done, danger=decision.is_danger,
        lead=f"{_named(found)} {decision.lead}",
    )  # fmt: skip


def _named(account: Account) -> str:
    return f"{account.shown} on {account.platform}."


PROPOSE = Decision(
    VersionForm, propose_account, "Propose this account for approval", "Propose", "It waits for approval.",
    "It may be used once somebody else, who has no part in it, has approved it.",
)  # fmt: skip
APPROVE = Decision(
    UntilForm, approvals.approve, "Approve this account", "Approve", "The account is approved.",
    "You answer for it that the scheme needs it and who may use it.", by_another=True,
)  # fmt: skip
RENEW = Decision(
    UntilForm, approvals.renew, "Renew the approval", "Renew", "The approval is renewed.",
    "Look first who may use it, what was asked from it, and whether it is still needed.", by_another=True,
)  # fmt: skip
REFUSE = Decision(
    ReasonForm, approvals.refuse, "Refuse this account", "Refuse", "The account was refused.",
    "It may not be used. It can be proposed again.", is_danger=True,
)  # fmt: skip
SUSPEND = Decision(
    ReasonForm, approvals.suspend, "Suspend this account", "Suspend", "The account is suspended.",
    "Nobody may use it until it is approved again. Who may use it stays on record.", is_danger=True,
)  # fmt: skip
REVOKE = Decision(
    RevokeForm, approvals.revoke, "Revoke this account", "Revoke",
    "The account is revoked, and nobody has access to it.",
    "Everybody loses access to it now. Change the passwords first: here you say how it is known.", is_danger=True,
)  # fmt: skip
PASSWORDS = Decision(
    PasswordsForm, approvals.note_passwords, "The passwords were changed", "Save", "Recorded.",
    "After somebody has lost access, whoever stays changes the passwords and the recovery details.",
)  # fmt: skip

ways = require_http_methods(["GET", "POST"])


@ways
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Put it up for approval again."""
    return _decides(request, pk, PROPOSE)


@ways
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve it until a day."""
    return _decides(request, pk, APPROVE, until=latest_until(clock.today()))


@ways
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    """Look at it again, and let it go on."""
    return _decides(request, pk, RENEW, until=latest_until(clock.today()))


@ways
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Do not approve it."""
    return _decides(request, pk, REFUSE)


@ways
def suspend(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it out of use for now."""
    return _decides(request, pk, SUSPEND)


@ways
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the approval back for good, with the proof that the passwords were changed."""
    return _decides(request, pk, REVOKE)


@ways
def passwords(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that the passwords were changed."""
    return _decides(request, pk, PASSWORDS)
