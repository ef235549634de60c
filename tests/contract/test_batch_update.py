"""spreadsheets.batchUpdate: the batch itself, sheets, rows and columns (§4)."""

from __future__ import annotations

from typing import Any

import gspread
import pytest
from gspread.exceptions import APIError

from tests.contract.conftest import Batch, Request, refused


def titles(book: gspread.Spreadsheet) -> list[str]:
    return [sheet.title for sheet in book.worksheets()]


def properties(sheet: gspread.Worksheet) -> Any:
    """As they are now, not as gspread remembers them."""
    for found in sheet.spreadsheet.fetch_sheet_metadata()["sheets"]:
        if found["properties"]["sheetId"] == sheet.id:
            return found["properties"]
    raise AssertionError(sheet.title)


def update(fields: str, **values: Any) -> Request:
    return {"updateSheetProperties": {"properties": values, "fields": fields}}


def span(name: str, start: int, end: int, **more: Any) -> Request:
    inside = {"sheetId": 0, "dimension": "ROWS", "startIndex": start, "endIndex": end}
    return {name: {"source" if name == "moveDimension" else "range": inside, **more}}


def message(batch: Batch, *requests: Request) -> str:
    """The refusal, without its prefix, of a batch whose last request fails."""
    with pytest.raises(APIError) as error:
        batch(*requests)
    code, text = refused(error)
    prefix = f"Invalid requests[{len(requests) - 1}].{next(iter(requests[-1]))}: "
    assert code == 400
    assert text.startswith(prefix)
    return text.removeprefix(prefix)


def test_replies_are_one_to_one(batch: Batch) -> None:
    answer = batch(
        update("title", sheetId=0, title="Een"),
        {"addSheet": {"properties": {"title": "Twee", "index": 0}}},
        {"appendDimension": {"sheetId": 0, "dimension": "ROWS", "length": 1}},
    )
    assert [list(reply) for reply in answer["replies"]] == [[], ["addSheet"], []]
    added = answer["replies"][1]["addSheet"]["properties"]
    assert (added["title"], added["index"], added["sheetType"]) == ("Twee", 0, "GRID")
    assert added["gridProperties"] == {"rowCount": 1000, "columnCount": 26}
    assert added["sheetId"] > 0


def test_nothing_of_a_failing_batch_is_applied(book: gspread.Spreadsheet, batch: Batch) -> None:
    requests = [
        {"addSheet": {"properties": {"title": "Nieuw"}}},
        {"addSheet": {"properties": {"title": "nieuw"}}},
    ]
    text = 'A sheet with the name "nieuw" already exists. Please enter another name.'
    assert message(batch, *requests) == text
    assert titles(book) == ["Sheet1"]


def test_an_empty_batch(batch: Batch) -> None:
    with pytest.raises(APIError) as error:
        batch()
    assert refused(error) == (400, "Must specify at least one request.")


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ({"sheetId": 0}, "Sheet with id 0 already exists."),
        ({"sheetId": -1}, "Sheet id must be non-negative."),
        ({"title": "x" * 101}, "The sheet name cannot be greater than 100 characters."),
    ],
)
def test_add_sheet_refusals(batch: Batch, given: dict[str, Any], text: str) -> None:
    assert message(batch, {"addSheet": {"properties": given}}) == text


def test_delete_sheet(book: gspread.Spreadsheet, batch: Batch) -> None:
    delete = {"deleteSheet": {"sheetId": 0}}
    assert message(batch, delete) == "You can't remove all the sheets in a document."
    other = book.add_worksheet("Ander", 2, 2)
    other.hide()
    assert message(batch, delete) == "You can't remove all the visible sheets in a document."
    assert message(batch, {"deleteSheet": {"sheetId": 7}}) == "No sheet with id: 7"
    other.show()
    batch(delete)
    assert titles(book) == ["Ander"]
    assert properties(other)["index"] == 0


def test_duplicate_sheet(book: gspread.Spreadsheet, sheet: gspread.Worksheet) -> None:
    sheet.update([["x", 1]], "A1")
    sheet.insert_note("A1", "n")
    copied = sheet.duplicate(insert_sheet_index=1, new_sheet_name="Kopie")
    sheet.update([["y"]], "A1")
    assert (copied.get_all_values(), copied.get_note("A1")) == ([["x", "1"]], "n")
    assert titles(book) == ["Sheet1", "Kopie"]


def test_moving_a_sheet_reads_the_index_before_the_move(
    book: gspread.Spreadsheet, batch: Batch
) -> None:
    for title in "bcd":
        book.add_worksheet(title, 1, 1)
    batch(update("index", sheetId=0, index=3))
    assert titles(book) == ["b", "c", "Sheet1", "d"]
    batch(update("index", sheetId=0, index=3))
    assert titles(book) == ["b", "c", "Sheet1", "d"]
    batch(update("index", sheetId=0, index=0))
    assert titles(book) == ["Sheet1", "b", "c", "d"]


