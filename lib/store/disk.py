"""A small database on the disk of this machine, for its owner alone."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from lib.errors import JournalUnwritable

_BUSY_S = 10.0


@contextmanager
def opened(path: Path, tables: str) -> Iterator[sqlite3.Connection]:
    """One transaction, on the disk when the block ends. JournalUnwritable: the disk says no."""
    try:
        if not path.exists():
            path.touch(mode=0o600)  # SQLite gives its side files the same rights
        with closing(sqlite3.connect(path, timeout=_BUSY_S)) as db, db:
            db.execute("PRAGMA journal_mode=WAL")
            db.execute("PRAGMA synchronous=FULL")
            db.execute("PRAGMA secure_delete=ON")
            db.execute(tables)
            yield db
    except (sqlite3.OperationalError, OSError) as error:
        raise JournalUnwritable from error
