from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import gspread
import pytest
import requests

import lib.localsheets
from lib.localsheets import Faults, Request
from tests.localsheets.clock import HandClock
from tests.localsheets.conftest import BASE, Ask

CELL = "/v4/spreadsheets/ID/values/A1"
FILES = "https://www.googleapis.com/drive/v3/files"


@dataclass
class Place:
    """A session and the log of what it asked, whichever way its requests go."""

    session: requests.Session
    requests: Callable[[], list[Request]]
    clock: HandClock

    def wait_for_a_lost_request(self) -> None:
        """A served request may be lost to its client before it is applied; asking passes time."""
        for _ in range(5_000):
            if any(made.status == 0 for made in self.requests()):
                return
            assert self.session.get(FILES).status_code == 200


@pytest.fixture(params=["in process", "served"])
def place(request: pytest.FixtureRequest, faults: Faults) -> Iterator[Place]:
    clock = HandClock()
    if request.param == "served":
        with (
            lib.localsheets.serve(faults=faults, clock=clock, delay_s=0.5) as server,
            lib.localsheets.session_at(server.url) as session,
        ):
            yield Place(session, server.requests, clock)
    else:
        with lib.localsheets.session(faults=faults, clock=clock, delay_s=0.5) as session:
            yield Place(session, lambda: lib.localsheets.requests_made(session), clock)


@pytest.fixture
def session(place: Place) -> requests.Session:
    return place.session


def status(ask: Ask, method: str = "GET") -> int:
    if method == "GET":
        return ask("GET", CELL)[0]
    return ask("PUT", CELL, {"values": [["x"]]}, valueInputOption="RAW")[0]


def test_off_by_default(ask: Ask) -> None:
    assert [status(ask) for _ in range(3)] == [200, 200, 200]


@pytest.mark.parametrize(
    ("fault", "code", "word"),
    [
        ("unavailable", 503, "UNAVAILABLE"),
        ("internal", 500, "INTERNAL"),
        ("denied", 403, "PERMISSION_DENIED"),
        ("not_found", 404, "NOT_FOUND"),
        ("expired", 401, "UNAUTHENTICATED"),
        ("quota", 429, "RESOURCE_EXHAUSTED"),
    ],
)
def test_spoken_faults(ask: Ask, faults: Faults, fault: str, code: int, word: str) -> None:
    faults.next(fault)
    got, body = ask("GET", CELL)
    assert (got, body["error"]["code"], body["error"]["status"]) == (code, code, word)
    assert status(ask) == 200


def test_the_quota_body_is_the_recorded_one(session: requests.Session, faults: Faults) -> None:
    faults.next("quota")
    answer = session.post(f"{BASE}/v4/spreadsheets", json={})
    error = answer.json()["error"]
    assert error["message"] == (
        "Quota exceeded for quota metric 'Write requests' and limit 'Write requests per minute per"
        " user' of service 'sheets.googleapis.com' for consumer 'project_number:123456789012'."
    )
    assert error["details"][0]["metadata"]["quota_limit"] == "WriteRequestsPerMinutePerUser"
    assert error["details"][0]["metadata"]["quota_metric"] == "sheets.googleapis.com/write_requests"
    assert "Retry-After" not in answer.headers


def test_expired_says_so_in_a_header(session: requests.Session, faults: Faults) -> None:
    faults.next("expired")
    answer = session.get(FILES)
    assert 'error="invalid_token"' in answer.headers["www-authenticate"]


@pytest.mark.parametrize("status", [500, 502, 503])
def test_a_html_page_is_not_json(
    book: gspread.Spreadsheet, session: requests.Session, faults: Faults, status: int
) -> None:
    faults.next(f"html_{status}")
    url = f"{BASE}/v4/spreadsheets/{book.id}/values/A1?valueInputOption=RAW"
    answer = session.put(url, json={"values": [["x"]]})
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "text/html; charset=UTF-8"
    with pytest.raises(requests.JSONDecodeError):
        answer.json()
    assert book.sheet1.acell("A1").value is None


