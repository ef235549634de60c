"""Live: one reading for everybody, the old state meanwhile, no save lost under a refresh."""

import threading
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest

from lib.access.person import Person
from lib.access.roles import Role
from lib.audit import Actor
from lib.change import Change
from lib.errors import SheetsBusy, SheetsUnreachable, StoreError, WriteConflict
from lib.schema.workbook import SHEETS
from lib.snapshot import Snapshot, assemble
from lib.store.journal import Entry
from lib.store.writing import Receipt, Written
from lib.table import read_table
from lib.ui.shared import Live
from tests.world import SMALL, cells

AT = datetime(2022, 2, 1, 9)
ME = Actor("casemanager", "casemanager")
PERSON = Person("casemanager", "Casemanager", Role.CASE_MANAGER, "CM-01")
PATIENCE_S = 10


def snapshot(**rows: list[Mapping[str, Any]]) -> Snapshot:
    made = cells({**SMALL, **rows})
    return assemble({n: read_table(sheet, made[n]) for n, sheet in SHEETS.items()}, AT)


class EmptyJournal:
    is_kept = True

    def entries(self) -> list[Any]:
        return []

    def is_writable(self) -> bool:
        return self.is_kept


class NothingKnown:
    def snapshot(self) -> None:
        return None

    def remember(self, now: Snapshot, sheets: Collection[str] = ()) -> None:
        """This machine keeps nothing."""


class NothingHappens:
    def workbooks(self) -> list[str]:
        return []


class NobodyWatches:
    known = NothingKnown()

    def note(self, found: list[Any], now: Snapshot) -> None:
        """What was changed by hand is logged by the real one."""


@dataclass
class FakeStore:
    """Reads what it is told to; can be held up in the middle of a reading."""

    now: Snapshot = field(default_factory=snapshot)
    error: StoreError | None = None
    reads: int = 0
    writes: int = 0
    begun: threading.Event = field(default_factory=threading.Event)
    journal: Any = field(default_factory=EmptyJournal)
    watch: Any = field(default_factory=NobodyWatches)
    events: Any = field(default_factory=NothingHappens)
    may_end: threading.Event = field(default_factory=threading.Event)

    def addresses(self, workbook: str) -> dict[str, str]:
        return {}

    def __post_init__(self) -> None:
        self.may_end.set()

    def read(self) -> Snapshot:
        self.reads += 1
        read = self.now
        self.begun.set()
        assert self.may_end.wait(PATIENCE_S)
        if self.error is not None:
            raise self.error
        return read

    def write(self, changes: list[Change], actor: Actor, seen: Snapshot) -> Receipt:
        self.writes += 1
        return Receipt(tuple(Written(c.sheet, c.key, c.row()) for c in changes), AT)

    def hold(self) -> None:
        self.begun.clear()
        self.may_end.clear()


@dataclass
class Clock:
    now: float = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def store() -> Iterator[FakeStore]:
    made = FakeStore()
    yield made
    made.may_end.set()
    end_of_refresh()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def shared(store: FakeStore, clock: Clock) -> Live:
    return Live(store, 30, clock)  # type: ignore[arg-type]


def end_of_refresh() -> None:
    for thread in threading.enumerate():
        if "_refresh_quietly" in thread.name:
            thread.join(PATIENCE_S)


def at_once(count: int, act: Callable[[], Any]) -> list[Any]:
    """What `count` threads get that start together."""
    together, got = threading.Barrier(count), []

    def one() -> None:
        together.wait(PATIENCE_S)
        got.append(act())

    threads = [threading.Thread(target=one) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_S)
    return got


def contact(key: str = "CT-NEW") -> Change:
    values = {"client_code": "ST-00004", "channel": "Sms", "outcome": "Gesproken"}
    return Change("contacts", key, None, values)


def test_ten_sessions_that_start_at_once_share_one_reading(shared: Live, store: FakeStore) -> None:
    store.hold()
    threading.Timer(0.05, store.may_end.set).start()
    got = at_once(10, shared.snapshot)
    assert store.reads == 1
    assert got == [store.now] * 10


def test_within_the_interval_nothing_is_read_again(
    shared: Live, store: FakeStore, clock: Clock
) -> None:
    shared.snapshot()
    clock.now += 29
    shared.snapshot()
    end_of_refresh()
    assert store.reads == 1


