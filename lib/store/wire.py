"""Values ↔ the JSON of `updateCells` and of grid data. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from lib.schema.cells import Cell, to_cell
from lib.schema.column import Column, Kind
from lib.schema.look import FORMATS


def number_format(kind: Kind) -> dict[str, str]:
    """{} for a number, which has none."""
    found = FORMATS.get(kind)
    return {} if found is None else {"type": found.type, "pattern": found.pattern}


def cell_data(column: Column, cell: Cell) -> dict[str, Any]:
    """A CellData; text goes as stringValue, so that `=1+1` stays what was typed."""
    data: dict[str, Any] = {"userEnteredValue": extended_value(cell)}
    if shown := number_format(column.kind):
        data["userEnteredFormat"] = {"numberFormat": shown}
    return data


def fields(column: Column) -> str:
    has_format = column.kind in FORMATS
    return "userEnteredValue,userEnteredFormat.numberFormat" if has_format else "userEnteredValue"


def extended_value(cell: Cell) -> dict[str, Any]:
    """An ExtendedValue; {} empties the cell."""
    match cell:
        case None | "":
            return {}
        case bool():
            return {"boolValue": cell}
        case int() | float():
            return {"numberValue": cell}
        case _:
            return {"stringValue": cell}


def from_cell_data(data: Mapping[str, Any]) -> Cell:
    """What an unformatted read would give for this cell of grid data."""
    value = data.get("effectiveValue", {})
    for kind in ("stringValue", "numberValue", "boolValue"):
        if kind in value:
            return value[kind]  # type: ignore[no-any-return]
    return data.get("formattedValue", "#ERROR!") if "errorValue" in value else ""


def grid_rows(data: Mapping[str, Any]) -> list[list[Cell]]:
    """The rows of one `data[]` element of spreadsheets.get."""
    return [
        [from_cell_data(cell) for cell in row.get("values", [])] for row in data.get("rowData", [])
    ]


def set_cell(sheet_id: int, row: int, place: int, column: Column, cell: Cell) -> dict[str, Any]:
    """Set one cell; `row` and `place` are 0-based."""
    return {
        "updateCells": {
            "start": {"sheetId": sheet_id, "rowIndex": row, "columnIndex": place},
            "rows": [{"values": [cell_data(column, cell)]}],
            "fields": fields(column),
        }
    }


def append_row(
    sheet_id: int,
    columns: Sequence[Column],
    places: Mapping[str, int],
    values: Mapping[str, Any],
) -> dict[str, Any]:
    """Add a row after the last one with data; each value under its own header."""
    width = max(places.values()) + 1
    cells: list[dict[str, Any]] = [{} for _ in range(width)]
    for column in columns:
        if column.name in places:
            cell = to_cell(column, values.get(column.name))
            cells[places[column.name]] = cell_data(column, cell)
    return {
        "appendCells": {
            "sheetId": sheet_id,
            "rows": [{"values": cells}],
            "fields": "userEnteredValue,userEnteredFormat.numberFormat",
        }
    }
