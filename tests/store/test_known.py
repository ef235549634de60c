"""What the rows were is kept on this disk: as they were, unreadable, whole at any moment."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.cipher import Cipher
from lib.edits import edits
from lib.schema.column import Kind
from lib.schema.workbook import SHEETS
from lib.snapshot import Snapshot, assemble
from lib.store.known import Known
from lib.table import empty_table, read_table
from lib.ui.noticing import Noticing
from tests.conftest import ROOT
from tests.schema.values import values
from tests.store.conftest import CIPHER, Bench
from tests.world import SMALL, cells

AT = datetime(2022, 2, 1, 9, 30)
NOTHING = assemble({name: empty_table(sheet) for name, sheet in SHEETS.items()}, AT)
OF_ALL_KINDS = ("clients", "contacts", "appointments", "key_figures", "publication_figures")
KEYS = st.sampled_from([f"X-{number}" for number in range(200)])


@pytest.fixture
def known(tmp_path: Path) -> Known:
    return Known(tmp_path / "known.sqlite", lambda: CIPHER)


@pytest.fixture
def small() -> Snapshot:
    rows = cells(SMALL)
    return assemble({name: read_table(SHEETS[name], rows[name]) for name in SHEETS}, AT)


def row(sheet: str) -> st.SearchStrategy[dict[str, Any]]:
    """Every value that a row of this sheet may hold, or nothing."""
    columns = SHEETS[sheet].columns[1:]
    return st.fixed_dictionaries({c.name: st.none() | values(c) for c in columns})


def rows_in(snapshot: Snapshot | None, sheet: str) -> dict[str, Mapping[str, Any] | None]:
    assert snapshot is not None
    keys = snapshot.tables[sheet][SHEETS[sheet].key().name]
    return {str(key): snapshot.row(sheet, str(key)) for key in keys}


@pytest.mark.parametrize("sheet", OF_ALL_KINDS)
@settings(max_examples=4)
@given(data=st.data())
def test_every_row_is_known_as_it_was_remembered_or_last_replaced(
    sheet: str, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    first, later = (
        data.draw(st.dictionaries(KEYS, rows, max_size=4))
        for rows in (row(sheet), st.none() | row(sheet))
    )
    named = {key: {SHEETS[sheet].key().name: key, **held} for key, held in first.items()}
    changed = {key: held and {SHEETS[sheet].key().name: key, **held} for key, held in later.items()}
    now = NOTHING.with_rows((sheet, held) for held in named.values())
    path = tmp_path_factory.mktemp("known") / "known.sqlite"
    Known(path, lambda: CIPHER).remember(now, [sheet])
    found = Known(path, lambda: CIPHER).snapshot()
    assert rows_in(found, sheet) == rows_in(now, sheet)
    assert found is not None
    assert list(found.tables[sheet].dtypes) == list(now.tables[sheet].dtypes)
    assert edits(found, now) == []
    Known(path, lambda: CIPHER).replace((sheet, key, held) for key, held in changed.items())
    after = NOTHING.with_rows((sheet, r) for r in {**named, **changed}.values() if r is not None)
    found = Known(path, lambda: CIPHER).snapshot()
    assert rows_in(found, sheet) == rows_in(after, sheet)


def test_rows_of_every_kind_were_tried() -> None:
    assert {c.kind for name in OF_ALL_KINDS for c in SHEETS[name].columns} == set(Kind)


def test_nothing_readable_is_on_the_disk(known: Known, small: Snapshot, tmp_path: Path) -> None:
    known.remember(small)
    known.replace([("clients", "ST-00004", {"client_code": "ST-00004", "remark": "Zilvermeeuw"})])
    on_disk = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    for word in (b"Zilvermeeuw", b"ST-00004", b"CT-1", b"Telefoon", b"Goed contact"):
        assert word not in on_disk
    assert {path.stat().st_mode & 0o077 for path in tmp_path.iterdir()} == {0}


@pytest.mark.parametrize(
    "spoil",
    ["substr(body, 1, length(body) - 1)",
     "(SELECT body FROM pieces WHERE sheet = 'team' ORDER BY piece DESC)"],
)  # fmt: skip
def test_a_piece_that_was_altered_or_moved_makes_its_sheet_unknown_and_no_other(
    spoil: str, known: Known, small: Snapshot, tmp_path: Path
) -> None:
    known.remember(small)
    with closing(sqlite3.connect(tmp_path / "known.sqlite")) as db, db:
        db.execute(f"UPDATE pieces SET body = {spoil} WHERE sheet = 'team'")
    # A change in such a piece is no reason to take the rest of the sheet for known.
    known.replace([("team", key, None) for key in rows_in(small, "team")])
    found = known.snapshot()
    assert found is not None
    assert [problem.sheet for problem in found.problems if problem.is_blocking] == ["team"]
    assert edits(found, small) == []
    assert rows_in(found, "clients") == rows_in(small, "clients")


def test_without_its_key_nothing_is_known(known: Known, small: Snapshot, tmp_path: Path) -> None:
    known.remember(small)
    other = Known(tmp_path / "known.sqlite", lambda: Cipher({"n": b"n" * 32}, "n")).snapshot()
    assert other is not None
    assert {problem.sheet for problem in other.problems if problem.is_blocking} == set(SHEETS)


def test_of_a_key_that_stands_there_twice_one_row_is_known(known: Known) -> None:
    twice = [*SMALL["contacts"], SMALL["contacts"][0]]
    made = cells({**SMALL, "contacts": twice})
    now = assemble({name: read_table(SHEETS[name], made[name]) for name in SHEETS}, AT)
    known.remember(now)
    found = known.snapshot()
    assert sorted(rows_in(found, "contacts")) == ["CT-1", "CT-2"]
    assert found is not None
    assert edits(found, now) == []


def test_a_sheet_that_could_not_be_read_is_known_once_it_can_be_and_not_by_one_saved_row(
    bench: Bench,
) -> None:
    header = bench.sheet("contacts").cell(1, 3)
    bench.sheet("contacts").update_cell(1, 3, "Dag")
    noticing = Noticing(bench.store.watch)
    noticing.compare(noticing.known(), bench.store.read())
    known = bench.store.watch.known
    known.replace([("contacts", "CT-1", {"contact_id": "CT-1"})])
    found = known.snapshot()
    assert found is not None
    assert [p.sheet for p in found.problems if p.is_blocking] == ["contacts"]
    bench.sheet("contacts").update_cell(1, 3, header.value)
    now = bench.store.read()
    noticing.compare(noticing.known(), now)
    assert rows_in(known.snapshot(), "contacts") == rows_in(now, "contacts")
    again = Noticing(bench.store.watch)  # as after a restart
    again.compare(again.known(), now)
    assert bench.log() == []


KILLED = """
import os, signal, sys
from pathlib import Path
from lib.cipher import Cipher
from lib.store import known

def seal(*given, wrap=known._sealed):
    global left
    left -= 1
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)
    return wrap(*given)

left, known._sealed = int(sys.argv[2]), seal
kept = known.Known(Path(sys.argv[1]), lambda: Cipher({"t": b"k" * 32}, "t"))
found = kept.snapshot()
kept.replace([("team", f"T-{n}", {"worker": f"T-{n}"}) for n in range(9)])
kept.remember(found)
"""


@pytest.mark.parametrize("pieces", [1, 5, 20])
def test_killed_at_any_moment_it_knows_what_it_knew(
    pieces: int, known: Known, small: Snapshot, tmp_path: Path
) -> None:
    known.remember(small)
    command = [sys.executable, "-c", KILLED, str(tmp_path / "known.sqlite"), str(pieces)]
    ended = subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert ended.returncode == -signal.SIGKILL
    found = known.snapshot()
    assert found is not None
    assert not any(problem.is_blocking for problem in found.problems)
    assert rows_in(found, "contacts") == rows_in(small, "contacts")
    expected = set(rows_in(small, "team"))
    if pieces == 20:  # the rows were replaced, and only then it died while remembering
        expected |= {f"T-{number}" for number in range(9)}
    assert set(rows_in(found, "team")) == expected
