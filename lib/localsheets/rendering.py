"""Cells as they are read: FORMATTED_VALUE, UNFORMATTED_VALUE, FORMULA, as rows of JSON texts."""

from __future__ import annotations

from dataclasses import dataclass

from lib.localsheets import pattern
from lib.localsheets.a1 import Rectangle
from lib.localsheets.cell import scalar, stored
from lib.localsheets.grid import EMPTY, Extra, Grid, Row
from lib.localsheets.locales import Locale

RENDER = ("FORMATTED_VALUE", "UNFORMATTED_VALUE", "FORMULA")
DATE_TIME = ("SERIAL_NUMBER", "FORMATTED_STRING")
_NONE: Extra = {}
_SHORT = 15  # digits of a whole number that is shown as it is stored


@dataclass(frozen=True, slots=True)
class Rendering:
    value: str
    date_time: str
    locale: Locale

    @property
    def is_as_stored(self) -> bool:
        return self.value == "UNFORMATTED_VALUE" and self.date_time == "SERIAL_NUMBER"

    def cell(self, row: Row, column: int) -> str:
        text, extra = row.cells[column], row.extras.get(column, _NONE)
        if self.value == "FORMULA" and "formula" in extra:
            return stored(extra["formula"])
        is_date = pattern.is_date(extra.get("format", _NONE).get("numberFormat"))
        if self.value == "FORMATTED_VALUE" or (is_date and self.date_time == "FORMATTED_STRING"):
            return formatted(text, extra, self.locale)
        return text


def formatted(text: str, extra: Extra, locale: Locale) -> str:
    """What the cell shows, as JSON text."""
    if text.startswith('"'):
        return text
    number_format = extra.get("format", _NONE).get("numberFormat")
    if number_format is None and len(text) <= _SHORT and text.isdigit():
        return f'"{text}"'
    value = scalar(text)
    if isinstance(value, bool):
        words = {truth: word for word, truth in locale.booleans.items()}
        return stored(words[value])
    return stored(pattern.shown(float(value), number_format, locale))


def rows(grid: Grid, window: Rectangle, rendering: Rendering) -> list[str]:
    """The rows of a window as JSON without brackets, trailing empties dropped."""
    if rendering.is_as_stored:
        texts = grid.texts(window.top, window.bottom)
        if window.left or window.right < grid.filled_width():
            texts = [_cut(text, window) for text in texts]
    else:
        found = grid.rows(window.top, window.bottom)
        texts = [_rendered(row, window, rendering) for row in found]
    return _without_tail(texts, "")


def columns(grid: Grid, window: Rectangle, rendering: Rendering) -> list[str]:
    """The same, transposed."""
    cells = [text.split(",") if text else [] for text in rows(grid, window, rendering)]
    width = max((len(row) for row in cells), default=0)
    turned = [[row[i] if i < len(row) else EMPTY for row in cells] for i in range(width)]
    return [",".join(_without_tail(column, EMPTY)) for column in turned]


def _cut(text: str, window: Rectangle) -> str:
    cells = text.split(",", window.right)[window.left : window.right] if text else []
    return ",".join(_without_tail(cells, EMPTY))


def _rendered(row: Row, window: Rectangle, rendering: Rendering) -> str:
    width = min(window.right, len(row.cells))
    if row.extras or rendering.value != "FORMATTED_VALUE":
        cells = [rendering.cell(row, column) for column in range(window.left, width)]
    else:
        plain, locale = row.cells[window.left : width], rendering.locale
        cells = [text if text[0] == '"' else formatted(text, _NONE, locale) for text in plain]
    return ",".join(_without_tail(cells, EMPTY))


def _without_tail(texts: list[str], empty: str) -> list[str]:
    end = len(texts)
    while end and texts[end - 1] == empty:
        end -= 1
    return texts[:end]
