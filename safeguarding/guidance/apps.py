from django.apps import AppConfig


class GuidanceConfig(AppConfig):
    name = "safeguarding.guidance"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from safeguarding.guidance import events

        events.declare_all()
