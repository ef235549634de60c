"""Store: the one door to the sheets. It keeps nothing between calls but the connection."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import requests
from filelock import FileLock
from gspread import Client
from gspread.exceptions import APIError

from lib.audit import Actor
from lib.change import Change
from lib.errors import ChangeRefused, SheetsUnreachable
from lib.private import make_folder
from lib.schema.codes import drawn_row_key
from lib.schema.logbook import Logbook
from lib.schema.problem import Problem
from lib.schema.workbook import SHEETS
from lib.snapshot import Snapshot, assemble
from lib.store.a1 import column_range
from lib.store.astray import Sent
from lib.store.guard import require_no_clash, require_rules, require_same_owner
from lib.store.locate import Layout, locate, row_gone
from lib.store.patch import shifted
from lib.store.reading import read_workbook
from lib.store.repair import repair
from lib.store.retry import is_ambiguous
from lib.store.translate import translated
from lib.store.writing import Receipt, patches_of, receipt_of, send

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
_LOCK_TIMEOUT_S = 10.0
_TRIES = 3


def wall_clock() -> datetime:
    """Now in Nijmegen, to the second and without a zone, as a sheet holds it."""
    return datetime.now(AMSTERDAM).replace(tzinfo=None, microsecond=0)


class Store:
    """Reads all workbooks side by side and writes changes, one writer per workbook at a time.

    `workbooks` maps workbook name → spreadsheet id. `locks` is a folder on this machine that
    every process of this installation shares.
    """

    def __init__(
        self,
        client: Client,
        workbooks: Mapping[str, str],
        locks: Path,
        clock: Callable[[], datetime] = wall_clock,
    ) -> None:
        self._http = client.http_client
        self._workbooks = dict(workbooks)
        self._locks = locks
        self._clock = clock
        make_folder(locks)

    def read(self) -> Snapshot:
        """All sheets now; StoreError when a workbook cannot be read."""
        read_at = self._clock()
        with translated(), ThreadPoolExecutor(len(self._workbooks)) as pool:
            parts = pool.map(
                lambda item: read_workbook(self._http, item[1], item[0]), self._workbooks.items()
            )
            tables = {name: table for part in parts for name, table in part.items()}
        return assemble(tables, read_at)

    def write(self, changes: Sequence[Change], actor: Actor, seen: Snapshot) -> Receipt:
        """Write changes of one workbook and their log lines, together or not at all.

        `seen` says where rows stood when last read. Raises ChangeRefused, WriteConflict,
        WorkbookError or StoreError; after SheetsUnreachable nothing is known to be written.
        """
        workbook = _one_workbook(changes)
        _require_writable(changes, seen)
        # Known before sending: after an unclear answer they tell whether it was applied.
        line_ids = [drawn_row_key(Logbook.prefix, lambda: secrets.randbits(50)) for _ in changes]
        lock = FileLock(self._locks / f"{workbook}.lock", timeout=_LOCK_TIMEOUT_S)
        with translated(), lock:
            return self._write(self._workbooks[workbook], changes, actor, seen, line_ids)

    def _write(
        self,
        spreadsheet_id: str,
        changes: Sequence[Change],
        actor: Actor,
        seen: Snapshot,
        line_ids: Sequence[str],
    ) -> Receipt:
        for _ in range(_TRIES):
            layouts = locate(self._http, spreadsheet_id, changes, seen)
            require_same_owner(changes, layouts)
            require_no_clash(changes, layouts)
            require_rules(changes, layouts)
            at = self._clock()
            try:
                is_right = send(self._http, spreadsheet_id, changes, layouts, actor, at, line_ids)
            except (APIError, requests.RequestException) as error:
                if not is_ambiguous(error):
                    raise
                if not self._is_applied(spreadsheet_id, layouts[Logbook.name], line_ids):
                    continue
                is_right = False  # nobody saw where it landed
            if not is_right:
                added = {change.key for change in changes if change.is_new}
                sent = Sent(patches_of(changes, layouts, actor, at), layouts, added)
                self._repair(spreadsheet_id, changes, sent, seen, actor, at)
            return receipt_of(changes, layouts, actor, at)
        raise SheetsUnreachable

    def _repair(
        self,
        spreadsheet_id: str,
        changes: Sequence[Change],
        sent: Sent,
        seen: Snapshot,
        actor: Actor,
        at: datetime,
    ) -> None:
        """ChangeRefused when no row of this save is there any more."""
        try:
            gone = repair(self._http, spreadsheet_id, sent, seen, actor, at)
        except (APIError, requests.RequestException) as error:
            # "Try again" would be the wrong advice: another row holds our cells.
            raise shifted(changes[0].sheet) from error
        if gone == {change.key for change in changes}:
            raise ChangeRefused([row_gone(change.schema) for change in changes])

    def _is_applied(self, spreadsheet_id: str, log: Layout, line_ids: Sequence[str]) -> bool:
        """Cells and log line are written together, so the log line tells for both."""
        place = log.places[Logbook.key().name]
        answer = self._http.values_get(spreadsheet_id, column_range(Logbook.title, place))
        return line_ids[0] in {row[0] for row in answer.get("values", []) if row}


def _one_workbook(changes: Sequence[Change]) -> str:
    workbooks = {SHEETS[change.sheet].workbook for change in changes}
    if len(workbooks) != 1:
        raise ValueError("one save is one request, so its changes are of one workbook")
    return workbooks.pop()


def _require_writable(changes: Sequence[Change], seen: Snapshot) -> None:
    touched = {change.sheet for change in changes}
    keys = {(change.sheet, change.key) for change in changes}
    stopping = [
        p
        for p in seen.problems
        if (p.is_blocking and p.sheet in touched)
        or (p.code == "duplicate_key" and (p.sheet, p.text) in keys)
    ]
    # The second press of a button brings the same minted key once more.
    stopping += [
        Problem(c.sheet, None, None, "", "already_saved", "Deze rij is al opgeslagen.")
        for c in changes
        if c.is_new and seen.row_number(c.sheet, c.key)
    ]
    if stopping:
        raise ChangeRefused(stopping)
