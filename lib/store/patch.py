"""A patch: cells of one row, sent by position and recognised by key in the answer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lib.errors import StoreError
from lib.schema.cells import Cell
from lib.schema.workbook import SHEETS
from lib.store.a1 import rows_range
from lib.store.locate import Layout, row_key
from lib.store.wire import grid_rows, set_cell
from lib.table import read_values


@dataclass(frozen=True)
class Patch:
    """`row` is where the row with this key stood just before sending; no key: a row without.
    `cells` as they stand in the sheet; "" empties one."""

    sheet: str
    key: str | None
    row: int
    cells: Mapping[str, Cell]

    def requests(self, layout: Layout) -> list[dict[str, Any]]:
        schema = SHEETS[self.sheet]
        return [
            set_cell(layout.sheet_id, self.row - 1, layout.places[name], schema.column(name), cell)
            for name, cell in self.cells.items()
        ]

    def is_in(self, row: Mapping[str, Cell]) -> bool:
        return all(is_same(row[name], cell) for name, cell in self.cells.items())


def body(
    requests: Sequence[Mapping[str, Any]], patches: Iterable[Patch], sheets: Iterable[str]
) -> dict[str, Any]:
    """The batchUpdate that also asks for the headers and rows as they are afterwards."""
    ranges = [rows_range(SHEETS[name].title, 1) for name in sheets]
    ranges += [rows_range(SHEETS[patch.sheet].title, patch.row) for patch in patches]
    return {
        "requests": requests,
        "includeSpreadsheetInResponse": True,
        "responseIncludeGridData": True,
        "responseRanges": list(dict.fromkeys(ranges)),
    }


def has_landed(
    patches: Iterable[Patch],
    sheets: Iterable[str],
    layouts: Mapping[str, Layout],
    after: Mapping[str, Any],
) -> bool:
    """Whether every patch is on the row of its key; StoreError when columns were moved between
    look and write."""
    rows = _rows_after(after)
    for name in sheets:
        header = rows.get((layouts[name].sheet_id, 1), [])
        if read_values(SHEETS[name], [header]).positions != layouts[name].places:
            raise shifted(name)
    is_right = True
    for patch in patches:
        layout = layouts[patch.sheet]
        cells = layout.named(rows.get((layout.sheet_id, patch.row), []))
        if row_key(SHEETS[patch.sheet], cells) != patch.key:
            is_right = False
        elif not patch.is_in(cells):
            raise shifted(patch.sheet)
    return is_right


def _rows_after(after: Mapping[str, Any]) -> dict[tuple[int, int], list[Cell]]:
    """The rows of the answer, by sheet id and number."""
    return {
        (sheet["properties"]["sheetId"], piece.get("startRow", 0) + offset + 1): row
        for sheet in after["sheets"]
        for piece in sheet.get("data", [])
        for offset, row in enumerate(grid_rows(piece))
    }


def is_same(one: Cell, other: Cell) -> bool:
    """Whether two cells hold the same; a moment comes back as the sheet rounds it."""
    if isinstance(one, float) and isinstance(other, float):
        return abs(one - other) < 1e-6
    return ("" if one is None else one) == ("" if other is None else other)


def shifted(sheet: str) -> StoreError:
    return StoreError(
        f"Terwijl je opsloeg is het blad {SHEETS[sheet].title} verschoven. "
        "Kijk in het blad of de wijziging op de goede rij staat."
    )
