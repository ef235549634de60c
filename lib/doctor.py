"""`python -m lib.manage doctor`: looks whether this installation can be used as it is set.

Every look gives findings: what is right, what deserves attention, what is wrong and what to do.
Looks at the sheets come last, and only when there is something to look with.
"""

import argparse
import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from lib.accounts import Accounts
from lib.chain import sentences
from lib.errors import DashboardError
from lib.keys import read_keys
from lib.settings import Settings, secrets_path
from lib.store.backup import kept_backups
from lib.store.connect import connect
from lib.store.demo import workbooks_of
from lib.store.editable import may_edit
from lib.store.journal import Journal
from lib.store.store import JOURNAL_FILE, STORE_FOLDER, Store, wall_clock

OLDEST_PYTHON = (3, 11)
_LITTLE_BYTES, _ENOUGH_BYTES = 200_000_000, 2_000_000_000
_FIRST_DAY = date(2026, 1, 1)  # before this was written: then the clock is not set
_DAY = timedelta(days=1)


class Finding(NamedTuple):
    """`mark` is ✓, ! (works, but look at it) or ✕ (not right); `said` is Dutch."""

    mark: str
    said: str


Findings = Iterator[Finding]


def add_command(commands: Any) -> None:
    """To the subparsers of the command line."""
    commands.add_parser("doctor", help="whether this installation is in order").set_defaults(
        run=_doctor
    )


def _doctor(_given: argparse.Namespace, settings: Settings) -> bool:
    """Prints every finding; true when something is not right."""
    found = list(examined(settings, wall_clock()))
    for finding in found:
        print(f"{finding.mark} {finding.said}")
    return any(finding.mark == "✕" for finding in found)


def examined(settings: Settings, now: datetime) -> Findings:
    """All findings, in order. What belongs to somebody else is left alone: a look would make
    files there that the app cannot open."""
    yield from python_version(sys.version_info[:2])
    yield from clock(now)
    yield from secrets(secrets_path(), settings)
    folder = list(data_folder(settings.data))
    yield from folder
    if any(finding.mark == "✕" for finding in folder):
        yield Finding("✕", "Niet verder gekeken: zet eerst de datamap goed.")
        return
    said = set()
    for look in (keys, accounts, journal, lambda s: backups(s, now), sheets):
        for finding in _without_stumbling(look, settings):
            if finding not in said:  # without keys several looks end in the same sentence
                yield finding
            said.add(finding)


def _without_stumbling(look: Callable[[Settings], Findings], settings: Settings) -> Findings:
    try:
        yield from look(settings)
    except DashboardError as error:
        yield Finding("✕", error.message)


def python_version(found: tuple[int, ...]) -> Findings:
    said = ".".join(map(str, found))
    if found < OLDEST_PYTHON:
        yield Finding("✕", f"Python {said} is te oud. Installeer 3.11 of nieuwer.")
    else:
        yield Finding("✓", f"Python {said}.")


def clock(now: datetime) -> Findings:
    """`now` is the wall clock of Nijmegen, without a zone."""
    if now.date() < _FIRST_DAY:
        yield Finding("✕", f"De klok staat op {now:%d-%m-%Y}. Zet tijdsynchronisatie (NTP) aan.")
    else:
        yield Finding("✓", f"De klok zegt {now:%d-%m-%Y %H:%M} in Amsterdam. Klopt dat?")


def secrets(path: Path, settings: Settings) -> Findings:
    if settings.is_demo:
        yield Finding("!", f"Demonstratie: in {path} staat geen Google-account.")
    elif path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield Finding("✕", f"Anderen op deze server mogen bij {path}. Geef: chmod 600 {path}")
    else:
        yield Finding("✓", f"De geheimen in {path} zijn alleen voor de app.")
    if not settings.is_demo and settings.sheets_url:
        yield Finding("!", f"Een proef: de bladen staan op {settings.sheets_url}, niet bij Google. "
                      "Haal STAP_SHEETS_URL weg voordat er echte gegevens in komen.")  # fmt: skip


def data_folder(folder: Path) -> Findings:
    if not folder.is_dir():
        yield Finding("✕", f"De datamap {folder} is er niet. Maak haar of zet STAP_DATA goed.")
        return
    if folder.stat().st_uid != os.geteuid():
        yield Finding("✕", f"De datamap {folder} is van een andere gebruiker. Geef dit commando "
                      "als de gebruiker van de app (sudo -u stap …).")  # fmt: skip
        return
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        yield Finding("✕", f"In de datamap {folder} kan de app niet schrijven. Geef: chmod 700 "
                      f"{folder}")  # fmt: skip
        return
    open_ones = [path for path in (folder, *folder.rglob("*")) if _is_for_others(path)]
    if open_ones:
        yield Finding("✕", f"Anderen op deze server mogen bij {open_ones[0]}. Geef: "
                      f"chmod -R go-rwx {folder}")  # fmt: skip
    else:
        yield Finding("✓", f"De datamap {folder} is alleen voor de app.")
    yield from disk_space(shutil.disk_usage(folder).free)