def test_the_old_snapshot_is_served_while_the_new_one_is_read(
    shared: Live, store: FakeStore, clock: Clock
) -> None:
    old = shared.snapshot()
    clock.now += 31
    store.now = snapshot(contacts=[])
    store.hold()
    assert at_once(10, shared.snapshot) == [old] * 10
    assert store.begun.wait(PATIENCE_S)
    assert shared.snapshot() is old
    store.may_end.set()
    end_of_refresh()
    assert len(shared.snapshot().table("contacts")) == 0
    # More threads may have been on their way before the first held the reading.
    assert store.reads == 2


def test_a_save_is_seen_by_everybody_without_reading(shared: Live, store: FakeStore) -> None:
    shared.snapshot()
    shared.write([contact()], ME)
    assert shared.snapshot().row("contacts", "CT-NEW")["channel"] == "Sms"  # type: ignore[index]
    assert store.reads == 1


def test_a_save_during_a_refresh_is_not_lost(shared: Live, store: FakeStore, clock: Clock) -> None:
    shared.snapshot()
    clock.now += 31
    store.hold()
    shared.snapshot()
    assert store.begun.wait(PATIENCE_S)
    clock.now += 1
    shared.write([contact()], ME)
    store.may_end.set()
    end_of_refresh()
    assert shared.snapshot().row("contacts", "CT-NEW") is not None
    clock.now += 31
    shared.refresh()
    # The sheet decides in the end: this one never had the row.
    assert shared.snapshot().row("contacts", "CT-NEW") is None


def test_the_same_new_row_pressed_twice_is_written_once(shared: Live, store: FakeStore) -> None:
    first = shared.write([contact()], ME)
    second = shared.write([contact()], ME)
    assert store.writes == 1
    assert second.written[0].key == first.written[0].key
    shared.write([contact("CT-OTHER")], ME)
    assert store.writes == 2


def test_two_presses_side_by_side_are_one_save(shared: Live, store: FakeStore) -> None:
    # Streamlit starts the second run while the first one is still writing.
    shared.snapshot()
    first, second = at_once(2, lambda: shared.write([contact()], ME))
    assert store.writes == 1
    assert first.written[0].key == second.written[0].key


def test_a_save_of_several_rows_is_not_repeated_in_part(shared: Live, store: FakeStore) -> None:
    seen = shared.snapshot().row("clients", "ST-00004")
    changes = [Change("clients", "ST-00004", seen, {"remark": "x"}), contact()]
    shared.write(changes, ME)
    again = shared.write(changes, ME)
    assert store.writes == 1
    assert [written.key for written in again.written] == ["ST-00004", "CT-NEW"]


def test_trouble_is_kept_beside_the_old_snapshot_and_cleared_by_the_next_reading(
    shared: Live, store: FakeStore, clock: Clock
) -> None:
    old, store.error = shared.snapshot(), SheetsUnreachable()
    clock.now += 31
    shared.snapshot()
    end_of_refresh()
    assert shared.trouble is store.error
    assert shared.snapshot() is old
    end_of_refresh()
    assert store.reads == 2  # not at every click: after another interval
    store.error = None
    clock.now += 31
    shared.snapshot()
    end_of_refresh()
    assert shared.trouble is None


def test_trouble_that_says_when_it_may_be_over_is_not_waited_for_longer(
    shared: Live, store: FakeStore, clock: Clock
) -> None:
    shared.snapshot()
    store.error = SheetsBusy(5)
    clock.now += 31
    for wait_s, reads in ((0, 2), (4, 2), (2, 3), (4, 3), (2, 4)):
        clock.now += wait_s
        shared.snapshot()
        end_of_refresh()
        assert store.reads == reads


def test_a_refresh_that_starts_after_another_has_ended_does_not_read_again(
    shared: Live, store: FakeStore, clock: Clock
) -> None:
    """Two sessions find the Snapshot too old at the same moment; one thread is slow to start."""
    shared.snapshot()
    clock.now += 31
    asked_at = clock.now
    shared.snapshot()
    end_of_refresh()
    clock.now += 1
    shared._refresh_quietly(asked_at)
    assert store.reads == 2


def test_a_first_reading_that_fails_is_an_error_and_the_next_one_tries_again(
    shared: Live, store: FakeStore
) -> None:
    store.error = SheetsUnreachable()
    with pytest.raises(SheetsUnreachable):
        shared.snapshot()
    store.error = None
    assert shared.snapshot() is store.now


