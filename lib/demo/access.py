"""Access for a time: a stand-in, an offered handover and two emergencies. All invented."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from lib.demo.chance import Row
from lib.demo.days import AS_OF, day
from lib.demo.profiles import Person
from lib.demo.team import LEAD
from lib.schema import choices as c
from lib.schema.access import GLASS_DURATION


def grants(people: Sequence[Person]) -> list[Row]:
    """Only about clients who are in this world."""
    by_alias = {person.alias: person for person in people}
    made = (
        _grant(by_alias.get("Wulp"), "CM-02", c.GrantKind.STAND_IN, AS_OF - timedelta(days=1),
               until_at=datetime.combine(AS_OF + timedelta(days=11), time(23, 59))),
        _grant(by_alias.get("Ooievaar"), "CM-01", c.GrantKind.HANDOVER, day("2022-01-31"),
               reason="Voorbeeldreden: je kent haar al van de huiskamer."),
        _glass(by_alias.get("Korenbloem"), "CM-02", day("2022-01-29"),
               "Voorbeeldreden: ze stond aan de balie en haar casemanager was vrij."),
        _glass(by_alias.get("Waterlelie"), "CM-03", day("2022-01-12"),
               "Voorbeeldreden: vraag van de opvang in het weekend.")
        | {"reviewed_on": day("2022-01-17"), "reviewed_by": LEAD},
    )  # fmt: skip
    return [row for row in made if row.get("client_code")]


def _grant(
    person: Person | None,
    worker: str,
    kind: c.GrantKind,
    on: date,
    reason: str | None = None,
    until_at: datetime | None = None,
) -> Row:
    if person is None:
        return {}
    return {
        "client_code": person.code,
        "worker": worker,
        "kind": kind,
        "reason": reason,
        "from_at": datetime.combine(on, time(9)),
        "until_at": until_at,
        "given_by": person.profile.case_manager,
    }


def _glass(person: Person | None, worker: str, on: date, reason: str) -> Row:
    taken = _grant(person, worker, c.GrantKind.BREAK_GLASS, on, reason)
    if taken:
        taken |= {"given_by": worker, "until_at": taken["from_at"] + GLASS_DURATION}
    return taken
