"""Addresses of people."""

from django.urls import path

from safeguarding.people.views import records as views
from safeguarding.people.views import staff, together

app_name = "people"

urlpatterns = [
    path("people/", views.person_list, name="person_list"),
    path("people/add/", views.person_add, name="person_add"),
    path("people/staff/", staff.staff_list, name="staff_list"),
    path("people/staff/add/", staff.staff_add, name="staff_add"),
    path("people/staff/<int:pk>/", staff.staff_links, name="staff_links"),
    path("people/staff/accounts/", staff.accounts_of_nobody, name="accounts_of_nobody"),
    path("schemes/<int:pk>/parts/end/", together.end_together, name="end_together"),
    path("people/<int:pk>/", views.person, name="person"),
    path("people/<int:pk>/purpose/", views.purpose, name="purpose"),
]
