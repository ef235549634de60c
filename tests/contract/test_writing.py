"""values.update, batchUpdate, clear and batchClear (§3.2, §3.5), and their limits (§1.2)."""

from __future__ import annotations

from typing import Any

import gspread
import pytest
from gspread.exceptions import APIError

from tests.contract.conftest import refused

RAW = {"valueInputOption": "RAW"}
UNFORMATTED = {"valueRenderOption": "UNFORMATTED_VALUE"}
TRIED = "but tried writing to"


def stored(sheet: gspread.Worksheet) -> Any:
    """The ValueRange of an unformatted read of everything."""
    return sheet.spreadsheet.values_get(f"'{sheet.title}'", UNFORMATTED)


def test_raw_is_literal(sheet: gspread.Worksheet) -> None:
    row = ["=1+1", "'x", "0042", "TRUE", 42, 42.0, 0.1, True, False, "2020-01-01", 'q"\\,é🌵\n']
    sheet.update([row], "A1")
    (answer,) = stored(sheet)["values"]
    assert answer == row
    assert [type(value) for value in answer[4:9]] == [int, int, float, bool, bool]
    shown = [*row[:4], "42", "42", "0.1", "TRUE", "FALSE", *row[9:]]
    assert sheet.get_all_values() == [shown]


def test_null_leaves_alone_and_empty_empties(sheet: gspread.Worksheet) -> None:
    sheet.update([[1, 2, 3], [4, 5, 6]], "A1")
    sheet.update([[None, "", 9], [7]], "A1")
    assert stored(sheet)["values"] == [[1, "", 9], [7, 5, 6]]
    sheet.update([[None, 8], [None, None]], "A1", raw=False, major_dimension="COLUMNS")
    assert stored(sheet)["values"] == [[1, "", 9], [8, 5, 6]]


def test_counters(book: gspread.Spreadsheet, sheet: gspread.Worksheet) -> None:
    empty: list[Any] = [None] * 4
    corners = [["x", *empty[1:]], empty, empty, empty, empty, [*empty[1:], "y"]]
    answer = sheet.update(corners, "A1")
    counts = {"updatedRows": 2, "updatedColumns": 2, "updatedCells": 2}
    assert answer == {"spreadsheetId": book.id, "updatedRange": "Sheet1!A1:D6", **counts}
    ragged = sheet.update([["a", "b"], [1, 2, 3, 4]], "A1")
    counts = {"updatedRows": 2, "updatedColumns": 4, "updatedCells": 6}
    assert ragged == {"spreadsheetId": book.id, "updatedRange": "Sheet1!A1:D2", **counts}
    emptied = sheet.update([["", ""]], "A1")
    counts = {"updatedRows": 1, "updatedColumns": 2, "updatedCells": 2}
    assert emptied == {"spreadsheetId": book.id, "updatedRange": "Sheet1!A1:B1", **counts}
    nothing = sheet.update([[None, None]], "A1")
    assert nothing == {"spreadsheetId": book.id, "updatedRange": "Sheet1!A1:B1"}


def test_columns_go_down(sheet: gspread.Worksheet) -> None:
    answer = sheet.update([[1, 2], [3]], "B1", major_dimension="COLUMNS")
    assert answer["updatedRange"] == "Sheet1!B1:C2"
    assert (answer["updatedRows"], answer["updatedColumns"], answer["updatedCells"]) == (2, 2, 3)
    assert stored(sheet)["values"] == [["", 1, 3], ["", 2]]


def test_written_values_come_back_when_asked(sheet: gspread.Worksheet) -> None:
    answer = sheet.update([[1, True, ""]], "B2", include_values_in_response=True)
    shown = {"range": "Sheet1!B2:D2", "majorDimension": "ROWS", "values": [["1", "TRUE"]]}
    assert answer["updatedData"] == shown
    answer = sheet.update(
        [["50%", "=1+1"]],
        "B2",
        raw=False,
        include_values_in_response=True,
        response_value_render_option="FORMULA",
    )
    assert answer["updatedData"]["values"] == [[0.5, "=1+1"]]
    assert "updatedData" not in sheet.update([[1]], "A1", include_values_in_response=False)


