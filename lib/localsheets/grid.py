"""The cells of one sheet: rows of JSON texts in SQLite, read and written in blocks.

A cell's value is kept as the JSON text of its unformatted value, "" when empty, and commas inside
strings are escaped, so a row splits on commas and pastes into an answer without being parsed.
What few cells have (formula, error, note, format) lies beside it, sparse.
Rows are dense: every row up to the last stored one exists.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

EMPTY = '""'
BLANK = 1 << 30  # `first` of a row without values: right of every column

_BLOCK = "FROM row WHERE sheet=? AND position>=? AND position<?"

# Keys: formula, error, note, format, validation.
Extra = dict[str, Any]


def inherited(extra: Extra) -> Extra:
    """What a new cell takes over from its neighbour."""
    return {name: extra[name] for name in ("format", "validation") if name in extra}


@dataclass(slots=True)
class Row:
    cells: list[str] = field(default_factory=list)
    extras: dict[int, Extra] = field(default_factory=dict)

    def text(self, column: int) -> str:
        return self.cells[column] if column < len(self.cells) else EMPTY

    def widen(self, width: int) -> None:
        self.cells += [EMPTY] * (width - len(self.cells))

    def trim(self) -> None:
        while self.cells and self.cells[-1] == EMPTY:
            self.cells.pop()

    def without(self, start: int, end: int) -> Row:
        """The row with columns [start, end) taken out."""
        gone = end - start
        kept = {c: extra for c, extra in self.extras.items() if not start <= c < end}
        moved = {c - gone if c >= end else c: extra for c, extra in kept.items()}
        return Row(self.cells[:start] + self.cells[end:], moved)

    def window(self, left: int, right: int) -> Row:
        """Columns [left, right) only, at their own places."""
        cells = [EMPTY] * left + self.cells[left:right]
        return Row(cells, {c: e for c, e in self.extras.items() if left <= c < right})

    def overlay(self, left: int, right: int, other: Row) -> None:
        """Takes columns [left, right) from the other row."""
        self.widen(right)
        self.cells[left:right] = [other.text(column) for column in range(left, right)]
        outside = {c: e for c, e in self.extras.items() if not left <= c < right}
        self.extras = outside | {c: e for c, e in other.extras.items() if left <= c < right}

    def formats(self) -> Row:
        """An empty row that looks like this one."""
        kept = {c: inherited(extra) for c, extra in self.extras.items()}
        return Row([], {c: extra for c, extra in kept.items() if extra})


class Grid:
    def __init__(self, db: sqlite3.Connection, sheet: int) -> None:
        self.db = db
        self.sheet = sheet

    def scalar(self, query: str, *values: int) -> int | None:
        """One number about the rows of this sheet; its id is the first value bound."""
        found = self.db.execute(query, (self.sheet, *values)).fetchone()
        return None if found is None or found[0] is None else int(found[0])

    def height(self) -> int:
        """How many rows are stored; all below are empty and plain."""
        last = self.scalar("SELECT max(position) FROM row WHERE sheet=?")
        return 0 if last is None else last + 1

    def filled_height(self) -> int:
        """One past the last row with a value."""
        last = self.scalar(
            "SELECT position FROM row WHERE sheet=? AND last>=0 ORDER BY position DESC LIMIT 1"
        )
        return 0 if last is None else last + 1

    def filled_width(self) -> int:
        last = self.scalar("SELECT max(last) FROM row WHERE sheet=?")
        return 0 if last is None else last + 1

    def texts(self, top: int, bottom: int) -> list[str]:
        """The stored rows of a block as JSON without brackets."""
        query = f"SELECT cells {_BLOCK} ORDER BY position"
        return [cells for (cells,) in self.db.execute(query, (self.sheet, top, bottom))]

    def rows(self, top: int, bottom: int) -> list[Row]:
        """The stored rows of a block; shorter than asked where the sheet has nothing below."""
        query = f"SELECT cells, extras {_BLOCK} ORDER BY position"
        found = self.db.execute(query, (self.sheet, top, bottom))
        return [_row(*texts) for texts in found]

    def padded(self, top: int, bottom: int) -> list[Row]:
        rows = self.rows(top, bottom)
        return rows + [Row() for _ in range(bottom - top - len(rows))]

    def store(self, top: int, rows: Iterable[Row]) -> None:
        """Puts these rows in place of the ones at `top` and below."""
        height = self.height()
        records = [self._record(height + i, Row()) for i in range(top - height)]
        records += [self._record(top + i, row) for i, row in enumerate(rows)]
        self.db.executemany("INSERT OR REPLACE INTO row VALUES (?,?,?,?,?,?)", records)

    def alter(self, top: int, bottom: int, change: Callable[[Row], None]) -> None:
        """Changes every row of a block. Rows that are the same are changed once: in a new sheet
        nearly all of them are."""
        query = f"SELECT cells, extras {_BLOCK} ORDER BY position"
        found = self.db.execute(query, (self.sheet, top, bottom)).fetchall()
        height = self.height()
        records: list[tuple[Any, ...]]
        records = [self._record(height + i, Row()) for i in range(top - height)]
        known: dict[tuple[str, str | None], tuple[Any, ...]] = {}
        for position, texts in enumerate(_padded(found, bottom - top), top):
            if texts not in known:
                row = _row(*texts)
                change(row)
                known[texts] = self._record(position, row)
            sheet, _, *kept = known[texts]
            records.append((sheet, position, *kept))
        self.db.executemany("INSERT OR REPLACE INTO row VALUES (?,?,?,?,?,?)", records)

    def insert(self, at: int, count: int, like: Row) -> None:
        if at >= self.height() and not like.extras:
            return
        self._shift(at, count)
        self.store(at, [like] * count)

    def delete(self, top: int, bottom: int) -> None:
        self.db.execute(f"DELETE {_BLOCK}", (self.sheet, top, bottom))
        self._shift(bottom, top - bottom)

    def rewrite(self, change: Callable[[Row], Row]) -> None:
        """Every stored row, changed."""
        self.store(0, [change(row) for row in self.rows(0, self.height())])

    def drop_columns(self, start: int) -> None:
        self.rewrite(lambda row: row.window(0, start))

    def erase(self) -> None:
        self.db.execute("DELETE FROM row WHERE sheet=?", (self.sheet,))

    def copy_to(self, other: Grid) -> None:
        self.db.execute(
            "INSERT INTO row SELECT ?, position, cells, first, last, extras FROM row WHERE sheet=?",
            (other.sheet, self.sheet),
        )

    def permute(self, top: int, order: list[int]) -> None:
        """Puts the row `top + order[i]` at `top + i`, without looking into it."""
        block = (self.sheet, top, top + len(order))
        query = f"SELECT cells, first, last, extras {_BLOCK} ORDER BY position"
        rows = self.db.execute(query, block).fetchall()
        records = ((self.sheet, top + i, *rows[place]) for i, place in enumerate(order))
        self.db.executemany("INSERT OR REPLACE INTO row VALUES (?,?,?,?,?,?)", records)

    def _shift(self, top: int, by: int) -> None:
        """Out and in again: SQLite checks uniqueness after every row that moves in place."""
        block = (self.sheet, top, BLANK)
        query = f"SELECT sheet, position+?, cells, first, last, extras {_BLOCK} ORDER BY position"
        moved = self.db.execute(query, (by, *block)).fetchall()
        self.db.execute(f"DELETE {_BLOCK}", block)
        self.db.executemany("INSERT INTO row VALUES (?,?,?,?,?,?)", moved)

    def _record(self, position: int, row: Row) -> tuple[int, int, str, int, int, str | None]:
        row.trim()
        first = next((i for i, cell in enumerate(row.cells) if cell != EMPTY), BLANK)
        extras = {column: extra for column, extra in row.extras.items() if extra}
        kept = json.dumps(extras, separators=(",", ":")) if extras else None
        return self.sheet, position, ",".join(row.cells), first, len(row.cells) - 1, kept


def _row(cells: str, extras: str | None) -> Row:
    return Row(cells.split(",") if cells else [], _extras(extras))


def _padded(found: list[tuple[str, str | None]], count: int) -> list[tuple[str, str | None]]:
    return found + [("", None)] * (count - len(found))


def _extras(text: str | None) -> dict[int, Extra]:
    return {int(column): extra for column, extra in json.loads(text).items()} if text else {}
