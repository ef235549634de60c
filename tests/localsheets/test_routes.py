from __future__ import annotations

from collections.abc import Callable
from typing import Any
from unittest.mock import ANY

import gspread
import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import lib.localsheets
from lib.localsheets import contract
from lib.localsheets.routes import HANDLERS
from lib.localsheets.spreadsheets import KINDS
from tests.localsheets.conftest import BASE, Ask

Batch = Callable[..., tuple[int, Any]]

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
WORDS = """
    range sheetId startIndex endIndex dimension rows values userEnteredValue stringValue
    numberValue formulaValue fields start rowIndex properties title gridProperties rowCount index
    cell userEnteredFormat numberFormat type pattern mergeType sortSpecs dimensionIndex length
    source destinationIndex startRowIndex endRowIndex startColumnIndex tabColorStyle rgbColor red
    data valueInputOption majorDimension ranges requests name mimeType parents note
"""
words = st.sampled_from(WORDS.split())
bodies = st.recursive(
    scalars
    | st.sampled_from(["ROWS", "COLUMNS", "RAW", "USER_ENTERED", "*", "A1", "DATE", "note"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=4),
    max_leaves=12,
)
PROFILE = settings(
    derandomize=True,
    deadline=None,
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/v4/spreadsheets/ID:getByDataFilter"),
        ("POST", "/v4/spreadsheets/ID/values:batchGetByDataFilter"),
        ("POST", "/v4/spreadsheets/ID/sheets/0:copyTo"),
        ("DELETE", "/v4/spreadsheets/ID"),
        ("GET", "/v4/nothing"),
    ],
)
def test_an_unknown_method_is_named(ask: Ask, book: Any, method: str, path: str) -> None:
    status, answer = ask(method, path, {})
    assert status == 501
    named = f"localsheets does not do this: {method} {path.replace('ID', book.id)}"
    assert answer["error"]["message"] == named


def test_drive_beyond_the_slice_is_refused(session: requests.Session, book: Any) -> None:
    url = f"https://www.googleapis.com/drive/v3/files/{book.id}"
    assert session.patch(url, json={"name": "x"}).status_code == 501
    assert session.get(f"{url}/revisions").status_code == 501


@pytest.mark.parametrize("kind", sorted(set(contract.MESSAGES["Request"]) - set(KINDS)))
def test_a_kind_of_google_that_is_missing_here_is_named(batch: Batch, kind: str) -> None:
    status, answer = batch({kind: {}})
    assert status == 501
    assert f"field '{kind}' at 'requests[0]'" in answer["error"]["message"]


def test_an_unknown_kind_is_googles_own_refusal(batch: Batch) -> None:
    status, answer = batch({"frobnicate": {}})
    assert status == 400
    assert answer["error"]["message"] == (
        "Invalid JSON payload received. Unknown name \"frobnicate\" at 'requests[0]': "
        "Cannot find field."
    )


def test_a_field_that_is_missing_here_is_named(batch: Batch) -> None:
    status, answer = batch({"addSheet": {"properties": {"rightToLeft": True}}})
    assert status == 501
    message = answer["error"]["message"]
    assert "field 'rightToLeft' at 'requests[0].add_sheet.properties'" in message


def test_a_query_parameter_that_is_missing_here_is_named(ask: Ask) -> None:
    status, answer = ask("GET", "/v4/spreadsheets/ID", excludeTablesInBandedRanges="true")
    assert status == 501
    assert "query parameter 'excludeTablesInBandedRanges'" in answer["error"]["message"]
    assert ask("GET", "/v4/spreadsheets/ID", alt="media")[0] == 501


def test_a_query_parameter_google_lacks(ask: Ask) -> None:
    status, answer = ask("GET", "/v4/spreadsheets/ID", includeGrid="true")
    assert status == 400
    assert answer["error"]["message"] == (
        'Invalid JSON payload received. Unknown name "includeGrid": Cannot bind query parameter.'
        " Field 'includeGrid' could not be found in request message."
    )


def test_a_mask_of_an_answer_names_what_google_has(ask: Ask) -> None:
    status, answer = ask("GET", "/v4/spreadsheets/ID", fields="sheets.propertys")
    message = answer["error"]["message"]
    assert (status, message) == (400, "Invalid field selection propertys")
    # Google has charts; here there can be none.
    assert ask("GET", "/v4/spreadsheets/ID", fields="sheets.charts.chartId") == (
        200,
        {"sheets": [{}]},
    )


