"""Contacts between adults and young people, reports and requests about them, and what the rules said."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from safeguarding.access.models import Force, User
from safeguarding.communications import policies, states
from safeguarding.communications.choices import (
    PERSONAL_KINDS,
    AccountKind,
    Channel,
    ContactStatus,
    Direction,
    Outcome,
    Purpose,
    Severity,
)
from safeguarding.communications.models.accounts import TEXT_MAX, Account, Platform
from safeguarding.communications.models.authorisations import ContactAuthorisation
from safeguarding.core import clock
from safeguarding.core.history import track
from safeguarding.core.models import Versioned
from safeguarding.people.choices import AgeBand
from safeguarding.people.models import Person
from safeguarding.risk.models import RiskRegisterEntry
from safeguarding.schemes.models import NEVER_CHANGED, Scheme

USER = settings.AUTH_USER_MODEL


class ContactEventQuerySet(models.QuerySet["ContactEvent"]):
    def visible_to(self, user: User) -> ContactEventQuerySet:
        """For who works with people in the force, and for the adults who took part."""
        return self.filter(policies.contacts_visible_q(user))


@track()
class ContactEvent(Versioned):
    """One contact, planned or past, with what the guideline rules need to be told."""

    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="+")
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    status = models.CharField(
        max_length=10, choices=ContactStatus.choices, default=ContactStatus.HAPPENED,
        help_text="Of a plan the rules are asked before anything is sent.",
    )  # fmt: skip
    direction = models.CharField(max_length=20, choices=Direction.choices)
    sender = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", help_text="The adult.")
    platform = models.ForeignKey(Platform, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="contacts")
    account_kind = models.CharField(
        max_length=25, choices=AccountKind.choices, blank=True,
        help_text="What kind of account it was, where it is not on the register and that is known.",
    )  # fmt: skip
    channel = models.CharField(max_length=20, choices=Channel.choices)
    purpose = models.CharField(max_length=20, choices=Purpose.choices, blank=True)
    purpose_text = models.TextField(blank=True, max_length=TEXT_MAX)
    sent_at = models.DateTimeField(help_text="When it was, or is to be, sent.")
    second_adult = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    second_adult_told_at = models.DateTimeField(null=True, blank=True)
    second_adult_checked_at = models.DateTimeField(null=True, blank=True)
    whole_group = models.BooleanField(default=False, help_text="Everybody young in the scheme is reached.")
    answers = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="answered_by")
    authorisation = models.ForeignKey(
        ContactAuthorisation, on_delete=models.PROTECT, null=True, blank=True, related_name="contacts"
    )
    logged_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    logged_at = models.DateTimeField(default=clock.now)
    withdrawn_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.TextField(blank=True, max_length=TEXT_MAX)

    objects = ContactEventQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(account_kind="") | Q(account__isnull=True, account_kind__in=PERSONAL_KINDS),
                name="contact_kind_of_an_unregistered_account",
            ),
            models.CheckConstraint(
                condition=Q(status=ContactStatus.WITHDRAWN, withdrawn_by__isnull=False, withdrawn_at__isnull=False)
                | (~Q(status=ContactStatus.WITHDRAWN) & Q(withdrawn_by__isnull=True, withdrawn_at__isnull=True)),
                name="contact_withdrawn_by_at",
            ),
        ]
        indexes = [
            models.Index(fields=["force", "-sent_at"], name="contact_by_force"),
            models.Index(fields=["sender", "-sent_at"], name="contact_by_sender"),
            models.Index(fields=["sent_at"], name="contact_planned", condition=Q(status=ContactStatus.PLANNED)),
        ]
        triggers = [
            pgtrigger.FSM(name="status_follows_the_table", field="status", transitions=list(states.CONTACT_EDGES))
        ]

    def __str__(self) -> str:
        return f"contact {self.pk}"

    @property
    def is_planned(self) -> bool:
        """Not yet sent, and not given up."""
        return self.status == ContactStatus.PLANNED

    def get_absolute_url(self) -> str:
        return reverse("communications:contact", args=[self.pk])


@track()
class ContactRecipient(models.Model):
    """Who was, or is to be, reached: on record, or as many as there were in a group."""

    contact = models.ForeignKey(ContactEvent, on_delete=models.PROTECT, related_name="recipients")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    description = models.CharField(max_length=300, blank=True)
    age_band = models.CharField(max_length=10, choices=AgeBand.choices, default=AgeBand.UNKNOWN)
    is_child = models.BooleanField(null=True, help_text="On the day of the contact; empty when it is not known.")
    is_met_through_work = models.BooleanField(null=True)
    is_victim_or_witness = models.BooleanField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(description=""), name="contact_recipient_is_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"recipient of {self.contact}"


class ContactReportQuerySet(models.QuerySet["ContactReport"]):
    def visible_to(self, user: User) -> ContactReportQuerySet:
        """For who works with people in the force, who made it, and the supervisor who was told."""
        return self.filter(policies.reports_visible_q(user))


@track()
class ContactReport(Versioned):
    """A young person tried to make contact: told to the supervisor and the central team, and on the risk register."""

    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="+")
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    adult = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", help_text="Whom they tried to reach.")
    young_person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    description = models.CharField(max_length=300, blank=True, help_text="Who it was, when they are not on record.")
    platform = models.ForeignKey(Platform, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="reports")
    channel = models.CharField(max_length=20, choices=Channel.choices)
    happened_at = models.DateTimeField()
    what = models.TextField(max_length=TEXT_MAX, help_text="What came, and what was done with it.")
    reported_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    reported_at = models.DateTimeField(default=clock.now)
    supervisor = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    supervisor_told_at = models.DateTimeField(default=clock.now)
    central_team_told_at = models.DateTimeField(default=clock.now)
    risk_entry = models.OneToOneField(RiskRegisterEntry, on_delete=models.PROTECT, related_name="contact_report")

    objects = ContactReportQuerySet.as_manager()

    class Meta:
        ordering = ["-reported_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(young_person__isnull=False) | ~Q(description=""), name="contact_report_is_about_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"contact report {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("communications:report", args=[self.pk])


@track()
class RuleResult(models.Model):
    """What one rule said of one contact, on what it was told then. Never changed: asked again, it is a new row."""

    contact = models.ForeignKey(ContactEvent, on_delete=models.PROTECT, related_name="results")
    contact_version = models.PositiveIntegerField(help_text="The version of the contact that was judged.")
    rule = models.CharField(max_length=6)
    outcome = models.CharField(max_length=15, choices=Outcome.choices)
    severity = models.CharField(max_length=10, choices=Severity.choices)
    reason = models.TextField(max_length=TEXT_MAX)
    inputs = models.JSONField(help_text="What the rule was told: ids, dates and choices, no names.")
    asked_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["rule", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["contact", "contact_version", "rule"], name="rule_once_per_version")
        ]
        indexes = [models.Index(fields=["rule", "outcome", "-asked_at"], name="rule_result_by_rule")]
        triggers = [NEVER_CHANGED]

    def __str__(self) -> str:
        return f"{self.rule} of {self.contact}"


@track()
class Threshold(models.Model):
    """A number that a rule goes by in one force, from a day on. The earlier ones stay."""

    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=40)
    value = models.CharField(max_length=20)
    since = models.DateField()
    set_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField(default=clock.now)
    reason = models.TextField(max_length=TEXT_MAX)

    class Meta:
        ordering = ["name", "-since", "-pk"]
        constraints = [models.UniqueConstraint(fields=["force", "name", "since"], name="threshold_once_a_day")]
        triggers = [NEVER_CHANGED]

    def __str__(self) -> str:
        return f"{self.name} since {self.since}"
