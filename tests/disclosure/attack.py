"""Attack many random tables: `python -m tests.disclosure.attack TABLES SEED`.

Every publication is protected, and attacked with the numbers that are shown, the sums, and what
was known before; not with our own solver, but with flows (`tests/disclosure/flow.py`).
"""

import sys
from collections.abc import Iterator, Sequence
from random import Random
from typing import NamedTuple

from lib.disclosure.pattern import Protection, Reason, protected
from lib.disclosure.system import Bounds, Rule
from tests.disclosure.flow import intervals
from tests.disclosure.tables import Table, publication, random_table

TOGETHER = 8
"""Tables in one publication."""


class Recovered(NamedTuple):
    """A hidden cell that is known better than it may be."""

    table: Table
    place: tuple[int, int]
    interval: Bounds


class Tally(NamedTuple):
    tables: int
    cells: int
    hidden: int
    complements: int
    given_away: int
    recovered: tuple[Recovered, ...]


def is_wide(interval: Bounds, rule: Rule) -> bool:
    low, high = interval
    least = 0 if rule.zero_is_small else 1
    enough = high is None or high >= rule.threshold
    is_far = high is None or low is None or high - low >= rule.threshold
    return is_far or (enough and low is not None and low <= least)


def recovered(table: Table, protection: Protection) -> Iterator[Recovered]:
    """What is too narrow, and narrower than with the known cells alone."""
    shown = {(i, j) for name, i, j in protection.shown if name == table.name}
    narrow = {p: i for p, i in intervals(table, shown).items() if not is_wide(i, table.rule)}
    at_best = intervals(table, table.known) if narrow else {}
    for place, interval in narrow.items():
        if interval != at_best[place]:
            yield Recovered(table, place, interval)


def attacked(tables: Sequence[Table]) -> Tally:
    """One publication, protected and attacked."""
    system = publication(tables)
    protection = protected(system)
    for cell in system.cells:
        is_open = cell in protection.shown
        assert is_open != (cell in protection.hidden)
        assert is_open or cell not in system.known
        assert not (is_open and system.is_sensitive(cell))
    reasons = [*protection.hidden.values()]
    return Tally(
        len(tables),
        len(system.cells),
        len(reasons),
        reasons.count(Reason.COMPLEMENT),
        len(protection.given_away),
        tuple(found for table in tables for found in recovered(table, protection)),
    )


def campaign(tables: int, seed: int) -> Tally:
    chance = Random(seed)
    sums = Tally(0, 0, 0, 0, 0, ())
    while sums.tables < tables:
        together = [random_table(f"t{n}", chance) for n in range(TOGETHER)]
        sums = Tally(*(a + b for a, b in zip(sums, attacked(together), strict=True)))
    return sums


if __name__ == "__main__":
    wanted, seed = (int(argument) for argument in sys.argv[1:3])
    tally = campaign(wanted, seed)
    print(f"seed {seed}: {tally.tables} tables, {tally.cells} cells, {tally.hidden} hidden of ")
    print(f"which {tally.complements} complements; given away by known cells: {tally.given_away}")
    print(f"recovered: {len(tally.recovered)}")
    for found in tally.recovered[:10]:
        print(found)
    sys.exit(bool(tally.recovered))
