"""The pages of letters under their case, and of the templates of a force."""

from django.urls import path

from safeguarding.letters.views import disclosures, letters, templates

app_name = "letters"
UNDER = "cases/<str:reference>/letters/"
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
    path(f"{UNDER}<int:pk>/open/", letters.LetterOpen.as_view(), name="letter_open"),
    path("cases/<str:reference>/disclosures/", disclosures.Disclosures.as_view(), name="disclosures"),
    path("cases/<str:reference>/disclosures/new/", disclosures.DisclosureAdd.as_view(), name="disclosure_add"),
]
