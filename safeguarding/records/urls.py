"""Addresses of retention, holds and disposals."""

from django.urls import path

from safeguarding.records.views import cases, disposals, lists, rules

app_name = "records"
OF_CASE = "cases/<slug:reference>/retention/"

urlpatterns = [
    path("records/", lists.queue, name="queue"),
    path("records/holds/", lists.hold_list, name="hold_list"),
    path("records/disposals/", lists.disposal_list, name="disposal_list"),
    path("records/disposals/<int:pk>/", disposals.disposal, name="disposal"),
    path("records/disposals/<int:pk>/certificate.pdf", disposals.certificate, name="certificate"),
    path("records/disposals/<int:pk>/steps/<slug:verb>/", disposals.step, name="step"),
    path("records/rules/", rules.rule_list, name="rule_list"),
    path("records/rules/<slug:key>/", rules.change, name="rule_change"),
    path(OF_CASE, cases.OfCase.as_view(), name="of_case"),
    path(f"{OF_CASE}keep/", cases.Keep.as_view(), name="keep"),
    path(f"{OF_CASE}dispose/", cases.Propose.as_view(), name="propose"),
    path(f"{OF_CASE}hold/", cases.Hold.as_view(), name="hold"),
    path(f"{OF_CASE}holds/<int:pk>/lift/", cases.Lift.as_view(), name="lift"),
]
