"""Whose turn it is to write a workbook: one writer at a time on this machine, first come first.

Threads of this process queue in the order they came; processes share a lock file, which the
system lets go when its holder dies.
"""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock

from lib.errors import SheetsBusy


class Turns:
    def __init__(self, folder: Path, timeout_s: float) -> None:
        self._folder = folder
        self._timeout_s = timeout_s
        self._lock = threading.Lock()
        self._queues: dict[str, deque[threading.Event]] = {}

    @contextmanager
    def turn(self, workbook: str) -> Iterator[None]:
        """SheetsBusy, or filelock's Timeout, when the turn does not come in time."""
        mine = threading.Event()
        with self._lock:
            queue = self._queues.setdefault(workbook, deque())
            queue.append(mine)
            if queue[0] is mine:
                mine.set()
        try:
            if not mine.wait(self._timeout_s):
                raise SheetsBusy(self._timeout_s)
            with FileLock(self._folder / f"{workbook}.lock", timeout=self._timeout_s):
                yield
        finally:
            with self._lock:
                queue.remove(mine)
                if queue:
                    queue[0].set()
