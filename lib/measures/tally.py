"""Counting rows per choice, in the order of the choice list."""

from collections.abc import Iterable
from enum import StrEnum

import pandas as pd


def tally(values: pd.Series, choices: Iterable[str], label: str, unit: str) -> pd.DataFrame:
    """One row per choice, also those that do not occur; missing values are not counted."""
    order = [str(choice) for choice in choices]
    counts = values.value_counts().reindex(order, fill_value=0)
    return pd.DataFrame({label: order, unit: counts.to_numpy(dtype="int64")})


def cross_tally(
    rows: pd.Series, columns: pd.Series, choices: type[StrEnum], across: Iterable[str], label: str
) -> pd.DataFrame:
    """A row per choice, a column per value in `across`; 0 where nothing occurs."""
    order = [str(choice) for choice in choices]
    counts = rows.groupby([rows, columns]).size().unstack(fill_value=0)
    table = counts.reindex(index=order, columns=list(across), fill_value=0).astype("int64")
    table = table.rename_axis(columns=None).reset_index(drop=True)
    table.insert(0, label, order)
    return table


def looked_up(keys: pd.Series, values: pd.Series) -> pd.Series:
    """For every key its value (`values` by unique index); missing where there is none."""
    return values.reindex(keys).set_axis(keys.index)


def first_to_top(table: pd.DataFrame, unit: str) -> pd.DataFrame:
    """Most frequent first, rows with 0 left out."""
    return table[table[unit] > 0].sort_values(unit, ascending=False, kind="stable")
