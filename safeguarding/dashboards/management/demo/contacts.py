"""Contact with young people in the demo: planned, logged and checked, reported by who was written to, and asked for.

The founding scheme shows what an unofficial account leads to; an official unit shows how it is meant to go.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from safeguarding.communications.choices import AccountKind, Channel, Direction, Purpose
from safeguarding.communications.models import Account, ContactAuthorisation, ContactEvent, Platform
from safeguarding.communications.services.accounts import AccountDetails, add_account
from safeguarding.communications.services.authorisations import (
    NewAuthorisation,
    approve_contact,
    ask_beforehand,
    refuse_contact,
)
from safeguarding.communications.services.contacts import (
    NewContact,
    Reached,
    ask_rules_again,
    log_contact,
    mark_checked,
)
from safeguarding.communications.services.numbers import set_number
from safeguarding.communications.services.reports import NewReport, report_contact
from safeguarding.core import clock
from safeguarding.dashboards.management.demo.accounts import MILLBROOK
from safeguarding.dashboards.management.demo.ground import World
from safeguarding.dashboards.management.demo.phone_talks import INSTAGRAM
from safeguarding.dashboards.management.demo.schemes import GUARDIANS
from safeguarding.people.choices import AgeBand

LEADER, SECOND = "priya.nair", "tom.ashby"
GROUP, PRIVATE = Channel.GROUP_MESSAGE, Channel.ONE_TO_ONE


def name_his_own_account(world: World) -> None:
    """When the founding scheme began its organisers were asked for their own accounts. One was named."""
    details = AccountDetails(
        kind=AccountKind.PERSONAL_INDIVIDUAL, person=world.people["craig.dunmore"],
        purpose="His own, named by him when the group began. Not for anything to do with it.",
    )  # fmt: skip
    add_account(Platform.objects.get(slug="instagram"), INSTAGRAM, details, by=world.users["helen.osei"])


def tell_contacts(world: World) -> None:
    """Set the numbers, log, check, report and ask, each on its day."""
    _numbers(world)
    _in_the_group(world)
    _a_young_person_writes(world)
    _from_the_schemes_own_account(world)
    _asked_for(world)


def _numbers(world: World) -> None:
    """What the force set instead of what the guidelines came with: one number twice, and one that is still to come."""
    for days_ago, name, value, starts, why in (
        (420, "check_hours", "48", 0, "Second adults work shifts. Two days are what they can keep."),
        (200, "check_hours", "24", 7, "Two days were too long: a message at night was seen after the weekend."),
        (200, "social_most", "3", 7, "Looked at with the unit leaders: three in a week are enough."),
        (3, "quiet_from", "20:30", 30, "Asked for by parents of the younger group."),
    ):
        with clock.standing_at(world.noon(days_ago)):
            since = clock.today() + dt.timedelta(days=starts)
            set_number(name=name, value=value, since=since, reason=why, by=world.users["christine.vale"])


def _at(world: World, days_ago: int, time: str) -> dt.datetime:
    return dt.datetime.combine(world.day(days_ago), dt.time.fromisoformat(time), tzinfo=clock.LONDON)


def _account(handle_key: str) -> Account:
    return Account.objects.select_related("platform").get(handle_key=handle_key)


def _logged(world: World, at: dt.datetime, *, by: str, sender: str, **more: Any) -> ContactEvent:
    """Logged ten minutes after it was sent, or where it is planned, now."""
    given = {"direction": Direction.ADULT_TO_CHILD, "sent_at": at, **more}
    new = NewContact(sender=world.people[sender], **given)
    with clock.standing_at(world.now if new.is_planned else at + dt.timedelta(minutes=10)):
        return log_contact(new, by=world.users[by])


def _in_the_group(world: World) -> None:
    """Three messages to the unit: as it should be, late at night with nobody looking, and one for next week."""
    to_the_unit: dict[str, Any] = {
        "by": LEADER, "sender": LEADER, "channel": GROUP, "scheme": world.schemes[MILLBROOK], "whole_group": True,
        "account": _account("millbrook_police_cadets"), "second_adult": world.people[SECOND],
    }  # fmt: skip
    sent = _at(world, 18, "17:20")
    good = _logged(
        world, sent, purpose=Purpose.EVENT, purpose_text="Where to meet for the parade, and what to wear", **to_the_unit
    )
    with clock.standing_at(sent + dt.timedelta(hours=3)):
        mark_checked(good, version=good.version, by=world.users[SECOND])
    late = _at(world, 6, "22:10")
    at_night = _logged(
        world,
        late,
        purpose=Purpose.INFORMATION,
        purpose_text="The hall is closed tomorrow: another place",
        **to_the_unit,
    )
    with clock.standing_at(late + dt.timedelta(days=2)):
        ask_rules_again(at_night, by=world.users["helen.osei"])
    ahead = world.now + dt.timedelta(days=3)
    _logged(
        world, ahead.replace(hour=17, minute=0, second=0, microsecond=0), is_planned=True, purpose=Purpose.EVENT,
        purpose_text="Kit for the first aid evening, and who brings the dressings", **to_the_unit,
    )  # fmt: skip


def _a_young_person_writes(world: World) -> None:
    """A cadet writes to the leader's page in private: it is reported, and answered in the group."""
    account, boy = _account("millbrook_police_cadets"), world.people["Callum Reddy"]
    came = _at(world, 9, "20:05")
    first = _logged(
        world, came, by=LEADER, sender=LEADER, direction=Direction.CHILD_TO_ADULT, channel=PRIVATE, account=account,
        scheme=world.schemes[MILLBROOK], recipients=(Reached(boy, is_met_through_work=True),),
    )  # fmt: skip
    with clock.standing_at(came + dt.timedelta(minutes=35)):
        report_contact(
            NewReport(
                adult=world.people[LEADER], platform=account.platform, channel=PRIVATE, happened_at=came,
                what="He asked in a private message whether he may miss Thursday. Not answered there.",
                young_person=boy, account=account, scheme=world.schemes[MILLBROOK],
            ),
            by=world.users[LEADER],
        )  # fmt: skip
    answer = _logged(
        world, came + dt.timedelta(minutes=45), by=LEADER, sender=LEADER, channel=GROUP, account=account, answers=first,
        scheme=world.schemes[MILLBROOK], whole_group=True, purpose=Purpose.INFORMATION,
        second_adult=world.people[SECOND],
        purpose_text="Whoever cannot come on Thursday tells a leader at the hall, or a parent rings",
    )  # fmt: skip
    with clock.standing_at(came + dt.timedelta(hours=2)):
        mark_checked(answer, version=answer.version, by=world.users[SECOND])
        ask_rules_again(first, by=world.users[LEADER])


