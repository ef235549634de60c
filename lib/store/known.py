"""The rows as they were last known, on the disk of this machine: what a reading is compared with,
also after a restart. Encrypted, as these are the sheets themselves.

A sheet is kept in pieces, and the key of a row decides in which: so few that a large sheet is
kept and read quickly, so many that one changed row does not cost a large sheet.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from zlib import crc32

import pandas as pd

from lib.cipher import Cipher
from lib.errors import SecretUnreadable
from lib.schema.problem import Problem
from lib.schema.sheet import Sheet
from lib.schema.workbook import SHEETS
from lib.snapshot import Snapshot
from lib.store.disk import opened
from lib.table import column_series

_PIECES = 64
_TABLE = """
CREATE TABLE IF NOT EXISTS pieces (
    sheet TEXT NOT NULL, piece INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (sheet, piece))
"""
_GET = "SELECT body FROM pieces WHERE sheet=? AND piece=?"
_PUT = "INSERT OR REPLACE INTO pieces VALUES (?,?,?)"
# Sheet, key and the row; None: the row is gone.
Row = tuple[str, str, Mapping[str, Any] | None]
# The values of some rows by column, as JSON has them.
Columns = Mapping[str, list[Any]]


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
            found = db.execute("SELECT sheet, piece, body FROM pieces").fetchall()
        cipher, held, lost = self._cipher(), dict[str, list[Columns]](), set()
        for sheet, piece, body in found:
            try:
                held.setdefault(sheet, []).append(_opened(cipher, sheet, piece, body))
            except SecretUnreadable:
                lost.add(sheet)
        tables = {name: _frame(sheet, held.get(name, [])) for name, sheet in SHEETS.items()}
        unknown = [name for name in SHEETS if name in lost or name not in held]
        problems = (Problem(n, None, None, "", "unknown", "", is_blocking=True) for n in unknown)
        return Snapshot(tables, tuple(problems), datetime(1, 1, 1))

    def remember(self, now: Snapshot, sheets: Collection[str] = SHEETS.keys()) -> None:
        """These sheets as they are now; of one that cannot be read nothing is known."""
        blocked = {p.sheet for p in now.problems if p.is_blocking} | now.off
        cipher = self._cipher()
        with opened(self._path, _TABLE) as db:
            for name in sheets:
                db.execute("DELETE FROM pieces WHERE sheet=?", (name,))
                if name not in blocked:
                    pieces = _pieces(SHEETS[name], now.tables[name])
                    bodies = ((name, n, _sealed(cipher, name, n, held)) for n, held in pieces)
                    db.executemany(_PUT, bodies)

    def forget(self, sheet: str) -> None:
        """Nothing is known of it any more."""
        if self._path.exists():
            with opened(self._path, _TABLE) as db:
                db.execute("DELETE FROM pieces WHERE sheet=?", (sheet,))

    def replace(self, rows: Iterable[Row]) -> None:
        """Rows as they are now, in sheets of which something is known."""
        changed: dict[tuple[str, int], dict[str, Mapping[str, Any] | None]] = {}
        for sheet, key, row in rows:
            changed.setdefault((sheet, _piece(key)), {})[key] = row
        cipher = self._cipher()
        with opened(self._path, _TABLE) as db:
            db.execute("BEGIN IMMEDIATE")  # nobody else changes a piece between look and write
            known = {sheet for (sheet,) in db.execute("SELECT DISTINCT sheet FROM pieces")}
            for (sheet, piece), new in changed.items():
                if sheet not in known:
                    continue
                found = db.execute(_GET, (sheet, piece)).fetchall()
                try:
                    held = [_opened(cipher, sheet, piece, body) for (body,) in found]
                except SecretUnreadable:
                    # The sheet is unknown at the next start, and is then remembered anew.
                    continue
                columns = _changed(SHEETS[sheet], held, new)
                db.execute(_PUT, (sheet, piece, _sealed(cipher, sheet, piece, columns)))


def _changed(
    sheet: type[Sheet], held: Iterable[Columns], new: Mapping[str, Mapping[str, Any] | None]
) -> Columns:
    """A piece with these rows put in, or taken out, by key."""
    frame = _frame(sheet, held)
    kept = _listed(sheet, frame[~frame[sheet.key().name].isin(new.keys())])
    rows = [row for row in new.values() if row is not None]
    numbers = range(len(rows))
    return {
        c.name: kept[c.name] + _json(column_series(c, [row.get(c.name) for row in rows], numbers))
        for c in sheet.columns
    }


def _pieces(sheet: type[Sheet], frame: pd.DataFrame) -> Iterator[tuple[int, Columns]]:
    """The rows with a key, piece by piece; the first is there without any rows, too."""
    key = sheet.key().name
    columns = _listed(sheet, frame[frame[key].notna()].drop_duplicates(key, keep="last"))
    places: dict[int, list[int]] = {0: []}
    for place, text in enumerate(columns[key]):
        places.setdefault(_piece(text), []).append(place)
    for piece, mine in places.items():
        yield piece, {name: [values[p] for p in mine] for name, values in columns.items()}


def _piece(key: str) -> int:
    return crc32(key.encode()) % _PIECES


def _listed(sheet: type[Sheet], frame: pd.DataFrame) -> Columns:
    return {column.name: _json(frame[column.name]) for column in sheet.columns}


def _json(values: pd.Series) -> list[Any]:
    """Days and moments are microseconds since 1970, which a column is made of as well."""
    is_there = values.notna()
    if values.dtype.kind == "M":
        values = pd.Series(values.to_numpy("int64"), index=values.index)
    plain: list[Any] = values.astype(object).where(is_there, None).tolist()
    return plain


def _frame(sheet: type[Sheet], held: Iterable[Columns]) -> pd.DataFrame:
    found: dict[str, list[Any]] = {column.name: [] for column in sheet.columns}
    for columns in held:
        gone = [None] * len(columns[sheet.key().name])
        for name, values in found.items():
            values += columns.get(name, gone)
    numbers = pd.RangeIndex(2, len(found[sheet.key().name]) + 2)
    for column in sheet.columns:
        if column.is_several:
            found[column.name] = list(map(tuple, found[column.name]))
    return pd.DataFrame({c.name: column_series(c, found[c.name], numbers) for c in sheet.columns})


def _sealed(cipher: Cipher, sheet: str, piece: int, columns: Columns) -> bytes:
    return cipher.wrap(json.dumps(columns).encode(), f"known {sheet} {piece}")


def _opened(cipher: Cipher, sheet: str, piece: int, body: bytes) -> Columns:
    columns: Columns = json.loads(cipher.unwrap(body, f"known {sheet} {piece}"))
    return columns
