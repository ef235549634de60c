"""Protected ranges: who may change which cells.

The owner may change everything. Only the file's permissions keep somebody from reading.
"""

from __future__ import annotations

from typing import Any

from lib.localsheets.a1 import Rectangle
from lib.localsheets.refusal import protected
from lib.localsheets.sheet import Sheet, rectangle_of


def may_edit(protection: dict[str, Any], user: str, is_owner: bool) -> bool:
    """A protection that only warns keeps nobody out."""
    editors = protection.get("editors", {})
    if is_owner or protection.get("warningOnly") or editors.get("domainUsersCanEdit"):
        return True
    return user.lower() in (name.lower() for name in editors.get("users", []))


class Guard:
    """What one user may not change in one sheet; made once per request and sheet."""

    def __init__(self, sheet: Sheet, user: str, is_owner: bool) -> None:
        self.sheet = sheet
        self.closed = [
            one
            for one in sheet.objects.get("protectedRanges", [])
            if not may_edit(one, user, is_owner)
        ]

    def check(self, changed: Rectangle) -> None:
        """Refuses a change that touches a cell the user may not edit."""
        for one in self.closed:
            touched = [changed.common(rectangle_of(one["range"], self.sheet))]
            for hole in one.get("unprotectedRanges", []):
                free = rectangle_of(hole, self.sheet)
                touched = [piece for part in touched for piece in _without(part, free)]
            if any(part.has_cells for part in touched):
                raise protected()

    def check_insert(self, at: int, noun: str) -> None:
        """Refuses rows or columns put in the middle of a protected range, or in a whole sheet."""
        for one in self.closed:
            inside = rectangle_of(one["range"], self.sheet)
            start, end = (
                (inside.top, inside.bottom) if noun == "row" else (inside.left, inside.right)
            )
            if start < at < end or not one["range"]:
                raise protected()

    def check_whole(self) -> None:
        """Refuses a change to the sheet itself while all of it is protected."""
        if any(not one["range"] for one in self.closed):
            raise protected()

    def check_sheet(self) -> None:
        """Refuses to take the sheet away while any part of it is protected."""
        if self.closed:
            raise protected()


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
