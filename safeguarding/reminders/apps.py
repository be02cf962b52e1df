from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "safeguarding.reminders"
    default_auto_field = "django.db.models.BigAutoField"
