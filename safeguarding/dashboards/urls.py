from django.urls import path

from safeguarding.dashboards import views

app_name = "dashboards"

urlpatterns = [
    path("overview/", views.overview, name="overview"),
    path("overview/cases/", views.case_list, name="cases"),
    path("overview/clocks/", views.clock_list, name="clocks"),
    path("overview/concerns/", views.concern_list, name="concerns"),
]
