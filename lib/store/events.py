"""Lines of the Logboek that belong to no change: looks at a client, exports, sign-ins, accounts.

They wait on the disk of this machine, encrypted, and are sent some at a time, so that browsing
costs next to nothing. Each stands in its Logboek once, also after an unclear answer or a restart.
"""

import itertools
import json
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from gspread.http_client import HTTPClient

from lib.audit import Actor, Event, event_line
from lib.cipher import Cipher
from lib.errors import SecretUnreadable
from lib.private import make_folder
from lib.schema.codes import drawn_row_key
from lib.schema.logbook import Logbook
from lib.snapshot import Snapshot
from lib.store.a1 import column_range
from lib.store.disk import opened
from lib.store.locate import locate
from lib.store.spelling import read, spelled
from lib.store.trail import Trail
from lib.store.watch import line_id
from lib.store.writing import send_lines

EVENTS_FILE = "events.sqlite"
_PURPOSE = "event"
_TABLE = """
CREATE TABLE IF NOT EXISTS event (
    number INTEGER PRIMARY KEY AUTOINCREMENT, workbook TEXT NOT NULL, body BLOB NOT NULL)
"""
Line = Mapping[str, Any]


class Events:
    """What waits; shared by all threads and processes of this machine. Only lines of `workbooks`
    (all when None) can be sent; others are switched off."""

    def __init__(
        self,
        path: Path,
        cipher: Callable[[], Cipher],
        clock: Callable[[], datetime],
        workbooks: Collection[str] | None = None,
    ) -> None:
        make_folder(path.parent)  # the command line may be here before any Store
        self._path = path
        self._workbooks = workbooks
        self._cipher = cipher
        self._clock = clock

    def accept(self, workbook: str, event: Event, actor: Actor) -> None:
        """On the disk when this returns; JournalUnwritable when the disk says no."""
        line = event_line(event, actor, self._clock(), self._line_id(event))
        body = self._cipher().wrap(json.dumps(spelled(line)).encode(), _PURPOSE)
        with opened(self._path, _TABLE) as db:
            db.execute("INSERT INTO event (workbook, body) VALUES (?,?)", (workbook, body))

    def workbooks(self) -> list[str]:
        """Where lines wait that can be sent."""
        if not self._path.exists():
            return []
        with opened(self._path, _TABLE) as db:
            found = db.execute("SELECT DISTINCT workbook FROM event ORDER BY workbook").fetchall()
        on = self._workbooks
        return [w for (w,) in found if (on is None or w in on) and self.waiting(w)]

    def waiting(self, workbook: str) -> list[tuple[int, Line]]:
        """The lines in the order they came, by their number; one whose key is lost stays."""
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

    def settle(self, numbers: Sequence[int]) -> None:
        """They stand in the Logboek: nothing of them stays on the disk."""
        with opened(self._path, _TABLE) as db:
            db.executemany("DELETE FROM event WHERE number=?", [(n,) for n in numbers])

    def _line_id(self, event: Event) -> str:
        """The same for what is told once: sent together or after a restart it is one line."""
        if not event.once:
            return line_id()
        cipher, tries = self._cipher(), itertools.count()

        def draw() -> int:
            mark = cipher.mark(json.dumps([_PURPOSE, event.once, next(tries)]).encode())
            return int(mark.partition(":")[2], 16) % 32**10

        return drawn_row_key(Logbook.prefix, draw)


def send_events(
    http: HTTPClient,
    spreadsheet_id: str,
    lines: Sequence[Line],
    seen: Snapshot,
    trail: Trail,
    *,
    is_sure: bool,
) -> None:
    """Add these lines, all in one request. When it is not sure that none of them was sent
    before, those that stand there are looked up first and left out."""
    layouts = locate(http, spreadsheet_id, (), seen, trail)
    key, there = Logbook.key().name, set()
    if not is_sure:
        cells = column_range(Logbook.title, layouts[Logbook.name].places[key])
        answer = http.values_get(spreadsheet_id, cells)
        there = {row[0] for row in answer.get("values", []) if row}
    fresh = {line[key]: line for line in lines if line[key] not in there}
    if fresh:
        send_lines(http, spreadsheet_id, layouts, list(fresh.values()), trail)
