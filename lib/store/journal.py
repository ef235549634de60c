"""The journal: every accepted save, on the disk of this machine before it goes to the sheet.

A save waits here until it stands in its sheet; what can no longer be applied is set aside until
a person decides. What is settled is erased. On the disk the saves are encrypted.
"""

import json
from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from sqlite3 import Connection

from lib.audit import Actor
from lib.change import Change
from lib.cipher import Cipher
from lib.errors import JournalUnwritable, SecretUnreadable
from lib.store.disk import opened
from lib.store.spelling import read_change, spelled_change

_PURPOSE = "journal"
NOBODY, _NEVER = Actor("", ""), datetime(1, 1, 1)
_TABLE = """
CREATE TABLE IF NOT EXISTS entry (
    number INTEGER PRIMARY KEY AUTOINCREMENT, workbook TEXT NOT NULL, body BLOB NOT NULL,
    trouble BLOB)
"""


@dataclass(frozen=True)
class Entry:
    """One save of one workbook. `at` is when the person pressed the button, `line_ids` the keys
    its log lines will have. `trouble` says why it was set aside; None: it waits to be sent.

    An entry whose key is lost has no changes, and is nobody's.
    """

    number: int
    workbook: str
    changes: tuple[Change, ...]
    actor: Actor
    at: datetime
    line_ids: tuple[str, ...]
    trouble: str | None


class Journal:
    """Shared by all threads and processes of this machine; JournalUnwritable when the disk says
    no, and then nothing was accepted. What is kept of other workbooks than `workbooks` (all when
    None), as those are switched off, is left alone."""

    def __init__(
        self,
        path: Path,
        cipher: Callable[[], Cipher],
        workbooks: Collection[str] | None = None,
    ) -> None:
        self._path = path
        self._workbooks = workbooks
        self._cipher = cipher

    def accept(
        self,
        workbook: str,
        changes: Sequence[Change],
        actor: Actor,
        at: datetime,
        line_ids: Sequence[str],
        trouble: str | None = None,
    ) -> Entry:
        """On the disk when this returns; with a trouble it is set aside from the start."""
        body = {
            "changes": [spelled_change(change) for change in changes],
            "actor": [actor.username, actor.role],
            "at": at.isoformat(),
            "line_ids": list(line_ids),
        }
        kept = self._cipher().wrap(json.dumps(body).encode(), _PURPOSE)
        aside = None if trouble is None else self._cipher().wrap(trouble.encode(), _PURPOSE)
        with self._opened() as db:
            insert = "INSERT INTO entry (workbook, body, trouble) VALUES (?,?,?)"
            number = db.execute(insert, (workbook, kept, aside)).lastrowid or 0
        return Entry(number, workbook, tuple(changes), actor, at, tuple(line_ids), trouble)

    def entries(self) -> list[Entry]:
        """All that is not settled, in the order of acceptance."""
        if not self._path.exists():
            return []
        with self._opened() as db:
            query = "SELECT number, workbook, body, trouble FROM entry ORDER BY number"
            found = db.execute(query).fetchall()
        on = self._workbooks
        return [self._read(*record) for record in found if on is None or record[1] in on]

    def waiting(self, workbook: str | None = None) -> list[Entry]:
        found = (entry for entry in self.entries() if entry.trouble is None)
        return [entry for entry in found if workbook in (None, entry.workbook)]

    def is_writable(self) -> bool:
        """Whether the disk takes a save now; tried by writing."""
        with suppress(JournalUnwritable), self._opened() as db:
            db.execute("PRAGMA user_version=1")  # a page of the file, whatever stood there
            return True
        return False

    def settle(self, number: int) -> None:
        """It stands in the sheet, or a person let it go: nothing of it stays on the disk."""
        with self._opened() as db:
            db.execute("DELETE FROM entry WHERE number=?", (number,))

    def set_aside(self, number: int, trouble: str) -> None:
        with self._opened() as db:
            kept = self._cipher().wrap(trouble.encode(), _PURPOSE)
            db.execute("UPDATE entry SET trouble=? WHERE number=?", (kept, number))

    def retry(self, number: int) -> None:
        """Let one that was set aside wait again, at its old place in the order."""
        with self._opened() as db:
            db.execute("UPDATE entry SET trouble=NULL WHERE number=?", (number,))

    def _opened(self) -> AbstractContextManager[Connection]:
        return opened(self._path, _TABLE)

    def _read(self, number: int, workbook: str, kept: bytes, aside: bytes | None) -> Entry:
        cipher = self._cipher()
        try:
            body = json.loads(cipher.unwrap(kept, _PURPOSE))
            trouble = None if aside is None else cipher.unwrap(aside, _PURPOSE).decode()
        except SecretUnreadable as error:
            return Entry(number, workbook, (), NOBODY, _NEVER, (), error.message)
        changes = tuple(read_change(kept) for kept in body["changes"])
        at = datetime.fromisoformat(body["at"])
        ids = tuple(body["line_ids"])
        return Entry(number, workbook, changes, Actor(*body["actor"]), at, ids, trouble)
