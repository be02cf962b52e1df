"""One subject access request: who asks for whose file, its clock, how far it is, and what was given."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from safeguarding.access.models import Force, Unit, User
from safeguarding.audit.choices import Purpose
from safeguarding.core import clock
from safeguarding.core.history import track
from safeguarding.core.models import Versioned, together
from safeguarding.files.models import StoredFile
from safeguarding.people.models import Person
from safeguarding.subject_access import policies, states
from safeguarding.subject_access.choices import Asker, ExtensionReason, Proof, RefusalGround, Status, Way

USER = settings.AUTH_USER_MODEL
REASON_MAX = 2_000
NEVER_CHANGED = pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update | pgtrigger.Delete)


class AccessRequestQuerySet(models.QuerySet["AccessRequest"]):
    def visible_to(self, user: User) -> AccessRequestQuerySet:
        """For who answers requests in the force, but nobody who is in conflict with what the person is in."""
        return self.filter(policies.visible_q(user))


@track()
class AccessRequest(Versioned):
    """Somebody asks for what the force holds about a person (UK GDPR Art 15; DPA 2018 s.45)."""

    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", help_text="Up whose line it goes late.")
    reference = models.CharField(max_length=20, unique=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_by = models.CharField(max_length=10, choices=Asker.choices)
    asker_name = models.CharField(max_length=200, blank=True, help_text="Where somebody else asks for them.")
    authority = models.CharField(max_length=300, blank=True, help_text="What shows that they may ask.")
    received_on = models.DateField()
    received_how = models.CharField(max_length=10, choices=Way.choices)
    scope = models.TextField(max_length=REASON_MAX, blank=True, help_text="What they ask for, in their words.")
    status = models.CharField(max_length=20, choices=Status.choices, default=states.FIRST_STATUS)
    recorded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=clock.now)
    proof = models.CharField(max_length=10, choices=Proof.choices, blank=True)
    proof_note = models.CharField(max_length=300, blank=True)
    proved_on = models.DateField(null=True, blank=True, help_text="When what proves it arrived: the clock begins then.")
    proved_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    extended_on = models.DateField(null=True, blank=True, help_text="When they were told of it.")
    extended_because = models.CharField(max_length=10, choices=ExtensionReason.choices, blank=True)
    extension_note = models.TextField(max_length=REASON_MAX, blank=True, help_text="The reasons that they were given.")
    extended_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    gather_asked_at = models.DateTimeField(null=True, blank=True)
    gather_asked_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    sources_done = models.PositiveSmallIntegerField(default=0)
    gathered_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=300, blank=True, help_text="Why the file or the document was not made.")
    tries = models.PositiveSmallIntegerField(default=0, help_text="How often a worker began and came no further.")
    seen_at = models.DateTimeField(default=clock.now, help_text="When a worker last came further with it.")
    handed_in_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    handed_in_at = models.DateTimeField(null=True, blank=True)
    returned_because = models.TextField(max_length=REASON_MAX, blank=True)
    approved_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    package = models.OneToOneField(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text="The document with the same for programs, and a list of both.",
    )  # fmt: skip
    pages = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(null=True, blank=True)
    disclosed_on = models.DateField(null=True, blank=True)
    disclosed_how = models.CharField(max_length=10, choices=Way.choices, blank=True)
    disclosed_to = models.CharField(max_length=200, blank=True)
    disclosed_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ground = models.CharField(max_length=20, choices=RefusalGround.choices, blank=True)
    ended_because = models.TextField(max_length=REASON_MAX, blank=True)
    ended_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_on = models.DateField(null=True, blank=True)

    objects = AccessRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-received_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(asked_by=Asker.THEMSELF) | ~Q(asker_name="") & ~Q(authority=""),
                name="access_request_asked_by_somebody_who_may",
            ),
            models.CheckConstraint(
                condition=Q(status__in=(Status.RECEIVED, Status.REFUSED, Status.WITHDRAWN))
                | Q(proved_on__isnull=False, proved_by__isnull=False) & ~Q(proof=""),
                name="access_request_identity_before_all_else",
            ),
            models.CheckConstraint(condition=together("approved_by", "approved_at"), name="access_request_approved"),
            models.CheckConstraint(condition=together("extended_by", "extended_on"), name="access_request_extended"),
            models.CheckConstraint(
                condition=together("gather_asked_by", "gather_asked_at"), name="access_request_gathering"
            ),
            models.CheckConstraint(condition=together("handed_in_by", "handed_in_at"), name="access_request_handed_in"),
            models.CheckConstraint(condition=together("ended_by", "ended_on"), name="access_request_ended"),
            models.CheckConstraint(
                condition=~Q(status=Status.DISCLOSED)
                | Q(file__isnull=False, disclosed_on__isnull=False, disclosed_by__isnull=False),
                name="access_request_disclosed_what",
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="status_follows_the_table", field="status", transitions=list(states.EDGES)),
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("subject_access:request", args=[self.pk])

    @property
    def stands_still(self) -> bool:
        """Whether a worker gave it up, until somebody has it tried again."""
        waits = self.status == Status.GATHERING or (self.status == Status.APPROVED and self.file_id is None)
        return waits and bool(self.problem)

    @property
    def is_open(self) -> bool:
        return self.status in states.OPEN


class ClockPause(models.Model):
    """Something was asked of whoever asks, and the clock stands still until it is answered (DPA 2018 s.54(3C))."""

    request = models.ForeignKey(AccessRequest, on_delete=models.PROTECT, related_name="pauses")
    what = models.TextField(max_length=REASON_MAX)
    asked_on = models.DateField()
    asked_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    answered_on = models.DateField(null=True, blank=True)
    answer = models.TextField(max_length=REASON_MAX, blank=True)

    class Meta:
        ordering = ["request", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["request"], condition=Q(answered_on__isnull=True), name="clock_pause_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | Q(answered_on__gte=models.F("asked_on")),
                name="clock_pause_ends_after",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="ended_stays", operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__answered_on__isnull=False),
            ),
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"pause of {self.request_id}"


class FileOpening(models.Model):
    """Somebody took the document out of the system: who, when and why."""

    request = models.ForeignKey(AccessRequest, on_delete=models.PROTECT, related_name="openings")
    sha256 = models.CharField(max_length=64)
    opened_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=clock.now)
    purpose = models.CharField(max_length=30, choices=Purpose.choices)
    purpose_text = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-pk"]
        triggers = [NEVER_CHANGED]

    def __str__(self) -> str:
        return f"opening of {self.request_id}"
