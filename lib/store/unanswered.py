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
    every: list[Sent],
    seen: Snapshot,
    trail: Trail,
    *,
    is_answered: bool,
) -> Receipt:
    """Of a save that was applied, once all is right. `every` and `is_answered` as `repair` has
    them, and raises as it does; ChangeRefused when no row of the save is there any more, and
    WriteConflict when somebody else was there first."""
    actor, at = entry.actor, entry.at
    now = repair(http, spreadsheet_id, every, seen, actor, at, trail, is_answered=is_answered)
    gone = [c for c in entry.changes if c.key not in now[c.sheet].rows]
    if len(gone) == len(entry.changes):
        raise ChangeRefused([row_gone(change.schema) for change in gone])
    if gone:  # the others do stand in the sheet, so a person has to look
        raise shifted(gone[0].sheet)
    _require_no_clash(entry, every[0], now)
    return _receipt(entry, now)


def sent_of(entry: Entry, before: Mapping[str, Layout] | None) -> Sent:
    """`before`: the sheets just before sending, None when nobody remembers."""
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
    """Of a save of several rows the others do stand in the sheet, so a person has to look."""
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
    """Rows as they are now; one that a person copied just then as it was saved."""
    written = []
    for one in pending_receipt(entry.changes, entry.actor, entry.at).written:
        layout = now[one.sheet]
        row = one.row if one.key in layout.repeated else layout.rows[one.key][1]
        written.append(Written(one.sheet, one.key, row))
    return Receipt(tuple(written), entry.at)
