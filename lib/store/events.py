"""Lines of the Logboek that belong to no change: looks at a client, exports, sign-ins.

They wait on the disk of this machine, encrypted, and are sent some at a time, so that browsing
costs next to nothing. Each stands in its Logboek once, also after an unclear answer or a restart.
"""

import itertools
import json
import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from gspread.http_client import HTTPClient

from lib.audit import Actor, Event, event_line
from lib.cipher import Cipher
from lib.errors import SecretUnreadable
from lib.schema.codes import drawn_row_key
from lib.schema.logbook import Logbook
from lib.snapshot import Snapshot
from lib.store.a1 import column_range
from lib.store.disk import opened
from lib.store.locate import Layout, locate
from lib.store.spelling import read, spelled
from lib.store.trail import Trail
from lib.store.translate import translated
from lib.store.turn import Turns
from lib.store.watch import line_id
from lib.store.writing import send_lines

_PURPOSE = "event"
_TABLE = """
CREATE TABLE IF NOT EXISTS event (
    number INTEGER PRIMARY KEY AUTOINCREMENT, workbook TEXT NOT NULL, body BLOB NOT NULL)
"""
_AT_ONCE = 500
_REMEMBERED = 10_000
Line = Mapping[str, Any]


class Events:
    """Shared by all threads and processes of this machine."""

    def __init__(
        self,
        http: HTTPClient,
        workbooks: Mapping[str, str],
        turns: Turns,
        path: Path,
        cipher: Callable[[], Cipher],
        trail_of: Callable[[str], Trail],
        clock: Callable[[], datetime],
    ) -> None:
        self._http = http
        self._workbooks = workbooks
        self._turns = turns
        self._path = path
        self._cipher = cipher
        self._trail_of = trail_of
        self._clock = clock
        self._lock = threading.Lock()
        self._told: set[str] = set()
        # Where all that is not waiting here is known to stand in the Logboek just once.
        self._sure: set[str] = set()

    def accept(self, workbook: str, event: Event, actor: Actor) -> None:
        """On the disk when this returns; JournalUnwritable when the disk says no."""
        with self._lock:
            if event.once in self._told:
                return
            line = event_line(event, actor, self._clock(), self._line_id(event))
            body = self._cipher().wrap(json.dumps(spelled(line)).encode(), _PURPOSE)
            with opened(self._path, _TABLE) as db:
                db.execute("INSERT INTO event (workbook, body) VALUES (?,?)", (workbook, body))
            if event.once:
                self._remember(event.once)

    def waiting(self, workbook: str) -> list[Line]:
        """The lines that are not in the Logboek yet; one whose key is lost is never sent."""
        return [line for _, line in self._kept(workbook)]

    def workbooks(self) -> list[str]:
        """Where lines wait."""
        return [workbook for workbook in self._workbooks if self._kept(workbook)]

    def send(self, workbook: str, seen: Snapshot) -> None:
        """Put what waits into the Logboek; WorkbookError or StoreError: it goes on waiting."""
        with translated(), self._turns.turn(workbook):
            while kept := self._kept(workbook)[:_AT_ONCE]:
                self._send(workbook, [line for _, line in kept], seen)
                with opened(self._path, _TABLE) as db:
                    numbers = [(number,) for number, _ in kept]
                    db.executemany("DELETE FROM event WHERE number=?", numbers)

    def _send(self, workbook: str, lines: Sequence[Line], seen: Snapshot) -> None:
        trail, spreadsheet_id = self._trail_of(workbook), self._workbooks[workbook]
        layouts = locate(self._http, spreadsheet_id, (), seen, trail)
        key = Logbook.key().name
        there = set() if workbook in self._sure else self._ids(workbook, layouts[Logbook.name])
        fresh = {line[key]: line for line in lines if line[key] not in there}
        self._sure.discard(workbook)
        if fresh:
            send_lines(self._http, spreadsheet_id, layouts, list(fresh.values()), trail)
        self._sure.add(workbook)

    def _ids(self, workbook: str, log: Layout) -> set[str]:
        cells = column_range(Logbook.title, log.places[Logbook.key().name])
        answer = self._http.values_get(self._workbooks[workbook], cells)
        return {row[0] for row in answer.get("values", []) if row}

    def _kept(self, workbook: str) -> list[tuple[int, Line]]:
        if not self._path.exists():
            return []
        with opened(self._path, _TABLE) as db:
            query = "SELECT number, body FROM event WHERE workbook=? ORDER BY number"
            found = db.execute(query, (workbook,)).fetchall()
        cipher, kept = self._cipher(), list[tuple[int, Line]]()
        for number, body in found:
            try:
                kept.append((number, read(json.loads(cipher.unwrap(body, _PURPOSE)))))
            except SecretUnreadable:
                continue
        return kept

    def _line_id(self, event: Event) -> str:
        """The same for what is told once, so that a restart does not tell it again."""
        if not event.once:
            return line_id()
        cipher, tries = self._cipher(), itertools.count()

        def draw() -> int:
            mark = cipher.mark(json.dumps([_PURPOSE, event.once, next(tries)]).encode())
            return int(mark.partition(":")[2], 16) % 32**10

        return drawn_row_key(Logbook.prefix, draw)

    def _remember(self, once: str) -> None:
        if len(self._told) >= _REMEMBERED:
            self._told.clear()
            self._sure.clear()
        self._told.add(once)
