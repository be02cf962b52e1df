from django.apps import AppConfig


class RiskConfig(AppConfig):
    name = "safeguarding.risk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from safeguarding.deadlines import policies as deadline_policies
        from safeguarding.risk import events, models, services
        from safeguarding.schemes.services import on_closed

        events.declare_all()
        on_closed(services.end_of_scheme)
        deadline_policies.register_scope("riskassessment", models.RiskAssessment.objects.visible_to)
        deadline_policies.register_scope("riskregisterentry", models.RiskRegisterEntry.objects.visible_to)
