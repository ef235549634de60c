"""A save that did not land as it was sent, or whose answer was lost: what became of it.

Rows may have moved between our look and the write, or since. What went astray is put right, and
the rows are read back as they are then.
"""

from collections.abc import Mapping

from gspread.http_client import HTTPClient

from lib.change import clashes as changed_by_two
from lib.errors import ChangeRefused, WriteConflict
from lib.schema.cells import to_cell
from lib.snapshot import Snapshot
from lib.store.astray import Sent, clashes
from lib.store.journal import Entry
from lib.store.locate import Layout, row_gone
from lib.store.patch import shifted
from lib.store.repair import repair
from lib.store.trail import Trail
from lib.store.writing import Receipt, Written, patches_of, pending_receipt


def receipt_set_right(
    http: HTTPClient,
    spreadsheet_id: str,
    entry: Entry,
    before: Mapping[str, Layout],
    seen: Snapshot,
    trail: Trail,
) -> Receipt:
    """Of a save whose answer shows that it landed on other rows. Raises as `repair` does, and
    ChangeRefused when none of its rows is there any more."""
    sent, actor, at = _sent(entry, before), entry.actor, entry.at
    now = repair(http, spreadsheet_id, sent, seen, actor, at, trail, is_answered=True)
    if not any(change.key in now[change.sheet].rows for change in entry.changes):
        raise ChangeRefused([row_gone(change.schema) for change in entry.changes])
    _require_no_clash(entry, sent, now)
    return _receipt(entry, now)


def receipt_read_back(
    http: HTTPClient,
    spreadsheet_id: str,
    entry: Entry,
    before: Mapping[str, Layout] | None,
    seen: Snapshot,
    trail: Trail,
) -> Receipt:
    """Of a save that was applied while its answer was lost. `before`: the sheets just before
    sending, None when nobody knows. Raises as `repair` does."""
    sent, actor, at = _sent(entry, before), entry.actor, entry.at
    now = repair(http, spreadsheet_id, sent, seen, actor, at, trail, is_answered=False)
    _require_no_clash(entry, sent, now)
    return _receipt(entry, now)


def _sent(entry: Entry, before: Mapping[str, Layout] | None) -> Sent:
    known = _as_opened(entry) if before is None else before
    patches = patches_of(entry.changes, known, entry.actor, entry.at)
    added = {change.key for change in entry.changes if change.is_new}
    return Sent(patches, known, added, is_witnessed=before is not None)


def _as_opened(entry: Entry) -> dict[str, Layout]:
    """All that is known of the sheets after a restart: our own rows as their person saw them."""
    layouts = {}
    for sheet in dict.fromkeys(change.sheet for change in entry.changes):
        opened = [c for c in entry.changes if c.sheet == sheet and c.before is not None]
        rows = {c.key: (place, dict(c.before or {})) for place, c in enumerate(opened)}
        cells = {
            place: {name: to_cell(c.schema.column(name), value) for name, value in row.items()}
            for c, (place, row) in zip(opened, rows.values(), strict=True)
        }
        layouts[sheet] = Layout(-1, {}, rows, cells=cells)
    return layouts


def _require_no_clash(entry: Entry, sent: Sent, now: Mapping[str, Layout]) -> None:
    """WriteConflict when somebody else was there first; of a save of several rows the others do
    stand in the sheet, so a person has to look."""
    found = {one.patch.key for one in clashes(sent, now)}
    for change in entry.changes:
        if change.key in found and len(entry.changes) > 1:
            raise shifted(change.sheet)
        if change.key in found:
            theirs = now[change.sheet].rows[change.key][1]
            columns = changed_by_two(change, theirs)
            raise WriteConflict(
                change.key,
                mine={name: change.after[name] for name in columns},
                theirs={name: theirs.get(name) for name in columns},
                columns=columns,
                by=None,
            )


def _receipt(entry: Entry, now: Mapping[str, Layout]) -> Receipt:
    """Rows as they are now; one deleted since as it was saved, which is what its person may be
    shown."""
    saved = pending_receipt(entry.changes, entry.actor, entry.at)
    found = ((one, now[one.sheet].rows.get(one.key)) for one in saved.written)
    written = (Written(one.sheet, one.key, row[1] if row else one.row) for one, row in found)
    return Receipt(tuple(written), entry.at)
