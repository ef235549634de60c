"""A row that adds up others: it is no row of ours, and what it adds up counts already."""

from collections.abc import Mapping

from lib.schema.cells import Cell, is_empty
from lib.schema.column import Kind
from lib.schema.problem import Problem
from lib.schema.sheet import Sheet

NUMBERS = (Kind.WHOLE, Kind.NUMBER)
_WORDS = frozenset({"totaal", "subtotaal", "totalen", "total", "som", "gemiddelde"})


def is_total(sheet: type[Sheet], cells: Mapping[str, Cell]) -> bool:
    """Whether these cells, by column, are a total: one of them says so and something required
    is not there, or there is nothing but numbers."""
    filled = {name: cell for name, cell in cells.items() if not is_empty(cell)}
    columns = [column for column in sheet.columns if column.name in filled]
    lacks = any(c.is_required and c.name not in filled for c in sheet.columns[1:])
    is_called = any(str(cell).strip(" :.=").casefold() in _WORDS for cell in filled.values())
    has_numbers = bool(columns) and all(column.kind in NUMBERS for column in columns)
    return lacks and (is_called or has_numbers)


def total_row(sheet: type[Sheet], number: int) -> Problem:
    return Problem(sheet.name, number, None, "", "total_row",
        "Deze rij lijkt een totaal. Haal haar weg: het dashboard telt zelf, en dit telt niet mee.",
    )  # fmt: skip
