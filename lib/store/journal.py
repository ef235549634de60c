"""The journal: every accepted save, on the disk of this machine before it goes to the sheet.

A save waits here until it stands in its sheet; what can no longer be applied is set aside until
a person decides. What is settled is erased. On the disk the saves are encrypted.
"""

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from lib.audit import Actor
from lib.change import Change
from lib.cipher import Cipher
from lib.errors import JournalUnwritable, SecretUnreadable

_PURPOSE = "journal"
_BUSY_S = 10.0
_NOBODY, _NEVER = Actor("", ""), datetime(1, 1, 1)
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
    no, and then nothing was accepted."""

    def __init__(self, path: Path, cipher: Callable[[], Cipher]) -> None:
        self._path = path
        self._cipher = cipher

    def accept(
        self,
        workbook: str,
        changes: Sequence[Change],
        actor: Actor,
        at: datetime,
        line_ids: Sequence[str],
    ) -> Entry:
        """On the disk when this returns."""
        body = {
            "changes": [_spelled_change(change) for change in changes],
            "actor": [actor.username, actor.role],
            "at": at.isoformat(),
            "line_ids": list(line_ids),
        }
        kept = self._cipher().wrap(json.dumps(body).encode(), _PURPOSE)
        with self._opened() as db:
            insert = "INSERT INTO entry (workbook, body) VALUES (?,?)"
            number = db.execute(insert, (workbook, kept)).lastrowid or 0
        return Entry(number, workbook, tuple(changes), actor, at, tuple(line_ids), None)

    def entries(self) -> list[Entry]:
        """All that is not settled, in the order of acceptance."""
        if not self._path.exists():
            return []
        with self._opened() as db:
            query = "SELECT number, workbook, body, trouble FROM entry ORDER BY number"
            found = db.execute(query).fetchall()
        return [self._read(*record) for record in found]

    def waiting(self, workbook: str | None = None) -> list[Entry]:
        found = (entry for entry in self.entries() if entry.trouble is None)
        return [entry for entry in found if workbook in (None, entry.workbook)]

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

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        try:
            if not self._path.exists():
                self._path.touch(mode=0o600)  # SQLite gives its side files the same rights
            with closing(sqlite3.connect(self._path, timeout=_BUSY_S)) as db, db:
                db.execute("PRAGMA journal_mode=WAL")
                db.execute("PRAGMA synchronous=FULL")
                db.execute("PRAGMA secure_delete=ON")
                db.execute(_TABLE)
                yield db
        except (sqlite3.OperationalError, OSError) as error:
            raise JournalUnwritable from error

    def _read(self, number: int, workbook: str, kept: bytes, aside: bytes | None) -> Entry:
        cipher = self._cipher()
        try:
            body = json.loads(cipher.unwrap(kept, _PURPOSE))
            trouble = None if aside is None else cipher.unwrap(aside, _PURPOSE).decode()
        except SecretUnreadable as error:
            return Entry(number, workbook, (), _NOBODY, _NEVER, (), error.message)
        changes = tuple(_read_change(spelled) for spelled in body["changes"])
        at = datetime.fromisoformat(body["at"])
        ids = tuple(body["line_ids"])
        return Entry(number, workbook, changes, Actor(*body["actor"]), at, ids, trouble)


def _spelled_change(change: Change) -> list[Any]:
    before = None if change.before is None else _spelled(change.before)
    return [change.sheet, change.key, before, _spelled(change.after), change.reason]


def _read_change(spelled: Sequence[Any]) -> Change:
    sheet, key, before, after, reason = spelled
    return Change(sheet, key, None if before is None else _read(before), _read(after), reason)


def _spelled(values: Mapping[str, Any]) -> dict[str, Any]:
    """Plain values as JSON; days, moments and several choices behind a word that names them."""
    return {name: _spelled_value(value) for name, value in values.items()}


def _spelled_value(value: Any) -> Any:
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, tuple):
        return {"several": list(value)}
    if value is None or isinstance(value, str | int | float):  # bool is an int
        return value
    raise TypeError(f"a {type(value).__name__} is no plain value")


def _read(spelled: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _read_value(value) for name, value in spelled.items()}


def _read_value(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    ((kind, held),) = value.items()
    readings: Mapping[str, Callable[[Any], Any]] = {
        "moment": datetime.fromisoformat,
        "day": date.fromisoformat,
        "several": tuple,
    }
    return readings[kind](held)
