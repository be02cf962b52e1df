"""Forces, units, users, the roles they hold over time, and the principals that access lists are kept by."""

from __future__ import annotations

from functools import cached_property
from typing import ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from safeguarding.access import policies
from safeguarding.access.choices import Nation, Role, UnitKind
from safeguarding.core import clock
from safeguarding.core.history import track
from safeguarding.core.models import Versioned


@track()
class Force(Versioned):
    """A police force: the outermost owner of records. One force never sees another's."""

    name = models.CharField(max_length=120, unique=True)
    slug = models.SlugField(unique=True)
    nation = models.CharField(max_length=10, choices=Nation.choices, default=Nation.ENGLAND)
    information_owner = models.ForeignKey(
        "User",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Told at once whenever somebody opens a case in an emergency.",
    )

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class UnitQuerySet(models.QuerySet["Unit"]):
    def visible_to(self, user: User) -> UnitQuerySet:
        """The units of one's own force."""
        return self.filter(force_id=user.force_id) if user.force_id else self.none()


@track()
class Unit(Versioned):
    """A team inside a force: the owner of records."""

    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="units")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=UnitKind.choices)
    is_active = models.BooleanField(default=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ["force__name", "name"]
        constraints = [models.UniqueConstraint(fields=["force", "name"], name="unit_name_once_per_force")]

    def __str__(self) -> str:
        return self.name


class UserQuerySet(models.QuerySet["User"]):
    def visible_to(self, user: User) -> UserQuerySet:
        """Active colleagues of one's own force; somebody whose roles only let them log concerns sees just themself."""
        if not policies.sees_colleagues(user):
            return self.filter(pk=user.pk)
        return self.filter(force_id=user.force_id, force__isnull=False, is_active=True, is_system=False)

    def holding(self, role: str) -> UserQuerySet:
        """Those who hold the role now, in any unit."""
        return self.filter(pk__in=RoleAssignment.objects.live().filter(role=role).values("user_id"))


class AccountManager(UserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]  # made at run time
    """Users by email address; the name that signs in is never a person's name."""


@track(exclude=["password", "last_login"])
class User(Versioned, AbstractUser):
    """Somebody (or, for background work, something) that signs in or acts."""

    email = models.EmailField(unique=True)
    force = models.ForeignKey(Force, on_delete=models.PROTECT, null=True, blank=True, related_name="users")
    home_unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="home_users",
        help_text="Where the user works; a concern they log is routed from here.",
    )
    is_system = models.BooleanField(default=False, help_text="Acts for background work and never signs in.")

    objects: ClassVar[AccountManager] = AccountManager()

    class Meta:
        ordering = ["last_name", "first_name", "pk"]

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    @cached_property
    def live_roles(self) -> frozenset[tuple[int, str]]:
        """The (unit id, role) pairs held today; read once per request, so a change counts from the next one."""
        return frozenset((unit_id, role) for unit_id, role, _ in self._held if unit_id is not None)

    @cached_property
    def principal_ids(self) -> list[int]:
        """The principals this user is today: themself and each live unit role. Access lists are keyed by these."""
        return sorted({principal_id for _, _, principal_id in self._held if principal_id is not None})

    @cached_property
    def _held(self) -> list[tuple[int | None, str, int | None]]:
        """The unit, role and principal of each role held today, and the principal that is the user alone."""
        if not self.is_active:
            return []
        of_role = Principal.objects.filter(unit_id=models.OuterRef("unit_id"), role=models.OuterRef("role"))
        roles = RoleAssignment.objects.live().filter(user=self).order_by()
        own = Principal.objects.filter(user=self).values_list("unit_id", "role", "pk")
        return list(roles.values_list("unit_id", "role", models.Subquery(of_role.values("pk"))).union(own))


class RoleAssignmentQuerySet(models.QuerySet["RoleAssignment"]):
    def live(self) -> RoleAssignmentQuerySet:
        """Assignments in force now: started, not run out, not ended by somebody, in an active unit."""
        today = clock.today()
        return self.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=today),
            starts_on__lte=today,
            ended_at__isnull=True,
            unit__is_active=True,
        )


@track()
class RoleAssignment(Versioned):
    """A user holds a role in a unit from a day, and maybe until a day."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="role_assignments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="role_assignments")
    role = models.CharField(max_length=20, choices=Role.choices)
    starts_on = models.DateField(default=clock.today)
    ends_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = RoleAssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["unit__name", "role", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "unit", "role", "starts_on"],
                condition=Q(ended_at__isnull=True),
                name="role_once_per_start",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="role_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="role_ended_at_and_by",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}, {self.unit}"


class Principal(models.Model):
    """Whom an access list names: one user, or everyone who holds a role in a unit. Never both."""

    user = models.OneToOneField(User, on_delete=models.PROTECT, null=True, related_name="principal")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="principals")
    role = models.CharField(max_length=20, choices=Role.choices, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "role"],
                condition=Q(user__isnull=True),
                name="principal_role_once",
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=False, unit__isnull=True, role="")
                | (Q(user__isnull=True, unit__isnull=False) & ~Q(role="")),
                name="principal_user_or_role",
            ),
        ]

    def __str__(self) -> str:
        return str(self.user) if self.user_id else f"{Role(self.role).label}, {self.unit}"


class ApiToken(models.Model):
    """A program's key to the API: shown once, kept as a hash, limited in scope and time, revocable."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=80)
    token_hash = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_live(self) -> bool:
        """Whether the token still opens anything."""
        return self.revoked_at is None and self.expires_at > clock.now()


class IdempotencyKey(models.Model):
    """The answer a create already gave under this key, so that sending it twice makes one record."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    route = models.CharField(max_length=200)
    request_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    body = models.JSONField(null=True)
    headers = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="idempotency_key_once_per_user")]

    def __str__(self) -> str:
        return self.key
