from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
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
