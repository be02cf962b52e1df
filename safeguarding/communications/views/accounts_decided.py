"""What is decided about an account: proposed, approved, renewed, refused, suspended, revoked."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from safeguarding.communications.forms.accounts import PasswordsForm, ReasonForm, RevokeForm, UntilForm, VersionForm
from safeguarding.communications.rules.approval import latest_until
from safeguarding.communications.services import approvals
from safeguarding.communications.services.accounts import propose as propose_account
from safeguarding.communications.views.accounts_found import account_to_keep, act, posted
from safeguarding.core import clock

ways = require_http_methods(["GET", "POST"])


@ways
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Put it up for approval again."""
    found = account_to_keep(request, pk)
    form = VersionForm(posted(request), initial={"version": found.version})
    return act(
        request, found, form,
        lambda: propose_account(found, version=form.cleaned_data["version"], by=request.user),
        title="Propose this account for approval", button="Propose", done="It waits for approval.",
        lead="It may be used once somebody who has no part in it has approved it.",
    )  # fmt: skip


@ways
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve it until a day."""
    found = account_to_keep(request, pk)
    form = UntilForm(posted(request), initial={"version": found.version, "until": latest_until(clock.today())})
    lead = f"{found.handle} on {found.platform}. You answer for it that the scheme needs it and who may use it."
    return act(
        request, found, form,
        lambda: approvals.approve(
            found, until=form.cleaned_data["until"], version=form.cleaned_data["version"], by=request.user
        ),
        title="Approve this account", button="Approve", done="The account is approved.", lead=lead,
    )  # fmt: skip


@ways
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    """Look at it again, and let it go on."""
    found = account_to_keep(request, pk)
    form = UntilForm(posted(request), initial={"version": found.version, "until": latest_until(clock.today())})
    lead = "Look first who may use it, what was asked from it, and whether it is still needed."
    return act(
        request, found, form,
        lambda: approvals.renew(
            found, until=form.cleaned_data["until"], version=form.cleaned_data["version"], by=request.user
        ),
        title="Renew the approval", button="Renew", done="The approval is renewed.", lead=lead,
    )  # fmt: skip


@ways
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Do not approve it."""
    found = account_to_keep(request, pk)
    form = ReasonForm(posted(request), initial={"version": found.version})
    return act(
        request, found, form,
        lambda: approvals.refuse(
            found, reason=form.cleaned_data["reason"], version=form.cleaned_data["version"], by=request.user
        ),
        title="Refuse this account", button="Refuse", done="The account was refused.", danger=True,
        lead="It may not be used. It can be proposed again.",
    )  # fmt: skip


@ways
def suspend(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it out of use for now."""
    found = account_to_keep(request, pk)
    form = ReasonForm(posted(request), initial={"version": found.version})
    return act(
        request, found, form,
        lambda: approvals.suspend(
            found, reason=form.cleaned_data["reason"], version=form.cleaned_data["version"], by=request.user
        ),
        title="Suspend this account", button="Suspend", done="The account is suspended.", danger=True,
        lead="Nobody may use it until it is approved again. Who may use it stays on record.",
    )  # fmt: skip


@ways
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the approval back for good, with the proof that the passwords were changed."""
    found = account_to_keep(request, pk)
    form = RevokeForm(posted(request), initial={"version": found.version})
    return act(
        request, found, form,
        lambda: approvals.revoke(
            found, reason=form.cleaned_data["reason"], changed_on=form.cleaned_data["changed_on"],
            proof=form.cleaned_data["proof"], version=form.cleaned_data["version"], by=request.user,
        ),
        title="Revoke this account", button="Revoke", done="The account is revoked, and nobody has access to it.",
        danger=True, lead="Everybody loses access to it now. Change the passwords first: here you say how it is known.",
    )  # fmt: skip


@ways
def passwords(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that the passwords were changed."""
    found = account_to_keep(request, pk)
    form = PasswordsForm(posted(request), initial={"version": found.version})
    return act(
        request, found, form,
        lambda: approvals.note_passwords(
            found, changed_on=form.cleaned_data["changed_on"], proof=form.cleaned_data["proof"],
            version=form.cleaned_data["version"], by=request.user,
        ),
        title="The passwords were changed", button="Save", done="Recorded.",
        lead="After somebody has lost access, whoever stays changes the passwords and the recovery details.",
    )  # fmt: skip
