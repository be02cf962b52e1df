"""Finding an account, and what each of its pages carries."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from safeguarding.communications import policies
from safeguarding.communications.models import Account
from safeguarding.communications.selectors.accounts import for_page
from safeguarding.core.forms import GovForm
from safeguarding.core.views import act as act_and_go


def account_of(request: HttpRequest, pk: int) -> Account:
    """The account, for who may see it; else 404."""
    return get_object_or_404(for_page(request.user), pk=pk)


def account_to_keep(request: HttpRequest, pk: int) -> Account:
    """The account, for who may decide about it."""
    found = account_of(request, pk)
    policies.require_account_keeper(request.user, found)
    return found


def posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def way_back(account: Account) -> dict[str, Any]:
    """The way back to the account's page."""
    address = account.get_absolute_url()
    return {"account": account, "back": address, "back_text": account.shown, "cancel": address}


def to_list() -> dict[str, Any]:
    address = reverse("communications:account_list")
    return {"back": address, "back_text": "Accounts", "cancel": address}


def act(
    request: HttpRequest, account: Account, form: GovForm, does: Callable[[], object], *, title: str, button: str,
    done: str, lead: str = "", danger: bool = False,
) -> HttpResponse:  # fmt: skip
    """One form about an account, one service call, and back to its page."""
    context = {"title": title, "lead": lead, "button": button, "button_danger": danger, **way_back(account)}
    return act_and_go(request, form, does, done=done, context=context)
