"""A spreadsheet and its sheets as one request sees them: loaded, changed, saved."""

from __future__ import annotations

import json
import secrets
import sqlite3
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from lib.localsheets import a1, people
from lib.localsheets.a1 import Area, Rectangle
from lib.localsheets.call import Call
from lib.localsheets.grid import Grid
from lib.localsheets.locales import LOCALES, Locale
from lib.localsheets.protection import Guard
from lib.localsheets.refusal import invalid
from lib.localsheets.sheet import Sheet, area_of

MAX_CELLS = 10_000_000
MAX_COLUMNS = 18_278
MAX_TITLE = 100

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


@dataclass(slots=True)
class Workbook:
    """`user` asks, who has this rank of people.RANKS; `now_s` in seconds since the epoch."""

    db: sqlite3.Connection
    spreadsheet_id: str
    user: str
    rank: int
    now_s: float
    title: str = ""
    locale_name: str = "en_US"
    time_zone: str = "Etc/GMT"
    sheets: list[Sheet] = field(default_factory=list)

    @property
    def is_owner(self) -> bool:
        return self.rank == people.OWNER

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
        """The sheet and area of a range in A1 notation, or of a named range.

        A bare word is looked up as named range first; behind a sheet a name need not be on it.
        """
        prefix, bang, name = text.rpartition("!")
        found = self._named(name) if not bang or self._has_title(prefix) else None
        if found:
            return found
        reference = a1.parsed(text)
        if reference:
            if reference.title is None:
                visible = [sheet for sheet in self.sheets if not sheet.is_hidden]
                return (visible or self.sheets)[0], reference.area
            sheet = self.titled(reference.title)
            if sheet:
                return sheet, reference.area
        raise invalid(f"Unable to parse range: {text}")

    def _named(self, name: str) -> tuple[Sheet, Area] | None:
        for sheet in self.sheets:
            for one in sheet.objects.get("namedRanges", []):
                if one["name"].lower() == name.lower():
                    return sheet, area_of(one["range"])
        return None

    def _has_title(self, prefix: str) -> bool:
        reference = a1.parsed(f"{prefix}!A1")
        return bool(reference and reference.title and self.titled(reference.title))

    def placed(self, held: dict[str, int]) -> tuple[Sheet, Rectangle]:
        """The sheet and the rectangle of a GridRange, clamped to the grid."""
        sheet = self.with_id(held.get("sheetId", 0))
        return sheet, sheet.within(area_of(held))

    def editable(self, held: dict[str, int]) -> tuple[Sheet, Rectangle]:
        """The same, refused when any cell of it is protected against the user."""
        sheet, window = self.placed(held)
        self.guard(sheet).check(window)
        return sheet, window

    def guard(self, sheet: Sheet) -> Guard:
        return Guard(sheet, self.user, self.is_owner)

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

    def add(self, properties: dict[str, Any], index: int, objects: dict[str, Any]) -> Sheet:
        query = "INSERT INTO sheet (spreadsheet, position, properties, objects) VALUES (?,?,'','')"
        key = self.db.execute(query, (self.spreadsheet_id, index)).lastrowid or 0
        sheet = Sheet(key, properties, objects, Grid(self.db, key))
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
        query = "UPDATE sheet SET position=?, properties=?, objects=? WHERE key=?"
        for sheet in sheets:
            kept = json.dumps(sheet.properties), json.dumps(sheet.objects)
            self.db.execute(query, (self.index(sheet), *kept, sheet.key))

    def touch(self) -> None:
        """Saves what belongs to the spreadsheet itself, and that it changed now."""
        stamp = moment(self.now_s)
        record = (self.title, self.locale_name, self.time_zone, stamp, self.spreadsheet_id)
        query = "UPDATE spreadsheet SET title=?, locale=?, time_zone=?, modified=? WHERE id=?"
        self.db.execute(query, record)


def moment(seconds: float) -> str:
    """RFC 3339 with milliseconds, as Drive writes it."""
    stamp = datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")
    return stamp.replace("+00:00", "Z")


def created(call: Call, title: str, parent: str | None) -> Workbook:
    """A new spreadsheet of the user's, still without sheets."""
    spreadsheet_id = "1" + "".join(secrets.choice(_ALPHABET) for _ in range(43))
    stamp = moment(call.now_s)
    record = (spreadsheet_id, title, "en_US", "Etc/GMT", parent, stamp, stamp)
    call.db.execute("INSERT INTO spreadsheet VALUES (?,?,?,?,?,?,?)", record)
    people.permit(call.db, spreadsheet_id, "user", "owner", call.user)
    return Workbook(call.db, spreadsheet_id, call.user, people.OWNER, call.now_s, title)


def opened(call: Call, needed: int = people.READER, file_id: str | None = None) -> Workbook:
    """The spreadsheet of the path, when the user has the rank that is needed."""
    spreadsheet_id = file_id or call.path["spreadsheetId"]
    held = people.required(call.db, spreadsheet_id, call.user, needed)
    query = "SELECT title, locale, time_zone FROM spreadsheet WHERE id=?"
    found = call.db.execute(query, (spreadsheet_id,)).fetchone()
    workbook = Workbook(call.db, spreadsheet_id, call.user, held, call.now_s, *found)
    query = "SELECT key, properties, objects FROM sheet WHERE spreadsheet=? ORDER BY position"
    for key, properties, objects in call.db.execute(query, (spreadsheet_id,)):
        grid = Grid(call.db, key)
        workbook.sheets.append(Sheet(key, json.loads(properties), json.loads(objects), grid))
    return workbook
