"""How often each rule failed in messages, and in which export: for the page of the rules."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Sum
from django.urls import reverse

from safeguarding.access.models import User
from safeguarding.communications.choices import Outcome
from safeguarding.communications.selectors.elsewhere import Elsewhere
from safeguarding.conversations.choices import JudgementStatus
from safeguarding.conversations.models import Judgement, RuleSaid


def failed_in_messages(user: User) -> Iterator[Elsewhere]:
    """What was found last in each export of a case whose content the user reads, in one query; of others nothing."""
    done = Judgement.objects.visible_to(user).filter(status=JudgementStatus.DONE)
    last = done.order_by("export_id", "-pk").distinct("export_id").values("pk")
    rows = RuleSaid.objects.filter(judgement__in=last, outcome=Outcome.FAILED).order_by()
    named = rows.values_list("rule", "judgement__export", "judgement__export__case__reference")
    for rule, export, reference, count in named.annotate(count=Sum("count")):
        address = reverse("conversations:rule", args=[reference, export, rule])
        yield Elsewhere(rule=rule, words=f"messages of {reference}", url=address, count=count)
