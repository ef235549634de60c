"""Keys for rows that somebody typed in a sheet without one.

A key is put by position, and nobody but its own row may get it. So the sheet is read again
afterwards: a key is drawn once, so the row that has it now is known for sure. Landed on another
row, because the sheet was sorted or shifted just then, it gives way to the key that stood there.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from gspread.http_client import HTTPClient

from lib.schema.cells import Cell, is_empty
from lib.schema.sheet import Sheet
from lib.store.a1 import sheet_range
from lib.store.patch import shifted
from lib.store.wire import set_cell

_ROUNDS = 8


class _Row(NamedTuple):
    """A row as it stands there: its key, and its other cells as they tell rows apart."""

    key: str
    others: tuple[Cell, ...]


def keyless_rows(rows: Sequence[Sequence[Cell]], place: int) -> list[int]:
    """Numbers (1-based) of the rows below the header with something in them but a key."""
    read = [_row(cells, place) for cells in rows]
    return [n for n, row in enumerate(read, 1) if n > 1 and not row.key and any(row.others)]


def give_keys(
    http: HTTPClient,
    spreadsheet_id: str,
    sheet: type[Sheet],
    sheet_id: int,
    place: int,
    keys: Mapping[int, str],
    rows: Sequence[Sequence[Cell]],
    lines: Sequence[Mapping[str, Any]],
) -> None:
    """Put these keys on the rows with these numbers; `lines` are requests to log it beside.

    `rows` is the sheet as just read. StoreError when it went on moving: somebody must look.
    """
    before = [_row(cells, place) for cells in rows]
    meant = {key: before[number - 1].others for number, key in keys.items()}
    wanted = {number - 1: key for number, key in keys.items()}
    for _ in range(_ROUNDS):
        requests = [
            set_cell(sheet_id, row, place, sheet.key(), key or None) for row, key in wanted.items()
        ]
        http.batch_update(spreadsheet_id, {"requests": [*requests, *lines]})
        lines = ()
        now = [_row(cells, place) for cells in sheet_cells(http, spreadsheet_id, sheet)]
        wanted = _wrong(sheet, before, now, meant)
        if not wanted:
            return
    raise shifted(sheet.name)


def sheet_cells(http: HTTPClient, spreadsheet_id: str, sheet: type[Sheet]) -> list[list[Cell]]:
    how: Any = {"valueRenderOption": "UNFORMATTED_VALUE", "dateTimeRenderOption": "SERIAL_NUMBER"}
    found: list[list[Cell]] = http.values_get(spreadsheet_id, sheet_range(sheet.title), how).get(
        "values", []
    )
    return found


def _wrong(
    sheet: type[Sheet],
    before: Sequence[_Row],
    now: Sequence[_Row],
    meant: Mapping[str, tuple[Cell, ...]],
) -> dict[int, str]:
    """Which rows (0-based) bear what they should not, and what they should bear instead."""
    right = {row.key for row in now if meant.get(row.key) == row.others}
    there = {row.key for row in now}
    lost = [row for row in before if row.key and row.key not in there]
    wanted: dict[int, str] = {}
    for place, row in enumerate(now):
        if row.key in meant and row.key not in right:
            own = [other.key for other in lost if other.others == row.others]
            is_keyless = not row.others or row.others in meant.values()
            if lost and len(own) != 1 and not is_keyless:
                raise shifted(sheet.name)  # whose row this was cannot be told for sure
            wanted[place] = own[0] if own else ""
    for key in meant.keys() - right:
        free = (
            place
            for place, row in enumerate(now)
            if not row.key and place not in wanted and row.others == meant[key]
        )
        found = next(free, None)
        if found is not None:
            wanted[found] = key
    return wanted


def _row(cells: Sequence[Cell], place: int) -> _Row:
    others = [*cells[:place], "", *cells[place + 1 :]]
    while others and is_empty(others[-1]):
        others.pop()
    key = cells[place] if place < len(cells) else ""
    return _Row("" if is_empty(key) else str(key).strip().upper(), tuple(others))
