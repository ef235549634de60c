from __future__ import annotations

import resource
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import gspread
import pytest

import lib.localsheets
from lib.localsheets.refusal import Refusal
from lib.localsheets.storage import Storage

APPENDER = """
import sys, gspread, lib.localsheets
path, key, name, count = sys.argv[1:]
with lib.localsheets.session(path) as session:
    sheet = gspread.Client(auth=None, session=session).open_by_key(key).sheet1
    for i in range(int(count)):
        sheet.append_row([name, i], table_range="A1")
"""


def client(path: Path | None) -> gspread.Client:
    return gspread.Client(auth=None, session=lib.localsheets.session(path))


def test_sessions_on_one_file_share_it(tmp_path: Path) -> None:
    one, other = client(tmp_path / "deep" / "x.db"), client(tmp_path / "deep" / "x.db")
    book = one.create("Gedeeld")
    book.sheet1.update([["a"]], "A1")
    assert other.open("Gedeeld").sheet1.acell("A1").value == "a"


def test_memory_is_private() -> None:
    client(None).create("Eigen")
    assert client(None).list_spreadsheet_files() == []


@pytest.mark.parametrize("in_memory", [True, False])
def test_threads_lose_nothing(tmp_path: Path, in_memory: bool) -> None:
    shared = client(None if in_memory else tmp_path / "x.db")
    sheet = shared.create("Draden").sheet1

    def append(name: str) -> None:
        for i in range(25):
            sheet.append_row([name, i], table_range="A1", value_input_option="RAW")

    threads = [threading.Thread(target=append, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rows = sheet.get_all_values()
    assert sorted(rows) == sorted([name, str(i)] for name in "abcd" for i in range(25))


def test_processes_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    book = client(path).create("Processen")
    command = [sys.executable, "-W", "error", "-c", APPENDER, str(path), book.id]
    running = [subprocess.Popen([*command, name, "30"]) for name in "ab"]
    assert [process.wait(60) for process in running] == [0, 0]
    rows = book.sheet1.get_all_values()
    assert sorted(rows) == sorted([name, str(i)] for name in "ab" for i in range(30))


def test_a_file_opened_by_many_at_once(tmp_path: Path) -> None:
    barrier, failures = threading.Barrier(8), []

    def open_it() -> None:
        barrier.wait()
        try:
            client(tmp_path / "new.db").list_spreadsheet_files()
        except Exception as error:  # noqa: BLE001 - whatever it is, the test must show it
            failures.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_nothing_is_left_of_a_failed_request(tmp_path: Path) -> None:
    storage = Storage(tmp_path / "x.db")
    insert = "INSERT INTO row VALUES (1, 0, '1', 0, 0, NULL)"

    def half() -> None:
        with storage.transaction(is_write=True) as db:
            db.execute(insert)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()
    with storage.transaction(is_write=True) as db:
        assert db.execute("SELECT count(*) FROM row").fetchone() == (0,)


def test_a_lock_is_an_unavailable_service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lib.localsheets.storage._BUSY_S", 0.0)
    one, other = Storage(tmp_path / "x.db"), Storage(tmp_path / "x.db")
    with one.transaction(is_write=True):
        with pytest.raises(Refusal) as refused, other.transaction(is_write=True):
            pass
        with other.transaction(is_write=False) as db:
            assert db.execute("SELECT count(*) FROM row").fetchone() == (0,)
    assert refused.value.code == 503


def test_a_lock_of_another_process_is_one_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lib.localsheets.storage._BUSY_S", 0.0)
    storage = Storage(tmp_path / "x.db")
    with closing(sqlite3.connect(tmp_path / "x.db", isolation_level=None)) as stranger:
        stranger.execute("BEGIN IMMEDIATE")
        with pytest.raises(Refusal) as refused, storage.transaction(is_write=True):
            pass
    assert refused.value.code == 503


def test_a_closed_session_works_again(tmp_path: Path) -> None:
    session = lib.localsheets.session(tmp_path / "x.db")
    opened = gspread.Client(auth=None, session=session)
    opened.create("Boek")
    session.close()
    assert [file["name"] for file in opened.list_spreadsheet_files()] == ["Boek"]
    session.close()


# The tables of the first version, before files had permissions.
FIRST = """
CREATE TABLE spreadsheet (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, locale TEXT NOT NULL, time_zone TEXT NOT NULL,
    owner TEXT NOT NULL, parent TEXT, created TEXT NOT NULL, modified TEXT NOT NULL);
CREATE TABLE sheet (
    key INTEGER PRIMARY KEY, spreadsheet TEXT NOT NULL, position INTEGER NOT NULL,
    properties TEXT NOT NULL, merges TEXT NOT NULL);
CREATE TABLE row (
    sheet INTEGER NOT NULL, position INTEGER NOT NULL, cells TEXT NOT NULL,
    first INTEGER NOT NULL, last INTEGER NOT NULL, extras TEXT,
    PRIMARY KEY (sheet, position)) WITHOUT ROWID;
INSERT INTO spreadsheet VALUES
    ('1oud', 'Oud', 'nl_NL', 'Etc/GMT', 'owner@localsheets.example', NULL, 't', 't');
INSERT INTO sheet VALUES (7, '1oud', 0,
    '{"sheetId":0,"title":"Blad","gridProperties":{"rowCount":9,"columnCount":4}}', '[[0,0,2,2]]');
INSERT INTO row VALUES (7, 0, '"a","","c"', 0, 2, NULL);
"""


def test_a_file_of_the_first_version_is_brought_up_to_date(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "x.db")) as old:
        old.executescript(FIRST)
    for user, role in (("owner@localsheets.example", "owner"), ("iemand@example.org", None)):
        with lib.localsheets.session(tmp_path / "x.db", user=user) as session:
            opened = gspread.Client(auth=None, session=session)
            if role is None:
                assert opened.list_spreadsheet_files() == []
                continue
            book = opened.open_by_key("1oud")
            assert book.list_permissions()[0]["role"] == role
            assert (book.locale, book.sheet1.get_all_values()) == ("nl_NL", [["a", "", "c"]])
            merges = book.fetch_sheet_metadata()["sheets"][0]["merges"]
            cell = {"startRowIndex": 0, "endRowIndex": 2, "startColumnIndex": 0}
            assert merges == [cell | {"endColumnIndex": 2}]


@contextmanager
def few_pages(storage: Storage, path: Path) -> Iterator[None]:
    """The disk is full in the middle of a request."""
    with storage.transaction(is_write=False) as db:
        (pages,) = db.execute("PRAGMA page_count").fetchone()
        db.execute(f"PRAGMA max_page_count={pages + 2}")
    yield
    db.execute(f"PRAGMA max_page_count={1 << 30}")


@contextmanager
def short_files(storage: Storage, path: Path) -> Iterator[None]:
    """It is full when the request is committed."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    log = path.with_name(f"{path.name}-wal")
    resource.setrlimit(resource.RLIMIT_FSIZE, (log.stat().st_size + 8192, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize(
    ("full", "reason"),
    [(few_pages, "database or disk is full"), (short_files, "disk I/O error")],
)
def test_a_full_disk_is_an_unavailable_service(
    tmp_path: Path, full: Callable[..., AbstractContextManager[None]], reason: str
) -> None:
    path = tmp_path / "x.db"
    session = lib.localsheets.session(path)
    sheet = gspread.Client(auth=None, session=session).create("Vol").sheet1
    storage = session.get_adapter("https://sheets.googleapis.com/").endpoint.storage
    added = []

    def append(count: int) -> None:
        for i in range(count):
            sheet.append_row([i, "x" * 5000], table_range="A1")
            added.append(str(i))

    with full(storage, path):
        with pytest.raises(gspread.exceptions.APIError) as refused:
            append(50)
        assert sheet.col_values(1) == added
    assert refused.value.error == {
        "code": 503,
        "message": f"localsheets cannot use its file: {reason}",
        "status": "UNAVAILABLE",
    }
    append(50)
    assert sheet.col_values(1) == added
    session.close()


def test_a_file_that_is_read_only_can_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.db"
    client(path).create("Vast").sheet1.update([["a"]], "A1")

    def read_only(path: str) -> sqlite3.Connection:
        return sqlite3.connect(f"file:{path}?mode=ro", uri=True, isolation_level=None)

    monkeypatch.setattr("lib.localsheets.storage._connected", read_only)
    sheet = client(path).open("Vast").sheet1
    with pytest.raises(gspread.exceptions.APIError, match="readonly database") as refused:
        sheet.update([["b"]], "A1")
    assert refused.value.code == 503
    assert sheet.acell("A1").value == "a"


def test_a_file_that_cannot_be_opened_is_no_reason_to_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lib.localsheets.storage.time.sleep", pytest.fail)
    folder = client(tmp_path)
    with pytest.raises(gspread.exceptions.APIError, match="unable to open database file"):
        folder.list_spreadsheet_files()


def test_what_no_waiting_helps_is_raised(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_text("geen gegevensbank " * 100)
    with pytest.raises(sqlite3.DatabaseError, match="not a database"):
        client(tmp_path / "x.db").list_spreadsheet_files()
    with (
        pytest.raises(sqlite3.OperationalError, match="no such table"),
        Storage(None).transaction(is_write=False) as db,
    ):
        db.execute("SELECT 1 FROM nowhere")
