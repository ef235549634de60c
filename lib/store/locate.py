"""Where a row is right now: found by key, by header, in one request when nothing moved."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from gspread.exceptions import APIError
from gspread.http_client import HTTPClient

from lib.chain import CHAIN
from lib.change import Change
from lib.errors import ChangeRefused, ColumnMissing, SheetMissing, WorkbookError
from lib.schema.cells import Cell, read_cell
from lib.schema.logbook import Logbook
from lib.schema.problem import Problem
from lib.schema.sheet import Sheet
from lib.schema.workbook import SHEETS
from lib.snapshot import Snapshot, one_name, organisation_names
from lib.store.a1 import rows_range, sheet_range
from lib.store.reading import sheet_ids
from lib.store.trail import Trail
from lib.store.wire import grid_rows
from lib.table import read_values

_FIELDS = (
    "sheets(properties(sheetId,title),merges,"
    "data(startRow,startColumn,rowData(values(effectiveValue,formattedValue))))"
)


# Rows above and below that are looked at, too: when the sheet shifts before the write, one of
# these is most often the row that is hit, and must get back what stood there.
_NEAR = 50


@dataclass(frozen=True)
class Layout:
    """One sheet as it is now: its id, where each column stands (0-based), its rows by key
    (row number 1-based, plain values), and the keys that stand on more than one row. `unread`
    is the text of cells that could not be read as a value, by key and column. `cells` is every
    row that was looked at, by number and column, also those without a key; columns outside the
    schema are under their header. `merges` are the ranges of merged cells, as Google gives them.
    `lines` are the rows of the Logboek beside its header, as they
    stand there; None when not asked for."""

    sheet_id: int
    places: Mapping[str, int]
    rows: Mapping[str, tuple[int, dict[str, Any]]] = field(default_factory=dict)
    repeated: Collection[str] = ()
    unread: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    cells: Mapping[int, Mapping[str, Cell]] = field(default_factory=dict)
    merges: Sequence[Mapping[str, int]] = ()
    lines: Mapping[int, Sequence[Cell]] | None = None

    def row_of(self, key: str | None) -> Mapping[str, Cell] | None:
        return self.cells.get(self.rows[key][0]) if key and key in self.rows else None

    def named(self, row: Sequence[Cell]) -> dict[str, Cell]:
        """The cells of a row by column."""
        return {name: row[at] if at < len(row) else "" for name, at in self.places.items()}


def row_key(schema: type[Sheet], cells: Mapping[str, Cell]) -> str | None:
    key: str | None = read_cell(schema.key(), cells[schema.key().name]).value
    return key


def locate(
    http: HTTPClient,
    spreadsheet_id: str,
    changes: Sequence[Change],
    seen: Snapshot,
    trail: Trail,
) -> dict[str, Layout]:
    """Layouts of the sheets the changes touch, and of the Logboek; `trail` learns its end.

    First asks only for the headers and the rows near where they stood when last read. When a
    key is not there any more, or the columns stand otherwise, the whole sheet is read.
    ChangeRefused when the row is gone.
    """
    wanted = {change.sheet for change in changes}
    names = organisation_names(seen.tables["organisations"])
    layouts: dict[str, Layout] = {}
    # Rules across rows are checked on all rows as they are now.
    near = None if any(SHEETS[name].across for name in wanted) else _near(changes, seen)
    end_of_log = [trail.range]
    try:
        layouts = _ask(http, spreadsheet_id, wanted, near, names, end_of_log)
    except APIError as error:
        if error.response.status_code != 400:
            raise
        _require_sheets(http, spreadsheet_id, wanted)
        end_of_log = []
    is_elsewhere = bool(layouts) and (_unfound(changes, layouts) or _rearranged(layouts, seen))
    if not layouts or (near is not None and is_elsewhere):
        layouts = _ask(http, spreadsheet_id, wanted, None, names, end_of_log)
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
    log = layouts[Logbook.name]
    trail.look(http, spreadsheet_id, log.places, log.lines)
    return layouts


def _near(changes: Iterable[Change], seen: Snapshot) -> dict[str, list[tuple[int, int]]]:
    """First and last row of each stretch around where the rows stood."""
    stretches: dict[str, list[tuple[int, int]]] = {}
    stood = {(c.sheet, seen.row_number(c.sheet, c.key)) for c in changes if not c.is_new}
    for sheet, row in sorted((sheet, row) for sheet, row in stood if row):
        found = stretches.setdefault(sheet, [])
        first, last = max(2, row - _NEAR), row + _NEAR
        if found and first <= found[-1][1] + 1:
            first, _ = found.pop()
        found.append((first, last))
    return stretches


def _ask(
    http: HTTPClient,
    spreadsheet_id: str,
    wanted: Iterable[str],
    near: Mapping[str, list[tuple[int, int]]] | None,
    names: Mapping[str, str],
    end_of_log: Iterable[str] = (),
) -> dict[str, Layout]:
    ranges = [rows_range(Logbook.title, 1), *end_of_log]
    for name in wanted:
        title = SHEETS[name].title
        if near is None:
            ranges.append(sheet_range(title))
        else:
            ranges += [rows_range(title, *rows) for rows in ((1, 1), *near.get(name, ()))]
    answer = http.spreadsheets_get(spreadsheet_id, {"ranges": ranges, "fields": _FIELDS})
    schemas = {SHEETS[name].title.casefold(): SHEETS[name] for name in wanted}
    layouts = {}
    for sheet in answer["sheets"]:
        title = sheet["properties"]["title"].casefold()
        if "data" in sheet and title == Logbook.title.casefold():
            layouts[Logbook.name] = _log_layout(sheet)
        elif "data" in sheet and title in schemas:
            schema = schemas[title]
            layouts[schema.name] = _layout(schema, sheet, names)
    return layouts


def _log_layout(sheet: Mapping[str, Any]) -> Layout:
    rows = _rows(sheet)
    read = read_values(Logbook, [rows.pop(1)])
    # A Logboek made before the chain goes on without it.
    _require_columns(Logbook, [p for p in read.problems if p.column != CHAIN.name])
    lines = rows if len(sheet["data"]) > 1 else None
    return Layout(sheet["properties"]["sheetId"], read.positions, lines=lines)


def _layout(schema: type[Sheet], sheet: Mapping[str, Any], names: Mapping[str, str]) -> Layout:
    by_number = _rows(sheet)
    numbers = sorted(by_number)
    read = read_values(schema, [by_number[number] for number in numbers], numbers)
    _require_columns(schema, read.problems)
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
    found = Layout(sheet["properties"]["sheetId"], read.positions, rows, repeated, unread)
    cells = {
        number: {
            **found.named(by_number[number]),
            **{title: texts[place] for title, texts in read.unknown.items()},
        }
        for place, number in enumerate(read.numbers)
    }
    return replace(found, cells=cells, merges=sheet.get("merges", ()))


def _rows(sheet: Mapping[str, Any]) -> dict[int, list[Cell]]:
    """The pieces (header row, single rows, or the whole sheet) put back on their row numbers."""
    by_number: dict[int, list[Cell]] = {1: []}
    for piece in sheet["data"]:
        first, left = piece.get("startRow", 0), [""] * piece.get("startColumn", 0)
        for offset, row in enumerate(grid_rows(piece)):
            by_number[first + offset + 1] = [*left, *row]
    return by_number


def _require_columns(schema: type[Sheet], problems: Iterable[Problem]) -> None:
    for problem in problems:
        if problem.is_blocking and not problem.column and problem.code != "header_missing":
            raise WorkbookError(problem.sentence, schema.title)
        if problem.is_blocking:
            column = schema.column(problem.column) if problem.column else schema.key()
            raise ColumnMissing(schema.title, column.header)


def whole_sheets(
    http: HTTPClient, spreadsheet_id: str, wanted: Iterable[str], seen: Snapshot
) -> dict[str, Layout]:
    """Layouts with every row of these sheets, and of the Logboek its header."""
    names = organisation_names(seen.tables["organisations"])
    return _ask(http, spreadsheet_id, wanted, None, names)


def _require_sheets(http: HTTPClient, spreadsheet_id: str, wanted: Iterable[str]) -> None:
    titles = sheet_ids(http, spreadsheet_id)
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


def _rearranged(layouts: Mapping[str, Layout], seen: Snapshot) -> bool:
    """Whether headers stand otherwise than when last read: only what is below them tells whether
    the columns moved along."""
    stood = {name: seen.positions.get(name) for name in layouts}
    return any(stood[name] and layouts[name].places != stood[name] for name in layouts)


def row_gone(schema: type[Sheet]) -> Problem:
    sentence = f"De rij is intussen uit het blad {schema.title} verwijderd."
    return _problem(schema, "row_gone", sentence)


def _problem(schema: type[Sheet], code: str, sentence: str) -> Problem:
    return Problem(schema.name, None, None, "", code, sentence)
