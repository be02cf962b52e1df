from django.apps import AppConfig


class RiskConfig(AppConfig):
    name = "safeguarding.risk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from safeguarding.deadlines import policies as deadline_policies
        from safeguarding.risk import events, models

        events.declare_all()
        deadline_policies.register_scope("riskassessment", models.RiskAssessment.objects.visible_to)
        deadline_policies.register_scope("riskregisterentry", models.RiskRegisterEntry.objects.visible_to)
