"""Appointments: whether company helps to appear, and how long care lets wait."""

from datetime import date

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
    rows = snapshot.table("appointments")
    referred = rows[until(rows["referred_on"], as_of)]
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
    definition="Weken tussen aanmelding en start, of tot de peildatum voor wie nog wacht.",
    count=_waiting,
)
