"""What all sessions of this process share: settings, accounts, the store and one Snapshot.

Caching lives here alone, so that `Store` stays honest. A Snapshot older than the refresh
interval is read again in the background while the old one is served; when that fails the old
one stays, with the error beside it.
"""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import streamlit as st

from lib.access.narrow import caseload, narrow
from lib.access.person import Person
from lib.access.policy import Caseload
from lib.accounts import Accounts, add_demo_accounts
from lib.audit import Actor
from lib.change import Change
from lib.charts import Chart, chart_of
from lib.cipher import Cipher
from lib.errors import SheetsUnreachable, StoreError
from lib.keys import key_stamp, read_keys
from lib.measures.result import Measure
from lib.settings import Settings, read_settings
from lib.snapshot import Snapshot
from lib.store.connect import connect
from lib.store.demo import demo_workbooks
from lib.store.store import Store, wall_clock
from lib.store.writing import Receipt, Written
from lib.ui.messages import log_unexpected

Read = Callable[[], Snapshot]


class Live:
    """One Snapshot for everybody, and what was computed from it until the next one."""

    def __init__(
        self, store: Store, refresh_s: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._store = store
        self._refresh_s = refresh_s
        self._clock = clock
        self._lock = threading.Lock()
        self._reading = threading.Lock()
        self._writing = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._read_at = self._tried_at = -1.0
        self._since: list[tuple[float, Receipt]] = []
        self._narrowed: dict[Person, tuple[Snapshot, Caseload]] = {}
        self._charts: dict[tuple[str, date], Chart] = {}
        self._aliases: dict[Person, tuple[Snapshot, dict[str, str]]] = {}
        self._failed_at = -1.0
        self._is_unclear = False
        self.trouble: StoreError | None = None

    def snapshot(self) -> Snapshot:
        """The Snapshot to work with. The first one is waited for; StoreError when it fails."""
        if self._snapshot is None:
            self.refresh()
        elif self._clock() - self._tried_at > self._refresh_s and not self._reading.locked():
            threading.Thread(target=self._refresh_quietly, daemon=True).start()
        assert self._snapshot is not None  # refresh() raises instead of leaving it empty
        return self._snapshot

    def refresh(self) -> None:
        """Read all sheets now; sessions that ask at the same time share one reading."""
        asked_at = self._clock()
        with self._reading:
            if self._snapshot is not None and self._read_at >= asked_at:
                return
            if self.trouble is not None and self._failed_at > asked_at:
                raise self.trouble
            started = self._clock()
            try:
                fresh = self._store.read()
            except StoreError as error:
                self.trouble, self._failed_at = error, self._clock()
                self._tried_at = self._failed_at
                raise
            with self._lock:
                # What was saved while we were reading may or may not be in what we read.
                self._since = [(at, r) for at, r in self._since if at >= started]
                for _, receipt in self._since:
                    fresh = fresh.with_rows(receipt.rows)
                self._read_at = self._tried_at = self._clock()
                self._replace(fresh)
                self.trouble = None

    def write(self, changes: Sequence[Change], actor: Actor) -> Receipt:
        """Save, and show the result to everybody at once without reading again."""
        # One at a time: a second press runs beside the first, and must see what that one saved.
        with self._writing:
            if self._is_unclear:
                # The last save failed without telling whether it was applied: look first.
                self.refresh()
                self._is_unclear = False
            seen = self.snapshot()
            if (done := _saved_before(changes, seen)) is not None:
                return done
            try:
                receipt = self._store.write(changes, actor, seen)
            except StoreError:
                self._is_unclear = True
                raise
            with self._lock:
                self._since.append((self._clock(), receipt))
                assert self._snapshot is not None
                self._replace(self._snapshot.with_rows(receipt.rows))
            return receipt

    def of(self, person: Person) -> tuple[Snapshot, Caseload]:
        """What this person may see, and whose clients are theirs."""
        whole = self.snapshot()
        known = self._narrowed.get(person)
        if known is None:
            known = narrow(whole, person), caseload(whole, person)
            with self._lock:
                if whole is self._snapshot:
                    self._narrowed[person] = known
        return known

    def chart(self, measure: Measure, as_of: date) -> Chart:
        """A team figure, counted and drawn once per Snapshot from all rows."""
        whole = self.snapshot()
        known = self._charts.get((measure.name, as_of))
        if known is None:
            known = chart_of(measure.compute(whole, as_of))
            with self._lock:
                if whole is self._snapshot:
                    self._charts[measure.name, as_of] = known
        return known

    def aliases(
        self, person: Person, seen: Snapshot, read: Callable[[], dict[str, str]]
    ) -> dict[str, str]:
        """Working names in what this person sees; opening them all takes a while in a large
        world."""
        of, names = self._aliases.get(person, (None, {}))
        if of is not seen:
            names = read()
            self._aliases[person] = seen, names
        return names

    def _replace(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._narrowed, self._charts, self._aliases = {}, {}, {}

    def _refresh_quietly(self) -> None:
        # What went wrong is kept in `trouble`; the next try comes after another interval.
        try:
            self.refresh()
        except StoreError:
            pass
        except Exception as error:  # noqa: BLE001 - a thread has no page to say it on
            log_unexpected(error)
            self.trouble, self._tried_at = SheetsUnreachable(), self._clock()


def _saved_before(changes: Sequence[Change], seen: Snapshot) -> Receipt | None:
    """The receipt of a button that was pressed twice: keys are minted when a form opens, so a
    new row whose key is known was saved by the first press, and all else of that save too."""
    if not any(c.is_new and seen.row(c.sheet, c.key) for c in changes):
        return None
    rows = [(c.sheet, c.key, seen.row(c.sheet, c.key)) for c in changes]
    written = (Written(sheet, key, row) for sheet, key, row in rows if row is not None)
    return Receipt(tuple(written), seen.read_at)


@st.cache_resource(show_spinner=False)
def settings() -> Settings:
    """Read once; on the local backend the workbooks are the demo world's, built on first use."""
    read = read_settings()
    return replace(read, workbooks=demo_workbooks(read)) if read.is_demo else read


@st.cache_resource(show_spinner=False)
def accounts() -> Accounts:
    opened = Accounts(settings())
    if settings().is_demo:
        add_demo_accounts(opened)
    return opened


def cipher() -> Cipher:
    """With the keys as they are now: another process may have rotated them."""
    now = key_stamp(settings())
    return read_keys(settings()).cipher() if now is None else _cipher(now)


@st.cache_resource(show_spinner=False, max_entries=1)
def _cipher(stamp: object) -> Cipher:  # noqa: ARG001 - the stamp is what the cache goes by
    return read_keys(settings()).cipher()


@st.cache_resource(show_spinner=False)
def live() -> Live:
    configured = settings()
    locks = Path(configured.data) / "locks"
    store = Store(connect(configured), configured.workbooks, locks, cipher, clock)
    return Live(store, configured.refresh_s)


def clock() -> datetime:
    """The moment of a save: the wall clock's time on the day the app takes for today."""
    now = wall_clock()
    return datetime.combine(settings().today(now.date()), now.time())


def today() -> date:
    return clock().date()
