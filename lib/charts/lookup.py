"""What a title reads from a table: one number, the highest row, the sums."""

from collections.abc import Callable

import pandas as pd

from lib.measures.result import Result

Answer = Callable[[pd.DataFrame, Result], str]


def value(table: pd.DataFrame, row: str, column: str) -> int:
    """The number in the row with this label; 0 where there is no such row."""
    return int(table.loc[table.iloc[:, 0].eq(row), column].sum())


def top(table: pd.DataFrame, column: str) -> tuple[str, float]:
    """Label and number of the highest row; the first of equals."""
    best = table.sort_values(column, ascending=False, kind="stable").iloc[0]
    return str(best.iloc[0]), float(best[column])


def totals(table: pd.DataFrame) -> "pd.Series[int]":
    """The sum of every column after the label."""
    sums: pd.Series[int] = table.iloc[:, 1:].sum()
    return sums