def _from_the_schemes_own_account(world: World) -> None:
    """What the parent who found the founding scheme's account showed the coordinator."""
    shown: dict[str, Any] = {
        "by": "helen.osei", "sender": "shelley.pryce", "scheme": world.schemes[GUARDIANS],
        "account": _account("thornbeck_cadets"),
    }  # fmt: skip
    girl = Reached(world.people["Nia Faulkner"], is_met_through_work=True)
    _logged(
        world, _at(world, 33, "18:40"), channel=Channel.OPEN_PAGE, purpose=Purpose.INFORMATION,
        purpose_text="Pictures of three of the children, and the day of the next meeting",
        recipients=(Reached(description="Children of the group and their families", age_band=AgeBand.FROM_9_TO_12),),
        **shown,
    )  # fmt: skip
    _logged(
        world, _at(world, 31, "21:25"), channel=PRIVATE, purpose=Purpose.SOCIAL,
        purpose_text="How she liked the day, and that she was missed last week", recipients=(girl,), **shown,
    )  # fmt: skip


def _asked_for(world: World) -> None:
    """Leave given for one young person, refused for another, and one request that waits."""
    account = _account("millbrook_police_cadets")
    freya = "She has moved to foster carers an hour away. Her carer asks in writing how she can still come."
    given = _asked(world, 25, LEADER, "Freya Lindqvist", account, freya, days=30)
    with clock.standing_at(_at(world, 24, "10:15")):
        approve_contact(
            given, reason="Agreed with her social worker. Only about journeys, and the second leader reads along.",
            version=given.version, by=world.users["ruth.adeyemi"],
        )  # fmt: skip
    _logged(
        world, _at(world, 20, "16:45"), by=LEADER, sender=LEADER, channel=PRIVATE, account=account,
        scheme=world.schemes[MILLBROOK], purpose=Purpose.EVENT, purpose_text="Which train, and who meets her",
        recipients=(Reached(world.people["Freya Lindqvist"], is_met_through_work=True),),
    )  # fmt: skip
    jaydon = "He does not read the group and I want to make sure that he has the dates."
    refused = _asked(world, 15, LEADER, "Jaydon Clarke", account, jaydon, days=60)
    with clock.standing_at(_at(world, 14, "09:30")):
        refuse_contact(
            refused, reason="A parent can be told instead. A private message is not needed for dates.",
            version=refused.version, by=world.users["martin.keane"],
        )  # fmt: skip
    oskar = "His award has to be signed by the 30th, and he is away with his school until then."
    _asked(world, 1, LEADER, "Oskar Wisniewski", account, oskar, days=10)


def _asked(
    world: World, days_ago: int, adult: str, young: str, account: Account, reason: str, *, days: int
) -> ContactAuthorisation:  # fmt: skip
    at = _at(world, days_ago, "11:00")
    with clock.standing_at(at):
        today = clock.today()
        new = NewAuthorisation(
            adult=world.people[adult], young_person=world.people[young], account=account, channel=PRIVATE,
            reason=reason, valid_from=today, valid_until=today + dt.timedelta(days=days),
        )  # fmt: skip
        return ask_beforehand(new, by=world.users[adult])
