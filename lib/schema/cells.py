"""Cell ↔ value, both ways, for every kind; never raises for what a person typed.

A *cell* is what the Sheets API gives unformatted: str, int, float, bool, or "" for nothing.
A *value* is str, date, datetime, int, float, bool, a tuple of str, or None for missing.
"""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from pydantic import ValidationError

from lib.schema import dates
from lib.schema.column import Column, Kind
from lib.schema.problem import Fault

Cell = str | int | float | bool | None
SEPARATOR = "; "

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
_ERRORS = frozenset(
    {"#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#ERROR!", "#NUM!", "#NULL!",
     "#VERW!", "#N/B", "#NAAM?", "#WAARDE!", "#DEEL/0!", "#GETAL!", "#LEEG!"}
)  # fmt: skip


class Read(NamedTuple):
    """What a cell was read as. With a fault the value is missing; the text stays in the sheet."""

    value: Any
    fault: Fault | None = None


Reader = Callable[[Column, Cell], Read]


def read_cell(column: Column, cell: Cell) -> Read:
    """Read one cell; required-but-empty is a fault, too."""
    if is_empty(cell):
        return Read(None, _missing(column) if column.is_required else None)
    if isinstance(cell, str) and cell.strip() in _ERRORS:
        return Read(None, Fault("formula_error", "Hier staat een formule die een fout geeft."))
    found = _READERS[column.kind](column, cell)
    if isinstance(found, Fault):
        return Read(None, found)
    if found == ():  # separators and nothing between them
        return Read(None, _missing(column) if column.is_required else None)
    return _within_limits(column, found)


def read_column(
    column: Column, cells: Sequence[Cell], read: Reader = read_cell
) -> tuple[list[Any], Mapping[int, Fault]]:
    """Read a whole column; faults by position. Every distinct cell is read once."""
    tokens: Sequence[Any] = cells
    known: dict[Any, Any] = dict.fromkeys(cells)
    # True and 1 are equal but not the same cell.
    is_typed = (0 in known or 1 in known) and bool in set(map(type, cells))
    if is_typed:
        tokens = list(zip(map(type, cells), cells, strict=True))
        known = dict.fromkeys(tokens)
    at_once = None if column.max_length else _AT_ONCE.get(column.kind)
    wrong: dict[Any, Fault] = {}
    for token in known:
        cell = token[1] if is_typed else token
        value = at_once(cell) if at_once else None
        if value is None:
            value, fault = read(column, cell)
            if fault is not None:
                wrong[token] = fault
        known[token] = value
    values = list(map(known.__getitem__, tokens))
    if not wrong:
        return values, {}
    return values, {place: wrong[token] for place, token in enumerate(tokens) if token in wrong}


def to_cell(column: Column, value: Any) -> Cell:
    """The cell to send for a value; None empties it. Text is sent as text, also `=1+1`."""
    if value is None or value == ():
        return None
    match column.kind:
        case Kind.DATE | Kind.MOMENT:
            serial = dates.to_serial(value)
            return int(serial) if column.kind is Kind.DATE else serial
        case Kind.YES_NO:
            return "ja" if value else "nee"
        case Kind.CHOICES | Kind.ORGANISATIONS:
            return SEPARATOR.join(value)
        case Kind.WHOLE:
            return number_cell(int(value))
        case Kind.NUMBER:
            return number_cell(float(value))
        case _:
            return str(value)


def number_cell(number: float) -> Cell:
    """The cell for a number; as text when it could be taken for a date that somebody typed."""
    return _digits(number) if dates.from_serial(number) else number


def to_text(column: Column, value: Any) -> str:
    """A value as a person reads it in a table or a log line; "" for missing."""
    if value is None or value == ():
        return ""
    match column.kind:
        case Kind.DATE:
            return f"{value:%d-%m-%Y}"
        case Kind.MOMENT:
            return f"{value:%d-%m-%Y %H:%M}"
        case Kind.NUMBER:
            return _digits(float(value))
        case _:
            return str(to_cell(column, value))


def is_spelled_otherwise(column: Column, cell: Cell, value: Any) -> bool:
    """Whether a cell says `value` in other characters than the app writes: another case, a date
    or a number as text. It counts, but sorting and filtering in the sheet pass it by."""
    if not isinstance(cell, str) or value is None or column.is_protected:
        return False
    match column.kind:
        case Kind.DATE | Kind.WHOLE | Kind.NUMBER:
            return True
        case Kind.CHOICE | Kind.YES_NO:
            return cell != to_cell(column, value)
        case Kind.CHOICES:
            return not set(parts(cell)) <= set(value)
        case _:
            return False


def parts(text: str) -> list[str]:
    """What stands between separators or on lines of its own."""
    return [part.strip() for part in re.split(r"[;\n]", text) if part.strip()]


def is_empty(cell: Cell) -> bool:
    """Blanks alone are nothing."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _missing(column: Column) -> Fault:
    return Fault("missing", f"Vul '{column.header}' in.")


def _within_limits(column: Column, value: Any) -> Read:
    try:
        column.adapter.validate_python(value)
    except ValidationError as error:
        return Read(None, _limit_fault(column, error))
    return Read(value)


def _limit_fault(column: Column, error: ValidationError) -> Fault:
    first = error.errors(include_url=False, include_input=False)[0]
    limits = first.get("ctx", {})
    match first["type"]:
        case "greater_than_equal":
            return Fault("out_of_range", f"'{column.header}' moet {limits['ge']} of hoger zijn.")
        case "less_than_equal":
            return Fault("out_of_range", f"'{column.header}' mag hoogstens {limits['le']} zijn.")
        case "string_too_long":
            longest = limits["max_length"]
            return Fault("too_long", f"'{column.header}' mag hoogstens {longest} tekens zijn.")
        case _:
            return Fault("not_valid", f"'{column.header}' heeft geen geldige waarde.")


def _text(column: Column, cell: Cell) -> str | Fault:
    if isinstance(cell, bool):
        return "WAAR" if cell else "ONWAAR"
    if isinstance(cell, int | float):
        number = _finite(cell)
        if number is None:
            return _NOT_TEXT
        # Google makes numbers of dates and times that somebody types; nobody typed those numbers.
        return _MAYBE_DATE if dates.from_serial(number) or 0 < number < 1 else _digits(number)
    text = str(cell).replace("\r\n", "\n").replace("\r", "\n").strip()
    return _NOT_TEXT if _LONE_SURROGATE.search(text) else text


def _digits(number: float) -> str:
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
    text = _text(column, cell)
    return text if isinstance(text, Fault) else text.upper()


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
    return Fault(
        "unknown_choice",
        f"Deze keuze bestaat niet. Kies uit: {', '.join(m.value for m in column.choices)}.",
    )


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


_READERS: Mapping[Kind, Callable[[Column, Cell], Any]] = {
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
_AT_ONCE: Mapping[Kind, Callable[[Cell], Any]] = {
    Kind.KEY: _key_at_once,
    Kind.REFERENCE: _key_at_once,
    Kind.MOMENT: _moment_at_once,
}
