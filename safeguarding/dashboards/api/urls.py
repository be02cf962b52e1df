from django.urls import path

from safeguarding.dashboards.api import views

urlpatterns = [
    path("overview/headlines/", views.HeadlinesView.as_view(), name="overview-headlines"),
    path("overview/cases/", views.CasesChart.as_view(), name="overview-cases"),
    path("overview/concerns/", views.ConcernsChart.as_view(), name="overview-concerns"),
    path("overview/sources/", views.SourcesChart.as_view(), name="overview-sources"),
    path("overview/schemes/", views.SchemesChart.as_view(), name="overview-schemes"),
    path("overview/triage-times/", views.TriageTimesChart.as_view(), name="overview-triage-times"),
]
