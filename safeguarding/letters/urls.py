"""The pages of letters under their case, and of the templates of a force."""

from django.urls import path

from safeguarding.letters.views import disclosures, hearing, letters, templates

app_name = "letters"
UNDER = "cases/<str:reference>/letters/"
BUNDLES = "cases/<str:reference>/hearing-bundles/"
urlpatterns = [
    path("letter-templates/", templates.template_list, name="templates"),
    path("letter-templates/new/", templates.kind, name="template_kind"),
    path("letter-templates/new/<slug:kind>/", templates.add, name="template_add"),
    path("letter-templates/<int:pk>/", templates.template, name="template"),
    path("letter-templates/<int:pk>/preview/", templates.preview, name="template_preview"),
    path("letter-templates/<int:pk>/change/", templates.change, name="template_change"),
    path("letter-templates/<int:pk>/approve/", templates.approve, name="template_approve"),
    path("letter-templates/<int:pk>/withdraw/", templates.withdraw, name="template_withdraw"),
    path(UNDER, letters.Letters.as_view(), name="letters"),
    path(f"{UNDER}new/", letters.LetterBegin.as_view(), name="letter_begin"),
    path(f"{UNDER}<int:pk>/", letters.LetterView.as_view(), name="letter"),
    path(f"{UNDER}<int:pk>/change/", letters.LetterChange.as_view(), name="letter_change"),
    path(f"{UNDER}<int:pk>/issue/", letters.LetterIssue.as_view(), name="letter_issue"),
    path(f"{UNDER}<int:pk>/send/", letters.LetterSend.as_view(), name="letter_send"),
    path(f"{UNDER}<int:pk>/withdraw/", letters.LetterWithdraw.as_view(), name="letter_withdraw"),
    path(f"{UNDER}<int:pk>/redact/", letters.LetterRedact.as_view(), name="letter_redact"),
    path(f"{UNDER}<int:pk>/open/", letters.LetterOpen.as_view(), name="letter_open"),
    path(BUNDLES, hearing.HearingBundles.as_view(), name="hearing_bundles"),
    path(f"{BUNDLES}new/", hearing.HearingBegin.as_view(), name="hearing_begin"),
    path(f"{BUNDLES}<int:pk>/", hearing.OneHearingBundle.as_view(), name="hearing_bundle"),
    path(f"{BUNDLES}<int:pk>/fill/", hearing.HearingFill.as_view(), name="hearing_fill"),
    path(f"{BUNDLES}<int:pk>/arrange/", hearing.HearingArrange.as_view(), name="hearing_arrange"),
    path(f"{BUNDLES}<int:pk>/make/", hearing.HearingMake.as_view(), name="hearing_make"),
    path(f"{BUNDLES}<int:pk>/versions/<int:number>/open/", hearing.HearingOpen.as_view(), name="hearing_open"),
    path("cases/<str:reference>/disclosures/", disclosures.Disclosures.as_view(), name="disclosures"),
    path("cases/<str:reference>/disclosures/new/", disclosures.DisclosureAdd.as_view(), name="disclosure_add"),
]
