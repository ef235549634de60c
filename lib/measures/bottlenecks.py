"""Bottlenecks in the care landscape: the register, and how often the team met them."""

from datetime import date

import pandas as pd

from lib.measures.period import PROJECT_START, between, per_month, until, with_month_labels
from lib.measures.result import Counted, Measure
from lib.measures.tally import cross_tally, looked_up
from lib.schema.choices import BottleneckCategory, BottleneckState
from lib.snapshot import Snapshot

FORESEEN, NOT_FORESEEN, FORESEEN_UNKNOWN = "Voorzien in het plan", "Niet voorzien", "Onbekend"


def open_bottlenecks(snapshot: Snapshot, as_of: date) -> pd.DataFrame:
    """Rows begun and not solved by `as_of`; one that cannot be solved stays open."""
    rows = snapshot.table("bottlenecks")
    has_begun = rows["since_on"].isna() | until(rows["since_on"], as_of)
    is_solved = until(rows["solved_on"], as_of) | (
        rows["state"].eq(BottleneckState.SOLVED) & rows["solved_on"].isna()
    )
    return rows[has_begun & ~is_solved]


def _open_per_category(snapshot: Snapshot, as_of: date) -> Counted:
    rows = open_bottlenecks(snapshot, as_of)
    foreseen = rows["was_foreseen"].map({True: FORESEEN, False: NOT_FORESEEN})
    foreseen = foreseen.fillna(FORESEEN_UNKNOWN)
    across = (FORESEEN, NOT_FORESEEN, FORESEEN_UNKNOWN)
    table = cross_tally(rows["category"], foreseen, BottleneckCategory, across, "Categorie")
    if not table[FORESEEN_UNKNOWN].any():
        table = table.drop(columns=FORESEEN_UNKNOWN)
    return Counted(table, int(rows["category"].isna().sum()))


def _register(snapshot: Snapshot, as_of: date) -> Counted:
    rows = open_bottlenecks(snapshot, as_of).sort_values(["since_on", "bottleneck_id"])
    table = pd.DataFrame(
        {
            "Knelpunt": rows["title_text"],
            "Categorie": rows["category"],
            "Sinds": rows["since_on"],
            "Voorzien": rows["was_foreseen"].map({True: "Ja", False: "Nee"}).fillna("Onbekend"),
            "Stand": rows["state"],
            "Voortgang": rows["progress"],
            "Oorzaak": rows["cause"],
            "Gevolg": rows["effect"],
            "Bijsturing": rows["adjustment"],
            "Samenwerking met": rows["together_with"].map(", ".join),
            "Volgende stap": rows["next_step"],
            "Volgende stap op": rows["next_step_on"],
        }
    )
    return Counted(table)


def _reports_per_month(snapshot: Snapshot, as_of: date) -> Counted:
    reports = _reports(snapshot, as_of)
    counts = per_month(reports["reported_on"], reports["category"], PROJECT_START, as_of)
    table = counts.reindex(columns=[str(name) for name in BottleneckCategory], fill_value=0)
    undated = snapshot.table("bottleneck_reports")["reported_on"].isna().sum()
    left_out = int(reports["category"].isna().sum() + undated)
    return Counted(with_month_labels(table, as_of), left_out, PROJECT_START)


def _report_waits(snapshot: Snapshot, as_of: date) -> Counted:
    """Days from 'wacht sinds' (or else the report) to solved, or to `as_of` while open."""
    reports = _reports(snapshot, as_of)
    is_solved = until(reports["solved_on"], as_of)
    begins = reports["waiting_since"].fillna(reports["reported_on"])
    ends = reports["solved_on"].where(is_solved, pd.Timestamp(as_of))
    days = (ends - begins).dt.days
    by_category = days.groupby(reports["category"])
    table = pd.DataFrame(
        {
            "Meldingen": by_category.size(),
            "Mediaan (dagen)": by_category.median(),
            "P90 (dagen)": by_category.quantile(0.9).round(1),
            "Nog open": (~is_solved).groupby(reports["category"]).sum(),
            "Langst open (dagen)": days[~is_solved].groupby(reports["category"]).max(),
        }
    ).reindex([name for name in BottleneckCategory if name in by_category.groups])
    whole = ["Meldingen", "Nog open", "Langst open (dagen)"]
    table = table.astype(dict.fromkeys(whole, "Int64"))
    table.insert(0, "Categorie", [str(name) for name in table.index])
    return Counted(table, int(reports["category"].isna().sum()))


def _reports(snapshot: Snapshot, as_of: date) -> pd.DataFrame:
    """Reports since the start of the project, with the category of their bottleneck."""
    reports = snapshot.table("bottleneck_reports")
    reports = reports[between(reports["reported_on"], PROJECT_START, as_of)]
    register = snapshot.table("bottlenecks").drop_duplicates("bottleneck_id")
    category = register.set_index("bottleneck_id")["category"]
    return reports.assign(category=looked_up(reports["bottleneck_id"], category))


OPEN_PER_CATEGORY = Measure(
    name="bottlenecks_open",
    title="Open knelpunten",
    unit="knelpunten",
    sheets=("bottlenecks",),
    definition="Knelpunten die op de peildatum bestaan en niet zijn opgelost, naar categorie.",
    count=_open_per_category,
)
REGISTER = Measure(
    name="bottleneck_register",
    title="Register van knelpunten",
    unit="knelpunten",
    sheets=("bottlenecks",),
    definition="Knelpunten die op de peildatum bestaan en niet zijn opgelost, met de aanpak.",
    count=_register,
)
REPORTS_PER_MONTH = Measure(
    name="bottleneck_reports",
    title="Meldingen van knelpunten per maand",
    unit="meldingen",
    sheets=("bottleneck_reports", "bottlenecks"),
    definition="Keren dat het team in de praktijk tegen een knelpunt aanliep, naar categorie.",
    count=_reports_per_month,
)
REPORT_WAITS = Measure(
    name="bottleneck_waits",
    title="Hoe lang knelpunten duren",
    unit="dagen",
    sheets=("bottleneck_reports", "bottlenecks"),
    definition="Dagen van 'wacht sinds' (of de melding) tot opgelost, of tot de peildatum voor "
    "wat nog open is.",
    count=_report_waits,
)
