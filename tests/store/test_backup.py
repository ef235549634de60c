"""Backups: everything that stands there, in a file that is whole, private and unreadable."""

import os
import signal
import stat
import subprocess
import sys
import zlib
from datetime import date, datetime, timedelta
from pathlib import Path

import gspread
import pytest

from lib.cipher import Cipher
from lib.errors import BackupUnreadable, DashboardError, SheetsRefused
from lib.schema.workbook import SHEETS
from lib.store import backup
from lib.store.backup import (
    Backup,
    delete_old,
    kept_backups,
    last_backup,
    open_backup,
    save_backup,
    take_backup,
)
from lib.store.retry import PatientHTTPClient
from tests.conftest import ROOT, DemoWorld
from tests.store.backup_worker import CIPHER, MADE, STEPS, invented
from tests.store.conftest import Bench
from tests.store.drill import drill

NAME = "2022-02-01_031500.backup"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# ── taking ───────────────────────────────────────────────────────────────────────────────────


def test_everything_is_taken_the_logboek_and_unknown_sheets_too(demo: DemoWorld) -> None:
    demo.workbook("permits").add_worksheet("Eigen lijst", 9, 9).update([["a"], [1]], "A1")
    taken = drill(demo).then
    for workbook, tabs in taken.workbooks.items():
        sheets = demo.workbook(workbook).worksheets()
        assert [tab.title for tab in tabs] == [sheet.title for sheet in sheets]
        for tab, sheet in zip(tabs, sheets, strict=True):
            shown = sheet.get_all_values(value_render_option="UNFORMATTED_VALUE")
            width = max(map(len, shown))
            assert [row + [""] * (width - len(row)) for row in tab.rows] == shown
    assert taken.tab_count == len(SHEETS) + 5
    counted = sum(
        len(sheet.col_values(1)) - 1
        for workbook in taken.workbooks
        for sheet in demo.workbook(workbook).worksheets()
    )
    assert taken.row_count == counted
    own = taken.tab("permits", "EIGEN LIJST")
    assert own is not None
    assert own.rows == [["a"], [1]]
    assert taken.tab("casework", "Eigen lijst") is None


def test_taking_is_three_requests_per_workbook_and_changes_nothing(bench: Bench) -> None:
    client = gspread.Client(auth=None, session=bench.session, http_client=PatientHTTPClient)
    before = len(bench.requests())
    take_backup(client, bench.ids, MADE)
    assert bench.requests()[before:] == ["read 200"] * 12


def test_a_workbook_that_refuses_is_an_error_and_no_backup(bench: Bench) -> None:
    client = gspread.Client(auth=None, session=bench.session, http_client=PatientHTTPClient)
    bench.faults.next("denied", on="read", times=1)
    with pytest.raises(SheetsRefused):
        take_backup(client, bench.ids, MADE)


# ── the file ─────────────────────────────────────────────────────────────────────────────────


def test_what_is_saved_opens_as_it_was(tmp_path: Path) -> None:
    path = save_backup(invented(), tmp_path / "nieuw" / "map", CIPHER)
    assert open_backup(path, CIPHER) == invented()
    assert names(path.parent) == [NAME]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_whole_world_opens_as_it_was(demo: DemoWorld, tmp_path: Path) -> None:
    drilled = drill(demo)
    path = save_backup(drilled.then, tmp_path, drilled.cipher)
    assert open_backup(path, drilled.cipher) == drilled.then


def test_nothing_can_be_read_in_the_file(tmp_path: Path) -> None:
    held = save_backup(invented(text="fictief " * 50), tmp_path, CIPHER).read_bytes()
    for text in ("fictief", "Cliënt", "ST-00018", "44593", "2022"):
        assert text.encode() not in held
    with pytest.raises(zlib.error):
        zlib.decompress(held)


def test_an_altered_byte_is_refused_wherever_it_stands(tmp_path: Path) -> None:
    path = save_backup(invented(), tmp_path, CIPHER)
    held = path.read_bytes()
    for at in range(len(held)):
        path.write_bytes(held[:at] + bytes([held[at] ^ 1]) + held[at + 1 :])
        with pytest.raises(BackupUnreadable):
            open_backup(path, CIPHER)
    for cut in (0, 1, 2, 14, len(held) - 1):
        path.write_bytes(held[:cut])
        with pytest.raises(BackupUnreadable):
            open_backup(path, CIPHER)