@pytest.mark.parametrize("a1", ["A1", "A:A", "A1:B", "1:1", "", "A:Z"])
def test_one_cell_or_an_open_end_is_an_anchor(sheet: gspread.Worksheet, a1: str) -> None:
    """`1:1` is as open to the right as `A:A` is below."""
    values = [[1], [2]] if a1 != "1:1" else [[1, 2]]
    written = "A1:A2" if a1 != "1:1" else "A1:B1"
    assert sheet.update(values, a1)["updatedRange"] == f"Sheet1!{written}"


def test_a_bounded_range_is_a_limit(sheet: gspread.Worksheet) -> None:
    with pytest.raises(APIError) as error:
        sheet.update([[1, 2, 3]], "A1:B1")
    within = "Requested writing within range [Sheet1!A1:B1]"
    assert refused(error) == (400, f"{within}, {TRIED} column [C]")
    with pytest.raises(APIError) as error:
        sheet.update([[1], [2]], "A1:B1")
    assert refused(error) == (400, f"{within}, {TRIED} row [2]")
    assert "values" not in stored(sheet)
    assert sheet.update([[1, 2]], "A1:B2")["updatedRange"] == "Sheet1!A1:B1"


def test_the_grid_grows_from_inside(small: gspread.Worksheet) -> None:
    small.update([[i] * 5 for i in range(3)], "A3")
    assert stored(small)["range"] == "'D3'!A1:E5"
    small.update([[9] * 5] * 6, "A1:E6")
    assert stored(small)["range"] == "'D3'!A1:E6"
    assert stored(small)["values"] == [[9] * 5] * 6


def test_a_write_that_starts_outside_the_grid(small: gspread.Worksheet) -> None:
    limits = "exceeds grid limits. Max rows: 4, max columns: 4"
    for a1 in ("E1", "A5"):
        with pytest.raises(APIError) as error:
            small.update([["x"]], a1)
        assert refused(error) == (400, f"Range ('D3'!{a1}) {limits}")
    assert stored(small) == {"range": "'D3'!A1:D4", "majorDimension": "ROWS"}


def test_notes_and_formats_survive_a_write(sheet: gspread.Worksheet) -> None:
    sheet.insert_note("A1", "blijft")
    sheet.format("A1", {"numberFormat": {"type": "PERCENT", "pattern": "0%"}})
    sheet.update([[0.5]], "A1")
    assert (sheet.get_note("A1"), sheet.acell("A1").value) == ("blijft", "50%")


def test_a_validation_survives_a_write(book: gspread.Spreadsheet, sheet: gspread.Worksheet) -> None:
    kind = gspread.utils.ValidationConditionType.one_of_list
    sheet.add_validation("A1", kind, ["ja"])
    sheet.update([["ja"]], "A1")
    found = book.fetch_sheet_metadata(
        {"ranges": "Sheet1!A1", "fields": "sheets.data.rowData.values.dataValidation.condition"}
    )
    condition = {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "ja"}]}
    (cell,) = found["sheets"][0]["data"][0]["rowData"][0]["values"]
    assert cell == {"dataValidation": {"condition": condition}}


def test_batch_update_counts_distinct_rows_and_columns(
    book: gspread.Spreadsheet, sheet: gspread.Worksheet
) -> None:
    cells = [{"range": name, "values": [["x"]]} for name in ("B2", "C2", "B5", "C5")]
    answer = sheet.batch_update(cells)
    responses = answer.pop("responses")
    assert answer == {
        "spreadsheetId": book.id,
        "totalUpdatedRows": 2,
        "totalUpdatedColumns": 2,
        "totalUpdatedCells": 4,
        "totalUpdatedSheets": 1,
    }
    counts = {"updatedRows": 1, "updatedColumns": 1, "updatedCells": 1}
    assert responses == [
        {"spreadsheetId": book.id, "updatedRange": f"Sheet1!{name}", **counts}
        for name in ("B2", "C2", "B5", "C5")
    ]
    assert book.values_batch_update({**RAW, "data": []}) == {"spreadsheetId": book.id}


