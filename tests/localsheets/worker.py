"""What the processes of test_processes.py do: python -m tests.localsheets.worker ROLE ARGUMENTS."""

from __future__ import annotations

import faulthandler
import itertools
import os
import signal
import sqlite3
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import gspread

import lib.localsheets
from lib.localsheets import storage
from lib.localsheets.grid import Grid
from lib.localsheets.storage import Storage

ROUNDS = 10
THREADS = 2
READS = 1200
FAR = (0, 500, 999)  # the rows of the sheet Ver in which every batch puts its number

_connected = storage._connected
_store = Grid.store
_transaction = Storage.transaction


def mix(path: str, key: str, name: str) -> None:
    """Threads that append, update, insert and read in one spreadsheet, all at once."""
    with lib.localsheets.session(path) as session:
        book = gspread.Client(auth=None, session=session).open_by_key(key)
        sheets = {sheet.title: sheet for sheet in book.worksheets()}
        failures: list[Exception] = []

        def work(column: int) -> None:
            try:
                for i in range(ROUNDS):
                    _round(book, sheets, column, i)
            except Exception as error:  # noqa: BLE001 - whatever it is, the test must show it
                failures.append(error)

        columns = range(int(name) * THREADS, (int(name) + 1) * THREADS)
        threads = [threading.Thread(target=work, args=(column,)) for column in columns]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        _say(failures, *{request.status for request in lib.localsheets.requests_made(session)})


def _round(
    book: gspread.Spreadsheet, sheets: dict[str, gspread.Worksheet], column: int, i: int
) -> None:
    """A row of Vakken is shared by all, each with a column of its own."""
    sheets["Log"].append_row([column, i], table_range="A1")
    cell = gspread.utils.rowcol_to_a1(i + 1, column + 1)
    sheets["Vakken"].update([[i]], cell)
    assert sheets["Vakken"].acell(cell).value == str(i)
    sides = [request for title in ("Links", "Rechts") for request in on_top(sheets[title], column)]
    book.batch_update({"requests": sides})
    left, right = book.values_batch_get(["Links", "Rechts"])["valueRanges"]
    assert left["values"] == right["values"]
    assert left["values"].count([str(column)]) == i + 1


def on_top(sheet: gspread.Worksheet, number: int, count: int = 1) -> list[dict[str, Any]]:
    """Requests that insert rows with this number above all others."""
    rows = {"sheetId": sheet.id, "dimension": "ROWS", "startIndex": 0, "endIndex": count}
    return [{"insertDimension": {"range": rows}}, numbered(sheet, 0, number, count)]


def numbered(sheet: gspread.Worksheet, top: int, number: int, count: int = 1) -> dict[str, Any]:
    row = {"values": [{"userEnteredValue": {"numberValue": number}}]}
    start = {"sheetId": sheet.id, "rowIndex": top, "columnIndex": 0}
    return {"updateCells": {"start": start, "rows": [row] * count, "fields": "userEnteredValue"}}


def wait(path: str, key: str) -> None:
    """One thread writes and is kept waiting by somebody; another reads all the time."""
    with lib.localsheets.session(path) as session:
        sheet = gspread.Client(auth=None, session=session).open_by_key(key).worksheet("Wacht")
        writer = threading.Thread(target=lambda: sheet.append_row(["geschreven"]))
        writer.start()
        for _ in range(READS):
            assert sheet.get_all_values() == [[]]
        _say("read")
        writer.join()
        _say(*{request.status for request in lib.localsheets.requests_made(session)})


def count(path: str, key: str, first: str, moment: str = "", at: str = "") -> None:
    """Batches with the numbers `first` and on, each said when it is acknowledged."""
    if moment:
        _MOMENTS[moment](_countdown(int(at)))
    _say(int(first) - 1)
    with lib.localsheets.session(path) as session:
        book = gspread.Client(auth=None, session=session).open_by_key(key)
        for number in range(int(first), int(first) + 10_000):
            batch(book, number)
            _say(number)


def batch(book: gspread.Spreadsheet, number: int) -> None:
    """The same number in cells far apart, and in two new rows of another sheet."""
    far, diary = book.worksheet("Ver"), book.worksheet("Dagboek")
    requests = [numbered(far, row, number) for row in FAR] + on_top(diary, number, count=2)
    book.batch_update({"requests": requests})


def create(path: str, at: str) -> None:
    """A spreadsheet in a new file."""
    _die_at_step(_countdown(int(at)))
    with lib.localsheets.session(path) as session:
        _say(gspread.Client(auth=None, session=session).create("Nieuw").id)


def _countdown(at: int) -> Callable[[], bool]:
    """True the one time that it is called for the `at`th time."""
    calls = itertools.count(1)
    return lambda: next(calls) == at


def _die_at_step(is_now: Callable[[], bool]) -> None:
    """A step of SQLite's machine, opening the file included."""

    def connected(path: str) -> sqlite3.Connection:
        db = _connected(path)
        db.set_progress_handler(lambda: is_now() and os.kill(os.getpid(), signal.SIGKILL), 1)
        return db

    storage._connected = connected


def _stop_after_store(is_now: Callable[[], bool]) -> None:
    """Inside a transaction; a cache of one page, so that half of it stands in the file already."""

    def store(grid: Grid, *arguments: Any) -> None:
        grid.db.execute("PRAGMA cache_size=1")
        _store(grid, *arguments)
        if is_now():
            _stop()

    Grid.store = store  # type: ignore[method-assign]


def _stop_after_commit(is_now: Callable[[], bool]) -> None:
    """Before the answer."""

    @contextmanager
    def transaction(self: Storage, *, is_write: bool) -> Iterator[sqlite3.Connection]:
        with _transaction(self, is_write=is_write) as db:
            yield db
        if is_write and is_now():
            _stop()

    Storage.transaction = transaction  # type: ignore[method-assign]


_MOMENTS = {"step": _die_at_step, "store": _stop_after_store, "commit": _stop_after_commit}


def _stop() -> None:
    """Until the parent says a word, or kills."""
    _say("stopped")
    sys.stdin.readline()


def _say(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    faulthandler.dump_traceback_later(120, exit=True)  # whatever happens, nobody stays behind
    {role.__name__: role for role in (mix, wait, count, create)}[sys.argv[1]](*sys.argv[2:])
