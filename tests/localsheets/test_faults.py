from __future__ import annotations

from typing import Any

import gspread
import pytest
import requests

import lib.localsheets
from lib.localsheets import Faults
from tests.localsheets.conftest import Ask

CELL = "/v4/spreadsheets/ID/values/A1"


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
    answer = session.post("https://sheets.googleapis.com/v4/spreadsheets", json={})
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
    answer = session.get("https://www.googleapis.com/drive/v3/files")
    assert 'error="invalid_token"' in answer.headers["www-authenticate"]


def test_a_html_page_is_not_json(session: requests.Session, faults: Faults) -> None:
    faults.next("html_502")
    answer = session.get("https://www.googleapis.com/drive/v3/files")
    assert answer.status_code == 502
    assert answer.headers["Content-Type"].startswith("text/html")
    with pytest.raises(requests.JSONDecodeError):
        answer.json()


@pytest.mark.parametrize(
    ("fault", "error", "is_applied"),
    [
        ("reset_before", requests.ConnectionError, False),
        ("reset_after", requests.ConnectionError, True),
        ("timeout_before", requests.ReadTimeout, False),
        ("timeout_after", requests.ReadTimeout, True),
    ],
)
def test_broken_connections(
    book: gspread.Spreadsheet, faults: Faults, fault: str, error: Any, is_applied: bool
) -> None:
    sheet = book.sheet1
    faults.next(fault, on="write")
    with pytest.raises(error):
        sheet.update([["x"]], "A1")
    assert sheet.acell("A1").value == ("x" if is_applied else None)


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


def test_clear_ends_the_weather(ask: Ask, faults: Faults) -> None:
    faults.always("unavailable")
    assert [status(ask), status(ask)] == [503, 503]
    faults.clear()
    assert status(ask) == 200


def test_misspelt_rules_are_refused() -> None:
    with pytest.raises(ValueError, match="'hail' is none of"):
        Faults().next("hail")
    with pytest.raises(ValueError, match="'writes' is none of"):
        Faults().next("internal", on="writes")


def test_requests_are_logged(session: requests.Session, faults: Faults) -> None:
    faults.next("reset_before", on="write")
    session.get("https://www.googleapis.com/drive/v3/files?pageSize=1")
    with pytest.raises(requests.ConnectionError):
        session.post("https://sheets.googleapis.com/v4/spreadsheets", json={})
    assert lib.localsheets.requests_made(session) == [
        lib.localsheets.Request("GET", "/drive/v3/files", "read", 200),
        lib.localsheets.Request("POST", "/v4/spreadsheets", "write", 0),
    ]
