from django.apps import AppConfig


class DeadlinesConfig(AppConfig):
    name = "safeguarding.deadlines"
    default_auto_field = "django.db.models.BigAutoField"
