"""What each kind of letter says until a force has a template of its own: a title, and a text in their language."""

from __future__ import annotations

from dataclasses import dataclass

from safeguarding.letters.choices import LetterKind as K


@dataclass(frozen=True)
class Standard:
    """A title and a text."""

    title: str
    text: str


_TIMELINESS = """Date: {{ letter.date }}

We have to tell you how an investigation goes on that is not ended in time.
Police (Complaints and Misconduct) Regulations 2020 reg 13; Police (Conduct) Regulations 2020 reg 19.

# The matter
- It came to attention on: {{ timeliness.attention_on }}
- Notice was given on: {{ timeliness.notice_on }}

# How far it is
{{ timeliness.progress }}

# When it is expected to end
{{ timeliness.conclusion_on }}

# Why it takes this time
{{ timeliness.reason }}

# What is planned
{{ timeliness.steps }}

{{ letter.author }}
{{ force.name }}"""

STANDARD: dict[str, Standard] = {
    K.NOTICE: Standard(
        "Notice of investigation",
        """Date: {{ letter.date }}
Our case: {{ case.reference }}

Dear {{ letter.recipient }}

This is to tell you that your conduct is being investigated.

Given under: {{ notice.source }}

# What is alleged
{{ notice.conduct }}

# The standards that may have been breached
{{ notice.standards }}

# There is an investigation
{{ notice.investigation }}

# How it was assessed
{{ notice.severity }}

# What may follow
{{ notice.proceedings }}

# How it may end
{{ notice.outcomes }}

# The police barred list
{{ notice.barred_list }}

# Advice and company
{{ notice.advice }}

# Legal representation
{{ notice.legal }}

# Your account
{{ notice.representations }}

# The terms of reference
{{ notice.terms }}

{{ letter.author }}
{{ force.name }}""",
    ),
    K.UPDATE: Standard(
        "How the investigation goes on",
        """Date: {{ letter.date }}
Our case: {{ case.reference }}

Dear {{ letter.recipient }}

# What has happened
{{ update.progress }}

# When you hear from us again
{{ update.next_on }}

{{ letter.author }}
{{ force.name }}""",
    ),
    K.IOPC: Standard(
        "Referral to the Independent Office for Police Conduct",
        """Date: {{ letter.date }}

{{ force.name }} refers the following matter (Police Reform Act 2002 Sch 3 paras 4 and 13).

# Who it is about
- {{ subject.name }}, {{ subject.role }}
- Collar number {{ subject.collar_number }}

# Who may have been affected
{{ children.labels }}

# How it came in
{{ referral.entry }}, on {{ referral.came_on }}.

# What is alleged
{{ referral.allegations }}

# The test that it meets, as it is alleged
{{ referral.criteria }}

{{ referral.test_reasons }}

# Why it is referred
{{ referral.why }}

# Whom to ask
{{ letter.author }}
{{ force.name }}""",
    ),
    K.LADO: Standard(
        "Referral to the designated officer of the local authority",
        """Date: {{ letter.date }}
To {{ referral.agency }}

Dear {{ letter.recipient }}

We refer an allegation against an adult who works with children (Working Together to Safeguard Children, chapter 4).

# The adult
- {{ subject.name }}, {{ subject.role }}
- Born {{ subject.date_of_birth }}

# The child
{{ children.names }}

# The allegation
{{ referral.why }}

# The harm threshold
- {{ referral.tests }}

{{ referral.threshold_why }}

# Whom to ask
{{ letter.author }}, {{ force.name }}""",
    ),
    K.DBS: Standard(
        "Referral to the Disclosure and Barring Service",
        """Date: {{ letter.date }}

{{ force.name }} refers the following person (Safeguarding Vulnerable Groups Act 2006 s.35).

# The person
- {{ subject.name }}, {{ subject.role }}
- Born {{ subject.date_of_birth }}

# Why they no longer work with children
{{ duty.opened_because }}, on {{ duty.opened_on }}.

# Why they are referred
{{ duty.reasons }}

Decided on {{ duty.decided_on }}.

{{ letter.author }}
{{ force.name }}""",
    ),
    K.TIMELINESS_12: Standard("An investigation that takes more than 12 months", _TIMELINESS),
    K.TIMELINESS_6: Standard("An investigation that still goes on", _TIMELINESS),
    K.PLAIN: Standard(
        "Letter",
        """Date: {{ letter.date }}
Our case: {{ case.reference }}

Dear {{ letter.recipient }}

{{ letter.author }}
{{ force.name }}""",
    ),
}
