"""spreadsheets.create, get and batchUpdate; the table of request kinds."""

from __future__ import annotations

from typing import Any

from lib.localsheets import (
    cell_requests,
    dimension_requests,
    griddata,
    mask,
    range_requests,
    shape,
    sheet_requests,
)
from lib.localsheets.call import Call
from lib.localsheets.kind import Kind
from lib.localsheets.mask import Mask
from lib.localsheets.refusal import Refusal, invalid, unknown_name, unsupported
from lib.localsheets.workbook import Workbook, created, opened

KINDS: dict[str, Kind] = {
    **sheet_requests.KINDS,
    **dimension_requests.KINDS,
    **cell_requests.KINDS,
    **range_requests.KINDS,
}
# Kinds Google has and this has not: refused by name with 501. Any other name is Google's 400.
_GOOGLE_ONLY = """
    addBanding addChart addConditionalFormatRule addDataSource addDimensionGroup addFilterView
    addNamedRange addProtectedRange addSlicer addTable appendTableRows autoFill
    autoResizeDimensions cancelDataSourceRefresh clearBasicFilter copyPaste
    createDeveloperMetadata cutPaste deleteBanding deleteConditionalFormatRule deleteDataSource
    deleteDeveloperMetadata deleteDimensionGroup deleteDuplicates deleteEmbeddedObject
    deleteFilterView deleteNamedRange deleteProtectedRange deleteRange deleteTable
    duplicateFilterView findReplace insertRange pasteData randomizeRange refreshDataSource
    setBasicFilter setDataValidation textToColumns trimWhitespace updateBanding updateBorders
    updateChartSpec updateConditionalFormatRule updateDataSource updateDeveloperMetadata
    updateDimensionGroup updateDimensionProperties updateEmbeddedObjectBorder
    updateEmbeddedObjectPosition updateFilterView updateNamedRange updateProtectedRange
    updateSlicerSpec updateTable"""
NOT_YET = frozenset(_GOOGLE_ONLY.split())
_CREATE = shape.message(
    properties=sheet_requests.SPREADSHEET_PROPERTIES,
    sheets=shape.listing(shape.message(properties=sheet_requests.PROPERTIES)),
)
_BATCH = shape.message(
    requests=shape.listing(shape.anything),
    includeSpreadsheetInResponse=shape.boolean,
    responseRanges=shape.listing(shape.text),
    responseIncludeGridData=shape.boolean,
)
_WITHOUT_DATA: Mask = {
    "spreadsheetId": {},
    "properties": {},
    "sheets": {"properties": {}, "merges": {}},
    "spreadsheetUrl": {},
}


def create(call: Call) -> dict[str, Any]:
    body = call.checked(_CREATE, "spreadsheet")
    workbook = created(call.db, "Untitled spreadsheet", call.user, None)
    sheet_requests.set_properties(workbook, body.get("properties", {}))
    for i, sheet in enumerate(body.get("sheets") or [{}]):
        properties = {"sheetId": 0} if i == 0 else {}
        properties |= {"title": f"Sheet{i + 1}"} | sheet.get("properties", {})
        properties.pop("index", None)
        sheet_requests.add_sheet(workbook, {"properties": properties})
    workbook.touch()
    return griddata.spreadsheet(workbook, [], _WITHOUT_DATA)


def read(call: Call) -> dict[str, Any]:
    """`includeGridData` is ignored when `fields` is given."""
    workbook = opened(call.db, call.names[0])
    fields = call.mask or ({} if call.flag("includeGridData") else _WITHOUT_DATA)
    return griddata.spreadsheet(workbook, call.query.get("ranges", []), fields)


def batch_update(call: Call) -> dict[str, Any]:
    workbook = opened(call.db, call.names[0])
    body = call.checked(_BATCH)
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
    named = shape.cleaned(shape.mapping, request, place)
    for name in named:
        if name in NOT_YET:
            raise unsupported(f"request kind '{name}'")
        if name not in KINDS:
            raise unknown_name(name, place)
    if len(named) != 1:
        raise invalid(f"Invalid {place}: Must set exactly one request kind.")
    name, body = next(iter(named.items()))
    return name, shape.cleaned(KINDS[name].shape, body, f"{place}.{name}")


def _applied(workbook: Workbook, index: int, name: str, body: Any) -> dict[str, Any]:
    try:
        reply = KINDS[name].apply(workbook, body)
    except Refusal as refusal:
        raise refusal.within(f"requests[{index}].{name}") from None
    return {name: reply} if reply else {}
