from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "safeguarding.exchange"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from safeguarding.exchange import events

        events.declare_all()
