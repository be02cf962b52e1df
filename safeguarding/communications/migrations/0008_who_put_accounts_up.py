from __future__ import annotations

from typing import Any

import pgtrigger
from django.db import migrations
from django.db.models import F, Q

from safeguarding.communications.rules.handles import handle_key


def put_up(apps: Any, schema_editor: Any) -> None:
    """Who put an account on the register put it up. Of one that they approved themself nobody is named: see the ADR."""
    accounts = apps.get_model("communications", "Account").objects.using(schema_editor.connection.alias)
    known = accounts.filter(status__in=("proposed", "approved", "suspended"), proposed_by__isnull=True)
    known.filter(Q(approved_by__isnull=True) | ~Q(approved_by=F("added_by"))).update(proposed_by=F("added_by"))


def compare(apps: Any, schema_editor: Any) -> None:
    """The handle that a request named, as its platform compares handles."""
    requests = apps.get_model("communications", "AccountRequest").objects.using(schema_editor.connection.alias)
    with pgtrigger.ignore("communications.AccountRequest:never_changed"):
        for one in requests.exclude(target_handle="").select_related("account__platform").order_by("pk"):
            key = handle_key(one.account.platform.handle_rule, one.target_handle)
            requests.filter(pk=one.pk).update(target_key=key)


class Migration(migrations.Migration):
    dependencies = [("communications", "0007_another_approves_and_own_accounts")]

    operations = [
        migrations.RunPython(put_up, migrations.RunPython.noop),
        migrations.RunPython(compare, migrations.RunPython.noop),
    ]
