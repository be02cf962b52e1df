"""One's own account: who one is here, what one's roles allow, how one signs in, and keys for programs."""

from __future__ import annotations

from typing import Any, cast

from allauth.account.decorators import reauthentication_required
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from safeguarding.access import selectors, services
from safeguarding.access.choices import Permission
from safeguarding.access.forms import KeyForm
from safeguarding.access.models import RoleAssignment, User
from safeguarding.access.policies import ROLE_PERMISSIONS
from safeguarding.core.errors import Refused
from safeguarding.core.views import show_form


def _me(request: HttpRequest) -> User:
    # Only signed-in people reach a view (LoginRequiredMiddleware).
    return cast(User, request.user)


@require_safe
def my_account(request: HttpRequest) -> HttpResponse:
    """Who I am here, what I may do, how I sign in, and my keys."""
    user = _me(request)
    context = {
        "person": user,
        "roles": [_told(held) for held in selectors.roles_of(user)],
        "two_step": is_mfa_enabled(user),
        "keys": selectors.tokens_of(user)[:50],
    }
    return render(request, "access/account.html", context)


def _told(held: RoleAssignment) -> dict[str, Any]:
    allowed = sorted(Permission(permission).label for permission in ROLE_PERMISSIONS[held.role])
    return {"held": held, "allowed": allowed}


@require_http_methods(["GET", "POST"])
@reauthentication_required
def key_create(request: HttpRequest) -> HttpResponse:
    """Make a key for a program; it is shown once, in the answer."""
    form = KeyForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return show_form(request, "access/key_form.html", form)
    try:
        token, key = services.create_token(by=_me(request), **form.cleaned_data)
    except Refused as refused:
        return show_form(request, "access/key_form.html", form, refused=refused)
    return render(request, "access/key_made.html", {"token": token, "key": key}, status=201)


@require_http_methods(["GET", "POST"])
def key_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then revoke a key of one's own."""
    token = get_object_or_404(selectors.tokens_of(_me(request)), pk=pk)
    if request.method == "GET":
        return render(request, "access/key_revoke.html", {"token": token})
    services.revoke_token(by=_me(request), token=token)
    messages.success(request, f"The key “{token.name}” opens nothing any more.")
    return redirect("access:my_account")