def test_sessions_that_wait_for_a_first_reading_that_fails_share_the_failure(
    store: FakeStore,
) -> None:
    shared = Live(store, 30)  # type: ignore[arg-type]
    store.error = SheetsUnreachable()
    store.hold()
    threading.Timer(0.1, store.may_end.set).start()

    def refused() -> bool:
        with pytest.raises(SheetsUnreachable):
            shared.snapshot()
        return True

    assert at_once(5, refused) == [True] * 5
    assert store.reads == 1


def test_what_a_person_may_see_is_cut_once_per_snapshot(shared: Live) -> None:
    seen, clients = shared.now().of(PERSON, AT)
    assert list(seen.table("clients")["client_code"]) == ["ST-00004"]
    assert clients.own == {"ST-00004"}
    assert shared.now().of(PERSON, AT)[0] is seen
    shared.write([contact()], ME)
    again, _ = shared.now().of(PERSON, AT)
    assert again is not seen
    assert "CT-NEW" in set(again.table("contacts")["contact_id"])


def test_access_ends_by_itself_without_another_reading(shared: Live, store: FakeStore) -> None:
    grant = {"grant_id": "TG-1", "client_code": "ST-00018", "worker": "CM-01",
             "kind": "Noodinzage", "reason": "geheim:t:eA", "from_at": AT}  # fmt: skip
    store.now = snapshot(access_grants=[grant])
    seen, clients = shared.now().of(PERSON, AT)
    assert clients.glass == {"ST-00018"}
    assert set(seen.table("clients")["client_code"]) == {"ST-00004", "ST-00018"}
    last = AT + timedelta(hours=4) - timedelta(seconds=1)
    assert shared.now().of(PERSON, last)[0] is seen
    seen, clients = shared.now().of(PERSON, AT + timedelta(hours=4))
    assert clients.glass == set()
    assert list(seen.table("clients")["client_code"]) == ["ST-00004"]
    assert store.reads == 1


def test_a_save_that_was_refused_does_not_stay_behind_as_one_that_waits(
    shared: Live, store: FakeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    stands = shared.snapshot()

    def refused(changes: list[Change], *_: Any) -> Receipt:
        # A reading beside it looks in the journal while the save is under way.
        shared.entries = (Entry(1, "casework", tuple(changes), ME, AT, (), None),)
        raise WriteConflict("CT-1", {}, {}, (), None)

    monkeypatch.setattr(store, "write", refused)
    with pytest.raises(WriteConflict):
        shared.write([contact()], ME)
    assert shared.waiting == []
    assert shared.snapshot().pending == stands.pending == frozenset()


def test_what_is_told_from_a_snapshot_is_told_once_and_anew_after_a_save(shared: Live) -> None:
    told: list[int] = []

    def count(seen: Snapshot) -> int:
        told.append(len(seen.table("contacts")))
        return told[-1]

    seen, _own = shared.now().of(PERSON, AT)
    for _ in range(2):
        assert shared.now().remembered(PERSON, seen, "contacts", lambda: count(seen)) == 1
    assert shared.now().remembered(PERSON, seen, "other", lambda: -1) == -1
    assert told == [1]
    shared.write([contact()], ME)
    after, _own = shared.now().of(PERSON, AT)
    assert shared.now().remembered(PERSON, after, "contacts", lambda: count(after)) == 2


# ── ready ────────────────────────────────────────────────────────────────────────────────────


def test_it_is_ready_once_the_sheets_were_read_which_the_question_itself_begins(
    shared: Live, store: FakeStore
) -> None:
    store.hold()
    assert not shared.is_ready()  # and did not wait
    assert store.begun.wait(PATIENCE_S)
    assert not shared.is_ready()
    store.may_end.set()
    end_of_refresh()
    assert shared.is_ready()
    assert store.reads == 1


def test_asking_again_and_again_does_not_read_again_and_again(
    shared: Live, store: FakeStore, clock: Clock
) -> None:
    store.error = SheetsUnreachable()
    for _ in range(5):
        assert not shared.is_ready()
        end_of_refresh()
    assert store.reads == 1
    clock.now += 31
    store.error = None
    shared.is_ready()
    end_of_refresh()
    assert shared.is_ready()


def test_it_stays_ready_while_the_sheets_are_away_but_not_without_a_journal(
    shared: Live, store: FakeStore, clock: Clock
) -> None:
    shared.snapshot()
    store.error = SheetsUnreachable()
    clock.now += 31
    with pytest.raises(SheetsUnreachable):
        shared.refresh()
    assert shared.is_ready()
    store.journal.is_kept = False
    assert not shared.is_ready()
