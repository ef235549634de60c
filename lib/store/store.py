"""Store: the one door to the sheets. Between calls it keeps the connection and the journal, and
of what waits there the look before it was sent."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pandas as pd
import requests
from gspread import Client
from gspread.exceptions import APIError

from lib.audit import Actor
from lib.chain import Report
from lib.change import Change
from lib.cipher import Cipher
from lib.errors import (
    DashboardError,
    SheetsBusy,
    SheetsRefused,
    SheetsUnreachable,
    StoreError,
)
from lib.private import make_folder
from lib.schema.logbook import Logbook
from lib.schema.problem import Problem
from lib.schema.workbook import SHEETS, sheets_of
from lib.snapshot import Snapshot, assemble
from lib.store.a1 import column_range
from lib.store.astray import Sent
from lib.store.erasure import ERASURE_FILE, Asked, Erasure, erase_rows
from lib.store.events import EVENTS_FILE, Events, send_events
from lib.store.guard import (
    one_workbook,
    require_no_clash,
    require_rules,
    require_same_owner,
    require_unmerged,
    require_writable,
)
from lib.store.inspection import inspected
from lib.store.journal import Entry, Journal
from lib.store.known import Known
from lib.store.locate import Layout, locate, whole_sheets
from lib.store.logbook import read_log
from lib.store.reading import read_workbook, sheet_ids
from lib.store.retry import is_ambiguous
from lib.store.trail import Trail
from lib.store.translate import translated, unclear
from lib.store.turn import Turns
from lib.store.unanswered import receipt_set_right, sent_of
from lib.store.verification import verify
from lib.store.watch import Watch, line_id
from lib.store.writing import Receipt, pending_receipt, receipt_of, send

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
# In the data folder: locks, journal, and what this machine knows of the Logboek.
STORE_FOLDER = "store"
JOURNAL_FILE = "journal.sqlite"
_TURN_TIMEOUT_S = 10.0
_TRIES = 3
_NO_ACCESS = (401, 403, 404)
_EVENTS_AT_ONCE = 500
_ADDRESS = "https://docs.google.com/spreadsheets/d/{id}/edit"


def wall_clock() -> datetime:
    """Now in Nijmegen, to the second and without a zone, as a sheet holds it."""
    return datetime.now(AMSTERDAM).replace(tzinfo=None, microsecond=0)


class Store:
    """Reads all workbooks side by side and writes changes, one writer per workbook at a time.

    `workbooks` maps workbook name → spreadsheet id. `folder` is where every process of this
    installation keeps its locks, its journal and what it knows of each Logboek. `cipher` gives
    the keys as they are now.
    """

    def __init__(
        self,
        client: Client,
        workbooks: Mapping[str, str],
        folder: Path,
        clock: Callable[[], datetime] = wall_clock,
        *,
        cipher: Callable[[], Cipher],
    ) -> None:
        self._client = client
        self._http = client.http_client
        self._workbooks = dict(workbooks)
        self._clock = clock
        self._cipher = cipher
        self._folder = folder
        make_folder(folder)
        self._turns = Turns(folder, _TURN_TIMEOUT_S)
        self.journal = Journal(folder / JOURNAL_FILE, cipher, self._workbooks)
        known = Known(folder / "known.sqlite", cipher)
        self.watch = Watch(
            self._http, self._workbooks, self._turns, self.journal, known, self._trail, clock
        )
        self.erasure = Erasure(folder / ERASURE_FILE, cipher, clock)
        self.events = Events(folder / EVENTS_FILE, cipher, clock, self._workbooks)
        # The workbooks where everything that was sent of them is known to stand there.
        self._sure: set[str] = set()
        # What was sent for a save that is not settled, by its number, with the sheets as they
        # were just before: rows that it hits by mistake can get back what they held.
        self._sent: dict[int, list[Sent]] = {}

    def read(self) -> Snapshot:
        """All sheets now; StoreError when a workbook cannot be read."""
        read_at = self._clock()
        with translated(), ThreadPoolExecutor(len(self._workbooks)) as pool:
            parts = pool.map(
                lambda item: read_workbook(self._http, item[1], item[0]), self._workbooks.items()
            )
            tables = {name: table for part in parts for name, table in part.items()}
        off = frozenset(n for n, sheet in SHEETS.items() if sheet.workbook not in self._workbooks)
        return assemble(tables, read_at, off)

    def log(self, workbook: str) -> pd.DataFrame:
        """The lines of one Logboek now, the newest first; SheetMissing or StoreError."""
        with translated():
            return read_log(self._http, self._workbooks[workbook])

    def verify(self) -> dict[str, Report]:
        """By title of the workbook whether the chain of its Logboek holds."""
        with translated():
            return verify(self._client, self._workbooks, self._folder, self._cipher())

    def inspect(self, seen: Snapshot) -> tuple[Problem, ...]:
        """What is wrong in the sheets and does not show in their values; StoreError."""
        with translated():
            return tuple(inspected(self._http, self._workbooks, seen, self._cipher()))

    def addresses(self, workbook: str) -> dict[str, str]:
        """Where a person opens each sheet of a workbook in Google, the workbook for one that is
        not there; StoreError."""
        spreadsheet_id = self._workbooks[workbook]
        with translated():
            ids = sheet_ids(self._http, spreadsheet_id)
        address = _ADDRESS.format(id=spreadsheet_id)
        gids = {sheet.name: ids.get(sheet.title.casefold()) for sheet in sheets_of(workbook)}
        return {
            name: address if gid is None else f"{address}#gid={gid}" for name, gid in gids.items()
        }

    def write(self, changes: Sequence[Change], actor: Actor, seen: Snapshot) -> Receipt:
        """Write changes of one workbook and their log lines, together or not at all.

        Accepted in the journal before anything is sent: when the sheets cannot be reached the
        receipt is pending, and `deliver` sends it later. `seen` says where rows stood when last
        read. Raises ChangeRefused, WriteConflict, WorkbookError or StoreError; then the journal
        keeps nothing of it.
        """
        workbook = one_workbook(changes)
        require_writable(changes, seen)
        at = self._clock()
        # Known before sending: after an unclear answer they tell whether it was applied.
        line_ids = [line_id() for _ in changes]
        entry = None
        try:
            with translated(), self._turns.turn(workbook):
                entry = self.journal.accept(workbook, changes, actor, at, line_ids)
                if self.journal.waiting(workbook)[0] == entry:
                    return self._delivered(entry, seen)
        except StoreError as error:
            if not _is_away(error):
                raise
            entry = entry or self.journal.accept(workbook, changes, actor, at, line_ids)
        return pending_receipt(changes, actor, at)

    def deliver(self, seen: Snapshot) -> list[Receipt]:
        """Send what waits in the journal, in its order per workbook, as far as it goes now.

        What can no longer be applied is set aside; what cannot be reached goes on waiting.
        """
        receipts: list[Receipt] = []
        for workbook in dict.fromkeys(entry.workbook for entry in self.journal.waiting()):
            try:
                with translated(), self._turns.turn(workbook):
                    for entry in self.journal.waiting(workbook):
                        receipts += self._delivered_later(entry, seen)
            except StoreError as error:
                if not _is_away(error):
                    raise
        return receipts

    def send_events(self, workbook: str, seen: Snapshot) -> None:
        """Put the log lines that belong to no change into the Logboek. WorkbookError or
        StoreError: they go on waiting."""
        with translated(), self._turns.turn(workbook):
            while kept := self.events.waiting(workbook)[:_EVENTS_AT_ONCE]:
                is_sure, lines = workbook in self._sure, [line for _, line in kept]
                self._sure.discard(workbook)
                trail, spreadsheet_id = self._trail(workbook), self._workbooks[workbook]
                send_events(self._http, spreadsheet_id, lines, seen, trail, is_sure=is_sure)
                self.events.settle([number for number, _ in kept])
                self._sure.add(workbook)

    def erase(self, asked: Asked, seen: Snapshot) -> None:
        """Remove every row of a sheet, with all that its Logboek and this machine hold of the
        workbook. WorkbookError or StoreError: not, or not all of it; the same again goes on."""
        workbook = SHEETS[asked.sheet].workbook
        spreadsheet_id = self._workbooks[workbook]
        with translated(), self._turns.turn(workbook):
            for entry in self.journal.entries():
                if entry.workbook == workbook:
                    self._settle(entry)
            self.events.settle([number for number, _ in self.events.waiting(workbook)])
            layouts = whole_sheets(self._http, spreadsheet_id, [asked.sheet], seen)
            if not self._is_applied(spreadsheet_id, layouts[Logbook.name], [asked.line_id]):
                trail = self._trail(workbook)
                erase_rows(self._http, spreadsheet_id, asked, layouts, trail, self._clock())
            self.watch.known.forget(asked.sheet)

    def _delivered(self, entry: Entry, seen: Snapshot) -> Receipt:
        """Of a save whose person waits for it: what is wrong is said at once, and not kept."""
        try:
            with translated():
                receipt = self._write(entry, seen)
        except DashboardError as error:
            if not _is_away(error):
                self._settle(entry)
            raise
        self._settle(entry)
        return receipt

    def _delivered_later(self, entry: Entry, seen: Snapshot) -> list[Receipt]:
        """Of a save that waited: it may have been applied before the answer was lost."""
        spreadsheet_id = self._workbooks[entry.workbook]
        try:
            with translated():
                log = whole_sheets(self._http, spreadsheet_id, (), seen)[Logbook.name]
                if self._is_applied(spreadsheet_id, log, entry.line_ids):
                    trail = self._trail(entry.workbook)
                    receipt = self._set_right(entry, seen, trail, is_answered=False)
                else:
                    receipt = self._write(entry, seen)
        except DashboardError as error:
            if _is_away(error):
                raise
            self.journal.set_aside(entry.number, error.message)
            self._sent.pop(entry.number, None)
            return []
        self._settle(entry)
        return [receipt]

    def _settle(self, entry: Entry) -> None:
        self.journal.settle(entry.number)
        self._sent.pop(entry.number, None)

    def _write(self, entry: Entry, seen: Snapshot) -> Receipt:
        spreadsheet_id, changes = self._workbooks[entry.workbook], entry.changes
        trail = self._trail(entry.workbook)
        for _ in range(_TRIES):
            layouts = locate(self._http, spreadsheet_id, changes, seen, trail)
            require_same_owner(changes, layouts)
            require_no_clash(changes, layouts)
            require_rules(changes, layouts)
            require_unmerged(changes, layouts)
            self._sent[entry.number] = [sent_of(entry, layouts)]
            at, actor, line_ids = entry.at, entry.actor, entry.line_ids
            try:
                is_right = send(
                    self._http, spreadsheet_id, changes, layouts, actor, at, line_ids, trail
                )
            except (APIError, requests.RequestException) as error:
                if not is_ambiguous(error):
                    raise
                with unclear():
                    if self._is_applied(spreadsheet_id, layouts[Logbook.name], line_ids):
                        return self._set_right(entry, seen, trail, is_answered=False)
                if not isinstance(error, APIError):
                    # Nobody answered, so it may still be on its way: it is not sent again now.
                    raise SheetsUnreachable from error
            else:
                if is_right:
                    return receipt_of(changes, layouts, actor, at)
                with unclear():
                    return self._set_right(entry, seen, trail, is_answered=True)
        raise SheetsUnreachable

    def _set_right(
        self, entry: Entry, seen: Snapshot, trail: Trail, *, is_answered: bool
    ) -> Receipt:
        every = self._sent.setdefault(entry.number, [sent_of(entry, None)])
        spreadsheet_id = self._workbooks[entry.workbook]
        return receipt_set_right(
            self._http, spreadsheet_id, entry, every, seen, trail, is_answered=is_answered
        )

    def _trail(self, workbook: str) -> Trail:
        return Trail(self._folder, workbook, self._workbooks[workbook], self._cipher())

    def _is_applied(self, spreadsheet_id: str, log: Layout, line_ids: Sequence[str]) -> bool:
        """Cells and log line are written together, so the log line tells for both."""
        place = log.places[Logbook.key().name]
        answer = self._http.values_get(spreadsheet_id, column_range(Logbook.title, place))
        return line_ids[0] in {row[0] for row in answer.get("values", []) if row}


def _is_away(error: DashboardError) -> bool:
    """The sheets cannot be reached now; nothing is wrong with the change itself."""
    if isinstance(error, SheetsRefused):
        return error.status in _NO_ACCESS
    return isinstance(error, SheetsUnreachable | SheetsBusy)
