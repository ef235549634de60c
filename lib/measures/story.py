"""One client's story, from a Snapshot that holds her rows alone (`about`).

What a worklist calls late, ahead or expiring is called so here, by the same functions. The Result
of `STORY` holds no code; it is for who may see her, and stands in no catalogue.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

import pandas as pd

from lib.measures.consents import SHARING, with_state
from lib.measures.period import closures
from lib.measures.result import Counted, Mark, Measure
from lib.measures.support import open_support
from lib.measures.worklist import (
    ALLOWED_DAYS,
    appointments_ahead,
    appointments_to_settle,
    follow_ups_due,
    last_seen_on,
    permits_unfinished,
    reports_open,
    unseen,
)
from lib.schema.choices import GoalState
from lib.schema.workbook import SHEETS
from lib.snapshot import Snapshot

SUPPORT, CONTACT, APPOINTMENT = "Begeleiding", "Contact", "Afspraak"
NO_OUTCOME, UNKNOWN = "Nog geen uitkomst", "onbekend"
COLUMNS = ["Dag", "Soort", "Wat", "Uitkomst"]
GOALS_ENDED = (GoalState.REACHED, GoalState.LET_GO)
_YEARS_AHEAD = 3660
_SHOWN_DAYS = 365


def about(snapshot: Snapshot, client_code: str) -> Snapshot:
    """The Snapshot with no other client's rows; what is of no client stays whole."""
    tables = dict(snapshot.tables)
    for name, sheet in SHEETS.items():
        if sheet.client_column is not None:
            rows = tables[name]
            tables[name] = rows[rows[sheet.client_column].eq(client_code)]
    return snapshot.only(tables)


class Standing(NamedTuple):
    """How it stands with a client on a day; None for what there is not."""

    intensity: str | None
    last_seen_on: date | None
    is_unseen: bool
    follow_up_on: date | None
    appointment_on: date | None
    appointment_kind: str | None
    permit_step: str | None
    consent: str | None


def standing(her: Snapshot, as_of: date, allowed: Mapping[str, int] = ALLOWED_DAYS) -> Standing:
    """Of several permits the one last entered; of several consents the last signed."""
    running = open_support(her, as_of)
    ahead = appointments_ahead(her, as_of, _YEARS_AHEAD)
    follow_ups = follow_ups_due(her, as_of, _YEARS_AHEAD)
    consents = with_state(her, as_of).sort_values("signed_on", na_position="first")
    return Standing(
        _last(running["intensity"]),
        _day(last_seen_on(her, as_of).max()),
        len(unseen(her, as_of, allowed)) > 0,
        _day(follow_ups["follow_up_on"].min()),
        _day(ahead["planned_on"].min()),
        _last(ahead["kind"].iloc[:1]),
        _last(her.table("permits")["step"]),
        _last(consents["state"]),
    )


class OpenEnds(NamedTuple):
    """What still runs for a client: how many of each."""

    goals: int
    appointments: int
    follow_ups: int
    consents: int
    permits: int
    reports: int


def open_ends(her: Snapshot, as_of: date) -> OpenEnds:
    appointments = len(appointments_ahead(her, as_of, _YEARS_AHEAD))
    return OpenEnds(
        int((~her.table("goals")["state"].isin(GOALS_ENDED)).sum()),
        appointments + len(appointments_to_settle(her, as_of)),
        len(follow_ups_due(her, as_of, _YEARS_AHEAD)),
        int(with_state(her, as_of)["state"].isin(SHARING).sum()),
        len(permits_unfinished(her)),
        len(reports_open(her, "")),
    )


def _story(her: Snapshot, as_of: date) -> Counted:
    """What happened in the year before, and what is planned; the newest first. The marks are
    the closures of the zone and, with the intensity in `at`, the support."""
    periods, events = _support(her), [*_contacts(her), *_appointments(her)]
    first = min((event.day for event in [*periods, *events]), default=as_of)
    since = min(max(as_of - timedelta(days=_SHOWN_DAYS), first), as_of)
    runs = [p for p in periods if p.day <= as_of and (p.until or as_of) >= since]
    shown = [*runs, *(event for event in events if event.day >= since)]
    rows = [event[:4] for event in sorted(shown, key=lambda event: event.day, reverse=True)]
    sheets = ("support", "contacts", "appointments")
    left_out = sum(len(her.tables[name]) for name in sheets) - len(periods) - len(events)
    marks = [Mark(SUPPORT, p.day, min(p.until or as_of, as_of), p.what) for p in runs]
    marks += closures(her, as_of)
    return Counted(pd.DataFrame(rows, columns=COLUMNS), left_out, since, _since(marks, since))


class _Event(NamedTuple):
    """`until` is the last day of a period that has ended."""

    day: date
    kind: str
    what: str
    outcome: str
    until: date | None = None


def _since(marks: Iterable[Mark], since: date) -> tuple[Mark, ...]:
    """What of the stretches lies after the first day."""
    return tuple(
        mark._replace(low=max(mark.low, since))
        for mark in marks
        if isinstance(mark.low, date) and isinstance(mark.high, date) and mark.high >= since
    )


def _contacts(her: Snapshot) -> list[_Event]:
    rows = her.table("contacts").dropna(subset=["held_on", "outcome"])
    held = zip(rows["held_on"], rows["channel"].fillna(UNKNOWN), rows["outcome"], strict=True)
    return [_Event(day.date(), CONTACT, how, outcome) for day, how, outcome in held]


def _appointments(her: Snapshot) -> list[_Event]:
    rows = her.table("appointments").dropna(subset="planned_on")
    kinds, outcomes = rows["kind"].fillna(UNKNOWN), rows["outcome"].fillna(NO_OUTCOME)
    planned = zip(rows["planned_on"], kinds, outcomes, strict=True)
    return [_Event(day.date(), APPOINTMENT, kind, outcome) for day, kind, outcome in planned]


def _support(her: Snapshot) -> list[_Event]:
    rows = her.table("support").dropna(subset=["from_on", "intensity"])
    periods = zip(rows["from_on"], rows["intensity"], rows["until_on"], strict=True)
    return [
        _Event(day.date(), SUPPORT, how, _ends(_day(until)), _day(until))
        for day, how, until in periods
    ]


def _ends(until: date | None) -> str:
    return f"tot en met {until:%d-%m-%Y}" if until else "loopt"


def _day(value: pd.Timestamp) -> date | None:
    return None if pd.isna(value) else value.date()


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _last(values: "pd.Series[str]") -> str | None:
    return _text(values.iloc[-1]) if len(values) else None


STORY = Measure(
    name="client_story",
    title="Begeleiding, contacten en afspraken",
    unit="gebeurtenissen",
    sheets=("support", "contacts", "appointments"),
    definition="Wat er in een jaar met deze cliënt gebeurde: de begeleiding die liep, elk contact "
    "en elke afspraak op de eigen dag.",
    count=_story,
)
