"""Measure: a question with one definition. Result: its answer on a day, as a small table."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import pandas as pd

from lib.schema.workbook import SHEETS
from lib.snapshot import Snapshot


class Mark(NamedTuple):
    """A stretch of an axis worth showing behind the figures: a closure (dates, both days
    included) or an expected range (numbers) for the row labelled `at`."""

    label: str
    low: date | float
    high: date | float
    at: str = ""


class Counted(NamedTuple):
    """What a family counts. `since` is the first day counted, None for a state on one day."""

    table: pd.DataFrame
    left_out: int = 0
    since: date | None = None
    marks: tuple[Mark, ...] = ()


def listed(words: Sequence[str]) -> str:
    """a, b en c."""
    return " en ".join([", ".join(words[:-1]), words[-1]] if words[1:] else words)


@dataclass(frozen=True)
class Measure:
    """`sheets` are the English names of the sheets it is computed from; `definition` is one
    Dutch sentence."""

    name: str
    title: str
    unit: str
    sheets: tuple[str, ...]
    definition: str
    count: Callable[[Snapshot, date], Counted]

    @property
    def source(self) -> str:
        """The Dutch titles of the sheets, as they stand under a chart."""
        return listed([SHEETS[name].title for name in self.sheets])

    def compute(self, snapshot: Snapshot, as_of: date) -> "Result":
        counted = self.count(snapshot, as_of)
        table = counted.table.reset_index(drop=True)
        return Result(self, table, counted.left_out, as_of, counted.since, counted.marks)


@dataclass(frozen=True)
class Result:
    """`table` is an aggregate with Dutch column labels, ready to show; dates and numbers in
    it are values, not text. `left_out` counts rows that could not be counted because
    something in them is missing."""

    measure: Measure
    table: pd.DataFrame
    left_out: int
    as_of: date
    since: date | None = None
    marks: tuple[Mark, ...] = ()
