"""`python -m lib.manage backup` and `restore`: what they ask, and what they say."""

import argparse
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from lib.audit import Actor
from lib.cipher import Cipher
from lib.errors import DashboardError, SheetsUnreachable
from lib.keys import read_keys
from lib.schema.workbook import SHEETS
from lib.settings import Settings
from lib.store import restore
from lib.store.backup import (
    Backup,
    delete_old,
    kept_backups,
    last_backup,
    open_backup,
    save_backup,
    take_backup,
)
from lib.store.connect import connect
from lib.store.demo import workbooks_of
from lib.store.excel import save_excel
from lib.store.store import STORE_FOLDER, Store, wall_clock

_BEFORE = "voor-terugzetten"  # a folder of its own: nobody means these when asking for a day


def add_commands(commands: Any) -> None:
    """To the subparsers of the command line."""
    backup = commands.add_parser("backup", help="keep all workbooks as they are, encrypted")
    backup.add_argument("--out", type=Path, metavar="FOLDER", help="default: backups in STAP_DATA")
    backup.add_argument("--keep", type=int, choices=range(1, 10_000), metavar="N",
                        help="delete all but the newest N; default: keep all")  # fmt: skip
    backup.set_defaults(run=_backup)
    verbs = backup.add_subparsers()
    verbs.add_parser("list", help="the backups in STAP_DATA").set_defaults(run=_list)
    one = verbs.add_parser("open", help="make an Excel file of a backup")
    one.add_argument("file", type=Path)
    one.add_argument("--out", type=Path, metavar="FILE.xlsx", required=True)
    one.add_argument("--secrets", action="store_true", help="with the secret cells readable")
    one.set_defaults(run=_open)

    back = commands.add_parser("restore", help="put back from a backup, after a preview")
    what = back.add_mutually_exclusive_group(required=True)
    what.add_argument("--row", metavar="KEY", help="the row with this key")
    what.add_argument("--day", type=date.fromisoformat, help="as it was at its end (YYYY-MM-DD)")
    back.add_argument("--from", type=Path, metavar="FILE", dest="file",
                      help="with --row; default: the newest backup that holds it")  # fmt: skip
    back.add_argument("--sheet", metavar="NAME", help="with --day; default: every sheet")
    back.add_argument("--yes", action="store_true", help="do not ask")
    back.set_defaults(run=_restore)


def _folder(settings: Settings) -> Path:
    return settings.data / "backups"


def _backup(given: argparse.Namespace, settings: Settings) -> None:
    backup = take_backup(connect(settings), workbooks_of(settings), wall_clock())
    path = save_backup(backup, given.out or _folder(settings), read_keys(settings).cipher())
    print(f"Reservekopie {path} gemaakt en gecontroleerd: {backup.tab_count} bladen, "
          f"{backup.row_count} rijen, {_megabytes(path)}.")  # fmt: skip
    if given.keep and (count := delete_old(path.parent, given.keep)):
        print(f"Oude reservekopieën verwijderd: {count}.")


def _list(_given: argparse.Namespace, settings: Settings) -> None:
    paths = kept_backups(_folder(settings))
    for path in paths:
        print(f"{path}  {_megabytes(path)}")
    if not paths:
        print(f"In {_folder(settings)} staat geen reservekopie.")


def _open(given: argparse.Namespace, settings: Settings) -> None:
    cipher = read_keys(settings).cipher()
    backup = open_backup(given.file, cipher)
    if given.secrets:
        _require_yes("Werknamen en aantekeningen komen leesbaar in het Excel-bestand.")
    save_excel(backup, given.out, cipher if given.secrets else None)
    print(f"{given.out}: {backup.tab_count} bladen, {backup.row_count} rijen. "
          "Verwijder dit bestand zodra het niet meer nodig is.")  # fmt: skip


