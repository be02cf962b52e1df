from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "safeguarding.letters"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from safeguarding.cases.selectors.frame import register_tab
        from safeguarding.letters import events

        events.declare_all()
        # Without a number: letters of a track are not there for everybody.
        register_tab("Letters", key="letters", address_name="letters:letters")
