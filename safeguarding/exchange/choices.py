"""What can be brought in, how far an import is, what becomes of a row, and the columns of each kind."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models

#: Whatever exceeds these is answered, not read.
MOST_ROWS = 100_000
MOST_COLUMNS = 100
LONGEST_CELL = 10_000
#: What one row can say at most. A longer one is no row, however it is written.
LONGEST_ROW = MOST_COLUMNS * LONGEST_CELL
#: A spreadsheet of Excel is a packed file: what it may grow to, all in all, and by how much a part may be packed.
MOST_UNPACKED = 400 * 1024 * 1024
MOST_PACKED = 200
#: What of it is held all at once, and not row by row: words that cells share, styles. Smaller parts are not asked.
MOST_HELD, SMALL = 48 * 1024 * 1024, 1024 * 1024
#: How many things one row can hold, widest sheet and all.
MOST_IN_A_ROW = 100_000
#: How many rows are looked at in one go; each go is one transaction, so that a kill loses one at most.
BATCH = 2_000
A_PAGE = 50


class ImportKind(models.TextChoices):
    STAFF = "staff", "Staff"
    YOUNG_PEOPLE = "young_people", "Young people"
    PLACEMENTS = "placements", "Placements in schemes"
    DBS = "dbs", "DBS checks"
    VETTING = "vetting", "Vetting"
    TRAINING = "training", "Training"
    ACKNOWLEDGEMENTS = "acknowledgements", "Policies acknowledged on paper"


class ImportStatus(models.TextChoices):
    UPLOADED = "uploaded", "Waiting to be read"
    SHEETS = "sheets", "Choose a sheet"
    READ = "read", "Say what the columns are"
    CHECKING = "checking", "Being checked"
    CHECKED = "checked", "Checked"
    APPLYING = "applying", "Being put on record"
    APPLIED = "applied", "Put on record"
    FAILED = "failed", "Could not be read"
    ABANDONED = "abandoned", "Given up"


class Verdict(models.TextChoices):
    """What becomes of a row when the import is put on record."""

    WAITING = "waiting", "Not checked yet"
    NEW = "new", "New"
    CHANGE = "change", "Changes a record"
    SAME = "same", "The same as on record"
    REVIEW = "review", "Maybe on record already"
    WRONG = "wrong", "Wrong"
    LEFT_OUT = "left_out", "Left out"


#: Nothing is put on record while one of these is there.
IN_THE_WAY = (Verdict.WRONG, Verdict.REVIEW, Verdict.WAITING)


class Choice(models.TextChoices):
    """What somebody decided about a row."""

    NEW = "new", "Somebody new"
    PERSON = "person", "This person"
    LEAVE_OUT = "leave_out", "Leave the row out"


class DayOrder(models.TextChoices):
    """How the days of a column are written. Numbers that fit both ways say nothing; one that does not decides."""

    DAY_FIRST = "day_first", "Day first, as in 31/12/2026"
    MONTH_FIRST = "month_first", "Month first, as in 12/31/2026"
    ASSUMED = "assumed", "Day first: no day in the column says otherwise"
    MIXED = "mixed", "Both ways in one column: days that fit both ways cannot be told"


@dataclass(frozen=True)
class Column:
    """One thing a row may say: its name here, its heading in our template, and what others call it."""

    name: str
    title: str
    hint: str = ""
    is_needed: bool = False
    kind: str = "text"
    longest: int = 120
    known_as: tuple[str, ...] = ()


REFERENCE = Column(
    "reference", "Number", "The number or code by which the other system knows the person. By it a row finds the same "
    "person again.", longest=60,
    known_as=("staff number", "collar number", "force number", "employee number", "id", "ref", "reference", "person id",
              "cadet id", "member id", "membership number", "payroll number", "warrant number", "number"),
)  # fmt: skip
FULL_NAME = Column(
    "full_name", "Name", "In one column, when first and family name are not apart: “Jane Smith” or “Smith, Jane”.",
    known_as=("name", "full name", "staff name", "cadet name", "employee", "person"), longest=200,
)  # fmt: skip
GIVEN_NAME = Column(
    "given_name", "First name", longest=100,
    known_as=("first name", "forename", "forenames", "given name", "given names", "firstname", "christian name"),
)  # fmt: skip
FAMILY_NAME = Column(
    "family_name", "Family name", longest=100, known_as=("surname", "last name", "lastname", "family name"),
)  # fmt: skip
BORN = Column(
    "date_of_birth",
    "Date of birth",
    kind="day",
    known_as=("dob", "d o b", "date of birth", "birth date", "birthday", "born"),
)  # fmt: skip
KNOWN_AS = Column("known_as", "Known as", longest=100, known_as=("known as", "preferred name", "nickname", "known by"))
UNIT = Column(
    "unit", "Team", "The team that keeps the record. Without it, the one chosen for the file.",
    known_as=("team", "unit", "department", "district", "local policing area", "lpa"),
)  # fmt: skip
WHO = (REFERENCE, GIVEN_NAME, FAMILY_NAME, FULL_NAME, BORN)
EVIDENCE = Column(
    "evidence", "How it is known", "What was seen, by whom, where it is kept. Without it: the file it came in.",
    longest=300, known_as=("evidence", "notes", "comment", "comments", "seen by", "how known"),
)  # fmt: skip
EXPIRES = Column(
    "expires_on", "Runs out on", "Without it: as long as the requirement says.", kind="day",
    known_as=("expires", "expiry", "expiry date", "expires on", "valid until", "renewal date", "due date",
              "runs out on"),
)  # fmt: skip


def achieved(title: str, *known_as: str) -> Column:
    return Column(
        "achieved_on", title, is_needed=True, kind="day",
        known_as=("date", "issue date", "issued", "date issued", "completed", "date completed", *known_as),
    )  # fmt: skip


COLUMNS: dict[str, tuple[Column, ...]] = {
    ImportKind.STAFF: (
        REFERENCE, GIVEN_NAME, FAMILY_NAME, FULL_NAME, KNOWN_AS, BORN,
        Column("person_type", "What they are", "Police officer, special constable, PCSO, police staff, volunteer, "
               "teacher or contractor.", is_needed=True,
               known_as=("type", "person type", "role type", "staff type", "category",
                         "employment type", "rank", "grade")),
        Column("role_description", "What they do",
               known_as=("role", "job title", "post", "position", "title", "what they do")),
        UNIT,
    ),
    ImportKind.YOUNG_PEOPLE: (
        REFERENCE, GIVEN_NAME, FAMILY_NAME, FULL_NAME, KNOWN_AS, BORN,
        Column("school", "School", known_as=("school", "school name", "college")),
        Column("pronoun", "Pronoun", longest=30, known_as=("pronoun", "pronouns")),
        UNIT,
    ),
    ImportKind.PLACEMENTS: (
        *WHO,
        Column("scheme", "Scheme", "The name as on the register.", is_needed=True,
               known_as=("scheme", "unit", "cadet unit", "group", "team", "detachment")),
        Column("role", "Part", "Young person, organiser, leader, helper or teacher in attendance.", is_needed=True,
               known_as=("role", "part", "position", "rank")),
        Column("starts_on", "From", is_needed=True, kind="day",
               known_as=("start", "start date", "from", "joined", "date joined", "starts on", "joining date")),
        Column("ends_on", "Until", kind="day",
               known_as=("end", "end date", "until", "left", "date left", "ends on", "leaving date", "to")),
    ),
    ImportKind.DBS: (
        *WHO, achieved("Issued on", "certificate date", "dbs date", "issued on"), EXPIRES,
        Column("dbs_level", "Level", "Basic, standard, enhanced, or enhanced with the children's barred list.",
               is_needed=True, known_as=("level", "dbs level", "type", "dbs type", "disclosure level")),
        Column("workforce", "Workforce", "Children, adults, or both. Without it: children.",
               known_as=("workforce", "dbs workforce")),
        Column("on_update_service", "On the update service", "Yes or no.", kind="yes",
               known_as=("update service", "on update service", "subscribed")),
        EVIDENCE,
    ),
    ImportKind.VETTING: (
        *WHO, achieved("Granted on", "granted", "vetting date", "granted on"), EXPIRES,
        Column("vetting_level", "Level", "RV, MV, NPPV 1, NPPV 2 abbreviated, NPPV 2 full or NPPV 3.", is_needed=True,
               known_as=("level", "vetting level", "vetting", "clearance", "type")),
        Column("vetting_status", "Status", "Without it: granted.", known_as=("status", "vetting status")),
        EVIDENCE,
    ),
    ImportKind.ACKNOWLEDGEMENTS: (
        *WHO,
        Column("policy", "Policy", "The title as it is kept here.", is_needed=True,
               known_as=("policy", "document", "title", "procedure")),
        Column("policy_version", "Version", "Its number. Without it: the one in force.",
               known_as=("version", "issue", "version number"), longest=10),
        Column("acknowledged_on", "Acknowledged on", is_needed=True, kind="day",
               known_as=("date", "date read", "read on", "signed", "date signed", "signed on", "acknowledged on")),
        EVIDENCE,
    ),
    ImportKind.TRAINING: (
        *WHO,
        Column("course", "Course", "As the requirement is called. Without it: safeguarding training.",
               known_as=("course", "training", "module", "course name", "course title")),
        achieved("Finished on", "finished", "attended", "training date", "finished on"), EXPIRES, EVIDENCE,
    ),
}  # fmt: skip
#: Kinds whose rows are people to be put on record; the rows of the others are about people who are.
OF_PEOPLE = (ImportKind.STAFF, ImportKind.YOUNG_PEOPLE)
#: What such a cell means where it says yes or no.
YES, NO = ("yes", "y", "true", "1", "x"), ("no", "n", "false", "0")
OF_CREDENTIALS = (ImportKind.DBS, ImportKind.VETTING, ImportKind.TRAINING)
