from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    name = "safeguarding.conversations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from safeguarding.conversations import events

        events.declare_all()
