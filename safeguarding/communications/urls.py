"""Addresses of accounts and contacts."""

from __future__ import annotations

from django.urls import path

from safeguarding.communications.views import (
    accounts,
    accounts_decided,
    accounts_used,
    asking,
    contact_found,
    contacts,
    guidelines,
    plans,
    platforms,
)

app_name = "communications"

ACCOUNTS = [
    path("accounts/", accounts.account_list, name="account_list"),
    path("accounts/add/", accounts.account_add, name="account_add"),
    path("accounts/requests/", accounts_used.request_list, name="request_list"),
    path("accounts/platforms/", platforms.platform_list, name="platform_list"),
    path("accounts/platforms/add/", platforms.platform_add, name="platform_add"),
    path("accounts/platforms/<int:pk>/", platforms.platform_edit, name="platform_edit"),
    path("accounts/<int:pk>/", accounts.account, name="account"),
    path("accounts/<int:pk>/edit/", accounts.account_edit, name="account_edit"),
    path("accounts/<int:pk>/propose/", accounts_decided.propose, name="account_propose"),
    path("accounts/<int:pk>/approve/", accounts_decided.approve, name="account_approve"),
    path("accounts/<int:pk>/renew/", accounts_decided.renew, name="account_renew"),
    path("accounts/<int:pk>/refuse/", accounts_decided.refuse, name="account_refuse"),
    path("accounts/<int:pk>/suspend/", accounts_decided.suspend, name="account_suspend"),
    path("accounts/<int:pk>/revoke/", accounts_decided.revoke, name="account_revoke"),
    path("accounts/<int:pk>/passwords/", accounts_decided.passwords, name="account_passwords"),
    path("accounts/<int:pk>/access/give/", accounts_used.access_give, name="access_give"),
    path("accounts/<int:pk>/access/<int:access_pk>/end/", accounts_used.access_end, name="access_end"),
    path("accounts/<int:pk>/requests/add/", accounts_used.request_add, name="request_add"),
    path("accounts/<int:pk>/requests/<int:request_pk>/", accounts_used.request_page, name="request"),
]

A_CONTACT = "contacts/<int:pk>/"
A_REPORT = "contacts/reports/<int:pk>/"
LEAVE = "contacts/leave/<int:pk>/"
CONTACTS = [
    path("contacts/", contacts.contact_list, name="contact_list"),
    path("contacts/log/", contacts.contact_log, name="contact_log"),
    path("contacts/log/answers/", contacts.contact_answers, name="contact_answers"),
    path("contacts/planned/", plans.plan_list, name="plan_list"),
    path("contacts/purpose/", contact_found.purpose, name="purpose"),
    path("contacts/rules/", guidelines.rules, name="rules"),
    path("contacts/rules/<slug:name>/", guidelines.rule, name="rule"),
    path("contacts/numbers/", guidelines.numbers, name="numbers"),
    path("contacts/numbers/set/", guidelines.number_set, name="number_set"),
    path("contacts/reports/", asking.report_list, name="report_list"),
    path("contacts/reports/add/", asking.report_add, name="report_add"),
    path(A_REPORT, asking.report, name="report"),
    path("contacts/leave/", asking.authorisation_list, name="authorisation_list"),
    path("contacts/leave/ask/", asking.authorisation_ask, name="authorisation_ask"),
    path(LEAVE, asking.authorisation, name="authorisation"),
    path(f"{LEAVE}approve/", asking.authorisation_approve, name="authorisation_approve"),
    path(f"{LEAVE}refuse/", asking.authorisation_refuse, name="authorisation_refuse"),
    path(f"{LEAVE}withdraw/", asking.authorisation_withdraw, name="authorisation_withdraw"),
    path(f"{LEAVE}end/", asking.authorisation_end, name="authorisation_end"),
    path(A_CONTACT, contacts.contact, name="contact"),
    path(f"{A_CONTACT}edit/", plans.plan_edit, name="plan_edit"),
    path(f"{A_CONTACT}sent/", plans.contact_sent, name="contact_sent"),
    path(f"{A_CONTACT}withdraw/", plans.contact_withdraw, name="contact_withdraw"),
    path(f"{A_CONTACT}checked/", contacts.contact_checked, name="contact_checked"),
    path(f"{A_CONTACT}again/", contacts.contact_again, name="contact_again"),
]

urlpatterns = [*ACCOUNTS, *CONTACTS]
