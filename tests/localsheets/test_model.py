"""A random program of operations leaves what plain lists of lists would hold."""

from __future__ import annotations

from typing import Any

import gspread
from hypothesis import given, settings
from hypothesis import strategies as st

import lib.localsheets

Model = list[list[Any]]

WIDTH, HEIGHT = 5, 9
value = st.sampled_from(["a", "b, c", "=1", 'q"', 3, -2.5, True, False, "", None])
row_index, column_index = st.integers(0, HEIGHT - 1), st.integers(0, WIDTH - 1)
block = st.lists(st.lists(value, min_size=1, max_size=3), min_size=1, max_size=3)
span = st.tuples(st.integers(0, 6), st.integers(1, 2))
operation = st.one_of(
    st.tuples(st.just("write"), row_index, column_index, block),
    st.tuples(st.just("clear"), row_index, column_index),
    st.tuples(st.just("insert"), st.sampled_from(["ROWS", "COLUMNS"]), span),
    st.tuples(st.just("delete"), st.sampled_from(["ROWS", "COLUMNS"]), span),
    st.tuples(st.just("move"), st.sampled_from(["ROWS", "COLUMNS"]), span, st.integers(0, 7)),
    st.tuples(st.just("append"), block),
    st.tuples(st.just("sort"), st.integers(0, 1)),
)


class Plain:
    """The whole grid, empty cells as ""."""

    def __init__(self) -> None:
        self.rows: Model = [[""] * WIDTH for _ in range(HEIGHT)]

    def turned(self, dimension: str) -> Model:
        return (
            self.rows
            if dimension == "ROWS"
            else [list(column) for column in zip(*self.rows, strict=True)]
        )

    def restore(self, dimension: str, lines: Model) -> None:
        self.rows = (
            lines if dimension == "ROWS" else [list(row) for row in zip(*lines, strict=True)]
        )

    def write(self, top: int, left: int, cells: Model) -> None:
        height = max(len(self.rows), top + len(cells))
        width = max(len(self.rows[0]), left + max(len(row) for row in cells))
        self.rows += [[] for _ in range(height - len(self.rows))]
        self.rows = [row + [""] * (width - len(row)) for row in self.rows]
        for i, row in enumerate(cells):
            for j, one in enumerate(row):
                if one is not None:
                    self.rows[top + i][left + j] = one

    def seen(self) -> Model:
        rows = [list(row) for row in self.rows]
        for row in rows:
            while row and row[-1] == "":
                row.pop()
        while rows and not rows[-1]:
            rows.pop()
        return rows


def apply(step: tuple[Any, ...], plain: Plain, sheet: gspread.Worksheet) -> None:
    name, *arguments = step
    if name == "write":
        top, left, cells = arguments
        if top < len(plain.rows) and left < len(plain.rows[0]):
            plain.write(top, left, cells)
            sheet.update(cells, gspread.utils.rowcol_to_a1(top + 1, left + 1))
    elif name == "clear":
        top, left = arguments
        if top < len(plain.rows) and left < len(plain.rows[0]):
            plain.write(top, left, [[""] * (len(plain.rows[0]) - left)])
            sheet.batch_clear([f"{gspread.utils.rowcol_to_a1(top + 1, left + 1)}:{top + 1}"])
    elif name == "append":
        top = len(plain.seen())
        cells = [row[:WIDTH] for row in arguments[0]]
        plain.write(top, 0, [[None if one == "" else one for one in row] for row in cells])
        append_cells(sheet, cells)
    elif name == "sort":
        plain.rows.sort(key=lambda row: rank(row[arguments[0]]))
        specs = [{"dimensionIndex": arguments[0]}]
        send(sheet, {"sortRange": {"range": {"sheetId": sheet.id}, "sortSpecs": specs}})
    else:
        dimension_step(name, arguments, plain, sheet)


def rank(one: Any) -> tuple[int, Any]:
    if one == "":
        return 3, 0
    if isinstance(one, bool):
        return 2, one
    return (1, one.casefold()) if isinstance(one, str) else (0, one)


def dimension_step(name: str, arguments: list[Any], plain: Plain, sheet: gspread.Worksheet) -> None:
    dimension, (start, count) = arguments[:2]
    lines, end = plain.turned(dimension), start + count
    spanned = {"sheetId": sheet.id, "dimension": dimension, "startIndex": start, "endIndex": end}
    if name == "insert" and start < len(lines):
        new = [[""] * len(lines[0]) for _ in range(count)]
        plain.restore(dimension, lines[:start] + new + lines[start:])
        send(sheet, {"insertDimension": {"range": spanned}})
    elif name == "delete" and end <= len(lines) and count < len(lines):
        plain.restore(dimension, lines[:start] + lines[end:])
        send(sheet, {"deleteDimension": {"range": spanned}})
    elif name == "move" and end <= len(lines):
        to = arguments[2]
        if to <= len(lines) and not start <= to < end:
            rest = lines[:start] + lines[end:]
            place = to if to < start else to - count
            plain.restore(dimension, rest[:place] + lines[start:end] + rest[place:])
            send(sheet, {"moveDimension": {"source": spanned, "destinationIndex": to}})


def send(sheet: gspread.Worksheet, request: dict[str, Any]) -> None:
    sheet.spreadsheet.batch_update({"requests": [request]})


def append_cells(sheet: gspread.Worksheet, cells: Model) -> None:
    def entered(one: Any) -> dict[str, Any]:
        if one is None:
            return {}
        kind = "boolValue" if isinstance(one, bool) else "numberValue"
        return {"userEnteredValue": {"stringValue" if isinstance(one, str) else kind: one}}

    rows = [{"values": [entered(one) for one in row]} for row in cells]
    width = max(len(row) for row in cells)
    current = sheet.spreadsheet.fetch_sheet_metadata()["sheets"][0]["properties"]
    if width <= current["gridProperties"]["columnCount"]:
        send(sheet, {"appendCells": {"sheetId": sheet.id, "rows": rows, "fields": "*"}})
    else:
        sheet.update(cells, f"A{len(sheet.get_all_values()) + 1}")


@settings(derandomize=True, max_examples=120)
@given(st.lists(operation, max_size=12))
def test_a_random_program(steps: list[tuple[Any, ...]]) -> None:
    with lib.localsheets.session() as session:
        book = gspread.Client(auth=None, session=session).create("Boek")
        sheet = book.add_worksheet("Proef", HEIGHT, WIDTH)
        book.del_worksheet(book.sheet1)
        plain = Plain()
        for step in steps:
            apply(step, plain, sheet)
        answer = book.values_get("Proef", {"valueRenderOption": "UNFORMATTED_VALUE"})
        seen = answer.get("values", [])
        assert seen == plain.seen()
        assert str(seen) == str(plain.seen())  # True is not 1
        properties = book.fetch_sheet_metadata()["sheets"][0]["properties"]["gridProperties"]
        size = (properties["rowCount"], properties["columnCount"])
        assert size == (len(plain.rows), len(plain.rows[0]))
