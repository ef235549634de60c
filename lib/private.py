"""Files only their owner may read: made once, replaced whole, changed under a lock."""

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from lib.errors import SettingsError

_LOCK_TIMEOUT_S = 10
_SETTLED_NS = 50_000_000
Stamp = tuple[int, int, int]


def read_private(path: Path) -> str | None:
    """The text of the file, None when there is no such file; SettingsError when unreadable."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(path.name, "een leesbaar tekstbestand") from error


def stamp(path: Path) -> Stamp | None:
    """Equal stamps: the file did not change. None: absent, or too young to tell.

    File times tick in milliseconds and inodes are used again, so a file that changed a moment
    ago could change once more under the same stamp.
    """
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    is_settled = time.time_ns() - found.st_mtime_ns > _SETTLED_NS
    return (found.st_mtime_ns, found.st_size, found.st_ino) if is_settled else None


def made_once(path: Path, make: Callable[[], str]) -> str:
    """The text of the file, made by whoever comes first; all others read what that one wrote."""
    text = read_private(path)
    if text is not None:
        return text
    with locked(path):
        text = read_private(path)
        if text is None:
            text = make()
            replace_private(path, text)
    return text


def make_folder(path: Path) -> None:
    """Make a folder with rights for its owner alone; one that exists keeps the rights it has."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Keep every other thread and process off this file; SettingsError when it stays taken."""
    make_folder(path.parent)
    lock = FileLock(path.with_name(f".{path.name}.lock"), mode=0o600, poll_interval=0.01)
    try:
        lock.acquire(timeout=_LOCK_TIMEOUT_S)
    except Timeout as error:
        raise SettingsError(path.name, "een bestand dat geen ander programma bezet") from error
    try:
        yield
    finally:
        lock.release()


def replace_private(path: Path, content: str | bytes) -> None:
    """Write the whole file in one step with mode 0600: readers see the old or the new content."""
    # mkstemp makes the file 0600 from the start; there is no moment it can be read by others.
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Make a rename survive a power cut; some file systems cannot sync a folder."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
