"""What people do in the sheets themselves: logged, remembered, offered back, given its key."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from gspread.http_client import HTTPClient

from lib.audit import edit_line, key_line
from lib.change import Change, new_key
from lib.edits import Edit
from lib.schema.codes import drawn_row_key
from lib.schema.logbook import Logbook
from lib.schema.sheet import Sheet
from lib.schema.total import is_total
from lib.schema.workbook import SHEETS
from lib.snapshot import Snapshot, organisation_names
from lib.store.journal import NOBODY, Journal
from lib.store.keying import give_keys, keyless_rows, sheet_cells
from lib.store.known import Known
from lib.store.locate import locate, whole_sheets
from lib.store.lost_keys import lost_keys
from lib.store.trail import Trail
from lib.store.translate import translated
from lib.store.turn import Turns
from lib.store.writing import log_request, send_lines

_DELETED = "Deze rij is rechtstreeks uit het blad verwijderd."


class Watch:
    """`known` is what the rows were when they were last noted. `trail_of` a workbook goes on with
    the chain of its Logboek."""

    def __init__(
        self,
        http: HTTPClient,
        workbooks: Mapping[str, str],
        turns: Turns,
        journal: Journal,
        known: Known,
        trail_of: Callable[[str], Trail],
        clock: Callable[[], datetime],
    ) -> None:
        self._http = http
        self._workbooks = workbooks
        self._turns = turns
        self._journal = journal
        self.known = known
        self._trail_of = trail_of
        self._clock = clock

    def note(self, found: Sequence[Edit], now: Snapshot) -> None:
        """Log what was changed by hand, and remember the rows as they are now. A row deleted by
        hand is offered to be put back.

        StoreError: what is not logged is not remembered, so the next reading finds it again.
        """
        for workbook in self._workbooks:
            mine = [edit for edit in found if SHEETS[edit.sheet].workbook == workbook]
            by_hand = [edit for edit in mine if not edit.is_saved]
            if by_hand:
                with translated(), self._turns.turn(workbook):
                    self._log(workbook, by_hand, now)
            self._offer(mine)
            self.known.replace((edit.sheet, edit.key, edit.after) for edit in mine)

    def give_keys(self, now: Snapshot) -> None:
        """A key for every row that was typed in a sheet without one; one from which the key was
        wiped gets it back. StoreError: it was not
        given, or the sheet goes on moving and somebody must look."""
        for name, schema in SHEETS.items():
            is_blocked = any(p.is_blocking and p.sheet == name for p in now.problems)
            if not is_blocked and now.tables[name][schema.key().name].isna().any():
                with translated(), self._turns.turn(schema.workbook):
                    self._give_keys(schema, now)

    def _give_keys(self, schema: type[Sheet], now: Snapshot) -> None:
        http, spreadsheet_id = self._http, self._workbooks[schema.workbook]
        trail = self._trail_of(schema.workbook)
        log = locate(http, spreadsheet_id, (), now, trail)
        layout = whole_sheets(http, spreadsheet_id, [schema.name], now)[schema.name]
        place = layout.places[schema.key().name]
        rows = sheet_cells(http, spreadsheet_id, schema)
        numbers = [
            number
            for number in keyless_rows(rows, place)
            if not is_total(schema, layout.named(rows[number - 1]))
        ]
        names = organisation_names(now.tables["organisations"])
        lost = lost_keys(schema, rows, numbers, self._journal.entries(), names)
        keys = {number: lost.get(number) or new_key(schema.name, now) for number in numbers}
        if not keys:
            return
        lines = [key_line(schema, key, self._clock(), line_id()) for key in keys.values()]
        linked, note = trail.chained(lines)
        requests = [log_request(log, line) for line in linked]
        give_keys(http, spreadsheet_id, schema, layout.sheet_id, place, keys, rows, requests)
        trail.keep(note)

    def _log(self, workbook: str, by_hand: Sequence[Edit], now: Snapshot) -> None:
        trail, spreadsheet_id = self._trail_of(workbook), self._workbooks[workbook]
        layouts = locate(self._http, spreadsheet_id, (), now, trail)
        lines = [edit_line(edit, self._clock(), line_id()) for edit in by_hand]
        send_lines(self._http, spreadsheet_id, layouts, lines, trail)

    def _offer(self, found: Sequence[Edit]) -> None:
        """Rows that are gone are set aside to be put back; one that is back needs it no more."""
        back = {(edit.sheet, edit.key) for edit in found if edit.before is None}
        for entry in self._journal.entries() if back else ():
            if entry.actor == NOBODY and {(c.sheet, c.key) for c in entry.changes} <= back:
                self._journal.settle(entry.number)
        for edit in found:
            if edit.after is None and edit.before is not None and not edit.is_saved:
                row = {name: edit.before[name] for name in edit.columns}
                change = Change(edit.sheet, edit.key, None, row)
                workbook, at = change.schema.workbook, self._clock()
                self._journal.accept(workbook, [change], NOBODY, at, (), trouble=_DELETED)


def line_id() -> str:
    """The key of a new line of a Logboek."""
    return drawn_row_key(Logbook.prefix, lambda: secrets.randbits(50))
