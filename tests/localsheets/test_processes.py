"""One file under several processes at once, and under processes that are killed."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import gspread
import pytest

import lib.localsheets
from tests.localsheets.worker import FAR, ROUNDS, THREADS, batch

ROOT = Path(__file__).parents[2]
Process = subprocess.Popen[str]


@contextmanager
def running(role: str, *arguments: object) -> Iterator[Process]:
    """A process of worker.py, gone when the block ends."""
    command = [sys.executable, "-W", "error", "-m", "tests.localsheets.worker", role]
    with subprocess.Popen(
        [*command, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def heard(process: Process) -> str:
    """The next line it says; empty when it says no more."""
    assert process.stdout
    return process.stdout.readline().strip()


def release(process: Process) -> None:
    assert process.stdin
    process.stdin.write("\n")
    process.stdin.flush()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "x.db"


@pytest.fixture
def book(path: Path) -> Iterator[gspread.Spreadsheet]:
    """What the workers know, with batch 0 in it; the file is closed until somebody asks."""
    with lib.localsheets.session(path) as session:
        book = gspread.Client(auth=None, session=session).create("Boek")
        for title in ("Ver", "Dagboek", "Log", "Vakken", "Links", "Rechts", "Wacht"):
            book.add_worksheet(title, max(FAR) + 1, 10)
        batch(book, 0)
        session.close()
        yield book


@pytest.mark.parametrize("processes", [2, 4])
def test_all_writes_of_all_are_kept(path: Path, book: gspread.Spreadsheet, processes: int) -> None:
    with ExitStack() as stack:
        workers = [
            stack.enter_context(running("mix", path, book.id, name)) for name in range(processes)
        ]
        assert [worker.communicate(timeout=100)[0] for worker in workers] == (
            ["[] 200\n"] * processes
        )
    columns = [str(column) for column in range(processes * THREADS)]
    rounds = [str(i) for i in range(ROUNDS)]
    values = {sheet.title: sheet.get_all_values() for sheet in book.worksheets()}
    assert Counter(map(tuple, values["Log"])) == Counter((c, i) for c in columns for i in rounds)
    assert values["Vakken"] == [[i] * len(columns) for i in rounds]
    assert Counter(map(tuple, values["Links"])) == {(column,): ROUNDS for column in columns}
    assert values["Links"] == values["Rechts"]


@pytest.mark.parametrize("is_killed", [False, True])
def test_others_wait_for_a_long_write(
    path: Path, book: gspread.Spreadsheet, is_killed: bool
) -> None:
    """They read on in the meantime, and write when it is over, however it ends."""
    with running("count", path, book.id, 1, "store", 3) as holder:
        assert [heard(holder), heard(holder)] == ["0", "stopped"]
        with running("wait", path, book.id) as other:
            assert heard(other) == "read"
            assert book.worksheet("Wacht").get_all_values() == [[]]
            if is_killed:
                holder.kill()
            else:
                release(holder)
                assert heard(holder) == "1"
            assert heard(other) == "200"
            assert other.wait(60) == 0
    assert book.worksheet("Wacht").get_all_values() == [["geschreven"]]
    assert (whole(path, book.id) == 0) == is_killed


def whole(path: Path, key: str) -> int:
    """The last batch in the file, where it is whole and so are all before it."""
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    with lib.localsheets.session(path) as session:
        book = gspread.Client(auth=None, session=session).open_by_key(key)
        far, diary = (
            [int(row[0]) for row in found["values"] if row]
            for found in book.values_batch_get(["Ver", "Dagboek"])["valueRanges"]
        )
        last = far[0]
        assert far == [last] * len(FAR)
        assert diary == [number for number in range(last, -1, -1) for _ in range(2)]
        assert book.worksheet("Dagboek").row_count == max(FAR) + 1 + 2 * (last + 1)
    return last


def killed(process: Process, last: int) -> int:
    """Kills it; the last batch that was acknowledged, `last` or one it has said since."""
    process.kill()
    assert process.wait(60) == -signal.SIGKILL
    # Not communicate(): it passes over what readline() has taken in already.
    said = process.stdout.read().split() if process.stdout else []
    return int(said[-1]) if said else last


def test_killed_at_any_moment(path: Path, book: gspread.Spreadsheet) -> None:
    chance, last = random.Random(1), 0
    for _ in range(12):
        with running("count", path, book.id, last + 1) as process:
            for _ in range(1 + chance.randrange(6)):
                last = int(heard(process))
            for _ in range(chance.randrange(200_000)):
                pass  # so that it is nobody's choice what it is doing
            acknowledged = killed(process, last)
        last = whole(path, book.id)
        assert last in (acknowledged, acknowledged + 1)
    batch(book, last + 1)
    assert whole(path, book.id) == last + 1


def test_killed_at_a_step_of_sqlite(path: Path, book: gspread.Spreadsheet) -> None:
    chance, last = random.Random(2), 0
    for _ in range(8):
        with running("count", path, book.id, last + 1, "step", chance.randrange(1, 20_000)) as it:
            while said := heard(it):
                last = int(said)
            assert it.wait(60) == -signal.SIGKILL
        acknowledged, last = last, whole(path, book.id)
        assert last in (acknowledged, acknowledged + 1)
    batch(book, last + 1)
    assert whole(path, book.id) == last + 1


# A batch puts rows away five times: three far cells, the new rows, what stands in them.
@pytest.mark.parametrize("at", [1, 2, 3, 4, 5, 9])
def test_killed_inside_a_batch(path: Path, book: gspread.Spreadsheet, at: int) -> None:
    with running("count", path, book.id, 1, "store", at) as process:
        acknowledged = [int(said) for said in iter(lambda: heard(process), "stopped")]
        killed(process, 0)
    assert Path(f"{path}-wal").stat().st_size > 0  # half of it is on the disk
    assert acknowledged == [0, 1][: 1 + (at - 1) // 5]
    assert whole(path, book.id) == acknowledged[-1]
    batch(book, acknowledged[-1] + 1)
    assert whole(path, book.id) == acknowledged[-1] + 1


def test_killed_between_commit_and_answer(path: Path, book: gspread.Spreadsheet) -> None:
    with running("count", path, book.id, 1, "commit", 2) as process:
        assert [heard(process) for _ in range(3)] == ["0", "1", "stopped"]
        killed(process, 1)
    assert whole(path, book.id) == 2


# Making the tables and a spreadsheet takes some 540 steps.
@pytest.mark.parametrize("at", random.Random(3).sample(range(1, 540), 6))
def test_killed_while_the_file_is_made(path: Path, at: int) -> None:
    with running("create", path, at) as process:
        assert heard(process) == ""
        assert process.wait(60) == -signal.SIGKILL
    with lib.localsheets.session(path) as session:
        client = gspread.Client(auth=None, session=session)
        assert client.list_spreadsheet_files() == []
        client.create("Nieuw").sheet1.append_row(["a"])
        assert client.open("Nieuw").sheet1.get_all_values() == [["a"]]
