"""A spreadsheet and its sheets as one request sees them: loaded, changed, saved."""

from __future__ import annotations

import json
import secrets
import sqlite3
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from lib.localsheets import a1
from lib.localsheets.a1 import Area, Rectangle
from lib.localsheets.grid import Grid
from lib.localsheets.locales import LOCALES, Locale
from lib.localsheets.refusal import invalid, not_found

MAX_CELLS = 10_000_000
MAX_COLUMNS = 18_278
MAX_TITLE = 100

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


@dataclass(slots=True)
class Sheet:
    """`properties` is Google's SheetProperties without `index`, which is the place in the list."""

    key: int
    properties: dict[str, Any]
    merges: list[Rectangle]
    grid: Grid

    @property
    def sheet_id(self) -> int:
        return int(self.properties["sheetId"])

    @property
    def title(self) -> str:
        return str(self.properties["title"])

    @property
    def is_hidden(self) -> bool:
        return bool(self.properties.get("hidden"))

    @property
    def rows(self) -> int:
        return int(self.properties["gridProperties"]["rowCount"])

    @property
    def columns(self) -> int:
        return int(self.properties["gridProperties"]["columnCount"])

    def resize(self, rows: int, columns: int) -> None:
        self.properties["gridProperties"] |= {"rowCount": rows, "columnCount": columns}

    def echo(self, area: Area | Rectangle) -> str:
        return a1.echo(self.title, area)

    def within(self, area: Area) -> Rectangle:
        """The area clamped to the grid; refused when it starts outside."""
        if area.top >= self.rows or area.left >= self.columns:
            size = f"Max rows: {self.rows}, max columns: {self.columns}"
            raise invalid(f"Range ({self.echo(area)}) exceeds grid limits. {size}")
        bottom = self.rows if area.bottom is None else min(area.bottom, self.rows)
        right = self.columns if area.right is None else min(area.right, self.columns)
        return Rectangle(area.top, area.left, bottom, right)


@dataclass(slots=True)
class Workbook:
    db: sqlite3.Connection
    spreadsheet_id: str
    title: str
    locale_name: str
    time_zone: str
    sheets: list[Sheet] = field(default_factory=list)

    @property
    def locale(self) -> Locale:
        return LOCALES[self.locale_name]

    def index(self, sheet: Sheet) -> int:
        return next(i for i, other in enumerate(self.sheets) if other is sheet)

    def find(self, sheet_id: int) -> Sheet | None:
        return next((sheet for sheet in self.sheets if sheet.sheet_id == sheet_id), None)

    def with_id(self, sheet_id: int, kind: str = "grid") -> Sheet:
        sheet = self.find(sheet_id)
        if sheet is None:
            raise invalid(f"No {kind} with id: {sheet_id}")
        return sheet

    def titled(self, title: str) -> Sheet | None:
        wanted = title.lower()
        return next((sheet for sheet in self.sheets if sheet.title.lower() == wanted), None)

    def referred(self, text: str) -> tuple[Sheet, Area]:
        """The sheet and area of a range in A1 notation."""
        reference = a1.parsed(text)
        if reference:
            if reference.title is None:
                visible = [sheet for sheet in self.sheets if not sheet.is_hidden]
                return (visible or self.sheets)[0], reference.area
            sheet = self.titled(reference.title)
            if sheet:
                return sheet, reference.area
        raise invalid(f"Unable to parse range: {text}")

    def grown(self, sheet: Sheet, rows: int, columns: int) -> None:
        """Makes room for this many rows and columns, never less than there are."""
        if rows > sheet.rows or columns > sheet.columns:
            sheet.resize(max(rows, sheet.rows), max(columns, sheet.columns))
            self.check_size()
            self.save(sheet)

    def check_size(self) -> None:
        would = "This action would increase the number of"
        for sheet in self.sheets:
            if sheet.columns > MAX_COLUMNS:
                text = f"columns in the sheet above the limit of {MAX_COLUMNS} columns."
                raise invalid(f"{would} {text}")
        if sum(sheet.rows * sheet.columns for sheet in self.sheets) > MAX_CELLS:
            text = f"cells in the workbook above the limit of {MAX_CELLS} cells."
            raise invalid(f"{would} {text}")

    def check_title(self, title: str, own: Sheet | None = None) -> None:
        if not title:
            raise invalid("The sheet name cannot be empty.")
        if len(title) > MAX_TITLE:
            raise invalid(f"The sheet name cannot be greater than {MAX_TITLE} characters.")
        other = self.titled(title)
        if other is not None and other is not own:
            text = f'A sheet with the name "{title}" already exists.'
            raise invalid(f"{text} Please enter another name.")

    def free_id(self) -> int:
        while True:
            candidate = secrets.randbelow(2**31 - 10**8) + 10**8
            if self.find(candidate) is None:
                return candidate

    def add(self, properties: dict[str, Any], index: int, merges: list[Rectangle]) -> Sheet:
        query = "INSERT INTO sheet (spreadsheet, position, properties, merges) VALUES (?,?,'','')"
        key = self.db.execute(query, (self.spreadsheet_id, index)).lastrowid or 0
        sheet = Sheet(key, properties, merges, Grid(self.db, key))
        self.sheets.insert(index, sheet)
        self.check_size()
        self.save(*self.sheets)
        return sheet

    def remove(self, sheet: Sheet) -> None:
        sheet.grid.erase()
        self.db.execute("DELETE FROM sheet WHERE key=?", (sheet.key,))
        self.sheets.remove(sheet)
        self.save(*self.sheets)

    def save(self, *sheets: Sheet) -> None:
        for sheet in sheets:
            merges = [[m.top, m.left, m.bottom, m.right] for m in sheet.merges]
            record = (
                self.index(sheet),
                json.dumps(sheet.properties),
                json.dumps(merges),
                sheet.key,
            )
            query = "UPDATE sheet SET position=?, properties=?, merges=? WHERE key=?"
            self.db.execute(query, record)

    def touch(self) -> None:
        """Saves what belongs to the spreadsheet itself, and that it changed now."""
        record = (self.title, self.locale_name, self.time_zone, now(), self.spreadsheet_id)
        query = "UPDATE spreadsheet SET title=?, locale=?, time_zone=?, modified=? WHERE id=?"
        self.db.execute(query, record)


def now() -> str:
    """RFC 3339 with milliseconds, as Drive writes it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def created(db: sqlite3.Connection, title: str, owner: str, parent: str | None) -> Workbook:
    """A new spreadsheet, still without sheets."""
    spreadsheet_id = "1" + "".join(secrets.choice(_ALPHABET) for _ in range(43))
    stamp = now()
    record = (spreadsheet_id, title, "en_US", "Etc/GMT", owner, parent, stamp, stamp)
    db.execute("INSERT INTO spreadsheet VALUES (?,?,?,?,?,?,?,?)", record)
    return Workbook(db, spreadsheet_id, title, "en_US", "Etc/GMT")


def opened(db: sqlite3.Connection, spreadsheet_id: str) -> Workbook:
    query = "SELECT title, locale, time_zone FROM spreadsheet WHERE id=?"
    found = db.execute(query, (spreadsheet_id,)).fetchone()
    if found is None:
        raise not_found()
    workbook = Workbook(db, spreadsheet_id, *found)
    query = "SELECT key, properties, merges FROM sheet WHERE spreadsheet=? ORDER BY position"
    for key, properties, merges in db.execute(query, (spreadsheet_id,)):
        rectangles = [Rectangle(*corners) for corners in json.loads(merges)]
        workbook.sheets.append(Sheet(key, json.loads(properties), rectangles, Grid(db, key)))
    return workbook
