"""The reader who has our program: `python -m tests.disclosure.backward TABLES SEED`.

He writes down every table that agrees with what is shown, protects each of them as we do, and
keeps those that come out as ours did. What is left of a small cell is what he knows.
"""

import sys
from collections.abc import Iterator, Mapping
from itertools import count
from random import Random

from lib.disclosure.pattern import protected
from lib.disclosure.system import Cell, Rule
from tests.disclosure.tables import Table, publication

MANY = 400
"""Tables with more possibilities are left out: too long to try, and little to learn."""


def candidates(table: Table, shown: Mapping[Cell, int], most: int) -> list[Table]:
    """Every table of whole counts with the same numbers where they are shown; [] when there are
    more than `most`, or without end because no total is shown."""
    grids: list[list[list[int]]] = [[]]
    for i in range(table.rows):
        longer: list[list[list[int]]] = []
        for grid in grids:
            for row in _rows(table, shown, i):
                if _fits(table, shown, [*grid, row]):
                    longer.append([*grid, row])
                if len(longer) > 20 * most:
                    return []
        grids = longer
    same = [table._replace(grid=grid) for grid in grids]
    same = [t for t in same if all(t.values()[cell] == n for cell, n in shown.items())]
    return same if len(same) <= most else []


def _rows(table: Table, shown: Mapping[Cell, int], i: int) -> Iterator[list[int]]:
    top = max((n for n in shown.values()), default=0)

    def grow(row: list[int]) -> Iterator[list[int]]:
        if len(row) == table.columns:
            if shown.get((table.name, i, -1), sum(row)) == sum(row):
                yield row
            return
        own = shown.get((table.name, i, len(row)))
        room = shown.get((table.name, i, -1), top) - sum(row)
        for n in range(room + 1) if own is None else [own]:
            if n <= room:
                yield from grow([*row, n])

    return grow([])


def _fits(table: Table, shown: Mapping[Cell, int], grid: list[list[int]]) -> bool:
    down = [sum(column) for column in zip(*grid, strict=True)]
    most = max(shown.values(), default=0)
    return all(n <= shown.get((table.name, -1, j), most) for j, n in enumerate(down))


def left_over(table: Table) -> Mapping[Cell, set[int]] | None:
    """Per small hidden cell the counts the reader still holds possible; None when not tried."""
    protection = protected(publication([table]))
    values = table.values()
    shown = {cell: values[cell] for cell in protection.shown}
    if (table.name, -1, -1) not in shown:
        return None
    possible = candidates(table, shown, MANY)
    if not possible:
        return None
    named = [t._replace(name=f"{n}") for n, t in zip(count(), possible)]
    together = protected(publication(named))
    alike = [
        t
        for t in named
        if {(table.name, i, j) for name, i, j in together.shown if name == t.name} == {*shown}
    ]
    small = [c for c in protection.hidden if table.rule.is_small(values[c])]
    return {(n, i, j): {t.values()[t.name, i, j] for t in alike} for n, i, j in small}


def random_small(chance: Random) -> Table:
    rows, columns = chance.choice(((1, 2), (1, 3), (1, 4), (2, 2), (2, 3), (3, 3)))
    most = chance.choice((4, 8, 14))
    grid = [[chance.randint(0, most) for _ in range(columns)] for _ in range(rows)]
    return Table("t", grid, Rule(3))


if __name__ == "__main__":
    wanted, seed = (int(argument) for argument in sys.argv[1:3])
    chance = Random(seed)
    tried = cells = exact = narrow = 0
    found = []
    while tried < wanted:
        table = random_small(chance)
        left = left_over(table)
        if left:
            tried += 1
            cells += len(left)
            sure = [c for c, counts in left.items() if len(counts) == 1]
            exact += len(sure)
            narrow += sum(len(counts) < table.rule.threshold for counts in left.values())
            if sure:
                found.append((table.grid, sure))
    print(f"seed {seed}: {tried} tables, {cells} small cells; exact {exact}, fewer than k {narrow}")
    for line in found[:10]:
        print(line)
