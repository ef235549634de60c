"""SQLite underneath: the tables, a pool of connections, one transaction per request."""

from __future__ import annotations

import sqlite3
import threading
import time
import weakref
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lib.localsheets.refusal import Refusal, unavailable

_TABLES = """
CREATE TABLE IF NOT EXISTS spreadsheet (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, locale TEXT NOT NULL, time_zone TEXT NOT NULL,
    parent TEXT, created TEXT NOT NULL, modified TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS permission (
    spreadsheet TEXT NOT NULL, id TEXT NOT NULL, type TEXT NOT NULL, role TEXT NOT NULL,
    address TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS permission_spreadsheet ON permission (spreadsheet);
CREATE TABLE IF NOT EXISTS sheet (
    key INTEGER PRIMARY KEY, spreadsheet TEXT NOT NULL, position INTEGER NOT NULL,
    properties TEXT NOT NULL, objects TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS sheet_spreadsheet ON sheet (spreadsheet, position);
-- `cells` is JSON without its brackets, ready to be pasted into an answer (see grid.py).
-- `first` and `last` are the outermost filled columns: what append looks for a table with.
CREATE TABLE IF NOT EXISTS row (
    sheet INTEGER NOT NULL, position INTEGER NOT NULL, cells TEXT NOT NULL,
    first INTEGER NOT NULL, last INTEGER NOT NULL, extras TEXT,
    PRIMARY KEY (sheet, position)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS row_first ON row (sheet, first, position);
CREATE INDEX IF NOT EXISTS row_last ON row (sheet, last, position);
"""

# What version 0 had: an owner instead of permissions, merges as corners, and nothing else there.
_FROM_0 = """
ALTER TABLE sheet RENAME COLUMN merges TO objects;
UPDATE sheet SET objects = json_object('merges', json((
    SELECT json_group_array(json_object(
        'startRowIndex', json_extract(value, '$[0]'),
        'endRowIndex', json_extract(value, '$[2]'),
        'startColumnIndex', json_extract(value, '$[1]'),
        'endColumnIndex', json_extract(value, '$[3]')))
    FROM json_each(sheet.objects))));
INSERT INTO permission SELECT id, 'owner', 'user', 'owner', owner FROM spreadsheet;
ALTER TABLE spreadsheet DROP COLUMN owner;
"""
_VERSION = 1

_BUSY_S = 60.0
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)

# Writers of one process queue here for a file; SQLite would let them poll and wait too long.
_WRITERS: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)


class Storage:
    """A file shared by sessions, threads and processes, or (None) a private world in memory.

    A connection serves one request at a time; in memory there is one, and requests queue for it.
    Opened by the first request, which is who hears of it when the file cannot be used.
    """

    def __init__(self, path: Path | str | None) -> None:
        self._path = None if path is None else str(Path(path).resolve())
        if self._path is not None:
            Path(self._path).parent.mkdir(parents=True, exist_ok=True)
        self._idle: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        self._turn = threading.Lock() if self._path is None else _WRITERS[self._path]
        self._finalizer = weakref.finalize(self, _close_all, self._idle)

    @contextmanager
    def transaction(self, *, is_write: bool) -> Iterator[sqlite3.Connection]:
        """Committed as a whole, or nothing of it when an exception leaves the block."""
        needs_turn = is_write or self._path is None
        if needs_turn and not self._turn.acquire(timeout=_BUSY_S):
            raise unavailable()
        try:
            with _troubles_refused(), self._borrowed() as db:
                yield from _transaction(db, is_write)
        finally:
            if needs_turn:
                self._turn.release()

    def close(self) -> None:
        """Closes the idle connections; a file is opened again when a request comes."""
        if self._path is not None:
            with self._lock:
                _close_all(self._idle)

    @contextmanager
    def _borrowed(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            db = self._idle.pop() if self._idle else None
        db = db or self._opened()
        try:
            yield db
        finally:
            with self._lock:
                self._idle.append(db)

    def _opened(self) -> sqlite3.Connection:
        if self._path is None:
            db = _connected(":memory:")
            _bring_up_to_date(db)
            return db
        return _prepared(self._path)


def _connected(path: str) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=_BUSY_S, isolation_level=None, check_same_thread=False)


def _prepared(path: str) -> sqlite3.Connection:
    """SQLite does not wait its busy time when two processes switch a new file to WAL at once."""
    deadline = time.monotonic() + _BUSY_S
    while True:
        db = _connected(path)
        try:
            db.execute("PRAGMA journal_mode=WAL")
            if _version(db) != _VERSION:
                _bring_up_to_date(db)
            return db
        except BaseException as error:
            db.close()
            if not _is_busy(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.01)


def _version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def _bring_up_to_date(db: sqlite3.Connection) -> None:
    """Makes the tables, or changes those of an older version; others may be doing the same."""
    db.execute("BEGIN IMMEDIATE")
    if _version(db) == 0:
        is_old = db.execute("SELECT 1 FROM sqlite_master WHERE name='sheet'").fetchone()
        for statement in (_TABLES + (_FROM_0 if is_old else "")).split(";"):
            db.execute(statement)
        db.execute(f"PRAGMA user_version={_VERSION}")
    db.execute("COMMIT")


def _transaction(db: sqlite3.Connection, is_write: bool) -> Iterator[sqlite3.Connection]:
    try:
        db.execute("BEGIN IMMEDIATE" if is_write else "BEGIN")
        yield db
        db.execute("COMMIT")
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")


@contextmanager
def _troubles_refused() -> Iterator[None]:
    """A full disk, a read-only file and the like are for the client to hear; wrong SQL is a bug."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if _is_busy(error):
            raise unavailable() from error
        if _code(error) == sqlite3.SQLITE_ERROR:
            raise
        text = f"localsheets cannot use its file: {error}"
        raise Refusal(503, text, status="UNAVAILABLE") from error


def _is_busy(error: BaseException) -> bool:
    return _code(error) in _BUSY


def _code(error: BaseException) -> int:
    """SQLite's primary result code; without one it is no trouble of the file."""
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF


def _close_all(connections: list[sqlite3.Connection]) -> None:
    while connections:
        connections.pop().close()
