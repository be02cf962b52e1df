"""Django's admin, for administrators of a force: accounts, units, roles and reference data. No case is ever in it."""

from __future__ import annotations

from functools import update_wrapper
from typing import Any, cast

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from safeguarding.access.models import User
from safeguarding.access.policies import is_administrator

# Models of other apps register themselves when they are installed; what is not named here stays out.
MODELS = frozenset({
    "access.force", "access.unit", "access.user", "access.roleassignment", "deadlines.deadlinerule",
    "deadlines.bankholidayoverride",
})  # fmt: skip


class AdministratorSite(AdminSite):
    """Open to who holds the role of administrator now. Being staff or superuser opens nothing."""

    site_title = site_header = index_title = "Administration"
    enable_nav_sidebar = False

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        models = model_or_iterable if isinstance(model_or_iterable, list | tuple) else [model_or_iterable]
        wanted = [model for model in models if model._meta.label_lower in MODELS]
        super().register(wanted, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        user = request.user
        return (
            isinstance(user, User)
            and user.is_active
            and is_administrator(user, force_id=user.force_id)
            and (is_mfa_enabled(user) or not settings.ADMIN_NEEDS_TWO_STEP)
        )

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """For a signed-in person who is no administrator there is nothing here, not even a refusal."""
        guarded = super().admin_view(view, cacheable)

        def found(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            user = request.user
            if isinstance(user, User) and not is_administrator(user, force_id=user.force_id):
                raise Http404
            return cast(HttpResponse, guarded(request, *args, **kwargs))

        return update_wrapper(found, view)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Reached by who may not enter: an administrator turns two-step sign-in on first, others find nothing."""
        user = request.user
        if not isinstance(user, User):
            return redirect(f"{settings.LOGIN_URL}?next=/admin/")
        if not is_administrator(user, force_id=user.force_id):
            raise Http404
        messages.info(request, "Administration needs two-step sign-in. Turn it on here first.")
        return redirect("mfa_activate_totp")

    def password_change(  # type: ignore[override]  # the stub allows a page only, not the way to ours
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Passwords are changed on the page that everybody uses."""
        return redirect("account_change_password")
