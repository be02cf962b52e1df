"""Addresses of people."""

from django.urls import path

from safeguarding.people.views import contacts, placements, posts, staff, together, welfare
from safeguarding.people.views import records as views

app_name = "people"

urlpatterns = [
    path("people/", views.person_list, name="person_list"),
    path("people/add/", views.person_add, name="person_add"),
    path("people/add/young-person/", views.young_add, name="young_add"),
    path("people/with-me/", views.with_me, name="with_me"),
    path("people/staff/", staff.staff_list, name="staff_list"),
    path("people/staff/add/", staff.staff_add, name="staff_add"),
    path("people/staff/<int:pk>/", staff.staff_links, name="staff_links"),
    path("people/staff/<int:pk>/edit/", staff.staff_edit, name="staff_edit"),
    path("people/staff/<int:pk>/posts/add/", posts.post_add, name="post_add"),
    path("people/staff/<int:pk>/posts/<int:post_pk>/", posts.post_edit, name="post_edit"),
    path("people/staff/accounts/", staff.accounts_of_nobody, name="accounts_of_nobody"),
    path("schemes/<int:pk>/parts/", placements.parts, name="parts"),
    path("schemes/<int:pk>/parts/add/", placements.adult_place, name="adult_place"),
    path("schemes/<int:pk>/parts/end/", together.end_together, name="end_together"),
    path("people/<int:pk>/", views.person, name="person"),
    path("people/<int:pk>/purpose/", views.purpose, name="purpose"),
    path("people/<int:pk>/edit/", views.person_edit, name="person_edit"),
    path("people/<int:pk>/carers/add/", contacts.carer_add, name="carer_add"),
    path("people/<int:pk>/carers/<int:carer_pk>/", contacts.carer_edit, name="carer_edit"),
    path("people/<int:pk>/carers/<int:carer_pk>/end/", contacts.carer_end, name="carer_end"),
    path("people/<int:pk>/consents/add/", welfare.consent_add, name="consent_add"),
    path("people/<int:pk>/consents/<int:consent_pk>/withdraw/", welfare.consent_withdraw, name="consent_withdraw"),
    path("people/<int:pk>/needs/add/", welfare.need_add, name="need_add"),
    path("people/<int:pk>/needs/<int:need_pk>/", welfare.need_edit, name="need_edit"),
    path("people/<int:pk>/needs/<int:need_pk>/end/", welfare.need_end, name="need_end"),
    path("people/<int:pk>/wishes/add/", welfare.wish_add, name="wish_add"),
    path("people/<int:pk>/wishes/<int:wish_pk>/answer/", welfare.wish_answer, name="wish_answer"),
    path("people/<int:pk>/schemes/add/", placements.placement_add, name="placement_add"),
    path("people/<int:pk>/schemes/<int:placement_pk>/", placements.placement_correct, name="placement_correct"),
    path("people/<int:pk>/schemes/<int:placement_pk>/end/", placements.placement_end, name="placement_end"),
    path("people/<int:pk>/schemes/<int:placement_pk>/strike/", placements.placement_strike, name="placement_strike"),
]
