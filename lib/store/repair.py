"""Repair of a save that landed on other rows, because the sheet was sorted or shifted just then.

Each such row gets back what was last read of it, and ours goes where its key is now: one
request, under the same lock, with a log line of its own.
"""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from gspread.http_client import HTTPClient

from lib.audit import Actor, repair_line
from lib.errors import ChangeRefused
from lib.schema.cells import is_empty
from lib.schema.codes import drawn_row_key
from lib.schema.logbook import Logbook
from lib.schema.workbook import SHEETS
from lib.snapshot import Snapshot
from lib.store.locate import Layout, row_gone, whole_sheets
from lib.store.patch import Patch, Stray, body, shifted, strays
from lib.store.trail import Trail
from lib.store.writing import log_request


def repair(
    http: HTTPClient,
    spreadsheet_id: str,
    stray: Sequence[Stray],
    before: Mapping[str, Layout],
    seen: Snapshot,
    actor: Actor,
    at: datetime,
    trail: Trail,
) -> None:
    """ChangeRefused when our row is gone; StoreError when the other one is not known well enough
    to be put right, or when the sheet moved once more."""
    sheets = list(dict.fromkeys(one.patch.sheet for one in stray))
    now = whole_sheets(http, spreadsheet_id, sheets, seen)
    back = [_put_back(one, before[one.patch.sheet], now[one.patch.sheet], seen) for one in stray]
    ours = [
        Patch(p.sheet, p.key, now[p.sheet].rows[str(p.key)][0], p.cells)
        for p in (one.patch for one in stray)
        if p.key and p.key in now[p.sheet].rows
    ]
    # All others first: our change may belong on one of their rows.
    requests = [r for patch in (*back, *ours) for r in patch.requests(now[patch.sheet])]
    lines = []
    for one, patch in zip(stray, back, strict=True):
        key, line_id = patch.key or str(one.patch.key), _line_id()
        schema, stood = SHEETS[patch.sheet], one.patch.cells
        lines.append(repair_line(schema, key, stood, patch.cells, actor, at, line_id))
    linked, note = trail.chained(lines)
    requests += [log_request(now, line) for line in linked]
    answer = http.batch_update(spreadsheet_id, body(requests, ours, sheets))
    trail.keep(note)
    if strays(ours, sheets, now, answer["updatedSpreadsheet"]):
        raise shifted(sheets[0])
    if len(ours) < len(stray):
        raise ChangeRefused([row_gone(SHEETS[name]) for name in sheets])


def _put_back(stray: Stray, before: Layout, now: Layout, seen: Snapshot) -> Patch:
    sheet, names = stray.patch.sheet, list(stray.patch.cells)
    if stray.key is None:  # a row without a key: only what is empty but for us can be undone
        if any(not is_empty(cell) for name, cell in stray.found.items() if name not in names):
            raise shifted(sheet)
        return Patch(sheet, None, stray.patch.row, dict.fromkeys(names))
    was = _known(sheet, stray.key, names, before, seen)
    if was is None or stray.key not in now.rows:
        raise shifted(sheet)
    return Patch(sheet, stray.key, now.rows[stray.key][0], {name: was[name] for name in names})


def _known(
    sheet: str, key: str, names: Sequence[str], before: Layout, seen: Snapshot
) -> Mapping[str, Any] | None:
    """The row as last read; None when one of these cells could not be read then."""
    if key in before.rows and key not in before.unread:
        return before.rows[key][1]
    number = seen.row_number(sheet, key)
    bad = {p.column for p in seen.problems if p.sheet == sheet and p.row == number}
    return None if bad.intersection(names) else seen.row(sheet, key)


def _line_id() -> str:
    return drawn_row_key(Logbook.prefix, lambda: secrets.randbits(50))
