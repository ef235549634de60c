"""The table of README.md: what of Google's contract is done here, and what is refused."""

from __future__ import annotations

from collections.abc import Collection

from lib.localsheets.contract import MESSAGES, METHODS
from lib.localsheets.extent import EXTENT, PARAMETERS
from lib.localsheets.routes import HANDLERS
from lib.localsheets.spreadsheets import KINDS

# Methods of gspread 6.2.1 that end in a refusal, and what it names.
GSPREAD_REFUSED = {
    "Client.import_csv": "PUT /upload/drive/v2/files/{fileId}",
    "Spreadsheet.accept_ownership": "PATCH /drive/v3/files/{fileId}/permissions/{permissionId}",
    "Spreadsheet.transfer_ownership": "PATCH /drive/v3/files/{fileId}/permissions/{permissionId}",
    "Worksheet.add_dimension_group_columns": "addDimensionGroup",
    "Worksheet.add_dimension_group_rows": "addDimensionGroup",
    "Worksheet.columns_auto_resize": "autoResizeDimensions",
    "Worksheet.copy_to": "POST /v4/spreadsheets/{spreadsheetId}/sheets/{sheetId}:copyTo",
    "Worksheet.cut_range": "cutPaste",
    "Worksheet.delete_dimension_group_columns": "deleteDimensionGroup",
    "Worksheet.delete_dimension_group_rows": "deleteDimensionGroup",
    "Worksheet.rows_auto_resize": "autoResizeDimensions",
}
_LONG = 20


def coverage() -> str:
    """Markdown, each name as Google or gspread spells it."""
    sheets = {name for name in METHODS if name.startswith("spreadsheets")}
    queries = {name for method in HANDLERS for name in METHODS[method]["query"]}
    rows = [
        ("methods of Sheets", sheets & HANDLERS.keys(), sheets - HANDLERS.keys()),
        ("methods of Drive", HANDLERS.keys() - sheets, METHODS.keys() - sheets - HANDLERS.keys()),
        ("query parameters", queries & PARAMETERS, queries - PARAMETERS),
        ("kinds of request", KINDS.keys(), MESSAGES["Request"].keys() - KINDS.keys()),
    ]
    rows += [
        (f"`{name}` in a request", done, MESSAGES[name].keys() - done)
        for name, done in sorted(EXTENT.items())
    ]
    lines = [f"| {what} | {_listed(done)} | {_listed(rest)} |\n" for what, done, rest in rows]
    refused = [f"| `{name}` | `{what}` |\n" for name, what in GSPREAD_REFUSED.items()]
    return "".join(
        (
            "| what | done | refused with 501 |\n| --- | --- | --- |\n",
            *lines,
            "\nEvery other message may be sent whole. Of gspread 6.2.1 all works but this:\n\n",
            "| method | refuses with 501, naming |\n| --- | --- |\n",
            *refused,
        )
    )


def _listed(names: Collection[str]) -> str:
    """A long rest is counted only; what is asked for is named when it is refused."""
    shown = sorted(names)[:_LONG] if len(names) > 2 * _LONG else sorted(names)
    more = f" and {len(names) - len(shown)} more" if len(shown) < len(names) else ""
    return ", ".join(f"`{name}`" for name in shown) + more
