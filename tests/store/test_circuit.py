"""The circuit: when nobody answers few requests are sent, and the first answer ends that."""

import threading
from dataclasses import dataclass, field

import pytest
import requests
from google.auth.exceptions import TransportError

from lib.errors import SheetsBusy, SheetsUnreachable, StoreError
from lib.store.circuit import FAILURES, LONGEST_OPEN_S, OPEN_S, Circuit
from lib.store.retry import TRIES
from tests.store.conftest import ME, Bench, Hurried
from tests.store.test_store import add_contact
from tests.store.test_translate import api_error

AWAY, FULL, NO = requests.ReadTimeout(), api_error(429), api_error(403)


@dataclass
class Line:
    """A circuit, and requests that end as they are told to."""

    circuit: Circuit = field(default_factory=Circuit)
    now_s: float = 0.0

    def clock(self) -> float:
        return self.now_s

    def answer(self) -> bool:
        with self.circuit.passage(self.clock) as is_probe:
            return is_probe

    def fail(self, error: BaseException = AWAY, times: int = 1) -> None:
        for _ in range(times):
            with pytest.raises(type(error)) as caught, self.circuit.passage(self.clock):
                raise error
            assert caught.value is error

    def refusal(self) -> StoreError:
        """What a request hears that is not sent."""
        sent = False
        with pytest.raises(StoreError) as caught, self.circuit.passage(self.clock):
            sent = True
        assert not sent
        return caught.value


@pytest.fixture
def line() -> Line:
    return Line()


@pytest.fixture
def opened(line: Line) -> Line:
    line.fail(times=FAILURES)
    return line


@pytest.mark.parametrize(
    ("error", "kind"),
    [(AWAY, SheetsUnreachable), (FULL, SheetsBusy), (api_error(503), SheetsUnreachable),
     (TransportError("x"), SheetsUnreachable)],
    ids=["timeout", "429", "503", "sign-in"],
)  # fmt: skip
def test_after_some_failures_in_a_row_nothing_is_sent_for_a_while(
    line: Line, error: Exception, kind: type[StoreError]
) -> None:
    line.fail(error, FAILURES)
    line.now_s = 2.0
    refusal = line.refusal()
    assert type(refusal) is kind
    assert isinstance(refusal, SheetsBusy | SheetsUnreachable)
    assert refusal.retry_after_s == OPEN_S - 2.0


def test_an_answer_in_between_starts_the_count_anew(line: Line) -> None:
    line.fail(times=FAILURES - 1)
    line.answer()
    line.fail(times=FAILURES - 1)
    line.fail(NO)  # Google is there, and says no
    line.fail(times=FAILURES - 1)
    assert line.answer() is False


def test_what_was_never_sent_or_is_our_own_mistake_counts_for_nothing(line: Line) -> None:
    line.fail(times=FAILURES - 1)
    line.fail(SheetsBusy(), 5)  # no token left
    line.fail(KeyError("x"), 5)
    line.fail()
    assert isinstance(line.refusal(), SheetsUnreachable)


def test_the_while_grows_with_every_failure_up_to_a_limit(opened: Line) -> None:
    waits = []
    for _ in range(6):
        refusal = opened.refusal()
        assert isinstance(refusal, SheetsUnreachable)
        waits.append(refusal.retry_after_s)
        opened.now_s += refusal.retry_after_s
        opened.fail()
    assert waits == [5.0, 10.0, 20.0, 30.0, 30.0, 30.0]
    assert waits[0] == OPEN_S
    assert waits[-1] == LONGEST_OPEN_S


@pytest.mark.parametrize("is_no", [False, True])
def test_the_first_answer_closes_it_and_the_next_while_is_short_again(
    opened: Line, is_no: bool
) -> None:
    opened.now_s += OPEN_S
    opened.fail()
    opened.now_s += 2 * OPEN_S
    if is_no:
        opened.fail(NO)
    else:
        assert opened.answer() is True
    assert [opened.answer() for _ in range(3)] == [False] * 3
    opened.fail(times=FAILURES)
    refusal = opened.refusal()
    assert isinstance(refusal, SheetsUnreachable)
    assert refusal.retry_after_s == OPEN_S


def test_one_at_a_time_is_let_through(opened: Line) -> None:
    opened.now_s += OPEN_S
    with opened.circuit.passage(opened.clock) as is_probe:
        assert is_probe
        refusal = opened.refusal()
        assert isinstance(refusal, SheetsUnreachable)
        assert refusal.retry_after_s == OPEN_S
    assert opened.answer() is False


def test_of_many_threads_at_once_one_is_let_through(opened: Line) -> None:
    opened.now_s += OPEN_S
    together, decided = threading.Barrier(8), threading.Barrier(8)
    sent: list[bool] = []

    def send() -> None:
        together.wait(10)
        try:
            with opened.circuit.passage(opened.clock) as is_probe:
                sent.append(is_probe)
                decided.wait(10)
        except SheetsUnreachable:
            decided.wait(10)

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert sent == [True]
    assert opened.answer() is False


@pytest.mark.parametrize("error", [SheetsBusy(), KeyError("x"), KeyboardInterrupt()])
def test_one_let_through_that_ends_unsent_leaves_room_for_the_next(
    opened: Line, error: BaseException
) -> None:
    opened.now_s += OPEN_S
    opened.fail(error)
    assert opened.answer() is True


def test_what_was_on_its_way_when_it_opened_does_not_keep_it_open(line: Line) -> None:
    slow = line.circuit.passage(line.clock)
    assert slow.__enter__() is False
    line.fail(times=FAILURES)
    line.now_s = OPEN_S - 1
    assert slow.__exit__(type(AWAY), AWAY, None) is False
    refusal = line.refusal()
    assert isinstance(refusal, SheetsUnreachable)
    assert refusal.retry_after_s == 1.0
    line.now_s = OPEN_S
    assert line.answer() is True


def test_a_long_outage_costs_little_more_than_a_request_each_half_minute(bench: Bench) -> None:
    seen = bench.store.read()
    before = len(bench.requests())
    bench.faults.always("unavailable")
    assert bench.store.write([add_contact(seen)], ME, seen).is_pending
    for _ in range(999):  # somebody wants something of Google each second
        assert bench.store.deliver(seen) == []
        Hurried.slept.append(1.0)
    assert bench.requests()[before:] == ["read 503"] * (FAILURES * TRIES + 35)
    bench.faults.clear()
    Hurried.slept.append(LONGEST_OPEN_S)
    assert len(bench.store.deliver(seen)) == 1
    assert len(bench.records("contacts")) == 3


def test_a_save_that_was_applied_is_not_called_unsent_by_an_open_circuit(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Others failed at the same time, so the look into the log may not be sent."""
    monkeypatch.setattr("lib.store.circuit.FAILURES", 1)
    seen = bench.store.read()
    bench.faults.next("timeout_after", on="write")
    assert bench.store.write([add_contact(seen)], ME, seen).is_pending
    assert bench.requests()[-2:] == ["read 200", "write 0"]
    assert len(bench.records("contacts")) == 3
    assert len(bench.log()) == 1
