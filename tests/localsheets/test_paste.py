"""copyPaste: what is taken along, where to, and how often."""

from __future__ import annotations

from typing import Any

import pytest

from tests.localsheets.conftest import OWNER, World, grid

Request = dict[str, Any]
CHOICE = {"condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "3"}]}}
BOLD = {"textFormat": {"bold": True}}
SOURCE: Request = {
    "userEnteredValue": {"formulaValue": "=1+2"},
    "userEnteredFormat": BOLD,
    "dataValidation": CHOICE,
    "note": "n",
}
OLD: Request = {"userEnteredValue": {"stringValue": "oud"}, "note": "oud"}


def pasted(
    source: Request, destination: Request, kind: str = "PASTE_NORMAL", **more: Any
) -> Request:
    body = {"source": source, "destination": destination, "pasteType": kind}
    return {"copyPaste": body | more}


def put(row: int, column: int, cell: Request) -> Request:
    place = grid(row, column, row + 1, column + 1)
    return {"repeatCell": {"range": place, "cell": cell, "fields": "*"}}


def cell(world: World, row: int, column: int) -> Request:
    fields = "userEnteredValue,userEnteredFormat,note,dataValidation"
    place = f"R{row + 1}C{column + 1}"
    query = {"ranges": place, "fields": f"sheets.data.rowData.values({fields})"}
    sheet = world.ask(OWNER, "GET", "/v4/spreadsheets/ID", **query)[1]["sheets"][0]
    found: Request = sheet["data"][0].get("rowData", [{"values": [{}]}])[0]["values"][0]
    return found


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("PASTE_NORMAL", SOURCE),
        ("PASTE_NO_BORDERS", SOURCE),
        ("PASTE_VALUES", {"userEnteredValue": {"numberValue": 3}, "note": "oud"}),
        ("PASTE_FORMULA", {"userEnteredValue": {"formulaValue": "=1+2"}, "note": "oud"}),
        ("PASTE_FORMAT", OLD | {"userEnteredFormat": BOLD}),
        ("PASTE_DATA_VALIDATION", OLD | {"dataValidation": CHOICE}),
    ],
)
def test_what_is_pasted(world: World, kind: str, expected: Request) -> None:
    world.done(put(0, 0, SOURCE), put(3, 2, OLD))
    assert world.done(pasted(grid(0, 0, 1, 1), grid(3, 2, 4, 3), kind)) == [{}]
    assert cell(world, 3, 2) == expected
    assert cell(world, 0, 0) == SOURCE


def test_an_empty_cell_empties(world: World) -> None:
    world.done(put(3, 2, OLD), pasted(grid(0, 0, 1, 1), grid(3, 2, 4, 3)))
    assert cell(world, 3, 2) == {}


@pytest.mark.parametrize(
    ("destination", "more", "expected"),
    [
        (grid(2, 0, 3, 1), {}, ["ab", "cd"]),  # smaller: all of it is pasted
        (grid(2, 0, 6, 4), {}, ["abab", "cdcd", "abab", "cdcd"]),
        (grid(2, 0, 4, 5), {}, ["ab", "cd"]),  # no multiple of its width
        (grid(2, 0, 6, 3), {}, ["ab", "cd", "ab", "cd"]),
        (grid(2, 0, 2, 0), {}, ["ab", "cd"]),
        ({"startRowIndex": 2}, {}, ["ab", "cd", "ab", "cd"]),
        (grid(2, 0, 3, 1), {"pasteOrientation": "TRANSPOSE"}, ["ac", "bd"]),
    ],
)
def test_where_it_is_pasted(
    world: World, destination: Request, more: Request, expected: list[str]
) -> None:
    world.write([["a", "b"], ["c", "d"]])
    world.done(pasted(grid(0, 0, 2, 2), destination, **more))
    assert ["".join(row) for row in world.values("A3:E9")] == expected


def test_a_block_may_lie_over_itself(world: World) -> None:
    world.write([["a", "b"], ["c", "d"]])
    world.done(pasted(grid(0, 0, 2, 2), grid(1, 1, 2, 2)))
    assert world.values("A1:C3") == [["a", "b"], ["c", "a", "b"], ["", "c", "d"]]


def test_a_row_becomes_a_column(world: World) -> None:
    world.write([["a", "b", "c"]])
    source = grid(0, 0, 1, 3)
    world.done(pasted(source, grid(2, 4, 3, 5), pasteOrientation="TRANSPOSE"))
    assert world.values("E3:E6") == [["a"], ["b"], ["c"]]


def test_another_sheet(world: World) -> None:
    world.write([["a", "b"]])
    world.done(
        {"addSheet": {"properties": {"sheetId": 7, "title": "Ander"}}},
        pasted(grid(0, 0, 1, 2), grid(1, 1, 2, 2, 7)),
    )
    assert world.values("Ander!A1:C2") == [[], ["", "a", "b"]]


def test_nothing_to_paste(world: World) -> None:
    assert world.done(pasted(grid(0, 0, 0, 1), grid(1, 1, 2, 2))) == [{}]
    assert "rowData" not in world.everything()["sheets"][0]["data"][0]


@pytest.mark.parametrize(
    ("source", "destination", "text"),
    [
        (grid(0, 0, 2, 2), grid(5, 0, 6, 1), "The pasted cells do not fit on the sheet."),
        (grid(0, 0, 2, 2), grid(0, 4, 1, 5), "The pasted cells do not fit on the sheet."),
        (grid(0, 0, 1, 1), {"sheetId": 9}, "No grid with id: 9"),
        (
            grid(6, 0, 7, 1),
            grid(0, 0, 1, 1),
            "Range (Blad!A7) exceeds grid limits. Max rows: 6, max columns: 5",
        ),
    ],
)
def test_outside_the_grid(world: World, source: Request, destination: Request, text: str) -> None:
    assert world.message(pasted(source, destination)) == text


CONDITIONAL = {"booleanRule": {"condition": {"type": "BLANK"}}, "ranges": [grid(0, 0, 1, 1)]}


@pytest.mark.parametrize(
    ("prepared", "kind"),
    [
        ({"mergeCells": {"range": grid(0, 0, 2, 2)}}, "PASTE_NORMAL"),
        ({"mergeCells": {"range": grid(3, 3, 5, 5)}}, "PASTE_VALUES"),
        ({"addConditionalFormatRule": {"rule": CONDITIONAL}}, "PASTE_FORMAT"),
        (put(0, 0, {"userEnteredValue": {"formulaValue": "=B1"}}), "PASTE_FORMULA"),
        (put(0, 0, {}), "PASTE_CONDITIONAL_FORMATTING"),
    ],
)
def test_what_is_not_done(world: World, prepared: Request, kind: str) -> None:
    world.done(prepared)
    before = world.everything()
    assert world.batch(OWNER, pasted(grid(0, 0, 1, 1), grid(3, 3, 4, 4), kind))[0] == 501
    assert world.everything() == before


def test_a_formula_of_literals_is_taken_along(world: World) -> None:
    world.done(put(0, 0, {"userEnteredValue": {"formulaValue": '=2*"3"'}}))
    world.done(pasted(grid(0, 0, 1, 1), grid(1, 0, 2, 1)))
    assert world.values("A2", "FORMULA") == [['=2*"3"']]