def test_a_truncated_answer_is_half_of_the_true_one(
    book: gspread.Spreadsheet, session: requests.Session, faults: Faults
) -> None:
    url = f"{BASE}/v4/spreadsheets/{book.id}/values/A1?valueInputOption=RAW"
    whole = session.put(url, json={"values": [["x"]]})
    faults.next("truncated", on="write")
    half = session.put(url, json={"values": [["y"]]})
    assert (half.status_code, half.text) == (200, whole.text[: len(whole.text) // 2])
    with pytest.raises(requests.JSONDecodeError):
        half.json()
    assert book.sheet1.acell("A1").value == "y"


@pytest.mark.parametrize(
    ("fault", "error", "words", "is_applied"),
    [
        ("reset_before", requests.ConnectionError, "(?i)connection reset by peer", False),
        ("reset_after", requests.ConnectionError, "(?i)connection reset by peer", True),
        ("timeout_before", requests.ReadTimeout, "Read timed out", False),
        ("timeout_after", requests.ReadTimeout, "Read timed out", True),
    ],
)
def test_broken_connections(
    book: gspread.Spreadsheet,
    place: Place,
    faults: Faults,
    fault: str,
    error: Any,
    words: str,
    is_applied: bool,
) -> None:
    sheet = book.sheet1
    faults.next(fault, on="write")
    book.client.set_timeout(0.2 if error is requests.ReadTimeout else None)
    with pytest.raises(error, match=words):
        sheet.update([["x"]], "A1")
    book.client.set_timeout(None)
    place.wait_for_a_lost_request()
    assert sheet.acell("A1").value == ("x" if is_applied else None)
    assert [made.kind for made in place.requests() if made.status == 0] == ["write"]


def test_a_refused_request_is_not_applied(book: gspread.Spreadsheet, faults: Faults) -> None:
    sheet = book.sheet1
    faults.next("quota", on="write")
    with pytest.raises(gspread.exceptions.APIError):
        sheet.update([["x"]], "A1")
    assert sheet.acell("A1").value is None


def test_only_what_matches(ask: Ask, faults: Faults) -> None:
    faults.next("internal", on="write", times=2, after=1)
    assert [status(ask), status(ask, "PUT"), status(ask, "PUT")] == [200, 200, 500]
    assert [status(ask), status(ask, "PUT"), status(ask, "PUT")] == [200, 500, 200]


def test_by_path(ask: Ask, faults: Faults) -> None:
    faults.next("internal", path=r":batchGet$")
    assert status(ask) == 200
    assert ask("GET", "/v4/spreadsheets/ID/values:batchGet", ranges="A1")[0] == 500


def test_chance_is_the_same_every_time() -> None:
    def run() -> list[bool]:
        weather = Faults(seed=7)
        weather.always("internal", chance=0.5)
        return [weather.matching("GET", "/", "read") is not None for _ in range(40)]

    assert run() == run()
    assert 5 < sum(run()) < 35


def test_delays_add_up_where_they_match(ask: Ask, place: Place, faults: Faults) -> None:
    faults.delay(2.0, on="write")
    faults.delay(0.25, path=r"/values/")
    place.clock.slept.clear()
    assert [status(ask), status(ask, "PUT")] == [200, 200]
    assert ask("GET", "/v4/spreadsheets/ID")[0] == 200
    assert place.clock.slept == [0.75, 2.75, 0.5]


def test_a_request_may_be_slow_and_fail(ask: Ask, place: Place, faults: Faults) -> None:
    faults.delay(3.0)
    faults.next("internal")
    place.clock.slept.clear()
    assert [status(ask), status(ask)] == [500, 200]
    assert place.clock.slept == [3.5, 3.5]


def test_clear_ends_the_weather(ask: Ask, place: Place, faults: Faults) -> None:
    faults.always("unavailable")
    faults.delay(1.0)
    assert [status(ask), status(ask)] == [503, 503]
    faults.clear()
    place.clock.slept.clear()
    assert status(ask) == 200
    assert place.clock.slept == [0.5]


def test_without_a_delay_nobody_sleeps() -> None:
    clock = HandClock()
    with lib.localsheets.session(clock=clock) as session:
        assert session.get(FILES).status_code == 200
    assert clock.slept == []


def test_misspelt_rules_are_refused() -> None:
    with pytest.raises(ValueError, match="'hail' is none of"):
        Faults().next("hail")
    with pytest.raises(ValueError, match="'writes' is none of"):
        Faults().next("internal", on="writes")
    with pytest.raises(ValueError, match="'GETS' is none of"):
        Faults().delay(1.0, on="GETS")


def test_requests_are_logged(place: Place, faults: Faults) -> None:
    faults.next("reset_before", on="write")
    place.session.get(f"{FILES}?pageSize=1")
    with pytest.raises(requests.ConnectionError):
        place.session.post(f"{BASE}/v4/spreadsheets", json={})
    place.session.patch(f"{BASE}/v4/spreadsheets/a%2Fb%3A%27c", json={})
    assert place.requests() == [
        Request("GET", "/drive/v3/files", "read", 200),
        Request("POST", "/v4/spreadsheets", "write", 0),
        Request("PATCH", "/v4/spreadsheets/a%2Fb%3A%27c", "write", 501),
    ]
