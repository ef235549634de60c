"""Rows or columns of a sheet, so that inserting, deleting and moving are written once."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lib.localsheets.a1 import FAR, Rectangle
from lib.localsheets.grid import EMPTY, Row, inherited
from lib.localsheets.refusal import unsupported
from lib.localsheets.sheet import Sheet


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

    def band(self, start: int, end: int) -> Rectangle:
        """Whole rows or columns as cells."""
        if self.noun == "row":
            return Rectangle(start, 0, end, FAR)
        return Rectangle(0, start, FAR, end)

    def resize(self, by: int) -> None:
        self.sheet.properties["gridProperties"][f"{self.noun}Count"] = self.size + by

    def freeze(self, count: int) -> None:
        self.sheet.properties["gridProperties"].pop(self._frozen_key, None)
        if count:
            self.sheet.properties["gridProperties"][self._frozen_key] = count

    def insert(self, at: int, count: int, like: int) -> None:
        self._insert_cells(at, count, like)

        def moved(start: int, end: int) -> tuple[int, int]:
            return start + count * (start >= at), end + count * (end > at)

        self.sheet.move_ranges(self.noun, moved)
        self._renumber(lambda index: index + count if index >= at else index)

    def delete(self, start: int, end: int) -> None:
        self._delete_cells(start, end)

        def shifted(edge: int) -> int:
            return edge - max(0, min(edge, end) - start) if edge > start else edge

        def moved(first: int, last: int) -> tuple[int, int] | None:
            return (shifted(first), shifted(last)) if shifted(first) < shifted(last) else None

        self.sheet.move_ranges(self.noun, moved)
        self._renumber(lambda index: None if start <= index < end else shifted(index))

    def move(self, start: int, end: int, destination: int) -> None:
        """Block [start, end) to before `destination`, which lies outside it."""
        low, high = min(start, destination), max(end, destination)
        block = list(range(start, end))
        others = [index for index in range(low, high) if not start <= index < end]
        order = [*others, *block] if destination >= end else [*block, *others]
        if order == sorted(order):
            return
        place = {old: low + i for i, old in enumerate(order)}

        def moved(first: int, last: int) -> tuple[int, int]:
            """Ranges around all of it stay; ranges within a moving part go along."""
            if last <= low or first >= high or (first <= low and last >= high):
                return first, last
            new = [place[index] for index in range(max(first, low), min(last, high))]
            if first < low or last > high or new != list(range(new[0], new[0] + len(new))):
                raise unsupported(f"moveDimension that takes a range of {self.noun}s apart")
            return new[0], new[-1] + 1

        self.sheet.move_ranges(self.noun, moved)
        self._renumber(lambda index: place.get(index, index))
        self._reorder_cells(low, order)

    def metadata(self) -> dict[int, dict[str, Any]]:
        """The DimensionProperties of the rows or columns that have any."""
        return dict(self.sheet.objects.get(f"{self.noun}Metadata", []))

    def describe(self, metadata: dict[int, dict[str, Any]]) -> None:
        kept = [[index, held] for index, held in sorted(metadata.items()) if held]
        self.sheet.objects[f"{self.noun}Metadata"] = kept

    def _renumber(self, place: Callable[[int], int | None]) -> None:
        placed = ((place(index), held) for index, held in self.metadata().items())
        self.describe({index: held for index, held in placed if index is not None})

    @abstractmethod
    def _insert_cells(self, at: int, count: int, like: int) -> None: ...

    @abstractmethod
    def _delete_cells(self, start: int, end: int) -> None: ...

    @abstractmethod
    def _reorder_cells(self, low: int, order: list[int]) -> None:
        """Puts `order[i]` at `low + i`."""


class _Rows(Axis):
    __slots__ = ()

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

    def _insert_cells(self, at: int, count: int, like: int) -> None:
        def widened(row: Row) -> Row:
            model = inherited(row.extras.get(like, {}))
            new = {c: dict(model) for c in range(at, at + count) if model}
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
