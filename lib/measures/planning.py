"""Planning: milestones against their original date, and the decisions that moved them."""

from datetime import date

import pandas as pd

from lib.measures.period import until
from lib.measures.result import Counted, Measure
from lib.snapshot import Snapshot


def _milestones(snapshot: Snapshot, as_of: date) -> Counted:
    """`Verschoven (dagen)` is positive for later than planned, missing without an original."""
    rows = snapshot.table("milestones").sort_values(["target_on", "milestone_id"])
    shift = (rows["target_on"] - rows["original_target_on"]).dt.days.astype("Int64")
    table = pd.DataFrame(
        {
            "Mijlpaal": rows["title_text"],
            "Soort": rows["kind"],
            "Oorspronkelijk": rows["original_target_on"],
            "Streefdatum": rows["target_on"],
            "Verschoven (dagen)": shift,
            "Zekerheid": rows["certainty"],
            "Behaald op": rows["reached_on"].where(until(rows["reached_on"], as_of)),
            "Voortgang": rows["progress"],
            "Oorzaak": rows["cause"],
            "Gevolg": rows["effect"],
            "Bijsturing": rows["adjustment"],
        }
    )
    return Counted(table, int(rows["target_on"].isna().sum()))


def _decisions(snapshot: Snapshot, as_of: date) -> Counted:
    rows = snapshot.table("decisions")
    made = rows[until(rows["decided_on"], as_of)].sort_values("decided_on", kind="stable")
    table = made[["decided_on", "decision", "motivation", "touches"]]
    labels = ["Datum", "Besluit", "Motivering", "Raakt"]
    return Counted(table.set_axis(labels, axis="columns"), int(rows["decided_on"].isna().sum()))


def _closures(snapshot: Snapshot, as_of: date) -> Counted:
    """Begun by `as_of`; a last day after it is not known yet."""
    rows = snapshot.table("closures")
    begun = rows[until(rows["from_on"], as_of)].sort_values("from_on")
    ends = begun["until_on"].where(until(begun["until_on"], as_of))
    table = pd.DataFrame({"Van": begun["from_on"], "Tot en met": ends, "Reden": begun["reason"]})
    return Counted(table, int(rows["from_on"].isna().sum()))


CLOSURES = Measure(
    name="closures",
    title="Sluitingen van de zone",
    unit="sluitingen",
    sheets=("closures",),
    definition="Sluitingen van de tippelzone die op de peildatum waren begonnen.",
    count=_closures,
)
MILESTONES = Measure(
    name="milestones",
    title="Planning van het project",
    unit="mijlpalen",
    sheets=("milestones",),
    definition="Mijlpalen met hun streefdatum, de oorspronkelijke datum en wat is behaald.",
    count=_milestones,
)
DECISIONS = Measure(
    name="decisions",
    title="Besluiten over het project",
    unit="besluiten",
    sheets=("decisions",),
    definition="Besluiten tot en met de peildatum.",
    count=_decisions,
)
