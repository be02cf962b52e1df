"""Accounts, units and roles, for the administrators of the own force. Every change goes through the services."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import ModelAdmin
from django.db.models import Field, Model, QuerySet
from django.http import HttpRequest, HttpResponse

from safeguarding.access import services
from safeguarding.access.models import Force, RoleAssignment, Unit, User
from safeguarding.access.policies import is_administrator
from safeguarding.core.errors import Refused


def _by(request: HttpRequest) -> User:
    # The site lets in signed-in administrators only.
    return cast(User, request.user)


class OwnForceAdmin(ModelAdmin):
    """Rows of the administrator's own force. Nothing is deleted, and only services save."""

    #: From a row to its force.
    force_path: ClassVar[str] = "force_id"
    actions_on_bottom = False
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        force_id = _by(request).force_id
        rows: QuerySet[Any] = super().get_queryset(request)
        return rows.filter(**{self.force_path: force_id}) if force_id else rows.none()

    def has_module_permission(self, request: HttpRequest) -> bool:
        return isinstance(request.user, User) and is_administrator(request.user, force_id=request.user.force_id)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(request)

    has_add_permission = has_change_permission = has_view_permission

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Only the filters on offer: by any other a password's hash, or who reported a concern, could be guessed."""
        return lookup.split("__", maxsplit=1)[0] in self.list_filter

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Choices are of the own force too."""
        kwargs["queryset"] = _of_force(db_field.remote_field.model, _by(request).force_id)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Field[Any, Any], request: HttpRequest | None, **kwargs: Any) -> Any:
        """The version travels with the form: who saves an old one is told."""
        if db_field.name == "version":
            kwargs["widget"] = forms.HiddenInput
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:  # type: ignore[override]  # gives no row: it is in our own record
        """The audit record says it; Django's own log would only repeat names."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> None:  # type: ignore[override]  # same
        """As above."""

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """There is no second history beside the audit record: back to the form."""
        return self.changeform_view(request, object_id, extra_context=extra_context)


def _of_force(model: type[Model], force_id: int | None) -> QuerySet[Any]:
    rows: QuerySet[Any] = model._default_manager.all()
    if model is User:
        return rows.filter(force_id=force_id, is_system=False, is_active=True)
    return rows.filter(pk=force_id) if model is Force else rows.filter(force_id=force_id, is_active=True)


def _each(request: HttpRequest, rows: QuerySet[Any], act: Any, done: str) -> None:
    """Do something to each chosen row, and say how it went."""
    for row in rows:
        try:
            act(row)
        except Refused as refused:
            messages.error(request, f"{row}: {refused.message}")
        else:
            messages.success(request, f"{row}: {done}")


@admin.register(User)
class UserAdmin(OwnForceAdmin):
    """Accounts. A password is chosen by its owner, by way of "I have forgotten my password"."""

    list_display = ("__str__", "email", "home_unit", "is_active", "last_login")
    list_filter = ("is_active",)
    search_fields = ("first_name", "last_name", "email")
    fields = ("first_name", "last_name", "email", "home_unit", "is_active", "version")
    readonly_fields = ("is_active",)
    actions = ("close_accounts", "open_accounts")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).filter(is_system=False).select_related("home_unit")

    def formfield_for_dbfield(self, db_field: Field[Any, Any], request: HttpRequest | None, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name in ("home_unit", "first_name", "last_name"):
            field.required = True
        return field

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        said = {name: form.cleaned_data[name] for name in ("first_name", "last_name", "email", "home_unit")}
        if change:
            services.change_user(by=_by(request), user=obj, version=form.cleaned_data["version"], **said)
            return
        obj.pk = services.create_user(by=_by(request), **said).pk
        messages.info(request, "They choose their password with “I have forgotten my password” on the sign-in page.")

    @admin.action(description="Close the chosen accounts: out with the next click")
    def close_accounts(self, request: HttpRequest, rows: QuerySet[User]) -> None:
        _each(request, rows, lambda user: services.deactivate_user(by=_by(request), user=user), "closed")

    @admin.action(description="Open the chosen accounts again")
    def open_accounts(self, request: HttpRequest, rows: QuerySet[User]) -> None:
        _each(request, rows, lambda user: services.reactivate_user(by=_by(request), user=user), "open")


@admin.register(RoleAssignment)
class RoleAssignmentAdmin(OwnForceAdmin):
    """Who has which role where. A role that was given is ended, never deleted."""

    force_path = "user__force_id"
    list_display = ("user", "role", "unit", "starts_on", "ends_on", "ended_at")
    list_filter = ("role",)
    search_fields = ("user__first_name", "user__last_name", "user__email")
    fields = ("user", "unit", "role", "starts_on", "ends_on", "version")
    actions = ("end_now",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("user", "unit")

    def get_readonly_fields(self, request: HttpRequest, obj: RoleAssignment | None = None) -> tuple[str, ...]:
        return ("user", "unit", "role", "starts_on") if obj else ()

    def save_model(self, request: HttpRequest, obj: RoleAssignment, form: Any, change: bool) -> None:
        said = form.cleaned_data
        if change:
            services.change_role(by=_by(request), assignment=obj, version=said["version"], ends_on=said.get("ends_on"))
            return
        made = services.assign_role(
            by=_by(request), user=said["user"], unit=said["unit"], role=said["role"], starts_on=said["starts_on"],
            ends_on=said["ends_on"],
        )  # fmt: skip
        obj.pk = made.pk

    @admin.action(description="End the chosen roles now")
    def end_now(self, request: HttpRequest, rows: QuerySet[RoleAssignment]) -> None:
        _each(request, rows, lambda held: services.end_role(by=_by(request), assignment=held), "ended")


@admin.register(Unit)
class UnitAdmin(OwnForceAdmin):
    """The units of the force. Roles in a closed unit count for nothing."""

    list_display = ("name", "kind", "is_active")
    fields = ("name", "kind", "is_active", "version")
    actions = None

    def save_model(self, request: HttpRequest, obj: Unit, form: Any, change: bool) -> None:
        said = {name: form.cleaned_data[name] for name in ("name", "kind", "is_active")}
        if change:
            services.change_unit(by=_by(request), unit=obj, version=form.cleaned_data["version"], **said)
            return
        force = cast(Force, _by(request).force)
        obj.pk = services.create_unit(by=_by(request), force=force, name=said["name"], kind=said["kind"]).pk


@admin.register(Force)
class ForceAdmin(OwnForceAdmin):
    """The own force: who is told whenever somebody opens a case in an emergency."""

    force_path = "pk"
    list_display = ("name", "nation", "information_owner")
    fields = ("name", "nation", "information_owner", "version")
    readonly_fields = ("name", "nation")
    actions = None

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Force, form: Any, change: bool) -> None:
        services.change_force(
            by=_by(request), force=obj, version=form.cleaned_data["version"],
            information_owner=form.cleaned_data["information_owner"],
        )  # fmt: skip
