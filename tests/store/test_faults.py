"""Each fault of the local backend × reading and saving × each step: a result or one of our
errors, in bounded time by a virtual clock; and in the sheet exactly what was applied."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import gspread
import pytest

from lib import localsheets
from lib.errors import SheetsBusy, SheetsRefused, SheetsUnreachable, StoreError
from lib.localsheets.faults import AFTERWARDS, INSTEAD
from lib.store.retry import DEADLINE_S, TIMEOUT_S
from lib.store.store import Store
from lib.store.translate import translated
from tests.store.conftest import CIPHER, ME, NOW, SERVICE, Bench, Hurried
from tests.store.test_store import add_contact

Kind = type[StoreError] | None
_FOREVER = 1000


class Fate(NamedTuple):
    """What becomes of a request. `once`: when the fault is there for one try only; None is a
    result. `always`: when it stays. `resent`: whether a write is tried again by the client."""

    once: Kind
    always: type[StoreError]
    resent: bool = False


PASSES = Fate(None, SheetsUnreachable)
HANGS = Fate(SheetsUnreachable, SheetsUnreachable)  # waited for so long that patience is over
REFUSED = Fate(SheetsRefused, SheetsRefused)
FATES = {
    "quota": Fate(None, SheetsBusy, resent=True),
    "unavailable": PASSES, "internal": PASSES,
    "html_500": PASSES, "html_502": PASSES, "html_503": PASSES,
    "denied": REFUSED, "not_found": REFUSED, "expired": REFUSED,
    "reset_before": PASSES, "reset_after": PASSES, "truncated": PASSES,
    "timeout_before": HANGS, "timeout_after": HANGS,
}  # fmt: skip

each_fault = pytest.mark.parametrize("fault", FATES)
for_how_long = pytest.mark.parametrize("times", [1, _FOREVER], ids=["once", "always"])


class BackendClock:
    """The clock of the client, for the backend to be slow by."""

    def time(self) -> float:
        return sum(Hurried.slept)

    def sleep(self, seconds: float) -> None:
        Hurried.slept.append(seconds)


@pytest.fixture
def slow(bench: Bench, tmp_path: Path) -> Iterator[Bench]:
    """A bench on which a request takes as long as it may when nobody answers."""
    session = localsheets.session(
        tmp_path / "sheets.sqlite", user=SERVICE, faults=bench.faults, clock=BackendClock()
    )
    client = gspread.Client(auth=None, session=session, http_client=Hurried)
    store = Store(client, bench.ids, tmp_path / "store", clock=lambda: NOW, cipher=lambda: CIPHER)
    yield replace(bench, store=store, session=session)
    session.close()


def weather(bench: Bench, fault: str, times: int, on: str, after: int = 0) -> None:
    bench.faults.next(fault, times=times, on=on, after=after)
    if fault.startswith("timeout"):
        bench.faults.delay(TIMEOUT_S[1], on=on)


def outcome(bench: Bench, act: Callable[[], Any], requests: int = 1) -> Kind:
    """None for a result, otherwise which of our errors; anything else fails the test."""
    Hurried.slept.clear()
    try:
        with translated():
            act()
    except StoreError as error:
        kind: Kind = type(error)
    else:
        kind = None
    assert sum(Hurried.slept) <= requests * (DEADLINE_S + TIMEOUT_S[1])
    bench.faults.clear()
    return kind


def expected(fault: str, times: int) -> Kind:
    return FATES[fault].once if times == 1 else FATES[fault].always


def applied(bench: Bench) -> int:
    """How many rows and log lines more there are than at first; the two go together."""
    added, lines = len(bench.records("contacts")) - 2, len(bench.log())
    assert added == lines
    return added


def test_every_fault_of_the_backend_is_looked_at() -> None:
    assert set(FATES) == {*INSTEAD, *AFTERWARDS}


@each_fault
@for_how_long
def test_a_read_request(slow: Bench, fault: str, times: int) -> None:
    weather(slow, fault, times, "read")
    http, got = slow.store._http, []
    kind = outcome(slow, lambda: got.append(http.values_get(slow.ids["casework"], "Contacten!A2")))
    assert kind is expected(fault, times)
    assert [answer["values"] for answer in got] == ([] if kind else [[["CT-1"]]])


@each_fault
@for_how_long
def test_a_write_request(slow: Bench, fault: str, times: int) -> None:
    weather(slow, fault, times, "write")
    row: tuple[Any, ...] = ("Contacten!A1", {"valueInputOption": "RAW"}, {"values": [["CT-X"]]})
    http = slow.store._http
    kind = outcome(slow, lambda: http.values_append(slow.ids["casework"], *row))
    fate = FATES[fault]
    # Whatever may have been applied is not sent again, also when the fault is over.
    assert kind is (expected(fault, times) if fate.resent else fate.always)
    keys = [row["Contact"] for row in slow.records("contacts")]
    assert keys.count("CT-X") == (1 if kind is None or fault in AFTERWARDS else 0)


@each_fault
@for_how_long
def test_reading_all_sheets(slow: Bench, fault: str, times: int) -> None:
    weather(slow, fault, times, "read")
    seen = []
    # Side by side, but their waiting adds up on this clock.
    kind = outcome(slow, lambda: seen.append(slow.store.read()), requests=4)
    assert kind is expected(fault, times)
    assert [list(one.table("contacts")["contact_id"]) for one in seen] == (
        [] if kind else [["CT-1", "CT-2"]]
    )


def saved(bench: Bench, on: str, fault: str, times: int, **where: int) -> bool:
    """Save a new contact in this weather; whether it was pending. Whatever the weather was,
    it was acknowledged, and once it is fair the row and its line are there exactly once."""
    seen, receipts = bench.store.read(), []
    weather(bench, fault, times, on, **where)
    change = add_contact(seen)
    kind = outcome(
        bench, lambda: receipts.append(bench.store.write([change], ME, seen)), requests=9
    )
    assert kind is None
    is_pending = receipts[0].is_pending
    assert len(bench.store.journal.waiting()) == int(is_pending)
    assert [one.is_pending for one in bench.store.deliver(seen)] == [False] * is_pending
    assert applied(bench) == 1
    assert bench.store.journal.entries() == []
    return bool(is_pending)


@each_fault
@for_how_long
def test_the_look_before_a_save(slow: Bench, fault: str, times: int) -> None:
    is_pending = saved(slow, "read", fault, times)
    assert is_pending == (expected(fault, times) is not None)


@each_fault
@for_how_long
def test_the_save_itself(slow: Bench, fault: str, times: int) -> None:
    is_pending = saved(slow, "write", fault, times)
    if fault in AFTERWARDS:
        assert not is_pending  # the log line tells that it was applied
    elif FATES[fault] is REFUSED or times == _FOREVER:
        assert is_pending
    else:
        # Told that it was not applied it is sent again; where nobody answered it waits.
        assert is_pending == (fault in ("reset_before", "timeout_before"))


@each_fault
@for_how_long
@pytest.mark.parametrize("lost", ["timeout_after", "unavailable"], ids=["applied", "not applied"])
@pytest.mark.parametrize("step", [1, 2], ids=["log", "rows"])
def test_the_look_after_an_unclear_answer(
    slow: Bench, fault: str, times: int, lost: str, step: int
) -> None:
    slow.faults.next(lost, on="write")
    is_pending = saved(slow, "read", fault, times, after=step)
    assert is_pending == (expected(fault, times) is not None)
