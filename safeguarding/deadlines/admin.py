"""Reference data in the admin: the rules clocks follow, and changes to the bank holidays. No clock is shown there."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from safeguarding.access.models import User
from safeguarding.deadlines import policies, services
from safeguarding.deadlines.forms import DeadlineRuleForm
from safeguarding.deadlines.models import BankHolidayOverride, DeadlineRule


def _may(request: HttpRequest) -> bool:
    return isinstance(request.user, User) and policies.may_edit_reference_data(request.user)


def _by(request: HttpRequest) -> User:
    # Only a signed-in user passes `_may`, which the admin asks before it saves anything.
    return cast(User, request.user)


class AdministratorsOnly:
    """Who may: those who hold the role of administrator. The permissions of Django's own tables do not count."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return _may(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _may(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _may(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _may(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _may(request)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """There is no second history beside the record of activity: back to the form."""
        return redirect("../change/")


@admin.register(DeadlineRule)
class DeadlineRuleAdmin(AdministratorsOnly, admin.ModelAdmin):
    """The catalogue. Figures that are law can be read; those that are not, and the warning ahead, can be changed."""

    form = DeadlineRuleForm
    list_display = ("title", "key", "counted", "warn_days", "source", "from_memory", "edited_at")
    list_filter = ("from_memory", "basis")
    search_fields = ("key", "title", "source")
    fields = (
        "title", "key", "counted", "basis", "amount", "roll_to_working_day", "warn_days", "source", "from_memory",
        "edited_at", "edited_by",
    )  # fmt: skip
    actions = None

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: DeadlineRule | None = None) -> tuple[str, ...]:
        editable = obj.editable_fields if obj else ()
        return tuple(name for name in self.fields if name not in editable)

    def save_model(self, request: HttpRequest, obj: DeadlineRule, form: Any, change: bool) -> None:
        changes = {name: form.cleaned_data[name] for name in form.changed_data}
        if changes:
            services.edit_rule(obj, by=_by(request), **changes)


@admin.register(BankHolidayOverride)
class BankHolidayOverrideAdmin(AdministratorsOnly, admin.ModelAdmin):
    """Days proclaimed or taken away since the calendar was published."""

    list_display = ("day", "name", "is_holiday", "source")
    list_filter = ("is_holiday",)
    date_hierarchy = "day"
    fields = ("day", "is_holiday", "name", "source")

    def get_readonly_fields(self, request: HttpRequest, obj: BankHolidayOverride | None = None) -> tuple[str, ...]:
        return ("day",) if obj else ()

    def save_model(self, request: HttpRequest, obj: BankHolidayOverride, form: Any, change: bool) -> None:
        saved = services.set_bank_holiday(
            day=obj.day, is_holiday=obj.is_holiday, name=obj.name, source=obj.source, by=_by(request)
        )
        obj.pk = saved.pk

    def delete_model(self, request: HttpRequest, obj: BankHolidayOverride) -> None:
        services.remove_bank_holiday(obj, by=_by(request))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[BankHolidayOverride]) -> None:
        for override in queryset:
            services.remove_bank_holiday(override, by=_by(request))
