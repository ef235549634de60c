"""The shape of request bodies: small checks that compose, so that a wrong body is a 400 or a 501.

A check takes a value and returns it cleaned: JSON nulls are unset. Bodies are changed in
place, because a body may hold a million cells.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Collection, Mapping
from typing import Any

from lib.localsheets.refusal import Refusal, malformed, unknown_name, unsupported

Check = Callable[[Any], Any]

_INT32 = 2**31
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,20})(?:\.[0-9]{1,20})?")
_CAPITAL = re.compile("[A-Z]")
_LIST = "type.googleapis.com/google.protobuf.ListValue"


class Misfit(Exception):
    """A value of the wrong kind; each level of the body puts its own name before the place."""

    def __init__(self, value: Any, kind: str) -> None:
        super().__init__(kind)
        self.value = value
        self.kind = kind
        self.place = ""

    def under(self, name: str) -> Misfit:
        """Google spells the place as its own messages do: `requests[0].repeat_cell.range`."""
        joint = "." if self.place and not self.place.startswith("[") else ""
        self.place = _CAPITAL.sub(r"_\g<0>", name).lower() + joint + self.place
        return self

    def refusal(self) -> Refusal:
        if self.kind == "unknown":
            return unknown_name(self.value, self.place)
        if self.kind == "refused":
            return unsupported(f"field '{self.value}' at '{self.place}'")
        shown = f'"{self.value}"' if isinstance(self.value, str) else str(self.value)
        return malformed(
            self.place, f"Invalid value at '{self.place}' ({self.kind}), {shown[:200]}"
        )


def cleaned(check: Check, body: Any, place: str = "") -> Any:
    """The body as the check wants it, or the refusal that names what is wrong with it."""
    try:
        return check(body)
    except Misfit as misfit:
        raise (misfit.under(place) if place else misfit).refusal() from None


def text(value: Any) -> str:
    if isinstance(value, str):
        return value
    raise Misfit(value, "TYPE_STRING")


def boolean(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    raise Misfit(value, "TYPE_BOOL")


def integer(value: Any) -> int:
    given = _unquoted(value)
    whole = isinstance(given, int) or (isinstance(given, float) and given.is_integer())
    if isinstance(given, bool) or not whole or not -_INT32 <= given < _INT32:
        raise Misfit(value, "TYPE_INT32")
    return int(given)


def number(value: Any) -> float:
    given = _unquoted(value)
    if isinstance(given, bool) or not isinstance(given, int | float):
        raise Misfit(value, "TYPE_DOUBLE")
    try:
        finite = math.isfinite(given)
    except OverflowError:
        finite = False
    if not finite:
        raise Misfit(value, "TYPE_DOUBLE")
    return given


def _unquoted(value: Any) -> Any:
    """Protocol buffers read a number in JSON quoted or not."""
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        return json.loads(value)
    return value


def choice(kind: str, values: Collection[str]) -> Check:
    """One of an enum; `…_UNSPECIFIED` is none."""

    def check(value: Any) -> str | None:
        if isinstance(value, str) and value in values:
            return None if value.endswith("_UNSPECIFIED") else value
        raise Misfit(value, f"type.googleapis.com/google.apps.sheets.v4.{kind}")

    return check


def listing(item: Check) -> Check:
    def check(value: Any) -> list[Any]:
        if not isinstance(value, list):
            raise Misfit(value, "list")
        index = 0
        try:
            for index, element in enumerate(value):
                value[index] = item(element)
        except Misfit as misfit:
            raise misfit.under(f"[{index}]") from None
        return value

    return check


def message(compiled: Callable[[], Mapping[str, Check]], known: Collection[str]) -> Check:
    """An object with the compiled fields; another one is refused by name, not ignored.

    `known`: the names Google has. Compiled when the first one comes.
    """
    fields: dict[str, Check] = {}

    def check(value: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise Misfit(value, "message")
        if not fields:
            fields.update(compiled())
        name = ""
        try:
            for name, inner in value.items():
                if inner is not None:
                    value[name] = fields[name](inner)
        except KeyError:
            raise Misfit(name, "refused" if name in known else "unknown") from None
        except Misfit as misfit:
            raise misfit.under(name) from None
        if None in value.values():
            return mapping(value)
        return value

    return check


def anything(value: Any) -> Any:
    return value


def mapping(value: Any) -> dict[str, Any]:
    """Any object, without its nulls."""
    if not isinstance(value, dict):
        raise Misfit(value, "message")
    return {name: inner for name, inner in value.items() if inner is not None}


def grid_values(value: Any) -> list[list[Any]]:
    """The `values` of a ValueRange: lists of scalars, where null has a meaning and stays."""
    if not isinstance(value, list):
        raise Misfit(value, _LIST)
    for i, row in enumerate(value):
        if not isinstance(row, list):
            raise Misfit(row, _LIST).under(f"[{i}]")
    return value
