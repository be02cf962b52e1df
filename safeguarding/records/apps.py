from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "safeguarding.records"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from safeguarding.audit import policies as audit_policies
        from safeguarding.cases.selectors.frame import register_tab
        from safeguarding.cases.selectors.my_work import register_waits
        from safeguarding.evidence.services import register_hold
        from safeguarding.records import events, models, policies
        from safeguarding.records.selectors.waiting import to_decide
        from safeguarding.records.services.holding import why_files_stay

        events.declare_all()
        audit_policies.register_hidden("retentionreview", policies.unseen)
        audit_policies.register_hidden("legalhold", policies.unseen_holds)
        audit_policies.register_hidden("disposal", policies.unseen_disposals)
        register_waits(to_decide)
        # The number beside it is that of the holds that are on, and while there is one the header says so.
        register_tab(
            "Retention", key="retention", address_name="records:of_case", rows=models.LegalHold.objects.on,
            is_for_masked=True, flag="Legal hold", after="history",
        )  # fmt: skip
        register_hold(why_files_stay)
