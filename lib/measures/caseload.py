"""Lists of clients and of what happened with them, from one person's narrowed Snapshot.

Like worklist, these tables carry client codes and never become a Result.
"""

from collections.abc import Collection
from datetime import date

import pandas as pd

from lib.measures.period import until
from lib.measures.support import open_support
from lib.measures.tally import looked_up
from lib.measures.worklist import appointments_to_settle, last_seen_on
from lib.snapshot import Snapshot


def caseload_list(
    snapshot: Snapshot,
    as_of: date,
    states: Collection[str] = (),
    intensities: Collection[str] = (),
    with_closed: bool = False,
) -> pd.DataFrame:
    """Clients with their intensity and last contact, longest unseen first; nothing chosen
    means all. Columns: client_code, zone_status, contact_state, intensity, last_seen_on."""
    clients = snapshot.table("clients")
    if not with_closed:
        clients = clients[~until(clients["closed_on"], as_of)]
    running = open_support(snapshot, as_of).set_index("client_code")["intensity"]
    table = clients[["client_code", "zone_status", "contact_state"]].assign(
        intensity=looked_up(clients["client_code"], running),
        last_seen_on=looked_up(clients["client_code"], last_seen_on(snapshot, as_of)),
    )
    if states:
        table = table[table["contact_state"].isin(states)]
    if intensities:
        table = table[table["intensity"].isin(intensities)]
    return table.sort_values(["last_seen_on", "client_code"], na_position="first")


def contact_list(
    snapshot: Snapshot,
    client_code: str | None = None,
    channels: Collection[str] = (),
    outcomes: Collection[str] = (),
) -> pd.DataFrame:
    """Rows of Contacten, newest first; nothing chosen means all."""
    rows = snapshot.table("contacts")
    if client_code is not None:
        rows = rows[rows["client_code"].eq(client_code)]
    if channels:
        rows = rows[rows["channel"].isin(channels)]
    if outcomes:
        rows = rows[rows["outcome"].isin(outcomes)]
    return rows.sort_values(["held_on", "changed_on"], ascending=False)


def of_client(snapshot: Snapshot, sheet: str, client_code: str, day: str) -> pd.DataFrame:
    """A client's rows of a sheet, newest first by the column `day`."""
    rows = snapshot.table(sheet)
    return rows[rows["client_code"].eq(client_code)].sort_values(day, ascending=False)


def appointment_list(
    snapshot: Snapshot,
    client_code: str | None = None,
    kinds: Collection[str] = (),
    outcomes: Collection[str] = (),
) -> pd.DataFrame:
    """Rows of Afspraken, the last first; nothing chosen means all."""
    rows = snapshot.table("appointments")
    if client_code is not None:
        rows = rows[rows["client_code"].eq(client_code)]
    if kinds:
        rows = rows[rows["kind"].isin(kinds)]
    if outcomes:
        rows = rows[rows["outcome"].isin(outcomes)]
    return rows.sort_values(["planned_on", "client_code"], ascending=[False, True])


def appointment_groups(
    snapshot: Snapshot, rows: pd.DataFrame, as_of: date
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Rows of Afspraken as those to settle, those to come (both earliest first), and the rest."""
    unsettled = appointments_to_settle(snapshot, as_of)["appointment_id"]
    is_unsettled = rows["appointment_id"].isin(unsettled)
    is_coming = rows["outcome"].isna() & ~is_unsettled
    to_settle, coming = rows[is_unsettled], rows[is_coming]
    return to_settle.iloc[::-1], coming.iloc[::-1], rows[~is_unsettled & ~is_coming]
