"""What schemes said of their one decision and conditions of their last check becomes a first decision and a check."""

from django.db import migrations
from django.utils import timezone


def fill(apps, schema_editor):
    Scheme = apps.get_model("schemes", "Scheme")
    Condition = apps.get_model("schemes", "SchemeCondition")
    if not Scheme.objects.exists():
        return
    User = apps.get_model("access", "User")
    system, _ = User.objects.get_or_create(
        username="system:system",
        defaults={"email": "system@system.invalid", "first_name": "System", "is_system": True, "password": "!"},
    )
    first_day = dict(Condition.objects.order_by("-set_on").values_list("scheme_id", "set_on"))
    Decision = apps.get_model("schemes", "GovernanceDecision")
    for scheme in Scheme.objects.exclude(decided_by=""):
        day = first_day.get(scheme.pk) or scheme.starts_on or timezone.localdate()
        Decision.objects.create(
            scheme=scheme, number=1, before="proposed", outcome=scheme.status, reason=scheme.decision_reason,
            decided_by=scheme.decided_by, decided_on=day, recorded_by=system,
            review_on=scheme.review_on if scheme.review_on and scheme.review_on > day else None,
        )
    Check = apps.get_model("schemes", "ConditionCheck")
    for condition in Condition.objects.exclude(checked_on=None):
        Check.objects.create(
            condition=condition, is_kept=True, finding="Checked before checks were recorded one by one.",
            checked_on=condition.checked_on, recorded_by_id=condition.recorded_by_id,
        )


class Migration(migrations.Migration):
    dependencies = [("schemes", "0002_decisions_and_checks"), ("access", "0004_kept_answer_headers")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
