from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "safeguarding.matching"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from safeguarding.matching import events, selectors
        from safeguarding.people import selectors as people

        events.declare_all()
        people.register_likely(selectors.likely)
