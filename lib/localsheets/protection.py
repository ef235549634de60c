"""Protected ranges: who may change which cells.

The owner may change everything. Only the file's permissions keep somebody from reading.
"""

from __future__ import annotations

from typing import Any

from lib.localsheets.a1 import FAR, Rectangle
from lib.localsheets.refusal import protected
from lib.localsheets.sheet import GridRange, Sheet, area_of


def may_edit(protection: dict[str, Any], user: str, is_owner: bool) -> bool:
    """A protection that only warns keeps nobody out."""
    users = protection.get("editors", {}).get("users", [])
    is_open = is_owner or bool(protection.get("warningOnly"))
    return is_open or user.lower() in (name.lower() for name in users)


class Guard:
    """What one user may not change in one sheet, as its protections are now."""

    def __init__(self, sheet: Sheet, user: str, is_owner: bool) -> None:
        self.closed = [
            one
            for one in sheet.objects.get("protectedRanges", [])
            if not may_edit(one, user, is_owner)
        ]

    def check(self, changed: Rectangle) -> None:
        """Refuses a change that touches a cell the user may not edit."""
        for one in self.closed:
            touched = [changed.common(_reach(one["range"]))]
            for hole in one.get("unprotectedRanges", []):
                touched = [piece for part in touched for piece in _without(part, _reach(hole))]
            if any(part.has_cells for part in touched):
                raise protected()

    def check_object(self, held: dict[str, Any]) -> None:
        """Refuses a change of what lies over a cell the user may not edit."""
        for one in [held["range"]] if "range" in held else held.get("ranges", []):
            self.check(_reach(one))

    def check_insert(self, at: int, noun: str) -> None:
        """Refuses rows or columns that would widen a protected range.

        One put before the first or behind the last row does not; but where whole columns are
        protected, any row gets protected cells.
        """
        names = f"start{noun.capitalize()}Index", f"end{noun.capitalize()}Index"
        for held in (one["range"] for one in self.closed):
            start, end = held.get(names[0], 0), held.get(names[1], FAR)
            if start < at < end or not held.keys() & names:
                raise protected()

    def check_whole(self) -> None:
        """Refuses a change to the sheet itself while all of it is protected."""
        if any(not one["range"] for one in self.closed):
            raise protected()

    def check_sheet(self) -> None:
        """Refuses to take the sheet away while any part of it is protected."""
        if self.closed:
            raise protected()


def _reach(held: GridRange) -> Rectangle:
    """An open end is beyond the grid: a write may make the sheet longer and wider."""
    area = area_of(held)
    bottom = FAR if area.bottom is None else area.bottom
    return Rectangle(area.top, area.left, bottom, FAR if area.right is None else area.right)


def _without(one: Rectangle, hole: Rectangle) -> list[Rectangle]:
    """What is left of a rectangle: up to four, above, below, left and right of the hole."""
    cut = one.common(hole)
    if not cut.has_cells:
        return [one]
    return [
        Rectangle(one.top, one.left, cut.top, one.right),
        Rectangle(cut.bottom, one.left, one.bottom, one.right),
        Rectangle(cut.top, one.left, cut.bottom, cut.left),
        Rectangle(cut.top, cut.right, cut.bottom, one.right),
    ]
