"""One sheet as an Excel file that somebody may change and bring back.

The file carries what stood in the sheet when it was made, on a hidden page. So what comes back
can be compared with that, and with the sheet as it is then (three_way.py). It holds no secrets.
"""

import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from lib.errors import FileRefused
from lib.schema.cells import Cell, is_empty, read_cell, to_cell
from lib.schema.column import Column, Kind
from lib.schema.dates import to_serial
from lib.schema.look import FORMATS, ColumnLook, SheetLook, look_of
from lib.schema.problem import Fault, Problem
from lib.schema.sheet import Sheet
from lib.schema.workbook import SHEETS
from lib.snapshot import Snapshot
from lib.store.excel import excel_text
from lib.store.excel_look import draw_cell, draw_column, draw_header, draw_over
from lib.store.spelling import read, spelled
from lib.table import read_values, rows_of

MAX_BYTES = 10 * 1024**2
_MAX_UNPACKED_BYTES = 60 * 1024**2
_MAX_PARTS = 100
_MAX_ROWS = 20_000
_MAX_COLUMNS = 60

_BASE, _LISTS = "Basis", "Keuzes"
_MARK = "STAP"
_PIECE = 30_000  # characters of a row's base in one cell
_ROOM = 500  # rows below the last one that know their choices, too
_FORMULA = Fault("formula", "Hier staat een formule. Plak de uitkomst als waarde.")
# Excel holds no larger number, so that goes as text.
_EXCEL_MOST = 9.99999999999999e307
# What a damaged or foreign file can raise in the reader.
# What is no XML is a SyntaxError, for the library and for lxml, where that is installed.
_UNREADABLE = (
    zipfile.BadZipFile, zlib.error, SyntaxError, KeyError, ValueError, TypeError, AttributeError,
    IndexError, EOFError, OSError, OverflowError, RuntimeError,
)  # fmt: skip


@dataclass(frozen=True)
class FileRow:
    """One row of a file. `key` is None in a new row. `values` are the columns that a person fills
    in and that could be read, `faults` the cells that could not."""

    number: int
    key: str | None
    values: Mapping[str, Any]
    faults: tuple[Problem, ...]


@dataclass(frozen=True)
class SheetFile:
    """`base` is every row as it stood when the file was made, by the key as the file shows it;
    `places` says which column stands where (0-based)."""

    rows: tuple[FileRow, ...]
    base: Mapping[str, Mapping[str, Any]]
    places: Mapping[str, int]


def make_sheet_file(name: str, snapshot: Snapshot) -> bytes:
    """The rows that somebody may see and that have a key of their own."""
    from openpyxl import Workbook  # costs 0.1 s, and few ask for it

    schema = SHEETS[name]
    rows = rows_of(schema, snapshot.keyed(name))
    book = Workbook()
    page = book.active
    assert page is not None  # a new book has one page
    page.title = schema.title
    look = look_of(schema)
    _draw(page, look, len(rows) + _ROOM)
    for number, row in enumerate(rows, start=2):
        for place, one in enumerate(_shown(look), start=1):
            draw_cell(page.cell(number, place), one)
            _put(page.cell(number, place), one.column, row[one.column.name])
    page.freeze_panes = "B2"
    page.auto_filter.ref = page.dimensions
    _add_lists(book, page, look, snapshot, len(rows) + _ROOM)
    _add_base(book, schema, rows)
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def _draw(page: Any, look: SheetLook, last_row: int) -> None:
    from openpyxl.utils import get_column_letter

    letters = {}
    for place, one in enumerate(_shown(look), start=1):
        letter = letters[one.column.name] = get_column_letter(place)
        page.cell(1, place, one.column.header)
        draw_header(page.cell(1, place), one)
        draw_column(page, letter, one)
        draw_cell(page.column_dimensions[letter], one)
    draw_over(page, look.marks, letters, last_row)


def _shown(look: SheetLook) -> list[ColumnLook]:
    return [one for one in look.columns if not one.column.is_secret]


