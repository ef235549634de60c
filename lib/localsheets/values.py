"""spreadsheets.values.*: reading and writing plain values."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from lib.localsheets import a1, rendering, table, writing
from lib.localsheets.a1 import Area, Rectangle
from lib.localsheets.call import Call
from lib.localsheets.people import WRITER
from lib.localsheets.refusal import Refusal, invalid
from lib.localsheets.rendering import Rendering
from lib.localsheets.sheet import Sheet
from lib.localsheets.workbook import Workbook, opened
from lib.localsheets.writing import Written


def read(call: Call) -> str:
    workbook = opened(call)
    how = _rendering(call.query, workbook)
    return _value_range(workbook, call.path["range"], _major(call), how)


def batch_read(call: Call) -> str:
    workbook = opened(call)
    how, major = _rendering(call.query, workbook), _major(call)
    ranges = [_value_range(workbook, text, major, how) for text in call.query.get("ranges", [])]
    found = f',"valueRanges":[{",".join(ranges)}]' if ranges else ""
    return f'{{"spreadsheetId":"{workbook.spreadsheet_id}"{found}}}'


def update(call: Call) -> dict[str, Any]:
    workbook = opened(call, WRITER)
    own, asked = call.body.get("range"), call.path["range"]
    if own is not None and workbook.referred(own) != workbook.referred(asked):
        raise invalid(f"Request range[{asked}] does not match value's range[{own}]")
    written = _placed(workbook, asked, call.body, _input_option(call.query))
    workbook.touch()
    return _update_answer(workbook, written, _response(call.query, workbook))


def batch_update(call: Call) -> dict[str, Any]:
    workbook = opened(call, WRITER)
    option = _input_option(call.body)
    written = []
    for i, data in enumerate(call.body.get("data", [])):
        try:
            written.append(_placed(workbook, data.get("range", ""), data, option))
        except Refusal as refusal:
            raise refusal.within(f"data[{i}]") from None
    if not written:
        return {"spreadsheetId": workbook.spreadsheet_id}
    workbook.touch()
    how = _response(call.body, workbook)
    answers = [_update_answer(workbook, one, how) for one in written]
    return _totals(workbook, written) | {"responses": answers}


def append(call: Call) -> dict[str, Any]:
    workbook = opened(call, WRITER)
    option = _input_option(call.query)
    sheet, area = workbook.referred(call.path["range"])
    window = sheet.within(area)
    found = table.last_in(sheet.grid, window)
    values = writing.by_rows(call.body)
    top, left = (found.bottom, found.left) if found else (window.top, window.left)
    if found and call.query.get("insertDataOption") == "INSERT_ROWS":
        writing.insert_rows(workbook, sheet, top, len(values))
    written = writing.write(workbook, sheet, top, left, values, option)
    workbook.touch()
    answer: dict[str, Any] = {"spreadsheetId": workbook.spreadsheet_id}
    if found:
        answer["tableRange"] = sheet.echo(found)
    how = _response(call.query, workbook)
    return answer | {"updates": _update_answer(workbook, written, how)}


def clear(call: Call) -> dict[str, Any]:
    workbook = opened(call, WRITER)
    cleared = _cleared(workbook, call.path["range"])
    workbook.touch()
    return {"spreadsheetId": workbook.spreadsheet_id, "clearedRange": cleared}


def batch_clear(call: Call) -> dict[str, Any]:
    workbook = opened(call, WRITER)
    answer: dict[str, Any] = {"spreadsheetId": workbook.spreadsheet_id}
    cleared = []
    for i, text in enumerate(call.body.get("ranges", [])):
        try:
            cleared.append(_cleared(workbook, text))
        except Refusal as refusal:
            raise refusal.within(f"range[{i}]") from None
    workbook.touch()
    return answer | ({"clearedRanges": cleared} if cleared else {})


def _major(call: Call) -> str:
    return str(call.query.get("majorDimension", "ROWS"))


def _rendering(asked: Mapping[str, Any], workbook: Workbook, prefix: str = "") -> Rendering:
    names = ["valueRenderOption", "dateTimeRenderOption"]
    if prefix:
        names = [prefix + name[0].upper() + name[1:] for name in names]
    value = asked.get(names[0], rendering.RENDER[0])
    return Rendering(value, asked.get(names[1], rendering.DATE_TIME[0]), workbook.locale)


def _response(asked: Mapping[str, Any], workbook: Workbook) -> Rendering | None:
    """How the written values come back, when they are asked back."""
    if not asked.get("includeValuesInResponse"):
        return None
    return _rendering(asked, workbook, "response")


def _input_option(asked: Mapping[str, Any]) -> str:
    if "valueInputOption" not in asked:
        raise invalid("'valueInputOption' is required but not specified")
    return str(asked["valueInputOption"])


def _value_range(workbook: Workbook, text: str, major: str, how: Rendering) -> str:
    sheet, area = workbook.referred(text)
    return _shown(sheet, sheet.within(area), major, how)


def _shown(sheet: Sheet, window: Rectangle, major: str, how: Rendering) -> str:
    """A ValueRange as JSON; `values` is absent when there is nothing."""
    parts = (rendering.columns if major == "COLUMNS" else rendering.rows)(sheet.grid, window, how)
    values = f',"values":[[{"],[".join(parts)}]]' if parts else ""
    return f'{{"range":{json.dumps(sheet.echo(window))},"majorDimension":"{major}"{values}}}'


def _placed(workbook: Workbook, text: str, data: dict[str, Any], option: str) -> Written:
    sheet, area = workbook.referred(text)
    sheet.within(area)
    values = writing.by_rows(data)
    if not area.is_anchor:
        _check_fits(sheet, area, values)
    return writing.write(workbook, sheet, area.top, area.left, values, option)


def _check_fits(sheet: Sheet, area: Area, values: list[list[Any]]) -> None:
    """A bounded range of several cells is a limit."""
    tried = f"Requested writing within range [{sheet.echo(area)}], but tried writing to"
    width = max((len(row) for row in values), default=0)
    if area.bottom is not None and area.top + len(values) > area.bottom:
        raise invalid(f"{tried} row [{area.bottom + 1}]")
    if area.right is not None and area.left + width > area.right:
        raise invalid(f"{tried} column [{a1.column_letters(area.right)}]")


def _update_answer(workbook: Workbook, written: Written, how: Rendering | None) -> dict[str, Any]:
    counts = {
        "updatedRows": len(written.rows),
        "updatedColumns": len(written.columns),
        "updatedCells": written.cells,
    }
    answer: dict[str, Any] = {"spreadsheetId": workbook.spreadsheet_id}
    answer["updatedRange"] = written.sheet.echo(written.window)
    answer |= {name: count for name, count in counts.items() if count}
    if how:
        answer["updatedData"] = json.loads(_shown(written.sheet, written.window, "ROWS", how))
    return answer


def _totals(workbook: Workbook, written: list[Written]) -> dict[str, Any]:
    """Distinct rows and columns over all elements."""
    totals = {
        "totalUpdatedRows": len({(one.sheet.key, row) for one in written for row in one.rows}),
        "totalUpdatedColumns": len({(o.sheet.key, c) for o in written for c in o.columns}),
        "totalUpdatedCells": sum(one.cells for one in written),
        "totalUpdatedSheets": len({one.sheet.key for one in written if one.cells}),
    }
    kept = {name: total for name, total in totals.items() if total}
    return {"spreadsheetId": workbook.spreadsheet_id, **kept}


def _cleared(workbook: Workbook, text: str) -> str:
    sheet, area = workbook.referred(text)
    window = sheet.within(area)
    writing.clear(workbook, sheet, window)
    return sheet.echo(window)
