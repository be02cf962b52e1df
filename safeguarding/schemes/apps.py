from django.apps import AppConfig


class SchemesConfig(AppConfig):
    name = "safeguarding.schemes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from safeguarding.deadlines import policies as deadline_policies
        from safeguarding.schemes import events, selectors

        events.declare_all()
        deadline_policies.register_scope("scheme", selectors.register_of)
