"""Patience with bounds: how often a request is sent, and how long we wait."""

from typing import Any

import pytest
import requests
from google.auth.exceptions import RefreshError, TransportError
from gspread.exceptions import APIError

from lib.errors import SheetsRefused, SheetsUnreachable
from lib.store.retry import DEADLINE_S, TRIES, Failure, is_ambiguous, is_safe_to_repeat
from lib.store.translate import translated
from tests.store.conftest import ME, Bench, Hurried
from tests.store.test_store import add_contact
from tests.store.test_translate import answer, api_error

EMPTY: dict[str, Any] = {"requests": []}


HTML = {"Content-Type": "text/html; charset=UTF-8"}
JSON = {"Content-Type": "application/json; charset=UTF-8"}


def answering(status: int, body: bytes, headers: dict[str, str]) -> Hurried:
    """A client to which everything is answered like this."""
    session = requests.Session()
    made = answer(status, body)
    made.headers.update(headers)
    session.request = lambda *_, **__: made  # type: ignore[method-assign,assignment,misc]
    return Hurried(None, session)


def offline() -> requests.ConnectionError:
    """What requests raises when nobody listens."""
    with requests.Session() as session:
        session.trust_env = False
        with pytest.raises(requests.ConnectionError) as caught:
            session.get("http://127.0.0.1:1/")
    return caught.value


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


@pytest.mark.parametrize("fault", ["quota", "denied"])
def test_a_save_whose_fate_cannot_be_looked_up_is_kept_and_not_doubled(
    bench: Bench, fault: str
) -> None:
    seen = bench.store.read()
    bench.faults.next("timeout_after", on="write")
    bench.faults.next(fault, on="read", times=TRIES, after=1)
    assert bench.store.write([add_contact(seen)], ME, seen).is_pending
    bench.faults.clear()
    assert len(bench.store.deliver(seen)) == 1
    assert len(bench.records("contacts")) == 3


def test_waiting_is_jittered_from_nothing_up(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter([0.0, 0.5, 0.25, 1.0, 1.0])
    monkeypatch.setattr(Hurried, "jitter", lambda self: next(drawn))
    bench.faults.always("quota", on="read")
    with pytest.raises(APIError):
        bench.store._http.values_get(bench.ids["casework"], "Contacten!A1")
    assert Hurried.slept == [0.0, 1.0, 1.0, 8.0]


def test_a_read_cut_off_halfway_is_read_again(bench: Bench) -> None:
    bench.faults.next("truncated", on="read")
    answered = bench.store._http.values_get(bench.ids["casework"], "Contacten!A2")
    assert answered["values"] == [["CT-1"]]
    assert sent(bench, "read") == 2


@pytest.mark.parametrize(
    ("error", "ambiguous", "read_again", "write_again"),
    [
        (api_error(429), False, True, True),
        (api_error(400), False, False, False),
        (api_error(401), False, False, False),
        (api_error(408), True, True, False),
        (api_error(500), True, True, False),
        (APIError(answer(502, b"<html>")), True, True, False),
        (requests.ConnectTimeout(), False, True, True),
        (offline(), False, True, True),
        (requests.ReadTimeout(), True, True, False),
        (requests.ConnectionError("reset"), True, True, False),
        (requests.exceptions.ChunkedEncodingError(), True, True, False),
        (requests.JSONDecodeError("x", "{", 0), True, True, False),
        (requests.exceptions.InvalidJSONError(), False, False, False),
        (TransportError("x"), False, True, True),
        (RefreshError("x", retryable=True), False, True, True),
        (RefreshError("invalid_grant"), False, False, False),
    ],
)
def test_only_what_cannot_have_been_applied_is_sent_again(
    error: Failure, ambiguous: bool, read_again: bool, write_again: bool
) -> None:
    assert is_ambiguous(error) is ambiguous
    assert is_safe_to_repeat("get", error) is read_again
    assert is_safe_to_repeat("post", error) is write_again


@pytest.mark.parametrize(
    ("status", "body", "headers"),
    [
        (200, b"<html>Welkom op dit netwerk</html>", HTML),
        (200, b"", JSON),
        (200, b'{"values": [["CT-', JSON),
        (503, b'{"error": "temporarily_unavailable"}', JSON),
        (503, b'{"error": {"message": "x"}}', JSON),
        (502, b'["x"]', JSON),
        (502, b"null", JSON),
    ],
)
def test_an_answer_that_is_not_googles_is_no_answer(
    status: int, body: bytes, headers: dict[str, str]
) -> None:
    Hurried.slept = []
    for act in (
        lambda: answering(status, body, headers).values_get("id", "A1"),
        lambda: answering(status, body, headers).batch_update("id", EMPTY),
    ):
        with pytest.raises(SheetsUnreachable), translated():
            act()
    assert len(Hurried.slept) == TRIES - 1  # of the read alone


@pytest.mark.parametrize("body", [b"<html>404</html>", b'{"error": "not_found"}'])
def test_a_refusal_in_other_words_than_googles_has_no_reason(body: bytes) -> None:
    with pytest.raises(SheetsRefused) as caught, translated():
        answering(404, body, JSON).values_get("id", "A1")
    assert (caught.value.status, caught.value.reason) == (404, "")


def test_a_file_and_an_empty_answer_are_no_broken_json() -> None:
    assert answering(200, b"PK", {"Content-Type": "application/zip"}).export("id") == b"PK"
    assert answering(204, b"", HTML).request("delete", "https://x.example").content == b""


def test_a_cell_that_json_has_no_word_for_is_not_sent_and_not_waited_for(bench: Bench) -> None:
    body = {"values": [[float("nan")]]}
    with pytest.raises(SheetsRefused), translated():
        bench.store._http.values_append(bench.ids["casework"], "Contacten!A1", {}, body)
    assert (bench.requests(), Hurried.slept) == ([], [])
