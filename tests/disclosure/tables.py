"""Tables as systems: a grid of counts with its row totals, column totals and grand total."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import NamedTuple

from lib.disclosure.system import Bounds, Cell, Rule, Sum, System

TOTAL = -1
"""The row or column of totals: cell (name, 2, TOTAL) is the total of row 2."""


class Table(NamedTuple):
    """`grid[row][column]`; every cell is (name, row, column). All ways to hide less than
    everything come along: what is `known`, `forced` and bounded, by (row, column)."""

    name: str
    grid: Sequence[Sequence[int]]
    rule: Rule = Rule()
    known: frozenset[tuple[int, int]] = frozenset()
    forced: frozenset[tuple[int, int]] = frozenset()
    bounds: Mapping[tuple[int, int], Bounds] = {}

    @property
    def rows(self) -> int:
        return len(self.grid)

    @property
    def columns(self) -> int:
        return len(self.grid[0])

    def values(self) -> dict[Cell, int]:
        wide = [[*row, sum(row)] for row in self.grid]
        wide.append([sum(column) for column in zip(*wide, strict=True)])
        where = [*range(self.columns), TOTAL]
        return {
            (self.name, i, j): count
            for i, row in zip([*range(self.rows), TOTAL], wide, strict=True)
            for j, count in zip(where, row, strict=True)
        }

    def sums(self) -> list[Sum]:
        rows, columns = range(self.rows), range(self.columns)
        along = [
            Sum((self.name, i, TOTAL), tuple((self.name, i, j) for j in columns))
            for i in (*rows, TOTAL)
        ]
        down = [
            Sum((self.name, TOTAL, j), tuple((self.name, i, j) for i in rows))
            for j in (*columns, TOTAL)
        ]
        return along + down


def publication(tables: Sequence[Table]) -> System:
    """Tables that leave together; nothing links them."""

    def named(places: str) -> list[Cell]:
        return [(t.name, *place) for t in tables for place in sorted(getattr(t, places))]

    return System.of(
        {cell: count for t in tables for cell, count in t.values().items()},
        [s for t in tables for s in t.sums()],
        {cell: t.rule for t in tables for cell in t.values()},
        known=named("known"),
        forced=named("forced"),
        bounds={(t.name, *place): b for t in tables for place, b in t.bounds.items()},
    )


def random_table(name: str, chance: Random) -> Table:
    """1×2 to 6×6, from nearly empty to large; one in four with cells published before, or with
    a change to hide, of which the reader may know the direction."""
    rows, columns = chance.randint(1, 6), chance.randint(2, 6)
    most = chance.choice((2, 6, 15, 60))
    grid = [[chance.randint(0, most) for _ in range(columns)] for _ in range(rows)]
    rule = Rule(chance.choice((3, 5, 10)), chance.random() < 0.7)
    plain = Table(name, grid, rule)
    if chance.random() < 0.75:
        return plain
    places = [(i, j) for _, i, j in plain.values()]
    known = frozenset(p for p in places if chance.random() < chance.choice((0.1, 0.3)))
    forced = frozenset(p for p in places if p not in known and chance.random() < 0.1)
    bounds: dict[tuple[int, int], Bounds] = {}
    for i, j in sorted(forced):
        count = plain.values()[name, i, j]
        before = count - chance.randint(1, rule.threshold - 1)
        if chance.random() < 0.5 and before >= 0:
            bounds[i, j] = (before + 1, before + rule.threshold - 1)
    return plain._replace(known=known, forced=forced, bounds=bounds)
