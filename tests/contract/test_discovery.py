"""The check itself, on planted exchanges."""

from __future__ import annotations

import json
from typing import Any

import pytest
import requests
from requests.adapters import BaseAdapter

from tests.contract.discovery import OffContract, check

SHEETS = "https://sheets.googleapis.com/v4/spreadsheets"
FILES = "https://www.googleapis.com/drive/v3/files"
UPLOAD = "https://www.googleapis.com/upload/drive/v2/files/ID?uploadType=media"
UPDATED = {"spreadsheetId": "ID", "updatedRange": "A!A1", "updatedRows": 1}
REFUSED = {"error": {"code": 400, "message": "No.", "status": "INVALID_ARGUMENT"}}
COLOUR = {"addSheet": {"properties": {"tabColorStyle": {"rgbColor": {"red": 1}}}}}


def exchange(
    method: str, url: str, sent: Any = None, answer: Any = None, status: int = 200
) -> requests.Response:
    """An answer as requests has it; bytes are sent and answered as they are."""
    body = sent if isinstance(sent, bytes) else json.dumps(sent) if sent is not None else None
    response = requests.Response()
    response.request = requests.Request(method, url, data=body).prepare()
    response.status_code = status
    response.headers["Content-Type"] = "application/json; charset=UTF-8"
    response._content = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
    return response


def problem(*arguments: Any, **named: Any) -> str:
    with pytest.raises(OffContract) as error:
        check(exchange(*arguments, **named))
    return str(error.value)


@pytest.mark.parametrize(
    ("method", "url", "sent", "answer", "status"),
    [
        ("GET", f"{SHEETS}/ID?includeGridData=False&fields=sheets", None, {"sheets": [{}]}, 200),
        ("GET", f"{SHEETS}/ID?ranges=A1&ranges=B2", None, {}, 200),
        ("PUT", f"{SHEETS}/ID/values/A1:B2?valueInputOption=RAW", {"values": [[1]]}, UPDATED, 200),
        ("PUT", f"{SHEETS}/ID/values/A1", {"values": [["a", None]], "range": None}, UPDATED, 200),
        ("PUT", f"{SHEETS}/ID/values/a%2Fb%3Aclear", {"values": []}, REFUSED, 400),
        ("POST", f"{SHEETS}/ID/values/A1:clear", None, {"clearedRange": "A!A1"}, 200),
        ("POST", f"{SHEETS}/ID:batchUpdate", {"requests": [COLOUR]}, {"replies": [{}]}, 200),
        ("POST", f"{SHEETS}/ID:batchUpdate", {"requests": [{"frobnicate": {}}]}, REFUSED, 400),
        ("GET", f"{FILES}?pageToken=&pageSize=1000&supportsAllDrives=True", None, {}, 200),
        ("GET", f"{FILES}/ID?includeItemsFromAllDrives=True", None, {"version": "5"}, 200),
        ("POST", f"{FILES}/ID/permissions", {"role": "reader", "withLink": False}, {}, 200),
        ("DELETE", f"{FILES}/ID?supportsAllDrives=True", None, b"", 204),
        ("GET", f"{FILES}/ID/export?mimeType=text/csv", None, b"a,b", 200),
        ("PUT", f"{UPLOAD}&convert=True", b"a,b", {"error": {"code": 501, "message": "No."}}, 501),
    ],
)
def test_what_is_right(method: str, url: str, sent: Any, answer: Any, status: int) -> None:
    check(exchange(method, url, sent, answer, status))


@pytest.mark.parametrize(
    ("method", "url"),
    [
        ("GET", "https://sheets.googleapis.com/v4/nothing"),
        ("DELETE", f"{SHEETS}/ID"),
        ("GET", f"{SHEETS}/ID/values/A1:clear/B1"),
        ("GET", f"{SHEETS}/ID/values"),
        ("PATCH", FILES),
    ],
)
def test_a_method_that_google_lacks(method: str, url: str) -> None:
    assert "Google has no such method" in problem(method, url, None, REFUSED, 400)


@pytest.mark.parametrize(
    ("url", "text"),
    [
        (f"{SHEETS}/ID?include=1", "query: include is not known"),
        (f"{SHEETS}/ID?spreadsheetId=ID", "query: spreadsheetId is not known"),
        (f"{SHEETS}/ID?includeGridData=yes", "query: includeGridData cannot be 'yes'"),
        (f"{SHEETS}/ID?includeGridData=", "query: includeGridData cannot be ''"),
        (f"{SHEETS}/ID?fields=a&fields=b", "query: fields is given 2 times"),
        (f"{SHEETS}/ID/values/A1?majorDimension=ROW", "query: majorDimension cannot be 'ROW'"),
        (f"{FILES}?pageSize=1001", "query: pageSize cannot be '1001'"),
        (f"{FILES}?pageSize=x", "query: pageSize cannot be 'x'"),
        (f"{FILES}?includeItems=True", "query: includeItems is not known"),
        (f"{FILES}/ID/export", "query: mimeType is required"),
    ],
)
def test_a_wrong_query(url: str, text: str) -> None:
    assert text in problem("GET", url, None, {})