def _is_for_others(path: Path) -> bool:
    """Below a folder that is closed nobody else comes, so lock files do not matter there."""
    is_telling = path.is_dir() or path.suffix in {".json", ".yaml", ".key", ".sqlite", ".backup"}
    return is_telling and bool(path.lstat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))


def disk_space(free_bytes: int) -> Findings:
    said = f"Vrij op de schijf: {free_bytes / 1e9:.1f} GB".replace(".", ",")
    if free_bytes < _LITTLE_BYTES:
        yield Finding("✕", f"{said}. Maak ruimte, anders kan niemand opslaan.")
    elif free_bytes < _ENOUGH_BYTES:
        yield Finding("!", f"{said}. Ruim oude reservekopieën op.")
    else:
        yield Finding("✓", f"{said}.")


def keys(settings: Settings) -> Findings:
    if not settings.keys and not (settings.data / "keys.json").exists() and settings.is_demo:
        yield Finding("!", "Er zijn nog geen sleutels; de demonstratie maakt ze bij de start.")
        return
    count = len(read_keys(settings).by_id)
    yield Finding("✓", f"Sleutels aanwezig: {count}. Ligt er een kopie op een andere plek?")


def accounts(settings: Settings) -> Findings:
    found = Accounts(settings).all()
    usable = [a for a in found if not a.is_disabled and (settings.is_demo or not a.is_demo)]
    if not any(account.role.value == "beheer" for account in usable):
        yield Finding("✕", "Er is geen beheerder die kan inloggen. Geef: python -m lib.manage "
                      "account add NAAM beheer")  # fmt: skip
    else:
        yield Finding("✓", f"Accounts die kunnen inloggen: {len(usable)}.")
    if not settings.is_demo and any(account.is_demo for account in found):
        yield Finding("✕", "In accounts.yaml staan demo-accounts. Ze openen niets, maar horen niet "
                      "bij echte gegevens: gebruik een nieuwe datamap.")  # fmt: skip


def journal(settings: Settings) -> Findings:
    path = settings.data / STORE_FOLDER / JOURNAL_FILE
    if not path.exists():
        yield Finding("✓", "Er wacht niets: de app heeft nog niets opgeslagen.")
        return
    kept = Journal(path, read_keys(settings).cipher)
    if not kept.is_writable():
        yield Finding("✕", f"In {path.parent} kan niets worden bewaard. Kijk of de schijf vol is.")
    waiting = kept.waiting()
    stuck = len(kept.entries()) - len(waiting)
    if waiting:
        yield Finding("!", f"Wacht op verzending: {len(waiting)}. Zijn de bladen bereikbaar?")
    if stuck:
        yield Finding("!", f"Te beslissen door een mens: {stuck}. Kijk op de pagina Te beslissen.")
    if not waiting and not stuck:
        yield Finding("✓", "Alles wat is opgeslagen staat in de bladen.")


def backups(settings: Settings, now: datetime) -> Findings:
    kept = kept_backups(settings.data / "backups")
    if not kept:
        yield Finding("✕", "Er is geen reservekopie. Geef: python -m lib.manage backup")
        return
    made_at = datetime.fromisoformat(kept[0].stem)
    said = f"De laatste reservekopie is van {made_at:%d-%m-%Y %H:%M}"
    if now - made_at > _DAY:
        yield Finding("✕", f"{said}, ouder dan een dag. Kijk waarom de nachtelijke niet liep.")
    else:
        yield Finding("✓", f"{said}.")


def sheets(settings: Settings) -> Findings:
    """Reachable, laid out as the schema says, open to the app's edits, and each Logboek whole."""
    ids = workbooks_of(settings)
    cipher, client = read_keys(settings).cipher(), connect(settings)
    store = Store(client, ids, settings.data / STORE_FOLDER, cipher=lambda: cipher)
    blocked = [problem for problem in store.read().problems if problem.is_blocking]
    for problem in blocked:
        yield Finding("✕", problem.sentence)
    if not blocked:
        yield Finding("✓", f"Bestanden gelezen: {len(ids)}; alle bladen en koppen zijn er.")
    for name, spreadsheet_id in ids.items():
        if not may_edit(client.http_client, spreadsheet_id):
            yield Finding("✕", f"Het bestand {name} mag de app alleen lezen. Deel het met het "
                          "serviceaccount als Bewerker.")  # fmt: skip
    for title, report in store.verify().items():
        told = " ".join(sentences(report))
        yield Finding("✓" if report.is_whole else "✕", f"Logboek van {title}: {told}")
