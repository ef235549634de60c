"""Bottlenecks in the care landscape: the register, and how often the team met them."""

from datetime import date

import pandas as pd

from lib.measures.period import PROJECT_START, between, per_month, until, with_month_labels
from lib.measures.result import Counted, Measure
from lib.measures.tally import cross_tally, looked_up
from lib.schema.choices import BottleneckCategory, BottleneckState, Progress
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


def pressing(snapshot: Snapshot, as_of: date) -> pd.DataFrame:
    """Rows of Knelpunten that are open, the most pressing first: stuck, attention, a next step
    that is overdue, then the longest standing. With `is_overdue` about the next step."""
    rows = open_bottlenecks(snapshot, as_of)
    urgency = rows["progress"].map({str(Progress.STUCK): 0, str(Progress.ATTENTION): 1}).fillna(2)
    is_overdue = rows["next_step_on"].lt(pd.Timestamp(as_of)).fillna(False).astype(bool)
    table = rows.assign(is_overdue=is_overdue, urgency=urgency, calm=~is_overdue)
    order = ["urgency", "calm", "since_on", "bottleneck_id"]
    return table.sort_values(order).drop(columns=["urgency", "calm"])


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
    reports = _reports(snapshot, as_of)
    table = _waits(reports, reports["category"], as_of)
    table = table.reindex([str(name) for name in BottleneckCategory if name in table.index])
    return Counted(_labelled(table, "Categorie"), int(reports["category"].isna().sum()))


def _met(snapshot: Snapshot, as_of: date) -> Counted:
    reports = _reports(snapshot, as_of)
    table = _waits(reports, reports["title_text"], as_of)
    table = table.sort_values("Meldingen", ascending=False, kind="stable")
    return Counted(_labelled(table, "Knelpunt"), int(reports["title_text"].isna().sum()))


def _waits(reports: pd.DataFrame, groups: "pd.Series[str]", as_of: date) -> pd.DataFrame:
    """Per group: days from 'wacht sinds' (or else the report) to solved, or to `as_of` while
    open."""
    is_solved = until(reports["solved_on"], as_of)
    begins = reports["waiting_since"].fillna(reports["reported_on"])
    ends = reports["solved_on"].where(is_solved, pd.Timestamp(as_of))
    days = (ends - begins).dt.days
    by_group = days.groupby(groups)
    table = pd.DataFrame(
        {
            "Meldingen": by_group.size(),
            "Mediaan (dagen)": by_group.median(),
            "P90 (dagen)": by_group.quantile(0.9).round(1),
            "Nog open": (~is_solved).groupby(groups).sum(),
            "Langst open (dagen)": days[~is_solved].groupby(groups).max(),
        }
    )
    whole = ["Meldingen", "Nog open", "Langst open (dagen)"]
    return table.astype(dict.fromkeys(whole, "Int64"))


def _labelled(table: pd.DataFrame, label: str) -> pd.DataFrame:
    table.insert(0, label, [str(name) for name in table.index])
    return table


def _reports(snapshot: Snapshot, as_of: date) -> pd.DataFrame:
    """Reports since the start of the project, with category and title of their bottleneck."""
    reports = snapshot.table("bottleneck_reports")
    reports = reports[between(reports["reported_on"], PROJECT_START, as_of)]
    register = snapshot.table("bottlenecks").drop_duplicates("bottleneck_id")
    known = register.set_index("bottleneck_id")
    return reports.assign(
        category=looked_up(reports["bottleneck_id"], known["category"]),
        title_text=looked_up(reports["bottleneck_id"], known["title_text"]),
    )


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
MET = Measure(
    name="bottlenecks_met",
    title="Hoe vaak het team tegen elk knelpunt aanliep",
    unit="meldingen",
    sheets=("bottleneck_reports", "bottlenecks"),
    definition="Meldingen per knelpunt, en de dagen van 'wacht sinds' (of de melding) tot "
    "opgelost, of tot de peildatum voor wat nog open is.",
    count=_met,
)
