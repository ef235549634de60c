"""One cell: JSON scalar ↔ the text it is stored as, and putting a value into a row."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from json.encoder import encode_basestring_ascii
from typing import Any

from lib.localsheets.grid import EMPTY, Row
from lib.localsheets.refusal import Refusal, invalid

MAX_CHARACTERS = 50_000

Scalar = str | float | bool
Format = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """What typing something leaves in a cell. `format` None: the cell keeps the one it has."""

    text: str
    formula: str | None = None
    error: dict[str, str] | None = None
    format: Format | None = None


def stored(value: Scalar) -> str:
    """The JSON text of a value, with commas inside strings escaped (see grid.py)."""
    return _STORING[type(value)](value)


def _text(value: str) -> str:
    if len(value) > MAX_CHARACTERS:
        limit = f"the maximum of {MAX_CHARACTERS} characters in a single cell"
        raise invalid(f"Your input contains more than {limit}")
    return encode_basestring_ascii(value).replace(",", "\\u002c")


def _boolean(value: bool) -> str:
    return "true" if value else "false"


def _number(value: float) -> str:
    """Google keeps doubles: whole ones are written without a point, huge integers lose digits."""
    try:
        double = float(value)
    except OverflowError:
        raise invalid("Invalid values: number out of range") from None
    if double.is_integer() and abs(double) < 2**53:
        return str(int(double))
    return repr(double)


_STORING: dict[type, Callable[[Any], str]] = {
    str: _text,
    bool: _boolean,
    int: _number,
    float: _number,
}


class NoScalar(Exception):
    """A list or an object where a cell's value should be; `place` is known further up."""

    def __init__(self, value: Any) -> None:
        super().__init__("no scalar")
        self.value = value

    def refusal(self, place: str) -> Refusal:
        kind = "list_value" if isinstance(self.value, list) else "struct_value"
        return invalid(f"Invalid {place}: {kind} {json.dumps(self.value)[:200]}")


def raw(value: Any) -> str:
    """A RAW value as stored; NoScalar when it is none."""
    storing = _STORING.get(type(value))
    if storing is None:
        raise NoScalar(value)
    return storing(value)


def scalar(text: str) -> Scalar:
    value: Scalar = json.loads(text)
    return value


def put(row: Row, column: int, entry: Entry | str) -> None:
    """Replaces the value of a cell; its note and format stay."""
    text = entry if isinstance(entry, str) else entry.text
    if column >= len(row.cells):
        if text != EMPTY:
            row.widen(column + 1)
            row.cells[column] = text
    else:
        row.cells[column] = text
    if column in row.extras:
        row.extras[column].pop("formula", None)
        row.extras[column].pop("error", None)
    if not isinstance(entry, str):
        _put_extra(row, column, entry)


def _put_extra(row: Row, column: int, entry: Entry) -> None:
    extra = row.extras.setdefault(column, {})
    if entry.formula is not None:
        extra["formula"] = entry.formula
    if entry.error is not None:
        extra["error"] = entry.error
    if entry.format is not None:
        extra["format"] = extra.get("format", {}) | {"numberFormat": entry.format}
