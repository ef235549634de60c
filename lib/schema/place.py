"""Where a problem is: the name of its cell, the address that opens it, and all in one sentence."""

from collections.abc import Mapping

from lib.schema.problem import Problem
from lib.schema.workbook import SHEETS

Positions = Mapping[str, Mapping[str, int]]
"""Sheet → column → where it stands (0-based), as in `Snapshot.positions`."""


def column_letters(place: int) -> str:
    """How a column is called in the sheet: 0 → A, 26 → AA."""
    letters, rest = "", place + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters


def cell_name(problem: Problem, positions: Positions) -> str:
    """`C7`, `rij 7`, or the whole sheet."""
    if problem.row is None:
        return "hele blad"
    place = _place(problem, positions)
    return f"rij {problem.row}" if place is None else f"{column_letters(place)}{problem.row}"


def cell_range(problem: Problem, positions: Positions) -> str:
    """`C7`, a whole row `7:7`, or nothing for the whole sheet."""
    if problem.row is None:
        return ""
    place = _place(problem, positions)
    return f"{problem.row}:{problem.row}" if place is None else cell_name(problem, positions)


def cell_address(sheet_address: str, problem: Problem, positions: Positions) -> str:
    """The address of its sheet, leading on to the cell or the row."""
    found = cell_range(problem, positions)
    return f"{sheet_address}&range={found}" if found else sheet_address


def told(problem: Problem, positions: Positions) -> str:
    """`Contacten, C7: Dit is geen datum.`"""
    title = SHEETS[problem.sheet].title
    return f"{title}, {cell_name(problem, positions)}: {problem.sentence}"


def _place(problem: Problem, positions: Positions) -> int | None:
    if problem.place is not None:
        return problem.place
    return positions.get(problem.sheet, {}).get(problem.column or "")