def test_batch_update_over_sheets_and_dimensions(
    book: gspread.Spreadsheet, sheet: gspread.Worksheet, small: gspread.Worksheet
) -> None:
    data = [
        {"range": "'D3'!A1", "values": [[1, 2]], "majorDimension": "COLUMNS"},
        {"range": "Sheet1!A1", "values": [[3, None, 4]], "majorDimension": None},
        {"range": "'D3'!A1", "values": [[9]]},
    ]
    answer = book.values_batch_update({**RAW, "data": data})
    assert answer["totalUpdatedSheets"] == 2
    assert [one["updatedRange"] for one in answer["responses"]] == [
        "'D3'!A1:A2",
        "Sheet1!A1:C1",
        "'D3'!A1",
    ]
    assert (stored(small)["values"], stored(sheet)["values"]) == ([[9], [2]], [[3, "", 4]])


@pytest.mark.parametrize(
    ("bad", "text"),
    [
        ({"range": "Nee!A1", "values": [[1]]}, "Unable to parse range: Nee!A1"),
        (
            {"range": "A1:B1", "values": [[1, 2, 3]]},
            f"Requested writing within range [Sheet1!A1:B1], {TRIED} column [C]",
        ),
        (
            {"range": "AA1", "values": [[1]]},
            "Range (Sheet1!AA1) exceeds grid limits. Max rows: 1000, max columns: 26",
        ),
    ],
)
def test_batch_update_is_all_or_nothing(
    book: gspread.Spreadsheet, sheet: gspread.Worksheet, bad: dict[str, Any], text: str
) -> None:
    data = [{"range": "A1", "values": [[1]]}, bad]
    with pytest.raises(APIError) as error:
        book.values_batch_update({**RAW, "data": data})
    assert refused(error) == (400, f"Invalid data[1]: {text}")
    assert "values" not in stored(sheet)


def test_a_batch_gives_its_values_back(sheet: gspread.Worksheet) -> None:
    data = [{"range": "A1", "values": [["1-2-2022"], [0.5]]}]
    answer = sheet.batch_update(
        data,
        raw=False,
        include_values_in_response=True,
        response_value_render_option="UNFORMATTED_VALUE",
    )
    shown = {"range": "Sheet1!A1:A2", "majorDimension": "ROWS", "values": [[44563], [0.5]]}
    assert answer["responses"][0]["updatedData"] == shown


def test_clear(book: gspread.Spreadsheet, small: gspread.Worksheet) -> None:
    small.update([[1, 2], [3, 4]], "A1")
    small.insert_note("A1", "blijft")
    small.format("A1", {"numberFormat": {"type": "PERCENT", "pattern": "0%"}})
    answer = small.batch_clear(["A1:A9", "B2"])
    assert answer == {"spreadsheetId": book.id, "clearedRanges": ["'D3'!A1:A4", "'D3'!B2"]}
    assert stored(small)["values"] == [["", 2]]
    assert small.batch_clear(["D:D"])["clearedRanges"] == ["'D3'!D1:D4"]
    assert small.clear() == {"spreadsheetId": book.id, "clearedRange": "'D3'!A1:D4"}
    assert "values" not in stored(small)
    small.update([[0.5]], "A1")
    assert (small.get_note("A1"), small.acell("A1").value) == ("blijft", "50%")


def test_batch_clear_is_all_or_nothing(book: gspread.Spreadsheet, small: gspread.Worksheet) -> None:
    small.update([[1, 2]], "A1")
    with pytest.raises(APIError):
        small.batch_clear(["A1", "A9"])
    assert stored(small)["values"] == [[1, 2]]


def test_the_longest_text(sheet: gspread.Worksheet) -> None:
    sheet.update([["x" * 50_000]], "A1")
    limit = "the maximum of 50000 characters in a single cell"
    with pytest.raises(APIError) as error:
        sheet.update([["x" * 50_001]], "A1")
    assert refused(error) == (400, f"Your input contains more than {limit}")
    with pytest.raises(APIError) as error:
        sheet.append_row(["x" * 50_001])
    assert refused(error) == (400, f"Your input contains more than {limit}")
    assert stored(sheet)["values"] == [["x" * 50_000]]
