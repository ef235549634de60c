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
from lib.store.astray import Return, Sent, clashes, corrections, is_unsure, returns, with_back
from lib.store.locate import Layout, whole_sheets
from lib.store.patch import Patch, body, has_landed, is_same, shifted
from lib.store.retry import is_ambiguous
from lib.store.trail import Trail
from lib.store.writing import log_request

_ROUNDS = 4


def repair(
    http: HTTPClient,
    spreadsheet_id: str,
    every: list[Sent],
    seen: Snapshot,
    actor: Actor,
    at: datetime,
    trail: Trail,
    *,
    is_answered: bool,
) -> Mapping[str, Layout]:
    """The sheets as they are once all is right; costs one look when it is already. StoreError
    when a row is not known well enough to be put right, or when the sheet goes on moving. Where
    somebody changed our cells before they came onto their row, theirs stay (`clashes`).

    `every` is what was sent so far, the save first; what is sent here is added. Not
    `is_answered`: `trail` does not know whether its last lines are in the Logboek.
    """
    sheets = [name for name in every[0].before if name != Logbook.name]
    is_certain, told = True, set[str | None]()
    for _ in range(_ROUNDS):
        now = whole_sheets(http, spreadsheet_id, sheets, seen)
        _require_same_columns(every, now)
        if is_unsure(every[-1], now):
            break
        back = _once_per_row(every, now, seen)
        put_back = with_back(now, back)
        patches = corrections(every, put_back, back)
        is_certain = is_certain and all(one.is_certain for one in back)
        lines = [_line(one, actor, at) for one in _lasting(back, patches)]
        ended = [one for one in clashes(every[0], put_back) if one.patch.key not in told]
        lines += [_line(one, actor, at) for one in ended]
        if not patches and not lines and is_certain:
            return now
        if not patches and not lines:
            break
        if not is_answered:
            trail.look(http, spreadsheet_id, now[Logbook.name].places, None)
        every.append(Sent(patches, now))
        try:
            _send(http, spreadsheet_id, patches, lines, now, trail)
            is_answered = True
            told |= {one.patch.key for one in ended}
        except (APIError, requests.RequestException) as error:
            if not is_ambiguous(error):
                raise
            is_answered = False
    raise shifted(sheets[0])


def _send(
    http: HTTPClient,
    spreadsheet_id: str,
    patches: Sequence[Patch],
    lines: Sequence[Mapping[str, Any]],
    now: Mapping[str, Layout],
    trail: Trail,
) -> None:
    """Whether it landed well shows the next look; columns that moved stop here."""
    sheets = [name for name in now if name != Logbook.name]
    linked, note = trail.chained(lines) if lines else ([], None)
    requests = [r for patch in patches for r in patch.requests(now[patch.sheet])]
    requests += [log_request(now, line) for line in linked]
    answer = http.batch_update(spreadsheet_id, body(requests, patches, sheets))
    trail.keep(note)
    has_landed(patches, sheets, now, answer["updatedSpreadsheet"])


def _require_same_columns(every: Sequence[Sent], now: Mapping[str, Layout]) -> None:
    """Between look and write columns may have moved, and nobody saw the answer."""
    for sent in every:
        for sheet, before in sent.before.items():
            if sheet != Logbook.name and sent.is_witnessed and before.places != now[sheet].places:
                raise shifted(sheet)


def _once_per_row(every: Sequence[Sent], now: Mapping[str, Layout], seen: Snapshot) -> list[Return]:
    """What was sent last is undone first: where a row was hit more than once, the look before
    the later hit saw cells there that were astray as well."""
    found: dict[tuple[str, int], Return] = {}
    for sent in reversed(every):
        for one in list(returns(sent, with_back(now, found.values()), seen)):
            place = one.patch.sheet, one.patch.row
            later = found.get(place)
            found[place] = one if later is None else later.after(one)
    return list(found.values())


def _lasting(back: Sequence[Return], patches: Sequence[Patch]) -> list[Return]:
    """What stays put back, and is not written over by the save itself at once."""
    becomes = {(patch.sheet, patch.row): patch.cells for patch in patches}
    found = []
    for one in back:
        cells = becomes.get((one.patch.sheet, one.patch.row), one.patch.cells)
        lasting = {n for n, cell in one.patch.cells.items() if is_same(cell, cells[n])}
        is_seen = any(not is_same(one.wrong[n], cells[n]) for n in lasting)
        if one.patch.cells and (is_seen or cells == one.patch.cells):
            found.append(one.only(lasting))
    return found


def _line(one: Return, actor: Actor, at: datetime) -> dict[str, Any]:
    schema, patch = SHEETS[one.patch.sheet], one.patch
    line_id = drawn_row_key(Logbook.prefix, lambda: secrets.randbits(50))
    wrong, right = _told(patch.sheet, one.wrong), _told(patch.sheet, patch.cells)
    return repair_line(schema, patch.key or "", wrong, right, actor, at, line_id)


def _told(sheet: str, cells: Mapping[str, Cell]) -> dict[str, Any]:
    return {n: read_cell(SHEETS[sheet].column(n), cell).value for n, cell in cells.items()}
