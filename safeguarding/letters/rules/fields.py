"""The fields of each kind of letter: what each says, and made-up words for previews.

Apps above register more fields for a kind, with the function that fills them: they have the facts.
"""

from __future__ import annotations

from dataclasses import dataclass

from safeguarding.letters.choices import LetterKind as K


@dataclass(frozen=True)
class Field:
    """A field: its name in the text, what it says, and a made-up example."""

    name: str
    words: str
    example: str


_COMMON = (
    Field("letter.reference", "The reference of this letter", "SC-2031-000042/L1"),
    Field("letter.date", "The day it is issued", "3 March 2031"),
    Field("letter.recipient", "To whom it is", "Alex Example"),
    Field("letter.author", "Who wrote it", "Sam Sample"),
    Field("force.name", "The force", "Exampleshire Police"),
    Field("case.reference", "The reference of the case", "SC-2031-000042"),
    Field("case.title", "The title of the case, by labels", "Contact with Child A by PCSO B"),
    Field("case.opened_on", "The day the case was opened", "1 February 2031"),
    Field("case.owner", "Who has the case", "Jo Specimen"),
    Field("subject.label", "The subject of the case by label", "PCSO B"),
    Field("subject.name", "The subject of the case by name", "Pat Placeholder"),
    Field("subject.role", "What the subject does", "PCSO"),
    Field("children.labels", "The children of the case by labels", "Child A"),
)
_NAMED = (
    Field("subject.date_of_birth", "When the subject was born", "14 May 1990"),
    Field("subject.collar_number", "The subject's collar number", "0000"),
    Field("children.names", "The children of the case by name", "Robin Madeup"),
)
_REFERRAL = (
    Field("referral.agency", "To which body it goes", "Exampleshire County Council"),
    Field("referral.contact", "With whom there it was spoken", "The duty LADO"),
    Field("referral.why", "Why it is referred, as recorded", "Messages outside the scheme, late in the evening."),
    Field("referral.recorded_on", "The day the referral was recorded", "2 February 2031"),
    Field("referral.their_reference", "Their reference, once they gave one", "LADO 0042"),
)
_LADO = (
    Field("referral.consulted_on", "The day the LADO was spoken to first", "1 February 2031"),
    Field("referral.tests", "Which tests of the harm threshold are met", "May have harmed a child"),
    Field("referral.threshold_why", "Why the harm threshold is met", "What the parents told."),
    Field("referral.threshold_on", "The day it was found met", "2 February 2031"),
)
_IOPC = (
    Field("referral.entry", "How the matter came in", "Complaint"),
    Field("referral.came_on", "The day it was made, or came to attention", "1 February 2031"),
    Field("referral.allegations", "The allegations as they were made", "That messages were sent to a child."),
    Field("referral.criteria", "Which tests of referral they meet", "Serious corruption"),
    Field("referral.test_reasons", "Why they meet them", "Sexually motivated contact, as it is alleged."),
)
_DUTY = (
    Field("duty.opened_because", "What opened the duty to consider a referral", "Dismissed from the post"),
    Field("duty.opened_on", "The day that was", "20 February 2031"),
    Field("duty.reasons", "The reasons for the decision to refer", "Conduct that harmed a child."),
    Field("duty.decided_on", "The day it was decided", "28 February 2031"),
)
_NOTICE = (
    Field("notice.conduct", "The conduct that is alleged", "That messages were sent to a child outside the scheme."),
    Field("notice.standards", "The standards that may have been breached", "Authority, respect and courtesy"),
    Field("notice.severity", "How severe it was assessed to be", "Gross misconduct"),
    Field("notice.source", "The rule under which it is given", "Police Staff Council Handbook Part 3, Annex A"),
    Field("notice.investigation", "Who investigates", "Sam Sample investigates."),
    Field("notice.proceedings", "What form may follow", "The likely form is: misconduct hearing."),
    Field("notice.outcomes", "How it may end under the rules for this person", "Dismissal without notice."),
    Field(
        "notice.barred_list",
        "What the rules say of the police barred list",
        "If you are dismissed, your name goes on the police barred list.",
    ),
    Field("notice.advice", "Advice and company", "You may ask your trade union for advice."),
    Field("notice.legal", "Legal representation", "A lawyer does not represent you in these proceedings."),
    Field(
        "notice.representations", "The account the person may give", "You may give an account within 10 working days."
    ),
    Field("notice.terms", "The terms of reference, or that they follow", "The messages sent outside the scheme."),
    Field("notice.rights", "What the person may do, in one", "You may be accompanied by a friend."),
)
_TIMELINESS = (
    Field("timeliness.attention_on", "The day the matter came to attention", "1 February 2030"),
    Field("timeliness.notice_on", "The day notice was given", "10 February 2030"),
    Field("timeliness.progress", "How far the investigation is", "All interviews are held."),
    Field("timeliness.conclusion_on", "When it is expected to end and be reported", "April 2031"),
    Field("timeliness.reason", "Why it takes this time", "A download was waited for."),
    Field("timeliness.steps", "What is planned next", "The report is written."),
)
_UPDATE = (
    Field("update.progress", "What has happened since the last update", "A witness was spoken to."),
    Field("update.next_on", "When the next update is due", "31 March 2031"),
    Field("update.stage", "Where the track stands", "Being investigated"),
)
_OWN: dict[str, tuple[Field, ...]] = {
    K.NOTICE: _NOTICE,
    K.UPDATE: _UPDATE,
    K.IOPC: (*_NAMED, *_REFERRAL, *_IOPC),
    K.LADO: (*_NAMED, *_REFERRAL, *_LADO),
    K.DBS: (*_NAMED, *_REFERRAL, *_DUTY),
    K.TIMELINESS_12: _TIMELINESS,
    K.TIMELINESS_6: _TIMELINESS,
    K.PLAIN: (),
}


def fields_of(kind: str) -> dict[str, Field]:
    """Every field that a letter of this kind may hold, by name."""
    return {one.name: one for one in (*_COMMON, *_OWN[kind])}


def examples_of(kind: str) -> dict[str, str]:
    """A made-up value for each field."""
    return {name: one.example for name, one in fields_of(kind).items()}
