"""Who somebody in messages is: suggestions with their reasons, and a person's word."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404

from safeguarding.conversations import services
from safeguarding.conversations.forms import MatchForm, StepForm
from safeguarding.conversations.selectors import exports
from safeguarding.conversations.views.base import MessagesFormView


class ParticipantView(MessagesFormView):
    """A form about one participant of an export."""

    def find(self) -> None:
        super().find()
        self.participant = get_object_or_404(exports.participants(self.export), pk=self.kwargs["participant"])
        self.participant.export = self.export

    def initial(self) -> dict[str, Any]:
        return {"version": self.participant.version}

    def success_url(self) -> str:
        return self.export.get_absolute_url()


class Match(ParticipantView):
    """Say who it is."""

    title = "Who is this?"
    template_name = "conversations/match.html"
    form_class = MatchForm
    button = "Save"
    done = "It is on record who this is."

    def form_kwargs(self) -> dict[str, Any]:
        return {"participant": self.participant, "user": self.user}

    def initial(self) -> dict[str, Any]:
        return {**super().initial(), "party": self.participant.party_id, "account": self.participant.account_id}

    def context(self) -> dict[str, Any]:
        return {"participant": self.participant, "suggestions": exports.suggestions(self.participant, self.user)}

    def save(self, form: Any) -> object:
        return services.match(self.participant, by=self.user, **form.cleaned_data)


class Unmatch(ParticipantView):
    """Take back who it was said to be."""

    title = "Take back who this is"
    lead = "They are shown as unidentified again. That it was said before stays in the history."
    form_class = StepForm
    button = "Take it back"
    is_destructive = True
    done = "They are shown as unidentified again."

    def save(self, form: Any) -> object:
        return services.unmatch(self.participant, by=self.user, **form.cleaned_data)


class Owner(ParticipantView):
    """Say that the phone or account was theirs."""

    title = "Whose phone or account was it?"
    form_class = StepForm
    button = "It was theirs"
    done = "It is on record whose it was."

    def form_context(self) -> dict[str, Any]:
        lead = f"Say that the phone or account was that of {self.participant.name}."
        return {**super().form_context(), "lead": lead}

    def save(self, form: Any) -> object:
        return services.say_owner(self.participant, is_owner=True, by=self.user, **form.cleaned_data)
