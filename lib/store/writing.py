"""Writing: changed cells, new rows and their log lines in one `spreadsheets.batchUpdate`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gspread.http_client import HTTPClient

from lib.audit import Actor, log_line
from lib.change import STAMP, Change, changed_by_others, clashes
from lib.errors import StoreError, WriteConflict
from lib.schema.cells import to_cell
from lib.schema.logbook import Logbook
from lib.store.a1 import row_range
from lib.store.locate import Layout
from lib.store.wire import append_row, grid_rows, set_cell

_FIELDS = (
    "replies,updatedSpreadsheet(sheets(properties(sheetId),"
    "data(startRow,rowData(values(effectiveValue,formattedValue)))))"
)


@dataclass(frozen=True)
class Written:
    """One change as it stands in the sheet now. `merged` names columns that others changed
    since the person opened the row; their values are in `row`."""

    sheet: str
    key: str
    row: Mapping[str, Any]
    merged: tuple[str, ...] = ()


@dataclass(frozen=True)
class Receipt:
    """What a save did: every row as written, and when."""

    written: tuple[Written, ...]
    at: datetime

    @property
    def rows(self) -> list[tuple[str, Mapping[str, Any]]]:
        return [(one.sheet, one.row) for one in self.written]


def require_no_clash(changes: Sequence[Change], layouts: Mapping[str, Layout]) -> None:
    """WriteConflict for the first change whose columns somebody else changed meanwhile."""
    for change in changes:
        now = _now(change, layouts)
        if now is not None and (columns := clashes(change, now)):
            raise WriteConflict(
                mine={name: change.after[name] for name in columns},
                theirs={name: now.get(name) for name in columns},
                columns=columns,
                by=now.get("changed_by"),
            )


def send(
    http: HTTPClient,
    spreadsheet_id: str,
    changes: Sequence[Change],
    layouts: Mapping[str, Layout],
    actor: Actor,
    at: datetime,
    line_ids: Sequence[str],
) -> Receipt:
    """Send everything in one request, together or not at all, and check what it became."""
    requests: list[dict[str, Any]] = []
    written = []
    for change, line_id in zip(changes, line_ids, strict=True):
        now = _now(change, layouts)
        stamped = {**change.after, "changed_on": at, "changed_by": actor.username}
        requests += _requests(change, stamped, layouts[change.sheet])
        requests.append(_log_request(layouts, log_line(change, now, actor, at, line_id)))
        row = {**change.row(now), **stamped}
        merged = changed_by_others(change, now) if now else ()
        written.append(Written(change.sheet, change.key, row, merged))
    answer = http.batch_update(
        spreadsheet_id,
        {
            "requests": requests,
            "includeSpreadsheetInResponse": True,
            "responseIncludeGridData": True,
            "responseRanges": _response_ranges(changes, layouts),
        },
    )
    _require_landed(changes, layouts, answer["updatedSpreadsheet"])
    return Receipt(tuple(written), at)


def receipt_of(changes: Sequence[Change], layouts: Mapping[str, Layout], at: datetime) -> Receipt:
    """The receipt of a save that turned out to have been applied: rows as they are now."""
    return Receipt(tuple(Written(c.sheet, c.key, c.row(_now(c, layouts))) for c in changes), at)


def _now(change: Change, layouts: Mapping[str, Layout]) -> dict[str, Any] | None:
    return None if change.is_new else layouts[change.sheet].rows[change.key][1]


def _requests(change: Change, stamped: Mapping[str, Any], layout: Layout) -> list[dict[str, Any]]:
    schema = change.schema
    if change.is_new:
        values = {**stamped, schema.key().name: change.key}
        return [append_row(layout.sheet_id, schema.columns, layout.places, values)]
    row, _ = layout.rows[change.key]
    return [
        set_cell(layout.sheet_id, row - 1, layout.places[name], schema.column(name), value)
        for name, value in stamped.items()
    ]


def _log_request(layouts: Mapping[str, Layout], line: Mapping[str, Any]) -> dict[str, Any]:
    log = layouts[Logbook.name]
    return append_row(log.sheet_id, Logbook.columns, log.places, line)


def _response_ranges(changes: Sequence[Change], layouts: Mapping[str, Layout]) -> list[str]:
    ranges = []
    for change in changes:
        title = change.schema.title
        ranges.append(row_range(title, 1))
        if not change.is_new:
            ranges.append(row_range(title, layouts[change.sheet].rows[change.key][0]))
    return list(dict.fromkeys(ranges))


def _require_landed(
    changes: Sequence[Change], layouts: Mapping[str, Layout], after: Mapping[str, Any]
) -> None:
    """StoreError when the sheet was rearranged between our look and our write."""
    found: dict[tuple[int, int], list[Any]] = {}
    for sheet in after["sheets"]:
        for piece in sheet.get("data", []):
            for offset, row in enumerate(grid_rows(piece)):
                found[sheet["properties"]["sheetId"], piece.get("startRow", 0) + offset + 1] = row
    for change in changes:
        layout = layouts[change.sheet]
        header = found.get((layout.sheet_id, 1), [])
        has_headers = all(
            _at(header, place) == change.schema.column(name).header
            for name, place in layout.places.items()
        )
        if not has_headers or not (change.is_new or _is_there(change, layout, found)):
            raise StoreError(
                f"Terwijl je opsloeg is het blad {change.schema.title} verschoven. "
                "Kijk in het blad of de wijziging op de goede rij staat."
            )


def _is_there(change: Change, layout: Layout, found: Mapping[tuple[int, int], list[Any]]) -> bool:
    number, _ = layout.rows[change.key]
    row = found.get((layout.sheet_id, number), [])
    key = change.schema.key()
    if str(_at(row, layout.places[key.name])).strip().upper() != change.key:
        return False
    return all(
        _at(row, layout.places[name]) == (to_cell(change.schema.column(name), value) or "")
        for name, value in change.after.items()
        if name not in STAMP
    )


def _at(row: Sequence[Any], place: int) -> Any:
    return row[place] if place < len(row) else ""
