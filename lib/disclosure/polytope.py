"""All tables a reader holds possible: whole counts that agree with everything he sees."""

from typing import NamedTuple

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, diags_array
from scipy.sparse.csgraph import connected_components

from lib.disclosure.equations import Equations, Mask, Real, Whole

SWEEPS = 4
"""So often all cells are pushed at once, there and back, before they are pushed one by one."""

GLANCES = 50
"""Enough for sums of sums; bounds are only less close when more would have been needed."""


class Spans(NamedTuple):
    """Per hidden cell the lowest and highest count in a table that was found; `exact` where
    no table goes beyond."""

    low: Whole
    high: Whole
    exact: Mask


class Polytope:
    """What is possible for the hidden cells (`columns`, places in the system).

    Cells that no sum connects are solved in one call all the same: their objectives add up
    without touching each other, and a call costs more than its cells.
    """

    def __init__(self, equations: Equations, hidden: Mask) -> None:
        self.equations = equations
        self.columns: Whole = np.flatnonzero(hidden)
        self.rows: Whole = np.flatnonzero(np.diff(equations.matrix[:, self.columns].indptr))
        # The truth is one of the tables, so it shows what the reader sees of every sum.
        self.truth = equations.values[self.columns]
        self.sums = equations.matrix[self.rows][:, self.columns]
        self.seen: Whole = (self.sums @ self.truth).astype(np.int64)
        # The same with what follows at a glance worked out: closer bounds, and the cells these
        # fix taken out of the sums.
        self.low, self.high = _closer(self)
        free = diags_array((self.low < self.high).astype(np.float64))
        self.matrix = csr_array(self.sums @ free)
        self.matrix.eliminate_zeros()
        self.right: Whole = (self.matrix @ self.truth).astype(np.int64)
        # What a reader sees of cells depends on those they are linked with, fixed ones included;
        # what the solver needs at once is less.
        self.linked = _components(self.sums)
        self.component = _components(self.matrix)

    def spans(self, wanted: Mask, until_wide: bool) -> Spans:
        """Spans of the `wanted` cells; with `until_wide` a cell is left once it is wide."""
        spans = Spans(self.truth.copy(), self.truth.copy(), np.zeros(len(wanted), dtype=np.bool_))
        for sweep in range(SWEEPS):
            left = self._left(spans, wanted, until_wide)
            # Far enough is enough: room that one cell does not take is left to the others.
            k = self.equations.threshold[self.columns] if until_wide else self.high
            low = np.where(left, np.maximum(self.low, spans.high - k), self.low)
            high = np.where(left, np.minimum(self.high, spans.low + k), self.high)
            self._stretch(spans, np.where(left, _weights(len(left), sweep), 0.0), low, high)
        while (left := self._left(spans, wanted, until_wide)).any():
            # One cell of every component at a time.
            places = np.flatnonzero(left)
            turn = places[np.unique(self.component[places], return_index=True)[1]]
            push = np.zeros(len(left))
            push[turn] = 1.0
            self._stretch(spans, push, self.low, self.high)
            spans.exact[turn] = True
        return spans

    def _left(self, spans: Spans, wanted: Mask, until_wide: bool) -> Mask:
        # No table goes beyond the closer bounds: who is there, is there.
        spans.exact[(spans.low == self.low) & (spans.high == self.high)] = True
        left: Mask = wanted & ~spans.exact
        if until_wide:
            left &= ~self.equations.is_wide(self.columns, spans.low, spans.high)
        return left

    def _stretch(self, spans: Spans, push: Real, low: Whole, high: Whole) -> None:
        for table in (self._extreme(push, low, high), self._extreme(-push, low, high)):
            np.minimum(spans.low, table, out=spans.low)
            np.maximum(spans.high, table, out=spans.high)

    def _extreme(self, push: Real, low: Whole, high: Whole) -> Whole:
        """The table within `low`…`high` that is highest in the direction `push`; where nothing
        is pushed, the truth."""
        pushed = np.isin(self.component, np.unique(self.component[push != 0]))
        table = self.truth.copy()
        if not pushed.any():
            return table
        table[pushed] = self._solved(pushed, push, low, high, whole=False)
        broken = pushed & ~self._holds(table)
        if broken.any():  # a corner between whole tables: ask for whole numbers
            table[broken] = self._solved(broken, push, low, high, whole=True)
            if not self._holds(table).all():
                raise ArithmeticError("no whole table found, though the truth is one")
        return table

    def _solved(self, part: Mask, push: Real, low: Whole, high: Whole, whole: bool) -> Whole:
        """The cells of `part` (whole components) at their best, rounded."""
        matrix = self.matrix[:, part]
        rows = np.flatnonzero(np.diff(matrix.indptr))
        sides = self.right[rows]
        answer = milp(
            -push[part],
            integrality=np.full(int(part.sum()), int(whole)),
            bounds=Bounds(low[part], high[part]),
            constraints=LinearConstraint(matrix[rows], sides, sides) if len(rows) else None,
            options={"mip_rel_gap": 0.0},
        )
        if answer.x is None:
            raise ArithmeticError(f"the solver found no table: {answer.message}")
        near: Whole = np.rint(answer.x).astype(np.int64)
        # A cell that is not whole must not pass for one: -1 breaks its bounds.
        return near if whole else np.where(np.abs(answer.x - near) < 1e-6, near, -1)

    def _holds(self, table: Whole) -> Mask:
        """Per cell, whether its component of the table is right to the last count."""
        bad = (table < self.low) | (table > self.high)
        wrong_rows = self.matrix @ table != self.right
        bad |= (abs(self.matrix[wrong_rows]).sum(axis=0) > 0) if wrong_rows.any() else False
        return ~np.isin(self.component, np.unique(self.component[bad]))


def _components(matrix: csr_array) -> Whole:
    """Per column a number, the same for columns that rows connect."""
    labels: Whole = connected_components(abs(matrix.T) @ abs(matrix), directed=False)[1]
    return labels


def _closer(space: Polytope) -> tuple[Whole, Whole]:
    """The bounds of the cells after looking at one sum at a time, over and over: a cell is at
    most what is left of a sum when the other cells are at their least, and the reverse."""
    low = space.equations.low[space.columns]
    high = space.equations.high[space.columns]
    entries = space.sums.tocoo()
    rows, columns = entries.coords
    sign = entries.data.astype(np.int64)
    for _ in range(GLANCES):
        least = np.where(sign > 0, low[columns], -high[columns])
        most = np.where(sign > 0, high[columns], -low[columns])
        sum_least, sum_most = np.zeros_like(space.seen), np.zeros_like(space.seen)
        np.add.at(sum_least, rows, least)
        np.add.at(sum_most, rows, most)
        top = space.seen[rows] - sum_least[rows] + least
        bottom = space.seen[rows] - sum_most[rows] + most
        new_low, new_high = low.copy(), high.copy()
        np.maximum.at(new_low, columns, np.where(sign > 0, bottom, -top))
        np.minimum.at(new_high, columns, np.where(sign > 0, top, -bottom))
        if (new_low == low).all() and (new_high == high).all():
            break
        low, high = new_low, new_high
    return low, high


def _weights(size: int, sweep: int) -> Real:
    """All cells up first; then a sequence that is the same on every machine and goes both ways
    in every sum."""
    steps = np.arange(1, size + 1, dtype=np.float64)
    return 0.5 - (steps * sweep * 0.6180339887498949) % 1
