from django.apps import AppConfig


class InvestigationsConfig(AppConfig):
    name = "safeguarding.investigations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from safeguarding.cases.selectors.frame import register_tab
        from safeguarding.investigations import events
        from safeguarding.investigations.rules.stages import CLAIMED
        from safeguarding.investigations.selectors import bundles, letters
        from safeguarding.investigations.selectors.duties import open_duties
        from safeguarding.letters.choices import LetterKind
        from safeguarding.letters.selectors.coming import register_came_of
        from safeguarding.letters.selectors.documents import register_documents
        from safeguarding.letters.selectors.filling import register_facts
        from safeguarding.tracks.choices import TrackKind
        from safeguarding.tracks.selectors.hooks import claim_verbs, register_open_duty

        events.declare_all()
        register_facts(LetterKind.NOTICE, letters.notice_facts)
        register_came_of(LetterKind.NOTICE, letters.came_of_notice)
        register_facts(LetterKind.UPDATE, letters.update_facts)
        register_facts(LetterKind.IOPC, letters.referral_facts)
        for kind in (LetterKind.TIMELINESS_12, LetterKind.TIMELINESS_6):
            register_facts(kind, letters.timeliness_facts)
        register_documents(TrackKind.MISCONDUCT, bundles.documents, under=bundles.UNDER)
        claim_verbs(TrackKind.MISCONDUCT, CLAIMED, page="investigations:investigation")
        claim_verbs(TrackKind.MISCONDUCT, ("open",), page="investigations:begin")
        register_open_duty(open_duties)
        register_tab("Misconduct", key="misconduct", address_name="investigations:investigations", after="tracks")
