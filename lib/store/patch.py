"""A patch: cells of one row, sent by position and recognised by key in the answer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lib.change import STAMP
from lib.errors import StoreError
from lib.schema.cells import Cell, to_cell
from lib.schema.workbook import SHEETS
from lib.store.a1 import row_range
from lib.store.locate import Layout
from lib.store.wire import grid_rows, set_cell


@dataclass(frozen=True)
class Patch:
    """`row` is where the row with this key stood just before sending; no key: a row without."""

    sheet: str
    key: str | None
    row: int
    cells: Mapping[str, Any]

    def requests(self, layout: Layout) -> list[dict[str, Any]]:
        schema = SHEETS[self.sheet]
        return [
            set_cell(layout.sheet_id, self.row - 1, layout.places[name], schema.column(name), value)
            for name, value in self.cells.items()
        ]


@dataclass(frozen=True)
class Stray:
    """A patch that landed on the row of another key, and that row's cells by column now."""

    patch: Patch
    key: str | None
    found: Mapping[str, Cell]


def body(
    requests: Sequence[Mapping[str, Any]], patches: Iterable[Patch], sheets: Iterable[str]
) -> dict[str, Any]:
    """The batchUpdate that also asks for the headers and rows as they are afterwards."""
    ranges = [row_range(SHEETS[name].title, 1) for name in sheets]
    ranges += [row_range(SHEETS[patch.sheet].title, patch.row) for patch in patches]
    return {
        "requests": requests,
        "includeSpreadsheetInResponse": True,
        "responseIncludeGridData": True,
        "responseRanges": list(dict.fromkeys(ranges)),
    }


def strays(
    patches: Iterable[Patch],
    sheets: Iterable[str],
    layouts: Mapping[str, Layout],
    after: Mapping[str, Any],
) -> list[Stray]:
    """Patches on the wrong row; StoreError when columns were moved between look and write."""
    rows: dict[tuple[int, int], Sequence[Cell]] = {}
    for sheet in after["sheets"]:
        for piece in sheet.get("data", []):
            for offset, row in enumerate(grid_rows(piece)):
                rows[sheet["properties"]["sheetId"], piece.get("startRow", 0) + offset + 1] = row
    for name in sheets:
        header = _by_column(layouts[name], rows.get((layouts[name].sheet_id, 1), []))
        if any(header[c] != SHEETS[name].column(c).header for c in layouts[name].places):
            raise shifted(name)
    found = []
    for patch in patches:
        layout = layouts[patch.sheet]
        cells = _by_column(layout, rows.get((layout.sheet_id, patch.row), []))
        key = str(cells[SHEETS[patch.sheet].key().name]).strip().upper() or None
        if key != patch.key:
            found.append(Stray(patch, key, cells))
        elif not _holds(patch, cells):
            raise shifted(patch.sheet)
    return found


def shifted(sheet: str) -> StoreError:
    return StoreError(
        f"Terwijl je opsloeg is het blad {SHEETS[sheet].title} verschoven. "
        "Kijk in het blad of de wijziging op de goede rij staat."
    )


def _by_column(layout: Layout, row: Sequence[Cell]) -> dict[str, Cell]:
    return {name: row[at] if at < len(row) else "" for name, at in layout.places.items()}


def _holds(patch: Patch, row: Mapping[str, Cell]) -> bool:
    for name, value in patch.cells.items():
        cell = to_cell(SHEETS[patch.sheet].column(name), value)
        if name not in STAMP and row[name] != ("" if cell is None else cell):
            return False
    return True
