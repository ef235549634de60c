"""Writing: changed cells, new rows and their log lines in one `spreadsheets.batchUpdate`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gspread.http_client import HTTPClient

from lib.audit import Actor, log_line
from lib.change import Change, changed_by_others
from lib.schema.cells import to_cell
from lib.schema.logbook import Logbook
from lib.store.locate import Layout
from lib.store.patch import Patch, body, has_landed
from lib.store.trail import Trail
from lib.store.wire import append_row


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
    """What a save did: every row as written, and when. `is_pending`: it is kept on this machine
    and will be sent when the sheets can be reached; the rows are as they will be."""

    written: tuple[Written, ...]
    at: datetime
    is_pending: bool = False

    @property
    def rows(self) -> list[tuple[str, Mapping[str, Any]]]:
        return [(one.sheet, one.row) for one in self.written]


def send(
    http: HTTPClient,
    spreadsheet_id: str,
    changes: Sequence[Change],
    layouts: Mapping[str, Layout],
    actor: Actor,
    at: datetime,
    line_ids: Sequence[str],
    trail: Trail,
) -> bool:
    """Send everything in one request, together or not at all. Whether it landed well."""
    patches = patches_of(changes, layouts, actor, at)
    requests = [r for patch in patches for r in patch.requests(layouts[patch.sheet])]
    lines = []
    for change, line_id in zip(changes, line_ids, strict=True):
        now, layout = row_now(change, layouts), layouts[change.sheet]
        if change.is_new:
            values = {**_stamped(change, actor, at), change.schema.key().name: change.key}
            requests.append(
                append_row(layout.sheet_id, change.schema.columns, layout.places, values)
            )
        unread = layout.unread.get(change.key, {})
        lines.append(log_line(change, now, actor, at, line_id, unread))
    sheets = list(dict.fromkeys(change.sheet for change in changes))
    linked, note = trail.chained(lines)
    requests += [log_request(layouts, line) for line in linked]
    answer = http.batch_update(spreadsheet_id, body(requests, patches, sheets))
    trail.keep(note)
    return has_landed(patches, sheets, layouts, answer["updatedSpreadsheet"])


def patches_of(
    changes: Sequence[Change], layouts: Mapping[str, Layout], actor: Actor, at: datetime
) -> list[Patch]:
    """Which cells of which rows a save changes; new rows are added, wherever others move."""
    return [
        Patch(
            change.sheet,
            change.key,
            layouts[change.sheet].rows[change.key][0],
            {
                name: to_cell(change.schema.column(name), value)
                for name, value in _stamped(change, actor, at).items()
            },
        )
        for change in changes
        if not change.is_new
    ]


def receipt_of(
    changes: Sequence[Change], layouts: Mapping[str, Layout], actor: Actor, at: datetime
) -> Receipt:
    """What a save does, on top of the rows as they were at the look before."""
    written = []
    for change in changes:
        now = row_now(change, layouts)
        row = {**change.row(now), **_stamped(change, actor, at)}
        merged = changed_by_others(change, now) if now else ()
        written.append(Written(change.sheet, change.key, row, merged))
    return Receipt(tuple(written), at)


def send_lines(
    http: HTTPClient,
    spreadsheet_id: str,
    layouts: Mapping[str, Layout],
    lines: Sequence[Mapping[str, Any]],
    trail: Trail,
    before: Sequence[Mapping[str, Any]] = (),
) -> None:
    """Log lines of no change: what people did in the sheet. `before` are requests that go first,
    in the same batch: together or not at all."""
    linked, note = trail.chained(lines)
    requests = [*before, *(log_request(layouts, line) for line in linked)]
    http.batch_update(spreadsheet_id, {"requests": requests})
    trail.keep(note)


def pending_receipt(changes: Sequence[Change], actor: Actor, at: datetime) -> Receipt:
    """The receipt of a save that waits in the journal: rows as they will be."""
    rows = ((change, {**change.row(), **_stamped(change, actor, at)}) for change in changes)
    written = (Written(change.sheet, change.key, row) for change, row in rows)
    return Receipt(tuple(written), at, is_pending=True)


def _stamped(change: Change, actor: Actor, at: datetime) -> dict[str, Any]:
    return {**change.after, "changed_on": at, "changed_by": actor.username}


def row_now(change: Change, layouts: Mapping[str, Layout]) -> dict[str, Any] | None:
    return None if change.is_new else layouts[change.sheet].rows[change.key][1]


def log_request(layouts: Mapping[str, Layout], line: Mapping[str, Any]) -> dict[str, Any]:
    log = layouts[Logbook.name]
    return append_row(log.sheet_id, Logbook.columns, log.places, line)
