"""Where a row is right now: found by key, by header, in one request when nothing moved."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from gspread.exceptions import APIError
from gspread.http_client import HTTPClient

from lib.change import Change
from lib.errors import ChangeRefused, ColumnMissing, SheetMissing
from lib.schema.cells import Cell
from lib.schema.logbook import Logbook
from lib.schema.problem import Problem
from lib.schema.sheet import Sheet
from lib.schema.workbook import SHEETS
from lib.snapshot import Snapshot, one_name, organisation_names
from lib.store.a1 import row_range, sheet_range
from lib.store.reading import sheet_titles
from lib.store.wire import grid_rows
from lib.table import read_values

_FIELDS = (
    "sheets(properties(sheetId,title),"
    "data(startRow,rowData(values(effectiveValue,formattedValue))))"
)


@dataclass(frozen=True)
class Layout:
    """One sheet as it is now: its id, where each column stands (0-based), its rows by key
    (row number 1-based, plain values), and the keys that stand on more than one row. `unread`
    is the text of cells that could not be read as a value, by key and column."""

    sheet_id: int
    places: Mapping[str, int]
    rows: Mapping[str, tuple[int, dict[str, Any]]] = field(default_factory=dict)
    repeated: Collection[str] = ()
    unread: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def locate(
    http: HTTPClient, spreadsheet_id: str, changes: Sequence[Change], seen: Snapshot
) -> dict[str, Layout]:
    """Layouts of the sheets the changes touch, and of the Logboek.

    First asks only for the headers and the rows where they stood when last read. When a key
    is not there any more the whole sheet is searched. ChangeRefused when the row is gone.
    """
    wanted = {change.sheet for change in changes}
    names = organisation_names(seen.tables["organisations"])
    layouts: dict[str, Layout] = {}
    # Rules across rows are checked on all rows as they are now.
    hints = None if any(SHEETS[name].across for name in wanted) else _hints(changes, seen)
    try:
        layouts = _ask(http, spreadsheet_id, wanted, hints, names)
    except APIError as error:
        if error.response.status_code != 400:
            raise
        _require_sheets(http, spreadsheet_id, wanted)
    if not layouts or (hints is not None and _unfound(changes, layouts)):
        layouts = _ask(http, spreadsheet_id, wanted, None, names)
    problems = [row_gone(c.schema) for c in _unfound(changes, layouts)] + [
        _problem(
            c.schema,
            "duplicate_key",
            f"De sleutel {c.key} staat op meer dan een rij in {c.schema.title}. "
            "Laat eerst een coördinator de dubbele rij herstellen.",
        )
        for c in changes
        if c.key in layouts[c.sheet].repeated
    ]
    if problems:
        raise ChangeRefused(problems)
    return layouts


def _hints(changes: Iterable[Change], seen: Snapshot) -> dict[str, list[int]]:
    hints: dict[str, list[int]] = {}
    for change in changes:
        if not change.is_new and (row := seen.row_number(change.sheet, change.key)):
            hints.setdefault(change.sheet, []).append(row)
    return hints


def _ask(
    http: HTTPClient,
    spreadsheet_id: str,
    wanted: Iterable[str],
    hints: Mapping[str, list[int]] | None,
    names: Mapping[str, str],
) -> dict[str, Layout]:
    ranges = [row_range(Logbook.title, 1)]
    for name in wanted:
        title = SHEETS[name].title
        if hints is None:
            ranges.append(sheet_range(title))
        else:
            ranges += [row_range(title, row) for row in (1, *hints.get(name, ()))]
    answer = http.spreadsheets_get(spreadsheet_id, {"ranges": ranges, "fields": _FIELDS})
    schemas = {SHEETS[name].title.casefold(): SHEETS[name] for name in wanted}
    schemas[Logbook.title.casefold()] = Logbook
    layouts = {}
    for sheet in answer["sheets"]:
        schema = schemas.get(sheet["properties"]["title"].casefold())
        if schema is not None and "data" in sheet:
            layouts[schema.name] = _layout(schema, sheet, names)
    return layouts


def _layout(schema: type[Sheet], sheet: Mapping[str, Any], names: Mapping[str, str]) -> Layout:
    """Put the pieces (header row, single rows, or the whole sheet) back on their row numbers."""
    by_number: dict[int, list[Cell]] = {1: []}
    for piece in sheet["data"]:
        first = piece.get("startRow", 0)
        for offset, row in enumerate(grid_rows(piece)):
            by_number[first + offset + 1] = row
    numbers = sorted(by_number)
    read = read_values(schema, [by_number[number] for number in numbers], numbers)
    for problem in read.problems:
        if problem.is_blocking:
            column = schema.column(problem.column) if problem.column else schema.key()
            raise ColumnMissing(schema.title, column.header)
    texts: dict[int | None, dict[str, str]] = {}
    for problem in read.problems:
        if problem.column and (problem.text or problem.code == "not_sealed"):
            texts.setdefault(problem.row, {})[problem.column] = problem.text
    rows: dict[str, tuple[int, dict[str, Any]]] = {}
    for place, number in enumerate(read.numbers):
        key = read.columns[schema.key().name][place]
        if key is not None:
            values = {
                c.name: one_name(c, read.columns[c.name][place], names) for c in schema.columns
            }
            rows[key] = (number, values)
    repeated = {p.text for p in read.problems if p.code == "duplicate_key"}
    unread = {key: texts[number] for key, (number, _) in rows.items() if number in texts}
    return Layout(sheet["properties"]["sheetId"], read.positions, rows, repeated, unread)


def whole_sheets(
    http: HTTPClient, spreadsheet_id: str, wanted: Iterable[str], seen: Snapshot
) -> dict[str, Layout]:
    """Layouts with every row of these sheets, and of the Logboek its header."""
    names = organisation_names(seen.tables["organisations"])
    return _ask(http, spreadsheet_id, wanted, None, names)


def _require_sheets(http: HTTPClient, spreadsheet_id: str, wanted: Iterable[str]) -> None:
    titles = sheet_titles(http, spreadsheet_id)
    for title in (Logbook.title, *(SHEETS[name].title for name in wanted)):
        if title.casefold() not in titles:
            raise SheetMissing(title)


def _unfound(changes: Iterable[Change], layouts: Mapping[str, Layout]) -> list[Change]:
    return [
        change
        for change in changes
        if change.sheet not in layouts
        or not (change.is_new or change.key in layouts[change.sheet].rows)
    ]


def row_gone(schema: type[Sheet]) -> Problem:
    sentence = f"De rij is intussen uit het blad {schema.title} verwijderd."
    return _problem(schema, "row_gone", sentence)


def _problem(schema: type[Sheet], code: str, sentence: str) -> Problem:
    return Problem(schema.name, None, None, "", code, sentence)