def _restore(given: argparse.Namespace, settings: Settings) -> None:
    if (given.file and given.day) or (given.sheet and given.row):
        raise DashboardError("--from hoort bij --row, en --sheet bij --day.")
    cipher = read_keys(settings).cipher()
    key = given.row and given.row.strip().upper()
    if key:
        then, sheets = _holding(key, given.file, settings, cipher)
    else:
        then, sheets = _of_day(given.day, settings, cipher), _named(given.sheet, settings)
    client, workbooks = connect(settings), workbooks_of(settings)
    store = Store(client, workbooks, settings.data / STORE_FOLDER, cipher=lambda: cipher)
    _send_waiting(store)
    now = take_backup(client, workbooks, wall_clock())
    plan = restore.plan(then, now, cipher, sheets, key)
    print(f"Uit de reservekopie van {then.made_at:%d-%m-%Y %H:%M}:")
    preview = restore.cell_lines if key else restore.sheet_lines
    for line in (*preview(plan), *restore.note_lines(plan)):
        print(f"  {line}")
    if not plan.changes:
        print("Er is niets terug te zetten.")
        return
    if found := restore.obstacles(plan, now):
        raise DashboardError("\n".join(["Er is niets teruggezet.", *found]))
    if not given.yes:
        _require_yes("Dit wordt teruggezet.")
    print(f"Hoe het nu is staat in {save_backup(now, _folder(settings) / _BEFORE, cipher)}.")
    _say(restore.put_back(store, plan, Actor("beheer", "beheer")))


def _send_waiting(store: Store) -> None:
    """What was saved earlier goes first: it is not in the sheets yet, nor in any backup."""
    if store.journal.waiting():
        store.deliver(store.read())
    if store.journal.waiting():
        raise SheetsUnreachable


def _on(sheets: Iterable[str], settings: Settings) -> list[str]:
    """Without those whose workbook is switched off."""
    return [name for name in sheets if SHEETS[name].workbook not in settings.off]


def _holding(
    key: str, file: Path | None, settings: Settings, cipher: Cipher
) -> tuple[Backup, list[str]]:
    for path in [file] if file else kept_backups(_folder(settings)):
        backup = open_backup(path, cipher)
        if sheets := _on(restore.sheets_with(backup, key), settings):
            return backup, sheets
    raise DashboardError("Geen reservekopie heeft een rij met deze sleutel.")


def _of_day(day: date, settings: Settings, cipher: Cipher) -> Backup:
    path = last_backup(_folder(settings), day)
    if path is None:
        raise DashboardError(f"Er is geen reservekopie van {day:%d-%m-%Y} of eerder.")
    return open_backup(path, cipher)


def _named(sheet: str | None, settings: Settings) -> list[str]:
    """English names; a person may give the title of the tab."""
    there = _on(SHEETS, settings)
    if sheet is None:
        return there
    for name in there:
        if sheet.casefold() in (name, SHEETS[name].title.casefold()):
            return [name]
    titles = ", ".join(SHEETS[name].title for name in there)
    raise DashboardError(f"Dat blad bestaat niet. Kies uit: {titles}.")


def _say(outcome: restore.Outcome) -> None:
    print(f"Teruggezet: {outcome.written} rijen.")
    for change, error in outcome.refused:
        print(f"{change.schema.title} {change.key}: {error.message}", file=sys.stderr)
    if outcome.stopped:
        again = "Geef hetzelfde commando later nog eens; dat doet de rest."
        raise DashboardError(f"{outcome.stopped.message} {again}") from outcome.stopped
    if outcome.refused:
        raise DashboardError(f"Niet teruggezet: {len(outcome.refused)} rijen.")


def _require_yes(what: str) -> None:
    try:
        answer = input(f"{what} Typ JA om door te gaan: ")
    except EOFError:
        answer = ""
    if answer.strip() != "JA":
        raise DashboardError("Er is niets gedaan.")


def _megabytes(path: Path) -> str:
    return f"{path.stat().st_size / 1e6:.2f} MB".replace(".", ",")
