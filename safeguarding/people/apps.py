from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "safeguarding.people"
    default_auto_field = "django.db.models.BigAutoField"