def test_a_mask_of_an_update_names_what_is_done_here(batch: Batch) -> None:
    status, answer = batch({"repeatCell": {"fields": "userEnteredFormat.borders"}})
    assert (status, "'userEnteredFormat.borders'" in answer["error"]["message"]) == (501, True)
    status, answer = batch({"repeatCell": {"fields": "userEnteredFormat.colour"}})
    assert (status, "userEnteredFormat.colour" in answer["error"]["message"]) == (400, True)


def test_a_title_may_hold_everything(book: gspread.Spreadsheet) -> None:
    sheet = book.add_worksheet("It's/a:clear b!", 5, 5)
    sheet.update([["x"]], "B2")
    assert sheet.get("A1:B2") == [[], ["", "x"]]
    assert sheet.get_all_values() == [["", ""], ["", "x"]]


@pytest.mark.parametrize(
    "body", [b"{", b"nul", b'{"values": NaN}', b'"\\ud800"', b"\xff", b"[" * 9999]
)
def test_what_is_no_json(session: requests.Session, book: Any, body: bytes) -> None:
    url = f"{BASE}/v4/spreadsheets/{book.id}/values/A1?valueInputOption=RAW"
    answer = session.put(url, data=body)
    assert answer.status_code == 400
    assert answer.json()["error"]["status"] == "INVALID_ARGUMENT"


def test_nothing_reaches_the_network() -> None:
    with lib.localsheets.session() as made, pytest.raises(requests.exceptions.InvalidSchema):
        made.get("https://example.org/")


def encodable(body: Any) -> Any:
    """requests refuses NaN itself; Google would never see it."""
    if isinstance(body, float) and (body != body or abs(body) == float("inf")):
        return None
    if isinstance(body, list):
        return [encodable(one) for one in body]
    if isinstance(body, dict):
        return {key: encodable(one) for key, one in body.items()}
    return body


@PROFILE
@given(bodies, st.sampled_from([name for name in HANDLERS if name != "files.delete"]))
def test_a_random_body_is_never_a_500(
    session: requests.Session, book: gspread.Spreadsheet, body: Any, name: str
) -> None:
    method = contract.METHODS[name]
    ids = {"spreadsheetId": book.id, "fileId": book.id, "range": "A1", "permissionId": "1"}
    query = {"valueInputOption": "USER_ENTERED"} if "valueInputOption" in method["query"] else {}
    url = BASE.replace("sheets", "www") if method["path"].startswith("/drive") else BASE
    url += method["path"].format(**ids)
    answer = session.request(method["verb"], url, json=encodable(body), params=query)
    assert answer.status_code in (200, 400, 404, 501), answer.text


