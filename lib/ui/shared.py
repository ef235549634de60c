"""One Snapshot for everybody in this process, kept fresh, and every save put into it at once.

Caching lives here alone, so that `Store` stays honest. A Snapshot older than the refresh
interval is read again in the background while the old one is served; when that fails the old
one stays, with the error beside it. What was saved but could not be sent yet is shown on top.
"""

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from lib.audit import Actor
from lib.change import Change
from lib.errors import DashboardError, SheetsBusy, SheetsUnreachable, StoreError
from lib.snapshot import Snapshot
from lib.store.erasure import Erasure
from lib.store.journal import Entry
from lib.store.store import Store
from lib.store.writing import Receipt, Written
from lib.ui.derived import Derived
from lib.ui.inspection import Inspection
from lib.ui.logbooks import Logbooks
from lib.ui.messages import log_unexpected
from lib.ui.noticing import Noticing


class Live:
    """One Snapshot for everybody, and what follows from it until the next one."""

    def __init__(
        self,
        store: Store,
        refresh_s: float,
        clock: Callable[[], float] = time.monotonic,
        deliver_s: float = 5.0,
    ) -> None:
        self._store = store
        self._refresh_s = refresh_s
        self._clock = clock
        self._deliver_s = deliver_s
        self._delivering: threading.Thread | None = None
        self._noticing = Noticing(store.watch)
        self.inspection = Inspection(store)
        self.logbooks = Logbooks(store, self.snapshot, clock, _quietly)
        self.entries = tuple(store.journal.entries())
        self._lock = threading.Lock()
        self._reading = threading.Lock()
        self._writing = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._read_at = self._next_at = -1.0
        self._since: list[tuple[float, Receipt]] = []
        self._derived: Derived | None = None
        self._failed_at = -1.0
        self.trouble: StoreError | None = None

    def snapshot(self) -> Snapshot:
        """The Snapshot to work with. The first one is waited for; StoreError when it fails."""
        if self._snapshot is None:
            self.refresh()
        else:
            self._refresh_beside()
        if self.waiting and self._delivering is None:
            self._keep_delivering()
        assert self._snapshot is not None  # refresh() raises instead of leaving it empty
        return self._snapshot

    def now(self) -> Derived:
        """What follows from the Snapshot to work with."""
        self.snapshot()
        assert self._derived is not None  # made with the Snapshot
        return self._derived

    def is_ready(self) -> bool:
        """Whether the sheets were read and a save can be kept; never waits for the sheets."""
        if self._snapshot is None:
            self._refresh_beside()
        return self._snapshot is not None and self._store.journal.is_writable()

    def _refresh_beside(self) -> None:
        asked_at = self._clock()
        if asked_at > self._next_at and not self._reading.locked():
            threading.Thread(target=self._refresh_quietly, args=(asked_at,), daemon=True).start()

    def refresh(self) -> None:
        """Read all sheets now; sessions that ask at the same time share one reading."""
        self._refresh(self._clock())

    def _refresh(self, asked_at: float) -> None:
        with self._reading:
            if self._snapshot is not None and self._read_at >= asked_at:
                return
            if self.trouble is not None and self._failed_at > asked_at:
                raise self.trouble
            started = self._clock()
            try:
                fresh = self._store.read()
            except StoreError as error:
                self._fail(error)
                raise
            with self._lock:
                # What was saved while we were reading may or may not be in what we read.
                self._since = [(at, r) for at, r in self._since if at >= started]
                for _, receipt in self._since:
                    fresh = fresh.with_rows(receipt.rows)
                known, as_read, is_first = self._noticing.known(), fresh, self._snapshot is None
                for entry in self.waiting:
                    fresh = fresh.with_rows(_as_it_will_be(entry, fresh))
                self._read_at = self._clock()
                self._next_at = self._read_at + self._refresh_s
                self._replace(fresh)
                self.trouble = None
            self.logbooks.keep_sending()
            if is_first:  # somebody waits for it, so what is known is looked up beside
                seen = (known, as_read)
                threading.Thread(target=self._notice_quietly, args=seen, daemon=True).start()
            else:
                self._notice(known, as_read)

    def write(self, changes: Sequence[Change], actor: Actor) -> Receipt:
        """Save, and show the result to everybody at once without reading again.

        A pending receipt is of a save that is kept on this machine and will be sent by itself.
        """
        # One at a time: a second press runs beside the first, and must see what that one saved.
        with self._writing:
            if self.waiting:
                self._deliver()  # what was saved earlier goes first
            seen = self.snapshot()
            if (done := _saved_before(changes, seen)) is not None:
                return done
            try:
                receipt = self._store.write(changes, actor, seen)
            except DashboardError:
                # A reading beside this may have met it in the journal, where it is no more.
                self._show([])
                raise
            self._show([receipt])
        if receipt.is_pending:
            self._keep_delivering()
        return receipt

    @property
    def erasure(self) -> Erasure:
        """What was asked to be erased."""
        return self._store.erasure

    def erase(self, actor: Actor) -> None:
        """What somebody else asked to be erased; tried again, what is left of it."""
        asked, seen = self.erasure.confirm(actor), self.snapshot()
        with self._writing, self._reading:  # nobody puts a row back that was read before
            self._store.erase(asked, seen)
            self._noticing.forget(asked.sheet)
            with self._lock:
                self.entries = tuple(self._store.journal.entries())
                self._since = [(at, r) for at, r in self._since
                               if asked.sheet not in {name for name, _ in r.rows}]  # fmt: skip
                assert self._snapshot is not None
                self._replace(self._snapshot.without_rows_of(asked.sheet))
        self.erasure.drop()
        with suppress(StoreError):
            self.refresh()

    @property
    def waiting(self) -> list[Entry]:
        """Saves that are accepted but not in the sheets yet, oldest first."""
        return [entry for entry in self.entries if entry.trouble is None]

    def deliver(self) -> None:
        """Send what waits, as far as it goes now."""
        with self._writing:
            self._deliver()

    def settle(self, number: int) -> None:
        """A person decided about a save that was set aside: it is let go."""
        self._store.journal.settle(number)
        self._show([])

    def retry(self, number: int) -> None:
        """A person mended what was wrong: the save that was set aside is sent once more."""
        self._store.journal.retry(number)
        self.deliver()

    def _deliver(self) -> None:
        waited = len(self.waiting)
        receipts = self._store.deliver(self.snapshot())
        self._show(receipts)
        if len(self.waiting) + len(receipts) < waited:
            # Something was set aside: its row is to be seen as it stands, not as it would be.
            with suppress(StoreError):
                self.refresh()

    def _show(self, receipts: Sequence[Receipt]) -> None:
        """Puts what was saved into the shared Snapshot, and looks what still waits."""
        with self._lock:
            self.entries = tuple(self._store.journal.entries())
            shown = self._snapshot
            assert shown is not None  # nothing is saved before something was read
            for receipt in receipts:
                if not receipt.is_pending:
                    self._since.append((self._clock(), receipt))
                    self._noticing.save(receipt)
                shown = shown.with_rows(receipt.rows)
            self._replace(shown)

    def _notice(self, known: Snapshot | None, fresh: Snapshot) -> None:
        self._noticing.compare(known, fresh)
        with self._lock:
            self.entries = tuple(self._store.journal.entries())

    def _notice_quietly(self, known: Snapshot | None, fresh: Snapshot) -> None:
        _quietly(lambda: self._notice(known, fresh))

    def _keep_delivering(self) -> None:
        with self._lock:
            if self._delivering is None or not self._delivering.is_alive():
                self._delivering = threading.Thread(target=self._deliver_quietly, daemon=True)
                self._delivering.start()

    def _deliver_quietly(self) -> None:
        while self.waiting:
            time.sleep(self._deliver_s)
            _quietly(self.deliver)

    def give_keys(self) -> None:
        """A key for every row typed without one, now that somebody says the typing is done."""
        self.refresh()
        self._store.watch.give_keys(self.snapshot())
        self.refresh()

    def _replace(self, snapshot: Snapshot) -> None:
        pending = frozenset((c.sheet, c.key) for entry in self.waiting for c in entry.changes)
        is_told = snapshot.pending == pending
        self._snapshot = snapshot if is_told else replace(snapshot, pending=pending)
        self._derived = Derived(self._snapshot, self._store.addresses)
        self.logbooks.forget()

    def _fail(self, error: StoreError) -> None:
        """Keep what went wrong; the next try comes after another interval, or sooner when the
        error knows that it may."""
        wait_s = self._refresh_s
        if isinstance(error, SheetsBusy | SheetsUnreachable):
            wait_s = min(wait_s, error.retry_after_s)
        self.trouble, self._failed_at = error, self._clock()
        self._next_at = self._failed_at + wait_s

    def _refresh_quietly(self, asked_at: float) -> None:
        try:
            self._refresh(asked_at)
        except StoreError:
            pass
        except Exception as error:  # noqa: BLE001 - a thread has no page to say it on
            log_unexpected(error)
            self._fail(SheetsUnreachable())


def _quietly(act: Callable[[], None]) -> None:
    try:
        act()
    except Exception as error:  # noqa: BLE001 - a thread has no page to say it on
        log_unexpected(error)


def _saved_before(changes: Sequence[Change], seen: Snapshot) -> Receipt | None:
    """The receipt of a button that was pressed twice: keys are minted when a form opens, so a
    new row whose key is known was saved by the first press, and all else of that save too."""
    if not any(c.is_new and seen.row(c.sheet, c.key) for c in changes):
        return None
    rows = [(c.sheet, c.key, seen.row(c.sheet, c.key)) for c in changes]
    written = (Written(sheet, key, row) for sheet, key, row in rows if row is not None)
    is_pending = any((c.sheet, c.key) in seen.pending for c in changes)
    return Receipt(tuple(written), seen.read_at, is_pending)


def _as_it_will_be(entry: Entry, now: Snapshot) -> list[tuple[str, Mapping[str, Any]]]:
    """The rows of a save that waits, on top of the rows as they are now."""
    stamp = {"changed_on": entry.at, "changed_by": entry.actor.username}
    return [(c.sheet, {**c.row(now.row(c.sheet, c.key)), **stamp}) for c in entry.changes]