def test_only_masked_properties_change(sheet: gspread.Worksheet, batch: Batch) -> None:
    batch(
        update(
            "gridProperties.frozenRowCount",
            sheetId=0,
            title="Nee",
            gridProperties={"frozenRowCount": 2, "rowCount": 5},
        )
    )
    found = properties(sheet)
    assert found["title"] == "Sheet1"
    grid = {"rowCount": 1000, "columnCount": 26, "frozenRowCount": 2}
    assert found["gridProperties"] == grid
    batch(update("gridProperties/frozenRowCount", sheetId=0))
    assert "frozenRowCount" not in properties(sheet)["gridProperties"]


def test_hiding(sheet: gspread.Worksheet, batch: Batch) -> None:
    text = "You can't hide all the sheets in a document."
    assert message(batch, update("hidden", sheetId=0, hidden=True)) == text
    assert "hidden" not in properties(sheet)


@pytest.mark.parametrize(
    ("request_", "text"),
    [
        (update("*", sheetId=0), "The sheet name cannot be empty."),
        (
            update("", sheetId=0),
            "At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)",
        ),
        (update("gridProperties", sheetId=0), "You can't delete all the rows on the sheet."),
    ],
)
def test_property_refusals(batch: Batch, request_: Request, text: str) -> None:
    assert message(batch, request_) == text


def test_tab_colour_comes_back_twice_and_rounded(sheet: gspread.Worksheet, batch: Batch) -> None:
    batch(update("tabColorStyle", sheetId=0, tabColorStyle={"rgbColor": {"red": 0.498039215}}))
    assert properties(sheet)["tabColor"] == {"red": 0.49803922}
    assert properties(sheet)["tabColorStyle"] == {"rgbColor": {"red": 0.49803922}}
    batch(update("tabColor", sheetId=0, tabColor={"red": 1e300, "blue": -1}))
    assert properties(sheet)["tabColorStyle"] == {"rgbColor": {"red": 1}}
    sheet.spreadsheet.sheet1.clear_tab_color()
    assert not {"tabColor", "tabColorStyle"} & set(properties(sheet))
    sheet.update_tab_color("#000000")
    assert properties(sheet)["tabColorStyle"] == {"rgbColor": {}}


def test_shrinking_drops_cells(sheet: gspread.Worksheet) -> None:
    sheet.update([[1, 2], [3, 4]], "A1")
    sheet.resize(1, 1)
    sheet.resize(3, 3)
    assert sheet.get_all_values() == [["1"]]


def test_spreadsheet_properties(book: gspread.Spreadsheet, client: gspread.Client) -> None:
    book.update_title("Nieuwe naam")
    book.update_locale("nl_NL")
    book.update_timezone("Europe/Amsterdam")
    found = client.open("Nieuwe naam").fetch_sheet_metadata()["properties"]
    assert (found["locale"], found["timeZone"]) == ("nl_NL", "Europe/Amsterdam")


def test_insert_delete_and_move_rows(sheet: gspread.Worksheet, batch: Batch) -> None:
    sheet.resize(10, 2)
    sheet.update([[str(i)] for i in range(5)], "A1")
    batch(span("insertDimension", 1, 3))
    assert sheet.col_values(1) == ["0", "", "", "1", "2", "3", "4"]
    assert properties(sheet)["gridProperties"]["rowCount"] == 12
    batch(span("deleteDimension", 1, 3))
    batch(span("moveDimension", 0, 2, destinationIndex=4))
    assert sheet.col_values(1) == ["2", "3", "0", "1", "4"]
    assert properties(sheet)["gridProperties"]["rowCount"] == 10


@pytest.mark.parametrize(
    ("request_", "text"),
    [
        (
            span("insertDimension", 10, 11),
            "range.startIndex must be less than the grid size (10) if inheritFromBefore is false.",
        ),
        (
            span("insertDimension", 11, 12, inheritFromBefore=True),
            "range.startIndex is larger than current grid size (10)",
        ),
        (
            span("deleteDimension", 12, 13),
            "Cannot delete a row that doesn't exist. "
            "Tried to delete row index 12 but there are only 10 rows.",
        ),
        (span("deleteDimension", 0, 10), "You can't delete all the rows on the sheet."),
        (span("deleteDimension", 1, 10), "You can't delete all non-frozen rows."),
        (
            span("moveDimension", 1, 2, destinationIndex=1),
            "destinationIndex[1] must be outside the requested range[1-2]",
        ),
        (
            span("moveDimension", 1, 2, destinationIndex=11),
            "destinationIndex[11] is after last row[10]",
        ),
    ],
)
def test_dimension_refusals(
    sheet: gspread.Worksheet, batch: Batch, request_: Request, text: str
) -> None:
    sheet.resize(10, 2)
    sheet.freeze(rows=1)
    assert message(batch, request_) == text


