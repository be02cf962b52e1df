"""Services are the only code that changes rows, each writes down what it did, and reading starts at `visible_to`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache

from django.apps import apps

from tests.walls.code import Source, calls, chain, sources
from tests.walls.test_floors import CHILDREN, OWN, SCOPED

WRITES = {
    "save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create",
    "acreate", "aupdate", "adelete", "asave",
}  # fmt: skip
#: What looks like a write outside the services and is none, or is one for the reason beside it.
NOT_OUR_ROWS: dict[str, dict[str, str]] = {
    "caseapp/settings.py": {"vars.update": "settings read from the environment"},
    "safeguarding/access/tasks.py": {"model.objects.filter.delete": "axes' own table of failed sign-ins, tidied"},
    "safeguarding/cases/forms/concern_draft.py": {"told.update": "a dict"},
    "safeguarding/cases/views/casework/base.py": {"self.save": "the view's one service call"},
    "safeguarding/core/forms/choice.py": {"field.error_messages.update": "a dict"},
    "safeguarding/core/forms/file.py": {"self.error_messages.update": "a dict"},
    "safeguarding/core/forms/text.py": {
        "self.error_messages.update": "a dict",
        "self.widget.attrs.update": "a dict",
    },
    "safeguarding/core/heartbeat.py": {"client.delete": "a key in Redis"},
    "safeguarding/core/spreadsheet.py": {"book.save": "a file in memory"},
    "safeguarding/core/templatetags/parts.py": {"kept.update": "a dict"},
}
#: The demo force is made out of nothing: its accounts, schemes and people have no story before they exist.
DEMO = "safeguarding/dashboards/management/demo/"
SERVICE_ROOMS = {"services"}
#: core.services, core.history and the like are what services are built from.
READING_ROOMS = {"views", "api", "tasks", "forms", "admin", "templatetags", "urls"}
#: The only beginnings of a read outside selectors and services.
SCOPED_READS = {"visible_to", "fully_visible_to", "reported_by", "none"}


def writes(source: Source) -> Iterator[tuple[str, int]]:
    for call in calls(source.tree):
        if isinstance(call.func, ast.Attribute) and call.func.attr in WRITES:
            yield ".".join(chain(call.func)), call.lineno


def is_service(source: Source) -> bool:
    return source.room in SERVICE_ROOMS or source.name.startswith(DEMO)


def test_only_services_change_rows() -> None:
    found = [
        f"{source.name}:{line}: {what}"
        for source in sources()
        if not is_service(source)
        for what, line in writes(source)
        if what not in NOT_OUR_ROWS.get(source.name, {})
    ]
    assert found == []


def test_no_exception_outlives_its_reason() -> None:
    there = {source.name: {what for what, _ in writes(source)} for source in sources()}
    gone = {
        f"{name}: {what}" for name, whats in NOT_OUR_ROWS.items() for what in whats if what not in there.get(name, ())
    }
    assert gone == set()


def test_nobody_asks_guardian_who_sees_what() -> None:
    """It answers everything to superusers and holders of global permissions."""
    banned = {"get_objects_for_user", "get_objects_for_group", "get_perms", "has_perm"}
    found = [
        f"{source.name}:{node.lineno}"
        for source in sources()
        for node in ast.walk(source.tree)
        if (isinstance(node, ast.Attribute) and node.attr in banned)
        or (isinstance(node, ast.Name) and node.id in banned)
    ]
    assert found == []


# -- reads ------------------------------------------------------------------------------------------------------------

GUARDED = {label.split(".")[1] for label in (*SCOPED, *CHILDREN, *OWN)}
#: Reads that do not begin at `visible_to`, each with why it shows nobody what they may not see.
OTHER_READS: dict[str, dict[str, str]] = {
    "caseapp/context.py": {
        "Deadline.objects.running": "the user's own, for the kinds among them; counted through the rule",
        "Notice.objects.filter": "the user's own, for the kinds among them; counted through the rule",
    },
    "safeguarding/access/api/views.py": {"User.objects.filter": "the caller alone"},
    "safeguarding/cases/api/case_record.py": {"CaseLink.objects.filter": "both ends are of cases the caller may read"},
    "safeguarding/cases/api/concerns.py": {"ConcernDraft.objects.filter": "the caller's own"},
    "safeguarding/cases/api/triage.py": {
        "ConcernParty.objects.select_related": "joined to concerns that are scoped",
        "ThresholdDecision.objects.select_related": "joined to concerns that are scoped",
    },
    "safeguarding/cases/views/casework/access.py": {
        "get_object_or_404(User)": "somebody of the case's force, for who decides on access to it",
    },
    "safeguarding/cases/views/casework/links.py": {"get_object_or_404(CaseLink)": "one of those the user was shown"},
    "safeguarding/cases/views/concern_log.py": {"ConcernDraft.objects.select_related": "the user's own"},
    "safeguarding/people/api/staff.py": {"User.objects.filter": "accounts of the force, for its administrator"},
    "safeguarding/people/forms/staff.py": {"User.objects.filter": "accounts of the force, for its administrator"},
    "safeguarding/people/views/records.py": {"Unit.objects.filter": "the units in which the user sees people"},
    "safeguarding/reminders/views.py": {"CalendarFeed.objects.filter": "the user's own"},
}


def unscoped_reads(source: Source) -> Iterator[tuple[str, int]]:
    """`Model.objects.…` that does not go on with a scoped read, and `get_object_or_404(Model, …)`."""
    for call in calls(source.tree):
        names = chain(call.func)
        if len(names) > 2 and names[0] in GUARDED and names[1] in ("objects", "_default_manager"):
            if names[2] not in SCOPED_READS:
                yield ".".join(names[:3]), call.lineno
        elif names[-1] in ("get_object_or_404", "get_list_or_404") and call.args:
            first = call.args[0]
            if isinstance(first, ast.Name) and first.id in GUARDED:
                yield f"get_object_or_404({first.id})", call.lineno


def test_what_people_are_shown_is_read_through_the_one_rule() -> None:
    found = {
        f"{source.name}:{line}: {what}"
        for source in sources()
        if source.room in READING_ROOMS or source.name.startswith("caseapp/")
        for what, line in unscoped_reads(source)
        if what not in OTHER_READS.get(source.name, {})
    }
    assert found == set()


def test_no_read_is_excused_that_is_not_there() -> None:
    there = {source.name: {what for what, _ in unscoped_reads(source)} for source in sources()}
    gone = {f"{name}: {what}" for name, whats in OTHER_READS.items() for what in whats if what not in there[name]}
    assert gone == set()


def test_the_guarded_models_are_the_declared_ones() -> None:
    assert all(apps.get_model(label).__name__ in GUARDED for label in (*SCOPED, *CHILDREN, *OWN))


# -- every act is written down ----------------------------------------------------------------------------------------

RECORDS = {
    "safeguarding.audit.services.record", "safeguarding.audit.services.record_many",
    "safeguarding.audit.services.consult", "safeguarding.audit.services.consult_many",
}  # fmt: skip
#: Services that take `by` and write no row of the record, each with why.
SILENT: dict[str, str] = {
    "safeguarding.communications.services.accounts.take": "locks and asks who may",
    "safeguarding.people.services.leaving.tell_left": "passes on what the caller recorded",
    "safeguarding.access.services.once.begin_once": "keeps the key of a request; the request's own service records",
    "safeguarding.access.services.once.once_from_a_page": "the same for a page; what is made in it records",
    "safeguarding.access.services.watched.address_changed": "tells others of a change that is recorded",
    "safeguarding.access.services.watched.information_owner_changes": "tells others of a change that is recorded",
    "safeguarding.access.services.watched.role_given": "tells others of a role whose giving is recorded",
    "safeguarding.people.services.links.tell_link_changed": "works out what hangs on links whose change is recorded",
    "safeguarding.cases.services.access.grants.put_grant": "a part of acts that record the grant with its reason",
    "safeguarding.cases.services.cases.put_decision": "a part of opening a case, joining, deciding",
    "safeguarding.cases.services.concerns.party_errors": "changes nothing",
    "safeguarding.cases.services.drafts.add_party": "a draft is its writer's alone until it is sent",
    "safeguarding.cases.services.drafts.lock_for_sending": "locks; sending records",
    "safeguarding.cases.services.drafts.remove_party": "a draft is its writer's alone until it is sent",
    "safeguarding.cases.services.drafts.save_party": "a draft is its writer's alone until it is sent",
    "safeguarding.cases.services.drafts.save_step": "a draft is its writer's alone until it is sent",
    "safeguarding.cases.services.rows.note": "the line of the chronology that a recorded act leaves",
    "safeguarding.cases.services.taking.take": "locks and checks",
    "safeguarding.cases.services.told.write_what_was_told": "a part of opening a case and of joining",
    "safeguarding.cases.services.triage.take_concern": "locks and checks",
    "safeguarding.evidence.services.taking.take_exhibit": "locks and checks",
    "safeguarding.investigations.services.taking.take_for": "locks and checks",
    "safeguarding.records.services.reviewing.take_review": "locks and checks",
    "safeguarding.records.services.taking.take": "locks and checks",
    "safeguarding.cases.services.followed.let_follow": "tells apps above of an act that is recorded",
    "safeguarding.tracks.services.rows.take_track": "locks and checks",
    "safeguarding.tracks.services.meetings.write_meeting": "a part of the step that it is, which is recorded",
    "safeguarding.tracks.services.rows.write_change": "the track's own history, a part of acts that are recorded",
    "safeguarding.communications.services.contacts.check": "says what the rules would say, and writes nothing",
    "safeguarding.communications.services.contacts.drafted": "makes nothing but a draft in memory",
    "safeguarding.learning.services.writing.keep": "what one writer typed and has not saved",
    "safeguarding.letters.services.disclosing.put": "a part of acts that are recorded",
    "safeguarding.learning.services.writing.take": "locks and checks",
    "safeguarding.learning.services.assessing.require_no_names": "changes nothing",
    "safeguarding.recommendations.services.taking.name_errors": "changes nothing",
    "safeguarding.recommendations.services.taking.require_clean": "changes nothing",
    "safeguarding.recommendations.services.taking.require_no_names": "changes nothing",
    "safeguarding.recommendations.services.taking.take": "locks and checks",
    "safeguarding.recommendations.services.taking.take_step": "locks and checks",
    "safeguarding.recommendations.services.taking.take_to_work": "locks and checks",
    "safeguarding.subject_access.services.taking.take": "locks and checks",
    "safeguarding.subject_access.services.taking.take_step": "locks and checks",
    "safeguarding.risk.services.entries.take_entry": "locks and checks",
    "safeguarding.exchange.services.uploading.choose_sheet": "a part of uploading, which is recorded",
    "safeguarding.people.services.register.unsaved": "the record before it is saved",
    "safeguarding.activities.services.taking.save_planned": "a part of acts that are recorded",
    "safeguarding.risk.services.taking.save_written": "a part of acts that are recorded",
    "safeguarding.risk.services.taking.take_to_write": "locks and checks",
    "safeguarding.notices.services.tell_who_watches_accounts": "tells others of what is recorded",
}


@cache
def definitions() -> dict[str, tuple[Source, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Every function of the services rooms by its full name."""
    return {
        f"{source.module}.{node.name}": (source, node)
        for source in sources()
        if source.room == "services"
        for node in source.tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


@cache
def names_in(source: Source) -> dict[str, str]:
    """What each imported or defined name of a module stands for, in full."""
    found = {
        node.name: f"{source.module}.{node.name}"
        for node in source.tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    }
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    return found


@cache
def resolved(name: str) -> str:
    """The full name behind a re-export: `services.access.grant` is `services.access.grants.grant`."""
    if name in definitions() or name in RECORDS:
        return name
    module, _, last = name.rpartition(".")
    package = next((source for source in sources() if source.module == module), None)
    behind = names_in(package).get(last, "") if package else ""
    return resolved(behind) if behind and behind != name else name


def callees(full: str) -> set[str]:
    source, function = definitions()[full]
    known = names_in(source)
    found = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Name) and node.id in known:
            found.add(resolved(known[node.id]))
        elif isinstance(node, ast.Attribute):
            names = chain(node)
            if names[0] in known:
                found.add(resolved(".".join([known[names[0]], *names[1:]])))
    return found


