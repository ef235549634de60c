"""Appointments: whether company helps to appear, and how long care lets wait."""

from datetime import date
from typing import NamedTuple

import pandas as pd

from lib.measures.period import PROJECT_START, between, until
from lib.measures.result import Counted, Measure
from lib.schema.choices import AppointmentKind, AppointmentOutcome
from lib.snapshot import Snapshot

WITH, WITHOUT = "Met iemand van het team", "Zonder iemand van het team"


def _appearance(snapshot: Snapshot, as_of: date) -> Counted:
    """Cancelled and moved appointments are neither appeared nor missed."""
    rows = snapshot.table("appointments")
    held = rows[between(rows["planned_on"], PROJECT_START, as_of)]
    outcomes = [AppointmentOutcome.APPEARED, AppointmentOutcome.NO_SHOW]
    company = held["accompanied_by"].notna().map({True: WITH, False: WITHOUT})
    counts = held.groupby([company, "outcome"]).size().unstack(fill_value=0)
    counts = counts.reindex(index=[WITH, WITHOUT], columns=outcomes, fill_value=0)
    table = pd.DataFrame(counts.to_numpy("int64"), columns=[str(name) for name in outcomes])
    table.insert(0, "Gezelschap", [WITH, WITHOUT])
    left_out = int(held["outcome"].isna().sum() + rows["planned_on"].isna().sum())
    return Counted(table, left_out, PROJECT_START)


def _waiting(snapshot: Snapshot, as_of: date) -> Counted:
    """Weeks from referral to start; who has not started by `as_of` still waits."""
    referred = _referrals(snapshot, as_of)
    has_started = until(referred["started_on"], as_of)
    ends = referred["started_on"].where(has_started, pd.Timestamp(as_of))
    weeks = (ends - referred["referred_on"]).dt.days / 7
    ended = weeks[has_started].groupby(referred["kind"])
    waiting = weeks[~has_started].groupby(referred["kind"])
    kinds = set(referred["kind"].unique())
    table = pd.DataFrame(
        {
            "Gestart": ended.size(),
            "Mediane wachttijd (weken)": ended.median().round(1),
            "Wacht nog": waiting.size(),
            "Langst wachtend (weken)": waiting.max().round(1),
        },
        index=[kind for kind in AppointmentKind if kind in kinds],
    )
    table = table.astype({"Gestart": "Int64", "Wacht nog": "Int64"})
    table[["Gestart", "Wacht nog"]] = table[["Gestart", "Wacht nog"]].fillna(0)
    table.insert(0, "Soort afspraak", [str(kind) for kind in table.index])
    return Counted(table, int(referred["kind"].isna().sum()))


def _referrals(snapshot: Snapshot, as_of: date) -> pd.DataFrame:
    """Appointments that began with a referral. One that was moved is left out when the same
    referral goes on with another appointment: it is one wait."""
    rows = snapshot.table("appointments")
    referred = rows[until(rows["referred_on"], as_of)]
    is_moved = referred["outcome"].eq(AppointmentOutcome.MOVED)
    referral = pd.MultiIndex.from_frame(referred[["client_code", "kind", "referred_on"]])
    return referred[~(is_moved & referral.isin(referral[~is_moved]))]


class Wait(NamedTuple):
    """From referral to start, or to today for who still waits; `intake_days` is missing as
    long as there was no intake."""

    days: int
    intake_days: int | None
    has_started: bool


def wait_of(
    referred_on: date | None, intake_on: date | None, started_on: date | None, as_of: date
) -> Wait | None:
    """The wait of one appointment; None without a referral by `as_of`."""
    if referred_on is None or referred_on > as_of:
        return None
    has_started = started_on is not None and started_on <= as_of
    has_intake = intake_on is not None and intake_on <= as_of
    return Wait(
        ((started_on if has_started else as_of) - referred_on).days,  # type: ignore[operator]
        (intake_on - referred_on).days if has_intake else None,  # type: ignore[operator]
        has_started,
    )


class Waits(NamedTuple):
    """The waits of a caseload, in weeks; a median or a longest wait of nobody is missing."""

    intakes: int
    intake_weeks: float | None
    started: int
    start_weeks: float | None
    waiting: int
    longest_weeks: float | None


def waits_of_caseload(snapshot: Snapshot, as_of: date) -> Waits:
    """From one person's narrowed Snapshot: for their own screen, never a Result."""
    rows = _referrals(snapshot, as_of)
    has_intake, has_started = until(rows["intake_on"], as_of), until(rows["started_on"], as_of)
    to_intake = (rows["intake_on"] - rows["referred_on"]).dt.days[has_intake] / 7
    to_start = (rows["started_on"] - rows["referred_on"]).dt.days[has_started] / 7
    so_far = (pd.Timestamp(as_of) - rows["referred_on"]).dt.days[~has_started] / 7
    return Waits(
        len(to_intake), _known(to_intake.median()),
        len(to_start), _known(to_start.median()),
        len(so_far), _known(so_far.max()),
    )  # fmt: skip


def _known(weeks: float) -> float | None:
    return None if pd.isna(weeks) else float(weeks)


APPEARANCE = Measure(
    name="appearance",
    title="Verschijnen op afspraken",
    unit="afspraken",
    sheets=("appointments",),
    definition="Afspraken tot en met de peildatum, verschenen of niet, met en zonder iemand "
    "van het team erbij; afgezegde en verplaatste afspraken tellen niet mee.",
    count=_appearance,
)
WAITING = Measure(
    name="waiting",
    title="Wachttijd tot de start van zorg",
    unit="weken",
    sheets=("appointments",),
    definition="Weken tussen aanmelding en start, of tot de peildatum voor wie nog wacht; "
    "een verplaatste afspraak telt één keer.",
    count=_waiting,
)
