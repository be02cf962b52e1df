"""What the guideline rules said of the messages of an export: rule by rule, and each message that failed one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from safeguarding.cases import policies
from safeguarding.cases.choices import LogStep
from safeguarding.conversations.forms import AskRulesForm
from safeguarding.conversations.selectors import judged
from safeguarding.conversations.selectors.raised import concerns_from
from safeguarding.conversations.services import judging
from safeguarding.conversations.services.raising import start_concern
from safeguarding.conversations.views.base import MessagesFormView, MessagesView
from safeguarding.core.asked import number


class Rules(MessagesView):
    """What each rule said, how far it is where it is being asked, and whether it is out of date."""

    title = "The rules over these messages"
    template_name = "conversations/rules.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        everything = list(judged.of_export(self.user, self.export)[: judged.MOST_EARLIER])
        latest = judged.latest(self.user, self.export)
        rules = judged.by_rule(latest) if latest else []
        return self.show(
            judgement=latest, at_work=judged.under_way(self.user, self.export), rules=rules,
            failed=[one for one in rules if one.failed], unknown=[one for one in rules if one.unknown],
            beside=[one for one in rules if one.beside],
            is_critical=any(one.is_critical for one in rules), numbers=judged.went_by(latest) if latest else [],
            changed=judged.why_out_of_date(latest) if latest else [],
            earlier=[one for one in everything if one != latest and one.done_at],
            concerns=concerns_from(self.user, self.export),
            broken=everything[0] if everything and everything[0].problem else None,
            total=sum(count for kind, count in self.export.counts.items() if kind != "unread"),
        )  # fmt: skip


class OneRule(MessagesView):
    """The messages that failed one rule, each with why and where it stands."""

    template_name = "conversations/rule.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rule, judgement = judged.rule_named(self.kwargs["rule"]), judged.latest(self.user, self.export)
        if rule is None or judgement is None:
            raise Http404
        said = next(one for one in judged.by_rule(judgement) if one.rule == rule)
        page = judged.failed_page(judgement, rule.name, number(request.GET.get("after", "")))
        return self.show(
            title=f"{rule.name} {rule.title}", rule=rule, said=said, judgement=judgement, page=page,
            is_first=not request.GET.get("after"),
        )  # fmt: skip


class AskRules(MessagesFormView):
    """Have the rules asked, or asked again."""

    title = "Ask the rules about these messages"
    lead = (
        "Each of the rules is asked about each message between an adult and a young person of the case. It goes on in "
        "the background. What was said before stays."
    )
    form_class = AskRulesForm
    button = "Ask the rules"
    done = "The rules are being asked."

    def save(self, form: Any) -> object:
        return judging.ask_rules(export=self.export, by=self.user)

    def success_url(self) -> str:
        return self.address("conversations:rules", self.export.pk)


class LogConcern(MessagesView):
    """From a rule without exception that is broken to a concern, filled in."""

    action = policies.WORK
    needs_open = False
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        judgement = judged.latest(self.user, self.export)
        if judgement is None:
            raise Http404
        draft = start_concern(judgement, by=self.user)
        messages.success(request, "The concern is filled in. It names nobody yet, and not the case.")
        return redirect("cases:log_step", draft.key, LogStep.DANGER)
