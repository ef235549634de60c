"""Who may change which cells (§5)."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.localsheets.conftest import EDITOR, LISTED, OWNER, PROTECTED, World, grid

Request = dict[str, Any]


def span(start: int, end: int, dimension: str = "ROWS") -> Request:
    return {"dimension": dimension, "startIndex": start, "endIndex": end}


def cells(value: str = "x") -> list[Request]:
    return [{"values": [{"userEnteredValue": {"stringValue": value}}]}]


CHOICE = {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "a"}]}
RULE = {"booleanRule": {"condition": CHOICE, "format": {"textFormat": {"bold": True}}}}
BAND = {"rowProperties": {"firstBandColor": {"red": 1}}}


def over(place: Request) -> list[Request]:
    """Every request that changes something at this place."""
    top, left = place["startRowIndex"], place["startColumnIndex"]
    start = {"rowIndex": top, "columnIndex": left}
    return [
        {"updateCells": {"rows": cells(), "fields": "userEnteredValue", "start": start}},
        {"updateCells": {"rows": [], "fields": "note", "range": place}},
        {"repeatCell": {"range": place, "cell": {"note": "n"}, "fields": "note"}},
        {"setDataValidation": {"range": place, "rule": {"condition": CHOICE}}},
        {"mergeCells": {"range": place}},
        {"unmergeCells": {"range": place}},
        {"sortRange": {"range": place, "sortSpecs": [{"dimensionIndex": left}]}},
        {"copyPaste": {"source": grid(5, 4, 6, 5), "destination": place}},
        {"findReplace": {"find": "c", "replacement": "y", "range": place}},
        {"setBasicFilter": {"filter": {"range": place}}},
        {"addBanding": {"bandedRange": {"range": place, **BAND}}},
        {"addConditionalFormatRule": {"rule": {"ranges": [place], **RULE}}},
        {"addProtectedRange": {"protectedRange": {"range": place, "editors": {"users": [EDITOR]}}}},
        {"deleteDimension": {"range": span(top, top + 1)}},
        {"deleteDimension": {"range": span(left, left + 1, "COLUMNS")}},
        {"moveDimension": {"source": span(top, top + 1), "destinationIndex": top + 2}},
        {
            "updateDimensionProperties": {
                "range": span(top, top + 1),
                "properties": {"hiddenByUser": True},
                "fields": "hiddenByUser",
            }
        },
        {
            "updateSheetProperties": {
                "properties": {"gridProperties": {"rowCount": top + 1}},
                "fields": "gridProperties.rowCount",
            }
        },
    ]


# What only a protection of the whole sheet refuses.
TO_THE_SHEET: list[Request] = [
    {"insertDimension": {"range": span(0, 1)}},
    {"insertDimension": {"range": span(6, 7), "inheritFromBefore": True}},
    {"appendDimension": {"dimension": "ROWS", "length": 1}},
    {"appendCells": {"rows": cells(), "fields": "userEnteredValue"}},
    {"updateSheetProperties": {"properties": {"title": "Anders"}, "fields": "title"}},
    {"updateSheetProperties": {"properties": {"hidden": True}, "fields": "hidden"}},
    {"updateSheetProperties": {"properties": {"index": 1}, "fields": "index"}},
]
INSIDE, BESIDE = grid(2, 1, 4, 3), grid(4, 3, 5, 4)
INSERTED: list[Request] = [
    {"insertDimension": {"range": span(3, 4)}},
    {"insertDimension": {"range": span(2, 3, "COLUMNS")}},
    {"deleteSheet": {"sheetId": 0}},
]


def refused(world: World, user: str, request: Request) -> None:
    """With Google's words, and nothing is left of it or of what stood before it."""
    before = world.everything()
    first = {"updateCells": {"start": {"sheetId": 7}, "rows": cells(), "fields": "*"}}
    assert world.message(first, request, user=user) == PROTECTED
    assert world.everything() == before


@pytest.mark.parametrize("request_", over(INSIDE) + INSERTED, ids=lambda one: next(iter(one)))
def test_a_protected_range(filled: World, request_: Request) -> None:
    filled.protect(INSIDE, editors={"users": [LISTED.upper()]})
    refused(filled, EDITOR, request_)
    listed = json.loads(json.dumps(request_).replace(EDITOR, LISTED))
    assert filled.batch(LISTED, listed)[0] == 200


@pytest.mark.parametrize("request_", over(INSIDE) + INSERTED, ids=lambda one: next(iter(one)))
def test_a_warning_stops_nobody(filled: World, request_: Request) -> None:
    filled.protect(INSIDE, warningOnly=True)
    assert filled.batch(EDITOR, request_)[0] == 200


@pytest.mark.parametrize(
    "request_",
    [*over(BESIDE)[:13], *TO_THE_SHEET, {"insertDimension": {"range": span(2, 3)}}],
    ids=lambda one: next(iter(one)),
)
def test_beside_a_protected_range(filled: World, request_: Request) -> None:
    filled.protect(INSIDE)
    status, answer = filled.batch(EDITOR, request_)
    assert status == 200, answer


