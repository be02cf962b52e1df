from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.apps import apps as installed
from django.apps.registry import Apps
from django.db.models.signals import post_migrate


class CommunicationsConfig(AppConfig):
    name = "safeguarding.communications"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from safeguarding.access.services import on_deactivated
        from safeguarding.communications import events, models
        from safeguarding.communications.selectors import accounts
        from safeguarding.communications.services import access
        from safeguarding.deadlines import policies as deadline_policies
        from safeguarding.people.services import on_left, on_link_changed
        from safeguarding.schemes.services import register_finder

        events.declare_all()
        deadline_policies.register_scope("account", models.Account.objects.visible_to)
        on_left(access.leave)
        on_link_changed(access.leave)
        on_link_changed(access.settle_merged)
        on_deactivated(access.leave_as)
        register_finder(accounts.found_in_handles)
        deadline_policies.register_scope("contactauthorisation", models.ContactAuthorisation.objects.visible_to)
        post_migrate.connect(self.load_platforms, sender=self)

    def load_platforms(self, *, using: str, apps: Apps = installed, **kwargs: Any) -> None:
        """The platforms that everybody knows are part of every database, as its tables are."""
        from safeguarding.communications.services import platforms

        if self.label in apps.app_configs:
            platforms.load_platforms(apps.get_model(self.label, "Platform"), using=using)
