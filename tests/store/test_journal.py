"""A save that is accepted is never lost: it waits on this disk, in order, until it stands."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.audit import Actor
from lib.change import Change
from lib.cipher import Cipher
from lib.errors import ChangeRefused, JournalUnwritable, WriteConflict
from lib.store.journal import Journal
from tests.conftest import ROOT
from tests.store.conftest import CIPHER, ME, Bench
from tests.store.test_store import add_contact, change_client

AT = datetime(2022, 2, 1, 9, 30)
values = st.none() | st.booleans() | st.integers() | st.text() | st.dates()
values |= (
    st.datetimes().map(lambda at: at.replace(fold=0))
    | st.floats(allow_nan=False)
    | st.lists(st.text(), max_size=3).map(tuple)
)
rows = st.dictionaries(st.text(min_size=1), values, max_size=4)
made = st.builds(Change, st.just("contacts"), st.text(), st.none() | rows, rows, st.text())


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "journal.sqlite", lambda: CIPHER)


@given(st.lists(made, min_size=1, max_size=3))
def test_a_save_is_read_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, changes: list[Change]
) -> None:
    folder = tmp_path_factory.mktemp("journal")
    kept = Journal(folder / "j.sqlite", lambda: CIPHER).accept("casework", changes, ME, AT, ["LB"])
    (found,) = Journal(folder / "j.sqlite", lambda: CIPHER).entries()
    assert found == kept
    assert [repr(one) for one in found.changes] == [repr(one) for one in changes]  # True is not 1


def test_nothing_readable_is_on_the_disk_and_nothing_at_all_of_what_is_settled(
    journal: Journal, tmp_path: Path
) -> None:
    change = Change("contacts", "CT-GEHEIM", None, {"note": "Zilvermeeuw"})
    entry = journal.accept("casework", [change], Actor("casemanager7", "casemanager"), AT, ["LB-9"])
    journal.set_aside(entry.number, "De rij CT-GEHEIM is weg.")

    def on_disk() -> bytes:
        return b"".join(path.read_bytes() for path in tmp_path.iterdir())

    for word in (b"Zilvermeeuw", b"CT-GEHEIM", b"casemanager7", b"LB-9", b"is weg"):
        assert word not in on_disk()
    assert {path.stat().st_mode & 0o077 for path in tmp_path.iterdir()} == {0}
    journal.settle(entry.number)
    with closing(sqlite3.connect(tmp_path / "journal.sqlite")) as db:
        assert db.execute("SELECT count(*) FROM entry").fetchone() == (0,)


def test_an_entry_whose_key_is_lost_is_shown_and_never_sent(
    journal: Journal, tmp_path: Path
) -> None:
    journal.accept("casework", [Change("contacts", "CT-1", None, {})], ME, AT, ["LB"])
    other = Journal(tmp_path / "journal.sqlite", lambda: Cipher({"n": b"n" * 32}, "n"))
    (found,) = other.entries()
    assert (found.changes, found.actor.username) == ((), "")
    assert "sleutel" in (found.trouble or "")
    assert other.waiting() == []


def test_a_disk_that_takes_nothing_accepts_nothing_and_says_so(tmp_path: Path) -> None:
    gone = Journal(tmp_path / "geen map" / "journal.sqlite", lambda: CIPHER)
    with pytest.raises(JournalUnwritable):
        gone.accept("casework", [Change("contacts", "CT-2", None, {})], ME, AT, ["LB"])
    assert gone.entries() == []
    assert not gone.is_writable()


def test_looking_whether_the_disk_takes_a_save_keeps_nothing(
    journal: Journal, tmp_path: Path
) -> None:
    entry = journal.accept("casework", [Change("contacts", "CT-1", None, {})], ME, AT, ["LB"])
    assert journal.is_writable()
    assert journal.entries() == [entry]


def test_away_saves_wait_and_stand_once_in_their_order_when_the_sheets_are_back(
    bench: Bench,
) -> None:
    seen = bench.store.read()
    bench.faults.always("reset_before")
    first, second = add_contact(seen), change_client(seen, {"return_expected": "mei"})
    third = change_client(seen.with_rows([("clients", second.row())]), {"return_expected": "juni"})
    receipts = [bench.store.write([change], ME, seen) for change in (first, second, third)]
    assert [receipt.is_pending for receipt in receipts] == [True, True, True]
    assert bench.store.deliver(seen) == []
    assert len(bench.store.journal.waiting()) == 3
    bench.faults.clear()
    delivered = bench.store.deliver(seen)
    assert [one.written[0].key for one in delivered] == [first.key, second.key, third.key]
    assert bench.store.journal.entries() == []
    assert [row["Contact"] for row in bench.records("contacts")].count(first.key) == 1
    (client,) = [r for r in bench.records("clients") if r["Cliëntcode"] == second.key]
    assert client["Verwacht terug"] == "juni"
    assert [line["Rij"] for line in bench.log()] == [first.key, second.key, third.key]
    assert bench.store.deliver(seen) == []


def test_a_save_that_was_applied_but_never_answered_is_not_sent_again(bench: Bench) -> None:
    seen = bench.store.read()
    change = add_contact(seen)
    bench.faults.next("reset_after", on="write")
    bench.faults.always("reset_before", on="read", path="values")
    assert bench.store.write([change], ME, seen).is_pending
    bench.faults.clear()
    assert [one.is_pending for one in bench.store.deliver(seen)] == [False]
    assert [row["Contact"] for row in bench.records("contacts")].count(change.key) == 1
    assert len(bench.log()) == 1


def test_what_can_no_longer_be_applied_is_set_aside_and_the_rest_goes_on(bench: Bench) -> None:
    seen = bench.store.read()
    clashing = change_client(seen, {"return_expected": "mei"})
    later = add_contact(seen)
    bench.faults.always("unavailable")
    for change in (clashing, later):
        bench.store.write([change], ME, seen)
    bench.faults.clear()
    sheet = bench.sheet("clients")
    row = sheet.col_values(1).index(clashing.key) + 1
    sheet.update_cell(row, sheet.row_values(1).index("Verwacht terug") + 1, "nooit")
    (receipt,) = bench.store.deliver(seen)
    assert receipt.written[0].key == later.key
    (left,) = bench.store.journal.entries()
    assert (left.changes[0].key, left.trouble is not None) == (clashing.key, True)
    assert sheet.cell(row, sheet.row_values(1).index("Verwacht terug") + 1).value == "nooit"
    # Tried once more after a person mended the sheet.
    sheet.update_cell(row, sheet.row_values(1).index("Verwacht terug") + 1, "")
    bench.store.journal.retry(left.number)
    assert len(bench.store.deliver(seen)) == 1
    assert bench.store.journal.entries() == []


def test_what_is_refused_while_the_person_waits_is_not_kept(bench: Bench) -> None:
    seen = bench.store.read()
    change = change_client(seen, {"return_expected": "mei"})
    bench.sheet("clients").delete_rows(2, 9)
    with pytest.raises(ChangeRefused):
        bench.store.write([change], ME, seen)
    assert bench.store.journal.entries() == []


def test_a_clash_while_the_person_waits_is_not_kept(bench: Bench) -> None:
    seen = bench.store.read()
    change = change_client(seen, {"return_expected": "mei"})
    bench.store.write([change_client(seen, {"return_expected": "nooit"})], ME, seen)
    with pytest.raises(WriteConflict):
        bench.store.write([change], ME, seen)
    assert bench.store.journal.entries() == []


def test_a_protected_cell_is_told_at_once_and_not_kept_waiting(bench: Bench) -> None:
    sheet = bench.sheet("clients")
    sheet.add_protected_range("A1:Z100", ["iemand@localsheets.example"])
    seen = bench.store.read()
    with pytest.raises(Exception, match="weigeren"):
        bench.store.write([change_client(seen, {"return_expected": "mei"})], ME, seen)
    assert bench.store.journal.entries() == []


KILLED = """
import os, signal, sys
from pathlib import Path
import gspread
from lib import localsheets
from lib.store import store as module
from tests.store.conftest import CIPHER, ME, NOW, SERVICE
from tests.store.test_store import add_contact
import json
folder, step, ids = Path(sys.argv[1]), sys.argv[2], json.loads(sys.argv[3])
session = localsheets.session(folder / "sheets.sqlite", user=SERVICE)
client = gspread.Client(auth=None, session=session)
made = module.Store(client, ids, folder / "store", clock=lambda: NOW, cipher=lambda: CIPHER)
seen = made.read()
die = lambda: os.kill(os.getpid(), signal.SIGKILL)
if step == "accepted":
    module.locate = lambda *a: die()
