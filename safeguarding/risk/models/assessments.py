"""Venues, and what could go wrong in a scheme, at a venue or on a trip."""

from __future__ import annotations

import datetime as dt

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.lookups import LessThanOrEqual
from django.urls import reverse

from safeguarding.access.models import Force, User
from safeguarding.core import clock
from safeguarding.core.history import track
from safeguarding.core.models import Versioned
from safeguarding.risk import policies, states
from safeguarding.risk.choices import AssessmentKind, AssessmentStatus, Impact, Likelihood
from safeguarding.risk.rules import Rating
from safeguarding.schemes.models import Scheme

USER = settings.AUTH_USER_MODEL
TEXT_MAX = 10_000
#: What an assessment says, and what was decided about it: the first may change in a draft alone, the second never.
CONTENT = ("force", "scheme", "kind", "venue", "title", "scope", "number", "replaces", "written_by", "writers")
DECIDED = (
    "approved_by", "approved_on", "review_on", "residual_reason", "signed_by", "paper_evidence", "late_because",
    "written_down_on",
)  # fmt: skip
ONLY_IN_A_DRAFT = """
    IF EXISTS (
        SELECT 1 FROM risk_riskassessment
        WHERE id IN (NEW.assessment_id, OLD.assessment_id) AND status <> 'draft'
    ) THEN
        RAISE EXCEPTION 'hazards change in a draft alone';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
"""


def _differs(names: tuple[str, ...]) -> pgtrigger.Q:
    differs = pgtrigger.Q()
    for name in names:
        differs |= pgtrigger.Q(**{f"old__{name}__df": pgtrigger.F(f"new__{name}")})
    return differs


def from_1_to_5(*names: str) -> Q:
    return Q(**{f"{name}__range": (1, 5) for name in names})


class VenueQuerySet(models.QuerySet["Venue"]):
    def visible_to(self, user: User) -> VenueQuerySet:
        """Venues are known in their own force."""
        return self.filter(policies.in_force_q(user))


@track()
class Venue(models.Model):
    """A place where schemes meet, once."""

    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="venues")
    name = models.CharField(max_length=120)
    place = models.CharField(max_length=120, blank=True)
    added_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    objects = VenueQuerySet.as_manager()

    class Meta:
        ordering = ["name", "place", "pk"]
        constraints = [models.UniqueConstraint(fields=["force", "name", "place"], name="venue_once_per_force")]

    def __str__(self) -> str:
        return f"{self.name}, {self.place}" if self.place else self.name


class RiskAssessmentQuerySet(models.QuerySet["RiskAssessment"]):
    def visible_to(self, user: User) -> RiskAssessmentQuerySet:
        """For who may see the register of schemes, and for those who run the scheme."""
        return self.filter(policies.assessments_visible_q(user))

    def approved_on_or_before(self, day: dt.date) -> RiskAssessmentQuerySet:
        """Those that were approved by that day and not yet replaced, withdrawn, ended or out of date on it."""
        replaced = Q(superseded_on__isnull=True) | Q(superseded_on__gt=day)
        withdrawn = Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=day)
        ended = Q(ended_on__isnull=True) | Q(ended_on__gt=day)
        return self.filter(replaced, withdrawn, ended, approved_on__lte=day, review_on__gte=day)


