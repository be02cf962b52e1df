from typing import Any

from django.apps import AppConfig
from django.apps import apps as installed
from django.apps.registry import Apps
from django.conf import settings
from django.core import checks
from django.db.models.signals import post_migrate

from safeguarding.deadlines.choices import IopcDayBasis


class DeadlinesConfig(AppConfig):
    name = "safeguarding.deadlines"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from safeguarding.deadlines import events

        events.declare_all()
        checks.register(check_iopc_day_basis)
        post_migrate.connect(self.load_catalogue, sender=self)

    def load_catalogue(self, *, using: str, apps: Apps = installed, **kwargs: Any) -> None:
        """Keep the table of rules in step with the catalogue, whatever the database was migrated from."""
        from safeguarding.deadlines import services

        if self.label not in apps.app_configs:
            return
        rule_model = apps.get_model(self.label, "DeadlineRule")
        if hasattr(rule_model, "edited_at"):  # the database may have been taken back to before that column
            services.load_catalogue(rule_model, using=using)


def check_iopc_day_basis(**kwargs: Any) -> list[checks.CheckMessage]:
    """A mistyped setting must stop the start, not quietly count a referral to the IOPC the other way."""
    if settings.IOPC_REFERRAL_DAY_BASIS in IopcDayBasis.values:
        return []
    allowed = " or ".join(f'"{value}"' for value in IopcDayBasis.values)
    return [checks.Error(f"IOPC_REFERRAL_DAY_BASIS must be {allowed}.", id="deadlines.E001")]
