"""What one person has to do today, from their own narrowed Snapshot.

These tables carry client codes: they are for that person's screen and never become a Result.
"""

from collections.abc import Mapping
from datetime import date, timedelta

import pandas as pd

from lib.measures.clients import active_clients, closed_clients
from lib.measures.consents import ConsentState, with_state
from lib.measures.contacts import reached
from lib.measures.period import between, until
from lib.measures.support import open_support
from lib.measures.tally import looked_up
from lib.schema.choices import Intensity
from lib.snapshot import Snapshot

NO_SUPPORT = "Geen begeleiding"
ALLOWED_DAYS: Mapping[str, int] = {
    Intensity.INTENSIVE: 7,
    Intensity.LIGHT_ADDITIONAL: 21,
    Intensity.LIGHT_CONSULT: 42,
    NO_SUPPORT: 42,
}
"""How many days may pass without speaking to a client, by the intensity that runs."""


def unseen(
    snapshot: Snapshot, as_of: date, allowed: Mapping[str, int] = ALLOWED_DAYS
) -> pd.DataFrame:
    """Active clients not spoken with for longer than their intensity allows, most over first.

    Columns: client_code, intensity (missing without support), last_seen_on, days,
    allowed_days, days_over. Who was never seen counts from the first contact; where that is
    missing too, days and days_over are missing and the client stands on top.
    """
    clients = active_clients(snapshot, as_of)
    codes = clients["client_code"]
    intensity = looked_up(codes, _intensities(snapshot, as_of))
    last_seen = looked_up(codes, last_seen_on(snapshot, as_of))
    since = last_seen.fillna(clients["first_contact_on"])
    days = (pd.Timestamp(as_of) - since).dt.days.astype("Int64")
    limit = intensity.fillna(NO_SUPPORT).map(dict(allowed)).astype("Int64")
    limit = limit.fillna(allowed.get(NO_SUPPORT, ALLOWED_DAYS[NO_SUPPORT]))
    table = pd.DataFrame(
        {
            "client_code": codes,
            "intensity": intensity,
            "last_seen_on": last_seen,
            "days": days,
            "allowed_days": limit,
            "days_over": days - limit,
        }
    )
    late = table[(table["days_over"] > 0).fillna(True).astype(bool)]
    order = ["days_over", "client_code"]
    late = late.sort_values(order, ascending=[False, True], na_position="first")
    return late.reset_index(drop=True)


def last_seen_on(snapshot: Snapshot, as_of: date) -> "pd.Series[pd.Timestamp]":
    """By client code: the last day somebody spoke with the client; never seen is absent."""
    contacts = snapshot.table("contacts")[["client_code", "held_on", "outcome"]]
    spoken = reached(contacts[until(contacts["held_on"], as_of)])
    last: pd.Series[pd.Timestamp] = spoken.groupby("client_code", sort=False)["held_on"].max()
    return last


def follow_ups_due(snapshot: Snapshot, as_of: date, ahead_days: int = 7) -> pd.DataFrame:
    """Agreed follow-ups up to some days ahead, unless the client was spoken with since.

    Columns: contact_id, client_code, worker, held_on, follow_up_on, is_overdue; earliest
    first. Closed clients are left out.
    """
    columns = ["contact_id", "client_code", "worker", "held_on", "follow_up_on"]
    contacts = snapshot.table("contacts")[columns]
    last_day = as_of + timedelta(days=ahead_days)
    due = contacts[until(contacts["follow_up_on"], last_day) & until(contacts["held_on"], as_of)]
    due = due[~due["client_code"].isin(closed_clients(snapshot, as_of))]
    last_seen = looked_up(due["client_code"], last_seen_on(snapshot, as_of))
    waiting = due[~last_seen.gt(due["held_on"])]
    table = waiting.assign(is_overdue=waiting["follow_up_on"].lt(pd.Timestamp(as_of)))
    return table.sort_values(["follow_up_on", "client_code"]).reset_index(drop=True)


def appointments_ahead(snapshot: Snapshot, as_of: date, days: int = 7) -> pd.DataFrame:
    """Appointments from today without an outcome yet, earliest first.

    Columns: appointment_id, client_code, kind, provider, planned_on, accompanied_by.
    """
    rows = snapshot.table("appointments")
    is_ahead = between(rows["planned_on"], as_of, as_of + timedelta(days=days))
    columns = [
        "appointment_id", "client_code", "kind", "provider", "planned_on", "accompanied_by"
    ]  # fmt: skip
    ahead = rows.loc[is_ahead & rows["outcome"].isna(), columns]
    return ahead.sort_values(["planned_on", "client_code"]).reset_index(drop=True)


def consents_expiring(snapshot: Snapshot, as_of: date, days: int = 30) -> pd.DataFrame:
    """Consents to reconfirm within some days, or already past it, earliest first.

    What is withdrawn or replaced is not listed. Columns: those of the sheet and is_expired.
    """
    rows = with_state(snapshot, as_of, days)
    due = rows[rows["state"].isin((ConsentState.EXPIRING, ConsentState.EXPIRED))]
    table = due.assign(is_expired=due["state"].eq(ConsentState.EXPIRED))
    return table.sort_values(["reconfirm_on", "client_code"]).reset_index(drop=True)


def _intensities(snapshot: Snapshot, as_of: date) -> "pd.Series[str]":
    by_client: pd.Series[str] = open_support(snapshot, as_of).set_index("client_code")["intensity"]
    return by_client
