from django.apps import AppConfig

from safeguarding.people import events


class PeopleConfig(AppConfig):
    name = "safeguarding.people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        events.declare_all()
