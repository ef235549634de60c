"""Key figures as they stand in the committee workbook: aggregates with source and date."""

from datetime import date
from typing import NamedTuple

import pandas as pd

from lib.schema.choices import CommitteeApproach
from lib.schema.dates import MONTHS
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
            source = f"{row['source']} · {_as_of(row['as_of'])}"
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


def _as_of(text: object) -> str:
    """A day or a month as people write it; what is neither stays as it was typed."""
    try:
        day = date.fromisoformat(str(text) if len(str(text)) > 7 else f"{text}-01")
    except ValueError:
        return str(text)
    month = f"{MONTHS[day.month - 1]} {day.year}"
    return f"{day.day} {month}" if len(str(text)) > 7 else month
