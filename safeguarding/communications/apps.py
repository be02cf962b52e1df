from django.apps import AppConfig


class CommunicationsConfig(AppConfig):
    name = "safeguarding.communications"
    default_auto_field = "django.db.models.BigAutoField"
