"""The rows as they were last known, on the disk of this machine: what a reading is compared with,
also after a restart. Encrypted, as these are the sheets themselves.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd

from lib.cipher import Cipher
from lib.errors import SecretUnreadable
from lib.schema.problem import Problem
from lib.schema.workbook import SHEETS
from lib.snapshot import Snapshot
from lib.store.disk import opened
from lib.store.spelling import read, spelled
from lib.table import column_series

_PURPOSE = "known"
_TABLE = """
CREATE TABLE IF NOT EXISTS known (
    sheet TEXT NOT NULL, key TEXT NOT NULL, body BLOB NOT NULL, PRIMARY KEY (sheet, key))
"""
# Sheet, key and the row; None: the row is gone.
Row = tuple[str, str, Mapping[str, Any] | None]


class Known:
    def __init__(self, path: Path, cipher: Callable[[], Cipher]) -> None:
        self._path = path
        self._cipher = cipher

    def snapshot(self) -> Snapshot | None:
        """None when nothing is known yet. A sheet of which nothing is known, or not readably,
        counts as one that could not be read."""
        if not self._path.exists():
            return None
        with opened(self._path, _TABLE) as db:
            found = db.execute("SELECT sheet, key, body FROM known").fetchall()
        cipher, rows, lost = self._cipher(), dict[str, list[dict[str, Any]]](), set()
        for sheet, key, body in found:
            held = rows.setdefault(sheet, [])
            if key:
                try:
                    held.append(read(json.loads(cipher.unwrap(body, _PURPOSE))))
                except SecretUnreadable:
                    lost.add(sheet)
        tables = {name: _frame(name, rows.get(name, [])) for name in SHEETS}
        unknown = [name for name in SHEETS if name in lost or name not in rows]
        problems = (Problem(n, None, None, "", "unknown", "", is_blocking=True) for n in unknown)
        return Snapshot(tables, tuple(problems), datetime(1, 1, 1))

    def replace(self, rows: Iterable[Row], sheets: Iterable[str] = ()) -> None:
        """`sheets` count as known from now on, also without rows."""
        cipher = self._cipher()
        with opened(self._path, _TABLE) as db:
            marks = ((sheet, "", b"") for sheet in sheets)
            db.executemany("INSERT OR REPLACE INTO known VALUES (?,?,?)", marks)
            for sheet, key, row in rows:
                if row is None:
                    db.execute("DELETE FROM known WHERE sheet=? AND key=?", (sheet, key))
                    continue
                body = cipher.wrap(json.dumps(spelled(row)).encode(), _PURPOSE)
                db.execute("INSERT OR REPLACE INTO known VALUES (?,?,?)", (sheet, key, body))


def _frame(name: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    numbers = range(2, len(rows) + 2)
    return pd.DataFrame(
        {
            column.name: column_series(column, [row.get(column.name) for row in rows], numbers)
            for column in SHEETS[name].columns
        }
    )
