"""The look of a sheet as Google's JSON. Pure."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from lib.schema.column import Kind
from lib.schema.look import BAND_FILL, ColumnLook, Mark
from lib.schema.place import column_letters
from lib.store.a1 import sheet_range
from lib.store.wire import number_format

Json = dict[str, Any]
HEADER_FIELDS = (
    "note,userEnteredFormat(textFormat,backgroundColorStyle,wrapStrategy,verticalAlignment)"
)
# A formula comes back with other quotes, separators and case, and with the end of the grid in it.
_TRIMMED = re.compile(r"[$' ]")
_OPEN_END = re.compile(r"(?<=:)([A-Z]+)\d+$")


def color(rgb: str) -> Json:
    """RRGGBB → a ColorStyle."""
    channels = zip(("red", "green", "blue"), (rgb[0:2], rgb[2:4], rgb[4:6]), strict=True)
    return {"rgbColor": {name: round(int(part, 16) / 255, 4) for name, part in channels}}


def header_cell(look: ColumnLook) -> Json:
    shown = {
        "textFormat": {"bold": True},
        "backgroundColorStyle": color(look.header_fill),
        "wrapStrategy": "WRAP",
        "verticalAlignment": "MIDDLE",
    }
    return {"note": look.note, "userEnteredFormat": shown}


def column_cell(look: ColumnLook, choices: Json) -> Json:
    """What every cell below the header is like."""
    shown: Json = {
        "wrapStrategy": "CLIP" if look.is_clipped else "WRAP",
        "verticalAlignment": "TOP",
    }
    if found := number_format(look.column.kind):
        shown["numberFormat"] = found
    return {"userEnteredFormat": shown, **({"dataValidation": choices} if choices else {})}


def column_fields(cell: Mapping[str, Any]) -> str:
    """What is named is replaced; what the look does not speak of stays as a person made it."""
    names = ",".join(cell["userEnteredFormat"])
    more = ",dataValidation" if "dataValidation" in cell else ""
    return f"userEnteredFormat({names}){more}"


def choices(look: ColumnLook, source: tuple[str, int] | None) -> Json:
    """A dropdown, or the check that a date is one; {} where anything may stand. Another value is
    marked, not refused: the app says what is wrong with it. `source` is the title of the sheet
    and the place of the column that hold the choices."""
    if look.choices:
        return _rule("ONE_OF_LIST", *look.choices) | {"showCustomUi": True}
    if source is not None:
        title, letters = source[0], column_letters(source[1])
        cells = sheet_range(title, f"${letters}$2:${letters}")
        return _rule("ONE_OF_RANGE", f"={cells}") | {"showCustomUi": True}
    return _rule("DATE_IS_VALID") if look.column.kind in (Kind.DATE, Kind.MOMENT) else {}


def _rule(kind: str, *values: str) -> Json:
    condition: Json = {"type": kind}
    if values:
        condition["values"] = [{"userEnteredValue": value} for value in values]
    return {"condition": condition}


def mark(one: Mark, places: Mapping[str, int], sheet_id: int) -> Json:
    """A ConditionalFormatRule."""
    if one.text:
        condition = _rule("TEXT_EQ", one.text)["condition"]
    else:
        letters = {name: column_letters(place) for name, place in places.items()}
        condition = _rule("CUSTOM_FORMULA", one.formula(letters.__getitem__))["condition"]
    shown = {
        "backgroundColorStyle": color(one.fill),
        "textFormat": {"bold": True, "foregroundColorStyle": color(one.ink)},
    }
    area = column_area(sheet_id, places[one.column])
    return {"ranges": [area], "booleanRule": {"condition": condition, "format": shown}}


def band(sheet_id: int, width: int) -> Json:
    colors = {"firstBandColorStyle": color("FFFFFF"), "secondBandColorStyle": color(BAND_FILL)}
    area = {"sheetId": sheet_id, "startRowIndex": 1, "startColumnIndex": 0, "endColumnIndex": width}
    return {"range": area, "rowProperties": colors}


def view(title: str, place: int, hidden: Sequence[str], sheet_id: int, width: int) -> Json:
    """A named filter that each person puts on for themselves."""
    criteria: Json = {"hiddenValues": list(hidden)} if hidden else {"condition": {"type": "BLANK"}}
    area = {"sheetId": sheet_id, "startRowIndex": 0, "startColumnIndex": 0, "endColumnIndex": width}
    spec = {"columnIndex": place, "filterCriteria": criteria}
    return {"title": title, "range": area, "filterSpecs": [spec]}


def column_area(sheet_id: int, place: int) -> Json:
    """A column below its header, to wherever the sheet ends."""
    area = {"startRowIndex": 1, "startColumnIndex": place, "endColumnIndex": place + 1}
    return {"sheetId": sheet_id, **area}


def is_drawn(wanted: Any, held: Any) -> bool:
    """Whether what stands there is as wanted; what nothing was said about is left out. Google
    leaves out zeros, adds twins to colours and rounds them."""
    if isinstance(wanted, Mapping):
        fields = held if isinstance(held, Mapping) else {}
        return all(is_drawn(one, fields.get(name)) for name, one in wanted.items())
    if isinstance(wanted, list):
        there = held if isinstance(held, list) else []
        return len(there) == len(wanted) and all(map(is_drawn, wanted, there))
    if isinstance(wanted, str):
        is_formula = wanted.startswith("=") and isinstance(held, str)
        return _bare(wanted) == _bare(held) if is_formula else wanted == held
    if isinstance(wanted, bool):
        return wanted is bool(held)
    return abs(float(wanted) - float(held or 0)) < 0.01


def _bare(formula: str) -> str:
    text = _TRIMMED.sub("", formula).replace(";", ",").upper()
    return _OPEN_END.sub(r"\1", text)
