"""One sheet of a spreadsheet: its properties, its cells, and what lies over them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from lib.localsheets import a1
from lib.localsheets.a1 import Area, Rectangle
from lib.localsheets.grid import Grid
from lib.localsheets.refusal import invalid

# A GridRange as it is kept: without the sheet's id, and without what is open.
GridRange = dict[str, int]
# The new start and end of a stretch of rows or columns; None when nothing is left of it.
Moved = Callable[[int, int], tuple[int, int] | None]
# What becomes of a range when rows or columns move.
Follow = Callable[[GridRange], GridRange | None]
# What else stands in an object: lists of ranges, and lists of what names a column.
RANGES = ("ranges", "unprotectedRanges")
_START, _END = "startColumnIndex", "endColumnIndex"
_COLUMNS = {"filterSpecs": "columnIndex", "sortSpecs": "dimensionIndex"}


@dataclass(slots=True)
class Sheet:
    """`properties` is Google's SheetProperties without `index`, which is the place in the list.

    `objects` holds, as Google spells them, merges, protectedRanges, namedRanges, basicFilter,
    filterViews, bandedRanges, conditionalFormats; and rowMetadata and columnMetadata as sparse
    pairs of index and DimensionProperties.
    """

    key: int
    properties: dict[str, Any]
    objects: dict[str, Any]
    grid: Grid

    @property
    def sheet_id(self) -> int:
        return int(self.properties["sheetId"])

    @property
    def title(self) -> str:
        return str(self.properties["title"])

    @property
    def is_hidden(self) -> bool:
        return bool(self.properties.get("hidden"))

    @property
    def rows(self) -> int:
        return int(self.properties["gridProperties"]["rowCount"])

    @property
    def columns(self) -> int:
        return int(self.properties["gridProperties"]["columnCount"])

    @property
    def merges(self) -> list[Rectangle]:
        return [rectangle_of(one, self) for one in self.objects.get("merges", [])]

    @merges.setter
    def merges(self, merges: list[Rectangle]) -> None:
        self.objects["merges"] = [grid_range(one) for one in merges]

    def resize(self, rows: int, columns: int) -> None:
        self.properties["gridProperties"] |= {"rowCount": rows, "columnCount": columns}

    def echo(self, area: Area | Rectangle) -> str:
        return a1.echo(self.title, area)

    def within(self, area: Area) -> Rectangle:
        """The area clamped to the grid; refused when it starts outside."""
        if area.top >= self.rows or area.left >= self.columns:
            size = f"Max rows: {self.rows}, max columns: {self.columns}"
            raise invalid(f"Range ({self.echo(area)}) exceeds grid limits. {size}")
        bottom = self.rows if area.bottom is None else min(area.bottom, self.rows)
        right = self.columns if area.right is None else min(area.right, self.columns)
        return Rectangle(area.top, area.left, bottom, right)

    def move_ranges(self, noun: str, moved: Moved) -> None:
        """Lets everything that lies over cells follow them; what loses its range goes."""
        size = self.rows if noun == "row" else self.columns
        follow = partial(_followed, noun=noun.capitalize(), size=size, moved=moved)
        merges = (follow(one) for one in self.objects.pop("merges", []))
        kept = {name: _carried(held, follow) for name, held in self.objects.items()}
        self.objects = {name: held for name, held in kept.items() if held}
        self.merges = [
            rectangle
            for rectangle in (rectangle_of(one, self) for one in merges if one is not None)
            if rectangle.height * rectangle.width > 1
        ]


def _carried(held: Any, follow: Follow) -> Any:
    """An object, or a list of them, with its ranges moved; None when it has none left."""
    if isinstance(held, list):
        found = [_carried(one, follow) for one in held]
        return [one for one in found if one is not None]
    if not isinstance(held, dict):
        return held
    carried = dict(held)
    if "range" in held:
        carried["range"] = follow(held["range"])
    for name in held.keys() & RANGES:
        ranges = [follow(one) for one in held[name]]
        carried[name] = [one for one in ranges if one is not None]
    for name in held.keys() & _COLUMNS:
        carried[name] = _carried_columns(held[name], _COLUMNS[name], follow)
    is_gone = carried.get("range", {}) is None or carried.get("ranges") == []
    return None if is_gone else {name: one for name, one in carried.items() if one != []}


def _carried_columns(specs: list[dict[str, Any]], key: str, follow: Follow) -> list[Any]:
    """Filters and sort orders that name a column, with the number it has now."""
    spans = ((one, one.get(key, 0)) for one in specs)
    places = ((one, follow({_START: at, _END: at + 1})) for one, at in spans)
    return [one | {key: place[_START]} for one, place in places if place is not None]


def _followed(held: GridRange, noun: str, size: int, moved: Moved) -> GridRange | None:
    """Where a range is open on both sides it stays so; open at the end it stays open there."""
    start, end = f"start{noun}Index", f"end{noun}Index"
    if start not in held and end not in held:
        return held
    found = moved(held.get(start, 0), held.get(end, size))
    if found is None:
        return None
    return held | {start: found[0]} | ({end: found[1]} if end in held else {})


def grid_range(rectangle: Rectangle) -> GridRange:
    return {
        "startRowIndex": rectangle.top,
        "endRowIndex": rectangle.bottom,
        "startColumnIndex": rectangle.left,
        "endColumnIndex": rectangle.right,
    }


def area_of(held: dict[str, int]) -> Area:
    """The area of a GridRange; proto3: a start left out is 0, an end left out is open."""
    top, left = held.get("startRowIndex", 0), held.get("startColumnIndex", 0)
    bottom, right = held.get("endRowIndex"), held.get("endColumnIndex")
    ends = [top if bottom is None else bottom, left if right is None else right]
    if min(top, left) < 0 or ends[0] < top or ends[1] < left:
        raise invalid("The range is not valid: it ends before it starts")
    return Area(top, left, bottom, right)


def rectangle_of(held: dict[str, int], sheet: Sheet) -> Rectangle:
    """A kept range as cells of the sheet as it is now."""
    area = area_of(held)
    bottom = sheet.rows if area.bottom is None else area.bottom
    right = sheet.columns if area.right is None else area.right
    return Rectangle(area.top, area.left, bottom, right)
