"""Addresses of people."""

from django.urls import path

from safeguarding.people import views

app_name = "people"

urlpatterns = [
    path("people/", views.person_list, name="person_list"),
    path("people/add/", views.person_add, name="person_add"),
    path("people/<int:pk>/", views.person, name="person"),
    path("people/<int:pk>/purpose/", views.purpose, name="purpose"),
]
