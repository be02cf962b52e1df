from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "safeguarding.cases"
    default_auto_field = "django.db.models.BigAutoField"
