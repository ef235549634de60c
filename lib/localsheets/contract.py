"""Google's own description of its API: which methods, messages, fields and enum values there are.

`contract.json` is cut from Google's discovery documents; `extent.py` says how much of it is done
here. What Google does not know is Google's 400; what it knows and this does not is a 501.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Any

from lib.localsheets import shape
from lib.localsheets.extent import EXTENT
from lib.localsheets.mask import Mask
from lib.localsheets.refusal import invalid, unsupported
from lib.localsheets.shape import Check

FILE = Path(__file__).with_name("contract.json")
_CONTRACT = json.loads(FILE.read_text(encoding="utf-8"))
METHODS: dict[str, dict[str, Any]] = _CONTRACT["methods"]
MESSAGES: dict[str, dict[str, Any]] = _CONTRACT["messages"]
MESSAGES["Permission"]["withLink"] = "boolean"  # of Drive v2: gspread sends it, v3 ignores it

_PLAIN: dict[str, Check] = {
    "string": shape.text,
    "google-fieldmask": shape.text,
    "google-datetime": shape.text,
    "boolean": shape.boolean,
    "int32": shape.integer,
    "float": shape.number,
    "double": shape.number,
    "object": shape.mapping,
}


@cache
def message(name: str, done: Collection[str] | None = None) -> Check:
    """The check of a message of this name; `done`: the fields understood here, else EXTENT's."""
    fields = MESSAGES[name]
    known = done or EXTENT.get(name) or tuple(fields)
    # The fields are looked up when a body comes: messages may hold themselves.
    return shape.message(
        lambda: {field: field_check(fields[field], field) for field in known}, fields
    )


def field_check(kind: Any, field: str = "") -> Check:
    """The check of one field or query parameter as contract.json describes it."""
    if isinstance(kind, list):
        return shape.choice(field[0].upper() + field[1:], kind)
    if kind == "[[any]]":
        return shape.grid_values
    if kind == "[@Request]":
        return shape.listing(shape.anything)  # spreadsheets.batch_update knows the kinds
    if kind.startswith("["):
        return shape.listing(field_check(kind[1:-1]))
    return message(kind[1:]) if kind.startswith("@") else _PLAIN.get(kind, shape.anything)


def check_selection(name: str | None, fields: Mask) -> None:
    """Refuses a `fields` parameter that names what no answer of this kind can hold."""
    for field, below in fields.items():
        kind = MESSAGES[name].get(field) if name else "*"
        if kind is None and field != "*":
            raise invalid(f"Invalid field selection {field}")
        held = re.fullmatch(r"\[*@(\w+)\]*", kind) if isinstance(kind, str) else None
        # Unknown below: messages of Drive that are cut off in contract.json.
        if below and (held is None or held[1] in MESSAGES):
            check_selection(held[1] if held else None, below)


def check_update(name: str, fields: Mask, path: str = "") -> None:
    """Refuses a mask of an update that names a field this message lacks, here or at all."""
    for field, below in fields.items():
        if field == "*":
            continue
        kind = MESSAGES[name].get(field)
        if kind is None:
            raise invalid(f"Invalid field: {path}{field}")
        if field not in EXTENT.get(name, MESSAGES[name]):
            raise unsupported(f"'{path}{field}' in fields")
        if below and not (isinstance(kind, str) and kind.startswith("@")):
            raise invalid(f"Invalid field: {path}{field} holds no fields to choose from")
        if below:
            check_update(kind[1:], below, f"{path}{field}.")
