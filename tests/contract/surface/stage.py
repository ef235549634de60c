"""What a scenario stands on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import gspread


@dataclass(frozen=True, slots=True)
class Stage:
    """A spreadsheet as new, with its one sheet. `folder` is where more files may be made."""

    client: gspread.Client
    book: gspread.Spreadsheet
    sheet: gspread.Worksheet
    folder: str | None

    def metadata(self) -> Any:
        """The sheet as it is now, not as gspread remembers it."""
        for found in self.book.fetch_sheet_metadata()["sheets"]:
            if found["properties"]["sheetId"] == self.sheet.id:
                return found
        raise AssertionError(self.sheet.title)

    def grid(self) -> Any:
        return self.metadata()["properties"]["gridProperties"]

    def titles(self) -> list[str]:
        sheets = self.book.fetch_sheet_metadata()["sheets"]
        return [sheet["properties"]["title"] for sheet in sheets]

    def values(self, a1: str = "Sheet1", render: str = "UNFORMATTED_VALUE") -> Any:
        """As they are stored; [] when there are none."""
        return self.book.values_get(a1, {"valueRenderOption": render}).get("values", [])

    def cells(self, a1: str, fields: str) -> Any:
        """The CellData of one range, with these fields, row by row."""
        wanted = f"sheets.data.rowData.values.{fields}"
        found = self.book.fetch_sheet_metadata({"ranges": f"Sheet1!{a1}", "fields": wanted})
        rows = found["sheets"][0]["data"][0].get("rowData", [])
        return [row.get("values", []) for row in rows]

    def is_hidden(self, dimension: str, count: int) -> list[bool]:
        """Which of the first rows or columns are hidden."""
        last = f"{count}" if dimension == "row" else "ABCDEFGH"[count - 1]
        first = "1" if dimension == "row" else "A"
        query = {
            "ranges": f"Sheet1!{first}:{last}",
            "fields": f"sheets.data.{dimension}Metadata.hiddenByUser",
        }
        data = self.book.fetch_sheet_metadata(query)["sheets"][0]["data"][0]
        return [one.get("hiddenByUser", False) for one in data[f"{dimension}Metadata"][:count]]


Scenario = Callable[[Stage], None]
