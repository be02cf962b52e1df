"""Who may see a case: the ledger of named grants, the access list read on every page, and the conflicts taken away."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from guardian.models import UserObjectPermissionBase

from safeguarding.access.models import Principal, User
from safeguarding.cases.choices import AccessLevel, ConflictKind
from safeguarding.cases.models.cases import Case
from safeguarding.cases.models.concerns import Concern
from safeguarding.core import clock
from safeguarding.core.history import track


@track()
class CaseGrant(UserObjectPermissionBase):
    """A named person was given a way into one case, by whom, why and until when (guardian, direct foreign key).

    One row for each person and kind; of emergencies one for each, however often the same person opens the case.
    """

    content_object = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="grants")
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField(default=clock.now)
    reason = models.TextField()
    is_emergency = models.BooleanField(default=False)
    expires_at = models.DateTimeField(null=True, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    review_note = models.TextField(blank=True)

    class Meta(UserObjectPermissionBase.Meta):
        unique_together = []
        constraints = [
            models.UniqueConstraint(
                fields=["content_object", "user", "permission"],
                condition=models.Q(is_emergency=False),
                name="grant_once_but_for_emergencies",
            ),
            models.CheckConstraint(
                condition=models.Q(reviewed_at__isnull=True, reviewed_by__isnull=True)
                | models.Q(reviewed_at__isnull=False, reviewed_by__isnull=False),
                name="grant_reviewed_at_by",
            ),
        ]

    def __str__(self) -> str:
        return f"grant {self.pk}"


class CaseAccessQuerySet(models.QuerySet["CaseAccess"]):
    def live_for(self, user: User) -> CaseAccessQuerySet:
        """The rows that let this user in today."""
        is_open = models.Q(expires_at__isnull=True) | models.Q(expires_at__gt=clock.now())
        return self.filter(is_open, principal_id__in=user.principal_ids)


class CaseAccess(models.Model):
    """The access list, kept in the same transaction from grants, roles and ownership. One row a case and principal."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="access_list")
    principal = models.ForeignKey(Principal, on_delete=models.PROTECT, related_name="+")
    via = models.CharField(max_length=30, help_text="The grant or role that lets this principal in.")
    level = models.CharField(max_length=10, choices=AccessLevel.choices)
    expires_at = models.DateTimeField(null=True, blank=True)
    case_updated_at = models.DateTimeField()

    objects = CaseAccessQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "case access"
        constraints = [models.UniqueConstraint(fields=["case", "principal", "via"], name="case_access_once")]
        indexes = [
            models.Index(fields=["principal", "-case_updated_at", "case"], name="case_access_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.principal} sees {self.case}"


class CaseConflict(models.Model):
    """This user is in conflict with this case: for them it does not exist, whatever else they hold."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="conflicts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=ConflictKind.choices)
    reason = models.TextField(blank=True)
    declared_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "case", "kind"], name="case_conflict_once")]

    def __str__(self) -> str:
        return f"{self.user} in conflict with {self.case}"


class ConcernSource(models.Model):
    """The case out of which a concern was begun. Whoever is in conflict with it is in conflict with the concern.

    No page, file or route shows it: whoever decides about the concern may not know that there is such a case.
    """

    concern = models.OneToOneField(Concern, on_delete=models.CASCADE, related_name="source")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="sources")

    def __str__(self) -> str:
        return f"source of {self.concern}"


class ConcernConflict(models.Model):
    """This user is in conflict with this concern: it is about them, about somebody they manage, or came from such."""

    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="conflicts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=ConflictKind.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "concern", "kind"], name="concern_conflict_once")]

    def __str__(self) -> str:
        return f"{self.user} in conflict with {self.concern}"
