from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.apps import apps as installed
from django.apps.registry import Apps
from django.db.models.signals import post_migrate


class AssuranceConfig(AppConfig):
    name = "safeguarding.assurance"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from safeguarding.assurance import events, models, selectors, services
        from safeguarding.core.sealed import register_sealed
        from safeguarding.deadlines import policies as deadline_policies
        from safeguarding.people import selectors as people_selectors
        from safeguarding.schemes import selectors as scheme_selectors

        events.declare_all()
        register_sealed("certificate numbers", services.seal_numbers_again)
        deadline_policies.register_scope("credential", models.Credential.objects.visible_to)
        scheme_selectors.register_lacks(selectors.lacks_of)
        people_selectors.register_why_not_active(selectors.why_not_active)
        post_migrate.connect(self.load_catalogue, sender=self)

    def load_catalogue(self, *, using: str, apps: Apps = installed, **kwargs: Any) -> None:
        """The catalogue is part of every database, as its tables are."""
        from safeguarding.assurance import services

        if self.label in apps.app_configs:
            services.load_catalogue(apps.get_model(self.label, "Requirement"), using=using)
