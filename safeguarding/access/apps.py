from django.apps import AppConfig

from safeguarding.access import events


class AccessConfig(AppConfig):
    name = "safeguarding.access"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        events.declare_all()
