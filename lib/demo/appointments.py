"""Appointments with others: company of the case manager helps people appear (E3)."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import cycle
from random import Random

from lib.demo.chance import Row, stream
from lib.demo.days import AS_OF, EXPERT_FROM, spread
from lib.demo.profiles import Group, Person, support_from
from lib.demo.team import EXPERT
from lib.schema.choices import AppointmentKind as Kind
from lib.schema.choices import AppointmentOutcome as Outcome

_LAST_PLANNED = AS_OF + timedelta(days=28)
_LAST_SETTLED = AS_OF - timedelta(days=5)
_PER_CLIENT = {
    Group.INTENSIVE: 5,
    Group.ADDITIONAL: 4,
    Group.CONSULT: 3,
    Group.WAITING: 1,
    Group.LEFT: 1,
}
# Kind, with whom, and the weeks between referral and appointment (None: no referral).
_KINDS: Sequence[tuple[Kind, str | None, int | None]] = (
    (Kind.STI_TEST, "GGD Seksuele Gezondheid", None),
    (Kind.INTAKE, "IrisZorg", 5),
    (Kind.CLINICAL_ADMISSION, "Kliniek (fictief)", 11),
    (Kind.GP, "Huisarts (fictief)", None),
    (Kind.MUNICIPALITY, "Gemeente Nijmegen", None),
    (Kind.OUTPATIENT, "Iriszorg", 7),
    (Kind.STI_TEST, "GGD Seksuele Gezondheid", None),
    (Kind.SHELTER, "Opvang (fictief)", 4),
    (Kind.OTHER, None, None),
)
# Between intake and the start of care.
_START_WEEKS = {Kind.CLINICAL_ADMISSION: 6, Kind.OUTPATIENT: 3}
_APPEARED, _NO_SHOW = Outcome.APPEARED, Outcome.NO_SHOW
# Fixed turns instead of chance, so that the memo's experience holds for every seed.
_WITH_COMPANY = (*[_APPEARED] * 6, Outcome.CANCELLED, *[_APPEARED] * 4, _NO_SHOW)
_ALONE = (_APPEARED, _NO_SHOW, _APPEARED, Outcome.MOVED, _APPEARED, Outcome.CANCELLED,
          _APPEARED, _APPEARED, _NO_SHOW)  # fmt: skip


def appointments(people: Sequence[Person], seed: int) -> list[Row]:
    """Oldest first; of those after 1 February and of the last days nobody wrote the outcome
    yet."""
    rng = stream(seed, "appointments")
    rows = sorted(_planned(people, rng), key=lambda row: row["planned_on"])
    with_company, alone = cycle(_WITH_COMPANY), cycle(_ALONE)
    for row in rows:
        if row["planned_on"] <= _LAST_SETTLED:
            row["outcome"] = next(with_company if row["accompanied_by"] else alone)
            row.update(_aftermath(row))
    return rows


def _planned(people: Sequence[Person], rng: Random) -> Iterator[Row]:
    for person in people:
        amount = _PER_CLIENT[person.profile.group]
        days = spread(rng, support_from(person), _LAST_PLANNED, amount)
        for place, planned_on in enumerate(days):
            yield _appointment(person, place, planned_on, rng)


def _appointment(person: Person, place: int, planned_on: date, rng: Random) -> Row:
    kind, provider, wait_weeks = _KINDS[(person.number + 2 * place) % len(_KINDS)]
    referred_on = None
    if wait_weeks is not None:
        wanted = planned_on - timedelta(weeks=wait_weeks + rng.randint(-2, 4))
        referred_on = max(wanted, person.profile.first_on)
    return {
        "client_code": person.code,
        "kind": kind,
        "provider": provider,
        "planned_on": planned_on,
        "accompanied_by": _company(person, planned_on, rng),
        "outcome": None,
        "referred_on": referred_on,
    }


def _company(person: Person, planned_on: date, rng: Random) -> str | None:
    share = 0.7 if person.profile.group is Group.INTENSIVE else 0.45
    if rng.random() > share:
        return None
    may_join = person.profile.has_expert and planned_on >= EXPERT_FROM
    has_expert = may_join and rng.random() < 0.2
    return EXPERT if has_expert else person.profile.case_manager


def _aftermath(row: Row) -> Row:
    """Intake and start of care; who did not appear went two weeks later."""
    has_appeared = row["outcome"] is _APPEARED
    follow_up = None if has_appeared else "Nieuwe afspraak maken"
    if row["referred_on"] is None:
        return {"follow_up": follow_up}
    intake_on = row["planned_on"] + timedelta(weeks=0 if has_appeared else 2)
    started_on = intake_on + timedelta(weeks=_START_WEEKS.get(row["kind"], 2))
    return {
        "follow_up": follow_up,
        "intake_on": intake_on if intake_on < AS_OF else None,
        "started_on": started_on if started_on < AS_OF else None,
    }
