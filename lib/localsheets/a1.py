"""A1 notation: text ↔ area, echo of a rectangle, quoting of titles."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CORNER = re.compile(r"([A-Za-z]{1,3})?([0-9]{1,9})?")
_R1C1 = re.compile(r"[Rr]([1-9][0-9]{0,7})[Cc]([1-9][0-9]{0,7})")
_PLAIN_TITLE = re.compile(r"[A-Za-z_.][A-Za-z0-9_.]*")
_LIKE_AN_ADDRESS = re.compile(r"[A-Za-z]{1,3}[0-9]+|[Rr][0-9]+[Cc][0-9]+")

FAR = 1 << 30  # beyond every grid


@dataclass(frozen=True, slots=True)
class Rectangle:
    """Zero-based, half-open."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def width(self) -> int:
        return self.right - self.left

    def common(self, other: Rectangle) -> Rectangle:
        """What both have; of no height or width when they lie apart."""
        top, left = max(self.top, other.top), max(self.left, other.left)
        bottom, right = min(self.bottom, other.bottom), min(self.right, other.right)
        return Rectangle(top, left, max(top, bottom), max(left, right))

    def overlaps(self, other: Rectangle) -> bool:
        return self.common(other).has_cells

    def contains(self, other: Rectangle) -> bool:
        return self.common(other) == other

    @property
    def has_cells(self) -> bool:
        return self.height > 0 and self.width > 0


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle that may be open below or to the right (None)."""

    top: int = 0
    left: int = 0
    bottom: int | None = None
    right: int | None = None

    @property
    def is_anchor(self) -> bool:
        """One cell or an open end: says where a write starts, not how far it may go."""
        if self.bottom is None or self.right is None:
            return True
        return self.bottom - self.top == 1 and self.right - self.left == 1


@dataclass(frozen=True, slots=True)
class Reference:
    """A range as sent: the title (None: the first sheet) and the area."""

    title: str | None
    area: Area


def column_letters(index: int) -> str:
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_index(letters: str) -> int:
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1


def quoted(title: str) -> str:
    """The title as Google echoes it: in quotes only when it needs them."""
    if _PLAIN_TITLE.fullmatch(title) and not _LIKE_AN_ADDRESS.fullmatch(title):
        return title
    return "'" + title.replace("'", "''") + "'"


def echo(title: str, area: Area | Rectangle) -> str:
    """`Sheet1!A1:B2`; a single cell without colon."""
    first = column_letters(area.left) + str(area.top + 1)
    last = "" if area.right is None else column_letters(area.right - 1)
    last += "" if area.bottom is None else str(area.bottom)
    address = first if first == last or not last else f"{first}:{last}"
    return f"{quoted(title)}!{address}"


def parsed(text: str) -> Reference | None:
    """None when it cannot be a range. A bare word that is no address is a title."""
    if text.startswith("'"):
        return _parsed_quoted(text)
    if "!" in text:
        title, _, address = text.rpartition("!")
        area = area_of(address)
        return Reference(title, area) if title and area else None
    area = area_of(text)
    if area:
        return Reference(None, area)
    return Reference(text, Area()) if text and ":" not in text else None


def _parsed_quoted(text: str) -> Reference | None:
    match = re.fullmatch(r"'((?:[^']|'')+)'(?:!(.*))?", text, re.DOTALL)
    if not match:
        return None
    title = match[1].replace("''", "'")
    area = Area() if match[2] is None else area_of(match[2])
    return Reference(title, area) if area else None


def area_of(address: str) -> Area | None:
    address = address.replace("$", "")
    corners = [_corner(part) for part in address.split(":")]
    known = [corner for corner in corners if corner]
    if len(known) != len(corners) or len(corners) > 2:
        return None
    if len(corners) == 1 and None in known[0]:
        return None
    (row, column), (other_row, other_column) = known[0], known[-1]
    top, bottom = _span(row, other_row)
    left, right = _span(column, other_column)
    return Area(top, left, bottom, right)


def _corner(part: str) -> tuple[int | None, int | None] | None:
    """(row, column), None where the corner names none; None when it is no corner."""
    classic = _R1C1.fullmatch(part)
    if classic:
        return int(classic[1]) - 1, int(classic[2]) - 1
    match = _CORNER.fullmatch(part)
    if not match or not part or (match[2] and int(match[2]) == 0):
        return None
    row = int(match[2]) - 1 if match[2] else None
    return row, column_index(match[1]) if match[1] else None


def _span(one: int | None, other: int | None) -> tuple[int, int | None]:
    """Start and end along one axis; a missing end is open, reversed ends are put in order."""
    if one is None or other is None:
        return one or other or 0, None
    return min(one, other), max(one, other) + 1
