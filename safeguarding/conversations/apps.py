from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    name = "safeguarding.conversations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from safeguarding.cases.selectors.frame import register_tab
        from safeguarding.cases.selectors.history import register_out_of_sight
        from safeguarding.communications.selectors.elsewhere import register_failures
        from safeguarding.conversations import events
        from safeguarding.conversations.models import MessageExport
        from safeguarding.conversations.selectors.bundles import who_has_reference
        from safeguarding.conversations.selectors.failed import failed_in_messages
        from safeguarding.conversations.selectors.raised import events_out_of_sight
        from safeguarding.conversations.selectors.removing import goes_with
        from safeguarding.conversations.services.erasing import erase_with
        from safeguarding.evidence.services import register_goes_with, register_series

        events.declare_all()
        register_failures(failed_in_messages)
        register_out_of_sight(events_out_of_sight)
        register_tab("Messages", key="messages", address_name="conversations:exports", rows=MessageExport.objects.all)
        register_goes_with(goes_with, erase_with)
        register_series(who_has_reference)
