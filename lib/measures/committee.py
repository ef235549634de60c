"""Key figures as they stand in the committee workbook: aggregates with source and date."""

from datetime import date

import pandas as pd

from lib.schema.choices import CommitteeApproach
from lib.schema.dates import MONTHS
from lib.snapshot import Snapshot


def released_figures(snapshot: Snapshot) -> dict[str, pd.DataFrame]:
    """Approach → a table of name, figure, and source with date. A range stays a range, a
    missing value is "onbekend"."""
    rows = snapshot.table("key_figures")
    tables = {}
    for approach in CommitteeApproach:
        mine = rows[rows["approach"].eq(approach)]
        if len(mine):
            tables[approach.value] = pd.DataFrame(
                {
                    "Kerncijfer": mine["figure_name"],
                    "Waarde": [_value(row) for _, row in mine.iterrows()],
                    "Bron en peildatum": [
                        f"{source} · {_as_of(as_of)}"
                        for source, as_of in zip(mine["source"], mine["as_of"], strict=True)
                    ],
                }
            ).reset_index(drop=True)
    return tables


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
