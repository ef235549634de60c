"""What a cell of each kind is read as; a fault where it says nothing of that kind."""

import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from lib.schema import dates
from lib.schema.column import Column, Kind
from lib.schema.problem import Fault

Cell = str | int | float | bool | None

_YES = frozenset({"ja", "j", "waar", "true", "yes", "x"})
_NO = frozenset({"nee", "n", "onwaar", "false", "no"})
_NUMBER = re.compile(r"[+-]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?|[+-]?\d+\.\d+")
# Above it a sheet, which keeps every number as a double, skips some.
_LARGEST_WHOLE = 2**53
_PLAIN_KEY = re.compile(r"[A-Z0-9-]+")
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")
_NOT_TEXT = Fault("not_text", "Hier staat een teken dat niet bestaat. Typ de tekst opnieuw.")
_MAYBE_DATE = Fault(
    "maybe_date",
    "Dit kan een datum of een tijd zijn, en die hoort niet in deze kolom. "
    "Typ het opnieuw met een ' ervoor, dan blijft het zoals je het typt.",
)


def parts(text: str) -> list[str]:
    """What stands between separators or on lines of its own."""
    return [part.strip() for part in re.split(r"[;\n]", text) if part.strip()]


def _text(column: Column, cell: Cell) -> str | Fault:
    if isinstance(cell, bool):
        return "WAAR" if cell else "ONWAAR"
    if isinstance(cell, int | float):
        number = _finite(cell)
        if number is None:
            return _NOT_TEXT
        # Google makes numbers of dates and times that somebody types; nobody typed those numbers.
        return _MAYBE_DATE if dates.from_serial(number) or 0 < number < 1 else digits(number)
    text = str(cell).replace("\r\n", "\n").replace("\r", "\n").strip()
    return _NOT_TEXT if _LONE_SURROGATE.search(text) else text


def digits(number: float) -> str:
    """A number as the person sees it who typed it into a column of text."""
    number = float(number) + 0.0  # no sheet shows -0
    return f"{number:.0f}" if number.is_integer() else repr(number).replace(".", ",")


def _finite(number: float | str) -> float | None:
    """None for what no sheet can hold: infinite, or not a number."""
    try:
        read = float(number)
    except OverflowError:
        return None
    return read if math.isfinite(read) else None


def _key(column: Column, cell: Cell) -> str | Fault:
    """Without the signs that nobody sees, which come along when a key is pasted from a chat."""
    text = _text(column, cell)
    if isinstance(text, Fault):
        return text
    seen = "".join(sign for sign in text if unicodedata.category(sign) != "Cf").strip()
    return seen.upper() or Fault("missing", f"Vul '{column.header}' in.")


def _key_at_once(cell: Cell) -> str | None:
    return cell if isinstance(cell, str) and _PLAIN_KEY.fullmatch(cell) else None


def _day(column: Column, cell: Cell) -> date | Fault:
    moment = _moment(column, cell)
    return moment if isinstance(moment, Fault) else moment.date()


def _moment(column: Column, cell: Cell) -> datetime | Fault:
    read: datetime | None = None
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        read = dates.from_serial(cell)
    elif isinstance(cell, str) and (day := dates.from_text(cell)):
        read = datetime(day.year, day.month, day.day)
    return read or Fault("not_a_date", "Dit is geen datum. Schrijf bijvoorbeeld 01-02-2022.")


def _moment_at_once(cell: Cell) -> datetime | None:
    return dates.from_serial(cell) if isinstance(cell, float) else None


def _number(column: Column, cell: Cell) -> float | Fault:
    number = None
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if dates.from_serial(cell):
            return _MAYBE_DATE  # `6-8` as well: the sheet shows that, and holds a day in August
        number = _finite(cell)
    elif isinstance(cell, str):
        bare = cell.replace(" ", "").replace("\u00a0", "")
        if _NUMBER.fullmatch(bare):
            is_dutch = "," in bare or re.fullmatch(r"[+-]?\d{1,3}(\.\d{3})+", bare)
            number = _finite(bare.replace(".", "").replace(",", ".") if is_dutch else bare)
    if isinstance(cell, str) and cell.strip().endswith("%"):
        return Fault("not_a_number", "Dit is een percentage. Schrijf het getal zonder %.")
    if number is None:
        return Fault("not_a_number", "Dit is geen getal. Schrijf bijvoorbeeld 12 of 3,5.")
    return number


def _whole(column: Column, cell: Cell) -> int | Fault:
    number = _number(column, cell)
    if isinstance(number, Fault):
        return number
    if not number.is_integer() or abs(number) > _LARGEST_WHOLE:
        return Fault("not_whole", "Dit moet een heel getal zijn, zonder komma.")
    return int(number)


def _yes_no(column: Column, cell: Cell) -> bool | Fault:
    if isinstance(cell, bool):
        return cell
    word = str(_text(column, cell)).casefold()
    if word in _YES or word in _NO:
        return word in _YES
    return Fault("not_yes_no", "Schrijf ja of nee.")


def _choice(column: Column, cell: Cell) -> str | Fault:
    wanted = " ".join(str(_text(column, cell)).split()).casefold()
    if isinstance(cell, bool):  # Google turns a typed WAAR into a boolean
        wanted = "ja" if cell else "nee"
    for member in column.choices:
        if member.value.casefold() == wanted:
            return member.value
    several = [part for part in re.split(r"[;,/\n]", wanted) if part.strip()]
    names = {member.value.casefold() for member in column.choices}
    is_several = len(several) > 1 and all(part.strip() in names for part in several)
    what = "Hier staan meer keuzes en er past er een" if is_several else "Deze keuze bestaat niet"
    known = ", ".join(member.value for member in column.choices)
    return Fault("unknown_choice", f"{what}. Kies uit: {known}.")


def _choices(column: Column, cell: Cell) -> tuple[str, ...] | Fault:
    found: dict[str, None] = {}
    for part in parts(str(_text(column, cell))):
        choice = _choice(column, part)
        if isinstance(choice, Fault):
            return choice
        found[choice] = None
    # The order of the list, so that the same set is always the same value.
    return tuple(m.value for m in column.choices if m.value in found)


def _organisations(column: Column, cell: Cell) -> tuple[str, ...] | Fault:
    text = _text(column, cell)
    return text if isinstance(text, Fault) else tuple(dict.fromkeys(parts(text)))


READERS: Mapping[Kind, Callable[[Column, Cell], Any]] = {
    Kind.KEY: _key,
    Kind.TEXT: _text,
    Kind.SECRET: _text,
    Kind.REFERENCE: _key,
    Kind.ORGANISATION: _text,
    Kind.ORGANISATIONS: _organisations,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.DATE: _day,
    Kind.MOMENT: _moment,
    Kind.WHOLE: _whole,
    Kind.NUMBER: _number,
    Kind.YES_NO: _yes_no,
}

# Kinds of which a large sheet has a different cell on every row. As the app writes them they are
# read at once; None: look closer.
AT_ONCE: Mapping[Kind, Callable[[Cell], Any]] = {
    Kind.KEY: _key_at_once,
    Kind.REFERENCE: _key_at_once,
    Kind.MOMENT: _moment_at_once,
}
