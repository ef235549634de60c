"""Writes a backup and dies at a step: python -m tests.store.backup_worker FOLDER STEP."""

import os
import signal
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from lib import private
from lib.cipher import Cipher
from lib.store import backup
from lib.store.backup import Backup, save_backup
from lib.store.tab import Tab

CIPHER = Cipher({"t": b"k" * 32}, "t")
MADE = datetime(2022, 2, 1, 3, 15)


def invented(made_at: datetime = MADE, text: str = "fictief") -> Backup:
    rows = [["Cliëntcode", "Eerste contact"], [text, 44593], ["ST-00018", 0.1]]
    tabs = [Tab("Cliënten", rows, {"B2": "=1+1"}, [1]), Tab("Eigen", [], {}, [])]
    return Backup(made_at, {"casework": tabs, "committee": []})


def _dies(*_: Any, **__: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _dies_after(step: Callable[..., Any]) -> Callable[..., Any]:
    def both(*given: Any, **more: Any) -> None:
        step(*given, **more)
        _dies()

    return both


STEPS: dict[str, tuple[object, str, Callable[..., Any]]] = {
    "before the file": (private.tempfile, "mkstemp", _dies),
    "empty file": (private.tempfile, "mkstemp", _dies_after(private.tempfile.mkstemp)),
    "before fsync": (private.os, "fsync", _dies),
    "before rename": (Path, "replace", _dies),
    "after rename": (Path, "replace", _dies_after(Path.replace)),
    "before checking": (backup, "open_backup", _dies),
}

if __name__ == "__main__":
    where, name, what = STEPS[sys.argv[2]]
    setattr(where, name, what)
    save_backup(invented(), Path(sys.argv[1]), CIPHER)