def reaches_the_record(full: str, seen: frozenset[str] = frozenset()) -> bool:
    if full in RECORDS:
        return True
    if full in seen or full not in definitions():
        return False
    return any(reaches_the_record(callee, seen | {full}) for callee in callees(full))


def services_with_an_actor() -> dict[str, ast.FunctionDef | ast.AsyncFunctionDef]:
    found = {}
    for full, (_, node) in definitions().items():
        names = {arg.arg for arg in (*node.args.args, *node.args.kwonlyargs)}
        if "by" in names and not node.name.startswith("_"):
            found[full] = node
    return found


def test_every_service_that_somebody_acts_through_writes_down_what_they_did() -> None:
    silent = {full for full in services_with_an_actor() if full not in RECORDS and not reaches_the_record(full)}
    assert silent == set(SILENT)


def test_there_are_services_to_check() -> None:
    assert len(services_with_an_actor()) >= 60
    assert reaches_the_record("safeguarding.cases.services.stages.take_step")


def test_who_acts_is_named_and_never_guessed() -> None:
    """`by` is asked for by keyword and has no default: nothing is ever done by nobody."""
    wrong = []
    for full, node in services_with_an_actor().items():
        keywords = {arg.arg: default for arg, default in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)}
        if "by" not in keywords or keywords["by"] is not None:
            wrong.append(full)
    assert wrong == []


