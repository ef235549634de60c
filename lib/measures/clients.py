"""Whom the team has in view. State columns have no history: `as_of` moves who counts, not
what their state was then."""

from datetime import date

import pandas as pd

from lib.measures.period import until
from lib.measures.result import Counted, Measure
from lib.measures.tally import first_to_top, tally
from lib.schema.choices import ContactState, Zone
from lib.snapshot import Snapshot

UNIT = "Cliënten"


def clients_in_view(snapshot: Snapshot, as_of: date) -> pd.DataFrame:
    """Rows of clients known (or without first contact date) and not closed by `as_of`."""
    clients = snapshot.table("clients")
    is_known = clients["first_contact_on"].isna() | until(clients["first_contact_on"], as_of)
    return clients[is_known & ~until(clients["closed_on"], as_of)]


def closed_clients(snapshot: Snapshot, as_of: date) -> "pd.Series[str]":
    """Codes of the clients closed by `as_of`."""
    clients = snapshot.table("clients")
    codes: pd.Series[str] = clients.loc[until(clients["closed_on"], as_of), "client_code"]
    return codes


def active_clients(snapshot: Snapshot, as_of: date) -> pd.DataFrame:
    """Rows of clients in view who are active on or around the zone."""
    clients = clients_in_view(snapshot, as_of)
    return clients[clients["zone_status"].eq(Zone.ACTIVE)]


def clients_in_good_contact(snapshot: Snapshot, as_of: date) -> pd.DataFrame:
    """Rows of active clients with good contact."""
    clients = active_clients(snapshot, as_of)
    return clients[clients["contact_state"].eq(ContactState.GOOD)]


def in_view_count(snapshot: Snapshot, as_of: date) -> int:
    return len(clients_in_view(snapshot, as_of))


def active_count(snapshot: Snapshot, as_of: date) -> int:
    return len(active_clients(snapshot, as_of))


def good_contact_count(snapshot: Snapshot, as_of: date) -> int:
    return len(clients_in_good_contact(snapshot, as_of))


def left_zone_count(snapshot: Snapshot, as_of: date) -> int:
    return len(_left_zone(snapshot, as_of))


def expected_back_count(snapshot: Snapshot, as_of: date) -> int:
    """Active clients without good contact of whom it is written when they may return."""
    clients = active_clients(snapshot, as_of)
    is_away = ~clients["contact_state"].eq(ContactState.GOOD)
    return int((is_away & clients["return_expected"].notna()).sum())


def expert_involved_count(snapshot: Snapshot, as_of: date) -> int:
    return int(clients_in_view(snapshot, as_of)["expert_involved"].eq(True).sum())


def _left_zone(snapshot: Snapshot, as_of: date) -> pd.DataFrame:
    clients = clients_in_view(snapshot, as_of)
    return clients[clients["zone_status"].eq(Zone.LEFT)]


def _zone(snapshot: Snapshot, as_of: date) -> Counted:
    status = clients_in_view(snapshot, as_of)["zone_status"]
    return Counted(tally(status, Zone, "Zone", UNIT), int(status.isna().sum()))


def _contact_state(snapshot: Snapshot, as_of: date) -> Counted:
    state = active_clients(snapshot, as_of)["contact_state"]
    return Counted(tally(state, ContactState, "Contact", UNIT), int(state.isna().sum()))


def _care_of_left_zone(snapshot: Snapshot, as_of: date) -> Counted:
    care = _left_zone(snapshot, as_of)["care_from"].explode().dropna()
    table = tally(care, sorted(care.unique()), "Zorg door", UNIT)
    return Counted(first_to_top(table, UNIT))


ZONE = Measure(
    name="zone",
    title="Straatsekswerkers in beeld",
    unit="cliënten",
    sheets=("clients",),
    definition="Cliënten met een eerste contact tot en met de peildatum die dan niet zijn "
    "afgesloten, naar zone.",
    count=_zone,
)
CONTACT_STATE = Measure(
    name="contact_state",
    title="Contact met wie actief is op of rond de zone",
    unit="cliënten",
    sheets=("clients",),
    definition="Cliënten in beeld die actief zijn op of rond de tippelzone, naar contact.",
    count=_contact_state,
)
CARE_OF_LEFT_ZONE = Measure(
    name="care_of_left_zone",
    title="Zorg voor wie niet meer op de zone actief is",
    unit="cliënten",
    sheets=("clients",),
    definition="Cliënten in beeld die niet meer op de zone actief zijn, naar de organisatie "
    "die zorg geeft; wie zorg van meer organisaties krijgt, telt bij elk.",
    count=_care_of_left_zone,
)
