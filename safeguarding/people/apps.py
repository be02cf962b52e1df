from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "safeguarding.people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from safeguarding.people import events, policies
        from safeguarding.schemes import policies as scheme_policies

        events.declare_all()
        scheme_policies.register_runs(policies.runs_scheme)
