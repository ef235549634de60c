"""Formats and colours: the default look, and the twins Google adds to a colour."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from typing import Any

from lib.localsheets import pattern
from lib.localsheets.mask import Mask

_WHITE = {"red": 1, "green": 1, "blue": 1}
DEFAULT_FORMAT: dict[str, Any] = {
    "backgroundColor": _WHITE,
    "padding": {"top": 2, "right": 3, "bottom": 2, "left": 3},
    "verticalAlignment": "BOTTOM",
    "wrapStrategy": "OVERFLOW_CELL",
    "textFormat": {
        "foregroundColor": {},
        "fontFamily": "arial,sans,sans-serif",
        "fontSize": 10,
        "bold": False,
        "italic": False,
        "strikethrough": False,
        "underline": False,
        "foregroundColorStyle": {"rgbColor": {}},
    },
    "backgroundColorStyle": {"rgbColor": _WHITE},
}


def checked(look: dict[str, Any]) -> dict[str, Any]:
    """A CellFormat as it is stored."""
    number_format = look.get("numberFormat")
    if number_format is not None:
        pattern.check(number_format)
    found: dict[str, Any] = twinned(look)
    return found


def effective(look: dict[str, Any]) -> dict[str, Any]:
    text = DEFAULT_FORMAT["textFormat"] | look.get("textFormat", {})
    return DEFAULT_FORMAT | look | {"textFormat": text}


def twinned(value: Any) -> Any:
    """A copy in which every colour stands in both of its spellings."""
    if isinstance(value, list):
        return [twinned(one) for one in value]
    if not isinstance(value, dict):
        return value
    found = {name: twinned(inner) for name, inner in value.items()}
    for name in _colors(found):
        found = with_twin(found, name)
    return found


def twinned_fields(fields: Mask) -> Mask:
    """Replacing a colour replaces its twin."""
    found = {name: twinned_fields(below) for name, below in fields.items()}
    whole: Mask = {}
    return found | {twin: whole for name in _colors(fields) for twin in (name, name + "Style")}


def _colors(fields: Iterable[str]) -> set[str]:
    """`xColor` for `xColor` and for `xColorStyle`."""
    plain = {name.removesuffix("Style") for name in fields}
    return {name for name in plain if name.lower().endswith("color")}


def with_twin(look: dict[str, Any], name: str) -> dict[str, Any]:
    """`xColor` and `xColorStyle.rgbColor` say the same; the style wins when both are given.

    A style without a colour unsets both; the colour {} is black.
    """
    style, plain = look.get(name + "Style"), look.get(name)
    given = plain if style is None else style.get("rgbColor")
    if given is None:
        return {key: value for key, value in look.items() if key not in (name, name + "Style")}
    rounded = {channel: _float32(value) for channel, value in given.items()}
    color = {channel: value for channel, value in rounded.items() if value}
    return look | {name: color, name + "Style": {"rgbColor": color}}


def _float32(value: float) -> float:
    """Channels are rounded to 32 bits: 0.49803922."""
    clamped = min(max(value, 0.0), 1.0)
    rounded = float(f"{struct.unpack('f', struct.pack('f', clamped))[0]:.8g}")
    return int(rounded) if rounded.is_integer() else rounded
