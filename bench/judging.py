"""python -m bench.judging [--messages 1000000]: the twenty-two rules, and the lexicon, over one long conversation of an
adult and a young person, messages a second, beside a bare loop that only parses the same file. Half of them fail several
rules: a harder case than a phone. Each arm runs in a process of its own, so that the memory of one is not counted for
another; the seconds are those of the clock, and of processors: the process and its database session. Give it a database
of its own."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import django
from django.db import connection

from bench.imports import Stopwatch, memory

WHICH = "whatsapp"


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.judging", description=__doc__)
    parser.add_argument("--messages", type=int, default=1_000_000)
    parser.add_argument("--arm", nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args()
    django.setup()
    if given.arm:
        print(json.dumps(ARMS[given.arm[0]](given.arm[1])))
        return
    show(figures(given.messages))


def figures(count: int) -> dict[str, Any]:
    """What each arm took, over the same messages."""
    from django.core.management import call_command

    from bench import exports, talk

    call_command("migrate", verbosity=0)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["FILES_DIR"] = f"{folder}/files"
        path = talk.write(Path(folder), WHICH, count)
        bare = _apart("bare", str(path))
        export = exports.ours(WHICH, path)["export"]
        _match(export)
        ways = {"rules": _apart("rules", str(export)), "lexicon": _apart("lexicon", str(export))}
    return {"count": count, "bare": bare, **ways, "load": os.getloadavg()}


def _match(pk: int) -> None:
    """Say who the two are, and put his account on the register."""
    from safeguarding.cases.choices import PartyRole
    from safeguarding.communications.choices import AccountKind, AccountStatus
    from safeguarding.communications.models import Account
    from safeguarding.conversations import services
    from safeguarding.conversations.models import MessageExport

    export = MessageExport.objects.select_related("case__force", "case__owner").get(pk=pk)
    parties = {one.role: one for one in export.case.parties.all()}
    for one in export.participants.select_related("export__case", "platform"):
        is_adult = one.name == "Carl"
        party = parties[PartyRole.SUBJECT if is_adult else PartyRole.YOUNG_PERSON]
        services.match(one, party=party, account=None, version=one.version, by=export.case.owner)
        if is_adult:
            account, _ = Account.objects.get_or_create(
                force=export.case.force, platform=one.platform, handle_key="carl",
                defaults={
                    "handle": "carl", "kind": AccountKind.PERSONAL_INDIVIDUAL, "status": AccountStatus.KNOWN,
                    "added_by": export.case.owner,
                },
            )  # fmt: skip
            export.participants.filter(pk=one.pk).update(account=account)


def _apart(arm: str, what: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.judging", "--arm", arm, what]
    answer = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    found: dict[str, Any] = json.loads(answer.splitlines()[-1])
    return found


def bare(path: str) -> dict[str, Any]:
    """Who, when and what of each line, and nothing done with it."""
    from bench.exports import HEAD

    connection.ensure_connection()
    before, clock = memory(), Stopwatch()
    with open(path, encoding="utf-8") as file:
        count = sum(1 for line in file if HEAD.match(line))
    clock.say("done")
    return {"count": count, **clock.parts["done"], "before": before, "most": memory()}


def rules(export: str) -> dict[str, Any]:
    """As a worker asks them, every failure put on record."""
    from safeguarding.conversations.models import MessageExport
    from safeguarding.conversations.selectors.judged import of_export
    from safeguarding.conversations.services import judging

    one = MessageExport.objects.select_related("case__owner").get(pk=export)
    judging.ask_rules(export=one, by=one.case.owner)
    before, clock = memory(), Stopwatch()
    judging.judge_waiting(seconds=3_600)
    clock.say("done")
    found = of_export(one.case.owner, one)[0]
    return {
        "count": found.judged, "failed": found.failed, **clock.parts["done"], "before": before, "most": memory(),
    }  # fmt: skip


def lexicon(export: str) -> dict[str, Any]:
    """As a worker looks through them, every finding put on record."""
    from safeguarding.conversations.models import MessageExport
    from safeguarding.conversations.services import looking

    one = MessageExport.objects.get(pk=export)
    before, clock = memory(), Stopwatch()
    look = looking.look_through(export=one)
    clock.say("done")
    return {
        "count": look.messages_count, "found": one.findings.count(), **clock.parts["done"], "before": before,
        "most": memory(),
    }  # fmt: skip


ARMS = {"bare": bare, "rules": rules, "lexicon": lexicon}


def show(found: dict[str, Any]) -> None:
    print(f"\nrules and lexicon over an export of {found['count']:,} messages, load {found['load'][0]:.1f}\n")
    print(
        f"{'':<10}{'messages':>10}{'clock s':>9}{'processor s':>13}{'a second':>10}{'to bare':>9}{'MB most':>9}{'before':>8}"
    )
    bare_rate = rate(found["bare"])
    for arm in ARMS:
        row = found[arm]
        print(
            f"{arm:<10}{row['count']:>10,}{row['clock']:>9.1f}{processor(row):>13.1f}{rate(row):>10,.0f}"
            f"{bare_rate / rate(row):>9.1f}{row['most']:>9.0f}{row['before']:>8.0f}"
        )
    print(f"\nfailed a rule {found['rules']['failed']:,}; found by the lexicon {found['lexicon']['found']:,}")


def processor(row: dict[str, Any]) -> float:
    return float(row["python"] + row["database"])


def rate(row: dict[str, Any]) -> float:
    """Messages for each second of processors, which a busy machine does not change much."""
    return float(row["count"] / processor(row))


if __name__ == "__main__":
    main()
