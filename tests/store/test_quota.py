"""The quota of an account: in no minute more than Google answers, and saves before Snapshots."""

import threading
from typing import Any

import gspread
import pytest
from gspread.http_client import HTTPClient
from hypothesis import given
from hypothesis import strategies as st

from lib.errors import SheetsBusy
from lib.store.quota import BURST, PER_MINUTE, SPARE, Quota, quota_of
from tests.store.conftest import ME, Bench, Hurried
from tests.store.test_store import add_contact

GAPS = st.lists(st.floats(0, 20), min_size=1, max_size=300)


def full_minute(times: list[float]) -> int:
    return max(sum(at - 60 < t <= at for t in times) for at in times)


def limited(bench: Bench, quota: Quota) -> HTTPClient:
    """The client of the bench, counted against this quota."""
    http: Any = bench.store._http
    http._quota = quota
    return http


def empty(quota: Quota, kind: str) -> None:
    assert [quota.take(kind, 0.0) for _ in range(BURST)] == [0.0] * BURST


@given(GAPS, st.booleans())
def test_no_minute_holds_more_requests_than_google_answers(gaps: list[float], eager: bool) -> None:
    quota, now_s, taken = Quota(), 0.0, []
    for gap in gaps:
        now_s += 0.0 if eager else gap
        while wait_s := quota.take("read", now_s):
            now_s += wait_s
        taken.append(now_s)
    assert full_minute(taken) <= BURST + PER_MINUTE < 60


def test_after_a_burst_the_next_token_comes_at_the_pace_of_a_minute() -> None:
    quota = Quota()
    empty(quota, "read")
    assert quota.take("read", 0.0) == pytest.approx(60 / PER_MINUTE)
    assert quota.take("read", 60 / PER_MINUTE) == 0.0
    assert quota.take("read", 60 / PER_MINUTE) > 0


def test_reads_and_writes_are_counted_apart() -> None:
    quota = Quota()
    empty(quota, "read")
    assert quota.take("read", 0.0) > 0
    empty(quota, "write")


def test_whoever_can_do_without_leaves_tokens_for_others() -> None:
    quota = Quota()
    taken = sum(quota.take("read", 0.0, spare=SPARE) == 0.0 for _ in range(BURST))
    assert taken == BURST - SPARE
    assert [quota.take("read", 0.0) for _ in range(SPARE)] == [0.0] * SPARE


def test_a_clock_that_is_read_late_by_another_thread_gives_nothing_away() -> None:
    quota = Quota()
    for _ in range(BURST):
        quota.take("read", 100.0)
    assert quota.take("read", 40.0) > 0
    assert quota.take("read", 100.0) > 0


def test_threads_together_get_no_more_tokens_than_there_are() -> None:
    quota, got = Quota(), []
    together = threading.Barrier(8)

    def take() -> None:
        together.wait(10)
        got.extend(quota.take("write", 5.0) for _ in range(10))

    threads = [threading.Thread(target=take) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert (len(got), got.count(0.0)) == (80, BURST)


def test_an_account_has_one_quota_however_many_clients_are_made() -> None:
    one = quota_of("dienst-een@voorbeeld.example")
    assert quota_of("dienst-een@voorbeeld.example") is one
    assert quota_of("dienst-twee@voorbeeld.example") is not one


def test_a_request_waits_for_its_token_and_every_try_takes_one(bench: Bench) -> None:
    quota = Quota()
    http = limited(bench, quota)
    for _ in range(BURST - 1):
        quota.take("read", 0.0)
    bench.faults.next("unavailable", on="read")
    http.values_get(bench.ids["casework"], "Contacten!A1")
    pace_s = 60 / PER_MINUTE
    assert Hurried.slept == [1.0, pytest.approx(pace_s - 1.0)]
    assert bench.requests() == ["read 503", "read 200"]


def test_two_clients_of_an_account_share_its_tokens(bench: Bench) -> None:
    quota = Quota()
    other = Hurried(None, bench.session, quota)
    http = limited(bench, quota)
    for turn in range(BURST):
        (http if turn % 2 else other).values_get(bench.ids["casework"], "Contacten!A1")
    assert Hurried.slept == []
    other.values_get(bench.ids["casework"], "Contacten!A1")
    assert Hurried.slept == [pytest.approx(60 / PER_MINUTE)]


def test_who_would_wait_past_the_deadline_is_told_at_once_and_nothing_is_sent(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = bench.store.read()
    before = len(bench.requests())
    quota = Quota()
    limited(bench, quota)
    monkeypatch.setattr("lib.store.retry.DEADLINE_S", 1.0)
    empty(quota, "write")
    with pytest.raises(SheetsBusy) as caught:
        bench.store._http.batch_update(bench.ids["casework"], {"requests": []})
    assert caught.value.retry_after_s == pytest.approx(60 / PER_MINUTE)
    assert bench.store.write([add_contact(seen)], ME, seen).is_pending
    assert Hurried.slept == []
    assert bench.requests()[before:] == ["read 200"]
    assert len(bench.records("contacts")) == 2


def test_a_save_goes_before_the_reading_of_a_snapshot(bench: Bench) -> None:
    seen = bench.store.read()
    before = len(bench.requests())
    quota = Quota()
    limited(bench, quota)
    for _ in range(BURST - SPARE):
        quota.take("read", 0.0)
    bench.store.write([add_contact(seen)], ME, seen)
    assert Hurried.slept == []
    limited(bench, quota).values_batch_get(bench.ids["casework"], ["Contacten"])
    # The save took one of the tokens that a Snapshot leaves, so two more had to come.
    assert Hurried.slept == [pytest.approx(2 * 60 / PER_MINUTE)]
    assert bench.requests()[before:] == ["read 200", "write 200", "read 200"]


def test_without_a_quota_nothing_is_counted(bench: Bench) -> None:
    http = gspread.Client(auth=None, session=bench.session, http_client=Hurried).http_client
    for _ in range(2 * BURST):
        http.values_get(bench.ids["casework"], "Contacten!A1")
    assert Hurried.slept == []
