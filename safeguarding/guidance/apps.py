from django.apps import AppConfig


class GuidanceConfig(AppConfig):
    name = "safeguarding.guidance"
    default_auto_field = "django.db.models.BigAutoField"
