"""Requests that were logged before what the rules say of them was kept: they are asked once, as they were logged."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from safeguarding.communications.rules.facts import Request
from safeguarding.communications.rules.guidelines import judge_request


def ask(apps: Any, schema_editor: Any) -> None:
    requests, results = (apps.get_model("communications", name) for name in ("AccountRequest", "RequestResult"))
    made = []
    for one in requests.objects.filter(results=None).order_by("pk").iterator(chunk_size=1_000):
        said = judge_request(Request(one.action, one.target_kind, None, one.made_at, one.checked_at))
        inputs = {
            "action": one.action, "target_kind": one.target_kind, "account": one.account_id,
            "made_at": one.made_at.isoformat(), "checked_at": one.checked_at.isoformat() if one.checked_at else None,
        }  # fmt: skip
        made += [
            results(
                request=one, rule=rule, outcome=judged.outcome, severity=judged.severity, reason=judged.reason,
                inputs=inputs, asked_at=one.logged_at,
            )
            for rule, judged in said.items()
        ]  # fmt: skip
    results.objects.bulk_create(made, batch_size=1_000)


class Migration(migrations.Migration):
    dependencies = [("communications", "0005_results_of_requests")]

    operations = [migrations.RunPython(ask, migrations.RunPython.noop)]
