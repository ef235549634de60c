"""A backup as an Excel file that a person reads: one page per tab, a list of them in front."""

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from lib.cipher import Cipher, Place, is_sealed
from lib.errors import DashboardError, SecretUnreadable
from lib.private import replace_private
from lib.schema.cells import Cell
from lib.schema.column import Kind
from lib.schema.logbook import Logbook
from lib.schema.look import ColumnLook, look_of
from lib.schema.place import column_letters
from lib.schema.sheet import Sheet
from lib.schema.workbook import WORKBOOK_TITLES, sheets_of
from lib.store.backup import Backup
from lib.store.excel_look import draw_column, draw_header
from lib.store.tab import Tab
from lib.table import read_table

_CONTENTS = "Inhoud"
_DATES = (Kind.DATE, Kind.MOMENT)
_LONGEST = 32_767  # characters that Excel keeps in a cell
_CUT = " … (ingekort)"
# What an Excel file cannot hold.
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NO_TITLE = re.compile(r"[\\/*?:\[\]]")


def save_excel(backup: Backup, path: Path, cipher: Cipher | None = None) -> None:
    """With a cipher the secret cells are opened; those that no key opens stay sealed."""
    from openpyxl import Workbook  # costs 0.1 s, and few ask for it

    if path.exists():
        raise DashboardError(f"{path} bestaat al. Kies een andere naam.")
    book = Workbook(write_only=True)
    titles = _titles(backup)
    contents: list[list[Cell]] = [["Pagina", "Bestand", "Blad", "Rijen"]]
    for (workbook, tab), title in titles:
        contents.append([title, WORKBOOK_TITLES[workbook], tab.title, max(len(tab.rows) - 1, 0)])
    contents += [[], [f"Reservekopie van {backup.made_at:%d-%m-%Y %H:%M:%S}"]]
    _add_page(book, _CONTENTS, Tab(_CONTENTS, contents, {}, []), {})
    for (workbook, tab), title in titles:
        schema = _schema(workbook, tab)
        _add_page(book, title, _readable(schema, tab, cipher), _looks(schema, tab))
    made = BytesIO()
    book.save(made)
    try:
        replace_private(path, made.getvalue())
    except OSError as error:
        raise DashboardError(f"{path} kan niet worden geschreven: {error.strerror}.") from error


def _titles(backup: Backup) -> list[tuple[tuple[str, Tab], str]]:
    """Each tab (with its workbook) and a title of its own; every workbook has a Logboek."""
    taken = {_CONTENTS.casefold()}
    titled = []
    for workbook, tabs in backup.workbooks.items():
        for tab in tabs:
            bare = _NO_TITLE.sub("-", tab.title).strip("'")[:26]
            title, number = bare, 1
            while title.casefold() in taken:
                number += 1
                title = f"{bare} {number}"
            taken.add(title.casefold())
            titled.append(((workbook, tab), title))
    return titled


def _schema(workbook: str, tab: Tab) -> type[Sheet] | None:
    """None for a tab that is somebody's own."""
    known: tuple[type[Sheet], ...] = (*sheets_of(workbook), Logbook)
    return next((one for one in known if one.title.casefold() == tab.title.casefold()), None)


def _looks(schema: type[Sheet] | None, tab: Tab) -> dict[int, ColumnLook]:
    """How the columns of a sheet look, by their place (0-based)."""
    if schema is None:
        return {}
    places = read_table(schema, tab.rows[:1]).positions
    found = look_of(schema).columns
    return {places[one.column.name]: one for one in found if one.column.name in places}


def _readable(schema: type[Sheet] | None, tab: Tab, cipher: Cipher | None) -> Tab:
    """Of a sheet that the schema knows: with all its columns of dates, and perhaps its secrets."""
    if schema is None:
        return tab
    places = read_table(schema, tab.rows[:1]).positions
    dates = {at for name, at in places.items() if schema.column(name).kind in _DATES}
    rows = tab.rows
    if cipher is not None:
        rows = [_opened(schema, places, row, cipher) for row in rows]
    return Tab(tab.title, rows, tab.formulas, sorted(dates.union(tab.dates)))


def _opened(
    schema: type[Sheet], places: Mapping[str, int], row: list[Cell], cipher: Cipher
) -> list[Cell]:
    key_at = places.get(schema.key().name, len(row))
    key = str(row[key_at]).strip().upper() if key_at < len(row) else ""
    opened = list(row)
    for name, at in places.items():
        if schema.column(name).is_secret and at < len(row) and is_sealed(row[at]):
            try:
                place = Place(schema.workbook, schema.name, key, name)
                opened[at] = cipher.open(str(row[at]), place)
            except SecretUnreadable:
                continue
    return opened


def _add_page(book: Any, title: str, tab: Tab, looks: Mapping[int, ColumnLook]) -> None:
    page = book.create_sheet(title)
    page.freeze_panes = "A2"
    page.sheet_format.defaultColWidth = 20
    for place, look in looks.items():
        draw_column(page, column_letters(place), look)
    for number, row in enumerate(tab.rows, start=1):
        page.append(list(_cells(page, tab, number, row, looks)))


def _cells(
    page: Any, tab: Tab, number: int, row: list[Cell], looks: Mapping[int, ColumnLook]
) -> Iterator[Any]:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.comments import Comment
    from openpyxl.styles import Font

    for place, value in enumerate(row):
        text = excel_text(value) if isinstance(value, str) else None
        cell = WriteOnlyCell(page, value if text is None else text)
        if text is not None:
            cell.data_type = "s"  # text that begins with = is text
        elif place in tab.dates and isinstance(value, int | float) and number > 1:
            cell.number_format = _date_format(value)
        if number == 1:
            cell.font = Font(bold=True)
            if place in looks:
                draw_header(cell, looks[place])
        if formula := tab.formulas.get(f"{column_letters(place)}{number}"):
            cell.comment = Comment(formula[:_LONGEST], "")
        yield cell


def excel_text(text: str) -> str:
    """As much of a text as a cell of an Excel file can hold, what it cannot marked."""
    clean = _NO_TEXT.sub("\ufffd", text)
    return clean if len(clean) <= _LONGEST else clean[: _LONGEST - len(_CUT)] + _CUT


def _date_format(serial: float) -> str:
    """Excel counts days as Google does, so the number itself is the date."""
    if serial < 1:
        return "hh:mm:ss"
    return "dd-mm-yyyy" if float(serial).is_integer() else "dd-mm-yyyy hh:mm:ss"
