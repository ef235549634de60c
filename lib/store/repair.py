"""Repair of a save that landed on other rows, because the sheet was sorted or shifted just then.

Each such row gets back what stood there at the last look, and ours goes where its key is: one
request, under the same lock, with a log line for each row. Then another look: when the sheet
moved once more, or nobody can say what became of the request, the same again.
"""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import requests
from gspread.exceptions import APIError
from gspread.http_client import HTTPClient

from lib.audit import Actor, repair_line
from lib.schema.cells import Cell, read_cell
from lib.schema.codes import drawn_row_key
from lib.schema.logbook import Logbook
from lib.schema.workbook import SHEETS
from lib.snapshot import Snapshot
from lib.store.astray import Return, Sent, corrections, returns
from lib.store.locate import Layout, whole_sheets
from lib.store.patch import Patch, body, has_landed, rows_after, shifted
from lib.store.writing import log_request

_ROUNDS = 4


def repair(
    http: HTTPClient, spreadsheet_id: str, sent: Sent, seen: Snapshot, actor: Actor, at: datetime
) -> set[str]:
    """Keys whose row is gone. Costs one look when all is well. StoreError when a row is not known
    well enough to be put right, or when the sheet goes on moving."""
    sheets = [name for name in sent.before if name != Logbook.name]
    every, is_certain = [sent], True
    for turn in range(_ROUNDS):
        try:
            now = whole_sheets(http, spreadsheet_id, sheets, seen)
            _require_same_columns(every, now)
            back = _once_per_row(every, now, seen)
            patches = corrections(every, now, back)
            is_certain = is_certain and all(one.is_certain for one in back)
            if not patches:
                if not is_certain:
                    raise shifted(sheets[0])
                return {str(p.key) for p in sent.patches if p.key not in now[p.sheet].rows}
            every.append(Sent(patches, now))
            lines = [log_request(now, _line(one, actor, at)) for one in back if one.patch.cells]
            changes = [r for patch in patches for r in patch.requests(now[patch.sheet])]
            answer = http.batch_update(spreadsheet_id, body([*changes, *lines], patches, sheets))
        except (APIError, requests.RequestException):
            if turn == _ROUNDS - 1:
                raise
        else:
            # Whether it landed shows the next look; columns that moved stop here.
            has_landed(patches, sheets, now, answer["updatedSpreadsheet"])
            _require_rows_without_key(patches, now, answer["updatedSpreadsheet"])
    raise shifted(sheets[0])


def _require_same_columns(every: Sequence[Sent], now: Mapping[str, Layout]) -> None:
    """Between look and write columns may have moved, and nobody saw the answer."""
    for sent in every:
        for sheet, layout in now.items():
            if sheet in sent.before and layout.places != sent.before[sheet].places:
                raise shifted(sheet)


def _once_per_row(every: Sequence[Sent], now: Mapping[str, Layout], seen: Snapshot) -> list[Return]:
    """What one row gets back twice over comes first from what was sent first."""
    found: dict[tuple[str, int], Return] = {}
    for sent in every:
        for one in returns(sent, now, seen):
            found.setdefault((one.patch.sheet, one.patch.row), one)
    return list(found.values())


def _require_rows_without_key(
    patches: Sequence[Patch], now: Mapping[str, Layout], after: Mapping[str, Any]
) -> None:
    """A row without a key cannot be found again, so it must be right at once."""
    rows = rows_after(after)
    for patch in patches:
        layout = now[patch.sheet]
        becomes = {**layout.cells[patch.row], **patch.cells}
        row = layout.named(rows.get((layout.sheet_id, patch.row), []))
        if patch.key is None and any(row[name] != becomes[name] for name in row):
            raise shifted(patch.sheet)


def _line(one: Return, actor: Actor, at: datetime) -> dict[str, Any]:
    schema, patch = SHEETS[one.patch.sheet], one.patch
    line_id = drawn_row_key(Logbook.prefix, lambda: secrets.randbits(50))
    wrong, right = _told(patch.sheet, one.wrong), _told(patch.sheet, patch.cells)
    return repair_line(schema, patch.key or "", wrong, right, actor, at, line_id)


def _told(sheet: str, cells: Mapping[str, Cell]) -> dict[str, Any]:
    return {n: read_cell(SHEETS[sheet].column(n), cell).value for n, cell in cells.items()}
