"""One recommendation: what was recommended, by whom and for whom, how it was answered, and where it stands."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse

from safeguarding.access.models import Force, Unit, User
from safeguarding.cases.models import Case
from safeguarding.core import clock
from safeguarding.core.history import track
from safeguarding.core.models import Versioned, together
from safeguarding.deadlines.models import Deadline
from safeguarding.recommendations import policies, states
from safeguarding.recommendations.choices import AddresseeKind, Basis, Position, Reason, Scope, Status

USER = settings.AUTH_USER_MODEL
TEXT_MAX = 10_000


class RecommendationQuerySet(models.QuerySet["Recommendation"]):
    def visible_to(self, user: User) -> RecommendationQuerySet:
        """For who sees recommendations, who has something of them in hand, and who sees the case they came from."""
        return self.filter(policies.visible_q(user))

    def live(self) -> RecommendationQuerySet:
        """Those that have not come to an end."""
        return self.exclude(status__in=states.AT_AN_END)

    def overdue(self) -> RecommendationQuerySet:
        """Those of which a clock has run out: of the answer, an action, an audience or the yearly look."""
        return self.filter(_is_late())

    def counts(self) -> dict[str, int]:
        """How many there are, and how many of them are late, in one read."""
        return self.aggregate(every=Count("pk"), late=Count("pk", filter=_is_late()))


def _is_late() -> Exists:
    return Exists(Deadline.objects.overdue().filter(subject_type="recommendation", subject_id=OuterRef("pk")))


@track()
class Recommendation(Versioned):
    """What somebody recommended that the force, or another body, should do. Its text names nobody."""

    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="recommendations")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", help_text="Up whose line it goes late.")
    reference = models.CharField(max_length=20, unique=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, blank=True, related_name="recommendations")
    released_at = models.DateTimeField(null=True, blank=True, help_text="Since when it is on the board of the force.")
    released_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    basis = models.CharField(max_length=20, choices=Basis.choices)
    scope = models.CharField(max_length=10, choices=Scope.choices)
    recommended_by = models.CharField(max_length=120, help_text="The body that made it.")
    their_reference = models.CharField(max_length=60, blank=True, help_text="How that body calls it.")
    addressee = models.CharField(max_length=120, help_text="The body it is for.")
    addressee_kind = models.CharField(max_length=20, choices=AddresseeKind.choices)
    title = models.CharField(max_length=120)
    text = models.TextField(max_length=TEXT_MAX)
    background = models.TextField(max_length=TEXT_MAX, blank=True)
    made_on = models.DateField()
    made_public_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=clock.now)
    owner = models.ForeignKey(
        USER, on_delete=models.PROTECT, null=True, blank=True, related_name="owned_recommendations"
    )
    status = models.CharField(max_length=30, choices=Status.choices, default=states.FIRST_STATUS)
    came_from = models.CharField(max_length=30, choices=Status.choices, blank=True, help_text="Where it goes on.")
    position = models.CharField(max_length=20, choices=Position.choices, blank=True)
    response_text = models.TextField(max_length=TEXT_MAX, blank=True)
    reasons = ArrayField(models.CharField(max_length=20, choices=Reason.choices), default=list, blank=True)
    reason_text = models.TextField(max_length=TEXT_MAX, blank=True)
    drafted_at = models.DateTimeField(null=True, blank=True)
    drafted_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    returned_because = models.TextField(max_length=TEXT_MAX, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_as = models.CharField(max_length=120, blank=True, help_text="In which rank or post.")
    answered_on = models.DateField(null=True, blank=True, help_text="When the answer was sent, or theirs given.")
    answered_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="Who recorded it."
    )
    late_because = models.TextField(max_length=TEXT_MAX, blank=True)
    answer_public_on = models.DateField(null=True, blank=True)
    answer_address = models.URLField(max_length=300, blank=True, help_text="Where the answer is published.")
    not_public_because = models.TextField(max_length=TEXT_MAX, blank=True)
    evidence = models.TextField(max_length=TEXT_MAX, blank=True)
    evidenced_at = models.DateTimeField(null=True, blank=True)
    evidenced_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    verified_how = models.TextField(max_length=TEXT_MAX, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    doubted_because = models.TextField(max_length=TEXT_MAX, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    closed_because = models.TextField(max_length=TEXT_MAX, blank=True)

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        ordering = ["-made_on", "-pk"]
        indexes = [models.Index(fields=["force", "status", "-made_on"], name="recommendation_by_status")]
        constraints = [
            models.CheckConstraint(condition=together("released_at", "released_by"), name="recommendation_released"),
            models.CheckConstraint(condition=together("drafted_at", "drafted_by"), name="recommendation_drafted"),
            models.CheckConstraint(condition=together("approved_at", "approved_by"), name="recommendation_approved"),
            models.CheckConstraint(condition=together("answered_on", "answered_by"), name="recommendation_answered"),
            models.CheckConstraint(condition=together("evidenced_at", "evidenced_by"), name="recommendation_evidenced"),
            models.CheckConstraint(condition=together("verified_at", "verified_by"), name="recommendation_verified"),
            models.CheckConstraint(condition=together("closed_at", "closed_by"), name="recommendation_closed"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=models.F("drafted_by")),
                name="recommendation_approved_by_another",
            ),
            models.CheckConstraint(
                condition=Q(verified_by__isnull=True) | ~Q(verified_by=models.F("owner")) | Q(owner__isnull=True),
                name="recommendation_verified_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.NOT_ACCEPTED)
                | (Q(position=Position.NOT_ACCEPTED) & ~Q(reasons=[]) & ~Q(reason_text="")),
                name="recommendation_refused_with_reasons",
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="status_follows_the_table", field="status", transitions=list(states.EDGES)),
            pgtrigger.Trigger(
                name="begins_received", when=pgtrigger.Before, operation=pgtrigger.Insert,
                condition=~pgtrigger.Q(new__status=Status.RECEIVED),
                func="RAISE EXCEPTION 'a recommendation begins as received';",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("recommendations:recommendation", args=[self.pk])

    @property
    def is_ours_to_answer(self) -> bool:
        return self.addressee_kind == AddresseeKind.THIS_FORCE

    @property
    def is_refused(self) -> bool:
        return self.position == Position.NOT_ACCEPTED

    @property
    def reason_labels(self) -> list[str]:
        """Why it, or a part of it, is not accepted, in words."""
        return [str(Reason(reason).label) for reason in self.reasons]

    @property
    def is_approved(self) -> bool:
        """Whether its answer is approved and not sent, more time and courts in between included: it stands so."""
        waits = self.status in (Status.EXTENSION_REQUESTED, Status.JUDICIAL_REVIEW)
        return self.status == Status.APPROVED or (waits and self.came_from == Status.APPROVED)

    @property
    def is_on_board(self) -> bool:
        """Whether everybody who sees recommendations sees it, and it may go out."""
        return self.case_id is None or self.released_at is not None
