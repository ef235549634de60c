"""Build workbooks from nothing on the local backend: the demo world, and tests' own.

On Google a person makes and owns the files; there is nothing to build there.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from gspread import Client
from gspread.http_client import HTTPClient

from lib.private import read_private, replace_private
from lib.schema.cells import Cell
from lib.schema.column import Kind
from lib.schema.logbook import Logbook
from lib.schema.look import look_of
from lib.schema.sheet import Sheet
from lib.schema.workbook import WORKBOOK_TITLES, sheets_of
from lib.store.a1 import sheet_range
from lib.store.provision.drawing import column_area
from lib.store.provision.plan import country
from lib.store.provision.sheet_steps import (
    add_sheet,
    final_places,
    header_steps,
    new_page,
    over_steps,
)
from lib.store.provision.step import Step, ordered
from lib.store.wire import number_format

Rows = Mapping[str, Sequence[Sequence[Cell]]]
WORKBOOKS_FILE = "workbooks.json"
_SPARE = 50  # rows below the last one


def build(client: Client, rows: Rows) -> dict[str, str]:
    """Make every workbook with these rows (sheet name → header and cells); workbook → id."""
    return {name: _build_one(client, name, rows) for name in WORKBOOK_TITLES}


def known_workbooks(data: Path) -> dict[str, str] | None:
    """The ids of the local workbooks, None when nothing has been built in this folder."""
    text = read_private(data / WORKBOOKS_FILE)
    return None if text is None else json.loads(text)


def remember_workbooks(data: Path, ids: Mapping[str, str]) -> None:
    replace_private(data / WORKBOOKS_FILE, json.dumps(ids, indent=2))


def _build_one(client: Client, workbook: str, rows: Rows) -> str:
    spreadsheet = client.create(WORKBOOK_TITLES[workbook])
    http = client.http_client
    sheets: tuple[type[Sheet], ...] = (*sheets_of(workbook), Logbook)
    requests = [*_looks(sheets, rows), {"deleteSheet": {"sheetId": 0}}]
    http.batch_update(spreadsheet.id, {"requests": requests})
    _fill(http, spreadsheet.id, sheets, rows)
    return spreadsheet.id


def _looks(sheets: Sequence[type[Sheet]], rows: Rows) -> list[dict[str, Any]]:
    """Every tab with the look it gets on Google. Below the header only dates have their format:
    the rest would make the first start four times as long. Nothing is closed: nobody else comes
    here."""
    requests = ordered([country()])
    steps: list[Step] = []
    for number, sheet in enumerate(sheets, start=1):
        page = replace(new_page(sheet, number), row_count=len(rows.get(sheet.name, ())) + _SPARE)
        look, places = look_of(sheet), final_places(page, sheet)
        requests.append(add_sheet(page))
        steps += [*header_steps(page, look, places), *over_steps(page, look, places)]
        requests += _date_formats(sheet, number)
    return [*requests, *ordered(steps)]


def _date_formats(sheet: type[Sheet], sheet_id: int) -> list[dict[str, Any]]:
    return [
        {
            "repeatCell": {
                "range": column_area(sheet_id, place),
                "cell": {"userEnteredFormat": {"numberFormat": number_format(column.kind)}},
                "fields": "userEnteredFormat.numberFormat",
            }
        }
        for place, column in enumerate(sheet.columns)
        if column.kind in (Kind.DATE, Kind.MOMENT)
    ]


def _fill(http: HTTPClient, spreadsheet_id: str, sheets: Sequence[type[Sheet]], rows: Rows) -> None:
    data = []
    for sheet in sheets:
        cells = rows.get(sheet.name) or [[column.header for column in sheet.columns]]
        data.append({"range": sheet_range(sheet.title, "A1"), "values": cells})
    http.values_batch_update(spreadsheet_id, {"valueInputOption": "RAW", "data": data})
