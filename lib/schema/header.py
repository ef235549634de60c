"""The header of a sheet: in which row it stands, which column where, and what is wrong with it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations

from lib.schema.cells import Cell, is_empty, shown
from lib.schema.column import Column
from lib.schema.place import column_letters
from lib.schema.problem import Problem
from lib.schema.sheet import Sheet

_FIRST_ROWS = 10
"""So far down a header is looked for that is not in row 1."""


@dataclass(frozen=True)
class Header:
    """`at` is how many of the rows stand above it. `positions` holds the place (0-based) of
    every column that is there; empty when no header was found at all."""

    titles: Sequence[str]
    positions: Mapping[str, int]
    problems: tuple[Problem, ...]
    at: int = 0


def read_header(sheet: type[Sheet], rows: Sequence[Sequence[Cell]]) -> Header:
    """The header in the first row, or else in one of the next that says nearly nothing but
    headers: somebody put a row above it."""
    titles = _titles(rows[0]) if rows else []
    if _found(sheet, titles):
        return _header(sheet, titles)
    for at, row in enumerate(rows[1:_FIRST_ROWS], start=1):
        if has_headers_of(sheet, row):
            header = _header(sheet, _titles(row))
            return Header(header.titles, header.positions, (_moved(sheet, at),), at)
    has_rows = any(not is_empty(cell) for row in rows[:1] for cell in row)
    return Header(titles, {}, (_gone(sheet, has_rows),))


def has_headers_of(sheet: type[Sheet], row: Sequence[Cell]) -> bool:
    """Whether this row says nearly nothing but its headers."""
    return 2 * len(_found(sheet, _titles(row))) > len(sheet.columns)


def exchanged_headers(
    sheet: type[Sheet],
    positions: Mapping[str, int],
    cells: Sequence[Sequence[Cell]],
    is_readable: Callable[[Column, Cell], bool],
) -> tuple[dict[str, int], list[Problem]]:
    """Where the columns really are, with headers that stand in each other's place while the cells
    below them did not move along.

    Columns may be moved with all that is in them. What stands below tells which it was; where it
    fits below both, and nothing else was moved, somebody has to look. `is_readable` says whether
    a cell can stand in a column.
    """

    def fits(column: Column, held: set[Cell]) -> bool:
        return all(map(partial(is_readable, column), held)) if held else not column.is_required

    expected = [column for column in sheet.columns if column.name in positions]
    order = sorted(positions, key=lambda name: positions[name])
    place_of = {name: place for place, name in enumerate(order)}
    moved = [(n, c) for n, c in enumerate(expected) if place_of[c.name] != n]
    pairs = [
        (one, other)
        for (n, one), (m, other) in combinations(moved, 2)
        if place_of[one.name] == m and place_of[other.name] == n
    ]
    real, found = dict(positions), []
    for one, other in pairs:
        here, there = (_filled(cells[positions[column.name]]) for column in (one, other))
        if not here and not there:
            continue
        if not (fits(other, here) and fits(one, there)):
            continue
        if not (fits(one, here) and fits(other, there)):
            found.append(_exchanged(sheet, positions, one, other, is_sure=True))
            real[one.name], real[other.name] = positions[other.name], positions[one.name]
        elif len(moved) == 2:
            found.append(_exchanged(sheet, positions, one, other, is_sure=False))
    return real, found


def _titles(row: Sequence[Cell]) -> list[str]:
    return [shown(cell).strip() for cell in row]


def _folded(title: str) -> str:
    return " ".join(title.split()).casefold()


def _found(sheet: type[Sheet], titles: Sequence[str]) -> set[str]:
    return {column.header.casefold() for column in sheet.columns} & set(map(_folded, titles))


def _header(sheet: type[Sheet], titles: Sequence[str]) -> Header:
    positions: dict[str, int] = {}
    problems: list[Problem] = []
    by_title: dict[str, int] = {}
    for place, title in enumerate(titles):
        folded = _folded(title)
        if folded in by_title:
            problems.append(_problem(sheet, place, title, "duplicate_header",
                f"De kop '{title}' staat er twee keer; de eerste telt."))  # fmt: skip
        elif folded:
            by_title[folded] = place
    for column in sheet.columns:
        found = by_title.pop(column.header.casefold(), None)
        if found is not None:
            positions[column.name] = found
    free = {place for place, title in enumerate(titles) if not title} | set(by_title.values())
    for place, column in enumerate(sheet.columns):
        if column.name in positions:
            continue
        before = [positions[c.name] for c in sheet.columns[:place] if c.name in positions]
        gap = before[-1] + 1 if before else 0
        stands = titles[gap] if gap in free else None
        problems.append(_missing(sheet, column, gap, stands))
        if stands is not None:
            free.discard(gap)
            by_title.pop(_folded(stands), None)
    problems += [
        _problem(sheet, place, titles[place], "unknown_column",
            f"De kolom '{titles[place]}' hoort niet bij dit blad; ze blijft staan, "
            "maar het dashboard gebruikt haar niet.")
        for place in by_title.values()
    ]  # fmt: skip
    return Header(titles, positions, tuple(problems))


def _missing(sheet: type[Sheet], column: Column, gap: int, title: str | None) -> Problem:
    """`title` is what stands in the gap where its header belongs; None: there is no gap."""
    said = f"De kolom '{column.header}' ontbreekt."
    cell = f"{column_letters(gap)}1"
    if title:
        what = f"In {cell} staat '{title}'; zet daar '{column.header}' terug."
    elif title is not None:
        what = f"Cel {cell} is leeg; zet daar '{column.header}' terug."
    else:
        what = "Haal haar terug uit de versiegeschiedenis, of voeg een kolom met deze kop toe."
    place = gap if title is not None else None
    return Problem(sheet.name, 1, column.name, "", "column_missing", f"{said} {what}",
        is_blocking=True, place=place)  # fmt: skip


def _moved(sheet: type[Sheet], above: int) -> Problem:
    """Of row 1, which everybody is told about; what else is wrong with the header comes after."""
    is_one = above == 1
    what = "de rij erboven" if is_one else f"de {above} rijen erboven"
    return Problem(sheet.name, 1, None, "", "header_moved",
        f"De koppen van '{sheet.title}' staan in rij {above + 1} in plaats van in rij 1. "
        f"Verwijder {what}.", is_blocking=True)  # fmt: skip


def _gone(sheet: type[Sheet], has_rows: bool) -> Problem:
    """Row 1 may then hold a client's row, so nothing of it is quoted."""
    what = "Voeg boven rij 1 een rij in met de koppen." if has_rows else "Zet ze terug in rij 1."
    return Problem(sheet.name, 1, None, "", "header_missing",
        f"In rij 1 van '{sheet.title}' staan de koppen niet. {what}",
        is_blocking=True)  # fmt: skip


def _exchanged(
    sheet: type[Sheet], positions: Mapping[str, int], one: Column, other: Column, *, is_sure: bool
) -> Problem:
    said = f"De koppen '{one.header}' en '{other.header}' "
    said += (
        "zijn verwisseld: wat eronder staat hoort bij de andere. Wissel ze terug."
        if is_sure
        else "staan op elkaars plaats. Zijn alleen de koppen verwisseld, zet ze dan terug; "
        "zijn de kolommen verplaatst, dan klopt het."
    )
    place = min(positions[one.name], positions[other.name])
    return Problem(sheet.name, 1, None, "", "headers_exchanged", said,
        is_blocking=is_sure, place=place)  # fmt: skip


def _filled(cells: Sequence[Cell]) -> set[Cell]:
    return {cell for cell in cells if not is_empty(cell)}


def _problem(sheet: type[Sheet], place: int, title: str, code: str, sentence: str) -> Problem:
    return Problem(sheet.name, 1, None, title, code, sentence, place=place)
