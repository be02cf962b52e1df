from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "safeguarding.evidence"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from safeguarding.cases.selectors.frame import register_tab
        from safeguarding.evidence import events
        from safeguarding.evidence.models import Exhibit

        events.declare_all()
        register_tab("Evidence", key="evidence", address_name="evidence:exhibits", rows=Exhibit.objects.all)
