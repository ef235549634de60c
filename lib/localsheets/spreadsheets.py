"""spreadsheets.create, get and batchUpdate; the table of request kinds."""

from __future__ import annotations

from typing import Any

from lib.localsheets import (
    cell_requests,
    contract,
    dimension_requests,
    find_requests,
    griddata,
    mask,
    object_requests,
    paste_requests,
    range_requests,
    shape,
    sheet_requests,
)
from lib.localsheets.call import Call
from lib.localsheets.kind import Apply
from lib.localsheets.mask import Mask
from lib.localsheets.people import WRITER
from lib.localsheets.refusal import Refusal, invalid
from lib.localsheets.workbook import Workbook, created, opened

KINDS: dict[str, Apply] = {
    **sheet_requests.KINDS,
    **dimension_requests.KINDS,
    **cell_requests.KINDS,
    **range_requests.KINDS,
    **object_requests.KINDS,
    **paste_requests.KINDS,
    **find_requests.KINDS,
}
_REQUEST = contract.message("Request", frozenset(KINDS))
# What is shown unless `fields` or grid data is asked for: all but the cells.
_WITHOUT_DATA: Mask = {name: {} for name in contract.MESSAGES["Spreadsheet"]}
_WITHOUT_DATA["sheets"] = {name: {} for name in contract.MESSAGES["Sheet"] if name != "data"}


def create(call: Call) -> dict[str, Any]:
    workbook = created(call, "Untitled spreadsheet", None)
    sheet_requests.set_properties(workbook, call.body.get("properties", {}))
    for i, sheet in enumerate(call.body.get("sheets") or [{}]):
        properties = {"sheetId": 0} if i == 0 else {}
        properties |= {"title": f"Sheet{i + 1}"} | sheet.get("properties", {})
        properties.pop("index", None)
        sheet_requests.add_sheet(workbook, {"properties": properties})
    workbook.touch()
    return griddata.spreadsheet(workbook, [], _WITHOUT_DATA)


def read(call: Call) -> dict[str, Any]:
    """`includeGridData` is ignored when `fields` is given."""
    workbook = opened(call)
    fields = call.mask or ({} if call.query.get("includeGridData") else _WITHOUT_DATA)
    return griddata.spreadsheet(workbook, call.query.get("ranges", []), fields)


def batch_update(call: Call) -> dict[str, Any]:
    workbook = opened(call, WRITER)
    body = call.body
    # All bodies are checked before the first is applied: a wrong one has no request index.
    requests = [_named(one, f"requests[{i}]") for i, one in enumerate(body.get("requests", []))]
    if not requests:
        raise invalid("Must specify at least one request.")
    replies = [_applied(workbook, i, *request) for i, request in enumerate(requests)]
    workbook.touch()
    answer: dict[str, Any] = {"spreadsheetId": workbook.spreadsheet_id, "replies": replies}
    if body.get("includeSpreadsheetInResponse"):
        whole: Mask = {} if body.get("responseIncludeGridData") else _WITHOUT_DATA
        fields = mask.branch(call.mask, "updatedSpreadsheet") if call.mask else whole
        if fields is not None:
            ranges = body.get("responseRanges", [])
            answer["updatedSpreadsheet"] = griddata.spreadsheet(workbook, ranges, fields)
    return answer


def _named(request: Any, place: str) -> tuple[str, Any]:
    """(kind, its body) of one element of `requests`."""
    named = shape.cleaned(_REQUEST, request, place)
    if len(named) != 1:
        raise invalid(f"Invalid {place}: Must set exactly one request kind.")
    kind, body = next(iter(named.items()))
    return kind, body


def _applied(workbook: Workbook, index: int, name: str, body: Any) -> dict[str, Any]:
    try:
        reply = KINDS[name](workbook, body)
    except Refusal as refusal:
        raise refusal.within(f"requests[{index}].{name}") from None
    return {name: reply} if name in contract.MESSAGES["Response"] else {}
