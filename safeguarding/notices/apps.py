from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "safeguarding.notices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from safeguarding.notices import events

        events.declare_all()
