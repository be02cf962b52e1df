from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "safeguarding.documents"
    default_auto_field = "django.db.models.BigAutoField"
