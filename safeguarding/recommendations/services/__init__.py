"""What is done with recommendations: one function a verb."""

from safeguarding.recommendations.services.actions import NewAction, add_action, drop_action, finish_action, give_action
from safeguarding.recommendations.services.answering import (
    Draft,
    Publication,
    TheirAnswer,
    approve,
    draft,
    publish,
    record_answer,
    send,
    send_back,
)
from safeguarding.recommendations.services.audiences import (
    AudienceDetails,
    add_audience,
    change_audience,
    meet_reached,
    tell_audience,
)
from safeguarding.recommendations.services.carrying_out import begin, close, doubt, evidence, verify
from safeguarding.recommendations.services.giving_out import MOST as MOST_GIVEN_OUT
from safeguarding.recommendations.services.giving_out import GivenOut, give_out
from safeguarding.recommendations.services.names import tell_of_names
from safeguarding.recommendations.services.recording import (
    Details,
    NewRecommendation,
    assign,
    edit,
    record_recommendation,
    release,
)
from safeguarding.recommendations.services.timing import (
    answer_extension,
    ask_extension,
    begin_review,
    end_review,
    look_again,
)

__all__ = [
    "MOST_GIVEN_OUT",
    "AudienceDetails", "Details", "Draft", "GivenOut", "NewAction", "NewRecommendation", "Publication", "TheirAnswer",
    "add_action", "add_audience", "answer_extension", "approve", "ask_extension", "assign", "begin", "begin_review",
    "change_audience", "close", "doubt", "draft", "drop_action", "edit", "end_review", "evidence", "finish_action",
    "give_action", "give_out", "look_again", "meet_reached", "publish", "record_answer", "record_recommendation",
    "release", "send", "send_back", "tell_audience", "tell_of_names", "verify",
]  # fmt: skip
