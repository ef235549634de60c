"""What stands in a spreadsheet: its tabs, their headers, their look, who may change what."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from gspread.http_client import HTTPClient

from lib.schema.look import mark_of
from lib.schema.sheet import Sheet
from lib.store.a1 import rows_range, sheet_range
from lib.store.provision.step import Request
from lib.store.wire import from_cell_data
from lib.table import read_values

CellData = Mapping[str, Any]
DEFAULT_WIDTH_PX = 100
README = "Lees mij"
_OBJECTS = ("protectedRanges", "conditionalFormats", "bandedRanges", "filterViews")
_TABS = "sheets.properties(title,sheetType,gridProperties.rowCount)"
_CELL = "userEnteredValue,effectiveValue,note,userEnteredFormat,dataValidation"
_DATA = f"startRow,rowData.values({_CELL}),columnMetadata.pixelSize"
_ALL = f"properties(title,locale,timeZone),sheets(properties,{','.join(_OBJECTS)},data({_DATA}))"


@dataclass(frozen=True)
class Page:
    """One tab. `rows` holds row 1, row 2 and the last one (0-based), as far as there is anything
    in them; of *Lees mij* it holds all. `objects` is what lies over the cells, in Google's
    words."""

    sheet_id: int
    title: str
    row_count: int
    column_count: int
    frozen_rows: int = 0
    rows: Mapping[int, Sequence[CellData]] = field(default_factory=dict)
    widths_px: Sequence[int] = ()
    objects: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    is_new: bool = False

    @property
    def header(self) -> Sequence[CellData]:
        return self.rows.get(0, ())

    @property
    def samples(self) -> list[Sequence[CellData]]:
        """The rows that tell how the column looks: the first below the header, and the last."""
        numbers = sorted({min(1, self.row_count - 1), self.row_count - 1} - {0})
        return [self.rows.get(number, ()) for number in numbers]

    @cached_property
    def headers(self) -> list[str]:
        return [str(from_cell_data(cell)) for cell in self.header]

    @cached_property
    def notes(self) -> list[str]:
        """The first line of each header's note."""
        return [cell.get("note", "").partition("\n")[0] for cell in self.header]

    @property
    def width(self) -> int:
        """How many columns hold anything in the rows that were looked at."""
        return max((len(row) for row in self.rows.values()), default=0)

    def places(self, sheet: type[Sheet]) -> dict[str, int]:
        """Where each column stands (0-based), found as the app finds it when it reads."""
        return dict(read_values(sheet, [self.headers]).positions)

    def renamed(self, sheet: type[Sheet]) -> dict[str, int]:
        """Where columns stand whose header was changed by hand: the note under it still tells."""
        places = self.places(sheet)
        return {
            column.name: self.notes.index(mark_of(sheet, column))
            for column in sheet.columns
            if column.name not in places and mark_of(sheet, column) in self.notes
        }


@dataclass(frozen=True)
class File:
    """A spreadsheet. `is_blank`: it has one tab, and there is nothing on it."""

    id: str
    title: str
    locale: str
    time_zone: str
    pages: Sequence[Page]
    is_blank: bool = False

    def titled(self, title: str) -> Page | None:
        """Google tells titles apart regardless of case."""
        found = (page for page in self.pages if page.title.casefold() == title.casefold())
        return next(found, None)

    def renamed(self, sheet: type[Sheet]) -> Page | None:
        """The tab that has the notes of this sheet under another title, when there is one."""
        mark = mark_of(sheet, sheet.key())
        found = [page for page in self.pages if mark in page.notes]
        return found[0] if len(found) == 1 else None

    def free_ids(self) -> Iterator[int]:
        """Ids that no tab has, so that one request can make a tab and fill it."""
        taken = {page.sheet_id for page in self.pages}
        return (number for number in range(1, 10_000) if number not in taken)


def read_file(http: HTTPClient, file_id: str) -> File:
    """Two requests: which tabs there are, and then all about them, with their headers and the
    rows that show how the others look."""
    tabs = http.spreadsheets_get(file_id, {"fields": _TABS})["sheets"]
    grids = [one["properties"] for one in tabs if one["properties"]["sheetType"] == "GRID"]
    is_alone = len(tabs) == 1
    ranges = [
        text
        for one in grids
        for text in _ranges(one["title"], one["gridProperties"]["rowCount"], is_alone)
    ]
    asked: dict[str, Any] = {"ranges": ranges, "fields": _ALL}
    return file_of(file_id, http.spreadsheets_get(file_id, asked), is_alone)


def after_state(file: File, requests: Sequence[Request]) -> tuple[dict[str, Any], str]:
    """What asks to see the spreadsheet in the answer to a batchUpdate of these requests: fields of
    its body, and the mask. `file_of` takes the `updatedSpreadsheet` of the answer."""
    asked = {
        "includeSpreadsheetInResponse": True,
        "responseIncludeGridData": True,
        "responseRanges": _ranges_after(file, requests),
    }
    return asked, f"updatedSpreadsheet({_ALL})"


def _ranges_after(file: File, requests: Sequence[Request]) -> list[str]:
    """Of the tabs as the requests will leave them: some are made, one may get another title."""
    sizes = {page.sheet_id: (page.title, page.row_count) for page in file.pages}
    for request in requests:
        if made := request.get("addSheet", {}).get("properties"):
            sizes[made["sheetId"]] = made["title"], made["gridProperties"]["rowCount"]
        changed = request.get("updateSheetProperties", {}).get("properties", {})
        if "title" in changed:
            sizes[changed["sheetId"]] = changed["title"], sizes[changed["sheetId"]][1]
    return [text for title, rows in sizes.values() for text in _ranges(title, rows)]


def file_of(file_id: str, answer: Mapping[str, Any], is_alone: bool = False) -> File:
    """From Google's words; `is_alone` when it has no other tab."""
    properties = answer["properties"]
    sheets = answer.get("sheets", [])
    pages = [_page(one) for one in sheets if one["properties"]["sheetType"] == "GRID"]
    locale, zone = properties.get("locale", ""), properties.get("timeZone", "")
    is_blank = is_alone and not any(page.width for page in pages)
    return File(file_id, properties["title"], locale, zone, pages, is_blank)


def _ranges(title: str, rows: int, is_alone: bool = False) -> list[str]:
    """All of a tab that may be blank, and of *Lees mij*."""
    if is_alone or title == README:
        return [sheet_range(title)]
    return [rows_range(title, 1, min(rows, 2)), *([rows_range(title, rows)] if rows > 2 else [])]


def _page(sheet: Mapping[str, Any]) -> Page:
    properties, data = sheet["properties"], sheet.get("data", [])
    grid = properties["gridProperties"]
    rows = {
        piece.get("startRow", 0) + offset: row["values"]
        for piece in data
        for offset, row in enumerate(piece.get("rowData", []))
        if row.get("values")
    }
    widths = data[0].get("columnMetadata", []) if data else []
    return Page(
        properties["sheetId"],
        properties["title"],
        grid["rowCount"],
        grid["columnCount"],
        grid.get("frozenRowCount", 0),
        rows,
        [one.get("pixelSize", DEFAULT_WIDTH_PX) for one in widths],
        {name: sheet[name] for name in _OBJECTS if name in sheet},
    )
