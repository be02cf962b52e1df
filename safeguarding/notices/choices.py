"""The steps at which a clock is told of."""

from django.db import models


class Step(models.TextChoices):
    AHEAD = "ahead", "Ahead"
    DUE = "due", "On the day"
    OVERDUE = "overdue", "The day after"
    SUPERVISOR = "supervisor", "To the supervisor"
    MANAGER = "manager", "To the manager"