WINDOW = {"sheetId": 0, "startRowIndex": 1, "endRowIndex": 3, "startColumnIndex": 0}
SPAN = {"sheetId": 0, "dimension": "ROWS", "startIndex": 1, "endIndex": 3}
CELLS = [{"values": [{"userEnteredValue": {"numberValue": 1}, "note": "n"}]}]
LOOK = {"numberFormat": {"type": "DATE", "pattern": "d-m-yyyy"}, "backgroundColor": {"red": 1}}
SHEET = {"sheetId": 0, "title": "t", "index": 1, "gridProperties": {"rowCount": 5}}
CHOICE = {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "a"}]}
BANDS = {"firstBandColor": {"red": 1}, "headerColorStyle": {"rgbColor": {"blue": 0.5}}}
RULE = {"ranges": [WINDOW], "booleanRule": {"condition": CHOICE, "format": {}}}
VALID: dict[str, Any] = {
    "addSheet": {"properties": {"title": "x", "index": 0, "gridProperties": {"rowCount": 3}}},
    "deleteSheet": {"sheetId": 0},
    "duplicateSheet": {"sourceSheetId": 0, "insertSheetIndex": 1, "newSheetName": "n"},
    "updateSheetProperties": {"properties": SHEET, "fields": "title,index,gridProperties.rowCount"},
    "updateSpreadsheetProperties": {"properties": {"title": "t"}, "fields": "title"},
    "updateCells": {"rows": CELLS, "fields": "*", "start": {"sheetId": 0, "rowIndex": 1}},
    "appendCells": {"sheetId": 0, "rows": CELLS, "fields": "userEnteredValue,note"},
    "repeatCell": {
        "range": WINDOW,
        "cell": {"userEnteredFormat": LOOK},
        "fields": "userEnteredFormat(numberFormat,backgroundColor)",
    },
    "appendDimension": {"sheetId": 0, "dimension": "ROWS", "length": 1},
    "insertDimension": {"range": SPAN, "inheritFromBefore": True},
    "deleteDimension": {"range": SPAN},
    "moveDimension": {"source": SPAN, "destinationIndex": 5},
    "mergeCells": {"range": WINDOW, "mergeType": "MERGE_ROWS"},
    "unmergeCells": {"range": WINDOW},
    "sortRange": {"range": WINDOW, "sortSpecs": [{"dimensionIndex": 0, "sortOrder": "ASCENDING"}]},
    "updateDimensionProperties": {
        "range": SPAN,
        "properties": {"hiddenByUser": True, "pixelSize": 30},
        "fields": "hiddenByUser,pixelSize",
    },
    "setDataValidation": {"range": WINDOW, "rule": {"condition": CHOICE, "strict": True}},
    "addNamedRange": {"namedRange": {"name": "Naam", "namedRangeId": "1", "range": WINDOW}},
    "updateNamedRange": {"namedRange": {"name": "Ander", "namedRangeId": "1"}, "fields": "name"},
    "deleteNamedRange": {"namedRangeId": "1"},
    "addProtectedRange": {
        "protectedRange": {
            "protectedRangeId": 1,
            "range": {"sheetId": 0},
            "unprotectedRanges": [WINDOW],
            "editors": {"users": ["a@example.org"]},
        }
    },
    "updateProtectedRange": {
        "protectedRange": {"protectedRangeId": 1, "description": "d"},
        "fields": "description",
    },
    "deleteProtectedRange": {"protectedRangeId": 1},
    "setBasicFilter": {"filter": {"range": WINDOW}},
    "clearBasicFilter": {"sheetId": 0},
    "addFilterView": {
        "filter": {
            "filterViewId": 1,
            "title": "f",
            "range": WINDOW,
            "filterSpecs": [{"columnIndex": 0, "filterCriteria": {"hiddenValues": ["x"]}}],
        }
    },
    "updateFilterView": {"filter": {"filterViewId": 1, "title": "g"}, "fields": "title"},
    "deleteFilterView": {"filterId": 1},
    "addBanding": {"bandedRange": {"bandedRangeId": 1, "range": WINDOW, "rowProperties": BANDS}},
    "updateBanding": {
        "bandedRange": {"bandedRangeId": 1, "rowProperties": BANDS},
        "fields": "rowProperties",
    },
    "deleteBanding": {"bandedRangeId": 1},
    "addConditionalFormatRule": {"rule": RULE, "index": 0},
    "updateConditionalFormatRule": {"rule": RULE, "index": 0, "sheetId": 0},
    "deleteConditionalFormatRule": {"index": 0, "sheetId": 0},
    "copyPaste": {
        "source": WINDOW,
        "destination": {**WINDOW, "startRowIndex": 3, "endRowIndex": 5},
    },
    "findReplace": {"find": "a", "replacement": "b", "allSheets": True, "matchCase": True},
}
edges = st.sampled_from([-1, 0, 2, 9, 10**6, 2**31 - 1, 0.5, "", "ROWS", "*", None, [], {}, True])


def broken(body: Any, path: list[int], value: Any) -> Any:
    """The body with one value somewhere inside replaced."""
    if not path or not isinstance(body, dict | list) or not body:
        return value
    keys = list(body) if isinstance(body, dict) else list(range(len(body)))
    chosen = keys[path[0] % len(keys)]
    copied = body.copy()
    copied[chosen] = broken(body[chosen], path[1:], value)
    return copied


def test_every_kind_has_a_valid_example(batch: Batch) -> None:
    assert sorted(VALID) == sorted(KINDS)
    for kind, body in VALID.items():
        if kind != "deleteSheet":
            assert batch({kind: body}) == (200, ANY), kind


@settings(PROFILE, max_examples=400)
@given(st.sampled_from(sorted(VALID)), st.lists(st.integers(0, 5), min_size=1, max_size=5), edges)
def test_a_broken_request_is_never_a_500(ask: Ask, kind: str, path: list[int], value: Any) -> None:
    status, answer = ask(
        "POST",
        "/v4/spreadsheets/ID:batchUpdate",
        {"requests": [broken({kind: VALID[kind]}, path, value)]},
    )
    assert status in (200, 400, 501), answer
