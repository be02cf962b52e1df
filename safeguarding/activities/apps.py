from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.apps import apps as installed
from django.apps.registry import Apps
from django.db.models.signals import post_migrate


class ActivitiesConfig(AppConfig):
    name = "safeguarding.activities"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from safeguarding.activities import events, selectors
        from safeguarding.schemes.services import register_finder

        events.declare_all()
        register_finder(selectors.found_in_sessions)
        post_migrate.connect(self.load_bands, sender=self)

    def load_bands(self, *, using: str, apps: Apps = installed, **kwargs: Any) -> None:
        """The ratios are part of every database, as its tables are."""
        from safeguarding.activities import services

        if self.label in apps.app_configs:
            services.load_bands(apps.get_model(self.label, "RatioBand"), using=using)
