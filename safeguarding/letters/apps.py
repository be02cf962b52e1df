from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "safeguarding.letters"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from safeguarding.cases.selectors.frame import register_tab
        from safeguarding.cases.selectors.history import register_out_of_sight
        from safeguarding.evidence.services import register_goes_with
        from safeguarding.letters import events
        from safeguarding.letters.selectors.unseen import events_out_of_sight
        from safeguarding.letters.services.removing import destroy_with, goes_with

        events.declare_all()
        register_goes_with(goes_with, destroy_with)
        register_out_of_sight(events_out_of_sight)
        # Without a number: letters of a track are not there for everybody.
        register_tab("Letters", key="letters", address_name="letters:letters")
