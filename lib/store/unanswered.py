"""A save that was applied while its answer was lost: what an answer would have shown is read back.

Rows may have moved between our look and the write, or since. A row of another key that holds all
our cells, stamp included, got them by this save, and is put right as `repair` does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from gspread.http_client import HTTPClient

from lib.schema.cells import to_cell
from lib.schema.logbook import Logbook
from lib.schema.workbook import SHEETS
from lib.snapshot import Snapshot
from lib.store.journal import Entry
from lib.store.locate import Layout, whole_sheets
from lib.store.patch import Patch, Stray
from lib.store.repair import repair
from lib.store.trail import Trail
from lib.store.writing import Receipt, Written


def receipt_read_back(
    http: HTTPClient,
    spreadsheet_id: str,
    entry: Entry,
    before: Mapping[str, Layout],
    seen: Snapshot,
    trail: Trail,
) -> Receipt:
    """Rows as they are now. `before`: layouts of just before sending, {} when nobody knows.

    Raises as `repair` does when a row cannot be put right.
    """
    sheets = list(dict.fromkeys(change.sheet for change in entry.changes))
    now = whole_sheets(http, spreadsheet_id, sheets, seen)
    astray = _astray(entry, now, seen)
    if astray:
        blank = {name: replace(layout, rows={}, unread={}) for name, layout in now.items()}
        trail.look(http, spreadsheet_id, now[Logbook.name].places, None)
        before = {**blank, **before}
        repair(http, spreadsheet_id, astray, before, seen, entry.actor, entry.at, trail)
        now = whole_sheets(http, spreadsheet_id, sheets, seen)
    written = []
    for change in entry.changes:
        found = now[change.sheet].rows.get(change.key)
        # Deleted since: what was saved is what its person may be shown.
        row = found[1] if found else change.row() | _stamp(entry)
        written.append(Written(change.sheet, change.key, row))
    return Receipt(tuple(written), entry.at)


def _astray(entry: Entry, now: Mapping[str, Layout], seen: Snapshot) -> list[Stray]:
    own = {(change.sheet, change.key) for change in entry.changes}
    found = []
    for change in entry.changes:
        if change.is_new:
            continue  # a row of its own, wherever it stands
        cells, layout = {**change.after, **_stamp(entry)}, now[change.sheet]
        keyed = [(key, *place) for key, place in layout.rows.items()]
        for key, number, row in [*keyed, *((None, *one) for one in layout.unkeyed.items())]:
            is_ours = (change.sheet, key) in own or not _holds(row, cells)
            known = seen.row(change.sheet, key) if key else None
            if not is_ours and not (known and _holds(known, cells)):
                patch = Patch(change.sheet, change.key, number, cells)
                found.append(Stray(patch, key, _as_cells(change.sheet, row)))
    return found


def _stamp(entry: Entry) -> dict[str, Any]:
    return {"changed_on": entry.at, "changed_by": entry.actor.username}


def _holds(row: Mapping[str, Any], cells: Mapping[str, Any]) -> bool:
    return all(row.get(name) == value for name, value in cells.items())


def _as_cells(sheet: str, row: Mapping[str, Any]) -> dict[str, Any]:
    columns: Sequence[Any] = SHEETS[sheet].columns
    return {column.name: to_cell(column, row.get(column.name)) for column in columns}