elif step == "located":
    module.require_rules = lambda *a: die()
elif step == "answered":
    module.Trail.keep = lambda *a: die()
elif step == "applied":
    send = module.send
    module.send = lambda *a: (send(*a), die())
elif step == "before":
    module.Journal.accept = lambda *a: die()
change = add_contact(seen)
sys.stdout.write(change.key + "\\n"); sys.stdout.flush()
made.write([change], ME, seen)
sys.stdout.write("acknowledged\\n"); sys.stdout.flush()
if step == "acknowledged":
    die()
"""


@pytest.mark.parametrize(
    ("step", "is_kept"),
    [("before", False), ("accepted", True), ("located", True), ("answered", True),
     ("applied", True), ("acknowledged", True)],
)  # fmt: skip
def test_a_process_killed_at_any_step_loses_and_doubles_nothing(
    bench: Bench, tmp_path: Path, step: str, is_kept: bool
) -> None:
    command = [sys.executable, "-c", KILLED, str(tmp_path), step, json.dumps(bench.ids)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    run = subprocess.run(command, capture_output=True, text=True, timeout=60, env=environment)
    assert run.returncode == -signal.SIGKILL, run.stderr
    key, *acknowledged = run.stdout.split()
    assert acknowledged == (["acknowledged"] if step == "acknowledged" else [])
    seen = bench.store.read()
    bench.store.deliver(seen)
    assert [row["Contact"] for row in bench.records("contacts")].count(key) == int(is_kept)
    assert [line["Rij"] for line in bench.log()].count(key) == int(is_kept)
    assert bench.store.journal.entries() == []
    bench.store.write([add_contact(seen)], ME, seen)
    assert (bench.verdict().is_whole, bench.verdict().lines) == (True, int(is_kept) + 1)


def test_the_turn_of_a_dead_holder_is_free(bench: Bench, tmp_path: Path) -> None:
    """The lock file of a killed process is let go by the system, so nobody waits for it."""
    held = (
        "import sys; from filelock import FileLock; lock = FileLock(sys.argv[1]); lock.acquire();"
        "sys.stdout.write('held\\n'); sys.stdout.flush(); sys.stdin.read()"
    )
    path = tmp_path / "store" / "casework.lock"
    command = [sys.executable, "-c", held, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        bench.store._turns._timeout_s = 0.05
        seen = bench.store.read()
        assert bench.store.write([add_contact(seen)], ME, seen).is_pending
        holder.kill()
        holder.wait(30)
    assert len(bench.store.deliver(seen)) == 1
