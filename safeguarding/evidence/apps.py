from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "safeguarding.evidence"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from safeguarding.cases.selectors.frame import register_tab
        from safeguarding.cases.selectors.my_work import register_waits
        from safeguarding.evidence import events, selectors
        from safeguarding.evidence.models import Exhibit

        events.declare_all()
        register_waits(selectors.waiting_for)
        register_tab("Evidence", key="evidence", address_name="evidence:exhibits", rows=Exhibit.objects.all)
