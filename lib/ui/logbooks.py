"""The Logboek of every workbook, for all sessions: its lines as lately read, and the way to add
one for what changes no row."""

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import NamedTuple

import pandas as pd

from lib.audit import Actor, Event
from lib.errors import DashboardError, JournalUnwritable
from lib.snapshot import Snapshot
from lib.store.store import Store

_KEPT_S = 60.0
_TOLD_S = 60.0
_REMEMBERED = 10_000


class Verdict(NamedTuple):
    """When the chains were looked at, and by title of the workbook whether it is whole and what
    there is to say of it."""

    at: datetime
    told: Mapping[str, tuple[bool, Sequence[str]]]


class Logbooks:
    """`quietly` runs what has no page to say on that it went wrong."""

    def __init__(
        self,
        store: Store,
        snapshot: Callable[[], Snapshot],
        clock: Callable[[], float],
        quietly: Callable[[Callable[[], None]], None],
    ) -> None:
        self._store = store
        self._snapshot = snapshot
        self._clock = clock
        self._quietly = quietly
        self._lock = threading.Lock()
        self._read: dict[str, tuple[float, pd.DataFrame]] = {}
        self._sending: threading.Thread | None = None
        self._told: dict[str, None] = {}
        self.verdict: Verdict | None = None

    def lines(self, workbook: str) -> pd.DataFrame:
        """The newest first: at most a minute old and never older than the last save, so paging
        costs nothing. WorkbookError or StoreError."""
        kept, known = self._read, self._read.get(workbook)
        if known is None or self._clock() > known[0] + _KEPT_S:
            # When something is saved meanwhile, `kept` is no longer what is looked in.
            known = kept[workbook] = self._clock(), self._store.log(workbook)
        return known[1]

    def verify(self, at: datetime) -> None:
        """Look now whether the chain of every Logboek holds; WorkbookError or StoreError."""
        reports = self._store.verify()
        told = {title: (report.is_whole, report.sentences) for title, report in reports.items()}
        self.verdict = Verdict(at, told)

    def forget(self) -> None:
        """Something was written; the lines are to be read again."""
        self._read = {}

    def tell(self, workbook: str, event: Event, actor: Actor) -> None:
        """Kept on this machine when this returns, sent with others within a minute or so.
        JournalUnwritable when it cannot be kept."""
        self._store.events.accept(workbook, event, actor)
        self.keep_sending()

    def tell_once(self, workbook: str, event: Event, actor: Actor) -> None:
        """The same, but only the first time that this process is told of it."""
        if event.once in self._told:
            return
        self.tell(workbook, event, actor)
        self._told[event.once] = None
        if len(self._told) > _REMEMBERED:
            self._told.pop(next(iter(self._told)), None)

    def send(self) -> None:
        """Send the lines that wait; what cannot be sent now goes on waiting."""
        for workbook in self._store.events.workbooks():
            with suppress(DashboardError):
                self._store.send_events(workbook, self._snapshot())
        self.forget()

    def keep_sending(self) -> None:
        """Now and then until nothing waits, also what was left by a run before."""
        with self._lock:
            is_busy = self._sending is not None and self._sending.is_alive()
            if not is_busy and self._is_waiting():
                self._sending = threading.Thread(target=self._send_quietly, daemon=True)
                self._sending.start()

    def _send_quietly(self) -> None:
        while self._is_waiting():
            time.sleep(_TOLD_S)
            self._quietly(self.send)

    def _is_waiting(self) -> bool:
        try:
            return bool(self._store.events.workbooks())
        except JournalUnwritable:  # asked again at the next reading
            return False
