"""A backup: every tab of every workbook, in one file that only this installation's keys open."""

import json
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from gspread import Client

from lib.cipher import Cipher
from lib.errors import BackupUnreadable, DashboardError, SecretUnreadable
from lib.private import make_folder, replace_private
from lib.store.tab import Tab, read_tabs
from lib.store.translate import translated

_PURPOSE = "backup"
# The name alone tells when; a file that is still being written has another one.
_NAME = re.compile(r"\d{4}-\d\d-\d\d_\d{6}\.backup")


@dataclass(frozen=True)
class Backup:
    """`workbooks` holds the tabs of each workbook, Logboek and unknown ones included."""

    made_at: datetime
    workbooks: Mapping[str, list[Tab]]

    @property
    def tab_count(self) -> int:
        return sum(len(tabs) for tabs in self.workbooks.values())

    @property
    def row_count(self) -> int:
        """Rows below the headers that hold something."""
        tabs = (tab for found in self.workbooks.values() for tab in found)
        return sum(1 for tab in tabs for row in tab.rows[1:] if row)

    def tab(self, workbook: str, title: str) -> Tab | None:
        """Regardless of case, as Google finds a sheet."""
        tabs = self.workbooks.get(workbook, ())
        return next((tab for tab in tabs if tab.title.casefold() == title.casefold()), None)


def take_backup(client: Client, workbooks: Mapping[str, str], at: datetime) -> Backup:
    """All workbooks (name → spreadsheet id) as they are now; StoreError when one is not read."""
    with translated():
        http = client.http_client
        return Backup(at, {name: read_tabs(http, found) for name, found in workbooks.items()})


def save_backup(backup: Backup, folder: Path, cipher: Cipher) -> Path:
    """Write it whole or not at all, and open what was written."""
    path = folder / f"{backup.made_at:%Y-%m-%d_%H%M%S}.backup"
    try:
        make_folder(folder)
        if path.exists():
            raise DashboardError(
                f"De reservekopie {path.name} bestaat al. Probeer het zo nog eens."
            )
        replace_private(path, cipher.wrap(zlib.compress(_packed(backup)), _PURPOSE))
    except OSError as error:
        raise DashboardError(
            f"In {folder} kan geen reservekopie worden geschreven: {error.strerror}."
        ) from error
    try:
        if open_backup(path, cipher) != backup:
            raise BackupUnreadable(path.name)
    except BackupUnreadable:
        path.unlink()
        raise
    return path


def open_backup(path: Path, cipher: Cipher) -> Backup:
    """BackupUnreadable when the file is not there, altered, or made with a key we lack."""
    try:
        packed = zlib.decompress(cipher.unwrap(path.read_bytes(), _PURPOSE))
    except (OSError, SecretUnreadable) as error:
        raise BackupUnreadable(path.name) from error
    held = json.loads(packed)
    workbooks = {name: [Tab(**tab) for tab in tabs] for name, tabs in held["workbooks"].items()}
    return Backup(datetime.fromisoformat(held["made_at"]), workbooks)


def kept_backups(folder: Path) -> list[Path]:
    """Newest first."""
    found = (path for path in folder.glob("*.backup") if _NAME.fullmatch(path.name))
    return sorted(found, reverse=True)


def last_backup(folder: Path, day: date) -> Path | None:
    """The last one of this day, or of a day before."""
    kept = kept_backups(folder)
    return next((path for path in kept if path.name[:10] <= day.isoformat()), None)


def delete_old(folder: Path, keep: int) -> int:
    """Delete all but the newest; returns how many."""
    old = kept_backups(folder)[keep:]
    for path in old:
        path.unlink()
    return len(old)


def _packed(backup: Backup) -> bytes:
    workbooks = {name: [vars(tab) for tab in tabs] for name, tabs in backup.workbooks.items()}
    held = {"made_at": backup.made_at.isoformat(), "workbooks": workbooks}
    return json.dumps(held, ensure_ascii=False, separators=(",", ":")).encode()
