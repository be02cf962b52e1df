from django.apps import AppConfig


class SubjectAccessConfig(AppConfig):
    name = "safeguarding.subject_access"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from safeguarding.audit import policies as audit_policies
        from safeguarding.cases.selectors.addresses import register_address
        from safeguarding.deadlines import policies as deadline_policies
        from safeguarding.evidence.services import register_goes_with
        from safeguarding.notices import policies as notice_policies
        from safeguarding.subject_access import events, models, policies
        from safeguarding.subject_access.services.removing import erase_with, goes_with

        events.declare_all()
        deadline_policies.register_scope("accessrequest", models.AccessRequest.objects.visible_to)
        notice_policies.register_hidden("accessrequest", policies.unseen)
        audit_policies.register_hidden("accessrequest", policies.unseen)
        register_address("accessrequest", "subject_access:request")
        register_goes_with(goes_with, erase_with)
