from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "safeguarding.notices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from safeguarding.access.services import on_let_in
        from safeguarding.notices import events, services

        events.declare_all()
        on_let_in(services.tell_who_watches_accounts)
