"""The register of online accounts: one row for each handle on a platform, whoever it was seen with."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from safeguarding.access.models import Force, User
from safeguarding.communications import policies, states
from safeguarding.communications.choices import (
    OFFICIAL_KINDS,
    AccountKind,
    AccountStatus,
    HandleRule,
    Outcome,
    PlatformKind,
    RequestAction,
    Severity,
    TargetKind,
)
from safeguarding.communications.rules.handles import handle_shown
from safeguarding.core import clock
from safeguarding.core.history import track
from safeguarding.core.models import Versioned
from safeguarding.people.models import Person
from safeguarding.schemes.models import NEVER_CHANGED, Scheme

USER = settings.AUTH_USER_MODEL
TEXT_MAX = 10_000


@track()
class Platform(Versioned):
    """A service on which people have accounts: what it is, and whether the force allows it for official use."""

    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=20, choices=PlatformKind.choices)
    is_ephemeral = models.BooleanField(default=False, help_text="Messages vanish by themselves.")
    is_official = models.BooleanField(default=False, help_text="Allowed for official use.")
    handle_rule = models.CharField(max_length=20, choices=HandleRule.choices, default=HandleRule.NAME)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class AccountQuerySet(models.QuerySet["Account"]):
    def visible_to(self, user: User) -> AccountQuerySet:
        """For who may see the register of schemes, and for who owns the account or may use it."""
        # By key: whoever owns an account that several may use would find it several times.
        return self.filter(pk__in=Account._base_manager.filter(policies.accounts_visible_q(user)).values("pk"))


@track()
class Account(Versioned):
    """One handle on one platform: whose it is, what it is for, and until when it is approved."""

    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="+")
    platform = models.ForeignKey(Platform, on_delete=models.PROTECT, related_name="accounts")
    handle = models.CharField(max_length=200, help_text="As it is written.")
    handle_key = models.CharField(max_length=200, help_text="As it is compared.")
    kind = models.CharField(max_length=25, choices=AccountKind.choices)
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, null=True, blank=True, related_name="accounts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="accounts")
    purpose = models.TextField(blank=True, max_length=TEXT_MAX)
    status = models.CharField(max_length=10, choices=AccountStatus.choices)
    added_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=clock.now)
    proposed_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text="Who put it up for approval, or changed it while it waited: somebody else approves it.",
    )  # fmt: skip
    changers = ArrayField(
        models.BigIntegerField(), default=list, blank=True,
        help_text="Everybody who changed it since it was last approved or renewed: none of them approves it.",
    )  # fmt: skip
    approved_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_on = models.DateField(null=True, blank=True)
    approved_until = models.DateField(null=True, blank=True, help_text="The last day on which it may be used.")
    decided_because = models.TextField(blank=True, max_length=TEXT_MAX, help_text="Why it was refused or suspended.")
    revoked_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    revoked_on = models.DateField(null=True, blank=True)
    passwords_changed_on = models.DateField(null=True, blank=True)
    passwords_proof = models.TextField(blank=True, max_length=TEXT_MAX, help_text="How it is known that they changed.")

    objects = AccountQuerySet.as_manager()

    class Meta:
        ordering = ["platform__name", "handle_key", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["force", "platform", "handle_key"], name="account_once_per_force"),
            models.CheckConstraint(
                condition=Q(scheme__isnull=True) | Q(person__isnull=True), name="account_of_a_scheme_or_a_person"
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True, approved_on__isnull=True, approved_until__isnull=True)
                | Q(approved_by__isnull=False, approved_on__isnull=False, approved_until__gte=F("approved_on")),
                name="account_approved_by_on_until",
            ),
            models.CheckConstraint(
                condition=~Q(status=AccountStatus.APPROVED) | Q(approved_by__isnull=False, kind__in=OFFICIAL_KINDS),
                name="account_approved_is_official",
            ),
            models.CheckConstraint(
                condition=~Q(status=AccountStatus.APPROVED) | ~Q(approved_by=F("proposed_by")),
                name="account_approved_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(status=AccountStatus.REVOKED)
                | (Q(revoked_by__isnull=False, revoked_on__isnull=False, passwords_changed_on__isnull=False)
                   & ~Q(passwords_proof="")),
                name="account_revoked_with_proof",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["handle_key"], name="account_by_handle")]
        triggers = [pgtrigger.FSM(name="status_follows_the_table", field="status", transitions=list(states.EDGES))]

    def __str__(self) -> str:
        return f"{self.shown} on {self.platform}"

    def get_absolute_url(self) -> str:
        return reverse("communications:account", args=[self.pk])

    @property
    def shown(self) -> str:
        """The handle as people read it; `handle` keeps what was given, such as the address of the profile."""
        return handle_shown(self.platform.handle_rule, self.handle)

    @property
    def is_approved_now(self) -> bool:
        """Approved, and not past its last day."""
        until = self.approved_until
        return self.status == AccountStatus.APPROVED and until is not None and until >= clock.today()


class AccountAccessQuerySet(models.QuerySet["AccountAccess"]):
    def live(self) -> AccountAccessQuerySet:
        """Of those who may use an account now. What a merged record has counts with the record that was kept."""
        return self.filter(ended_at__isnull=True, person__merged_into__isnull=True)


@track()
class AccountAccess(Versioned):
    """Who may use an account, from when to when. Who leaves loses it the day they leave."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="accesses")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="account_accesses")
    since = models.DateTimeField(default=clock.now)
    given_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_because = models.CharField(max_length=300, blank=True)

    objects = AccountAccessQuerySet.as_manager()

    class Meta:
        ordering = ["-since", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "person"], condition=Q(ended_at__isnull=True), name="account_access_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__gte=F("since"), ended_by__isnull=False),
                name="account_access_ended_at_by",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.account}"


@track()
class AccountRequest(models.Model):
    """A request to be friends, a follow, or the acceptance of one. Never changed, but that two records become one."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="requests")
    action = models.CharField(max_length=10, choices=RequestAction.choices)
    target_kind = models.CharField(max_length=25, choices=TargetKind.choices)
    target_handle = models.CharField(max_length=200, blank=True)
    target_key = models.CharField(max_length=200, blank=True, db_index=True, help_text="As it is compared.")
    target_person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", help_text="Who used the account.")
    made_at = models.DateTimeField()
    checked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True, help_text="When it was found to be genuine.")
    check_method = models.CharField(max_length=300, blank=True)
    logged_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    logged_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True, checked_at__isnull=True, check_method="")
                | (Q(checked_by__isnull=False, checked_at__isnull=False) & ~Q(check_method="")),
                name="account_request_checked_by_at_how",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="never_changed", exclude=["target_person", "made_by", "checked_by"]),
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.get_action_display()}, {self.account}"


@track()
class RequestResult(models.Model):
    """What one rule said of a request when it was logged, on what it was told then. Never changed."""

    request = models.ForeignKey(AccountRequest, on_delete=models.PROTECT, related_name="results")
    rule = models.CharField(max_length=6)
    outcome = models.CharField(max_length=15, choices=Outcome.choices)
    severity = models.CharField(max_length=10, choices=Severity.choices)
    reason = models.TextField(max_length=TEXT_MAX)
    inputs = models.JSONField(help_text="What the rule was told: ids, dates and choices, no names.")
    asked_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["rule", "pk"]
        constraints = [models.UniqueConstraint(fields=["request", "rule"], name="rule_once_of_a_request")]
        indexes = [models.Index(fields=["rule", "outcome"], name="request_result_by_rule")]
        triggers = [NEVER_CHANGED]

    def __str__(self) -> str:
        return f"{self.rule} of {self.request}"
