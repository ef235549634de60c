"""SafeTable: the only form in which a figure leaves the team.

It is made in two places: by the gate, from exact results, and from what was frozen in a
publication. Charts and reports for the committee take nothing else.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Mark(StrEnum):
    """What stands where a number does not. A 0 is a number; these are four different things."""

    HIDDEN = "niet getoond (klein aantal)"
    UNKNOWN = "onbekend"
    NOT_APPLICABLE = "n.v.t."
    MORE = "▲"
    FEWER = "▼"


MARKS = frozenset(Mark)
_NUMBER = re.compile(r"-?[0-9]+(,[0-9]+)?")


@dataclass(frozen=True)
class SafeTable:
    """The table of one measure as it may be read by everybody: every cell is text, as frozen.

    `columns` are Dutch headers, the first of them that of the labels; each row is as long. An
    empty text is a missing fact. `measure` is the name of the measure it answers.
    """

    measure: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"{self.measure}: a row is not as long as its header")

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(row[0] for row in self.rows)

    def text(self, label: str, column: str) -> str:
        """The cell in the first row with this label; empty where there is no such cell."""
        if column not in self.columns:
            return ""
        place = self.columns.index(column)
        return next((row[place] for row in self.rows if row[0] == label), "")

    def number(self, label: str, column: str) -> float | None:
        return number_of(self.text(label, column))

    def column(self, name: str) -> tuple[str, ...]:
        place = self.columns.index(name)
        return tuple(row[place] for row in self.rows)

    @property
    def hides(self) -> bool:
        """Whether something in it is not shown."""
        return any(cell == Mark.HIDDEN for row in self.rows for cell in row[1:])


def number_of(text: str) -> float | None:
    """The number that a cell shows; None for a mark, a word or nothing."""
    return float(text.replace(",", ".")) if _NUMBER.fullmatch(text) else None


def number_text(value: float) -> str:
    """19, or 8,7: at most one decimal."""
    return f"{value:.1f}".removesuffix(".0").replace(".", ",")


def safe(table: Any) -> SafeTable:
    """The table itself; TypeError for whatever did not pass the gate."""
    if not isinstance(table, SafeTable):
        raise TypeError(f"only a SafeTable leaves the team, not a {type(table).__name__}")
    return table


def safe_all(tables: Sequence[Any]) -> tuple[SafeTable, ...]:
    return tuple(safe(table) for table in tables)
