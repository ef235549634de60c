"""Key figures as they stand in the committee workbook: aggregates with source and date."""

from datetime import date
from typing import NamedTuple

import pandas as pd

from lib.measures.result import Counted, Measure
from lib.schema.choices import CommitteeApproach
from lib.schema.committee import spoken_as_of
from lib.snapshot import Snapshot


class ReleasedFigure(NamedTuple):
    """As people read it: a range stays a range, a missing value is "onbekend"."""

    name: str
    value: str
    source: str


def released_figures(snapshot: Snapshot) -> dict[str, list[ReleasedFigure]]:
    """Approach → its figures, in the order of the sheet; an approach without any is absent."""
    figures: dict[str, list[ReleasedFigure]] = {}
    for _, row in snapshot.table("key_figures").iterrows():
        if row["approach"] in list(CommitteeApproach) and not pd.isna(row["figure_name"]):
            source = f"{row['source']} · {spoken_as_of(str(row['as_of']))}"
            figure = ReleasedFigure(str(row["figure_name"]), _value(row), source)
            figures.setdefault(str(row["approach"]), []).append(figure)
    return figures


def _value(row: pd.Series) -> str:
    unit = "" if pd.isna(row["unit"]) else f" {row['unit']}"
    if not pd.isna(row["value"]):
        return f"{row['value']:g}{unit}".replace(".", ",")
    if not pd.isna(row["value_min"]) and not pd.isna(row["value_max"]):
        return f"{row['value_min']:g}–{row['value_max']:g}{unit}".replace(".", ",")
    return "onbekend"


def _top15(snapshot: Snapshot, as_of: date) -> Counted:
    """The last figures of that approach up to `as_of`, one per name."""
    rows = snapshot.table("key_figures")
    rows = rows[rows["approach"].eq(CommitteeApproach.TOP15) & rows["figure_name"].notna()]
    is_past = rows["as_of"].map(lambda text: _begins_by(text, as_of)).astype(bool)
    last = (
        rows[is_past]
        .sort_values("as_of", kind="stable")
        .drop_duplicates("figure_name", keep="last")
    )
    table = pd.DataFrame(
        {
            "Kerncijfer": last["figure_name"],
            "Waarde": [_value(row) for _, row in last.iterrows()],
            "Peildatum": last["as_of"].map(spoken_as_of),
            "Bron": last["source"],
        },
        dtype="str",
    )
    return Counted(table.sort_index(), int((~is_past).sum()))


def _begins_by(text: object, as_of: date) -> bool:
    return str(text) <= as_of.isoformat()[: len(str(text))]


def running_releases(snapshot: Snapshot, as_of: date) -> pd.DataFrame:
    """Rows of Vrijgaven that hold on `as_of`; one made later than that day holds as well, as it
    is about what is being published."""
    rows = snapshot.table("releases")
    has_ended = rows["until_on"].lt(pd.Timestamp(as_of))
    return rows[~has_ended]


TOP15 = Measure(
    name="top15",
    title="Cijfers van Top 15 & 15",
    unit="cijfers",
    sheets=("key_figures",),
    definition="Cijfers die de aanpak Top 15 & 15 zelf levert, met eigen bron en peildatum; "
    "niet vergeleken met wie bij STAP in beeld is.",
    count=_top15,
)
