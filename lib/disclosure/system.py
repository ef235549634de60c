"""The counts of everything that leaves together, and the sums between them a reader knows."""

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

Cell: TypeAlias = str | tuple[Hashable, ...]
"""A count's name. Text, or a tuple of what prints the same everywhere (text, numbers): cells
are put in the order of their `repr`, so that nothing depends on the order of a dict."""

Bounds: TypeAlias = tuple[int | None, int | None]
"""Lowest and highest value, both included; None where the reader knows none."""


class Rule(NamedTuple):
    """Counts 1…threshold-1 are small; 0 too when `zero_is_small` (nobody, so also: everybody
    in the other cells). A threshold of 1 makes no count of people small."""

    threshold: int = 5
    zero_is_small: bool = True

    def is_small(self, count: int) -> bool:
        return (0 if self.zero_is_small else 1) <= count < self.threshold


class Sum(NamedTuple):
    """`total` = the parts together. A total in another table that counts the same people is
    the same cell, not a copy."""

    total: Cell
    parts: tuple[Cell, ...]


@dataclass(frozen=True)
class System:
    """Everything the gate looks at together; build it with `of`. `cells` and `sums` stand in
    one order, whatever order they came in."""

    cells: tuple[Cell, ...]
    values: Mapping[Cell, int]
    sums: tuple[Sum, ...]
    rules: Mapping[Cell, Rule]
    known: frozenset[Cell]
    forced: frozenset[Cell]
    bounds: Mapping[Cell, Bounds]

    @classmethod
    def of(
        cls,
        values: Mapping[Cell, int],
        sums: Sequence[Sum],
        rules: Rule | Mapping[Cell, Rule],
        known: Collection[Cell] = (),
        forced: Collection[Cell] = (),
        bounds: Mapping[Cell, Bounds] = MappingProxyType({}),
    ) -> "System":
        """`known`: cells the reader has whatever we do (released, or published before for this
        count), always shown. `forced`: cells that must be hidden although not small (a change
        since the last publication that is too small). `bounds`: what the reader knows of a
        cell beside its number (a mark ▲ says: above the last number, and less than that + k).

        ValueError when a count is negative or no whole number, a sum does not hold, a cell has
        no value or no rule, a bound leaves the value out, or a cell is both known and forced.
        """
        cells = tuple(sorted(values, key=repr))
        of_cell = dict.fromkeys(cells, rules) if isinstance(rules, Rule) else dict(rules)
        system = cls(
            cells,
            MappingProxyType({cell: values[cell] for cell in cells}),
            tuple(sorted({Sum(s.total, tuple(sorted(s.parts, key=repr))) for s in sums}, key=repr)),
            MappingProxyType(of_cell),
            frozenset(known),
            frozenset(forced),
            MappingProxyType(dict(bounds)),
        )
        for complaint in (*_shape(system), *_counts(system)):
            raise ValueError(complaint)
        return system

    def is_sensitive(self, cell: Cell) -> bool:
        """Whether the cell must be hidden for its own sake: small, or a change too small."""
        if cell in self.known:
            return False
        return cell in self.forced or self.rules[cell].is_small(self.values[cell])


def _shape(system: System) -> list[str]:
    """What is wrong before any number is looked at."""
    named = {cell for s in system.sums for cell in (s.total, *s.parts)}
    named |= {*system.known, *system.forced, *system.bounds}
    found = [f"{cell!r} has no value" for cell in sorted(named - {*system.cells}, key=repr)]
    found += [f"{cell!r} has no rule" for cell in system.cells if cell not in system.rules]
    both = sorted(system.known & system.forced, key=repr)
    found += [f"{cell!r} is known, so it cannot be hidden" for cell in both]
    for total, parts in system.sums:
        if len({total, *parts}) <= len(parts):
            found.append(f"the sum of {total!r} names a cell twice")
    thresholds = {rule.threshold for rule in system.rules.values()}
    found += [f"a threshold of {k} hides nothing" for k in sorted(thresholds) if k < 1]
    return found


def _counts(system: System) -> list[str]:
    """What is wrong with the numbers; only asked when nothing else is."""
    if _shape(system):
        return []
    values = system.values
    found = [f"{c!r} is no count" for c, n in values.items() if n != int(n) or n < 0]
    for total, parts in system.sums:
        if values[total] != sum(values[part] for part in parts):
            found.append(f"the parts of {total!r} do not add up to it")
    for cell, (low, high) in system.bounds.items():
        if (low is not None and values[cell] < low) or (high is not None and values[cell] > high):
            found.append(f"{cell!r} is not within its bounds")
    return found