def _put(cell: Any, column: Column, value: Any) -> None:
    held = to_cell(column, value)
    if isinstance(held, float) and abs(held) > _EXCEL_MOST:
        held = f"{held:.0f}"
    if isinstance(held, str):
        cell.value = excel_text(held)
        cell.data_type = "s"  # text that begins with = is text
        cell.number_format = FORMATS[Kind.TEXT].pattern  # also a number too large for Excel
    elif held is not None:
        shown = cell.number_format
        cell.value = value if column.kind in (Kind.DATE, Kind.MOMENT) else held
        cell.number_format = shown  # a date puts its own in the place of it


def _add_lists(book: Any, page: Any, look: SheetLook, snapshot: Snapshot, last_row: int) -> None:
    """What may be chosen, where it is one of a list."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    lists = book.create_sheet(_LISTS)
    lists.sheet_state = "hidden"
    for place, one in enumerate(_shown(look), start=1):
        options = _options(one, snapshot)
        if not options:
            continue
        letter = get_column_letter(place)
        for number, option in enumerate(options, start=1):
            lists.cell(number, place, option).data_type = "s"
        rule = DataValidation(
            type="list",
            formula1=f"{_LISTS}!${letter}$1:${letter}${len(options)}",
            allow_blank=True,
            showErrorMessage=True,
            errorTitle="Niet in de lijst",
            error="Kies een waarde uit de lijst.",
        )
        rule.add(f"{letter}2:{letter}{last_row}")
        page.add_data_validation(rule)


def _options(look: ColumnLook, snapshot: Snapshot) -> list[str]:
    if look.choices:
        return list(look.choices)
    column = look.column
    if column.to is not None:
        keys = snapshot.keyed(column.to)[SHEETS[column.to].key().name]
        return [excel_text(str(key)) for key in keys]
    return []


def _add_base(book: Any, schema: type[Sheet], rows: Sequence[Mapping[str, Any]]) -> None:
    page = book.create_sheet(_BASE)
    page.sheet_state = "hidden"
    page.append([_MARK, schema.name])
    names = [column.name for column in schema.shown()]
    for number, row in enumerate(rows, start=2):
        text = json.dumps(spelled({name: row[name] for name in names}))
        pieces = [text[at : at + _PIECE] for at in range(0, len(text), _PIECE)]
        for place, piece in enumerate(pieces, start=1):
            page.cell(number, place, piece).data_type = "s"


def read_sheet_file(name: str, content: bytes) -> SheetFile:
    """What a file holds; FileRefused when it is not one of ours, of another sheet, or too large."""
    from openpyxl import load_workbook

    _require_small(content)
    try:
        book = load_workbook(BytesIO(content), read_only=True, keep_links=False)
        titles = {title.casefold(): title for title in book.sheetnames}
        schema, base = _read_base(name, book, titles)
        title = titles.get(schema.title.casefold())
        if title is None:
            raise FileRefused(f"In dit bestand ontbreekt de pagina '{schema.title}'.")
        return _read_page(schema, book[title], base)
    except _UNREADABLE as error:
        raise FileRefused(
            "Dit bestand gaat niet open. Download het blad opnieuw en bewaar het als .xlsx."
        ) from error


def _require_small(content: bytes) -> None:
    """Looked at before anything is unpacked; a part is never read beyond the size it names."""
    too_large = FileRefused(
        "Dit bestand is te groot. Verwijder pagina's en rijen die je niet nodig hebt."
    )
    if len(content) > MAX_BYTES:
        raise too_large
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            parts = packed.infolist()
    except _UNREADABLE as error:
        raise FileRefused("Dit is geen Excel-bestand (.xlsx).") from error
    if len(parts) > _MAX_PARTS or sum(part.file_size for part in parts) > _MAX_UNPACKED_BYTES:
        raise too_large


def _read_base(
    name: str, book: Any, titles: Mapping[str, str]
) -> tuple[type[Sheet], dict[str, Mapping[str, Any]]]:
    not_ours = FileRefused(
        "Dit bestand komt niet uit het dashboard. Download eerst het blad en werk daarin."
    )
    if _BASE.casefold() not in titles:
        raise not_ours
    lines = _lines(book[titles[_BASE.casefold()]])
    _, first = next(lines, (1, []))
    mark, of = [str(cell.value) for cell in first[:2]] if len(first) > 1 else ("", "")
    if mark != _MARK or of not in SHEETS:
        raise not_ours
    if of != name:
        raise FileRefused(f"Dit bestand hoort bij het blad {SHEETS[of].title}. Kies daar dat blad.")
    schema = SHEETS[name]
    base: dict[str, Mapping[str, Any]] = {}
    for _, cells in lines:
        text = "".join(str(cell.value) for cell in cells if cell.value is not None)
        if text:
            row = _base_row(schema, read(json.loads(text)))
            base[in_file(schema.key(), row[schema.key().name])] = row
    return schema, base


def _base_row(schema: type[Sheet], kept: Mapping[str, Any]) -> dict[str, Any]:
    """Whoever had the file may have changed this page, too: it holds values or it is refused."""
    row = {
        column.name: read_cell(column, to_cell(column, kept[column.name])).value
        for column in schema.shown()
    }
    if row[schema.key().name] is None:
        raise ValueError("a row without its key")
    return row


def _read_page(schema: type[Sheet], page: Any, base: Mapping[str, Mapping[str, Any]]) -> SheetFile:
    lines = _lines(page)
    _, first = next(lines, (1, []))
    header: list[Cell] = ["" if cell.value is None else str(cell.value) for cell in first]
    places = read_values(schema, [header]).positions
    if schema.key().name not in places:
        raise FileRefused(
            f"De kolom '{schema.key().header}' ontbreekt in dit bestand. Zet de kop terug in rij 1."
        )
    rows = [_read_row(schema, places, number, cells) for number, cells in lines]
    return SheetFile(tuple(row for row in rows if row is not None), base, places)


def _lines(page: Any) -> Iterator[tuple[int, Sequence[Any]]]:
    """Row numbers and cells; FileRefused where a file goes on and on."""
    for number, cells in enumerate(page.iter_rows(max_col=_MAX_COLUMNS), start=1):
        if number > _MAX_ROWS:
            raise FileRefused(f"Dit bestand heeft meer dan {_MAX_ROWS} rijen. Maak het kleiner.")
        yield number, cells


def _read_row(
    schema: type[Sheet], places: Mapping[str, int], number: int, cells: Sequence[Any]
) -> FileRow | None:
    """None for a row in which a person filled in nothing."""
    values: dict[str, Any] = {}
    faults = []
    key: str | None = None
    for column in schema.shown():
        place = places.get(column.name)
        if place is None or not (column.is_filled_in or column.kind is Kind.KEY):
            continue
        value, fault = _read_cell(column, cells[place] if place < len(cells) else None)
        if fault is not None:
            faults.append(Problem(schema.name, number, column.name, "", *fault))
        elif column.kind is Kind.KEY:
            key = value
        else:
            values[column.name] = value
    if key is None and not faults and all(value is None for value in values.values()):
        return None
    return FileRow(number, key, values, tuple(faults))


def _as_held(column: Column, day: date) -> float | str:
    """What a sheet holds for it; a date in a column of text is text."""
    match column.kind:
        case Kind.DATE:
            return int(to_serial(day))
        case Kind.MOMENT:
            return to_serial(day)
        case _:
            return f"{day:%d-%m-%Y}"


def _read_cell(column: Column, cell: Any) -> tuple[Any, Fault | None]:
    """An empty cell is no fault here: whether it may be empty is asked when it changes."""
    value = None if cell is None else cell.value
    if cell is not None and cell.data_type == "f":
        return None, _FORMULA
    if isinstance(value, date):
        value = _as_held(column, value)
    elif value is not None and not isinstance(value, str | int | float):
        return None, Fault("not_valid", f"'{column.header}' heeft geen geldige waarde.")
    if is_empty(value):
        return None, None
    found = read_cell(column, value)
    return found.value, found.fault


def in_file(column: Column, value: Any) -> Any:
    """A value as it comes back from a file in which nobody changed it."""
    held = to_cell(column, value)
    if isinstance(held, str):
        return read_cell(column, excel_text(held)).value
    return value


def is_same(column: Column, mine: Any, base: Any) -> bool:
    """Whether nobody changed this cell; a file holds numbers to fifteen digits."""
    if column.kind is Kind.NUMBER and mine is not None and base is not None:
        return f"{mine:.15g}" == f"{base:.15g}"
    return bool(mine == in_file(column, base))
