"""Keys for rows that somebody typed in a sheet without one.

A key is put by position, and nobody but its own row may get it. So the sheet is read again
afterwards: where a key landed on another row, because the sheet was sorted or shifted just then,
that row is known by its other cells and gets its own key back.
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
    for number, key in keys.items():
        before[number - 1] = _Row(key, before[number - 1].others)
    wanted = {number - 1: key for number, key in keys.items()}
    for _ in range(_ROUNDS):
        requests = [
            set_cell(sheet_id, row, place, sheet.key(), key or None) for row, key in wanted.items()
        ]
        http.batch_update(spreadsheet_id, {"requests": [*requests, *lines]})
        lines = ()
        now = [_row(cells, place) for cells in sheet_cells(http, spreadsheet_id, sheet)]
        wanted = _wrong(before, now)
        if not wanted:
            return
    raise shifted(sheet.name)


def sheet_cells(http: HTTPClient, spreadsheet_id: str, sheet: type[Sheet]) -> list[list[Cell]]:
    how: Any = {"valueRenderOption": "UNFORMATTED_VALUE", "dateTimeRenderOption": "SERIAL_NUMBER"}
    found: list[list[Cell]] = http.values_get(spreadsheet_id, sheet_range(sheet.title), how).get(
        "values", []
    )
    return found


def _wrong(before: Sequence[_Row], now: Sequence[_Row]) -> dict[int, str]:
    """Which rows (0-based) bear another key than belongs to what stands in them, and which does.

    Rows that look the same may have each other's keys. A row that somebody changed just then
    keeps what it has, unless that is the key of another row which is there as well.
    """
    homes = {row.key: row.others for row in before if row.key}
    owners: dict[tuple[Cell, ...], list[str]] = {}
    for key, others in homes.items():
        owners.setdefault(others, []).append(key)
    here: dict[tuple[Cell, ...], list[int]] = {}
    for place, row in enumerate(now):
        here.setdefault(row.others, []).append(place)
    wanted: dict[int, str] = {}
    for others, places in here.items():
        left = list(owners.get(others, []) if others else [])
        strange = []
        for place in places:
            if now[place].key in left:
                left.remove(now[place].key)
            else:
                strange.append(place)
        for place in strange:
            key = now[place].key
            is_from_elsewhere = key in homes and (not others or homes[key] in here)
            if left and (not key or key in homes):
                wanted[place] = left.pop(0)
            elif is_from_elsewhere:
                wanted[place] = ""
    return wanted


def _row(cells: Sequence[Cell], place: int) -> _Row:
    others = [*cells[:place], "", *cells[place + 1 :]]
    while others and is_empty(others[-1]):
        others.pop()
    key = cells[place] if place < len(cells) else ""
    return _Row("" if is_empty(key) else str(key).strip().upper(), tuple(others))
