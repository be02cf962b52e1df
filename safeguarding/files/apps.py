from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "safeguarding.files"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from safeguarding.files import events

        events.declare_all()
