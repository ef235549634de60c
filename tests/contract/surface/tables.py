"""Where every public method and property of gspread stands: in one of three tables.

`SUPPORTED` talks to Google and works; its scenario proves it. GSPREAD_REFUSED of localsheets talks
to Google and is answered 501, naming what is missing. `LOCAL` asks nobody.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from types import ModuleType

import gspread
from gspread.cell import Cell

from tests.contract.surface import client, layout, reading, spreadsheet, writing
from tests.contract.surface.stage import Scenario, Stage

CLASSES = {
    "Client": gspread.Client,
    "Spreadsheet": gspread.Spreadsheet,
    "Worksheet": gspread.Worksheet,
    "Cell": Cell,
}


def _scenarios(owner: str, module: ModuleType) -> dict[str, Scenario]:
    """A function is the scenario of the method whose name it bears."""
    own = inspect.getmembers(module, lambda one: inspect.getmodule(one) is module)
    return {f"{owner}.{name}": one for name, one in own if not name.startswith("_")}


SUPPORTED: dict[str, Scenario] = {
    **_scenarios("Client", client),
    **_scenarios("Spreadsheet", spreadsheet),
    **_scenarios("Worksheet", reading),
    **_scenarios("Worksheet", writing),
    **_scenarios("Worksheet", layout),
}
# Scenarios that make files of their own.
MAKES_FILES = ("Client.copy", "Client.create", "Client.del_spreadsheet")
# Scenarios that share with people who do not exist.
SHARES = (
    "Client.insert_permission",
    "Client.list_permissions",
    "Client.remove_permission",
    "Spreadsheet.list_permissions",
    "Spreadsheet.remove_permissions",
    "Spreadsheet.share",
)
# A name in braces stands for one part of a path.
REFUSED_CALLS: dict[str, Callable[[Stage], object]] = {
    "Client.import_csv": lambda on: on.client.import_csv(on.book.id, "a,b"),
    "Spreadsheet.accept_ownership": lambda on: on.book.accept_ownership("anyoneWithLink"),
    "Spreadsheet.transfer_ownership": lambda on: on.book.transfer_ownership("anyoneWithLink"),
    "Worksheet.add_dimension_group_columns": lambda on: on.sheet.add_dimension_group_columns(0, 2),
    "Worksheet.add_dimension_group_rows": lambda on: on.sheet.add_dimension_group_rows(0, 2),
    "Worksheet.columns_auto_resize": lambda on: on.sheet.columns_auto_resize(0, 2),
    "Worksheet.copy_to": lambda on: on.sheet.copy_to(on.book.id),
    "Worksheet.cut_range": lambda on: on.sheet.cut_range("A1", "B1"),
    "Worksheet.delete_dimension_group_columns": (
        lambda on: on.sheet.delete_dimension_group_columns(0, 2)
    ),
    "Worksheet.delete_dimension_group_rows": lambda on: on.sheet.delete_dimension_group_rows(0, 2),
    "Worksheet.rows_auto_resize": lambda on: on.sheet.rows_auto_resize(0, 2),
}
# Whether the answer is right.
LOCAL: dict[str, Callable[[Stage], bool]] = {
    "Client.expiry": lambda on: not hasattr(on.client, "expiry"),  # the session has no credentials
    "Client.set_timeout": lambda on: (
        on.client.set_timeout(60) is None and on.client.http_client.timeout == 60
    ),
    "Spreadsheet.id": lambda on: len(on.book.id) == 44,
    "Spreadsheet.title": lambda on: on.book.title == "Contract",
    "Spreadsheet.url": lambda on: on.book.url.endswith(f"/spreadsheets/d/{on.book.id}"),
    "Spreadsheet.timezone": lambda on: on.book.timezone == "Etc/GMT",
    "Spreadsheet.locale": lambda on: on.book.locale == "en_US",
    "Worksheet.id": lambda on: on.sheet.id == 0,
    "Worksheet.spreadsheet": lambda on: on.sheet.spreadsheet is on.book,
    "Worksheet.title": lambda on: on.sheet.title == "Sheet1",
    "Worksheet.url": lambda on: on.sheet.url.endswith(f"/spreadsheets/d/{on.book.id}#gid=0"),
    "Worksheet.index": lambda on: on.sheet.index == 0,
    "Worksheet.isSheetHidden": lambda on: on.sheet.isSheetHidden is False,
    "Worksheet.row_count": lambda on: on.sheet.row_count == 1000,
    "Worksheet.col_count": lambda on: on.sheet.col_count == 26,
    "Worksheet.column_count": lambda on: on.sheet.column_count == 26,
    "Worksheet.frozen_row_count": lambda on: on.sheet.frozen_row_count == 0,
    "Worksheet.frozen_col_count": lambda on: on.sheet.frozen_col_count == 0,
    "Worksheet.is_gridlines_hidden": lambda on: on.sheet.is_gridlines_hidden is False,
    "Worksheet.tab_color": lambda on: on.sheet.tab_color is None,
    "Worksheet.get_tab_color": lambda on: on.sheet.get_tab_color() is None,
    "Cell.address": lambda on: Cell(3, 28).address == "AB3",
    "Cell.col": lambda on: Cell(3, 28).col == 28,
    "Cell.from_address": lambda on: Cell.from_address("B2", "x") == Cell(2, 2, "x"),
    "Cell.numeric_value": lambda on: Cell(1, 1, "1,000").numeric_value == 1000,
    "Cell.row": lambda on: Cell(3, 28).row == 3,
}


def public_names() -> list[str]:
    return [
        f"{owner}.{name}"
        for owner, made in CLASSES.items()
        for name in dir(made)
        if not name.startswith("_")
    ]
