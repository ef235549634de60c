"""Patience with bounds: how often a request is sent, and how long we wait."""

from typing import Any

import pytest
from gspread.exceptions import APIError

from lib.store.retry import DEADLINE_S, TRIES
from tests.store.conftest import ME, Bench, Hurried
from tests.store.test_store import add_contact

EMPTY: dict[str, Any] = {"requests": []}


def sent(bench: Bench, kind: str) -> int:
    return sum(line.startswith(kind) for line in bench.requests())


@pytest.mark.parametrize("fault", ["unavailable", "internal", "html_502", "reset_before", "quota"])
def test_a_read_is_tried_a_bounded_number_of_times(bench: Bench, fault: str) -> None:
    bench.faults.always(fault, on="read")
    with pytest.raises((APIError, ConnectionError, OSError)):
        bench.store._http.values_get(bench.ids["casework"], "Contacten!A1")
    assert sent(bench, "read") == TRIES
    assert len(Hurried.slept) == TRIES - 1
    assert sum(Hurried.slept) <= DEADLINE_S


@pytest.mark.parametrize("fault", ["unavailable", "internal", "html_502", "timeout_before"])
def test_a_write_that_may_have_been_applied_is_sent_once(bench: Bench, fault: str) -> None:
    bench.faults.always(fault, on="write")
    with pytest.raises((APIError, ConnectionError, OSError)):
        bench.store._http.batch_update(bench.ids["casework"], EMPTY)
    assert sent(bench, "write") == 1
    assert Hurried.slept == []


@pytest.mark.parametrize("fault", ["denied", "not_found", "expired"])
def test_a_refusal_is_not_asked_again(bench: Bench, fault: str) -> None:
    bench.faults.always(fault)
    with pytest.raises(APIError):
        bench.store._http.values_get(bench.ids["casework"], "Contacten!A1")
    with pytest.raises(APIError):
        bench.store._http.batch_update(bench.ids["casework"], EMPTY)
    assert [line.split()[0] for line in bench.requests()] == ["read", "write"]


def test_a_full_quota_is_waited_for_longer_every_time(bench: Bench) -> None:
    seen = bench.store.read()
    bench.faults.next("quota", on="write", times=3)
    bench.store.write([add_contact(seen)], ME, seen)
    assert Hurried.slept == [1.0, 2.0, 4.0]
    assert sent(bench, "write") == 4
    assert len(bench.records("contacts")) == 3


def test_a_quota_that_stays_full_is_told_within_the_deadline(bench: Bench) -> None:
    seen = bench.store.read()
    bench.faults.always("quota", on="write")
    assert bench.store.write([add_contact(seen)], ME, seen).is_pending
    assert sent(bench, "write") == TRIES
    assert sum(Hurried.slept) <= DEADLINE_S
    assert len(bench.records("contacts")) == 2


def test_after_the_deadline_nothing_is_tried_again(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lib.store.retry.DEADLINE_S", 2.5)
    bench.faults.always("quota", on="read")
    with pytest.raises(APIError):
        bench.store._http.values_get(bench.ids["casework"], "Contacten!A1")
    assert Hurried.slept == [1.0]


def test_a_save_that_never_gets_through_looks_in_the_log_before_each_new_try(bench: Bench) -> None:
    seen = bench.store.read()
    before = len(bench.requests())
    bench.faults.always("html_502", on="write")
    assert bench.store.write([add_contact(seen)], ME, seen).is_pending
    assert [line.split()[0] for line in bench.requests()[before:]] == ["read", "write", "read"] * 3
    bench.faults.clear()
    assert len(bench.records("contacts")) == 2
    assert bench.log() == []
    assert len(bench.store.deliver(seen)) == 1
    assert len(bench.records("contacts")) == 3


def test_a_save_whose_fate_cannot_be_looked_up_waits_and_is_not_sent_again(bench: Bench) -> None:
    seen = bench.store.read()
    bench.faults.next("timeout_after", on="write")
    bench.faults.next("unavailable", on="read", times=TRIES, after=1)
    assert bench.store.write([add_contact(seen)], ME, seen).is_pending
    assert len(bench.store.deliver(seen)) == 1
    assert bench.store.journal.entries() == []
    assert len(bench.records("contacts")) == 3
    assert len(bench.log()) == 1
