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
from lib.schema.choices import (
    ActionState,
    AppointmentOutcome,
    Intensity,
    MilestoneKind,
    PermitStep,
    ReportResult,
)
from lib.snapshot import Snapshot

NO_SUPPORT = "Geen begeleiding"
ALLOWED_DAYS: Mapping[str, int] = {
    Intensity.INTENSIVE: 7,
    Intensity.LIGHT_ADDITIONAL: 21,
    Intensity.LIGHT_CONSULT: 42,
    NO_SUPPORT: 42,
}
"""How many days may pass without speaking to a client, by the intensity that runs."""
PERMIT_DAYS = 60
"""So long before the target day of the permits the unfinished ones are listed."""
_UNFINISHED = (PermitStep.INFORMED, PermitStep.WANTS, PermitStep.APPLIED, PermitStep.PENDING)


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

    Columns: those of the sheet and is_overdue; earliest first. Closed clients are left out.
    """
    rows = snapshot.table("contacts")
    contacts = rows[["client_code", "held_on", "follow_up_on"]]  # cutting all columns is slow
    last_day = as_of + timedelta(days=ahead_days)
    due = contacts[until(contacts["follow_up_on"], last_day) & until(contacts["held_on"], as_of)]
    due = due[~due["client_code"].isin(closed_clients(snapshot, as_of))]
    last_seen = looked_up(due["client_code"], last_seen_on(snapshot, as_of))
    waiting = due[~last_seen.gt(due["held_on"])]
    table = rows.loc[waiting.index]
    table = table.assign(is_overdue=table["follow_up_on"].lt(pd.Timestamp(as_of)))
    return table.sort_values(["follow_up_on", "client_code"]).reset_index(drop=True)


def appointments_ahead(snapshot: Snapshot, as_of: date, days: int = 7) -> pd.DataFrame:
    """Appointments from today without an outcome yet, earliest first."""
    rows = snapshot.table("appointments")
    is_ahead = between(rows["planned_on"], as_of, as_of + timedelta(days=days))
    ahead = rows[is_ahead & rows["outcome"].isna()]
    return ahead.sort_values(["planned_on", "client_code"]).reset_index(drop=True)


def appointments_to_settle(snapshot: Snapshot, as_of: date) -> pd.DataFrame:
    """Appointments of earlier days without an outcome, and moved ones without a new day: no
    other appointment of that kind is planned from then on. Earliest first; one without a
    readable day stands on top."""
    rows = snapshot.table("appointments")
    is_past = rows["outcome"].isna() & ~rows["planned_on"].ge(pd.Timestamp(as_of))
    moved = rows.index[rows["outcome"].eq(AppointmentOutcome.MOVED)]
    others = rows.drop(moved)
    waiting = rows[is_past | rows.index.isin(_without_new_day(rows.loc[moved], others))]
    order = ["planned_on", "client_code"]
    return waiting.sort_values(order, na_position="first").reset_index(drop=True)


def _without_new_day(moved: pd.DataFrame, others: pd.DataFrame) -> pd.Index:
    known = others[others["client_code"].isin(moved["client_code"])]
    latest = known.groupby(["client_code", "kind"])["planned_on"].max()
    whose = pd.MultiIndex.from_frame(moved[["client_code", "kind"]])
    is_planned = latest.reindex(whose).set_axis(moved.index).ge(moved["planned_on"])
    return moved.index[~is_planned]


def actions_due(snapshot: Snapshot, as_of: date, worker: str, days: int = 7) -> pd.DataFrame:
    """Unfinished actions of one worker up to some days ahead, earliest first; is_overdue marks
    those whose day is past."""
    rows = snapshot.table("actions")
    is_done = rows["state"].isin((ActionState.DONE, ActionState.CANCELLED))
    is_due = until(rows["due_on"], as_of + timedelta(days=days))
    due = rows[rows["who"].eq(worker) & is_due & ~is_done]
    table = due.assign(is_overdue=due["due_on"].lt(pd.Timestamp(as_of)))
    return table.sort_values(["due_on", "action_id"]).reset_index(drop=True)


def reports_open(snapshot: Snapshot, worker: str) -> pd.DataFrame:
    """Reports of bottlenecks that are not solved: of one's clients, or made by the worker;
    who waits longest first."""
    rows = snapshot.table("bottleneck_reports")
    is_open = rows["solved_on"].isna() & rows["result"].fillna(ReportResult.OPEN).eq(
        ReportResult.OPEN
    )
    is_mine = rows["client_code"].notna() | rows["reported_by"].eq(worker)
    waiting = rows[is_open & is_mine]
    since = waiting["waiting_since"].fillna(waiting["reported_on"])
    return waiting.loc[since.sort_values(kind="stable").index].reset_index(drop=True)


def permit_target(snapshot: Snapshot) -> date | None:
    """The day permits are to be finished: of the first milestone of that kind not reached."""
    rows = snapshot.table("milestones")
    ahead = rows[rows["kind"].eq(MilestoneKind.PERMITS) & rows["reached_on"].isna()]
    first = ahead["target_on"].min()
    return None if pd.isna(first) else first.date()


def permits_unfinished(snapshot: Snapshot) -> pd.DataFrame:
    """Permits that are still under way, who has most steps to go first."""
    rows = snapshot.table("permits")
    order = rows["step"].map({step.value: n for n, step in enumerate(_UNFINISHED)})
    table = rows.assign(order=order)[order.notna()]
    return table.sort_values(["order", "client_code"]).reset_index(drop=True)


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
