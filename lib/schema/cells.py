"""Cell ↔ value, both ways, for every kind; never raises for what a person typed.

A *cell* is what the Sheets API gives unformatted: str, int, float, bool, or "" for nothing.
A *value* is str, date, datetime, int, float, bool, a tuple of str, or None for missing.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from pydantic import ValidationError

from lib.schema import dates
from lib.schema.column import Column, Kind
from lib.schema.problem import Fault
from lib.schema.readers import AT_ONCE, READERS, digits, parts
from lib.schema.readers import Cell as Cell

SEPARATOR = "; "

_ERRORS = frozenset(
    {"#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#ERROR!", "#NUM!", "#NULL!",
     "#VERW!", "#N/B", "#NAAM?", "#WAARDE!", "#DEEL/0!", "#GETAL!", "#LEEG!"}
)  # fmt: skip
_FORMULA_ERROR = Fault(
    "formula_error",
    "Hier staat een formule die een fout geeft, of die fout. Typ de waarde zelf.",
)


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
        return Read(None, _FORMULA_ERROR)
    found = READERS[column.kind](column, cell)
    if isinstance(found, Fault):
        return Read(None, found)
    if found == ():  # separators and nothing between them
        return Read(None, _missing(column) if column.is_required else None)
    return _within_limits(column, found)


class ColumnRead(NamedTuple):
    """What the cells of a column were read as; faults by position, and the positions of cells
    that `is_spelled_otherwise`."""

    values: list[Any]
    faults: Mapping[int, Fault]
    otherwise: Sequence[int]


def read_column(column: Column, cells: Sequence[Cell], read: Reader = read_cell) -> ColumnRead:
    """Read a whole column; every distinct cell is read once."""
    tokens: Sequence[Any] = cells
    known: dict[Any, Any] = dict.fromkeys(cells)
    # True and 1 are equal but not the same cell.
    is_typed = (0 in known or 1 in known) and bool in set(map(type, cells))
    if is_typed:
        tokens = list(zip(map(type, cells), cells, strict=True))
        known = dict.fromkeys(tokens)
    at_once = None if column.max_length else AT_ONCE.get(column.kind)
    wrong: dict[Any, Fault] = {}
    odd: set[Any] = set()
    for token in known:
        cell = token[1] if is_typed else token
        value = at_once(cell) if at_once else None
        if value is None:
            value, fault = read(column, cell)
            if fault is not None:
                wrong[token] = fault
            elif is_spelled_otherwise(column, cell, value):
                odd.add(token)
        known[token] = value
    values = list(map(known.__getitem__, tokens))
    # Nearly always there is nothing to tell.
    faults = {n: wrong[token] for n, token in enumerate(tokens) if token in wrong} if wrong else {}
    otherwise = [n for n, token in enumerate(tokens) if token in odd] if odd else []
    return ColumnRead(values, faults, otherwise)


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
    return digits(number) if dates.from_serial(number) else number


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
            return digits(float(value))
        case _:
            return str(to_cell(column, value))


def is_spelled_otherwise(column: Column, cell: Cell, value: Any) -> bool:
    """Whether a cell says `value` in other characters than the app writes: another case, a date
    or a number as text. It counts, but sorting and filtering in the sheet pass it by."""
    if not isinstance(cell, str) or value is None or column.is_protected:
        return False
    match column.kind:
        case Kind.DATE:
            return True
        case Kind.CHOICE | Kind.YES_NO | Kind.WHOLE | Kind.NUMBER:
            return cell != to_cell(column, value)
        case Kind.CHOICES:
            return not set(parts(cell)) <= set(value)
        case _:
            return False


def shown(cell: Cell) -> str:
    """A cell as text that pandas and a screen can hold: no half of a pair of surrogates."""
    return str(cell).encode(errors="replace").decode()


def is_empty(cell: Cell) -> bool:
    """Blanks alone are nothing."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _missing(column: Column) -> Fault:
    if column.kind is Kind.KEY:
        return Fault("missing", "Deze rij heeft geen sleutel. Typ er geen: de app geeft er een.")
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
