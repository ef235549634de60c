"""Which consents hold, and what they let the team share with whom.

The last signed consent of a client counts, as a whole: an earlier one is replaced, also when
the last one is withdrawn. It lets the team share from the day it was signed, as long as it is
not withdrawn, its reconfirmation day is not past, and the client is not closed. A day that
cannot be read lets nothing be shared.
"""

from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum

import pandas as pd

from lib.measures.clients import closed_clients
from lib.measures.period import until
from lib.snapshot import Snapshot

AHEAD_DAYS = 30
"""So long before the reconfirmation day a consent is listed."""
_DAYS = ("signed_on", "reconfirm_on", "withdrawn_on")


class ConsentState(StrEnum):
    """How a consent stands on a day; in the order in which lists show them."""

    WITHDRAWN = "Ingetrokken"
    UNCLEAR = "Niet duidelijk"
    EXPIRED = "Verlopen"
    EXPIRING = "Herbevestigen"
    VALID = "Geldig"
    REPLACED = "Vervangen"
    CLOSED = "Cliënt afgesloten"


SHARING = (ConsentState.VALID, ConsentState.EXPIRING)


def with_state(snapshot: Snapshot, as_of: date, days: int = AHEAD_DAYS) -> pd.DataFrame:
    """All consents with their `state` on a day. A day of withdrawal counts as soon as it is
    filled in, whichever day it is."""
    rows = snapshot.table("consents")
    is_signed = until(rows["signed_on"], as_of)
    signed_on = rows["signed_on"].where(is_signed)
    newest = signed_on.groupby(rows["client_code"]).transform("max")
    states = pd.Series(ConsentState.VALID.value, index=rows.index, dtype="object")
    # What stands lower goes before what stands higher.
    marks = (
        (ConsentState.EXPIRING, until(rows["reconfirm_on"], as_of + timedelta(days=days))),
        (ConsentState.EXPIRED, rows["reconfirm_on"].lt(pd.Timestamp(as_of))),
        (ConsentState.CLOSED, rows["client_code"].isin(closed_clients(snapshot, as_of))),
        (ConsentState.UNCLEAR, ~is_signed | rows.index.isin(_unreadable(snapshot))),
        (ConsentState.REPLACED, signed_on.lt(newest)),
        (ConsentState.WITHDRAWN, rows["withdrawn_on"].notna()),
    )
    for state, mark in marks:
        states = states.mask(mark, state.value)
    return rows.assign(state=states)


def _unreadable(snapshot: Snapshot) -> set[int]:
    """Rows with a day that could not be read: it may say that the consent was withdrawn."""
    problems = (p for p in snapshot.problems if p.sheet == "consents" and p.column in _DAYS)
    return {p.row for p in problems if p.row is not None}


def consent_list(
    snapshot: Snapshot,
    as_of: date,
    client_code: str | None = None,
    states: Collection[str] = (),
) -> pd.DataFrame:
    """Consents with their state: what asks for attention first, then the last signed; nothing
    chosen means all."""
    rows = with_state(snapshot, as_of)
    if client_code is not None:
        rows = rows[rows["client_code"].eq(client_code)]
    if states:
        rows = rows[rows["state"].isin(states)]
    order = rows["state"].map({state.value: place for place, state in enumerate(ConsentState)})
    # A withdrawal that is dealt with asks for nothing any more.
    order = order.mask(rows["processed_on"].notna(), len(ConsentState))
    rows = rows.assign(order=order)
    return rows.sort_values(["order", "signed_on", "consent_id"], ascending=[True, False, True])


def withdrawals_to_process(snapshot: Snapshot, as_of: date) -> pd.DataFrame:
    """Withdrawn consents that the organisations have not been told of yet, earliest first."""
    rows = with_state(snapshot, as_of)
    waiting = rows[rows["state"].eq(ConsentState.WITHDRAWN) & rows["processed_on"].isna()]
    return waiting.sort_values(["withdrawn_on", "client_code"]).reset_index(drop=True)


def sharing(snapshot: Snapshot, as_of: date) -> pd.DataFrame:
    """What may be shared now: one row per `organisation` and consent, by organisation."""
    rows = with_state(snapshot, as_of)
    running = rows[rows["state"].isin(SHARING)]
    per_organisation = running.assign(organisation=running["share_with"]).explode("organisation")
    named = per_organisation[per_organisation["organisation"].notna()]
    return named.sort_values(["organisation", "client_code"])


def year_later(day: date) -> date:
    """When to ask again for what is signed on `day`."""
    return (pd.Timestamp(day) + pd.DateOffset(years=1)).date()
