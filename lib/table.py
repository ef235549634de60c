"""Table: one sheet as read, with what was wrong in its cells; and a row as plain values.

A frame has one column per schema column (English names) and its index is the row number in
the sheet, which is a place to look and never an identity. Kinds and their dtypes:
text-like → str · date, moment → datetime64[us] · yes/no → boolean · whole → Int64 ·
number → Float64 · several → object holding tuples. Missing is the dtype's own missing
(for tuples: the empty tuple). Columns the schema does not know are kept under their header.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, compress
from typing import Any

import pandas as pd

from lib.cipher import is_sealed
from lib.schema.cells import Cell, Read, is_empty, read_cell, read_column, shown, to_text
from lib.schema.column import Column, Kind
from lib.schema.header import exchanged_headers, read_header
from lib.schema.keys import key_problems
from lib.schema.problem import Fault, Problem
from lib.schema.sheet import Sheet
from lib.schema.total import NUMBERS, is_total, total_row

_DTYPES: Mapping[Kind, str] = {
    Kind.DATE: "datetime64[us]",
    Kind.MOMENT: "datetime64[us]",
    Kind.YES_NO: "boolean",
    Kind.WHOLE: "Int64",
    Kind.NUMBER: "Float64",
    Kind.CHOICES: "object",
    Kind.ORGANISATIONS: "object",
}


@dataclass(frozen=True)
class Table:
    """One sheet as read: its frame, what was wrong, and which header stood in which column
    (0-based), so that a write can look there first. `spellings` are cells that count, but are
    not written as the app writes them."""

    frame: pd.DataFrame
    problems: tuple[Problem, ...] = ()
    positions: Mapping[str, int] = field(default_factory=dict)
    spellings: tuple[Problem, ...] = ()


def empty_table(sheet: type[Sheet], problem: Problem | None = None) -> Table:
    """A sheet without rows, with the problem that explains why."""
    frame = pd.DataFrame({c.name: column_series(c, []) for c in sheet.columns})
    return Table(frame, (problem,) if problem else ())


@dataclass(frozen=True)
class Values:
    """One sheet as read, not yet a frame: the numbers of its rows with content, and for each
    column its value on each of them. `unknown` holds columns outside the schema, as text."""

    numbers: Sequence[int]
    columns: Mapping[str, Sequence[Any]]
    unknown: Mapping[str, Sequence[str]]
    problems: tuple[Problem, ...]
    positions: Mapping[str, int]
    spellings: tuple[Problem, ...] = ()


def read_values(
    sheet: type[Sheet], rows: Sequence[Sequence[Cell]], numbers: Sequence[int] | None = None
) -> Values:
    """Read what a sheet holds, header row first. Rows without any content are passed over.

    `numbers` are the row numbers of `rows` in the sheet, by default 1, 2, 3, …
    """
    numbers = numbers or range(1, len(rows) + 1)
    found = read_header(sheet, rows)
    header, positions, problems = found.titles, found.positions, list(found.problems)
    if not positions:
        return Values([], {c.name: [] for c in sheet.columns}, {}, found.problems, {})
    first = found.at + 1
    filled = list(map(_has_content, rows[first:]))
    index = list(compress(numbers[first:], filled))
    body = list(compress(rows[first:], filled))
    cells = _columns(body, len(header))
    positions, exchanged = exchanged_headers(sheet, positions, cells, _is_readable)
    problems += exchanged
    columns: dict[str, Sequence[Any]] = {}
    spellings: list[Problem] = []
    for column in sheet.columns:
        place = positions.get(column.name)
        below = cells[place] if place is not None else [""] * len(index)
        reader = _read_sealed if column.is_secret else read_cell
        read = read_column(column, below, reader)
        columns[column.name] = read.values
        if place is not None:
            problems += _cell_problems(sheet, column, index, below, read.faults)
            spellings += [
                spelling(sheet, column, index[n], str(below[n]), read.values[n])
                for n in read.otherwise
            ]
    known = set(positions.values())
    unknown: dict[str, list[str]] = {}
    for place, title in enumerate(header):
        if title and place not in known and title not in columns:
            unknown[title] = list(map(shown, cells[place]))
    problems = _totals(sheet, positions, index, body, columns, problems)
    problems += key_problems(sheet, index, columns[sheet.key().name], body)
    gaps = {p.place for p in problems if p.code == "column_missing"}
    problems += _without_header(sheet, header, index, body, gaps)
    return Values(index, columns, unknown, tuple(problems), positions, tuple(spellings))


def read_table(
    sheet: type[Sheet], rows: Sequence[Sequence[Cell]], numbers: Sequence[int] | None = None
) -> Table:
    """The same as a frame."""
    read = read_values(sheet, rows, numbers)
    if not read.positions:
        return empty_table(sheet, *read.problems)
    index = pd.Index(read.numbers)
    columns = {c.name: column_series(c, read.columns[c.name], index) for c in sheet.columns}
    for title, texts in read.unknown.items():
        columns[title] = pd.Series(texts, index=index, dtype="str")
    frame = pd.DataFrame(columns, index=index)
    return Table(frame, read.problems, read.positions, read.spellings)


def row_values(sheet: type[Sheet], row: "pd.Series") -> dict[str, Any]:
    """A row of a frame as plain values: None for missing, date, tuple, int, bool."""
    return {c.name: plain(c, row[c.name]) for c in sheet.columns}


def rows_of(sheet: type[Sheet], frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Every row as plain values, column by column: many times quicker than one by one."""
    names = [column.name for column in sheet.columns]
    columns = ([plain(c, value) for value in frame[c.name]] for c in sheet.columns)
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def plain(column: Column, value: Any) -> Any:
    """One frame value as a plain one."""
    if column.is_several:
        return value if isinstance(value, tuple) and value else None
    if value is None or pd.isna(value):
        return None
    match column.kind:
        case Kind.DATE:
            return value.date()
        case Kind.MOMENT:
            return value.to_pydatetime()
        case Kind.YES_NO:
            return bool(value)
        case Kind.WHOLE:
            return int(value)
        case Kind.NUMBER:
            return float(value)
        case _:
            return str(value)


