from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "safeguarding.reminders"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from safeguarding.reminders import events

        events.declare_all()