#: Writes without an actor: what follows from an act that is recorded, or a machine's own bookkeeping.
WITHOUT_AN_ACTOR: dict[str, str] = {
    "safeguarding.activities.services.bands.load_bands": "a part of migrating",
    "safeguarding.activities.services.planning.write_adults": "a part of acts that record who acts",
    "safeguarding.access.services.once.finish_once": "keeps the answer of a request",
    "safeguarding.access.services.once.forget_old_answers": "old answers, tidied",
    "safeguarding.access.services.principals.principal_of": "a principal is a name for a user, and opens nothing",
    "safeguarding.access.services.principals.principal_of_role": "a principal is a name for a role, and opens nothing",
    "safeguarding.access.services.tokens.note_token_use": "when a key was last used",
    "safeguarding.access.services.users.system_user": "makes the actor of background work",
    "safeguarding.cases.services.access.conflicts.rebuild_concern_conflicts": "follows from who is in the concern",
    "safeguarding.cases.services.access.conflicts.rebuild_conflicts_of_many": "follows from who is in the case",
    "safeguarding.cases.services.access.grants.drop_grant": "a part of handing a case over, which is recorded",
    "safeguarding.cases.services.drafts.mark_sent": "a part of sending, which is recorded",
    "safeguarding.cases.services.taking.touch": "notes for lists that something changed",
    "safeguarding.assurance.services.catalogue.load_catalogue": "the catalogue as the release brings it",
    "safeguarding.assurance.services.details.put_details": "a part of recording a credential",
    "safeguarding.communications.services.contacts.keep_results": "a part of acts that are recorded",
    "safeguarding.communications.services.platforms.load_platforms": "the platforms that everybody knows",
    "safeguarding.conversations.services.groups.note_groups": "a part of reading an export, which is recorded",
    "safeguarding.conversations.services.parts.count_hours_waiting": "counts what was read, and may do so again",
    "safeguarding.deadlines.services.catalogue.load_catalogue": "the catalogue as the release brings it",
    "safeguarding.exchange.services.reading.read": "what a file says; nothing comes on record",
    "safeguarding.exchange.services.uploading.check_again": "a part of acts that are recorded",
    "safeguarding.exchange.services.uploading.forget": "a part of acts that are recorded",
    "safeguarding.files.services.destroying.erase_destroyed": "has the store forget what is on record as destroyed",
    "safeguarding.files.services.scanning.scan_again": "lets a machine's own bookkeeping begin anew",
    "safeguarding.files.services.scanning.scan_waiting": "counts the tries of scans; what is found is recorded",
    "safeguarding.letters.services.papers.as_docx": "makes a document in memory",
    "safeguarding.matching.services.moving.put_back": "a part of undoing a merge, which is recorded",
    "safeguarding.notices.services.tell": "telling is a part of the act that it tells of",
    "safeguarding.reminders.services.calendar.read_address": "when an address was last read",
    "safeguarding.reminders.services.telling.plan_reminders": "what is due, written down to be told once",
    "safeguarding.reminders.services.telling.tell_batch": "what is due, told; the notice is the record",
    "safeguarding.subject_access.services.deciding.back": "a part of sending back and of making, which are recorded",
    "safeguarding.subject_access.services.gathering.put_redacted": "a part of gathering, which is recorded",
    "safeguarding.subject_access.services.gathering.forget": "a part of gathering anew and of a removal, both recorded",
}


def test_what_changes_rows_knows_who_acts() -> None:
    """A public service that writes takes `by`, or is one of those that are told apart here."""
    wrong = []
    for full, (source, node) in definitions().items():
        if node.name.startswith("_") or source.app in ("core", "audit"):
            continue
        names = {arg.arg for arg in (*node.args.args, *node.args.kwonlyargs)}
        does = any(isinstance(call.func, ast.Attribute) and call.func.attr in WRITES for call in calls(node))
        if does and "by" not in names:
            wrong.append(full)
    assert set(wrong) == set(WITHOUT_AN_ACTOR)