def column_series(
    column: Column, values: Iterable[Any], index: Sequence[int] | pd.Index = ()
) -> pd.Series:
    """Values (None for missing) as a column of a frame, in the dtype of their kind."""
    dtype = _DTYPES.get(column.kind, "str")
    if dtype == "object":
        values = [value or () for value in values]
    return pd.Series(list(values), index=pd.Index(index), dtype=dtype)


def _without_header(
    sheet: type[Sheet],
    header: Sequence[str],
    index: Sequence[int],
    body: Sequence[Sequence[Cell]],
    gaps: Collection[int | None],
) -> list[Problem]:
    """Of every row the first cell; not where a header of ours should stand (`gaps`)."""
    width = max(map(len, body), default=0)
    if width <= len(header) and all(header):
        return []
    titles = [*header, *[""] * width]
    bare = [place for place, title in enumerate(titles) if not title and place not in gaps]
    found = []
    for number, row in zip(index, body, strict=True):
        place = next((at for at in bare if at < len(row) and not is_empty(row[at])), None)
        if place is not None:
            said = "Deze cel staat in een kolom zonder kop; het dashboard gebruikt haar niet."
            found.append(Problem(sheet.name, number, None, "", "no_header", said, place=place))
    return found


def _has_content(row: Sequence[Cell]) -> bool:
    """A row with nothing but boxes that nobody ticked is empty, too."""
    has_key = bool(row) and isinstance(row[0], str) and not is_empty(row[0])  # as nearly all have
    return has_key or any(not is_empty(cell) and cell is not False for cell in row)


def _is_readable(column: Column, cell: Cell) -> bool:
    """A sealed cell is at home in a secret column alone, and nothing else is."""
    if column.is_secret or is_sealed(cell):
        return column.is_secret and is_sealed(cell)
    return read_cell(column, cell).fault is None


def _read_sealed(column: Column, cell: Cell) -> Read:
    """A sealed cell as it is. What somebody typed there as plain text stays in the sheet."""
    if is_sealed(cell):
        return Read(cell)
    if is_empty(cell):
        return Read(None)
    return Read(None, Fault("not_sealed", f"In '{column.header}' staat leesbare tekst. Haal ze "
        "daar weg en vul ze in het dashboard in; dan wordt ze versleuteld."))  # fmt: skip


def _columns(rows: Sequence[Sequence[Cell]], width: int) -> list[list[Cell]]:
    """Rows of any length turned into exactly so many columns."""
    blank = [""] * width
    even = (row if len(row) == width else [*row, *blank][:width] for row in rows)
    flat = list(chain.from_iterable(even))
    return [flat[place::width] for place in range(width)]


def _cell_problems(
    sheet: type[Sheet],
    column: Column,
    index: Sequence[int],
    cells: Sequence[Cell],
    faults: Mapping[int, Fault],
) -> list[Problem]:
    return [
        Problem(
            sheet.name,
            index[position],
            column.name,
            "" if column.is_secret else shown(cells[position]),
            fault.code,
            fault.sentence,
        )
        for position, fault in faults.items()
    ]


def spelling(sheet: type[Sheet], column: Column, number: int, text: str, value: Any) -> Problem:
    """That a cell counts as `value` but is written in another way."""
    return Problem(sheet.name, number, column.name, text, "spelling",
        f"Dit telt als '{to_text(column, value)}', maar is anders geschreven.")  # fmt: skip


def _totals(
    sheet: type[Sheet],
    positions: Mapping[str, int],
    index: Sequence[int],
    body: Sequence[Sequence[Cell]],
    columns: dict[str, Sequence[Any]],
    problems: Sequence[Problem],
) -> list[Problem]:
    """Of a total its numbers are missing, and that it has nothing else is no problem."""
    places = {number: place for place, number in enumerate(index)}
    lacking = {p.row: places[p.row] for p in problems if p.code == "missing" and p.row in places}
    totals = {}
    for number, place in lacking.items():
        row = body[place]
        if is_total(sheet, {n: row[at] for n, at in positions.items() if at < len(row)}):
            totals[number] = place
    for column in sheet.columns if totals else ():
        if column.kind in NUMBERS:
            values = list(columns[column.name])
            for place in totals.values():
                values[place] = None
            columns[column.name] = values
    kept = [p for p in problems if p.row not in totals or p.code != "missing"]
    return kept + [total_row(sheet, index[place]) for place in totals.values()]