@pytest.mark.parametrize(
    ("sent", "text"),
    [
        ({"requests": [{"frobnicate": {}}]}, "$.requests[0]: Additional properties"),
        ({"requests": [{"addSheet": {"title": "x"}}]}, "('title' was unexpected)"),
        ({"requests": {}}, "$.requests: {} is not of type 'array'"),
        ({"requests": [{"deleteSheet": {"sheetId": "0"}}]}, "'0' is not of type 'integer'"),
        ({"requests": [{"deleteSheet": {"sheetId": 2**31}}]}, "greater than the maximum"),
        ({"requests": [{"mergeCells": {"mergeType": "ALL"}}]}, "'ALL' is not one of"),
        ({"includeSpreadsheetInResponse": "true"}, "'true' is not of type 'boolean'"),
        ([], "$: [] is not of type 'object'"),
        (b'{"requests": NaN}', "not JSON: NaN"),
        (b"{", "not JSON"),
    ],
)
def test_a_wrong_request_that_was_taken(sent: Any, text: str) -> None:
    found = problem("POST", f"{SHEETS}/ID:batchUpdate", sent, {"replies": []})
    assert "request: " in found
    assert text in found


def test_a_wrong_request_is_not_merely_something_unsupported() -> None:
    missing = {"error": {"code": 501, "message": "No."}}
    sent = {"requests": [{"frobnicate": {}}]}
    assert "'frobnicate'" in problem("POST", f"{SHEETS}/ID:batchUpdate", sent, missing, 501)


def test_a_body_where_none_belongs() -> None:
    assert "request: has a body" in problem("GET", f"{SHEETS}/ID", {}, {})


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        ({"sheets": [{"properties": {"id": 0}}]}, "$.sheets[0].properties: Additional"),
        ({"sheets": [{"properties": {"sheetId": 0.0}}]}, "0.0 is not of type 'integer'"),
        ({"sheets": [{"properties": {"sheetId": True}}]}, "True is not of type 'integer'"),
        ({"sheets": [{"properties": {"title": None}}]}, "None is not of type 'string'"),
        ({"sheets": [{"properties": {"sheetType": "TABLE"}}]}, "'TABLE' is not one of"),
        ({"namedRanges": [{"namedRangeId": 5}]}, "5 is not of type 'string'"),
        (b'{"sheets": [', "answer: not JSON"),
    ],
)
def test_a_wrong_answer(answer: Any, text: str) -> None:
    assert text in problem("GET", f"{SHEETS}/ID", None, answer)


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        ({"version": 5}, "5 is not of type 'string'"),
        ({"version": "5a"}, "'5a' does not match"),
        ({"modifiedTime": "2026-01-01 10:00"}, "does not match"),
    ],
)
def test_a_wrong_answer_of_drive(answer: Any, text: str) -> None:
    assert text in problem("GET", f"{FILES}/ID?fields=*", None, answer)


def test_deleting_answers_nothing() -> None:
    assert "not an empty 204" in problem("DELETE", f"{FILES}/ID", None, {}, 200)
    assert "not an empty 204" in problem("DELETE", f"{FILES}/ID", None, {}, 204)


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        ({}, "an error without `error`"),
        ([], "an error without `error`"),
        ({"error": "No."}, "an error without `error`"),
        ({"error": {"code": 400, "message": "No."}}, "error.code is 400"),
        ({"error": {"code": 404, "message": ""}}, "error.message is no text"),
        ({"error": {"code": 404}}, "error.message is no text"),
        (b"<html>", "not JSON"),
    ],
)
def test_a_wrong_error(answer: Any, text: str) -> None:
    assert text in problem("GET", f"{SHEETS}/ID", None, answer, 404)


def test_json_says_that_it_is_json() -> None:
    response = exchange("GET", f"{SHEETS}/ID", None, {})
    response.headers["Content-Type"] = "text/html"
    with pytest.raises(OffContract, match="Content-Type is text/html"):
        check(response)


class Planted(BaseAdapter):
    def send(self, request: requests.PreparedRequest, **_: Any) -> requests.Response:
        return exchange(request.method or "", request.url or "", None, {"sheets": "none"})

    def close(self) -> None:
        """Nothing is open."""


def test_the_sessions_of_these_tests_are_checked(session: requests.Session) -> None:
    session.mount(f"{SHEETS}/ID", Planted())
    with pytest.raises(OffContract, match="'none' is not of type 'array'"):
        session.get(f"{SHEETS}/ID")
