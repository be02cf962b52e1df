from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "safeguarding.learning"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from safeguarding.audit import policies as audit_policies
        from safeguarding.cases.selectors import clock_names
        from safeguarding.cases.selectors.addresses import register_address
        from safeguarding.cases.selectors.frame import register_tab
        from safeguarding.deadlines import policies as deadline_policies
        from safeguarding.learning import events, models, policies, services
        from safeguarding.learning.selectors import assessments
        from safeguarding.notices import policies as notice_policies
        from safeguarding.notices import selectors as notice_selectors
        from safeguarding.schemes.services import on_closed

        events.declare_all()
        on_closed(services.end_of_scheme)
        deadline_policies.register_scope("schemereply", models.SchemeReply.objects.visible_to)
        clock_names.register_names(assessments.clock_names)
        notice_selectors.register_names(assessments.clock_names)
        audit_policies.register_hidden("learningreport", policies.unseen)
        audit_policies.register_hidden("bulletin", policies.unseen_bulletins)
        for register in (audit_policies.register_hidden, notice_policies.register_hidden):
            register("selfassessment", policies.unseen_assessments)
            register("schemereply", policies.unseen_replies)
        register_address("learningreport", "learning:report")
        register_address("bulletin", "learning:bulletin")
        register_address("schemereply", "learning:own_reply")
        register_tab(
            "Learning", key="learning", address_name="learning:of_case", rows=models.LearningReport.objects.all
        )
