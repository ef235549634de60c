"""Links with other parties: do the meetings keep the agreed pace?"""

from datetime import date

import pandas as pd

from lib.measures.period import until
from lib.measures.result import Counted, Measure
from lib.measures.tally import looked_up
from lib.snapshot import Snapshot


def _links(snapshot: Snapshot, as_of: date) -> Counted:
    """Days are missing where no meeting was held yet; overdue also where no pace was agreed."""
    links = snapshot.table("partner_links")
    meetings = snapshot.table("partner_meetings")
    held = meetings[until(meetings["held_on"], as_of)]
    by_link = held.groupby("link_id")["held_on"]
    last = looked_up(links["link_id"], by_link.max())
    days = (pd.Timestamp(as_of) - last).dt.days.astype("Int64")
    table = pd.DataFrame(
        {
            "Partner": links["partner"],
            "Vorm": links["form"],
            "Stand": links["state"],
            "Overleggen": looked_up(links["link_id"], by_link.size()).fillna(0).astype("int64"),
            "Laatste overleg": last,
            "Dagen geleden": days,
            "Afgesproken (dagen)": links["agreed_every_days"],
            "Dagen over tijd": (days - links["agreed_every_days"]).clip(lower=0),
            "Volgende stap": links["next_step"],
            "Volgende stap op": links["next_step_on"],
        }
    )
    order = table["Dagen over tijd"].fillna(-1).sort_values(ascending=False, kind="stable").index
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
