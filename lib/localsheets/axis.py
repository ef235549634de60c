"""Rows or columns of a sheet, so that inserting, deleting and moving are written once."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass

from lib.localsheets.a1 import Rectangle
from lib.localsheets.grid import EMPTY, Row
from lib.localsheets.refusal import unsupported
from lib.localsheets.workbook import Sheet

Moved = Callable[[int], int]


@dataclass(frozen=True, slots=True)
class Axis(ABC):
    sheet: Sheet
    noun: str

    @property
    def size(self) -> int:
        return int(self.sheet.properties["gridProperties"][f"{self.noun}Count"])

    @property
    def frozen(self) -> int:
        return int(self.sheet.properties["gridProperties"].get(self._frozen_key, 0))

    @property
    def _frozen_key(self) -> str:
        return f"frozen{self.noun.capitalize()}Count"

    def resize(self, by: int) -> None:
        self.sheet.properties["gridProperties"][f"{self.noun}Count"] = self.size + by

    def freeze(self, count: int) -> None:
        self.sheet.properties["gridProperties"].pop(self._frozen_key, None)
        if count:
            self.sheet.properties["gridProperties"][self._frozen_key] = count

    def insert(self, at: int, count: int, like: int) -> None:
        self._insert_cells(at, count, like)
        self._stretch_merges(
            lambda start: start + count if start >= at else start,
            lambda end: end + count if end > at else end,
        )

    def delete(self, start: int, end: int) -> None:
        self._delete_cells(start, end)

        def moved(edge: int) -> int:
            return edge - max(0, min(edge, end) - start) if edge > start else edge

        self._stretch_merges(moved, moved)

    def move(self, start: int, end: int, destination: int) -> None:
        """Block [start, end) to before `destination`, which lies outside it."""
        order = list(range(min(start, destination), max(end, destination)))
        block = list(range(start, end))
        others = [index for index in order if not start <= index < end]
        order = [*others, *block] if destination >= end else [*block, *others]
        low, high = min(start, destination), max(end, destination)
        if any(
            self._edges(merge)[0] < high and self._edges(merge)[1] > low for merge in self._merges
        ):
            raise unsupported(f"moveDimension of {self.noun}s with merged cells among them")
        if order != sorted(order):
            self._reorder_cells(low, order)

    @property
    def _merges(self) -> list[Rectangle]:
        return self.sheet.merges

    def _stretch_merges(self, start_moved: Moved, end_moved: Moved) -> None:
        found = [self._with_edges(m, start_moved, end_moved) for m in self.sheet.merges]
        self.sheet.merges = [
            m for m in found if m.height > 0 and m.width > 0 and m.height * m.width > 1
        ]

    def _with_edges(self, merge: Rectangle, start_moved: Moved, end_moved: Moved) -> Rectangle:
        start, end = self._edges(merge)
        return self._across(merge, start_moved(start), end_moved(end))

    @abstractmethod
    def _edges(self, merge: Rectangle) -> tuple[int, int]: ...

    @abstractmethod
    def _across(self, merge: Rectangle, start: int, end: int) -> Rectangle: ...

    @abstractmethod
    def _insert_cells(self, at: int, count: int, like: int) -> None: ...

    @abstractmethod
    def _delete_cells(self, start: int, end: int) -> None: ...

    @abstractmethod
    def _reorder_cells(self, low: int, order: list[int]) -> None:
        """Puts `order[i]` at `low + i`."""


class _Rows(Axis):
    __slots__ = ()

    def _edges(self, merge: Rectangle) -> tuple[int, int]:
        return merge.top, merge.bottom

    def _across(self, merge: Rectangle, start: int, end: int) -> Rectangle:
        return Rectangle(start, merge.left, end, merge.right)

    def _insert_cells(self, at: int, count: int, like: int) -> None:
        model = self.sheet.grid.padded(like, like + 1)[0].formats()
        self.sheet.grid.insert(at, count, model)

    def _delete_cells(self, start: int, end: int) -> None:
        self.sheet.grid.delete(start, end)

    def _reorder_cells(self, low: int, order: list[int]) -> None:
        rows = self.sheet.grid.padded(low, low + len(order))
        self.sheet.grid.store(low, [rows[index - low] for index in order])


class _Columns(Axis):
    __slots__ = ()

    def _edges(self, merge: Rectangle) -> tuple[int, int]:
        return merge.left, merge.right

    def _across(self, merge: Rectangle, start: int, end: int) -> Rectangle:
        return Rectangle(merge.top, start, merge.bottom, end)

    def _insert_cells(self, at: int, count: int, like: int) -> None:
        def widened(row: Row) -> Row:
            model = row.extras.get(like, {}).get("format")
            new = {c: {"format": model} for c in range(at, at + count)} if model else {}
            cells = (
                [*row.cells[:at], *[EMPTY] * count, *row.cells[at:]]
                if at < len(row.cells)
                else row.cells
            )
            kept = {c + count if c >= at else c: extra for c, extra in row.extras.items()}
            return Row(cells, kept | new)

        self.sheet.grid.rewrite(widened)

    def _delete_cells(self, start: int, end: int) -> None:
        self.sheet.grid.rewrite(lambda row: row.without(start, end))

    def _reorder_cells(self, low: int, order: list[int]) -> None:
        place = {old: low + i for i, old in enumerate(order)}

        def reordered(row: Row) -> Row:
            row.widen(low + len(order))
            cells = [
                row.cells[order[c - low]] if c in place else text
                for c, text in enumerate(row.cells)
            ]
            return Row(cells, {place.get(c, c): extra for c, extra in row.extras.items()})

        self.sheet.grid.rewrite(reordered)


def axis_of(sheet: Sheet, dimension: str) -> Axis:
    return _Rows(sheet, "row") if dimension == "ROWS" else _Columns(sheet, "column")