def test_what_is_no_backup_is_refused_in_a_sentence_that_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / NAME
    with pytest.raises(BackupUnreadable, match=NAME):
        open_backup(path, CIPHER)
    path.write_bytes(CIPHER.wrap(zlib.compress(b"{}"), "journal"))
    with pytest.raises(BackupUnreadable):
        open_backup(path, CIPHER)


def test_a_key_that_is_not_here_any_more_is_said(tmp_path: Path) -> None:
    path = save_backup(invented(), tmp_path, CIPHER)
    with pytest.raises(BackupUnreadable, match="staat niet meer bij de sleutels"):
        open_backup(path, Cipher({"u": b"u" * 32}, "u"))
    both = Cipher({"t": b"k" * 32, "u": b"u" * 32}, "u")
    assert open_backup(path, both) == invented()


def test_a_backup_is_never_written_over(tmp_path: Path) -> None:
    path = save_backup(invented(), tmp_path, CIPHER)
    held = path.read_bytes()
    with pytest.raises(DashboardError, match="bestaat al"):
        save_backup(invented(text="anders"), tmp_path, CIPHER)
    assert path.read_bytes() == held


def test_a_backup_that_does_not_open_again_does_not_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "open_backup", lambda *_: invented(text="anders"))
    with pytest.raises(BackupUnreadable):
        save_backup(invented(), tmp_path, CIPHER)
    assert names(tmp_path) == []


def test_a_full_disk_is_one_sentence_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DashboardError, match="kan geen reservekopie worden geschreven"):
        save_backup(invented(), tmp_path, CIPHER)
    assert names(tmp_path) == []


@pytest.mark.parametrize("step", STEPS)
def test_killed_while_writing_the_old_ones_stay_and_no_half_one_counts(
    step: str, tmp_path: Path
) -> None:
    earlier = invented(MADE - timedelta(days=1), "gisteren")
    old = save_backup(earlier, tmp_path, CIPHER)
    command = [sys.executable, "-m", "tests.store.backup_worker", str(tmp_path), step]
    ended = subprocess.run(command, cwd=ROOT, timeout=100, check=False, capture_output=True)
    assert ended.returncode == -signal.SIGKILL
    is_whole = step in ("after rename", "before checking")
    assert [path.name for path in kept_backups(tmp_path)] == [NAME, old.name][not is_whole :]
    assert open_backup(old, CIPHER) == earlier
    if is_whole:
        assert open_backup(tmp_path / NAME, CIPHER) == invented()
    else:
        assert open_backup(save_backup(invented(), tmp_path, CIPHER), CIPHER) == invented()


# ── which there are ──────────────────────────────────────────────────────────────────────────


def several(folder: Path) -> list[Path]:
    """Newest first: of 3 February twice, of 1 February once."""
    moments = (datetime(2022, 2, 1, 3), datetime(2022, 2, 3, 3), datetime(2022, 2, 3, 23, 59, 59))
    paths = [save_backup(Backup(at, {}), folder, CIPHER) for at in moments]
    return paths[::-1]


def test_kept_ones_come_newest_first_and_nothing_else_counts(tmp_path: Path) -> None:
    paths = several(tmp_path)
    for other in (f".{NAME}.x7", "aantekening.txt", "kopie.backup", f"{NAME}.backup"):
        (tmp_path / other).write_text("x")
    assert kept_backups(tmp_path) == paths
    assert kept_backups(tmp_path / "weg") == []


@pytest.mark.parametrize(
    ("day", "place"),
    [(date(2022, 1, 31), None), (date(2022, 2, 1), 2), (date(2022, 2, 2), 2),
     (date(2022, 2, 3), 0), (date(2023, 1, 1), 0)],
)  # fmt: skip
def test_the_last_one_of_a_day_or_before(day: date, place: int | None, tmp_path: Path) -> None:
    paths = several(tmp_path)
    assert last_backup(tmp_path, day) == (None if place is None else paths[place])


def test_only_old_backups_are_deleted(tmp_path: Path) -> None:
    paths = several(tmp_path)
    (tmp_path / "aantekening.txt").write_text("x")
    assert delete_old(tmp_path, 5) == 0
    assert delete_old(tmp_path, 2) == 1
    assert kept_backups(tmp_path) == paths[:2]
    assert (tmp_path / "aantekening.txt").exists()
