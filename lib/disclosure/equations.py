"""A system as arrays: what the solver needs, cell by cell in the order of `System.cells`."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from lib.disclosure.system import Cell, System

Whole = NDArray[np.int64]
Mask = NDArray[np.bool_]
Real = NDArray[np.float64]

DEEPEST = 8
"""Totals of totals of totals: deeper than any table; keeps sums that go round from looping."""


@dataclass(frozen=True)
class Equations:
    """`matrix` @ values = 0: a row per sum, 1 for its total and -1 for each part. `high` is
    `ceiling` where no bound is known: far above every count, so a reader who gets there knows
    no upper bound. `weight` says how much is lost with a cell: 1 for a part, more for a total
    than for all its parts, so that no total is hidden where a part does."""

    system: System
    place: dict[Cell, int]
    matrix: csr_array
    values: Whole
    low: Whole
    high: Whole
    ceiling: int
    threshold: Whole
    zero_is_small: Mask
    known: Mask
    sensitive: Mask
    weight: Real

    @classmethod
    def of(cls, system: System) -> "Equations":
        cells = system.cells
        place = {cell: index for index, cell in enumerate(cells)}
        rules = [system.rules[cell] for cell in cells]
        values = np.array([system.values[cell] for cell in cells], dtype=np.int64)
        threshold = np.array([rule.threshold for rule in rules], dtype=np.int64)
        ceiling = int(4 * values.sum() + 4 * threshold.sum() + 1000)
        bounds = [system.bounds.get(cell, (None, None)) for cell in cells]
        return cls(
            system,
            place,
            _matrix(system, place),
            values,
            np.array([max(low or 0, 0) for low, _ in bounds], dtype=np.int64),
            np.array([ceiling if high is None else high for _, high in bounds], dtype=np.int64),
            ceiling,
            threshold,
            np.array([rule.zero_is_small for rule in rules], dtype=np.bool_),
            np.array([cell in system.known for cell in cells], dtype=np.bool_),
            np.array([system.is_sensitive(cell) for cell in cells], dtype=np.bool_),
            _weights(system, place),
        )

    def told(self) -> "Equations":
        """The same for a reader who also knows, of every cell that may be hidden, whether it is
        small, and from whom no more is kept than which small count it is."""
        k = self.threshold
        least = np.where(self.zero_is_small, 0, 1)
        small = ~self.known & (self.values >= least) & (self.values < k)
        large = ~self.known & ~self.sensitive & (self.values >= k)
        low = np.where(small, least, np.where(large, k, 0))
        return replace(
            self,
            low=np.maximum(self.low, low),
            high=np.where(small, np.minimum(self.high, k - 1), self.high),
            # Two counts are enough for a small cell, one for another.
            threshold=small.astype(np.int64),
            zero_is_small=np.ones_like(self.zero_is_small),
        )

    def is_wide(self, columns: Whole, low: Whole, high: Whole) -> Mask:
        """Whether a reader who knows `low`…`high` of these cells knows too little to harm."""
        k, small = self.threshold[columns], self.zero_is_small[columns]
        all_small: Mask = ~small & (low <= 1) & (high >= k)
        return all_small | (high - low >= k)


def _matrix(system: System, place: dict[Cell, int]) -> csr_array:
    rows, columns, signs = [], [], []
    for row, (total, parts) in enumerate(system.sums):
        rows += [row] * (1 + len(parts))
        columns += [place[total], *(place[part] for part in parts)]
        signs += [1.0] + [-1.0] * len(parts)
    shape = (len(system.sums), len(system.cells))
    return csr_array((signs, (rows, columns)), shape=shape)


def _weights(system: System, place: dict[Cell, int]) -> Real:
    weight = np.ones(len(place))
    for _ in range(DEEPEST):
        for total, parts in system.sums:
            heavier = 1 + sum(weight[place[part]] for part in parts)
            weight[place[total]] = min(max(weight[place[total]], heavier), 1e3)
    # Ties are broken by place, never by value: nothing is to be learned from the choice.
    tilted: Real = weight * (1 + 0.01 * np.arange(len(place)) / max(len(place), 1))
    return tilted
