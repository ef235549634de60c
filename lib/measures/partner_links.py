"""Links with other parties: do the meetings keep the agreed pace?"""

from datetime import date, timedelta

import pandas as pd

from lib.measures.period import between, until
from lib.measures.result import Counted, Measure
from lib.measures.tally import looked_up
from lib.snapshot import Snapshot

YEAR_DAYS = 365
IN_PACE, LATE, NO_PACE = "Op tijd", "Te laat", "Geen ritme afgesproken"


def _links(snapshot: Snapshot, as_of: date) -> Counted:
    """Days are missing where no meeting was held yet; overdue also where no pace was agreed."""
    links = overdue_links(snapshot, as_of)
    meetings = snapshot.table("partner_meetings")
    count = meetings[until(meetings["held_on"], as_of)].groupby("link_id").size()
    table = pd.DataFrame(
        {
            "Partner": links["partner"],
            "Vorm": links["form"],
            "Stand": links["state"],
            "Overleggen": looked_up(links["link_id"], count).fillna(0).astype("int64"),
            "Laatste overleg": links["last_met_on"],
            "Dagen geleden": _days_since(links["last_met_on"], as_of),
            "Afgesproken (dagen)": links["agreed_every_days"],
            "Dagen over tijd": links["days_over"],
            "Afspraken": links["agreements"],
            "Volgende stap": links["next_step"],
            "Volgende stap op": links["next_step_on"],
        }
    )
    return Counted(table, int(meetings["held_on"].isna().sum()))


def _days_since(days: "pd.Series[pd.Timestamp]", as_of: date) -> "pd.Series[int]":
    since: pd.Series[int] = (pd.Timestamp(as_of) - days).dt.days.astype("Int64")
    return since


def overdue_links(snapshot: Snapshot, as_of: date) -> pd.DataFrame:
    """Rows of Verbindingen, the ones longest over the agreed pace first, with `last_met_on`
    and `days_over` (missing without a meeting or an agreed pace, 0 when in time)."""
    links = snapshot.table("partner_links")
    meetings = snapshot.table("partner_meetings")
    held = meetings[until(meetings["held_on"], as_of)]
    last = looked_up(links["link_id"], held.groupby("link_id")["held_on"].max())
    over = (_days_since(last, as_of) - links["agreed_every_days"]).clip(lower=0)
    table = links.assign(last_met_on=last, days_over=over)
    order = over.fillna(-1).sort_values(ascending=False, kind="stable").index
    return table.loc[order]


def _network(snapshot: Snapshot, as_of: date) -> Counted:
    """A link without a meeting yet is late as soon as a pace is agreed."""
    links = overdue_links(snapshot, as_of)
    meetings = snapshot.table("partner_meetings")
    since = as_of - timedelta(days=YEAR_DAYS)
    held = meetings[between(meetings["held_on"], since, as_of)]
    counts = looked_up(links["link_id"], held.groupby("link_id").size()).fillna(0)
    is_late = links["days_over"].fillna(1).gt(0)
    pace = is_late.map({True: LATE, False: IN_PACE}).where(
        links["agreed_every_days"].notna(), NO_PACE
    )
    table = pd.DataFrame(
        {
            "Partner": links["partner"],
            "Overleggen in een jaar": counts.astype("int64"),
            "Laatste overleg": links["last_met_on"],
            "Ritme": pace,
        }
    )
    order = table["Overleggen in een jaar"].sort_values(ascending=False, kind="stable").index
    return Counted(table.loc[order], int(meetings["held_on"].isna().sum()))


LINKS = Measure(
    name="partner_links",
    title="Verbindingen met andere partijen",
    unit="dagen",
    sheets=("partner_links", "partner_meetings"),
    definition="Per verbinding het laatste overleg tot en met de peildatum, naast de afgesproken "
    "frequentie.",
    count=_links,
)
NETWORK = Measure(
    name="partner_network",
    title="Met wie het STAP-team contact heeft",
    unit="overleggen",
    sheets=("partner_links", "partner_meetings"),
    definition="Per verbinding de overleggen van het afgelopen jaar. Te laat: het laatste overleg "
    "is langer geleden dan afgesproken, of er was er nog geen.",
    count=_network,
)