def test_sort(sheet: gspread.Worksheet) -> None:
    rows = [["b", 1], ["A", 2], ["", 3], ["b", 0]]
    sheet.update(rows, "A1")
    sheet.sort((1, "asc"), (2, "asc"), range="A1:B4")
    assert sheet.get_all_values() == [["A", "2"], ["b", "0"], ["b", "1"], ["", "3"]]
    sheet.sort((2, "des"), range="A1:B4")
    assert sheet.col_values(2) == ["3", "2", "1", "0"]


def test_sort_of_a_part_leaves_the_rest(sheet: gspread.Worksheet) -> None:
    sheet.update([["x", 2, "p"], ["y", 1, "q"]], "A1")
    sheet.sort((2, "asc"), range="B1:C2")
    assert sheet.get_all_values() == [["x", "1", "q"], ["y", "2", "p"]]


def test_merges(book: gspread.Spreadsheet, sheet: gspread.Worksheet, batch: Batch) -> None:
    sheet.merge_cells("A1:B2", "MERGE_ROWS")
    rows = [(0, 1), (1, 2)]
    expected = [
        {"startRowIndex": top, "endRowIndex": end, "startColumnIndex": 0, "endColumnIndex": 2}
        for top, end in rows
    ]
    assert book.fetch_sheet_metadata()["sheets"][0]["merges"] == expected
    sheet.merge_cells("A1:C3")
    assert len(book.fetch_sheet_metadata()["sheets"][0]["merges"]) == 1
    batch(span("insertDimension", 1, 2))
    merged = book.fetch_sheet_metadata()["sheets"][0]["merges"][0]
    assert (merged["startRowIndex"], merged["endRowIndex"]) == (0, 4)
    batch(span("insertDimension", 4, 5))
    merged = book.fetch_sheet_metadata()["sheets"][0]["merges"][0]
    assert (merged["startRowIndex"], merged["endRowIndex"]) == (0, 4)
    sheet.unmerge_cells("A1:Z10")
    assert "merges" not in book.fetch_sheet_metadata()["sheets"][0]


def test_a_merge_across_the_frozen_edge(sheet: gspread.Worksheet, batch: Batch) -> None:
    sheet.freeze(cols=1)
    merge = {"mergeCells": {"range": {"startColumnIndex": 0, "endColumnIndex": 2}}}
    assert message(batch, merge) == "You can't merge frozen and non-frozen columns"


def test_inserted_rows_and_columns_look_like_their_neighbour(
    sheet: gspread.Worksheet, batch: Batch
) -> None:
    sheet.format("B2", {"numberFormat": {"type": "PERCENT", "pattern": "0%"}})
    batch(span("insertDimension", 2, 3, inheritFromBefore=True))
    columns = {"dimension": "COLUMNS", "startIndex": 1, "endIndex": 2}
    batch({"insertDimension": {"range": columns}})
    sheet.update([[0.5] * 3] * 4, "A1")
    assert sheet.get("A1:C4") == [["0.5"] * 3, *[["0.5", "50%", "50%"]] * 2, ["0.5"] * 3]


def test_delete_columns(sheet: gspread.Worksheet) -> None:
    sheet.update([["a", "b", "c"]], "A1")
    sheet.insert_note("C1", "bij c")
    sheet.freeze(cols=1)
    sheet.delete_columns(1)
    assert sheet.get_all_values() == [["b", "c"]]
    assert sheet.get_note("B1") == "bij c"
    grid = {"rowCount": 1000, "columnCount": 25}
    assert properties(sheet)["gridProperties"] == grid


def test_cutting_a_merge(sheet: gspread.Worksheet, batch: Batch) -> None:
    sheet.merge_cells("A1:B2")
    part = {"sheetId": 0, "endRowIndex": 1}
    text = "You must select all cells in a merged range to merge or unmerge them."
    assert message(batch, {"unmergeCells": {"range": part}}) == text
    sheet.delete_rows(2)
    merged = sheet.spreadsheet.fetch_sheet_metadata()["sheets"][0]["merges"][0]
    assert (merged["endRowIndex"], merged["endColumnIndex"]) == (1, 2)


def test_the_title_of_a_copy(book: gspread.Spreadsheet, batch: Batch) -> None:
    replies = batch(*[{"duplicateSheet": {"sourceSheetId": 0}}] * 2)["replies"]
    made = [reply["duplicateSheet"]["properties"]["title"] for reply in replies]
    assert made == ["Copy of Sheet1", "Copy of Sheet1 2"]


@pytest.mark.parametrize(
    ("given", "code"),
    [({"timeZone": "Mars/Base"}, 400), ({"locale": "fr_FR"}, 501)],
)
def test_what_a_spreadsheet_cannot_be(batch: Batch, given: dict[str, str], code: int) -> None:
    fields = next(iter(given))
    with pytest.raises(APIError) as error:
        batch({"updateSpreadsheetProperties": {"properties": given, "fields": fields}})
    assert refused(error)[0] == code
