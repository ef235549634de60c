"""Contacts: how many, by which channel, and whether somebody was reached."""

from collections.abc import Mapping
from datetime import date

import pandas as pd

from lib.measures.clients import UNIT, active_clients
from lib.measures.period import (
    PROJECT_START,
    between,
    closures,
    during,
    per_month,
    with_month_labels,
)
from lib.measures.result import Counted, Measure
from lib.schema.choices import Channel, Outcome
from lib.snapshot import Snapshot

REACHED = (Outcome.SPOKEN, Outcome.BRIEF)
REMOTE = (Channel.PHONE, Channel.WHATSAPP)
OTHER_CHANNEL = "Overig"
CHANNEL_GROUPS: Mapping[str, str] = {
    Channel.PHONE: "Telefoon",
    Channel.WHATSAPP: "WhatsApp",
    Channel.LIVING_ROOM: "Huiskamer/zone",
    Channel.STREET: "Straat",
}
"""The channels a chart keeps apart; every other one is `OTHER_CHANNEL`."""
_COLUMNS = ["client_code", "held_on", "channel", "outcome"]
GROUPS = [*CHANNEL_GROUPS.values(), OTHER_CHANNEL]


def contacts_in(snapshot: Snapshot, first: date, last: date) -> pd.DataFrame:
    """Contacts and attempts held from `first` to `last`: who, when, how, with what outcome."""
    contacts = snapshot.table("contacts")[_COLUMNS]  # cutting all columns would cost 40 ms
    return contacts[between(contacts["held_on"], first, last)]


def reached(contacts: pd.DataFrame) -> pd.DataFrame:
    """The contacts in which somebody was spoken with; the rest are attempts and misses."""
    return contacts[contacts["outcome"].isin(REACHED)]


def _channels_per_month(snapshot: Snapshot, as_of: date) -> Counted:
    spoken = reached(contacts_in(snapshot, PROJECT_START, as_of))
    counts = per_month(spoken["held_on"], spoken["channel"], PROJECT_START, as_of)
    grouped = counts.T.groupby(lambda channel: CHANNEL_GROUPS.get(channel, OTHER_CHANNEL)).sum().T
    table = grouped.reindex(columns=GROUPS, fill_value=0)
    left_out = int(spoken["channel"].isna().sum()) + _undated(snapshot)
    marks = closures(snapshot, as_of)
    return Counted(with_month_labels(table, as_of), left_out, PROJECT_START, marks)


def _reach_per_month(snapshot: Snapshot, as_of: date) -> Counted:
    held = contacts_in(snapshot, PROJECT_START, as_of)
    was_reached = held["outcome"].isin(REACHED)
    names = was_reached.map({True: "Gesproken", False: "Niet bereikt"})
    names = names.where(held["outcome"].notna())
    counts = per_month(held["held_on"], names, PROJECT_START, as_of)
    table = counts.reindex(columns=["Gesproken", "Niet bereikt"], fill_value=0)
    left_out = int(held["outcome"].isna().sum()) + _undated(snapshot)
    marks = closures(snapshot, as_of)
    return Counted(with_month_labels(table, as_of), left_out, PROJECT_START, marks)


def _undated(snapshot: Snapshot) -> int:
    return int(snapshot.table("contacts")["held_on"].isna().sum())


def contacts_during_closure(snapshot: Snapshot, as_of: date) -> pd.DataFrame:
    """Contacts in which somebody was reached while the zone was closed."""
    marks = closures(snapshot, as_of)
    if not marks:
        return snapshot.table("contacts")[_COLUMNS].iloc[:0]
    first = min(mark.low for mark in marks)
    held = contacts_in(snapshot, first, as_of)  # type: ignore[arg-type]
    return reached(held[during(held["held_on"], marks)])


def _closure_channels(snapshot: Snapshot, as_of: date) -> Counted:
    spoken = contacts_during_closure(snapshot, as_of)["channel"]
    groups = spoken.value_counts().rename(lambda name: CHANNEL_GROUPS.get(name, OTHER_CHANNEL))
    counts = groups.groupby(level=0).sum().reindex(GROUPS, fill_value=0)
    table = pd.DataFrame({"Wijze van contact": GROUPS, "Contacten": counts.to_numpy("int64")})
    return _in_closure(snapshot, as_of, table, int(spoken.isna().sum()))


def _closure_reach(snapshot: Snapshot, as_of: date) -> Counted:
    clients = active_clients(snapshot, as_of)["client_code"]
    spoken = contacts_during_closure(snapshot, as_of)
    remote = _among(clients, spoken.loc[spoken["channel"].isin(REMOTE), "client_code"])
    anyhow = _among(clients, spoken["client_code"])
    rows = {
        "Via telefoon of WhatsApp": int(remote.sum()),
        "Alleen op een andere manier": int((anyhow & ~remote).sum()),
        "Niet bereikt": int((~anyhow).sum()),
    }
    table = pd.DataFrame({"Tijdens de sluiting": list(rows), UNIT: list(rows.values())})
    return _in_closure(snapshot, as_of, table, 0)


def _among(codes: pd.Series, others: pd.Series) -> "pd.Series[bool]":
    """Like `isin`, which takes 10 ms for 2,000 Arrow texts where a set takes one."""
    known = set(others.unique().tolist())
    return pd.Series([code in known for code in codes.tolist()], index=codes.index, dtype=bool)


def _in_closure(snapshot: Snapshot, as_of: date, table: pd.DataFrame, left_out: int) -> Counted:
    marks = closures(snapshot, as_of)
    if not marks:  # without a closure there is nothing to say about it
        return Counted(table.iloc[:0])
    return Counted(table, left_out, min(mark.low for mark in marks), marks)  # type: ignore[arg-type]


CHANNELS_PER_MONTH = Measure(
    name="channels_per_month",
    title="Contacten per maand naar wijze van contact",
    unit="contacten",
    sheets=("contacts", "closures"),
    definition="Contacten waarin de cliënt is gesproken, ook kort; pogingen tellen niet mee.",
    count=_channels_per_month,
)
REACH_PER_MONTH = Measure(
    name="reach_per_month",
    title="Gesproken en niet bereikt per maand",
    unit="contacten",
    sheets=("contacts", "closures"),
    definition="Alle contacten en pogingen; niet bereikt is ook niet verschenen en afgezegd.",
    count=_reach_per_month,
)
CLOSURE_CHANNELS = Measure(
    name="closure_channels",
    title="Contact tijdens de sluiting",
    unit="contacten",
    sheets=("contacts", "closures"),
    definition="Contacten waarin de cliënt is gesproken op dagen dat de zone gesloten was.",
    count=_closure_channels,
)
CLOSURE_REACH = Measure(
    name="closure_reach",
    title="Wie tijdens de sluiting is bereikt",
    unit="cliënten",
    sheets=("contacts", "clients", "closures"),
    definition="Cliënten die actief zijn op of rond de zone, naar hoe zij zijn gesproken op "
    "dagen dat de zone gesloten was.",
    count=_closure_reach,
)
