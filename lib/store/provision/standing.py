"""What stands in a spreadsheet: its tabs, their headers, their look, who may change what."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from gspread.http_client import HTTPClient

from lib.schema.look import mark_of
from lib.schema.sheet import Sheet
from lib.store.a1 import rows_range, sheet_range
from lib.store.wire import from_cell_data
from lib.table import read_values

CellData = Mapping[str, Any]
DEFAULT_WIDTH_PX = 100
README = "Lees mij"
_OBJECTS = ("protectedRanges", "conditionalFormats", "bandedRanges", "filterViews")
_ALL = f"properties(title,locale,timeZone),sheets(properties,{','.join(_OBJECTS)})"
_CELL = "userEnteredValue,effectiveValue,note,userEnteredFormat,dataValidation"
_DATA = f"startRow,rowData.values({_CELL}),columnMetadata.pixelSize"


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
    """Two requests: all tabs, and then their headers and the rows that show how the others "
    "look."""
    answer = http.spreadsheets_get(file_id, {"fields": _ALL})
    properties = answer["properties"]
    sheets = [one for one in answer["sheets"] if one["properties"]["sheetType"] == "GRID"]
    is_one = len(answer["sheets"]) == 1
    ranges = [text for one in sheets for text in _ranges(one["properties"], is_one)]
    asked: dict[str, Any] = {"ranges": ranges}
    asked["fields"] = f"sheets(properties.sheetId,data({_DATA}))"
    data = {
        one["properties"]["sheetId"]: one.get("data", [])
        for one in http.spreadsheets_get(file_id, asked).get("sheets", [])
    }
    pages = [_page(one, data.get(one["properties"]["sheetId"], [])) for one in sheets]
    locale, zone = properties.get("locale", ""), properties.get("timeZone", "")
    is_blank = is_one and not any(page.width for page in pages)
    return File(file_id, properties["title"], locale, zone, pages, is_blank)


def _ranges(properties: Mapping[str, Any], is_alone: bool) -> list[str]:
    """All of a tab that may be blank, and of *Lees mij*."""
    title, rows = properties["title"], properties["gridProperties"]["rowCount"]
    if is_alone or title == README:
        return [sheet_range(title)]
    return [rows_range(title, 1, min(rows, 2)), *([rows_range(title, rows)] if rows > 2 else [])]


def _page(sheet: Mapping[str, Any], data: Sequence[Mapping[str, Any]]) -> Page:
    properties = sheet["properties"]
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
