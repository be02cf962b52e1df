from django.urls import path

from safeguarding.reminders import views

app_name = "reminders"

urlpatterns = [
    path("account/calendar/", views.calendar_address, name="calendar"),
    path("account/calendar/revoke/", views.revoke_address, name="calendar_revoke"),
    path("calendar/<str:token>.ics", views.feed, name="feed"),
]
