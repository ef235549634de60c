"""spreadsheets.values.*: reading and writing plain values."""

from __future__ import annotations

import json
from typing import Any

from lib.localsheets import a1, rendering, shape, table, writing
from lib.localsheets.a1 import Area, Rectangle
from lib.localsheets.call import Call
from lib.localsheets.refusal import Refusal, invalid
from lib.localsheets.rendering import Rendering
from lib.localsheets.workbook import Sheet, Workbook, opened
from lib.localsheets.writing import Written

_DIMENSION = shape.choice("Dimension", "DIMENSION_UNSPECIFIED", "ROWS", "COLUMNS")
_RANGE = shape.message(range=shape.text, majorDimension=_DIMENSION, values=shape.grid_values)
_OPTION = ("INPUT_VALUE_OPTION_UNSPECIFIED", "RAW", "USER_ENTERED")
_BATCH = shape.message(
    valueInputOption=shape.choice("ValueInputOption", *_OPTION),
    data=shape.listing(_RANGE),
    includeValuesInResponse=shape.boolean,
    responseValueRenderOption=shape.choice("ValueRenderOption", *rendering.RENDER),
    responseDateTimeRenderOption=shape.choice("DateTimeRenderOption", *rendering.DATE_TIME),
)
_CLEAR = shape.message()
_BATCH_CLEAR = shape.message(ranges=shape.listing(shape.text))


def read(call: Call) -> str:
    workbook = opened(call.db, call.names[0])
    return _value_range(workbook, call.names[1], _major(call), _rendering(call, workbook))


def batch_read(call: Call) -> str:
    workbook = opened(call.db, call.names[0])
    how, major = _rendering(call, workbook), _major(call)
    ranges = [_value_range(workbook, text, major, how) for text in call.query.get("ranges", [])]
    found = f',"valueRanges":[{",".join(ranges)}]' if ranges else ""
    return f'{{"spreadsheetId":"{workbook.spreadsheet_id}"{found}}}'


def update(call: Call) -> dict[str, Any]:
    workbook = opened(call.db, call.names[0])
    data = call.checked(_RANGE, "data")
    own = data.get("range")
    if own is not None and workbook.referred(own) != workbook.referred(call.names[1]):
        text = f"Request range[{call.names[1]}] does not match value's range[{own}]"
        raise invalid(text)
    option = _input_option(call.parameter("valueInputOption"))
    written = _placed(workbook, call.names[1], data, option)
    workbook.touch()
    return _update_answer(workbook, written, _response(call, workbook))


def batch_update(call: Call) -> dict[str, Any]:
    workbook = opened(call.db, call.names[0])
    body = call.checked(_BATCH)
    option = _input_option(body.get("valueInputOption", ""))
    written = []
    for i, data in enumerate(body.get("data", [])):
        try:
            written.append(_placed(workbook, data.get("range", ""), data, option))
        except Refusal as refusal:
            raise refusal.within(f"data[{i}]") from None
    if not written:
        return {"spreadsheetId": workbook.spreadsheet_id}
    workbook.touch()
    how = None
    if body.get("includeValuesInResponse"):
        value = body.get("responseValueRenderOption", rendering.RENDER[0])
        date_time = body.get("responseDateTimeRenderOption", rendering.DATE_TIME[0])
        how = Rendering(value, date_time, workbook.locale)
    answers = [_update_answer(workbook, one, how) for one in written]
    return _totals(workbook, written) | {"responses": answers}


def append(call: Call) -> dict[str, Any]:
    workbook = opened(call.db, call.names[0])
    data = call.checked(_RANGE, "data")
    option = _input_option(call.parameter("valueInputOption"))
    mode = call.option("insertDataOption", "InsertDataOption", "OVERWRITE", "INSERT_ROWS")
    sheet, area = workbook.referred(call.names[1])
    window = sheet.within(area)
    found = table.last_in(sheet.grid, window)
    values = writing.by_rows(data)
    top, left = (found.bottom, found.left) if found else (window.top, window.left)
    if found and mode == "INSERT_ROWS":
        writing.insert_rows(workbook, sheet, top, len(values), inherits=True)
    written = writing.write(workbook, sheet, top, left, values, option)
    workbook.touch()
    answer: dict[str, Any] = {"spreadsheetId": workbook.spreadsheet_id}
    if found:
        answer["tableRange"] = sheet.echo(found)
    return answer | {"updates": _update_answer(workbook, written, _response(call, workbook))}


def clear(call: Call) -> dict[str, Any]:
    workbook = opened(call.db, call.names[0])
    call.checked(_CLEAR)
    cleared = _cleared(workbook, call.names[1])
    workbook.touch()
    return {"spreadsheetId": workbook.spreadsheet_id, "clearedRange": cleared}


def batch_clear(call: Call) -> dict[str, Any]:
    workbook = opened(call.db, call.names[0])
    answer: dict[str, Any] = {"spreadsheetId": workbook.spreadsheet_id}
    cleared = []
    for i, text in enumerate(call.checked(_BATCH_CLEAR).get("ranges", [])):
        try:
            cleared.append(_cleared(workbook, text))
        except Refusal as refusal:
            raise refusal.within(f"range[{i}]") from None
    workbook.touch()
    return answer | ({"clearedRanges": cleared} if cleared else {})


def _major(call: Call) -> str:
    asked = call.option("majorDimension", "Dimension", "DIMENSION_UNSPECIFIED", "ROWS", "COLUMNS")
    return "COLUMNS" if asked == "COLUMNS" else "ROWS"


def _rendering(call: Call, workbook: Workbook, prefix: str = "") -> Rendering:
    names = ["valueRenderOption", "dateTimeRenderOption"]
    if prefix:
        names = [prefix + name[0].upper() + name[1:] for name in names]
    value = call.option(names[0], "ValueRenderOption", *rendering.RENDER)
    date_time = call.option(names[1], "DateTimeRenderOption", *rendering.DATE_TIME)
    return Rendering(value, date_time, workbook.locale)


def _response(call: Call, workbook: Workbook) -> Rendering | None:
    """How the written values come back, when they are asked back."""
    how = _rendering(call, workbook, "response")
    return how if call.flag("includeValuesInResponse") else None


def _input_option(text: str) -> str:
    if text in ("", "INPUT_VALUE_OPTION_UNSPECIFIED"):
        raise invalid("'valueInputOption' is required but not specified")
    if text not in _OPTION:
        shape.cleaned(shape.choice("ValueInputOption", *_OPTION), text, "value_input_option")
    return text


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
    writing.clear(sheet, window)
    return sheet.echo(window)