@track()
class RiskAssessment(Versioned):
    """What could go wrong, what is done about it, and who approved it. A new version is a new row."""

    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="+")
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="risk_assessments")
    reference = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=10, choices=AssessmentKind.choices)
    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, null=True, blank=True, related_name="risk_assessments")
    title = models.CharField(max_length=120)
    scope = models.TextField(blank=True, max_length=TEXT_MAX, help_text="What is assessed: who, where, when.")
    number = models.PositiveSmallIntegerField(default=1)
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="versions_after")
    status = models.CharField(max_length=12, choices=AssessmentStatus.choices, default=AssessmentStatus.DRAFT)
    written_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    writers = ArrayField(models.BigIntegerField(), default=list, help_text="Everybody who wrote any of it.")
    written_at = models.DateTimeField(default=clock.now)
    submitted_at = models.DateTimeField(null=True, blank=True)
    refused_because = models.TextField(blank=True, max_length=TEXT_MAX)
    approved_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_on = models.DateField(null=True, blank=True)
    residual_reason = models.TextField(blank=True, max_length=TEXT_MAX, help_text="Why what is left over is accepted.")
    review_on = models.DateField(null=True, blank=True)
    signed_by = models.CharField(max_length=120, blank=True, help_text="Who approved it on paper, before it was here.")
    paper_evidence = models.CharField(max_length=300, blank=True, help_text="Which paper was seen, and where it is.")
    late_because = models.TextField(blank=True, max_length=TEXT_MAX, help_text="Why it comes on record afterwards.")
    written_down_on = models.DateField(null=True, blank=True, help_text="When an approval on paper came on record.")
    superseded_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_because = models.TextField(blank=True, max_length=TEXT_MAX)
    ended_on = models.DateField(null=True, blank=True, help_text="When its scheme was closed.")

    objects = RiskAssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["scheme", "kind", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=AssessmentKind.VENUE, venue__isnull=False)
                | (~Q(kind=AssessmentKind.VENUE) & Q(venue__isnull=True)),
                name="assessment_of_a_venue_names_it",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True, approved_on__isnull=True, review_on__isnull=True)
                | Q(approved_by__isnull=False, approved_on__isnull=False, review_on__gt=F("approved_on")),
                name="assessment_approved_by_on_until",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[AssessmentStatus.APPROVED, AssessmentStatus.SUPERSEDED])
                | Q(approved_by__isnull=False),
                name="assessment_approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("written_by")),
                name="assessment_approved_by_another",
            ),
            models.CheckConstraint(
                condition=Q(written_down_on__isnull=True, signed_by="", paper_evidence="", late_because="")
                | (
                    Q(written_down_on__gt=F("approved_on"))
                    & ~Q(signed_by="")
                    & ~Q(paper_evidence="")
                    & ~Q(late_because="")
                ),
                name="assessment_on_paper_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(status=AssessmentStatus.ENDED) | Q(ended_on__isnull=False, approved_on__isnull=False),
                name="assessment_ended_on_a_day",
            ),
            *(
                models.UniqueConstraint(fields=fields, condition=Q(kind=kind, status__in=statuses), name=name)
                for fields, kind, statuses, name in (
                    (["scheme"], AssessmentKind.SCHEME, [AssessmentStatus.APPROVED], "scheme_assessment_in_force_once"),
                    (["scheme"], AssessmentKind.SCHEME, states.IN_HAND, "scheme_assessment_in_hand_once"),
                    (["scheme", "venue"], AssessmentKind.VENUE, [AssessmentStatus.APPROVED],
                     "venue_assessment_in_force_once"),
                    (["scheme", "venue"], AssessmentKind.VENUE, states.IN_HAND, "venue_assessment_in_hand_once"),
                )
            ),
            models.UniqueConstraint(
                fields=["replaces"], condition=~Q(status=AssessmentStatus.WITHDRAWN), name="assessment_replaced_once"
            ),
        ]  # fmt: skip
        triggers = [
            pgtrigger.FSM(name="status_follows_the_table", field="status", transitions=list(states.EDGES)),
            pgtrigger.Protect(
                name="content_stays", operation=pgtrigger.Update,
                condition=~pgtrigger.Q(old__status=AssessmentStatus.DRAFT) & _differs(CONTENT),
            ),
            pgtrigger.Protect(
                name="decision_stays", operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__approved_on__isnull=False) & _differs(DECIDED),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("risk:assessment", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        return self.status == AssessmentStatus.DRAFT

    @property
    def is_from_paper(self) -> bool:
        """Approved on paper before it stood here: what a past day showed then did not have it."""
        return self.written_down_on is not None

    @property
    def is_out_of_date(self) -> bool:
        """Approved, and the day by which it had to be made again has passed."""
        late = self.review_on is not None and self.review_on < clock.today()
        return self.status == AssessmentStatus.APPROVED and late


@track()
class Hazard(models.Model):
    """One thing that could go wrong: for whom, how large before and after what is done about it."""

    assessment = models.ForeignKey(RiskAssessment, on_delete=models.PROTECT, related_name="hazards")
    position = models.PositiveSmallIntegerField()
    hazard = models.CharField(max_length=200)
    who = models.TextField(max_length=TEXT_MAX, help_text="Who might be harmed, and how.")
    likelihood = models.PositiveSmallIntegerField(choices=Likelihood.choices)
    impact = models.PositiveSmallIntegerField(choices=Impact.choices)
    controls = models.TextField(max_length=TEXT_MAX, help_text="What is done about it.")
    done_by = models.CharField(max_length=120, blank=True, help_text="Who sees to it.")
    done_by_on = models.DateField(null=True, blank=True, help_text="By when it is in place.")
    likelihood_after = models.PositiveSmallIntegerField(choices=Likelihood.choices)
    impact_after = models.PositiveSmallIntegerField(choices=Impact.choices)

    class Meta:
        ordering = ["assessment", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=from_1_to_5("likelihood", "impact", "likelihood_after", "impact_after"),
                name="hazard_from_1_to_5",
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(F("likelihood_after") * F("impact_after"), F("likelihood") * F("impact")),
                name="hazard_no_worse_after",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="only_in_a_draft", when=pgtrigger.Before, func=ONLY_IN_A_DRAFT,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.hazard

    @property
    def before(self) -> Rating:
        return Rating(self.likelihood, self.impact)

    @property
    def after(self) -> Rating:
        return Rating(self.likelihood_after, self.impact_after)