@pytest.mark.parametrize(
    "request_", over(INSIDE) + INSERTED + TO_THE_SHEET, ids=lambda one: next(iter(one))
)
def test_a_protected_sheet(filled: World, request_: Request) -> None:
    filled.protect({"sheetId": 0}, unprotectedRanges=[grid(2, 1, 3, 2), grid(3, 2, 4, 5)])
    if request_.keys() & {"updateCells"} and "start" in request_["updateCells"]:
        assert filled.batch(EDITOR, request_)[0] == 200  # its one cell is in the hole
    else:
        refused(filled, EDITOR, request_)


@pytest.mark.parametrize(
    ("dimension", "place", "refused_at"),
    [
        ("ROWS", INSIDE, [3]),
        ("COLUMNS", INSIDE, [2]),
        ("ROWS", {"startRowIndex": 2, "endRowIndex": 4}, [3]),
        ("COLUMNS", {"startRowIndex": 2, "endRowIndex": 4}, [0, 1, 2, 3, 4]),
        ("ROWS", {"startRowIndex": 2}, [3, 4, 5]),
        ("ROWS", {"startColumnIndex": 1, "endColumnIndex": 2}, [0, 1, 2, 3, 4, 5]),
    ],
)
def test_where_lines_may_be_put(
    filled: World, dimension: str, place: Request, refused_at: list[int]
) -> None:
    """Before and behind a protected range, but nothing that widens it."""
    filled.protect(place)
    size = 6 if dimension == "ROWS" else 5
    spans = [span(at, at + 1, dimension) for at in range(size)]
    taken = [filled.batch(EDITOR, {"insertDimension": {"range": one}})[0] for one in spans[::-1]]
    assert [at for at, status in enumerate(taken[::-1]) if status != 200] == refused_at


def test_a_hole_is_as_open_as_the_sheet_around_it_is_not(filled: World) -> None:
    hole = grid(1, 1, 4, 4)
    filled.protect({"sheetId": 0}, unprotectedRanges=[hole])
    for request in over(hole)[:12]:
        assert filled.batch(EDITOR, request)[0] == 200, request
    for wider in (grid(0, 1, 4, 4), grid(1, 0, 4, 4), grid(1, 1, 5, 4), grid(1, 1, 4, 5)):
        refused(filled, EDITOR, {"repeatCell": {"range": wider, "cell": {}, "fields": "note"}})


VALUES: list[tuple[str, str, Any, str]] = [
    ("PUT", "/values/A3:D3", {"values": [["x", "x", None, "x"]]}, ""),
    ("PUT", "/values/B3", {"values": [[""]]}, ""),
    ("PUT", "/values/A1", {"values": [["x"]] * 2 + [[None, "x"]]}, ""),
    ("POST", "/values/A1:clear", None, ""),
    ("POST", "/values/Blad:clear", None, ""),
    ("POST", "/values:batchClear", {"ranges": ["A2", "B3"]}, "Invalid range[1]: "),
    (
        "POST",
        "/values:batchUpdate",
        {"data": [{"range": "E1", "values": [["x"]]}, {"range": "C4", "values": [["x"]]}]},
        "Invalid data[1]: ",
    ),
]


@pytest.mark.parametrize(("method", "path", "body", "prefix"), VALUES)
def test_values(filled: World, method: str, path: str, body: Any, prefix: str) -> None:
    filled.protect(INSIDE)
    filled.protect(grid(0, 0, 1, 1))
    before = filled.everything()
    query = {"valueInputOption": "RAW"} if method == "PUT" else {}
    if "data" in (body or {}):
        body = body | {"valueInputOption": "RAW"}
    status, answer = filled.ask(EDITOR, method, f"/v4/spreadsheets/ID{path}", body, **query)
    assert (status, answer["error"]) == (
        400,
        {"code": 400, "message": prefix + PROTECTED, "status": "INVALID_ARGUMENT"},
    )
    assert filled.everything() == before
    assert filled.ask(OWNER, method, f"/v4/spreadsheets/ID{path}", body, **query)[0] == 200


@pytest.mark.parametrize("option", ["OVERWRITE", "INSERT_ROWS"])
def test_a_protected_sheet_does_not_grow(filled: World, option: str) -> None:
    filled.protect({"sheetId": 0})
    path, query = "/v4/spreadsheets/ID/values/A1:append", {"insertDataOption": option}
    body = {"values": [["x"]]}
    status, answer = filled.ask(EDITOR, "POST", path, body, valueInputOption="RAW", **query)
    assert (status, answer["error"]["message"]) == (400, PROTECTED)


def test_appending_pushes_a_protected_row_down(world: World) -> None:
    world.write([["kop"], ["a"], [None], ["slot"]])
    world.protect(grid(2, 0, 4, 5))
    path, query = "/v4/spreadsheets/ID/values/A1:append", {"insertDataOption": "INSERT_ROWS"}
    body = {"values": [["b"], ["c"]]}
    assert world.ask(EDITOR, "POST", path, body, valueInputOption="RAW", **query)[0] == 200
    assert world.values("A1:A9") == [["kop"], ["a"], ["b"], ["c"], [], ["slot"]]
    assert world.sheet()["protectedRanges"][0]["range"] == grid(4, 0, 6, 5)


def test_null_leaves_a_protected_cell_alone(filled: World) -> None:
    filled.protect(INSIDE)
    path, body = "/v4/spreadsheets/ID/values/A3", {"values": [["x", None, None, "x"]]}
    assert filled.ask(EDITOR, "PUT", path, body, valueInputOption="RAW")[0] == 200
    assert filled.values("A3:D3") == [["x", "c21", "c22", "x"]]
