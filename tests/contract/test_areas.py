"""Requests on a part of a sheet: merging, sorting, finding, copying, filtering, naming, protecting
and validating (§4, §5)."""

from __future__ import annotations

from typing import Any

import gspread
import pytest
from gspread.exceptions import APIError

from tests.contract.conftest import Batch, Request, refusal, refused

YES = {"condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "ja"}]}}


def area(top: int, bottom: int, left: int, right: int, **sheet_id: int) -> dict[str, int]:
    """As Google spells it in an answer: a sheet id of 0 is left out."""
    rows = {"startRowIndex": top, "endRowIndex": bottom}
    return {**sheet_id, **rows, "startColumnIndex": left, "endColumnIndex": right}


def first(book: gspread.Spreadsheet) -> Any:
    return book.fetch_sheet_metadata()["sheets"][0]


def test_merges(book: gspread.Spreadsheet, sheet: gspread.Worksheet, batch: Batch) -> None:
    sheet.merge_cells("A1:B2", "MERGE_ROWS")
    assert first(book)["merges"] == [area(0, 1, 0, 2), area(1, 2, 0, 2)]
    sheet.merge_cells("A1:C3")
    assert first(book)["merges"] == [area(0, 3, 0, 3)]
    span = {"sheetId": 0, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}
    batch({"insertDimension": {"range": span}})
    assert first(book)["merges"] == [area(0, 4, 0, 3)]
    batch({"insertDimension": {"range": span | {"startIndex": 4, "endIndex": 5}}})
    assert first(book)["merges"] == [area(0, 4, 0, 3)]
    sheet.unmerge_cells("A1:Z10")
    assert "merges" not in first(book)


def test_a_merge_on_another_sheet_names_it(
    book: gspread.Spreadsheet, small: gspread.Worksheet
) -> None:
    small.merge_cells("B2:C3")
    assert book.fetch_sheet_metadata()["sheets"][1]["merges"] == [
        area(1, 3, 1, 3, sheetId=small.id)
    ]


def test_a_merge_across_the_frozen_edge(sheet: gspread.Worksheet, batch: Batch) -> None:
    sheet.freeze(cols=1)
    merge = {"mergeCells": {"range": {"startColumnIndex": 0, "endColumnIndex": 2}}}
    assert refusal(batch, merge) == "You can't merge frozen and non-frozen columns"


def test_sort(sheet: gspread.Worksheet) -> None:
    rows = [["b", 1], ["A", 2], ["", 3], ["b", 0]]
    sheet.update(rows, "A1")
    sheet.sort((1, "asc"), (2, "asc"), range="A1:B4")
    assert sheet.get_all_values() == [["A", "2"], ["b", "0"], ["b", "1"], ["", "3"]]
    sheet.sort((2, "des"), range="A1:B4")
    assert sheet.col_values(2) == ["3", "2", "1", "0"]


def test_sort_of_a_part_leaves_the_rest(sheet: gspread.Worksheet) -> None:
    """The column is one of the sheet, not of the range."""
    sheet.update([["x", 2, "p"], ["y", 1, "q"]], "A1")
    sheet.sort((2, "asc"), range="B1:C2")
    assert sheet.get_all_values() == [["x", "1", "q"], ["y", "2", "p"]]


def test_numbers_that_are_text_sort_as_text(sheet: gspread.Worksheet) -> None:
    sheet.update([["9"], ["10"], ["1"]], "A1")
    sheet.sort((1, "asc"), range="A1:A3")
    assert sheet.col_values(1) == ["1", "10", "9"]


def replacing(find: str, replacement: str, **more: Any) -> Request:
    return {"findReplace": {"find": find, "replacement": replacement, **more}}


def test_find_and_replace(
    book: gspread.Spreadsheet, sheet: gspread.Worksheet, small: gspread.Worksheet, batch: Batch
) -> None:
    sheet.update([["peer peer", "appel"], ["Peer", "kers"]], "A1")
    small.update([["peer"]], "A1")
    (reply,) = batch(replacing("peer", "vijg", allSheets=True))["replies"]
    assert reply == {
        "findReplace": {
            "valuesChanged": 3,
            "rowsChanged": 3,
            "sheetsChanged": 2,
            "occurrencesChanged": 4,
        }
    }
    assert sheet.get_all_values() == [["vijg vijg", "appel"], ["vijg", "kers"]]
    assert small.get_all_values() == [["vijg"]]


def test_find_and_replace_in_one_sheet_or_range(
    sheet: gspread.Worksheet, small: gspread.Worksheet, batch: Batch
) -> None:
    sheet.update([["a", "a"], ["A", "ab"]], "A1")
    small.update([["a"]], "A1")
    batch(replacing("a", "x", sheetId=0, matchCase=True, matchEntireCell=True))
    assert sheet.get_all_values() == [["x", "x"], ["A", "ab"]]
    batch(replacing("x", "y", range={"sheetId": 0, "startColumnIndex": 1, "endColumnIndex": 2}))
    assert sheet.get_all_values() == [["x", "y"], ["A", "ab"]]
    assert small.get_all_values() == [["a"]]
    assert batch(replacing("nergens", "x", allSheets=True))["replies"] == [{"findReplace": {}}]


def test_find_and_replace_by_pattern(sheet: gspread.Worksheet, batch: Batch) -> None:
    """The rules are Java's."""
    sheet.update([["12-34", "x"]], "A1")
    batch(replacing(r"(\d+)-(\d+)", "$2-$1", sheetId=0, searchByRegex=True))
    assert sheet.get_all_values() == [["34-12", "x"]]


@pytest.mark.parametrize("where", [{}, {"sheetId": 0, "allSheets": True}])
def test_find_and_replace_needs_one_place(batch: Batch, where: dict[str, Any]) -> None:
    with pytest.raises(APIError) as error:
        batch(replacing("a", "b", **where))
    assert refused(error)[0] == 400


def test_copying_takes_everything_whatever_the_size_of_the_destination(
    sheet: gspread.Worksheet, batch: Batch
) -> None:
    sheet.update([[1, 2], [3, 4]], "A1")
    source = {"endRowIndex": 2, "endColumnIndex": 2}
    one = {"startRowIndex": 3, "endRowIndex": 4, "startColumnIndex": 0, "endColumnIndex": 1}
    answer = batch({"copyPaste": {"source": source, "destination": one}})
    assert answer["replies"] == [{}]
    assert sheet.get("A4:B5") == [["1", "2"], ["3", "4"]]


def test_a_filter_replaces_the_one_before(
    book: gspread.Spreadsheet, sheet: gspread.Worksheet
) -> None:
    answer = sheet.set_basic_filter("A1:B3")
    assert answer == {"spreadsheetId": book.id, "replies": [{}]}
    sheet.set_basic_filter()
    assert first(book)["basicFilter"]["range"] == area(0, 1000, 0, 26)


def test_a_named_range(book: gspread.Spreadsheet, sheet: gspread.Worksheet, batch: Batch) -> None:
    named = {"name": "naam", "range": {"sheetId": 0, **area(0, 2, 0, 2)}}
    (reply,) = batch({"addNamedRange": {"namedRange": named}})["replies"]
    made = reply["addNamedRange"]["namedRange"]
    assert made["namedRangeId"].isdecimal()
    assert made == {
        "namedRangeId": made["namedRangeId"],
        "name": "naam",
        "range": area(0, 2, 0, 2),
    }
    change = {"namedRangeId": made["namedRangeId"], "name": "anders"}
    batch({"updateNamedRange": {"namedRange": change, "fields": "name"}})
    assert book.list_named_ranges() == [made | {"name": "anders"}]
    batch({"deleteNamedRange": {"namedRangeId": made["namedRangeId"]}})
    assert book.list_named_ranges() == []


def test_a_name_that_cannot_be(batch: Batch) -> None:
    named = {"name": "twee woorden", "range": area(0, 1, 0, 1)}
    text = refusal(batch, {"addNamedRange": {"namedRange": named}})
    assert text.startswith("The name given to this range is invalid")


def test_a_named_range_moves_along(
    book: gspread.Spreadsheet, sheet: gspread.Worksheet, batch: Batch
) -> None:
    sheet.define_named_range("A2:B3", "naam")
    sheet.insert_row(["boven"], 1)
    assert book.values_get("naam")["range"] == "Sheet1!A3:B4"


@pytest.mark.usefixtures("emulator")
def test_a_protected_range(
    book: gspread.Spreadsheet, sheet: gspread.Worksheet, batch: Batch
) -> None:
    """Added by the owner, so without editors; on Google a service account is no owner."""
    (reply,) = sheet.add_protected_range("A1:B2", description="dicht")["replies"]
    made = reply["addProtectedRange"]["protectedRange"]
    assert (made["range"], made["description"]) == (area(0, 2, 0, 2), "dicht")
    assert made["requestingUserCanEdit"] is True
    assert type(made["protectedRangeId"]) is int
    (listed,) = book.list_protected_ranges(0)
    assert listed["protectedRangeId"] == made["protectedRangeId"]
    sheet.update([["de eigenaar mag"]], "A1")
    assert sheet.acell("A1").value == "de eigenaar mag"
    batch({"deleteProtectedRange": {"protectedRangeId": made["protectedRangeId"]}})
    assert book.list_protected_ranges(0) == []


def test_a_warning_has_no_editors(batch: Batch) -> None:
    protected = {"range": area(0, 1, 0, 1), "warningOnly": True, "editors": {"users": ["a@b.nl"]}}
    text = refusal(batch, {"addProtectedRange": {"protectedRange": protected}})
    assert text == "ProtectedRange is warningOnly. Editors cannot be set on it."


def rules(book: gspread.Spreadsheet, a1: str) -> Any:
    query = {"ranges": f"Sheet1!{a1}", "fields": "sheets.data.rowData.values.dataValidation"}
    data = book.fetch_sheet_metadata(query)["sheets"][0]["data"][0]
    return [row.get("values", []) for row in data.get("rowData", [])]


def test_a_validation_without_a_rule_clears(book: gspread.Spreadsheet, batch: Batch) -> None:
    answer = batch({"setDataValidation": {"range": area(0, 2, 0, 1), "rule": YES}})
    assert answer["replies"] == [{}]
    assert rules(book, "A1:B3") == [[{"dataValidation": YES}]] * 2
    batch({"setDataValidation": {"range": area(0, 1, 0, 1)}})
    assert rules(book, "A1:B3") == [[], [{"dataValidation": YES}]]
