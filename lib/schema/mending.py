"""What was certainly meant by a cell that cannot be read; where that is a guess, nothing."""

import re
import unicodedata
from collections.abc import Collection
from datetime import date
from typing import Any

from lib.schema.cells import read_cell, to_cell
from lib.schema.codes import typed_client_code
from lib.schema.column import Column, Kind
from lib.schema.dates import from_text
from lib.schema.readers import parts

_WEEKDAY = re.compile(
    r"(ma|di|wo|do|vr|za|zo|maan|dins|woens|donder|vrij|zater|zon)(dag)?[.,]?\s+", re.IGNORECASE
)
_TIME = re.compile(r"(?:t|,?\s+)\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?z?$", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"(\d{4})[/.]?(\d{2})[/.]?(\d{2})")
_DASHED_WORDS = re.compile(r"(\d{1,2})[-/ ]([a-z]+)\.?[-/ ,]+(\d{4})", re.IGNORECASE)
_NOISE = re.compile(r"[€'’\s\u202f]")
_SEVERAL = re.compile(r"[;,/\n]")


def mended(column: Column, text: str, keys: Collection[str] = ()) -> Any | None:
    """The value to put there, in its kind; None where a person has to look.

    `keys` are those a reference may point at. A year of two digits, a choice that resembles two
    others and anything outside the limits of the column stay for a person.
    """
    match column.kind:
        case Kind.CHOICE:
            value: Any = _choice(column, text)
        case Kind.CHOICES:
            value = _choices(column, text)
        case Kind.DATE:
            value = _day(text)
        case Kind.YES_NO:
            value = read_cell(column, text.strip(" .,!")).value
        case Kind.WHOLE | Kind.NUMBER:
            value = read_cell(column, _NOISE.sub("", text)).value
        case Kind.REFERENCE:
            value = _reference(column, text, keys)
        case _:
            value = None
    return None if value is None else read_cell(column, to_cell(column, value)).value


def _choice(column: Column, text: str) -> str | None:
    wanted = _folded(text)
    found = [member.value for member in column.choices if wanted == _folded(member.value)]
    return found[0] if len(found) == 1 else None


def _choices(column: Column, text: str) -> tuple[str, ...] | None:
    """Also behind commas and slashes; all of them, or it is a guess."""
    for split in (parts(text), [part for part in _SEVERAL.split(text) if part.strip()]):
        found = [_choice(column, part) for part in split]
        if found and None not in found:
            return tuple(value for value in found if value is not None)
    return None


def _day(text: str) -> date | None:
    bare = _TIME.sub("", _WEEKDAY.sub("", text.strip(), count=1).strip()).strip()
    if found := _YEAR_FIRST.fullmatch(bare):
        bare = "-".join(found.groups())
    elif found := _DASHED_WORDS.fullmatch(bare):
        bare = " ".join(found.groups())
    return from_text(bare)


def _reference(column: Column, text: str, keys: Collection[str]) -> str | None:
    """A key with other signs between, or with what it is called behind it."""
    first = re.split(r"\s*[·:(]", text.strip(), maxsplit=1)[0]
    if column.to == "clients":
        code = typed_client_code(first)
        return code if code in keys else None
    found = [key for key in keys if _folded(key) == _folded(first)]
    return found[0] if len(found) == 1 else None


def _folded(text: str) -> str:
    """Letters and digits alone: without case, accents, spaces and signs."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in plain if sign.isalnum()).casefold()
